from __future__ import annotations

from kit.text.linebreak import Span, set_paragraph


class Squares:
    """Han one em, everything of ASCII half an em."""

    def advance_em(self, character: str, weight: int) -> float:  # noqa: ARG002
        return 0.5 if character.isascii() else 1.0


def lines(text: str, measure_em: float) -> list[str]:
    return [
        line.text for line in set_paragraph([Span(text, 500)], Squares(), measure_em=measure_em)
    ]


def test_a_paragraph_is_set_whole() -> None:
    text = "明年的居民医保，12月31日以前要交。每人400元，过期要等三个月才能报销。"

    assert "".join(lines(text, 10)) == text

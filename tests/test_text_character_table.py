"""A public character table: readings, registers, and rows that cannot be right."""

from __future__ import annotations

import pytest

from kit.errors import SourceError
from kit.text.dialect.character_table import parse_character_table
from kit.text.dialect.romanization import Syllable

TABLE = """\
#声调\t1阴平24 2阳平21 3上声31 5去声52
#注释\t*训=文-白
#资料来源\t自编的小表
#a
p\t[1]甲乙{一种}[2]丙*{～小}□{没有字}
0\t[3]丁=戊-
#oŋ
tʰ\t[1]己[4]庚[6]□{没有字}
"""


def test_every_character_has_its_sound_tone_and_register() -> None:
    table = parse_character_table("\ufeff" + TABLE, "小表.tsv")

    assert [(r.character, r.syllable, r.register) for r in table.readings] == [
        ("甲", Syllable("p", "a", 1), ""),
        ("乙", Syllable("p", "a", 1), ""),
        ("丙", Syllable("p", "a", 2), "训"),
        ("丁", Syllable("", "a", 3), "文"),
        ("戊", Syllable("", "a", 3), "白"),
        ("己", Syllable("tʰ", "oŋ", 1), ""),
    ]
    assert table.finals == ("a", "oŋ")
    assert table.tones == (1, 2, 3, 5)
    assert table.sources == "自编的小表"


def test_entries_under_an_impossible_tone_are_told_by_line_and_left_out() -> None:
    table = parse_character_table(TABLE, "小表.tsv")

    assert [fault[:6] for fault in table.faults] == ["第 8 行：", "第 8 行："]
    assert "“庚”" in table.faults[0]
    assert [r.character for r in table.rejected] == ["庚"]
    assert "庚" not in table.characters


@pytest.mark.parametrize("text", ["", "字\t音\n甲\tka\n", "#声调\t1阴平24\n", "#a\np\t[1]甲\n"])
def test_another_file_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match="不是同音字表"):
        parse_character_table(text, "别的.tsv")

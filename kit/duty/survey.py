"""The public's marks (社会评议): what the card asks, and the cards that came back counted."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kit.duty.register_rows import RegisterForm, numbered_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from kit.duty.register_rows import RegisterRow
    from kit.model.finding import Finding

QUESTIONS = {
    "看得到": "公开栏、宣传单看得清吗？",
    "听得懂": "大喇叭听得懂吗？",
    "来得及": "消息来得及时吗？",
    "问得到": "打电话、到窗口问得清楚吗？",
    "总的": "总的来说，您满意吗？",
}
"""By the column in which the answer is entered."""
ANSWERS = ("很满意", "满意", "一般", "不满意", "不知道")
_CONTENT = frozenset(ANSWERS[:2])
_NO_OPINION = ANSWERS[-1]
CARDS = "评议卡"
_NUMBER = re.compile(r"[Pp]0*([1-9]\d{0,4})")
_BY_DIGIT = {str(place): answer for place, answer in enumerate(ANSWERS, 1)}
FORM = RegisterForm(
    name="评议登记簿",
    columns=("编号", "收到", "村", *QUESTIONS, "意见"),
    needed=("编号", *QUESTIONS),
    code="SV",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A card that came back; a question nobody ticked has no answer."""

    number: str
    received: date | None
    village: str
    answers: Mapping[str, str]
    words: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Cards:
    """All cards that could be read, and what is wrong with the rows."""

    cards: tuple[Card, ...] = ()
    faults: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """A question's answers counted, in the order of the card."""

    question: str
    counts: tuple[int, ...]
    unanswered: int
    content: Decimal | None
    """Per cent of those with an opinion who are content; None where nobody has one."""


def read_cards(names: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]) -> Cards:
    """Return the cards in a table; an answer that is none is named and not counted.

    Raises:
        SourceError: A column that is needed is not there.
    """
    cards, faults = numbered_rows(FORM, names, rows, _card)
    return Cards(cards=cards, faults=faults)


def _card(row: RegisterRow) -> Card | None:
    number = row.needed("编号", "请照卡上印的写；没有印的，给每一张一个编号，也写在卡上。")
    if not number:
        return None
    printed = _NUMBER.fullmatch(number)
    return Card(
        number=card_name(int(printed[1])) if printed else number,
        received=row.day("收到"),
        village=row.text("村"),
        answers={name: _answer(row, name) for name in QUESTIONS},
        words=row.text("意见"),
        row=row.number,
    )


def card_name(number: int) -> str:
    """Return what stands on a card that was printed with a number: P007."""
    return f"P{number:03d}"


def _answer(row: RegisterRow, name: str) -> str:
    text = row.text(name)
    answer = _BY_DIGIT.get(text, text)
    if answer and answer not in ANSWERS:
        told = "、".join(f"{digit} {one}" for digit, one in _BY_DIGIT.items())
        row.stop(name, f"“{text}”不是卡上的答案。", f"请写数字或字：{told}；没有勾的空着。")
        return ""
    return answer


def marks_of(cards: Sequence[Card]) -> tuple[Marks, ...]:
    """Return the answers to every question, counted."""
    return tuple(_marks(name, [card.answers[name] for card in cards]) for name in QUESTIONS)


def _marks(name: str, answers: Sequence[str]) -> Marks:
    counts = Counter(answers)
    with_opinion = sum(counts[one] for one in ANSWERS if one != _NO_OPINION)
    content = sum(counts[one] for one in _CONTENT)
    share = (
        (Decimal(100 * content) / with_opinion).quantize(Decimal("0.1")) if with_opinion else None
    )
    return Marks(
        question=QUESTIONS[name],
        counts=tuple(counts[one] for one in ANSWERS),
        unanswered=counts[""],
        content=share,
    )

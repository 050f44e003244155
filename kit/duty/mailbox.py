"""Letters to those who lead (领导信箱、建议): read, clocked, and answered where all may see it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.duty.register_rows import RegisterForm, numbered_rows
from kit.model.finding import Finding, Severity
from kit.text.privacy.persons import find_persons
from kit.text.privacy.private_numbers import find_private

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from kit.duty.register_rows import RegisterRow

FORM = RegisterForm(
    name="来信登记簿",
    columns=(
        *("编号", "收到", "方式", "来信人", "村", "来信", "承办", "限办"),
        *("答复", "答复内容", "公开", "备注"),
    ),
    needed=("编号", "收到", "来信"),
    code="LT",
)
YES, NO = "是", "否"
LEFT_OUT = "（略）"
_SEVERAL = re.compile(r"[、，,;；/\s]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A letter, and what was answered."""

    number: str
    received: date
    way: str
    who: str
    """Known to the office alone: it is taken out of what is posted."""
    village: str
    words: str
    office: str
    due: date | None
    answered: date | None
    answer: str
    is_posted: bool
    row: int

    @property
    def posted(self) -> tuple[str, str]:
        """Question and answer as all may see them."""
        names = tuple(filter(None, _SEVERAL.split(self.who)))
        return without_names(self.words, names), without_names(self.answer, names)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mailbox:
    """All letters that could be read, and what is wrong with the rows."""

    letters: tuple[Letter, ...] = ()
    faults: tuple[Finding, ...] = ()


def read_mailbox(names: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]) -> Mailbox:
    """Return the letters in a table; what cannot be is named by its row.

    Raises:
        SourceError: A column that is needed is not there.
    """
    letters, faults = numbered_rows(FORM, names, rows, _letter)
    return Mailbox(letters=letters, faults=faults)


def _letter(row: RegisterRow) -> Letter | None:
    number = row.needed("编号", "请给每一封一个编号，如 信-001。")
    received, answered = row.day("收到"), row.day("答复")
    if not row.text("收到"):
        row.stop("收到", "没有写哪天收到。", "请写成 2026-11-23。")
    words = row.needed("来信", "请写来信说的事。")
    row.in_order([("收到", received), ("答复", answered)])
    answer = row.text("答复内容")
    if answered and not answer:
        row.stop("答复内容", "答复了，没有写答复了什么。", "请照答复的写。")
    posted = row.choice("公开", (YES, NO), or_none=True) == YES
    if posted and not answered:
        row.stop("公开", "还没有答复，不能公开。", "请先写答复的日子和内容。")
    if not number or received is None or not words:
        return None
    return Letter(
        number=number,
        received=received,
        way=row.text("方式"),
        who=row.text("来信人"),
        village=row.text("村"),
        words=words,
        office=row.text("承办"),
        due=row.day("限办"),
        answered=answered,
        answer=answer,
        is_posted=posted,
        row=row.number,
    )


def late(mailbox: Mailbox, today: date) -> Iterator[Finding]:
    """Yield letters that should have been answered by now."""
    for one in mailbox.letters:
        if one.due and not one.answered and one.due < today:
            yield Finding(
                code="LT03",
                severity=Severity.WARN,
                field="限办",
                line=one.row,
                message=f"{one.number} 应当在 {one.due} 以前答复，还没有。",
                remedy=f"请催{one.office or '承办的'}马上办。",
            )


def without_names(text: str, names: Sequence[str] = ()) -> str:
    """Return a text without the names given, without whoever else it names, and without numbers.

    No reader finds every name: what comes out is a draft, and goes through the review.
    """
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, LEFT_OUT)
    spans = [(one.start, one.end) for one in find_persons(text)]
    spans += [(one.start, one.end) for one in find_private(text)]
    told, end = "", 0
    for start, stop in sorted(spans):
        if start >= end:
            told += text[end:start] + LEFT_OUT
        end = max(end, stop)
    return told + text[end:]

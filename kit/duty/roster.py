"""The roster of duty (责任名册): who answers for openness, and from when to when."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from kit.duty.register_rows import RegisterForm, by_line, register_rows
from kit.model.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

FORM = RegisterForm(
    name="公开责任名册",
    columns=("责任", "姓名", "职务", "办公室", "起", "止", "备注"),
    needed=("责任", "姓名", "起"),
    code="RO",
)
DUTIES = (
    *("第一责任人", "主要责任人", "领导小组组长", "领导小组副组长", "领导小组成员"),
    "直接责任人",
)
_ALONE = frozenset({"第一责任人", "领导小组组长"})
"""Whom there is one of at a time."""
_WANTED = ("第一责任人", "主要责任人", "直接责任人")


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """A person with a duty, both days included; ``until`` None means still."""

    duty: str
    name: str
    post: str
    office: str
    since: date
    until: date | None
    note: str
    row: int

    def holds(self, day: date) -> bool:
        """Whether the duty is this person's on a day."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Roster:
    """All who hold or held a duty, in the order of duties and days, and what is wrong."""

    holders: tuple[Holder, ...] = ()
    faults: tuple[Finding, ...] = ()


def read_roster(names: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]) -> Roster:
    """Return who holds which duty; rows that cannot be are named.

    Raises:
        SourceError: A column that is needed is not there.
    """
    holders: list[Holder] = []
    faults: list[Finding] = []
    for row in register_rows(FORM, names, rows):
        duty = row.choice("责任", DUTIES)
        name = row.needed("姓名", "请写上姓名；没有人的，这一行删去。")
        since, until = row.day("起"), row.day("止")
        row.in_order([("起", since), ("止", until)])
        if not row.text("起"):
            row.stop("起", "没有写从哪天起。", "请照任命或分工的文件写，如 2026-03-01。")
        faults += row.faults
        if duty and name and since and not (until and until < since):
            holders.append(
                Holder(
                    duty=duty,
                    name=name,
                    post=row.text("职务"),
                    office=row.text("办公室"),
                    since=since,
                    until=until,
                    note=row.text("备注"),
                    row=row.number,
                )
            )
    holders.sort(key=lambda one: (DUTIES.index(one.duty), one.since))
    return Roster(holders=tuple(holders), faults=by_line([*faults, *_overlaps(holders)]))


def _overlaps(holders: Sequence[Holder]) -> Iterator[Finding]:
    for first, second in combinations([one for one in holders if one.duty in _ALONE], 2):
        if first.duty == second.duty and (first.until is None or second.since <= first.until):
            told = f"{second.since} 起有两位{first.duty}：{first.name}、{second.name}。"
            yield _told(told, "请在前一位的“止”写上哪天为止。", second.row, Severity.WARN)


def unheld(roster: Roster, today: date) -> Iterator[Finding]:
    """Yield the duties that nobody holds today."""
    for duty in _WANTED:
        if not any(one.duty == duty and one.holds(today) for one in roster.holders):
            yield _told(f"今天没有{duty}。", "请照分工的文件补上一行。", None, Severity.WARN)


def _told(message: str, remedy: str, line: int | None, severity: Severity) -> Finding:
    return Finding(
        code="RO03", severity=severity, field="责任", line=line, message=message, remedy=remedy
    )

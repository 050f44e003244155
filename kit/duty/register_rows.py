"""Rows of the registers that clerks keep in Excel: cells by their column, faults by their row."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol, TypeVar

from kit.duty.report_forms import label_key
from kit.errors import SourceError
from kit.model.finding import Finding, Severity
from kit.source.values import WrongValue, parse_date

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterForm:
    """A register's name, its columns, and without which it cannot be read."""

    name: str
    columns: tuple[str, ...]
    needed: tuple[str, ...]
    code: str
    """Of what is wrong in it: RQ."""


class Numbered(Protocol):
    """What a row with a number of its own was read as."""

    @property
    def number(self) -> str:
        """The number that no other row may have."""

    @property
    def row(self) -> int:
        """Where it stands in the file, as Excel shows it."""


Read = TypeVar("Read", bound=Numbered)


@dataclass(slots=True)
class RegisterRow:
    """A row under the number by which Excel shows it; what is wrong in it is gathered."""

    number: int
    cells: Mapping[str, str]
    code: str
    faults: list[Finding] = field(default_factory=list)

    def text(self, name: str) -> str:
        """Return what is written in a column; 无 is nothing."""
        text = self.cells.get(name, "")
        return "" if text == "无" else text

    def needed(self, name: str, remedy: str) -> str:
        """Return what is written in a column; an empty one stops the row."""
        text = self.text(name)
        if not text:
            self.stop(name, f"没有写{name}。", remedy)
        return text

    def day(self, name: str) -> date | None:
        """Return the day in a column; one that does not exist is told."""
        text = self.text(name)
        if not text:
            return None
        try:
            return parse_date(text)
        except WrongValue as wrong:
            self.stop(name, wrong.message, wrong.remedy)
            return None

    def choice(self, name: str, words: Sequence[str], *, or_none: bool = False) -> str:
        """Return one of the words that a column takes; empty and told where it is another."""
        text = self.text(name)
        if text in words or (or_none and not text):
            return text
        told = f"{name}“{text}”不在格式里。" if text else f"没有写{name}。"
        self.stop(name, told, f"请写：{'、'.join(words)}。")
        return ""

    def in_order(self, days: Sequence[tuple[str, date | None]]) -> None:
        """Tell days that lie before what comes before them."""
        known = [(name, day) for name, day in days if day]
        for (before, first), (after, second) in pairwise(known):
            told = f"{after} {second} 早于{before} {first}。"
            if second < first and not any(one.message == told for one in self.faults):
                self.stop(after, told, "请照收件章和答复书核对，改正写错的一个。")

    def stop(self, name: str, message: str, remedy: str) -> None:
        """Tell what is wrong in a column, once."""
        fault = Finding(
            code=f"{self.code}01",
            severity=Severity.STOP,
            field=name,
            line=self.number,
            message=message,
            remedy=remedy,
        )
        if fault not in self.faults:
            self.faults.append(fault)


def register_rows(
    form: RegisterForm, names: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]
) -> tuple[RegisterRow, ...]:
    """Return the rows of a table, their cells by the names of its columns.

    Raises:
        SourceError: A column that is needed is not there, or stands there twice.
    """
    keys = [label_key(name) for name in names]
    known = {label_key(name): name for name in form.columns}
    missing = [name for key, name in known.items() if name in form.needed and key not in keys]
    if missing:
        raise SourceError(
            f"{form.name}缺这几列：{'、'.join(missing)}。", f"请照：{'、'.join(form.columns)}。"
        )
    twice = [name for key, name in known.items() if keys.count(key) > 1]
    if twice:
        raise SourceError(
            f"{form.name}有两列“{twice[0]}”，不知道照哪一列。", "请把另一列改名，或删掉。"
        )
    places = {known.get(key, key): place for place, key in enumerate(keys)}
    return tuple(
        RegisterRow(
            number=number,
            cells={
                name: cells[place].strip() if place < len(cells) else ""
                for name, place in places.items()
            },
            code=form.code,
        )
        for number, cells in rows
    )


def numbered_rows(
    form: RegisterForm,
    names: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    read_one: Callable[[RegisterRow], Read | None],
) -> tuple[tuple[Read, ...], tuple[Finding, ...]]:
    """Return what is read of the rows of a table, and what is wrong in them, by row.

    Two rows with one number are told, and both stay.

    Raises:
        SourceError: A column that is needed is not there, or stands there twice.
    """
    read = register_rows(form, names, rows)
    found = tuple(one for row in read if (one := read_one(row)))
    faults = [fault for row in read for fault in row.faults]
    return found, by_line([*faults, *_twice(found, form.code)])


def _twice(found: Iterable[Numbered], code: str) -> Iterator[Finding]:
    rows: dict[str, list[int]] = {}
    for one in found:
        rows.setdefault(one.number, []).append(one.row)
    for number, places in rows.items():
        if len(places) > 1:
            shown = "、".join(map(str, places))
            yield Finding(
                code=f"{code}02",
                severity=Severity.STOP,
                field="编号",
                line=places[1],
                message=f"编号 {number} 有 {len(places)} 件（第 {shown} 行）。",
                remedy="请核对是登记了两次，还是编错了号：每件一个编号。",
            )


def by_line(faults: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return faults in the order of their rows."""
    return tuple(sorted(faults, key=lambda fault: fault.line or 0))

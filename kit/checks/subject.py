"""What a check is given: an item, what is known around it, and its texts with their figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.duty.workdays import known_workdays
from kit.model.fields import BY_LABEL
from kit.model.finding import Severity
from kit.model.item import ColumnType, Show
from kit.text.figures.comparison import compare
from kit.text.figures.quantities import read
from kit.text.passages import passages
from kit.text.privacy.names import Names, names_in_column
from kit.text.privacy.persons import find_answered, find_persons
from kit.text.privacy.private_cells import private_cells
from kit.text.privacy.private_numbers import find_private

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from kit.duty.workdays import Workdays
    from kit.model.item import Item
    from kit.model.township import Township
    from kit.text.figures.comparison import Told
    from kit.text.figures.quantity import Quantity
    from kit.text.passages import Passage
    from kit.text.privacy.persons import Person
    from kit.text.privacy.private_cells import PrivateCell
    from kit.text.privacy.private_numbers import PrivateNumber


_QUESTIONS = "问答"


def _covers_everything(_character: str) -> bool:
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What is known around an item; the day and the typeface are handed in."""

    township: Township
    today: date
    covers: Callable[[str], bool] = _covers_everything
    """Whether the typeface has a character."""
    workdays: Workdays = field(default_factory=known_workdays)


@dataclass(frozen=True, slots=True)
class Fault:
    """What a check found; the table of checks adds the code."""

    label: str
    """Chinese label of the field."""
    message: str
    remedy: str
    severity: Severity | None = None
    """Where it weighs otherwise than its check usually does."""
    offset_lines: int = 0
    """Lines below the first line of the field, for long texts."""


def placed(passage: Passage) -> str:
    """Return where a passage stands, for a message: 大白话第2句."""
    counted = BY_LABEL[passage.label].counted
    return f"{passage.label}{counted.format(passage.number)}" if passage.number else passage.label


@dataclass(frozen=True)
class Text:
    """A passage and what stands in it."""

    passage: Passage
    quantities: tuple[Quantity, ...]

    @property
    def label(self) -> str:
        """Label of the field it stands in."""
        return self.passage.label

    @property
    def text(self) -> str:
        """The words, references filled in."""
        return self.passage.text

    @property
    def place(self) -> str:
        """Where it stands, for a message."""
        return placed(self.passage)

    def lines_before(self, position: int) -> int:
        """How many lines of this text end before ``position``."""
        return self.text.count("\n", 0, position)


@dataclass(frozen=True)
class Subject:
    """One item under examination; its texts are read once for all checks."""

    item: Item
    context: Context

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text of the item with its quantities."""
        near = self.item.dates.publish
        return tuple(Text(p, read(p.text, near=near)) for p in passages(self.item))

    def labelled(self, *labels: str) -> Iterator[Text]:
        """Give the texts of these fields."""
        return (text for text in self.texts if text.label in labels)

    @cached_property
    def compared(self) -> tuple[Told, ...]:
        """Every figure that differs from the key facts, or is of another thing."""
        township = self.context.township
        phones = [office.phone for office in township.departments]
        return compare(self.item, phones=phones, villages=township.villages)

    @cached_property
    def private_in_texts(self) -> tuple[tuple[Text, PrivateNumber], ...]:
        """Private numbers in the texts; the phones of 电话 are an office's own."""
        return tuple(
            (text, found)
            for text in self.texts
            for found in find_private(text.text, known=self._own_phones)
        )

    @cached_property
    def private_in_cells(self) -> tuple[PrivateCell, ...]:
        """Private numbers in what the table shows."""
        table = self.item.table
        return private_cells(table, self._own_phones) if table else ()

    @cached_property
    def persons_in_texts(self) -> tuple[tuple[Text, Person], ...]:
        """People whom the texts name, and what is told of them."""
        found = [(text, one) for text in self.texts for one in find_persons(text.text)]
        for asked, text in pairwise(self.texts):
            same = asked.passage.number == text.passage.number
            if text.label == asked.label == _QUESTIONS and same:
                found += [(text, one) for one in find_answered(asked.text, text.text)]
        return tuple(dict.fromkeys(found))

    @cached_property
    def name_columns(self) -> Mapping[int, Names]:
        """The columns of names that are shown, in full or masked, by their place."""
        table = self.item.table
        found = {
            index: Names.PERSONS
            if column.type is ColumnType.NAME
            else names_in_column(column.name, table.cells_of(index))
            for index, column in enumerate(table.columns if table else ())
            if table and column.show is not Show.HIDE
        }
        return {index: names for index, names in found.items() if names}

    @cached_property
    def _own_phones(self) -> frozenset[str]:
        return frozenset(re.sub(r"\D", "", phone.number) for phone in self.item.phones)

    @cached_property
    def shown_cells(self) -> tuple[tuple[int, int, str], ...]:
        """Row, column (both from 0) and text of every table cell that is shown unmasked."""
        table = self.item.table
        if table is None:
            return ()
        shown = (Show.FULL, Show.OWN_BOARD)
        full = [i for i, column in enumerate(table.columns) if column.show in shown]
        return tuple(
            (number, index, row[index])
            for number, row in enumerate(table.rows)
            for index in full
            if index < len(row)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One rule: its stable code, what it asks, how much it weighs, and the function."""

    code: str
    about: str
    run: Callable[[Subject], Iterator[Fault]]
    severity: Severity = Severity.STOP

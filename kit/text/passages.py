"""The texts of an item one by one, each under the label the clerk knows it by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kit.model.field import LISTS, Form, Printed
from kit.model.fields import FIELDS
from kit.text.references import fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.field import Compared, Field
    from kit.model.item import Item


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of an item with its references filled in, and where it stands."""

    label: str
    text: str
    number: int = 0
    """Which one of several: the second sentence of 大白话 is 2; 0 where there is only one."""


def passages(item: Item) -> tuple[Passage, ...]:
    """Return every text of the item that reaches paper, page or loudspeaker, tables left out.

    References are filled: what is judged is what will be read.
    """
    return tuple(
        Passage(passage.label, fill(passage.text, item), passage.number)
        for passage in _all_passages(item)
        if passage.text
    )


def raw_passages(item: Item) -> tuple[Passage, ...]:
    """Return the same texts as the clerk wrote them."""
    return tuple(passage for passage in _all_passages(item) if passage.text)


def labels_of(*kinds: Compared) -> tuple[str, ...]:
    """Return the labels of the fields whose figures are compared in one of these ways."""
    return tuple(field.label for field in FIELDS if field.compared in kinds)


def texts_at_end(item: Item) -> Iterator[tuple[Field, tuple[str, ...]]]:
    """Yield each field that has a line at the end of the full text, with what it says there."""
    for field in FIELDS:
        value = field.value_in(item)
        if field.form is Form.RECORD and value:
            said = [(part, getattr(value, part.attribute)) for part in field.parts]
        else:
            said = [(field, value)]
        for one, its in said:
            texts = tuple(fill(text, item) for text in _texts(one, its))
            if texts and one.printed is Printed.AT_END:
                yield one, texts


def _all_passages(item: Item) -> Iterator[Passage]:
    for field in FIELDS:
        yield from _passages_of(field, field.value_in(item))


def _passages_of(field: Field, value: Any) -> Iterator[Passage]:
    if field.form is Form.RECORDS:
        for number, entry in enumerate(value, start=1):
            yield from (Passage(field.label, text, number) for text in _record(field, entry))
        return
    texts = tuple(_texts(field, value))
    several = field.form in LISTS or field.form is Form.RECORD
    for number, text in enumerate(texts, start=1):
        yield Passage(field.label, text, number if several else 0)


def _texts(field: Field, value: Any) -> Iterator[str]:
    """Yield the words in a value; days, choices, counts, files and readings have none."""
    if not value or field.printed is Printed.NOWHERE:
        return
    match field.form:
        case Form.TEXT | Form.LONG | Form.LINK:
            yield value
        case Form.WORDS | Form.LINES:
            yield from value
        case Form.AMOUNTS:
            yield from (amount.written for amount in value)
        case Form.PHONES:
            yield from (f"{phone.label} {phone.number}".strip() for phone in value)
        case Form.RECORD:
            yield from _record(field, value)
        case Form.RECORDS:
            for entry in value:
                yield from _record(field, entry)
        case _:
            pass


def _record(field: Field, entry: Any) -> Iterator[str]:
    for part in field.parts:
        yield from _texts(part, getattr(entry, part.attribute))

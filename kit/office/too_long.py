"""Which field of an item takes too much room on a sheet, found by cutting it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kit.model.field import Form
from kit.model.fields import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kit.model.item import Item

_SHARES = (0.75, 0.5, 0.25, 0.1, 0.0)
"""What is left of a field, the most first: what must be cut least is what is too long."""
# Cut shorter than this, a field says nothing any more.
_FEWEST = 4
_TEXTS = frozenset({Form.TEXT, Form.LONG, Form.WORDS, Form.LINES})


@dataclass(frozen=True, slots=True)
class TooLong:
    """A field that would let the item fit if it were shorter."""

    label: str
    characters: int
    most: int
    """With so many it fits."""


@dataclass(frozen=True, slots=True)
class _Text:
    label: str
    attribute: str
    value: str | tuple[str, ...]

    @property
    def characters(self) -> int:
        return len("".join(self.value))

    def cut(self, item: Item, most: int) -> Item:
        """Return the item with at most so many characters in this field."""
        return _with(item, self.attribute, _cut(self.value, most))


def too_long_field(item: Item, fits: Callable[[Item], bool]) -> TooLong | None:
    """Return the field of which the smallest part must go for ``item`` to fit.

    A sheet is composed as a whole, so no composer knows which of its parts is too much; the
    same words in another field would have fitted. None where no field alone is to blame.
    """
    texts = tuple(_texts(item))
    for share in _SHARES:
        for text in texts:
            most = max(_FEWEST, int(text.characters * share))
            if most < text.characters and fits(text.cut(item, most)):
                return TooLong(text.label, text.characters, _most(item, text, fits, most))
    return None


def _most(item: Item, text: _Text, fits: Callable[[Item], bool], known: int) -> int:
    """Return the most characters with which the item fits, at least the ``known`` ones."""
    low, high = known, text.characters - 1
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if fits(text.cut(item, middle)) else (low, middle - 1)
    return low


def _texts(item: Item) -> Iterator[_Text]:
    for field in FIELDS:
        parts = field.parts if field.form is Form.RECORD else (field,)
        prefix = f"{field.attribute}." if field.form is Form.RECORD else ""
        for part in parts:
            value = _value(item, f"{prefix}{part.attribute}")
            if part.form in _TEXTS and value:
                yield _Text(part.label, f"{prefix}{part.attribute}", value)


def _value(item: Item, attribute: str) -> Any:
    """Return a text of the item; empty where it has no such record."""
    value: Any = item
    for name in attribute.split("."):
        value = getattr(value, name, None)
    return value


def _with(item: Item, attribute: str, value: Any) -> Item:
    record, _, name = attribute.rpartition(".")
    if record:
        value = replace(getattr(item, record), **{name: value})
        name = record
    return replace(item, **{name: value})


def _cut(value: str | tuple[str, ...], most: int) -> str | tuple[str, ...]:
    if isinstance(value, str):
        return value[:most]
    kept = []
    for entry in value:
        kept.append(entry[:most])
        most -= len(entry)
        if most <= 0:
            break
    return tuple(kept)

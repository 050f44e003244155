"""What became of an item's fields between two of its wordings, in the order of the form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kit.model.field import NOTHING, Form
from kit.model.fields import FIELDS
from kit.review.digest import short_code
from kit.text.differences import changed_lines
from kit.text.written_days import written_day

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from kit.model.field import Field
    from kit.model.item import Attachment, Item, Phone, Table
    from kit.text.differences import Piece

_ROWS = "表格里的行"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """A field that says something else than it did."""

    label: str
    lines: tuple[tuple[Piece, ...], ...]
    """The lines of it that changed; what stayed is left out."""
    numbers: tuple[int, ...] = ()
    """Where several lines stand, which they are; for rows, as a spreadsheet counts them."""


def changed_fields(before: Item, now: Item) -> tuple[FieldChange, ...]:
    """Return every field that changed; none where both wordings have one digest."""
    found = []
    for field in FIELDS:
        old, new = (tuple(_written(field, field.value_in(item))) for item in (before, now))
        if old != new:
            found.append(_change(field.label, old or (NOTHING,), new or (NOTHING,)))
    old, new = (_rows(item.table) for item in (before, now))
    if old != new:
        found.append(_change(_ROWS, old, new, first=2))
    return tuple(found)


def _change(
    label: str, old: tuple[str, ...], new: tuple[str, ...], *, first: int = 1
) -> FieldChange:
    lines = changed_lines(old, new)
    several = len(old) > 1 or len(new) > 1
    return FieldChange(
        label=label,
        lines=tuple(pieces for _, pieces in lines),
        numbers=tuple(number + first - 1 for number, _ in lines) if several else (),
    )


def _rows(table: Table | None) -> tuple[str, ...]:
    return tuple("　".join(row) for row in table.rows) if table else ()


def _written(field: Field, value: Any) -> Iterator[str]:
    """Yield a field's value line by line, as staff read it."""
    if value is None or value in ("", ()):
        return
    match field.form:
        case Form.DATE:
            yield written_day(value)
        case Form.MOMENT:
            yield _moment(value)
        case Form.YES_NO:
            yield "是" if value else "否"
        case Form.COUNT:
            yield str(value)
        case Form.AMOUNTS:
            yield from (amount.written for amount in value)
        case Form.PHONES:
            yield from map(_phone, value)
        case Form.READINGS:
            yield from (f"{word} {pinyin}" for word, pinyin in value.items())
        case Form.RECORD:
            yield from _record(field, value)
        case Form.RECORDS:
            yield from ("；".join(_record(field, entry)) for entry in value)
        case Form.WORDS | Form.LINES | Form.CHOICES:
            yield from map(_entry, value)
        case _:
            yield from str(value).splitlines()


def _record(field: Field, record: Any) -> Iterator[str]:
    for part in field.parts:
        for line in _written(part, getattr(record, part.attribute)):
            yield f"{part.label}：{line}"


def _entry(entry: str | Attachment) -> str:
    if isinstance(entry, str):
        return entry
    # The name may stay while the picture is another one.
    return f"{entry.file}（{short_code(entry.sha256)}）"


def _phone(phone: Phone) -> str:
    dialled = f"（{written_day(phone.dialled)}试拨过）" if phone.dialled else "（没有试拨）"
    return f"{phone.label} {phone.number}{dialled}".strip()


def _moment(moment: datetime) -> str:
    return f"{written_day(moment.date())}{moment:%H:%M}"

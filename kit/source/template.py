"""A new item file to fill in: the fields of its kind in the clerk's order, each explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.model.field import LISTS, Form
from kit.model.fields import FIELDS
from kit.model.item import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from kit.model.field import Field

_BODY_NOTE = "# 正文写在下面这行 --- 的下面，照原文贴，一字不改。"
_TIMES_OF_ALERT = "3"


def new_item_text(kind: Kind, title: str, item_id: str, today: date) -> str:
    """Return a commented item file of ``kind``; what is not filled in is told by the check."""
    given = {
        "item_id": item_id,
        "kind": kind.value,
        "title": title,
        "dates.formed": today.isoformat(),
        "dates.publish": today.isoformat(),
    }
    if kind is Kind.EMERGENCY:
        given["repeat"] = _TIMES_OF_ALERT
    lines = ["---", "# “#”开头的行是说明，不印出来。冒号用半角，后面空一格。"]
    for field in FIELDS:
        if field.attribute != "body" and field.asked_for(kind) and not field.seldom:
            lines += _field_lines(
                field, given.get(field.attribute, field.usual), demanded=field.demanded_of(kind)
            )
    return "\n".join([*lines, _BODY_NOTE, "---", "", ""])


def _field_lines(field: Field, value: str, *, demanded: bool) -> Iterator[str]:
    """Yield the explanation and the line to fill in."""
    listed = field.choices and not any(choice in field.help for choice in field.choices)
    names = f"（{'、'.join(field.choices)}）" if field.choices and listed else ""
    note = f"# {field.help}{names}"
    if field.example and not value:
        note += f"。例：{field.example}"
    yield note
    label = field.label if demanded or value else f"# {field.label}"
    if field.parts:
        yield f"{label}:"
        yield from (f"  {'' if demanded else '# '}{part.label}: " for part in field.parts)
    elif field.form in LISTS and field.form is not Form.CHOICES and not value:
        yield f"{label}:"
        yield f"  {'' if demanded else '# '}- "
    else:
        yield f"{label}: {value}".rstrip()

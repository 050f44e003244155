"""A field's value as one text, for a cell of a workbook, and back.

Short entries stand one a line; what has labels of its own stands as in an item file. A text
that would come back as another value is never given out.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.model.field import LISTS, Form
from kit.source.head import as_written, read_head
from kit.source.mend import mend
from kit.source.problems import Problems
from kit.source.writer import value_lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.field import Field
    from kit.source.head import Written

MOST_CHARACTERS = 32_000
"""Of a cell: Excel holds 32,767."""
_MOST_DEEP = 8
_LABELLED = frozenset({Form.RECORD, Form.RECORDS, Form.READINGS})
_BETWEEN = re.compile(r"\s*[、，,；;\n]\s*")
_IN_LINES = LISTS - {Form.CHOICES, Form.RECORDS}


def value_text(field: Field, value: Written) -> str | None:
    """Return a value as the text of one cell; None where no text would come back as it."""
    for text in _texts(field, value):
        if len(text) <= MOST_CHARACTERS and _is_same(field, read_value(field, text), value):
            return text
    return None


def read_value(field: Field, text: str) -> Written:
    """Return what a clerk wrote into a cell, as it would stand under the field's label."""
    text = text.strip("\n")
    lines: list[Written] = [line.strip() for line in text.split("\n") if line.strip()]
    if field.form is Form.CHOICES:
        return [name for name in _BETWEEN.split(text.strip("[] ")) if name]
    if field.form in _LABELLED or (lines and field.form in LISTS and text.lstrip().startswith("-")):
        return _as_in_file(field, text)
    return lines if field.form in LISTS and len(lines) > 1 else text


def _texts(field: Field, value: Written) -> Iterator[str]:
    """Yield ways to write a value, the plainest first."""
    if isinstance(value, str):
        yield value
    elif field.form is Form.CHOICES and isinstance(value, list):
        yield "、".join(map(str, value))
    elif field.form in _IN_LINES and isinstance(value, list) and len(value) > 1:
        yield "\n".join(map(str, value))
    if not isinstance(value, str):
        yield from ("\n".join(value_lines(value, quoted=quoted)) for quoted in (False, True))


def _is_same(field: Field, read: Written, value: Written) -> bool:
    if field.form is Form.CHOICES and isinstance(value, str):
        value = [name for name in _BETWEEN.split(value) if name]
    return read == value


def _as_in_file(field: Field, text: str) -> Written:
    """Return what the lines below a label say; as they stand where they cannot be read so."""
    problems = Problems("", "")
    lines = [f"{field.label}:", *(f"  {line}" for line in text.split("\n"))]
    try:
        record = read_head(mend(lines, 1, problems), 1, problems)
    except UnicodeEncodeError:
        return text  # half a character, which no file holds: the writer refuses it
    if record is None or problems.stopped or len(record.entries) != 1:
        return text
    value = as_written(record.entries[0][1])
    return text if _is_deep(value) else value


def _is_deep(value: Written) -> bool:
    """Return whether entries hold entries beyond what any field has."""
    level = [value]
    for _ in range(_MOST_DEEP):
        level = [
            part
            for one in level
            if not isinstance(one, str)
            for part in (one.values() if isinstance(one, dict) else one)
        ]
    return bool(level)

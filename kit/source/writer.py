"""Fields put back into an item file: what is not replaced stays as it is, byte for byte.

What was written is read again before it replaces anything: a value that would come back as
another one is refused here, and never stands in a file.
"""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

import yaml

from kit.errors import SourceError
from kit.model.field import NOTHING, Form
from kit.model.fields import BY_LABEL, FIELDS
from kit.source.files import write_atomic
from kit.source.head import as_written, read_head
from kit.source.mend import mend
from kit.source.prepare import LINE_END, clean, decode, split
from kit.source.problems import Problems

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kit.model.field import Field
    from kit.source.head import Written
    from kit.source.prepare import Parts

BODY = "正文"
_MOST_OPEN = 50
_ORDER = [field.label for field in FIELDS]


def save_fields(path: Path, changes: Mapping[str, Written | None], *, seen: str) -> None:
    """Replace fields of the item file at ``path``; None takes a field out.

    Raises:
        SourceError: As :func:`changed`.
        StorageError: The disk does not take it; the old file stands.
    """
    write_atomic(path, changed(path, changes, seen=seen))


def changed(path: Path, changes: Mapping[str, Written | None], *, seen: str) -> bytes:
    """Return the item file at ``path`` with fields replaced; None takes a field out.

    ``seen`` is the SHA-256 of the file that the changes were made to: whatever somebody else
    saved meanwhile is not overwritten.

    Raises:
        SourceError: The file was changed meanwhile, cannot be read, or a value cannot stand
            in an item file.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise SourceError(
            f"读不出 {path.name}：{error.strerror}。", "请核对文件还在不在，再打开一次。"
        ) from error
    if sha256(data).hexdigest() != seen:
        raise SourceError(
            f"{path.name} 刚才被别人改过，没有保存。", "请重新打开这一条，看过以后再改。"
        )
    return with_fields(path.name, data, changes)


def with_fields(name: str, data: bytes, changes: Mapping[str, Written | None]) -> bytes:
    """Return the item file ``data`` with fields replaced; None takes a field out.

    Raises:
        SourceError: The file cannot be read, or a value cannot stand in an item file.
    """
    unknown = [label for label in changes if label not in BY_LABEL]
    if unknown:
        raise SourceError(f"没有“{unknown[0]}”这一栏。", "请从样例事项里照抄名称。")
    before = _sheet(name, data)
    new = {label: _whole(BY_LABEL[label], value) for label, value in changes.items()}
    # What stands there already keeps its own way of being written.
    new = {label: value for label, value in new.items() if value != before.values.get(label)}
    wanted = _told(before.values | new)
    for quoted in (False, True):
        text = _replaced(before, new, quoted=quoted)
        try:
            written = text.encode()
            after = _sheet(name, written)
        except (SourceError, UnicodeEncodeError):
            continue
        if _told(after.values) == wanted:
            return written
    raise SourceError(
        f"{'、'.join(changes)}里有存不进文件的字，没有保存。", "请重新打一遍，不要从网页粘贴。"
    )


def fields_in(name: str, data: bytes) -> dict[str, Written]:
    """Return what stands under each label of the item file ``data``, empty fields left out.

    Raises:
        SourceError: The file cannot be read.
    """
    told = _told(_sheet(name, data).values)
    return {label: value for label, value in told.items() if value is not None}


def _told(values: Mapping[str, Written | None]) -> dict[str, Written | None]:
    return {label: value for label, value in values.items() if value not in (None, "", [], {})}


def _whole(field: Field, value: Written | None) -> Written | None:
    """Return a value as it will be read; a fact without entries is written out as 无."""
    return NOTHING if value == [] and field.may_be_nothing else _tidy(value)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """An item file as lines, with the place of each field and what stands there."""

    lines: tuple[str, ...]
    """As in the file, with their ends; the byte order mark with the first."""
    extents: Mapping[str, tuple[int, int]]
    """First line of each field and the one after its last; comments below are the next one's."""
    values: dict[str, Written | None]
    head: tuple[int, int]
    """First line of the head and its closing fence."""

    @property
    def line_end(self) -> str:
        return "\r\n" if self.lines[0].endswith("\r\n") else "\n"


def _sheet(name: str, data: bytes) -> _Head:
    problems = Problems(name, name)
    text = decode(data, problems)
    parts = split(text, problems) if text is not None else None
    if parts is None:
        raise _unreadable(name, problems)
    mended = mend(parts.head, parts.head_line, problems)
    record = read_head(mended, parts.head_line, problems)
    if record is None:
        raise _unreadable(name, problems)
    lines = tuple(re.findall(rf".*?(?:{LINE_END.pattern}|\Z)", data.decode(), re.DOTALL))
    starts = [(label.text, label.line - 1) for label, _ in record.entries]
    head = (parts.head_line - 1, parts.head_line - 1 + len(parts.head))
    if any(len(set(column)) < len(starts) for column in zip(*starts, strict=True)):
        raise SourceError(f"{name} 有一行写了几栏，或一栏写了两次。", "请先用记事本改好。")
    values: dict[str, Written | None] = {k.text: as_written(value) for k, value in record.entries}
    return _Head(
        lines=lines,
        extents=dict(_extents(starts, parts, head)),
        values=values | ({BODY: parts.body} if parts.body.strip() else {}),
        head=head,
    )


def _unreadable(name: str, problems: Problems) -> SourceError:
    first = problems.found[0]
    return SourceError(f"{name} 第 {first.line or 1} 行：{first.message}", first.remedy)


def _extents(
    starts: list[tuple[str, int]], parts: Parts, head: tuple[int, int]
) -> Iterator[tuple[str, tuple[int, int]]]:
    ends = [line for _, line in starts[1:]] + [head[1]]
    for (label, first), end in zip(starts, ends, strict=True):
        last = end
        while last > first + 1 and _is_apart(parts.head[last - 1 - head[0]]):
            last -= 1
        yield label, (first, last)


def _is_apart(line: str) -> bool:
    """Return whether a line above a label belongs to it: blank, or a comment at the margin."""
    return not line.strip() or line.startswith("#")


def _replaced(before: _Head, changes: Mapping[str, Written | None], *, quoted: bool) -> str:
    """Return the file's text with the changes in it."""
    lines = list(before.lines)
    close = before.head[1]
    if BODY in changes:
        body = changes[BODY] or ""
        lines[close] = lines[close].rstrip("\r\n") + before.line_end
        lines[close + 1 :] = _ended(["", *str(body).split("\n")] if body else [], before)
    # From the end to the start: what stands above keeps its place.
    heads = {label: value for label, value in changes.items() if label != BODY}
    if BODY in changes and BODY in before.extents:
        heads[BODY] = None
    for label in sorted(heads, key=lambda one: _place(one, before), reverse=True):
        new = list(_field_lines(BY_LABEL[label], heads[label], quoted=quoted))
        first, last = before.extents.get(label, (_place(label, before)[0],) * 2)
        old = lines[first:last]
        lines[first:last] = _ended(
            [*_with_remark(new, old), *(_remarks(old) if new else ())], before
        )
    return "".join(lines)


def _ended(lines: list[str], before: _Head) -> list[str]:
    return [f"{line}{before.line_end}" for line in lines]


def _place(label: str, before: _Head) -> tuple[int, int]:
    """Return where a field stands; a new one stands below the nearest before it on the form."""
    order = _ORDER.index(label)
    if label in before.extents:
        return before.extents[label][0], order
    above = [before.extents[one][1] for one in _ORDER[:order] if one in before.extents]
    return max(above, default=before.head[0]), order


def _with_remark(new: list[str], old: list[str]) -> list[str]:
    """Return new lines with the remark that stood behind the label's old value."""
    match = re.search(r"[ \t]+#[^'\"\r\n]*$", old[0].rstrip("\r\n")) if len(old) == 1 else None
    return [f"{new[0]}{match.group()}"] if match and len(new) == 1 else new


def _remarks(old: list[str]) -> Iterator[str]:
    """Yield the comments between the lines of a field; in running text # is no comment."""
    if old and not re.search(r"[:：]\s*[|>]", old[0]):
        yield from (line.rstrip("\r\n") for line in old[1:] if line.lstrip().startswith("#"))


def _field_lines(field: Field, value: Written | None, *, quoted: bool) -> Iterator[str]:
    """Yield the lines of a field in the head."""
    if value in (None, [], {}):
        return
    if isinstance(value, str) and "\n" in value and not quoted:
        # The sign after | says how far it is indented: the text may begin with blanks.
        yield f"{field.label}: |2-"
        yield from (f"  {line}" if line else "" for line in value.split("\n"))
    elif field.form is Form.CHOICES and isinstance(value, list):
        yield f"{field.label}: [{', '.join(map(str, value))}]"
    elif isinstance(value, str):
        yield f"{field.label}: {_scalar(value, quoted=quoted)}".rstrip()
    else:
        yield f"{field.label}:"
        yield from (f"  {line}" for line in value_lines(value, quoted=quoted))


def written_fields(name: str, data: bytes) -> Mapping[str, Written | None]:
    """Return what stands under each label of an item file, 正文 included.

    Raises:
        SourceError: It cannot be read.
    """
    return {label: value for label, value in _sheet(name, data).values.items() if label in BY_LABEL}


def value_lines(value: Written, *, quoted: bool) -> Iterator[str]:
    """Yield the lines below a label: entries with a dash, or labels of their own."""
    if isinstance(value, dict):
        for label, one in value.items():
            key = _scalar(label, quoted=quoted and not label.isalpha())
            if isinstance(one, str):
                yield f"{key}: {_scalar(one, quoted=quoted)}".rstrip()
            else:
                yield f"{key}:"
                yield from (f"  {line}" for line in value_lines(one, quoted=quoted))
    elif isinstance(value, list):
        for one in value:
            first, *rest = value_lines(one, quoted=quoted) if one else [""]
            yield f"- {first}".rstrip()
            yield from (f"  {line}" for line in rest)
    else:
        yield _scalar(value, quoted=quoted)


def _scalar(value: str, *, quoted: bool) -> str:
    """Return a text as YAML holds it: plain where that reads back, else in quotes."""
    node = None
    # YAML calls itself for every sign that may open something; nobody writes fifty of them.
    if value.count("[") + value.count("{") < _MOST_OPEN:
        with contextlib.suppress(yaml.YAMLError, RecursionError):
            node = yaml.compose(f"- {value}", Loader=yaml.BaseLoader)
    one = node.value[0] if isinstance(node, yaml.SequenceNode) and len(node.value) == 1 else None
    plain = isinstance(one, yaml.ScalarNode) and one.value == value and one.style is None
    return value if plain and not quoted else json.dumps(value, ensure_ascii=False)


def _tidy(value: Written | None) -> Written | None:
    """Return a value as it will be read: clean characters, no blanks around it."""
    if isinstance(value, str):
        return clean(value).strip()
    if isinstance(value, list):
        return [tidied for one in value if (tidied := _tidy(one)) is not None]
    if isinstance(value, dict):
        return {
            clean(k).strip(): tidied
            for k, one in value.items()
            if (tidied := _tidy(one)) is not None
        }
    return None

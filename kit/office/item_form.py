"""An item's fields as a form, and what somebody typed into it as fields again.

Derived from the one table of fields. What nobody touched comes back as it stands in the file,
also where the form could not have written it.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING, TypeAlias

from kit.model.field import LISTS, NOTHING, Form
from kit.model.fields import FIELDS
from kit.model.item import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kit.model.field import Field
    from kit.source.head import Written

_NOT_TYPED = frozenset({"编号", "表格", "图片"})
"""编号 is given, a table is a grid, and pictures are dropped in."""
_SHOWN = frozenset({"正文", "村", "起", "止"})
"""Mostly written, though no kind demands them."""
_GIVEN = frozenset({"领域", "宣传单", "个人信息"})
"""Mostly follow from other things."""
_SHORT = frozenset({Form.DATE, Form.MOMENT, Form.COUNT})
_LEAST_ROWS, _MOST_ROWS = 2, 12
_ROWS_OF_BODY = 14
_BODY = "正文"
_A_ROW = 24
"""Characters that stand on a line of the form."""
_SPARE = 1
"""Empty records after those that are filled in."""


class Widget(Enum):
    """How a field is typed or chosen."""

    LINE = "line"
    LINES = "lines"
    CHOICE = "choice"
    CHOICES = "choices"
    GROUP = "group"
    """A record: labels of its own."""
    GROUPS = "groups"
    """Several records."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """One field as a page shows it."""

    name: str
    """Name in the form: its label, or ``预警.级别`` and ``问答.0.问`` inside a record."""
    label: str
    help: str
    widget: Widget
    value: str = ""
    chosen: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()
    example: str = ""
    demanded: bool = False
    """The kind cannot do without it."""
    seldom: bool = False
    """Folded away: it is empty, or mostly says the same."""
    short: bool = False
    rows: int = 1
    groups: tuple[tuple[FormField, ...], ...] = ()
    """The fields of each record."""


def form_of(kind: Kind, written: Mapping[str, Written]) -> tuple[FormField, ...]:
    """Return the form of an item of ``kind`` with what is ``written`` in it, in its order."""
    return tuple(
        _form_field(field, field.label, written.get(field.label), kind)
        for field in FIELDS
        if field.asked_for(kind) and field.label not in _NOT_TYPED
    )


def kind_of(written: Mapping[str, Written]) -> Kind:
    """Return the kind that is written; a plain notice where it is none."""
    value = written.get("类型")
    return Kind(value) if isinstance(value, str) and value in set(Kind) else Kind.NOTICE


def changes_in(
    posted: Mapping[str, Sequence[str]], written: Mapping[str, Written]
) -> dict[str, Written | None]:
    """Return the fields that a form changes in what is ``written``; None takes one out.

    Of fields that the form did not show nothing is said. A new kind takes out what only the
    old one has.
    """
    before = kind_of(written)
    kind = kind_of({"类型": (*posted["类型"], "")[0]}) if "类型" in posted else before
    changes: dict[str, Written | None] = {}
    for field in FIELDS:
        if field.label in _NOT_TYPED:
            continue
        old = written.get(field.label)
        if not field.asked_for(kind):
            if old is not None and field.asked_for(before):
                changes[field.label] = None
            continue
        new = _typed(field, field.label, posted, old)
        if new is not _UNTOUCHED:
            changes[field.label] = new
    return changes


class _Touch(Enum):
    """What no field can hold, so that types tell it from what was typed."""

    UNTOUCHED = auto()


_UNTOUCHED = _Touch.UNTOUCHED
_Typed: TypeAlias = "Written | _Touch | None"


def _form_field(field: Field, name: str, value: Written | None, kind: Kind | None) -> FormField:
    widget = _widget(field)
    demanded = field.required if kind is None else field.demanded_of(kind)
    text = _shown(field, value)
    return FormField(
        name=name,
        label=field.label,
        help=_help(field),
        widget=widget,
        value=text,
        chosen=tuple(_entries(value)) if widget is Widget.CHOICES else (),
        choices=_choices(field),
        example=field.example,
        demanded=demanded,
        seldom=_is_seldom(field, text or value, demanded=demanded),
        short=field.form in _SHORT,
        rows=_rows(field, text),
        groups=_groups(field, name, value),
    )


def _is_seldom(field: Field, value: Written | None, *, demanded: bool) -> bool:
    """Return whether a field is folded away: a form of forty lines is not filled in."""
    if demanded or field.label in _SHOWN:
        return False
    return not value or bool(field.usual) or field.label in _GIVEN


def _help(field: Field) -> str:
    """Return the field's help in a desk's words: a list is typed one a line, not with dashes."""
    if field.label == _BODY:
        return "照原文贴，一字不改；名单放进下面的表格"
    if field.form is Form.READINGS:
        return "容易读错的词和拼音，一行一个，如 便民: biàn mín"
    if field.form in {Form.LINES, Form.PHONES, Form.AMOUNTS, Form.WORDS} and "一" not in field.help:
        return f"{field.help}，一行一个"
    return f"{field.help}，一行一句" if field.label == "大白话" else field.help


def _widget(field: Field) -> Widget:
    if field.form is Form.RECORDS:
        return Widget.GROUPS
    if field.form is Form.RECORD:
        return Widget.GROUP
    if field.form is Form.CHOICES:
        return Widget.CHOICES
    if field.form in {Form.CHOICE, Form.YES_NO}:
        return Widget.CHOICE
    if field.form in LISTS or field.form in {Form.LONG, Form.READINGS}:
        return Widget.LINES
    return Widget.LINE


def _choices(field: Field) -> tuple[str, ...]:
    if field.form is Form.YES_NO:
        return ("否", "是")
    return tuple(one.value for one in field.choices) if field.choices else ()


def _rows(field: Field, text: str) -> int:
    if field.label == _BODY:
        return _ROWS_OF_BODY
    lines = sum(1 + len(line) // _A_ROW for line in text.split("\n"))
    return min(_MOST_ROWS, max(_LEAST_ROWS, lines))


def _groups(field: Field, name: str, value: Written | None) -> tuple[tuple[FormField, ...], ...]:
    if field.form is Form.RECORD:
        inside = value if isinstance(value, dict) else {}
        return (
            tuple(
                _form_field(p, f"{name}.{p.label}", inside.get(p.label), None) for p in field.parts
            ),
        )
    if field.form is not Form.RECORDS:
        return ()
    records = [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
    records += [{}] * _SPARE
    return tuple(
        tuple(_form_field(p, f"{name}.{at}.{p.label}", one.get(p.label), None) for p in field.parts)
        for at, one in enumerate(records)
    )


def _shown(field: Field, value: Written | None) -> str:
    """Return what stands in the field's box."""
    if value is None or field.parts:
        return ""
    if isinstance(value, dict):
        return "\n".join(f"{word}: {said}" for word, said in value.items())
    return "\n".join(_entries(value))


def _entries(value: Written | None) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        yield from (one if isinstance(one, str) else "" for one in value)


def _typed(
    field: Field, name: str, posted: Mapping[str, Sequence[str]], old: Written | None
) -> _Typed:
    """Return what somebody typed into a field, or that nobody touched it."""
    if field.form is Form.RECORD:
        return _typed_record(field, name, posted, old)
    if field.form is Form.RECORDS:
        return _typed_records(field, name, posted, old)
    if name not in posted:
        return _UNTOUCHED
    if field.form is Form.CHOICES:
        return _picked(posted[name], list(_entries(old)))
    text = "\n".join(line.rstrip() for line in (*posted[name], "")[0].splitlines()).strip("\n")
    return _UNTOUCHED if text == _shown(field, old).strip("\n") else _value(field, text)


def _picked(ticked: Sequence[str], old: list[str]) -> _Typed:
    """Return what was ticked, in the order it was written in, and what is new after it.

    A form ticks in its own order. Were that written down, whoever signed would be shown a change
    that nobody made.
    """
    new = [one for one in old if one in ticked]
    new += [one for one in ticked if one and one not in old]
    return _UNTOUCHED if new == old else [*new] or None


def _value(field: Field, text: str) -> Written | None:
    """Return a text as it stands under the field's label."""
    if not text.strip():
        return None
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if field.form is Form.READINGS:
        return dict(_reading(line) for line in lines)
    if field.form in LISTS:
        return NOTHING if lines == [NOTHING] else list(lines)
    return text if field.form is Form.LONG else " ".join(lines)


def _reading(line: str) -> tuple[str, str]:
    word, _, pinyin = line.replace("：", ":").partition(":")
    return word.strip(), pinyin.strip()


def _typed_record(
    field: Field, name: str, posted: Mapping[str, Sequence[str]], old: Written | None
) -> _Typed:
    inside = old if isinstance(old, dict) else {}
    new = _filled(field.parts, name, posted, inside)
    return _UNTOUCHED if new == inside else new or None


def _typed_records(
    field: Field, name: str, posted: Mapping[str, Sequence[str]], old: Written | None
) -> _Typed:
    if name not in posted:
        # A record of its own says that the form showed it: one that is emptied is no untouched one.
        return _UNTOUCHED
    before = [one for one in old if isinstance(one, dict)] if isinstance(old, list) else []
    numbers = sorted({int(at) for at in _numbers(name, posted)})
    new = [
        _filled(field.parts, f"{name}.{at}", posted, before[at] if at < len(before) else {})
        for at in numbers
    ]
    new = [one for one in new if one]
    return _UNTOUCHED if new == before else [*new] or None


def _numbers(name: str, posted: Iterable[str]) -> Iterator[str]:
    for key in posted:
        label, _, rest = key.partition(".")
        number = rest.partition(".")[0]
        if label == name and number.isdecimal():
            yield number


def _filled(
    parts: Sequence[Field],
    name: str,
    posted: Mapping[str, Sequence[str]],
    before: Mapping[str, Written],
) -> dict[str, Written]:
    """Return a record as it was typed; labels that the form does not know stay."""
    known = {part.label for part in parts}
    filled = {label: value for label, value in before.items() if label not in known}
    for part in parts:
        value = _typed(part, f"{name}.{part.label}", posted, before.get(part.label))
        kept = before.get(part.label) if value is _UNTOUCHED else value
        if kept:
            filled[part.label] = kept
    return filled

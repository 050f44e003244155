"""What offices publish again and again (科室的样子): kind, words, table and sums of each, as data.

They stand in ``templates.toml``: a new one is a paragraph there.
"""

from __future__ import annotations

import csv
import io
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kit.errors import RequestError
from kit.model.field import NOTHING
from kit.model.item import Channel, ColumnType, Kind
from kit.office.kept_open import forget
from kit.office.new import begun
from kit.source.item_folders import ITEMS
from kit.source.together import write_together
from kit.source.workspace import open_workspace
from kit.source.writer import with_fields

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kit.model.township import Department, Township
    from kit.progress import Clock
    from kit.source.head import Written

_FILE = Path(__file__).with_name("templates.toml")
_COLUMN = ("名称", "类型", "显示", "理由")
_USUAL_TYPE = "文字"
_WHERE = "政务公开栏"
OPEN = "待填"
"""Stands where the clerk must write something; the check stops what still has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One thing that an office publishes, and what must stand in it."""

    name: str
    office: str
    """科室 as it is mostly called, such as 财政所."""
    field: str
    kind: Kind
    within: str
    """How soon it is to be published."""
    title: str
    plain: tuple[str, ...]
    basis: tuple[str, ...]
    sections: tuple[str, ...]
    """Headings of the body, each with what is to be told there: 立项依据：哪一份文件."""
    who: str = ""
    how: str = "不上网的看公开栏，看不懂的打电话问"
    nothing: tuple[str, ...] = ()
    """Labels that are 无 with nearly all of its kind."""
    caption: str = ""
    unit: str = ""
    columns: tuple[tuple[str, ...], ...] = ()
    """Heading, type, show and reason of each; what is left out is the usual."""
    rows: tuple[str, ...] = ()
    """First cells of the rows that such a table mostly has."""
    checks: tuple[str, ...] = ()
    extra: Mapping[str, str]


@cache
def templates() -> tuple[Template, ...]:
    """Return all templates, those of an office together."""
    read = tomllib.loads(_FILE.read_text(encoding="utf-8"))["template"]
    return tuple(_template(entry) for entry in read)


def _template(entry: dict[str, object]) -> Template:
    lists = {key: tuple(value) for key, value in entry.items() if isinstance(value, list)}
    columns = tuple(tuple(one.split("/")) for one in lists.pop("columns", ()))
    kind = Kind(str(entry["kind"]))
    given = {"extra": {}, **entry, **lists, "kind": kind, "columns": columns}
    # The file is our own, and a test makes every template of it.
    return Template(**given)  # type: ignore[arg-type]


def by_office(township: Township) -> dict[str, list[Template]]:
    """Return the templates by office, as the township calls it where it has such an office."""
    found: dict[str, list[Template]] = {}
    for one in templates():
        department = department_of(one, township)
        found.setdefault(department.name if department else one.office, []).append(one)
    return found


def department_of(template: Template, township: Township) -> Department | None:
    """Return the township's office of that name: 乡财政所 for 财政所; None where it has none."""
    named = (one for one in township.departments if template.office in one.name)
    return next(named, None)


def template_called(name: str) -> Template:
    """Return the template of that name.

    Raises:
        RequestError: There is none.
    """
    for one in templates():
        if one.name == name:
            return one
    names = "、".join(one.name for one in templates())
    raise RequestError(f"没有叫“{name}”的样子。", f"从这些里面选：{names}。")


def new_from_office(folder: Path, name: str, title: str, clock: Clock) -> Path:
    """Return the file of a new item as an office publishes it, its empty table beside it.

    Raises:
        RequestError: There is no such template.
        SourceError: The workspace cannot be read.
        StorageError: The disk does not take it.
    """
    template = template_called(name)
    workspace = open_workspace(folder)
    path, data = begun(workspace, template.kind, title or template.title, clock)
    text = with_fields(path.name, data, _fields(template, workspace.township))
    files = {f"{ITEMS}/{path.name}": text}
    if template.columns:
        files = {f"{ITEMS}/{path.stem}.csv": _csv(template), **files}
    write_together(folder, files)
    forget(folder)
    return path


def _fields(template: Template, township: Township) -> dict[str, Written | None]:
    """Return what a new item says already; what is missing is asked for by the check."""
    department = department_of(template, township)
    phone = department.phone if department else ""
    fields: dict[str, Written | None] = {
        "领域": template.field,
        "谁": template.who,
        "地点": _WHERE,
        "怎么办": template.how,
        "大白话": list(template.plain),
        "依据": list(template.basis),
        "发布单位": township.government,
        "正文": _body(template.sections),
        **dict.fromkeys(template.nothing, NOTHING),
        **template.extra,
    }
    if department:
        fields["承办"] = department.name
        fields |= {"电话": [f"{department.name} {phone}"]} if phone else {}
    if template.columns:
        fields["表格"] = _table(template)
    if any(ColumnType.NAME in column for column in template.columns):
        fields["渠道"] = [Channel.BOARD.value]  # names are read at the board, and not aloud
    return {label: value for label, value in fields.items() if value}


def _body(sections: Sequence[str]) -> str:
    parts = (section.partition("：") for section in sections)
    return "\n\n".join(f"## {heading}\n\n{OPEN}：{told}。" for heading, _, told in parts)


def _table(template: Template) -> dict[str, Written]:
    columns: list[Written] = [
        dict(zip(_COLUMN, (*column, _USUAL_TYPE)[: max(2, len(column))], strict=False))
        for column in template.columns
    ]
    told = {"标题": template.caption, "单位": template.unit}
    named: dict[str, Written] = {key: text for key, text in told.items() if text}
    checks: dict[str, Written] = {"核对": list(template.checks)} if template.checks else {}
    return named | {"列": columns} | checks


def _csv(template: Template) -> bytes:
    """Return the table with its headings and usual rows, as Excel opens it."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([[one[0] for one in template.columns], *_rows(template)])
    return out.getvalue().encode("utf-8-sig")


def _rows(template: Template) -> Iterator[list[str]]:
    for row in template.rows:
        yield [row, *[""] * (len(template.columns) - 1)]

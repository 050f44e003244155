"""An item file as an :class:`Item`, or all that is wrong with it at once."""

from __future__ import annotations

import dataclasses
import os
import stat
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from kit.model.field import EVERYWHERE, Form, is_nothing
from kit.model.fields import BY_LABEL, FIELDS
from kit.model.item import Dates, Emergency, Feedback, Item, Kind, Place, Question
from kit.source.attachments import files_given, files_in
from kit.source.convert import convert, known_entries, left_open
from kit.source.head import Scalar, as_written, read_head
from kit.source.item_id import ITEM_ID
from kit.source.mend import mend
from kit.source.pictures import read_picture
from kit.source.prepare import MOST_BYTES, decode, split
from kit.source.problems import Problems, Rule
from kit.source.tables import read_table

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from kit.model.field import Field
    from kit.model.finding import Finding
    from kit.source.attachments import Beside
    from kit.source.head import Node, Record, Written
    from kit.source.prepare import Parts


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class ItemFile:
    """What came of one item file; ``item`` is None when something stops it."""

    file: str
    """Path inside the workspace."""
    item_id: str
    """The file's name without its suffix."""
    title: str
    item: Item | None
    findings: tuple[Finding, ...]
    written_id: str = ""
    """编号 as written in the file; the file's name where none is written."""
    beside: tuple[str, ...] = ()
    """Names of the files it uses."""
    lines: Mapping[str, int] = dataclasses.field(default_factory=dict)
    written: Mapping[str, Written] = dataclasses.field(default_factory=dict)
    """What stands under each label, as it is written: for forms, whatever is wrong with it."""


def read_item(path: Path, *, file: str = "", domains: Mapping[str, str] | None = None) -> ItemFile:
    """Return the item in ``path`` with all findings.

    ``file`` is its path inside the workspace. ``domains`` gives the 领域 of each department,
    for items that do not name one.
    """
    file = file or f"{path.parent.name}/{path.name}"
    problems = Problems(file, path.stem)
    data = item_bytes(path, problems)
    if data is None:
        return _unread(problems)
    return read_item_bytes(file, data, files_in(path.parent), domains=domains)


def read_item_text(
    file: str, text: str, files: Mapping[str, bytes], *, domains: Mapping[str, str] | None = None
) -> ItemFile:
    """Return the item in ``text``, as a file of that name with ``files`` beside it would be read.

    Nothing is opened: for items that are being written, and not saved yet.
    """
    # A lone surrogate, which no file can hold, is told like any other coding fault.
    data = text.encode(errors="surrogatepass")
    return read_item_bytes(file, data, files_given(files), domains=domains)


def read_item_bytes(
    file: str, data: bytes, beside: Beside, *, domains: Mapping[str, str] | None = None
) -> ItemFile:
    """Return the item in ``data``: the same for the same bytes and the same files beside it."""
    problems = Problems(file, PurePosixPath(file).stem)
    record, parts = _head_and_body(data, problems)
    if record is None or parts is None:
        return _unread(problems)
    nodes = {field.label: value for _, field, value in known_entries(record, BY_LABEL, problems)}
    values = {
        field.attribute: convert(nodes[field.label], field, problems)
        for field in FIELDS
        if field.label in nodes and not left_open(nodes[field.label], field)
    }
    _check_number(beside, nodes, values, problems)
    _check_body(nodes, values, parts, problems)
    _check_kind(values, nodes, problems)
    lines = {label.text: label.line for label, _ in record.entries}
    lines["正文"] = parts.body_line
    names = _read_beside(beside, values, lines, problems)
    item = None
    if not problems.stopped:
        values["field_name"] = (
            values.get("field_name") or (domains or {}).get(values["dept"], "") or "其他"
        )
        item = _build(values, Place(file=file, lines=lines))
    written = {label: as_written(node) for label, node in nodes.items()}
    if parts.body.strip():
        written["正文"] = parts.body
    return ItemFile(
        file=file,
        item_id=problems.item_id,
        title=values.get("title") or "",
        item=item,
        findings=problems.found,
        written_id=values.get("item_id") or "",
        beside=names,
        lines=lines,
        written=written,
    )


def _unread(problems: Problems) -> ItemFile:
    return ItemFile(
        file=problems.file, item_id=problems.item_id, title="", item=None, findings=problems.found
    )


def _head_and_body(data: bytes, problems: Problems) -> tuple[Record | None, Parts | None]:
    text = decode(data, problems)
    parts = split(text, problems) if text is not None else None
    if parts is None:
        return None, None
    lines = mend(parts.head, parts.head_line, problems)
    return read_head(lines, parts.head_line, problems), parts


def item_bytes(path: Path, problems: Problems) -> bytes | None:
    """Return the file's bytes, or None with the reason told."""
    try:
        seen = path.lstat()
        if stat.S_ISLNK(seen.st_mode):
            problems.at().stop(
                Rule.FILE, "这是快捷方式（链接），不是文件。", "请把文件本身复制到这里。"
            )
            return None
        if not stat.S_ISREG(seen.st_mode):
            # A pipe would be waited for till somebody writes into it.
            problems.at().stop(
                Rule.FILE, "这不是文件，里面的东西不会当作事项读。", "请改名，或移到别的地方。"
            )
            return None
        if seen.st_size > MOST_BYTES:
            problems.at().stop(
                Rule.FILE, "文件超过 1 MB。", "正文最多两万字，名单请放进 csv 文件。"
            )
            return None
        return path.read_bytes()
    except OSError as error:
        problems.at().stop(
            Rule.FILE,
            f"文件读不出来（{os.strerror(error.errno or 0)}）。",
            "请关闭打开它的程序，核对 U 盘或磁盘是否完好，再试。",
        )
        return None


def _check_number(
    beside: Beside, nodes: Mapping[str, Node], values: dict[str, Any], problems: Problems
) -> None:
    """Tell a 编号 that is not the file's name; where none is written the name gives it."""
    node, name = nodes.get("编号"), problems.item_id
    item_id = values.setdefault("item_id", name)
    line = node.line if node else None
    if item_id and item_id != name:
        problems.at(line, "编号").stop(
            Rule.NUMBER,
            f"编号是 {item_id}，文件名却是 {name}.md。",
            _same_name(beside, name, item_id),
        )
    elif item_id and not ITEM_ID.fullmatch(item_id):
        problems.at(line, "编号").stop(
            Rule.NUMBER,
            f"“{item_id}”不能作编号。",
            "请用大写字母、年份、三位数，如 DX-2026-004（文件名 DX-2026-004.md）。",
        )


def _same_name(beside: Beside, name: str, item_id: str) -> str:
    """Return how 编号 and file name become one, naming nothing that is taken or no number."""
    ways = [f"把编号改成 {name}"] if ITEM_ID.fullmatch(name) else []
    if not isinstance(beside(f"{item_id}.md", MOST_BYTES), bytes):
        ways.append(f"把文件改名为 {item_id}.md")
    if not ways:
        return f"它像是 {item_id}.md 的副本：不要的请删除；要另发一条，请用 kit new 新建。"
    return f"请{'，或'.join(ways)}。"


def _check_body(
    nodes: Mapping[str, Node], values: dict[str, Any], parts: Parts, problems: Problems
) -> None:
    """Put the text below the head into 正文, unless both places are used."""
    body = BY_LABEL["正文"]
    if not parts.body.strip() or is_nothing(parts.body):
        return
    if body.attribute in values:
        problems.at(nodes[body.label].line, body.label).stop(
            Rule.FIELD, "正文写了两处：栏目里一处，第二个 --- 下面一处。", "请只留下面的一处。"
        )
    values[body.attribute] = convert(Scalar(parts.body, parts.body_line), body, problems)


def _check_kind(values: dict[str, Any], nodes: Mapping[str, Node], problems: Problems) -> None:
    """Tell what an item of this kind must have and has not."""
    kind = values.get("kind")
    if not isinstance(kind, Kind):  # already told; the rest is told for a plain notice
        kind = Kind.NOTICE
    for field in FIELDS:
        if field.demanded_of(kind) and field.attribute not in values:
            line = nodes[field.label].line if field.label in nodes else None
            _tell_missing(field, kind, line, problems)
    if kind is not Kind.EMERGENCY and "预警" in nodes:
        problems.at(nodes["预警"].line, "预警").stop(
            Rule.FIELD,
            f"类型是“{kind}”，却填了预警。",
            f"请把类型改成 {Kind.EMERGENCY}，或删掉预警。",
        )


def _tell_missing(field: Field, kind: Kind, line: int | None, problems: Problems) -> None:
    why = f"“{kind}”要有" if field.kinds else "缺"
    nothing = "；没有就写 无" if field.may_be_nothing and "填 无" not in field.help else ""
    problems.at(line, field.label).stop(
        Rule.MISSING,
        f"{why}“{field.label}”这一栏{'，现在空着' if line else ''}。",
        f"请{'填写' if line else '加一行'}“{field.label}: …”（{field.help}{nothing}）。",
    )


def _read_beside(
    beside: Beside, values: dict[str, Any], lines: Mapping[str, int], problems: Problems
) -> tuple[str, ...]:
    """Read table and pictures into their values; return the names of the files meant."""
    names: tuple[str, ...] = values.get("pictures", ())
    if names:
        found = (read_picture(beside, name, lines["图片"], problems) for name in names)
        values["pictures"] = tuple(picture for picture in found if picture)
    spec = values.get("table")
    if spec is None:
        return names
    default = f"{problems.item_id}.csv"
    values["table"] = read_table(beside, spec, default, lines["表格"], problems)
    return (spec.get("file") or default, *names)


def _build(values: dict[str, Any], place: Place) -> Item:
    """Return the item; every value was checked before."""
    given: dict[str, Any] = {}
    days: dict[str, Any] = {}
    for field in FIELDS:
        value = values.get(field.attribute)
        if field.attribute not in values or (value is None and field.form is not Form.DATE):
            continue
        outer, _, inner = field.attribute.rpartition(".")
        (days if outer else given)[inner] = value
    given["dates"] = Dates(**days)
    given["villages"] = tuple(v for v in given.get("villages", ()) if v != EVERYWHERE)
    if "emergency" in given:
        given["emergency"] = Emergency(**given["emergency"])
    if "feedback" in given:
        given["feedback"] = Feedback(**given["feedback"])
    if "faq" in given:
        given["faq"] = tuple(Question(**entry) for entry in given["faq"])
    return Item(**given, place=place)

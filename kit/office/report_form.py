"""The form (报送单) on which offices send in their items: a row an item, in a clerk's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.model.field import LISTS, Form
from kit.model.fields import FIELDS
from kit.model.item import Kind
from kit.office.export_workbook import free_target
from kit.source.files import write_atomic
from kit.source.workspace import open_workspace
from kit.source.xlsx_bytes import NewSheet, workbook_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.field import Field

FORM_SHEET = "报送单"
_HELP_SHEET = "填写说明"
_NOT_THEIRS = frozenset(
    {"编号", "样例", "领域", "表格", "预警", "宣传单", "播几遍", "朗读", "状态"}
)
"""What the office that publishes decides; lists come as files of their own."""
_WIDTHS = {Form.LONG: 50, Form.LINES: 36, Form.RECORD: 30}
_USUAL_WIDTH = 16
_HELP = (
    "一行填一件，从第二行填起；第一行的栏目名不要改。填好把这个文件发回党政办。",
    "格子里要分行的，按 Alt+Enter。日期写成 2026-12-31。没有的写 无，不要空着。",
    "名单另外存成 .xlsx 一起发来；正文照原文贴，一字不改。",
)


def write_report_form(folder: Path, target: Path) -> Path:
    """Return the empty form; ``target`` is a file that is not there yet, or the folder for it.

    Nothing relies on lists to choose from: WPS and Excel keep those in different ways, and
    whatever is pasted over them is checked again when it comes back.

    Raises:
        RequestError: There is such a file.
        SourceError: There is no workspace in ``folder``.
        StorageError: The disk does not take it.
    """
    name = open_workspace(folder).township.name
    path = free_target(target, f"{name}公开事项报送单.xlsx")
    write_atomic(path, workbook_bytes([_form(), _help()]))
    return path


def form_fields() -> tuple[Field, ...]:
    """Return the fields an office is asked for, in the order of the form."""
    return tuple(one for one in FIELDS if not one.seldom and one.label not in _NOT_THEIRS)


def _form() -> NewSheet:
    fields = form_fields()
    return NewSheet(
        name=FORM_SHEET,
        rows=[[one.label for one in fields]],
        widths={n: _WIDTHS.get(one.form, _USUAL_WIDTH) for n, one in enumerate(fields, start=1)},
        text_columns=len(fields),
    )


def _help() -> NewSheet:
    head = [["栏目", "要不要填", "怎么填", "例"]]
    rows = [[one.label, _demand(one), _how(one), one.example] for one in form_fields()]
    return NewSheet(
        name=_HELP_SHEET,
        rows=[*([line] for line in _HELP), *head, *rows],
        widths={1: 14, 2: 26, 3: 60, 4: 40},
        head=len(_HELP) + 1,
    )


def _demand(field: Field) -> str:
    if field.required and not field.kinds:
        return "必填"
    kinds = [kind.value for kind in Kind if field.demanded_of(kind)]
    if kinds:
        return f"{'、'.join(kinds)}必填"
    asked = [kind.value for kind in Kind if field.asked_for(kind)]
    return "有就填" if len(asked) == len(Kind) else f"{'、'.join(asked)}有就填"


def _how(field: Field) -> str:
    parts = [field.help]
    if field.choices and not all(choice in field.help for choice in field.choices):
        parts.append(f"只能填：{'、'.join(field.choices)}")
    if field.form in LISTS and field.form is not Form.CHOICES:
        parts.append("几条的，一条一行")
    if field.parts:
        parts.append("写成 " + "；".join(f"{part.label}: …" for part in field.parts) + "，一样一行")
    if field.most and field.form is not Form.COUNT:
        parts.append(f"最多 {field.most} 字")
    return "。".join(parts) + "。"

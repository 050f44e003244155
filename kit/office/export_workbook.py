"""All items of a workspace in one workbook, to be looked through, corrected and taken back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import RequestError, SourceError
from kit.foreign.xlsx.sheet_cells import MOST_CELLS
from kit.foreign.xlsx.workbook import MOST_SHEETS
from kit.model.field import Form
from kit.model.fields import FIELDS
from kit.source.files import write_atomic
from kit.source.item_folders import files_of_items, is_item
from kit.source.item_rows import LABELS, VERSION, item_texts, version_of
from kit.source.table_sheets import sheet_of_table
from kit.source.xlsx_bytes import NewSheet, workbook_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kit.progress import Clock

ITEMS_SHEET = "事项"
_SUFFIX = ".xlsx"
_WIDTHS = {Form.LONG: 60, Form.LINES: 36, Form.TEXT: 20, Form.RECORD: 30, Form.RECORDS: 30}
_USUAL_WIDTH = 14
_YEAR = re.compile(r"(?:19|20)\d{2}")
_HELP = (
    "“事项”一行一件，一列一栏；格子里换行用 Alt+Enter。",
    "要改的直接改，存好以后运行 kit import 这个文件 --write。",
    "改过的事项，签过的字作废，要重新送审。",
    "要加的写在最下面，编号空着；删行不会删事项：要停用的，请改“状态”，或用 kit withdraw。",
    "有名单的事项，名单在后面的工作表里，一份一张；第一行不要改。图片不在这里。",
    "这里什么都有，不公开的列、撤回原因也在：只在乡里用，不要发出去。",
    f"“{VERSION}”一列记着这一行是从哪个文件来的：导出以后文件又改过的，不会盖掉。",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Exported:
    """What was written, and what could not be put into it."""

    path: Path
    items: int
    tables: int
    left_out: tuple[str, ...]


def export_workbook(folder: Path, target: Path, clock: Clock, *, year: str = "") -> Exported:
    """Write every item file of the workspace, or of one ``year``, into a workbook.

    ``target`` is a file that is not there yet, or the folder to put it into.

    Raises:
        RequestError: There is such a file, ``year`` is none, or it would be too large to take back.
        SourceError: The folder of items cannot be read.
        StorageError: The disk does not take it.
    """
    if year and not _YEAR.fullmatch(year):
        raise RequestError(f"“{year}”不是年份。", "请写成 2026 这样。")
    path = free_target(target, f"公开事项{year}_{clock().date()}{_SUFFIX}")
    files = {
        file: one for file, one in files_of_items(folder).items() if not year or f"-{year}-" in file
    }
    rows, left_out = _rows(files)
    tables = [sheet for file in files if (sheet := _table(files, file)) is not None]
    if not rows:
        raise RequestError("没有可以导出的事项。", "请核对工作夹和年份。")
    sheets = _sheets(rows, tables)
    cells = sum(bool(cell) for sheet in sheets for row in sheet.rows for cell in row)
    if len(sheets) > MOST_SHEETS or cells > MOST_CELLS:
        raise RequestError(
            f"{len(rows)} 条、{len(tables)} 份名单，一个文件放不下。",
            "请一年一年地导出：--year 2026。",
        )
    write_atomic(path, workbook_bytes(sheets))
    return Exported(path=path, items=len(rows), tables=len(tables), left_out=tuple(left_out))


def free_target(target: Path, name: str) -> Path:
    """Return where a workbook goes: into ``target`` where that is a folder.

    Raises:
        RequestError: A file is there, with what somebody may have written into it.
    """
    path = target / name if target.is_dir() else target
    if path.suffix.lower() != _SUFFIX:
        path = path.with_name(path.name + _SUFFIX)
    if path.exists():
        raise RequestError(f"{path.name} 已经有了。", "请换一个文件名；不要的先删去。")
    return path


def _rows(files: Mapping[str, Path]) -> tuple[list[list[str]], list[str]]:
    rows, left_out = [], []
    for file, path in files.items():
        if not is_item(path):
            continue
        try:
            data = path.read_bytes()
            texts = item_texts(file, data)
        except (SourceError, OSError) as error:
            left_out.append(f"{file}：{error}")
            continue
        # A file copied under another name is told by the check; a row belongs to its file.
        rows.append([*(texts.get(label, "") for label in LABELS), version_of(file, data)])
    return rows, left_out


def _table(files: Mapping[str, Path], file: str) -> NewSheet | None:
    if not file.lower().endswith(".csv") or not files[file].is_file():
        return None
    return sheet_of_table(file, files[file].read_bytes())


def _sheets(rows: Iterable[list[str]], tables: Iterable[NewSheet]) -> list[NewSheet]:
    widths = {
        column: _WIDTHS.get(field.form, _USUAL_WIDTH)
        for column, field in enumerate(FIELDS, start=1)
    }
    items = NewSheet(
        name=ITEMS_SHEET,
        rows=[[*LABELS, VERSION], *rows],
        widths=widths | {len(LABELS) + 1: _USUAL_WIDTH},
        frozen=1,
        text_columns=len(LABELS) + 1,
    )
    notes = NewSheet(name="说明", rows=[["怎么用"], *([line] for line in _HELP)], widths={1: 100})
    return [items, *tables, notes]

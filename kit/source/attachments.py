"""Files that lie beside an item: tables and pictures, and nothing from elsewhere."""

from __future__ import annotations

import os
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from kit.source.problems import Problems, Rule

    Fault: TypeAlias = tuple[str, str]
    """What is wrong with a file, and what to do."""
    Beside: TypeAlias = Callable[[str, int], bytes | Fault]
    """Gives the bytes of a file beside an item, by its name and the most it may hold."""


_SPREADSHEETS = (".xlsx", ".xls", ".et", ".ods")


def files_in(folder: Path) -> Beside:
    """Return what gives the files in ``folder``."""
    return partial(_on_disk, folder)


def files_given(files: Mapping[str, bytes]) -> Beside:
    """Return what gives ``files`` by their names: for an item that is not saved yet."""
    return partial(_in_hand, files)


def read_attachment(
    beside: Beside,
    name: str,
    suffixes: Sequence[str],
    most_bytes: int,
    *,
    rule: Rule,
    label: str,
    line: int,
    problems: Problems,
) -> bytes | None:
    """Return the bytes of the file ``name``, or None with the reason told."""
    data = _fault_of_name(name, suffixes) or beside(name, most_bytes)
    if isinstance(data, bytes):
        return data
    problems.at(line, label).stop(rule, *data)
    return None


def _fault_of_name(name: str, suffixes: Sequence[str]) -> Fault | None:
    # A path could lead out of the workspace, to files nobody reviewed.
    if any(sign in name for sign in "/\\:") or name.startswith("."):
        return f"“{name}”不是单独的文件名。", "请把文件放在事项文件旁边，只写文件名。"
    if name.lower().endswith(_SPREADSHEETS) and ".csv" in suffixes:
        what = f"“{name}”是 Excel 或 WPS 的文件，这里要 csv。"
        by_hand = "打开它，另存为“CSV UTF-8（逗号分隔）”，放在事项文件旁边。"
        if name.lower().endswith(".xlsx"):
            # What is hidden, merged or cut off in a workbook is told once, to a person.
            return what, f"请运行 kit import {name} --for 编号 --write；或者{by_hand}"
        return what, f"请{by_hand}"
    if not name.lower().endswith(tuple(suffixes)):
        return f"“{name}”的后缀不对。", f"请换成 {' 或 '.join(suffixes)} 文件。"
    return None


def _on_disk(folder: Path, name: str, most_bytes: int) -> bytes | Fault:
    path = folder / name
    try:
        if path.is_symlink():
            return f"{name} 是快捷方式（链接）。", "请把文件本身复制到这里。"
        if not path.is_file():
            return _missing(name)
        return _fault_of_size(name, path.stat().st_size, most_bytes) or path.read_bytes()
    except OSError as error:
        # A damaged stick or a file held open by WPS; the rest of the week is not its fault.
        return (
            f"读不出 {name}（{os.strerror(error.errno or 0)}）。",
            "请关闭打开它的程序再试。",
        )


def _in_hand(files: Mapping[str, bytes], name: str, most_bytes: int) -> bytes | Fault:
    data = files.get(name)
    if data is None:
        return _missing(name)
    return _fault_of_size(name, len(data), most_bytes) or data


def _missing(name: str) -> Fault:
    return f"找不到 {name}。", "请把它放在事项文件旁边，并核对文件名。"


def _fault_of_size(name: str, size: int, most_bytes: int) -> Fault | None:
    if size == 0:
        return f"{name} 是空的。", "请重新保存它。"
    if size > most_bytes:
        return (
            f"{name} 有 {size / 1e6:.1f} MB，最大 {most_bytes / 1e6:.0f} MB。",
            "请缩小以后再放进来。",
        )
    return None

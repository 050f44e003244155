"""Files that lie beside an item: tables and pictures, and nothing from elsewhere."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kit.source.problems import Problems, Rule


def read_beside(
    folder: Path,
    name: str,
    suffixes: Sequence[str],
    most_bytes: int,
    *,
    rule: Rule,
    label: str,
    line: int,
    problems: Problems,
) -> bytes | None:
    """Return the bytes of the file ``name`` in ``folder``, or None with the reason told."""
    fault = _fault_of_name(name, suffixes)
    if not fault:
        path = folder / name
        try:
            fault = _fault_of_file(path, most_bytes)
            if not fault:
                return path.read_bytes()
        except OSError as error:
            # A damaged stick or a file held open by WPS; the rest of the week is not its fault.
            fault = (
                f"读不出 {name}（{os.strerror(error.errno or 0)}）。",
                "请关闭打开它的程序再试。",
            )
    problems.stop(rule, *fault, line=line, label=label)
    return None


def _fault_of_name(name: str, suffixes: Sequence[str]) -> tuple[str, str] | None:
    # A path could lead out of the workspace, to files nobody reviewed.
    if any(sign in name for sign in "/\\:") or name.startswith("."):
        return f"“{name}”不是单独的文件名。", "请把文件放在事项文件旁边，只写文件名。"
    if not name.lower().endswith(tuple(suffixes)):
        return f"“{name}”的后缀不对。", f"请换成 {' 或 '.join(suffixes)} 文件。"
    return None


def _fault_of_file(path: Path, most_bytes: int) -> tuple[str, str] | None:
    if path.is_symlink():
        return f"{path.name} 是快捷方式（链接）。", "请把文件本身复制到这里。"
    if not path.is_file():
        return f"找不到 {path.name}。", "请把它放在事项文件旁边，并核对文件名。"
    size = path.stat().st_size
    if size == 0:
        return f"{path.name} 是空的。", "请重新保存它。"
    if size > most_bytes:
        return (
            f"{path.name} 有 {size / 1e6:.1f} MB，最大 {most_bytes / 1e6:.0f} MB。",
            "请缩小以后再放进来。",
        )
    return None

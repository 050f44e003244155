"""The register of printed numbers (码号): a number on paper stands for one item for ever.

``codes.tsv`` has a line for each: the number, a tab, the item's 编号. It is only ever added
to, because paper with the number on it hangs for years and must not lead to another item.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.source.files import write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

FILE = "codes.tsv"
_HEADING = "码号\t编号"
_CODE = re.compile(r"\d{2}W\d{2}-\d{2,5}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeEntry:
    """A printed number and the item it stands for."""

    code: str
    """Such as ``26W48-03``: the week it was printed first, and a running number."""
    item_id: str


def read_codes(folder: Path) -> tuple[CodeEntry, ...]:
    """Return the register of the workspace in ``folder``, oldest first; none yet is empty.

    Raises:
        SourceError: A line is broken or doubled. Nothing is guessed here: a wrong number
            would lead a villager to another notice.
    """
    entries: list[CodeEntry] = []
    seen: dict[str, int] = {}
    for number, (code, item_id) in _lines(folder / FILE):
        if not _CODE.fullmatch(code) or not item_id:
            raise _broken(number, "应该是“26W48-03”这样的码号，一个制表符（Tab），再写编号。")
        for name in (code, item_id):
            if name in seen:
                raise _broken(number, f"“{name}”在第 {seen[name]} 行已经有了。")
            seen[name] = number
        entries.append(CodeEntry(code=code, item_id=item_id))
    return tuple(entries)


def assign_codes(
    entries: Sequence[CodeEntry], item_ids: Iterable[str], week_code: str
) -> tuple[CodeEntry, ...]:
    """Return the register with a number for each item; those that have one keep it.

    ``week_code`` is the week of the first printing, such as ``26W48``.
    """
    known = {entry.item_id for entry in entries}
    last = max(
        (
            int(entry.code.partition("-")[2])
            for entry in entries
            if entry.code.startswith(week_code)
        ),
        default=0,
    )
    new = [item_id for item_id in dict.fromkeys(item_ids) if item_id not in known]
    return (
        *entries,
        *(
            CodeEntry(code=f"{week_code}-{number:02}", item_id=item_id)
            for number, item_id in enumerate(new, start=last + 1)
        ),
    )


def write_codes(folder: Path, entries: Sequence[CodeEntry]) -> None:
    """Put ``entries`` into the register; it may only grow.

    Raises:
        SourceError: The register was changed meanwhile, so that a number would be lost.
        StorageError: The disk does not take it; the old register stands.
    """
    there = read_codes(folder)
    if tuple(entries[: len(there)]) != there:
        raise SourceError(
            f"{FILE} 刚才被改过，和这次要写的对不上。", "请关闭打开它的程序，再做一次。"
        )
    if len(entries) > len(there):
        lines = [_HEADING, *(f"{entry.code}\t{entry.item_id}" for entry in entries)]
        write_atomic(folder / FILE, ("\n".join(lines) + "\n").encode())


def _lines(path: Path) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield line number, code and item id; headings and blank lines are left out."""
    if path.exists() and not path.is_file():
        raise SourceError(f"{FILE} 不是文件。", f"请把它移走，从备份里找回 {FILE}。")
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return
    except OSError as error:
        raise SourceError(f"读不出 {FILE}：{error.strerror}。", "请核对磁盘和权限。") from error
    # Excel adds a byte order mark, or writes GBK: only the heading is not ASCII.
    text = data.decode("utf-8-sig", errors="replace")
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip() or (number == 1 and not line[:1].isdigit()):
            continue
        code, _, item_id = line.replace('"', "").rstrip("\t ").partition("\t")
        yield number, (code.strip(), item_id.strip())


def _broken(number: int, what: str) -> SourceError:
    return SourceError(
        f"{FILE} 第 {number} 行不对：{what}",
        f"请从备份里找回 {FILE}；不要手工改它，印出去的码号靠它找到公告。",
    )

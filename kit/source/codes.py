"""The register of printed numbers (码号): a number on paper stands for one item for ever.

``codes.tsv`` has a line for each: the number, a tab, the item's 编号; the last line seals them.
It is only ever added to, because paper with the number on it hangs for years and must not lead
to another item.
"""

from __future__ import annotations

import hashlib
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
_SEAL = "SEAL"  # ASCII, for Excel may save the file in GBK
_SEAL_DIGITS = 32
_CODE = re.compile(r"\d{2}W\d{2}-\d{2,5}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeEntry:
    """A printed number and the item it stands for."""

    code: str
    """Such as ``26W48-03``: the week it was printed first, and a running number."""
    item_id: str

    @property
    def week(self) -> str:
        """The week of its first printing, such as ``26W48``."""
        return self.code.partition("-")[0]

    @property
    def number(self) -> int:
        """Its running number in that week."""
        return int(self.code.partition("-")[2])


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """What stands in the register, and what is wrong with it."""

    entries: tuple[CodeEntry, ...]
    """The lines that can be read and do not contradict an earlier one."""
    faults: tuple[SourceError, ...]
    is_sealed: bool
    """Its last line tells the hash of all others; what earlier versions wrote has none."""


def read_codes(folder: Path) -> tuple[CodeEntry, ...]:
    """Return the register of the workspace in ``folder``, oldest first; none yet is empty.

    Raises:
        SourceError: A line is broken or doubled. Nothing is guessed here: a wrong number
            would lead a villager to another notice.
    """
    register = read_register(folder)
    if register.faults:
        raise register.faults[0]
    return register.entries


def read_register(folder: Path) -> Register:
    """Return all that can be read of the register, with its faults.

    Raises:
        SourceError: The disk does not give it.
    """
    entries: list[CodeEntry] = []
    faults: list[SourceError] = []
    seen: dict[str, int] = {}
    seal = ""
    for number, (code, item_id) in _lines(folder / FILE):
        doubled = next((name for name in (code, item_id) if name in seen), None)
        if code == _SEAL:
            seal = item_id
        elif not _CODE.fullmatch(code) or not item_id:
            told = "应该是“26W48-03”这样的码号，一个制表符（Tab），再写编号。"
            faults.append(_broken(number, told))
        elif doubled is not None:
            faults.append(_broken(number, f"“{doubled}”在第 {seen[doubled]} 行已经有了。"))
        else:
            seen |= {code: number, item_id: number}
            entries.append(CodeEntry(code=code, item_id=item_id))
    is_sealed = bool(seal) and seal == seal_of(entries)
    if seal and not is_sealed:
        faults.append(
            SourceError(f"{FILE} 被改动过，或少了几行。", f"请从备份里找回 {FILE}，不要手工改它。")
        )
    return Register(entries=tuple(entries), faults=tuple(faults), is_sealed=is_sealed)


def seal_of(entries: Sequence[CodeEntry]) -> str:
    """Return the hash of a register's entries in any order, as its last line tells it."""
    text = "\n".join(sorted(f"{entry.code}\t{entry.item_id}" for entry in entries))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()[:_SEAL_DIGITS]


def assign_codes(
    entries: Sequence[CodeEntry], item_ids: Iterable[str], week_code: str
) -> tuple[CodeEntry, ...]:
    """Return the register with a number for each item; those that have one keep it.

    ``week_code`` is the week of the first printing, such as ``26W48``.
    """
    known = {entry.item_id for entry in entries}
    last = max((entry.number for entry in entries if entry.week == week_code), default=0)
    new = [item_id for item_id in dict.fromkeys(item_ids) if item_id not in known]
    return (
        *entries,
        *(
            CodeEntry(code=f"{week_code}-{number:02}", item_id=item_id)
            for number, item_id in enumerate(new, start=last + 1)
        ),
    )


def write_codes(folder: Path, entries: Sequence[CodeEntry]) -> None:
    """Make ``entries`` the register, and seal it.

    Raises:
        StorageError: The disk does not take it; the old register stands.
    """
    lines = [f"{entry.code}\t{entry.item_id}" for entry in entries]
    text = "\n".join((_HEADING, *lines, f"{_SEAL}\t{seal_of(entries)}", ""))
    write_atomic(folder / FILE, text.encode("utf-8"))


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

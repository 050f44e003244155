"""Numbers of items (编号): found however they are typed, and given once for ever."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING
from unicodedata import normalize

from kit.errors import SourceError
from kit.source.item_id import ITEM_ID

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from kit.model.item import Item
    from kit.source.workspace import Workspace

_TYPED = re.compile(r"(?:(?:([A-Z]{2,8})-?)?(\d{4})-)?0*([1-9]\d{0,5})")
# codes.tsv, reviews.jsonl, and the manifests of all editions.
_REGISTERS = (".tsv", ".jsonl", "manifest.json")
_RUNNING = re.compile(r"(?:^|-)(\d{1,6})$")
_DASHES = re.compile("[‐‑‒–—−]")
_MENTIONED = re.compile(rf"(?<![A-Z\d]){ITEM_ID.pattern}(?!\d)")


def find_item(workspace: Workspace, typed: str) -> Item:
    """Return the item of that number: ``DX-2026-005``, ``2026-5``, ``005`` and ``5`` are one.

    Raises:
        SourceError: There is none, or it cannot be read.
    """
    refused = {one.item_id: one.file for one in workspace.refused}
    items = {item.item_id: item for item in workspace.items}
    number = full_number(typed, [*items, *refused])
    if number in items:
        return items[number]
    if number in refused:
        raise SourceError(
            f"{refused[number]} 有毛病，还不能用。", "请先运行 kit check，照提示改好。"
        )
    earlier = [one for one in items if _running(one) == _running(number)]
    hint = f"要往年的，请写全编号：{'、'.join(earlier)}。" if earlier else ""
    raise SourceError(
        f"没有编号是 {number} 的公开事项。", hint or "请核对编号，文件在 items 文件夹里。"
    )


def full_number(typed: str, known: Collection[str]) -> str:
    """Return the one of the ``known`` numbers that was meant, or what was typed.

    Without its year a number is of the newest year there is: what was 5 last year must not
    be signed for this year's 5 that nobody has written yet.
    """
    plain = _DASHES.sub("-", normalize("NFKC", typed)).strip().upper()
    parts = _TYPED.fullmatch(plain)
    if plain in known or parts is None:
        return plain
    prefix, year, running = parts.groups()
    split = {number: match.groups() for number in known if (match := ITEM_ID.fullmatch(number))}
    year = year or max((one[1] for one in split.values()), default="")
    meant = [
        number
        for number, one in split.items()
        if one[1] == year and int(one[2]) == int(running) and prefix in {None, one[0]}
    ]
    # Two prefixes in one workspace are two townships: then the whole number is asked for.
    return meant[0] if len(meant) == 1 else plain


def next_item_id(workspace: Workspace, year: int, taken: Iterable[str] = ()) -> str:
    """Return the first number of ``year`` after all that were ever given.

    ``taken`` are those that stand elsewhere: in editions that somebody put away.
    """
    prefix = workspace.township.id_prefix
    counts = [
        int(match.group(3))
        for number in (*numbers_seen(workspace), *taken)
        if (match := ITEM_ID.fullmatch(number)) and match.groups()[:2] == (prefix, str(year))
    ]
    return f"{prefix}-{year}-{max(counts, default=0) + 1:03}"


def numbers_seen(workspace: Workspace) -> frozenset[str]:
    """Return every number that stands in the workspace: in names, registers, ledger, manifests.

    They are looked for as text, so that a broken register counts by what it still says: a
    number given twice would make a printed code lead to another notice.
    """
    written = [one.written_id for one in workspace.refused]
    return numbers_in("\n".join([*written, *_mentions(workspace.folder)]))


def numbers_in(text: str) -> frozenset[str]:
    """Return every number that is mentioned in ``text``."""
    return frozenset(match.group() for match in _MENTIONED.finditer(text))


def _mentions(folder: Path) -> Iterator[str]:
    for root, folders, files in os.walk(folder):
        # The kit's own store names its files by hashes.
        folders[:] = [name for name in folders if not name.startswith(".")]
        yield from (*folders, *files)
        yield from (_text(Path(root, name)) for name in files if name.endswith(_REGISTERS))


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode(errors="replace")
    except OSError:
        return ""


def _running(number: str) -> int:
    # Whatever was typed comes here, and Python refuses to count 4,300 digits.
    match = _RUNNING.search(number)
    return int(match.group(1)) if match else -1

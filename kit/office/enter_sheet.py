"""A week's review sheet that came back signed, entered in one go."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import RequestError, ReviewError
from kit.review.definitions import definitions
from kit.review.digest import chain_digest, digest, digest_of, short_code
from kit.review.ledger import FILE as LEDGER
from kit.review.sheets import read_sheet, row_numbers
from kit.review.signing import Wanted, sign_all
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kit.progress import Clock
    from kit.review.sheets import PrintedSheet
    from kit.review.signing import Entered
    from kit.source.workspace import Workspace

AGAIN = "早就录过"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What became of one signature on a row, or of the row itself where none could be entered."""

    number: int
    item_id: str
    signature: str
    """Step and name; empty where the whole row is refused."""
    said: str
    entered: bool
    refused: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetEntered:
    """The sheet, row by row."""

    code: str
    rows: tuple[Row, ...]
    note: str = ""

    @property
    def entered(self) -> int:
        """How many signatures the ledger did not have."""
        return sum(row.entered for row in self.rows)

    @property
    def refused(self) -> int:
        """How many could not be entered, a row that holds for nothing counted once."""
        return sum(row.refused for row in self.rows)

    @property
    def again(self) -> int:
        """How many stood in the ledger before."""
        return len(self.rows) - self.entered - self.refused


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperStep:
    """One step as it was signed on a sheet."""

    step: str
    by: str
    except_rows: str = ""
    """Numbers of the rows that were not agreed to, such as ``2,5-6``."""


def enter_sheet(
    folder: Path,
    named: str,
    clock: Clock,
    *,
    signatures: Sequence[tuple[str, str]],
    rows: str = "",
) -> SheetEntered:
    """Return what became of each row; ``signatures`` are steps and names, all rows by default.

    Raises:
        RequestError: Nobody signs, or the sheet has no such row.
        ReviewError: The chain was changed since it was printed: its steps are others now.
        SourceError: It was not printed here; or the workspace or the ledger cannot be read.
        StorageError: The ledger cannot be written.
    """
    workspace = open_workspace(folder)
    sheet = read_sheet(folder, named)
    if not signatures:
        example = f"kit sign --from-sheet {sheet.code} --all --step 初审 --by 张三"
        raise RequestError("没有写哪一步、谁签的。", f"如：{example}")
    numbers = row_numbers(rows, len(sheet.rows))
    asked = [(number, step, by) for number in numbers for step, by in signatures]
    return _enter(workspace, sheet, asked, clock)


def enter_paper(folder: Path, named: str, clock: Clock, steps: Sequence[PaperStep]) -> SheetEntered:
    """Return what became of each row; each step has its own signature and rows left out.

    Raises:
        RequestError: Nobody signs, or the sheet has no such row.
        ReviewError: The chain was changed since it was printed: its steps are others now.
        SourceError: It was not printed here; or the workspace or the ledger cannot be read.
        StorageError: The ledger cannot be written.
    """
    workspace = open_workspace(folder)
    sheet = read_sheet(folder, named)
    if not steps:
        raise RequestError("没有写哪一步、谁签的。", "照纸上的，选上签字的人。")
    count = len(sheet.rows)
    asked = []
    for one in steps:
        out = row_numbers(one.except_rows, count) if one.except_rows.strip() else ()
        asked += [(n, one.step, one.by) for n in range(1, count + 1) if n not in out]
    return _enter(workspace, sheet, asked, clock)


def _enter(
    workspace: Workspace, sheet: PrintedSheet, asked: Sequence[tuple[int, str, str]], clock: Clock
) -> SheetEntered:
    # Who signed on paper signed the steps that stood there: docs/decisions/0010.
    if sheet.chain != chain_digest(workspace.township.chain):
        raise ReviewError(
            f"审核表 {sheet.code} 打印以后，审核的步骤改过。", "请重新打印这一周的审核表，重新签。"
        )
    refused = refused_rows(sheet, workspace)
    items = {item.item_id: item for item in workspace.items}
    names = {number: sheet.rows[number - 1][0] for number, _, _ in asked}
    way = f"审核表 {sheet.code}"
    wanted = [
        (number, Wanted(item=items[names[number]], step=step, by=by, way=way))
        for number, step, by in asked
        if names[number] not in refused
    ]
    ledger = workspace.folder / LEDGER
    entered = sign_all(ledger, [one for _, one in wanted], workspace.township, at=clock())
    told = [_row(number, one) for (number, _), one in zip(wanted, entered, strict=True)]
    told += [
        Row(number=n, item_id=name, signature="", said=refused[name], entered=False, refused=True)
        for n, name in names.items()
        if name in refused
    ]
    is_same = sheet.definitions == digest_of(dict(definitions(workspace)))
    note = "" if is_same else "打印以后，版式、读音表或设置改过；改了什么，运行 kit check 看。"
    return SheetEntered(
        code=sheet.code, rows=tuple(sorted(told, key=lambda row: row.number)), note=note
    )


def refused_rows(sheet: PrintedSheet, workspace: Workspace) -> dict[str, str]:
    """Return by item why its row holds for nothing any more."""
    now = {item.item_id: digest(item) for item in workspace.items}
    refused = {}
    for name, printed in sheet.rows:
        if name not in now:
            refused[name] = "没有录：这一条现在读不出，请先运行 kit check。"
        elif now[name] != printed:
            refused[name] = (
                f"没有录：打印以后内容改过，表上核对版本 {short_code(printed)}，"
                f"现在 {short_code(now[name])}，请重新打印、重新签。"
            )
    return refused


def _row(number: int, one: Entered) -> Row:
    said = f"没有录：{one.refusal}{one.remedy}" if one.refusal else AGAIN
    return Row(
        number=number,
        item_id=one.wanted.item.item_id,
        signature=f"{one.wanted.step} {one.wanted.by}",
        said="已录" if one.sign_off else said,
        entered=one.sign_off is not None,
        refused=bool(one.refusal),
    )

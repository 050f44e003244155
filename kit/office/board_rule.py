"""What should hang on one board on one day, as the week's edition says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.edition.index import PRINT
from kit.edition.published.posted import BETWEEN
from kit.model.outputs import Output
from kit.plan.take_down import boards_of
from kit.returns.board_match import BoardRule, Known
from kit.source.codes import read_codes
from kit.source.township import FILE as SETTINGS
from kit.source.township import read_township
from kit.text.code_content import PRINTED, printed_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from pathlib import Path

    from kit.edition.published.at_hand import AtHand
    from kit.edition.published.manifest import Manifest
    from kit.model.township import Board

_BOARD = f"{PRINT}/{Output.POSTER}"


def board_rule(folder: Path, at_hand: AtHand, board: Board, day: date) -> BoardRule:
    """Return what should hang on ``board`` on ``day``, and every item that ever had a code.

    Raises:
        SourceError: The township or the register of codes cannot be read.
    """
    township, manifest = read_township(folder / SETTINGS), at_hand.manifest
    over = {i for i, e in manifest.posted.items() if e["day"] and e["day"] <= day.isoformat()}
    posters = dict(_posters(manifest))
    due = {
        item_id: _known(item_id, entry)
        for item_id, entry in manifest.items.items()
        if item_id in posters
        and item_id not in over
        and entry["publish"] <= day.isoformat()
        and board in boards_of(tuple(filter(None, entry["villages"].split(BETWEEN))), township)
    }
    told = {**manifest.posted, **manifest.items}
    codes = {entry.code: entry.item_id for entry in read_codes(folder)}
    codes |= {entry["code"]: item_id for item_id, entry in told.items() if entry["code"]}
    return BoardRule(
        due=due,
        coded=frozenset(item_id for item_id in due if posters[item_id]),
        may_hang=frozenset({*manifest.posted} - over - {*manifest.items}),
        # What no edition of this week knows any more was taken down before.
        over=frozenset({*over, *(i for i in codes.values() if i not in told)}),
        by_code={code: _known(item_id, told.get(item_id, {})) for code, item_id in codes.items()},
        by_link={
            code: item_id
            for item_id, found in posters.items()
            for code in found
            if not PRINTED.fullmatch(code.rpartition("/")[2].upper())
        },
        host=township.page_host,
    )


def number_of(entry: Mapping[str, str]) -> str:
    """Return what is printed below an item's code; empty where it has none."""
    return printed_number(entry["code"], entry["check_code"]) if entry["code"] else ""


def _posters(manifest: Manifest) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield every item with a poster, and what the codes on it say."""
    found: dict[str, list[str]] = {}
    for file in manifest.files:
        if file.folder == _BOARD and len(file.about) == 1 and file.path.endswith(".pdf"):
            codes = found.setdefault(file.about[0], [])
            codes += (code for page in file.figures.get("codes", ()) for code in page)
    for item_id, codes in found.items():
        yield item_id, tuple(codes)


def _known(item_id: str, entry: Mapping[str, str]) -> Known:
    """Return an item with the wordings that say what its present one says.

    Two wordings on paper may differ in what nobody reads: then the old sheet is not old.
    """
    pairs = [pair.partition("=") for pair in entry.get("printed", "").split()]
    said = {check: text for check, _, text in pairs}
    present = entry.get("check_code", "")[:4]
    same = {check for check, text in said.items() if text == said.get(present)} | {present}
    return Known(
        item_id=item_id,
        title=entry.get("title", item_id).replace("｜", ""),
        same=frozenset(filter(None, same)),
    )

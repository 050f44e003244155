"""A stand at the market: its pages, the address telephones reach it by, and its card."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.compose.forms.stall_card import StallCard, compose_stall_card, compose_stall_page
from kit.compose.paper.ink import in_black
from kit.edition.inspect.inspection import INSPECTION_DPI, compare_codes
from kit.errors import SourceError
from kit.fonts import load_typeface
from kit.office.counts import FILE as COUNTS
from kit.office.counts import Counts
from kit.office.served import made_file, made_page
from kit.render.pdf import write_pdf
from kit.render.qr import dark_runs, qr_matrix, wifi_payload
from kit.render.readback import read_codes_in
from kit.source.files import write_atomic
from kit.source.private import PRIVATE
from kit.source.township import FILE as CONFIG
from kit.source.township import read_township

USUAL_PORT = 8080

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kit.model.township import Township
    from kit.office.served import ServedFiles
    from kit.progress import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Stall:
    """Who stands at the market, and how often each page was opened there."""

    township: Township | None
    """None where an edition is served outside of its workspace."""
    counts: Counts

    @property
    def port(self) -> int:
        """The port that the township serves on."""
        return self.township.stall.port if self.township else USUAL_PORT


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeCard:
    """The card as it is shown on the stall's screen, and as it is printed."""

    page: str
    pdf: bytes


def open_stall(folder: Path, clock: Clock) -> Stall:
    """Return the stall of a workspace, or of an edition that stands in none.

    Raises:
        SourceError: Its kit.toml is wrong.
    """
    config, private = folder / CONFIG, folder / PRIVATE
    return Stall(
        township=read_township(config) if config.is_file() else None,
        counts=Counts(private / COUNTS if private.is_dir() else None, lambda: clock().date()),
    )


def write_card(stall: Stall, file: Path, address: str, port: int) -> None:
    """Write the stall's card for an address as PDF.

    Raises:
        SourceError: There is no workspace to know the stall from.
        LayoutError: The hotspot's name or password cannot be put into a code.
        VerifyError: A code on the finished sheet does not scan.
    """
    if stall.township is None:
        raise SourceError("这里没有 kit.toml，做不了摊位卡。", "请在工作夹里运行。")
    write_atomic(file, make_card(stall.township, address, port).pdf)


def stall_address(wanted: str, found: Sequence[str]) -> str:
    """Return the address to listen on: the one asked for, or the best of those found.

    Raises:
        SourceError: This machine is in no network.
    """
    if wanted:
        return wanted
    if not found:
        raise SourceError(
            "这台电脑没有连上网络，也没有开热点，手机连不上它。",
            "请先打开“移动热点”（或连上路由器），再运行一次；只在本机看，不写 --lan。",
        )
    return found[0]


def make_card(township: Township, address: str, port: int) -> MadeCard:
    """Return the card for an address; its codes are read back before it is handed out.

    Raises:
        LayoutError: The hotspot's name or password cannot be put into a code.
        VerifyError: A code on the finished sheet does not scan.
    """
    stall = township.stall
    card = StallCard(
        township=township,
        address=f"http://{address}:{port}/",
        wifi=wifi_payload(stall.hotspot, stall.password) if stall.hotspot else "",
    )
    # The built-in typeface: a card needs no rare characters, and an edition may be without a
    # workspace to take another from.
    typeface = load_typeface()
    document = compose_stall_card(card, typeface)
    pdf = write_pdf(in_black(document) if township.black_only else document, typeface)
    payloads = [payload for _, payload, _ in card.halves]
    compare_codes(read_codes_in(pdf, INSPECTION_DPI), [payloads])
    return MadeCard(page=compose_stall_page(card, [_svg(p) for p in payloads]), pdf=pdf)


def with_card(served: ServedFiles, card: MadeCard) -> ServedFiles:
    """Return what is served with the card beside it, for the stall's own screen and printer."""
    page = made_page(card.page)
    return replace(
        served,
        extra={"/card": page, "/card.html": page, "/card.pdf": made_file(card.pdf, ".pdf")},
    )


def _svg(payload: str) -> tuple[int, str]:
    """Return a code's modules a side, and its dark ones as one path of SVG."""
    matrix = qr_matrix(payload)
    runs = dark_runs(matrix)
    return len(matrix), "".join(f"M{column} {row}h{n}v1h-{n}z" for row, column, n in runs)

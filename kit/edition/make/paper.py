"""Making everything on paper, and the pages: compose, render, read back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from kit.compose.full_text import compose_full_text
from kit.compose.handouts.card import compose_card
from kit.compose.handouts.handout import compose_handout, compose_leaflet
from kit.compose.handouts.questions import compose_questions
from kit.compose.layouts.layout import Purpose
from kit.compose.layouts.parse import parse_layout
from kit.compose.layouts.purposes import SHEETS
from kit.compose.paper.duplex import for_printer
from kit.compose.paper.ink import in_black
from kit.compose.paper.page import Text
from kit.compose.paper.print_shop import for_print_shop
from kit.compose.paper.tile import tile
from kit.compose.posters.poster import compose_poster
from kit.compose.sheet_context import SheetContext
from kit.edition.inspect.legible import frame_figures
from kit.edition.inspect.scan import inspection_dpi, payloads, scan_figures
from kit.edition.jobs.job import Made
from kit.errors import LayoutError, SourceError
from kit.fonts import load_typeface
from kit.model.township import Paper
from kit.plan.calendar import lunar_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.flow import PictureFile
    from kit.compose.paper.page import Document
    from kit.compose.web.item_page import PageSetting, WebPage
    from kit.fonts import Typeface
    from kit.model.item import Item
    from kit.model.township import Township
    from kit.source.workspace import Workspace

PREVIEW_PX = 640
"""Enough to tell sheets apart on a screen."""
FORWARD_PX = 1080
"""What a telephone shows sharp."""


@dataclass(frozen=True, slots=True)
class FontFile:
    """A typeface as an order knows it: by what is in it; none is the built-in one.

    That one is counted by its package's version, as other libraries are.
    """

    sha256: str = ""
    path: Path | None = field(default=None, compare=False)


BUILT_IN = FontFile()


def font_of(workspace: Workspace) -> FontFile:
    """Return the township's own typeface, or the built-in one.

    Raises:
        SourceError: It cannot be read.
    """
    name = workspace.township.font_file
    if not name:
        return BUILT_IN
    path = workspace.folder / name
    return FontFile(load_typeface(path).fingerprint, path)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOrder:
    """All that a sheet is made from."""

    item: Item
    township: Township
    layout_text: str
    layout_file: str
    font: FontFile = BUILT_IN
    payload: str
    code_id: str
    stamp: str
    check_code: str
    read_from_m: float = 0.0
    """How far away people stand from the boards it hangs on; 0 where it hangs on none."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def allow(self) -> tuple[str, ...]:
        """Figures that stand on the sheet and are not the item's."""
        return tuple(text for text in (self.payload, self.code_id, self.check_code) if text)


def make_poster(order: PaperOrder) -> tuple[Made, ...]:
    """Return the poster, its tiles for an office printer, one for a print shop, and a preview."""
    layout = _layout(order)
    document = compose_poster(order.item, layout, _sheet_context(order))
    poster = _render(document, order)
    name = f"_{layout.paper}"
    made = [Made(name=f"{name}.pdf", data=poster.data, figures=poster.figures)]
    if layout.paper in (Paper.A3, Paper.A2, Paper.A1):
        tiled = tile(document, sheet=Paper.A4)
        tiles = _render(tiled, order, labels=_labels(tiled))
        # Each page of the poster has a guide that shows how its sheets go together.
        sheets = len(tiled.pages) - len(document.pages)
        made.append(Made(name=f"{name}拼{sheets}张A4.pdf", data=tiles.data, figures=tiles.figures))
    if order.township.print_shop:
        cropped = for_print_shop(document, typeface(order.font))
        shop = _render(cropped, order, labels=_labels(cropped))
        made.append(Made(name=f"{name}_印刷厂.pdf", data=shop.data, figures=shop.figures))
    made.append(_preview(poster.data, f"{name}.png"))
    return tuple(made)


_HANDOUTS: Mapping[Purpose, Callable[[Item, Layout, SheetContext], Document]] = {
    Purpose.HANDOUT: compose_handout,
    Purpose.LEAFLET: compose_leaflet,
    Purpose.QUESTIONS: compose_questions,
    Purpose.CARD: compose_card,
}


def make_handout(order: PaperOrder) -> tuple[Made, ...]:
    """Return what is given into the hand, as it is printed, and a preview of its front."""
    document = handout_document(order)
    made = _render(document, order)
    # It is read back upright, for text upside down is read in the wrong order.
    turned = for_printer(document, order.township.flip)
    if turned != document:
        made = replace(made, data=office_pdf(turned, order.township, order.font))
    name = SHEETS[_layout(order).name]
    return (
        Made(name=f"{name}.pdf", data=made.data, figures=made.figures),
        _preview(made.data, f"{name}.png"),
    )


def handout_document(order: PaperOrder) -> Document:
    """Return a handout as it is read, before it is turned for the printer.

    Raises:
        LayoutError: The layout is none for handouts, or the item does not fit it.
    """
    layout = _layout(order)
    composer = _HANDOUTS.get(layout.purpose)
    if composer is None:
        raise LayoutError(
            f"版式“{layout.name}”不是宣传单的版式。",
            f"请在版式里把 purpose 改为 {'、'.join(_HANDOUTS)} 之一。",
        )
    return composer(order.item, layout, _sheet_context(order))


def compose_any(order: PaperOrder) -> Document:
    """Return the sheet that the order's layout is for, such as a sample of it.

    Raises:
        LayoutError: The item has nothing for it, or does not fit.
    """
    layout, setting = _layout(order), _sheet_context(order)
    if layout.purpose is Purpose.SHEET:
        return compose_full_text(order.item, layout, setting)
    return _HANDOUTS.get(layout.purpose, compose_poster)(order.item, layout, setting)


def make_full_text(order: PaperOrder) -> tuple[Made, ...]:
    """Return the full-text sheets."""
    two_tone = order.township.black_only
    pictures = {name: _picture(data, two_tone=two_tone) for name, data in order.pictures.items()}
    document = compose_full_text(
        order.item, _layout(order), _sheet_context(order), pictures=pictures
    )
    sheet = _render(document, order)
    return (Made(name="_A4.pdf", data=sheet.data, figures=sheet.figures),)


def make_forward_picture(order: PaperOrder) -> tuple[Made, ...]:
    """Return the poster as a picture to be sent on: in colour, for it is not printed."""
    document = compose_poster(order.item, _layout(order), _sheet_context(order))
    return (_preview(_pdf(document, order.font), ".png", FORWARD_PX),)


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sheet as it would be printed, measured but not read back."""

    document: Document
    pdf: bytes
    figures: Mapping[str, Any]


def draw(order: PaperOrder) -> Drawn:
    """Return the order's sheet, for somebody to look at while it is written.

    Raises:
        LayoutError: The item does not fit, or its code is too fine.
    """
    document = compose_any(order)
    pdf = office_pdf(document, order.township, order.font)
    return Drawn(document, pdf, _measured(document, order))


@dataclass(frozen=True, slots=True, kw_only=True)
class PageOrder:
    """All that a public page is made from."""

    item: Item
    setting: PageSetting
    pictures: Mapping[str, bytes] = field(default_factory=dict)


def make_page(order: PageOrder) -> tuple[Made, ...]:
    """Return the full-text page and its pictures."""
    from kit.compose.web.item_page import compose_page, is_withdrawn
    from kit.render.picture import safe_picture

    setting = order.setting
    pages = compose_page(order.item, setting)
    shown = {} if is_withdrawn(order.item, setting.effect) else order.pictures
    return (
        *(_page(page) for page in pages),
        *(
            Made(name=setting.pictures[name], data=safe_picture(data, 1200), figures={})
            for name, data in shown.items()
        ),
    )


def _page(page: WebPage) -> Made:
    data = page.html.encode("utf-8")
    return Made(name=page.name, data=data, figures={"bytes": len(data)})


def office_pdf(document: Document, township: Township, font: FontFile) -> bytes:
    """Return a document as PDF that is not read back: nothing of a form is public."""
    return _pdf(_printed(document, township), font)


def _printed(document: Document, township: Township) -> Document:
    """Return a document as the township's printer shall print it."""
    return in_black(document) if township.black_only else document


def _pdf(document: Document, font: FontFile) -> bytes:
    from kit.render.pdf import write_pdf

    return write_pdf(document, typeface(font))


def _labels(around: Document) -> tuple[str, ...]:
    """Return the words beside the poster itself: how to glue or cut it, how much it shrank."""
    marks = (mark for page in around.pages for block in page.blocks for mark in block.marks)
    return tuple(dict.fromkeys(mark.characters for mark in marks if isinstance(mark, Text)))


def _render(
    document: Document,
    order: PaperOrder,
    *,
    labels: tuple[str, ...] = (),
) -> Made:
    """Return the document's PDF with what was measured on it, and what must be read back."""
    figures: dict[str, Any] = {
        "pages": len(document.pages),
        "codes": [list(payloads(page)) for page in document.pages],
        "dpi": [inspection_dpi(page) for page in document.pages],
        **({"labels": list(labels)} if labels else {}),
        **_measured(document, order),
    }
    return Made(name="", data=office_pdf(document, order.township, order.font), figures=figures)


def _measured(document: Document, order: PaperOrder) -> dict[str, Any]:
    """Return from how far the sheet's codes are scanned and its parts are read.

    Raises:
        LayoutError: A code is too fine to be printed or scanned.
    """
    layout = _layout(order)
    return scan_figures(document, layout.paper) | frame_figures(
        (frame for page in document.pages for frame in page.frames),
        wanted_m=max(layout.read_from_m, order.read_from_m),
        paper=layout.paper,
        layout=layout.name,
    )


def _preview(pdf: bytes, name: str, width_px: int = PREVIEW_PX) -> Made:
    from kit.render.picture import write_png

    return Made(name=name, data=write_png(pdf, 0, width_px), figures={})


def _picture(data: bytes, *, two_tone: bool) -> PictureFile:
    from kit.compose.paper.flow import PictureFile
    from kit.render.picture import in_two_tones, picture_size_px, safe_picture

    safe = in_two_tones(safe_picture(data, 1200)) if two_tone else safe_picture(data, 2000)
    width_px, height_px = picture_size_px(safe)
    return PictureFile(data=safe, width_px=width_px, height_px=height_px)


def _layout(order: PaperOrder) -> Layout:
    return parse_layout(order.layout_text, order.layout_file)


def _sheet_context(order: PaperOrder) -> SheetContext:
    return SheetContext(
        township=order.township,
        metrics=typeface(order.font),
        lunar=lunar_date,
        payload=order.payload,
        code_id=order.code_id,
        stamp=order.stamp,
        check_code=order.check_code,
    )


@cache
def typeface(font: FontFile) -> Typeface:
    """Return the typeface of a file, loaded once in a process.

    Raises:
        SourceError: It cannot be read, or is another than when the work was planned.
    """
    face = load_typeface(font.path)
    if font.sha256 and face.fingerprint != font.sha256:
        raise SourceError(f"字体 {face.file.name} 刚被换过。", "请再做一次。")
    return face

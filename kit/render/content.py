"""Pages on a canvas: every mark drawn, and told apart as text, figure or decoration."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kit.compose.paper.page import Box, Code, Inset, Outline, Picture, Rule, Tag, Text
from kit.render.marks import (
    PdfAxes,
    cut_boxes,
    draw_box,
    draw_code,
    draw_outline,
    draw_picture,
    draw_rule,
    draw_texts,
    place_inset,
)
from kit.render.pdf_picture import image_of
from kit.render.pdf_tags import Element, Structure, box_around, table_elements
from kit.units import PT_PER_MM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kit.compose.paper.page import Block, Mark, Page
    from kit.render.canvas import SheetCanvas
    from kit.render.pdf_fonts import EmbeddedFont


class Painter:
    """Draws a document's pages; fonts, pictures and repeated pages are shared among them."""

    def __init__(
        self, canvas: SheetCanvas, *, fonts: dict[int, EmbeddedFont], joins_dashes: bool
    ) -> None:
        self.structure = Structure()
        self._canvas = canvas
        self._fonts = fonts
        self._joins_dashes = joins_dashes
        self._pictures: dict[bytes, str] = {}
        self._shown: set[int] = set()
        self._forms: dict[int, str] = {}

    def draw(self, page: Page) -> None:
        """Draw a page of the document and end it."""
        self._canvas.setPageSize((page.width_mm * PT_PER_MM, page.height_mm * PT_PER_MM))
        cut_boxes(self._canvas, page)
        self.structure.begin_page()
        self._draw_page(page, read=True)
        self._canvas.end_page()

    def _draw_page(self, page: Page, *, read: bool) -> None:
        """Draw what is on a page; ``read`` is False for what a screen reader has met before."""
        sheet = PdfAxes(page.height_mm)
        for block in page.blocks:
            # A page inside a block brings its own blocks, and tags must not nest in tags.
            for is_inset, marks in groupby(block.marks, key=lambda mark: isinstance(mark, Inset)):
                if is_inset:
                    self._insets(marks, sheet, read=read and block.tag is not Tag.ARTIFACT)
                elif read:
                    self._tagged(block, tuple(marks), sheet)
                else:
                    self._marks(marks, sheet)

    def _insets(self, marks: Iterable[Mark], sheet: PdfAxes, *, read: bool) -> None:
        """Draw pages inside this one: in full at first sight, then as an object not read again.

        Marked content may not stand in an object that is shown twice (14.7.4.2).
        """
        canvas = self._canvas
        for mark in marks:
            assert isinstance(mark, Inset)
            if self._shows_first(mark.page) and read:
                with canvas.saved():
                    place_inset(canvas, mark, sheet)
                    self._draw_page(mark.page, read=True)
            else:
                name = self._form(mark.page)
                with canvas.tagged("Artifact"), canvas.saved():
                    place_inset(canvas, mark, sheet)
                    canvas.doForm(name)

    def _shows_first(self, page: Page) -> bool:
        """Return whether ``page`` has not been drawn inside another one yet."""
        first = id(page) not in self._shown
        self._shown.add(id(page))
        return first

    def _form(self, page: Page) -> str:
        """Return the name of a page as an object that many sheets show (8.10)."""
        if id(page) not in self._forms:
            name = self._forms[id(page)] = f"page{len(self._forms)}"
            size = (page.width_mm * PT_PER_MM, page.height_mm * PT_PER_MM)
            self._canvas.beginForm(name, 0, 0, *size)
            self._draw_page(page, read=False)
            self._canvas.end_form(name)
        return self._forms[id(page)]

    def _picture(self, data: bytes) -> str:
        """Return the name of a picture, written once however often it is shown."""
        if data not in self._pictures:
            name = self._pictures[data] = f"picture{len(self._pictures)}"
            self._canvas.add_image(name, image_of(data))
        return self._pictures[data]

    def _tagged(self, block: Block, marks: tuple[Mark, ...], sheet: PdfAxes) -> None:
        match block.tag:
            case Tag.TABLE:
                self._table(marks, sheet)
            case Tag.FIGURE if block.alt:
                figure = Element("Figure", alt=block.alt, box_pt=box_around(marks, sheet.height_mm))
                self._runs(marks, sheet, lambda _: figure)
                self.structure.add(figure)
            case Tag.FIGURE | Tag.ARTIFACT:  # a picture nobody describes is decoration
                self._runs(marks, sheet, lambda _: None)
            case _:
                text = Element(block.tag.value)
                self._runs(marks, sheet, lambda mark: None if _is_line(mark) else text)
                if text.marked:
                    self.structure.add(text)

    def _table(self, marks: tuple[Mark, ...], sheet: PdfAxes) -> None:
        """Draw a table so that a screen reader can walk its rows and cells."""
        table, owners = table_elements(marks)
        self._runs(marks, sheet, lambda mark: owners.get(id(mark)))
        if table.children:
            self.structure.add(table)

    def _runs(
        self, marks: Iterable[Mark], sheet: PdfAxes, element_of: Callable[[Mark], Element | None]
    ) -> None:
        """Draw ``marks``, neighbours of one element together; those of none are decoration."""
        for _, run in groupby(marks, key=lambda mark: id(element_of(mark))):
            members = tuple(run)
            element = element_of(members[0])
            tag = "Artifact" if element is None else element.tag
            number = None if element is None else self.structure.mark(element)
            with self._canvas.tagged(tag, number):
                self._marks(members, sheet)

    def _marks(self, marks: Iterable[Mark], sheet: PdfAxes) -> None:
        for is_text, run in groupby(marks, key=lambda mark: isinstance(mark, Text)):
            if is_text:
                self._texts(run, sheet)
            else:
                for mark in run:
                    self._mark(mark, sheet)

    def _texts(self, marks: Iterable[Mark], sheet: PdfAxes) -> None:
        members = (mark for mark in marks if isinstance(mark, Text))
        draw_texts(self._canvas, members, sheet, self._fonts, joins_dashes=self._joins_dashes)

    def _mark(self, mark: Mark, sheet: PdfAxes) -> None:
        match mark:
            case Box():
                draw_box(self._canvas, mark, sheet)
            case Rule():
                draw_rule(self._canvas, mark, sheet)
            case Code():
                draw_code(self._canvas, mark, sheet)
            case Outline():
                draw_outline(self._canvas, mark, sheet)
            case Picture():
                draw_picture(self._canvas, mark, sheet, self._picture(mark.data))
            case Text() | Inset():
                raise AssertionError("texts and insets are drawn by _texts and _insets")


def _is_line(mark: Mark) -> bool:
    """Return whether a mark in a paragraph is an underline, a frame or a pictogram: not read."""
    return isinstance(mark, Box | Rule | Outline)

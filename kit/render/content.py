"""Pages as content streams: every mark drawn, and told apart as text, figure or decoration."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from kit.compose.page import Box, Code, Inset, Picture, Rule, Tag, Text
from kit.render.operators import (
    Sheet,
    box_operators,
    code_operators,
    inset_operators,
    picture_operators,
    rule_operators,
    text_operators,
)
from kit.render.pdf_file import Name, Stream
from kit.render.pdf_picture import add_picture
from kit.render.tags import Element, Structure, box_around, table_elements
from kit.units import PT_PER_MM

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from kit.compose.page import Block, Mark, Page
    from kit.render.pdf_file import PdfFile, Ref, Value
    from kit.render.pdf_fonts import EmbeddedFont


class Painter:
    """Draws a document's pages; fonts, pictures and repeated pages are shared among them."""

    def __init__(
        self,
        file: PdfFile,
        *,
        fonts: dict[int, EmbeddedFont],
        font_resources: dict[str, Value],
        joins_dashes: bool,
    ) -> None:
        self.structure = Structure()
        self.fonts = fonts
        self.joins_dashes = joins_dashes
        self._file = file
        self._font_resources = file.add(font_resources)
        self._pictures: dict[bytes, Ref] = {}
        self._shown: set[int] = set()
        self._forms: dict[int, Ref] = {}

    def draw(self, page: Page) -> tuple[Ref, Value]:
        """Return a page's content stream and its resources."""
        self.structure.begin_page()
        content = _Content(self, page, read=True)
        return self._file.add(Stream({}, content.to_bytes())), self._resources(content)

    def picture(self, data: bytes) -> Ref:
        """Return the image object of a picture, written once however often it is shown."""
        if data not in self._pictures:
            self._pictures[data] = add_picture(self._file, data)
        return self._pictures[data]

    def shows_first(self, page: Page) -> bool:
        """Return whether ``page`` has not been drawn inside another one yet."""
        first = id(page) not in self._shown
        self._shown.add(id(page))
        return first

    def form(self, page: Page) -> Ref:
        """Return a page as an object that many sheets show (8.10)."""
        if id(page) not in self._forms:
            content = _Content(self, page, read=False)
            entries: dict[str, Value] = {
                "Type": Name("XObject"),
                "Subtype": Name("Form"),
                "BBox": [0, 0, page.width_mm * PT_PER_MM, page.height_mm * PT_PER_MM],
                "Resources": self._resources(content),
            }
            self._forms[id(page)] = self._file.add(Stream(entries, content.to_bytes()))
        return self._forms[id(page)]

    def _resources(self, content: _Content) -> dict[str, Value]:
        resources: dict[str, Value] = {"Font": self._font_resources}
        if content.objects:
            resources["XObject"] = dict(content.objects)
        return resources


class _Content:
    """One content stream; ``read`` is False for what a screen reader has met before."""

    def __init__(self, painter: Painter, page: Page, *, read: bool) -> None:
        self.objects: dict[str, Ref] = {}
        self._painter = painter
        self._operators: list[str] = []
        self._draw_page(page, read=read)

    def to_bytes(self) -> bytes:
        return "\n".join(self._operators).encode("ascii")

    def _draw_page(self, page: Page, *, read: bool) -> None:
        sheet = Sheet(page.height_mm)
        for block in page.blocks:
            # A page inside a block brings its own blocks, and tags must not nest in tags.
            for is_inset, marks in groupby(block.marks, key=lambda mark: isinstance(mark, Inset)):
                if is_inset:
                    self._insets(marks, sheet, read=read and block.tag is not Tag.ARTIFACT)
                elif read:
                    self._tagged(block, tuple(marks), sheet)
                else:
                    self._draw(marks, sheet)

    def _insets(self, marks: Iterable[Mark], sheet: Sheet, *, read: bool) -> None:
        """Draw pages inside this one: in full at first sight, then as an object not read again.

        Marked content may not stand in an object that is shown twice (14.7.4.2).
        """
        for mark in marks:
            assert isinstance(mark, Inset)
            place = inset_operators(mark, sheet)
            if self._painter.shows_first(mark.page) and read:
                self._operators.append(f"q {place}")
                self._draw_page(mark.page, read=True)
                self._operators.append("Q")
            else:
                name = self._use(self._painter.form(mark.page))
                self._operators.append(f"/Artifact BMC q {place}/{name} Do Q EMC")

    def _tagged(self, block: Block, marks: tuple[Mark, ...], sheet: Sheet) -> None:
        match block.tag:
            case Tag.TABLE:
                self._table(marks, sheet)
            case Tag.FIGURE if block.alt:
                figure = Element("Figure", alt=block.alt, box_pt=box_around(marks, sheet.height_mm))
                self._runs(marks, sheet, lambda _: figure)
                self._painter.structure.add(figure)
            case Tag.FIGURE | Tag.ARTIFACT:  # a picture nobody describes is decoration
                self._runs(marks, sheet, lambda _: None)
            case _:
                text = Element(block.tag.value)
                self._runs(marks, sheet, lambda mark: None if _is_line(mark) else text)
                if text.marked:
                    self._painter.structure.add(text)

    def _table(self, marks: tuple[Mark, ...], sheet: Sheet) -> None:
        """Draw a table so that a screen reader can walk its rows and cells."""
        table, owners = table_elements(marks)
        self._runs(marks, sheet, lambda mark: owners.get(id(mark)))
        if table.children:
            self._painter.structure.add(table)

    def _runs(
        self, marks: Iterable[Mark], sheet: Sheet, element_of: Callable[[Mark], Element | None]
    ) -> None:
        """Draw ``marks``, neighbours of one element together; those of none are decoration."""
        for _, run in groupby(marks, key=lambda mark: id(element_of(mark))):
            members = tuple(run)
            element = element_of(members[0])
            if element is None:
                self._operators.append("/Artifact BMC")
            else:
                number = self._painter.structure.mark(element)
                self._operators.append(f"/{element.tag}<</MCID {number}>>BDC")
            self._draw(members, sheet)
            self._operators.append("EMC")

    def _draw(self, marks: Iterable[Mark], sheet: Sheet) -> None:
        for is_text, run in groupby(marks, key=lambda mark: isinstance(mark, Text)):
            drawn = [self._mark(mark, sheet) for mark in run]
            self._operators += ["BT", *drawn, "ET"] if is_text else drawn

    def _mark(self, mark: Mark, sheet: Sheet) -> str:
        match mark:
            case Text():
                painter = self._painter
                font = painter.fonts[mark.weight]
                return text_operators(mark, sheet, font, joins_dashes=painter.joins_dashes)
            case Box():
                return box_operators(mark, sheet)
            case Rule():
                return rule_operators(mark, sheet)
            case Code():
                return code_operators(mark, sheet)
            case Picture():
                name = self._use(self._painter.picture(mark.data))
                return picture_operators(mark, sheet, name)
            case Inset():
                raise AssertionError("insets are drawn between tags, by _insets")

    def _use(self, ref: Ref) -> str:
        """Return the name under which this stream's resources hold an object."""
        name = f"X{ref.number}"
        self.objects[name] = ref
        return name


def _is_line(mark: Mark) -> bool:
    """Return whether a mark in a paragraph is an underline or a frame: nothing to read."""
    return isinstance(mark, Box | Rule)

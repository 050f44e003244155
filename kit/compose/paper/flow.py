"""Flows: headings, paragraphs, lists, tables and pictures cut into pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from kit.compose.paper.page import Picture, Rule, Tag
from kit.compose.paper.pagination import paginate
from kit.compose.paper.strip import Strip, paragraph_strips, title_strips
from kit.compose.paper.table import Ruling, set_wide, table_strips
from kit.errors import LayoutError
from kit.text.typeset.linebreak import Align, Span
from kit.units import MM_PER_INCH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kit.compose.paper.grid import Grid
    from kit.compose.paper.page import PictureFile
    from kit.compose.paper.strip import Type
    from kit.text.typeset.metrics import Metrics


PICTURE_DPI = 150.0
"""A picture is never drawn larger than its pixels bear."""
_NARROW_EM = 22.0
"""In a narrower column the gaps of justified lines are seen: 2026 年 9 月."""


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one weight inside a paragraph."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading: level 1 is the sheet's title, then 一、 （一） and 1."""

    text: str
    level: int = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph, or an item of a list when it has a ``marker``."""

    runs: tuple[Run, ...]
    indent_em: float = 2.0
    align: Align = Align.JUSTIFY
    marker: str = ""
    depth: int = 0
    """How many lists and quotations it stands in."""
    gap_em: float | None = None
    """White space above it; None means the style's."""
    flush_right: bool = False
    with_next: bool = False
    with_before: bool = False
    """Never first on a page: it stands with the end of what is before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tabular:
    """A table with what stands above it."""

    grid: Grid
    caption: str = ""
    unit: str = ""
    ruling: Ruling = Ruling.ROWS
    type: Type | None = None
    together: bool = False
    """Kept on one page where it fits one: a form's signatures are not parted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture, by its file's name."""

    file: str
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Divider:
    """A short rule between two parts."""

    with_before: bool = False
    """Stands on the page of what is above it."""


@dataclass(frozen=True, slots=True)
class NewPage:
    """What follows begins a page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """Strips already set, such as the panel with the QR code."""

    strips: tuple[Strip, ...]


Element: TypeAlias = Heading | Paragraph | Tabular | Figure | Divider | NewPage | Panel


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowStyle:
    """How the elements of a flow are set."""

    body: Type
    cells: Type
    headings: tuple[Type, ...]
    """Types of heading levels 1, 2, …; the last serves all deeper ones."""
    gap_em: float = 0.3
    """White space between paragraphs, in em of the body."""
    ragged: bool = False
    """Its lines begin at the left edge and end where words end, as is read best in the hand."""
    title_align: Align = Align.CENTER
    beside_title_mm: float = 0.0
    """Room at the right of the title for what stands there."""
    heading_gap_em: float = 0.8


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """What turns elements into strips: the room, the widths of characters, the pictures."""

    style: FlowStyle
    metrics: Metrics
    width_mm: float
    page_mm: float
    """Height of the text area of a page."""
    pictures: Mapping[str, PictureFile] = field(default_factory=dict)

    def strips(self, elements: Sequence[Element]) -> tuple[Strip, ...]:
        """Return the strips of all elements in order.

        Raises:
            LayoutError: A table is too wide, or a picture is missing.
        """
        strips: list[Strip] = []
        before: Element | None = None
        for element in elements:
            made = () if isinstance(element, NewPage) else self._element(element)
            if made:
                if strips and isinstance(element, Paragraph | Divider) and element.with_before:
                    strips[-1] = replace(strips[-1], with_next=True)
                gap_mm = max(made[0].gap_mm, self._gap_after(before))
                first = replace(made[0], gap_mm=gap_mm, new_page=isinstance(before, NewPage))
                strips += (first, *made[1:])
            before = element
        return tuple(strips)

    def pages(
        self, elements: Sequence[Element], *, first_mm: float | None = None
    ) -> tuple[tuple[Strip, ...], ...]:
        """Return the strips of every page; the first may have more room than the others.

        Raises:
            LayoutError: As :meth:`strips`, or something alone is higher than a page.
        """
        return paginate(self.strips(elements), page_mm=self.page_mm, first_mm=first_mm)

    def _gap_after(self, element: Element | None) -> float:
        """Return the white space a table or a picture keeps below it."""
        stands_alone = isinstance(element, Tabular | Figure)
        return self.style.heading_gap_em * self.style.body.em_mm if stands_alone else 0.0

    def _element(
        self, element: Heading | Paragraph | Tabular | Figure | Divider | Panel
    ) -> tuple[Strip, ...]:
        match element:
            case Heading():
                return self._heading(element)
            case Paragraph():
                return self._paragraph(element)
            case Tabular():
                return self._tabular(element)
            case Figure():
                return self._figure(element)
            case Divider():
                return self._divider()
            case Panel():
                return element.strips

    def _heading(self, heading: Heading) -> tuple[Strip, ...]:
        kinds = self.style.headings
        kind = kinds[min(heading.level, len(kinds)) - 1]
        gap_mm = self.style.heading_gap_em * self.style.body.em_mm
        if heading.level == 1:
            return title_strips(
                heading.text,
                self.metrics,
                kind,
                width_mm=self.width_mm - self.style.beside_title_mm,
                smallest_pt=self.style.body.size_pt,
                gap_mm=gap_mm,
                align=self.style.title_align,
            )
        strips = paragraph_strips(
            (Span(heading.text, kind.weight),),
            self.metrics,
            kind,
            width_mm=self.width_mm,
            indent_em=0.0 if heading.level < 4 else 2.0,
            align=Align.LEFT,
            gap_mm=gap_mm,
        )
        return tuple(replace(strip, tag=Tag.HEADING, with_next=True) for strip in strips)

    def _paragraph(self, paragraph: Paragraph) -> tuple[Strip, ...]:
        kind = self.style.body
        gap_em = self.style.gap_em if paragraph.gap_em is None else paragraph.gap_em
        left_mm = 2 * kind.em_mm * paragraph.depth
        narrow = self.style.ragged or self.width_mm < _NARROW_EM * kind.em_mm
        if narrow and paragraph.align is Align.JUSTIFY:
            paragraph = replace(paragraph, align=Align.LEFT, indent_em=0.0)
        strips = paragraph_strips(
            spans_of(paragraph.runs, kind),
            self.metrics,
            kind,
            width_mm=self.width_mm,
            left_mm=left_mm + self._marker_mm(paragraph),
            indent_em=0.0 if paragraph.marker else paragraph.indent_em,
            align=paragraph.align,
            flush_right=paragraph.flush_right,
            gap_mm=gap_em * kind.em_mm,
            with_next=paragraph.with_next,
        )
        if not paragraph.marker or not strips:
            return strips
        marker = self._marker(paragraph.marker, left_mm)
        return (replace(strips[0], marks=(*marker.marks, *strips[0].marks)), *strips[1:])

    def _marker_mm(self, paragraph: Paragraph) -> float:
        """Return the room for a list's marker: what it needs, in whole ems."""
        if not paragraph.marker:
            return 0.0
        kind = self.style.body
        needed = sum(self.metrics.advance_em(c, kind.weight) for c in paragraph.marker) + 0.5
        return max(2.0, needed) * kind.em_mm

    def _marker(self, marker: str, left_mm: float) -> Strip:
        kind = self.style.body
        return paragraph_strips(
            (Span(marker, kind.weight),),
            self.metrics,
            kind,
            width_mm=self.width_mm,
            left_mm=left_mm + (0.5 * kind.em_mm if len(marker) == 1 else 0.0),
            align=Align.LEFT,
        )[0]

    def _tabular(self, tabular: Tabular) -> tuple[Strip, ...]:
        kind = tabular.type or self.style.cells
        table = set_wide(
            tabular.grid, self.metrics, kind, width_mm=self.width_mm, ruling=tabular.ruling
        )
        gap = self.style.heading_gap_em * self.style.body.em_mm
        above = self._caption(tabular, gap)
        rows = table_strips(table, page_mm=self.page_mm, gap_mm=0.25 * kind.em_mm if above else gap)
        if tabular.together:
            rows = (*(replace(row, with_next=True) for row in rows[:-1]), *rows[-1:])
        return (*above, *rows)

    def _caption(self, tabular: Tabular, gap_mm: float) -> tuple[Strip, ...]:
        """Return the caption in the middle, with the unit of its figures at the right below."""
        kind = self.style.cells
        strips: tuple[Strip, ...] = ()
        unit = f"单位：{tabular.unit}" if tabular.unit else ""
        for text, weight, right in ((tabular.caption, kind.bold, False), (unit, kind.weight, True)):
            if text:
                strips += paragraph_strips(
                    (Span(text, weight),),
                    self.metrics,
                    kind,
                    width_mm=self.width_mm,
                    align=Align.CENTER,
                    flush_right=right,
                    gap_mm=0.0 if strips else gap_mm,
                    with_next=True,
                )
        return tuple(replace(strip, with_next=True) for strip in strips)

    def _figure(self, figure: Figure) -> tuple[Strip, ...]:
        picture = self.pictures.get(figure.file)
        if picture is None:
            raise LayoutError(
                f"正文要用图片“{figure.file}”，但没有找到。",
                "请把图片放在事项文件旁边，并写进“图片”。",
            )
        natural_mm = picture.width_px / PICTURE_DPI * MM_PER_INCH
        # A picture may take most of a page, never all: its words must stand beside it.
        scale = min(
            1.0,
            self.width_mm / natural_mm,
            0.8 * self.page_mm * picture.width_px / (natural_mm * picture.height_px),
        )
        width = natural_mm * scale
        height = width * picture.height_px / picture.width_px
        mark = Picture(
            x_mm=(self.width_mm - width) / 2,
            y_mm=0.0,
            width_mm=width,
            height_mm=height,
            data=picture.data,
        )
        gap = self.style.heading_gap_em * self.style.body.em_mm
        shown = Strip(
            height_mm=height,
            marks=(mark,),
            tag=Tag.FIGURE,
            gap_mm=gap,
            alt=figure.alt or figure.file,
            with_next=bool(figure.alt),
        )
        return (shown, *self._legend(figure.alt))

    def _legend(self, alt: str) -> tuple[Strip, ...]:
        kind = self.style.cells
        return paragraph_strips(
            (Span(alt, kind.weight),) if alt else (),
            self.metrics,
            kind,
            width_mm=self.width_mm,
            align=Align.CENTER,
            gap_mm=0.2 * kind.em_mm,
        )

    def _divider(self) -> tuple[Strip, ...]:
        em = self.style.body.em_mm
        rule = Rule(
            x1_mm=self.width_mm / 3, y1_mm=em / 2, x2_mm=self.width_mm * 2 / 3, y2_mm=em / 2,
            width_mm=0.3,
        )  # fmt: skip
        return (Strip(height_mm=em, marks=(rule,), tag=Tag.ARTIFACT, gap_mm=em / 2),)


def plain(text: str, *, bold: bool = False, gap_em: float | None = None) -> Paragraph:
    """Return a text as a paragraph that begins at the left edge."""
    return Paragraph(runs=(Run(text, bold=bold),), indent_em=0.0, gap_em=gap_em)


def middle(text: str, *, bold: bool = False, gap_em: float | None = None) -> Paragraph:
    """Return a text in the middle of its line."""
    return replace(plain(text, bold=bold, gap_em=gap_em), align=Align.CENTER)


def ragged(text: str, *, bold: bool = False, gap_em: float | None = None) -> Paragraph:
    """Return a text that begins at the left edge and ends where its words end."""
    return replace(plain(text, bold=bold, gap_em=gap_em), align=Align.LEFT)


def numbered(texts: Iterable[str], gap_em: float) -> Iterator[Paragraph]:
    """Yield the texts as a list that counts."""
    for number, text in enumerate(texts, start=1):
        yield Paragraph(runs=(Run(text),), marker=f"{number}.", gap_em=gap_em)


def spans_of(runs: Sequence[Run], kind: Type) -> tuple[Span, ...]:
    """Return the runs with their weights."""
    return tuple(Span(run.text, kind.bold if run.bold else kind.weight) for run in runs)

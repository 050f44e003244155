"""ReportLab's canvas, and what it lacks: tags, placed glyphs, streams that archives accept.

ReportLab writes the file; decision 0002 tells why, and lists the private parts of it that are
touched. All of them are touched in this module, for the version the project is pinned to.
"""

from __future__ import annotations

import hashlib
import zlib
from contextlib import contextmanager
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from reportlab import rl_config, rl_settings
from reportlab.pdfbase.pdfdoc import (
    BasicFonts,
    PDFArray,
    PDFCatalog,
    PDFDictionary,
    PDFInfo,
    PDFName,
    PDFObject,
    PDFPage,
    PDFStream,
    PDFString,
)
from reportlab.pdfbase.pdfdoc import format as in_file
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import FILL_EVEN_ODD, FILL_NON_ZERO, PATH_OPS, Canvas

from kit.model.township import Flip

if TYPE_CHECKING:
    from collections.abc import Iterator

# Nor may an output depend on the environment, which ReportLab asks for every setting.
for _setting in rl_settings.__all__:
    if not _setting.endswith("SearchPath"):
        setattr(rl_config, _setting, getattr(rl_settings, _setting))

LANGUAGE = "zh-CN"
PRODUCER = "township-kit"

# ReportLab wants the name of a font before anything is drawn, and would write Helvetica, which
# PDF/A forbids. A dynamic font is one that is written by whoever sets text in it: here pdf_fonts.
_PLACED = "placed-by-township-kit"
registerFont(
    SimpleNamespace(
        fontName=_PLACED, face=SimpleNamespace(name=_PLACED), _dynamicFont=True, _multiByte=0
    )
)

_NO_IDENTIFIER = b"0" * 32
_DUPLEX = {Flip.SHORT_EDGE: "DuplexFlipShortEdge", Flip.LONG_EDGE: "DuplexFlipLongEdge"}


class Stream(PDFStream):  # type: ignore[misc]  # ReportLab has no types
    """A stream that ends its line before ``endstream`` (ISO 19005-2, 6.1.7.1).

    It is compressed here: ReportLab would wrap it in ASCII85 besides, a quarter larger, unless
    told otherwise for the whole process or by the environment.
    """

    def __init__(
        self, data: bytes, entries: dict[str, Any] | None = None, *, level: int = 6
    ) -> None:
        own = dict(entries or {})
        if level and "Filter" not in own:
            data, own["Filter"] = zlib.compress(data, level), "/FlateDecode"
        super().__init__(PDFDictionary(own), data)

    def format(self, document: Any) -> bytes:
        """Return the stream as it stands in the file; ReportLab writes no line end."""
        told = {"Length": len(self.content)} | self.dictionary.dict
        entries = [b"/%b %b" % (key.encode(), in_file(told[key], document)) for key in told]
        return b"<<%b>>\nstream\n%b\nendstream\n" % (b"".join(entries), self.content)


class Written(PDFObject):  # type: ignore[misc]  # ReportLab has no types
    """An object whose text is told once all it points to has a number.

    A sheet's tags are hundreds of small ones; as ReportLab's own dictionaries, sorted and
    formatted entry by entry, they took a quarter of the time of a file.
    """

    text: str = ""

    def format(self, document: Any) -> bytes:  # noqa: ARG002 - asked for by ReportLab
        """Return the text as it stands in the file."""
        return self.text.encode("ascii")


class _Info(PDFInfo):  # type: ignore[misc]  # ReportLab has no types
    """What the file says of itself; all of it must be said again in XMP (19005-2, 6.6.3)."""

    def format(self, document: Any) -> bytes:
        """Return title and producer alone: no author, no subject, no date."""
        entries = {"Title": PDFString(self.title), "Producer": PDFString(self.producer)}
        written: bytes = PDFDictionary(entries).format(document)
        return written


class SheetCanvas(Canvas):  # type: ignore[misc]  # ReportLab has no types
    """A canvas whose file is tagged, the same every time, and free of fonts not embedded."""

    def __init__(self, title: str, *, flip: Flip | None = None) -> None:
        super().__init__(
            "",
            invariant=1,
            pageCompression=1,
            pdfVersion=(1, 7),
            lang=LANGUAGE,
            initialFontName=_PLACED,
        )
        # Left alone, the identifier comes from the title and SOURCE_DATE_EPOCH, not the pages.
        self._doc._ID = b"[<%b><%b>]" % (_NO_IDENTIFIER, _NO_IDENTIFIER)  # noqa: SLF001 - no setter
        self._doc.info = _Info()
        self.setTitle(title)
        self.setProducer(PRODUCER)
        self._doc.Catalog.ViewerPreferences = PDFDictionary(_preferences(flip))
        self.page_references: list[str] = []

    def add(self, value: Any) -> Any:
        """Return a reference to ``value``, which becomes an object of the file."""
        return self._doc.Reference(value)

    def put(self, value: str | Stream) -> str:
        """Return what refers to ``value``, which becomes an object of the file."""
        if isinstance(value, str):
            written, reference = self.reserve()
            written.text = value
            return reference
        self._doc.Reference(value)
        return f"{self._doc.objectcounter} 0 R"

    def reserve(self) -> tuple[Written, str]:
        """Return a new object of the file, to be written later, and what refers to it."""
        written = Written()
        self._doc.Reference(written)
        return written, f"{self._doc.objectcounter} 0 R"

    def add_font(self, resource: str, reference: Any) -> None:
        """Put a font into the dictionary that all pages share, as ReportLab's own fonts do."""
        self._doc.idToObject[BasicFonts][resource] = reference

    def add_image(self, name: str, image: Stream) -> None:
        """Keep an image, to be drawn with ``doForm`` as often as wanted.

        ``drawImage`` would unfold and pack it its own way, in streams no archive accepts.
        """
        self._doc.addForm(name, image)

    def add_structure(self, tree: str, *, metadata: Stream, intent: Any) -> None:
        """Tell the catalogue of the tags, the standards kept, and what the colours mean."""
        catalog = self._doc.Catalog
        # ReportLab writes the entries it has in its list; this one it does not know.
        catalog.__NoDefault__ = [*PDFCatalog.__NoDefault__, "OutputIntents"]
        catalog.StructTreeRoot = tree
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.Metadata = metadata
        catalog.OutputIntents = PDFArray([intent])

    def end_page(self) -> None:
        """End the page; it is the next in the structure's parent tree (32000-1, 14.7.4.4)."""
        name = self._doc.thisPageName()
        self.showPage()
        number, _ = self._doc.idToObjectNumberAndVersion[name]
        self.page_references.append(f"{number} 0 R")
        page = self._doc.Pages[-1]
        page.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = len(self.page_references) - 1
        page.Tabs = PDFName("S")
        page.Trans = None  # an empty one is written otherwise
        page.Contents = Stream(page.stream.encode("ascii"))

    def end_form(self, name: str) -> None:
        """End what ``beginForm`` began under ``name``."""
        self.endForm()
        form = self._doc.idToObject[self._doc.getXObjectName(name)]
        form.Contents = Stream(form.stream)

    def to_bytes(self) -> bytes:
        """Return the file; its identifier comes from all of it: the same sheet, the same bytes."""
        pdf: bytes = self.getpdfdata()
        end = pdf.rindex(b"trailer")
        identifier = hashlib.sha256(pdf).hexdigest()[: len(_NO_IDENTIFIER)]
        return pdf[:end] + pdf[end:].replace(_NO_IDENTIFIER, identifier.encode())

    def fill_path(self, operators: str, *, fill_mode: int = FILL_EVEN_ODD) -> None:
        """Fill what the operators outline: ReportLab's own takes a path of its own objects."""
        self._code += [f"n {operators}", PATH_OPS[0, 1, fill_mode]]

    def show_glyphs(self, operators: str) -> None:
        """Draw a text: ReportLab's own has no call for glyphs at places of their own."""
        self._code.append(f"BT {operators} ET")

    @contextmanager
    def tagged(self, tag: str, number: int | None = None) -> Iterator[None]:
        """Mark what is drawn inside as content ``number`` of its page; without, as decoration."""
        self._code.append(f"/{tag} BMC" if number is None else f"/{tag}<</MCID {number}>>BDC")
        yield
        self._code.append("EMC")

    @contextmanager
    def saved(self) -> Iterator[None]:
        """Undo clips and transformations made inside."""
        self.saveState()
        yield
        self.restoreState()

    def clip_to(self, x_pt: float, y_pt: float, width_pt: float, height_pt: float) -> None:
        """Cut away all that is drawn from now on outside a rectangle."""
        path = self.beginPath()
        path.rect(x_pt, y_pt, width_pt, height_pt)
        self.clipPath(path, stroke=0, fill=0, fillMode=FILL_NON_ZERO)


def _preferences(flip: Flip | None) -> dict[str, Any]:
    """Return what print dialogues begin with (32000-1, table 150), ReportLab's own lacking a part.

    Whoever prints at 97 % moves the cuts and shrinks the type below what was measured.
    """
    entries = {
        "DisplayDocTitle": "true",
        "PrintScaling": PDFName("None"),
        "PickTrayByPDFSize": "true",
    }
    return entries if flip is None else entries | {"Duplex": PDFName(_DUPLEX[flip])}

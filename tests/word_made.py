"""Word documents made part by part, in the manners of Word and of WPS."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from collections.abc import Mapping

_SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "v": "urn:schemas-microsoft-com:vml",
}
NAMES = " ".join(f'xmlns:{short}="{long}"' for short, long in _SPACES.items())
STRICT = (
    "schemas.openxmlformats.org/wordprocessingml/2006/main",
    "purl.oclc.org/ooxml/wordprocessingml/main",
)
_CHANGE = 'w:id="1" w:author="a" w:date="2026-11-01T00:00:00Z"'

LISTS = (
    ("chineseCounting", "%1、"),
    ("decimal", "%1."),
    ("decimal", "（%1）"),
    ("chineseCountingThousand", "第%1条　"),
    ("decimalEnclosedCircle", "%1"),
)
"""Automatic numbers by their list: 1 is 一、 2 is 1. 3 is （1） 4 is 第一条 5 is ①."""


@dataclass(frozen=True)
class Xml:
    """A piece of a document that is written as it stands."""

    text: str


def run(text: str, *, size_pt: int = 0, extra: str = "") -> str:
    """Return runs, with breaks where the text has line ends and tabs."""
    size = f'<w:sz w:val="{size_pt * 2}"/>' if size_pt else ""
    made = []
    for place, line in enumerate(text.split("\n")):
        made.append("<w:r><w:br/></w:r>" if place else "")
        for at, part in enumerate(line.split("\t")):
            made.append("<w:r><w:tab/></w:r>" if at else "")
            if part:
                looks = f"<w:rPr>{extra}{size}</w:rPr>"
                made.append(f'<w:r>{looks}<w:t xml:space="preserve">{escape(part)}</w:t></w:r>')
    return "".join(made)


def cut_at_scripts(text: str) -> str:
    """Return runs as WPS writes them: one for each change of script, 2026 │ 年 │ 12 │ 月."""
    parts = ("".join(group) for _, group in groupby(text, key=str.isascii))
    return "".join(run(part, extra='<w:rFonts w:hint="eastAsia"/>') for part in parts)


def para(
    text: str | Xml = "",
    *,
    at: str = "",
    size_pt: int = 0,
    style: str = "",
    numbered: int = 0,
    level: int = 0,
    by_wps: bool = False,
    mark_deleted: bool = False,
) -> str:
    """Return a paragraph; ``numbered`` is the list that numbers it."""
    # WPS leaves out the level of the outermost.
    told = "" if by_wps and not level else f'<w:ilvl w:val="{level}"/>'
    number = f'<w:numPr>{told}<w:numId w:val="{numbered}"/></w:numPr>' if numbered else ""
    looks = (
        (f'<w:pStyle w:val="{style}"/>' if style else "")
        + number
        + (f'<w:jc w:val="{at}"/>' if at else "")
        + (f"<w:rPr><w:del {_CHANGE}/></w:rPr>" if mark_deleted else "")
    )
    if isinstance(text, Xml):
        inside = text.text
    else:
        inside = cut_at_scripts(text) if by_wps else run(text, size_pt=size_pt)
    return f"<w:p><w:pPr>{looks}</w:pPr>{inside}</w:p>"


def inserted(text: str) -> str:
    return f"<w:ins {_CHANGE}>{run(text)}</w:ins>"


def deleted(text: str) -> str:
    return f"<w:del {_CHANGE}><w:r><w:delText>{text}</w:delText></w:r></w:del>"


def boxed(*paragraphs: str) -> Xml:
    """Return a text box as both programs write it: twice, the second for old readers."""
    inside = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    shape = f"<wps:wsp><wps:txbx>{inside}</wps:txbx></wps:wsp>"
    picture = f"<a:graphic><a:graphicData>{shape}</a:graphicData></a:graphic>"
    new = f"<w:drawing><wp:inline>{picture}</wp:inline></w:drawing>"
    old = f"<w:pict><v:shape><v:textbox>{inside}</v:textbox></v:shape></w:pict>"
    return Xml(
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{new}</mc:Choice>'
        f"<mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>"
    )


def word_art(text: str) -> Xml:
    return Xml(f'<w:r><w:pict><v:shape><v:textpath string="{text}"/></v:shape></w:pict></w:r>')


@dataclass(frozen=True)
class Wide:
    """A cell over several columns."""

    text: str
    columns: int


DOWN = "↓"
"""Begins the text of a cell that goes on below; alone it is the lower part."""


def table(*rows: tuple[str | Wide, ...]) -> str:
    made = []
    for row in rows:
        cells = []
        for cell in row:
            text, span = (cell.text, cell.columns) if isinstance(cell, Wide) else (cell, 1)
            looks = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
            if text.startswith(DOWN):
                begins = ' w:val="restart"' if len(text) > 1 else ""
                looks += f"<w:vMerge{begins}/>"
                text = text[1:]
            lines = "".join(para(line) for line in text.split("\n"))
            cells.append(f"<w:tc><w:tcPr>{looks}</w:tcPr>{lines}</w:tc>")
        made.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl>{''.join(made)}</w:tbl>"


def _numbering() -> str:
    kinds = "".join(
        f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl></w:abstractNum>'
        for n, (form, text) in enumerate(LISTS)
    )
    lists = "".join(
        f'<w:num w:numId="{n + 1}"><w:abstractNumId w:val="{n}"/></w:num>'
        for n in range(len(LISTS))
    )
    return f"<w:numbering {NAMES}>{kinds}{lists}</w:numbering>"


_STYLES = (
    f'<w:styles {NAMES}><w:style w:styleId="1"><w:name w:val="Normal"/></w:style>'
    '<w:style w:styleId="a3"><w:name w:val="公文标题"/><w:basedOn w:val="1"/>'
    '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:sz w:val="44"/></w:rPr></w:style>'
    '<w:style w:styleId="a4"><w:name w:val="副标题"/><w:basedOn w:val="a3"/></w:style></w:styles>'
)
TITLE, BELOW_TITLE = "a3", "a4"


def document(
    *body: str,
    notes: tuple[str, ...] = (),
    strict: bool = False,
    parts: Mapping[str, str] | None = None,
) -> bytes:
    """Return a docx of ``body``; ``notes`` are its footnotes, ``parts`` further ones by name."""
    made = {
        "word/document.xml": f"<w:document {NAMES}><w:body>{''.join(body)}</w:body></w:document>",
        "word/styles.xml": _STYLES,
        "word/numbering.xml": _numbering(),
    }
    if notes:
        rule = '<w:footnote w:type="separator" w:id="-1"><w:p/></w:footnote>'
        told = "".join(
            f'<w:footnote w:id="{n}">{para(text)}</w:footnote>' for n, text in enumerate(notes, 1)
        )
        made["word/footnotes.xml"] = f"<w:footnotes {NAMES}>{rule}{told}</w:footnotes>"
    made |= parts or {}
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in made.items():
            archive.writestr(name, text.replace(*STRICT) if strict else text)
    return stream.getvalue()


def note_mark(number: int) -> str:
    return f'<w:r><w:footnoteReference w:id="{number}"/></w:r>'

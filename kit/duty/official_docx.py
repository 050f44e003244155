"""An official paper as a Word document (.docx), which WPS opens too.

Written part by part: there are five of them, and the same paper gives the same bytes. Typefaces
are those of GB/T 9704 by the names under which offices have them; none is put into the file.
"""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from kit.duty.official import PaperHeading, PaperTitle, SpanTable

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.duty.official import PaperBlock, PaperParagraph, SpanCell

_BODY, _HEAD, _SECOND, _TITLE = "仿宋_GB2312", "黑体", "楷体_GB2312", "方正小标宋简体"
_BODY_PT, _TITLE_PT, _CELL_PT, _FORM_PT = 16.0, 22.0, 10.5, 12.0
_LINE_PT = 28.8
_MADE = (1980, 1, 1, 0, 0, 0)
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    f'{_XML}<Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    f'<Override PartName="/word/document.xml" ContentType="{_TYPE}.document.main+xml"/>'
    f'<Override PartName="/word/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>'
)
_RELS = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    "</Relationships>"
)
_OF_DOCUMENT = (
    f'{_XML}<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/styles" Target="styles.xml"/></Relationships>'
)


def paper_docx(blocks: Sequence[PaperBlock]) -> bytes:
    """Return a paper as a document: A4 with the margins of GB/T 9704."""
    body = "".join(part for block in blocks for part in _block(block))
    document = f'{_XML}<w:document xmlns:w="{_W}"><w:body>{body}{_section()}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELS,
        "word/_rels/document.xml.rels": _OF_DOCUMENT,
        "word/document.xml": document,
        "word/styles.xml": _styles(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, text in parts.items():
            entry = zipfile.ZipInfo(name, _MADE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # the same on Linux and Windows
            package.writestr(entry, text.encode())
    return out.getvalue()


def _block(block: PaperBlock) -> Iterator[str]:
    if isinstance(block, SpanTable):
        yield _table(block)
        # Without a paragraph between them Word joins a table to the next.
        yield '<w:p><w:pPr><w:spacing w:line="240" w:lineRule="exact"/></w:pPr></w:p>'
    elif isinstance(block, PaperTitle):
        yield _paragraph(block.text, _TITLE, _TITLE_PT, align="center", indent=False)
    elif isinstance(block, PaperHeading):
        face = _HEAD if block.level == 1 else _SECOND
        yield _paragraph(block.text, face, _BODY_PT, with_next=True)
    else:
        yield _running(block)


def _running(block: PaperParagraph) -> str:
    if block.signs:
        before_pt = 1.5 * _LINE_PT if block.is_apart else 0.0
        return _paragraph(
            block.text, _BODY, _BODY_PT, align="right", indent=False, before_pt=before_pt
        )
    if block.is_address:
        return _paragraph(block.text, _BODY, _BODY_PT, align="left", indent=False)
    return _paragraph(block.text, _BODY, _BODY_PT)


def _paragraph(
    text: str,
    face: str,
    size_pt: float,
    *,
    align: str = "both",
    indent: bool = True,
    with_next: bool = False,
    before_pt: float = 0.0,
) -> str:
    # Word and WPS take the indent by characters, LibreOffice only the one by points.
    first = round(size_pt * 2 * 20)
    indented = f'<w:ind w:firstLineChars="200" w:firstLine="{first}"/>' if indent else ""
    return (
        f"<w:p><w:pPr>{'<w:keepNext/>' if with_next else ''}"
        f'<w:spacing w:before="{round(before_pt * 20)}" w:after="0" '
        f'w:line="{round(_LINE_PT * 20)}" w:lineRule="exact"/>'
        f'{indented}<w:jc w:val="{align}"/></w:pPr>'
        f"{_run(text, face, size_pt)}</w:p>"
    )


def _run(text: str, face: str, size_pt: float) -> str:
    size = round(size_pt * 2)
    return (
        f"<w:r><w:rPr>{_fonts(face)}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'
    )


def _fonts(face: str) -> str:
    """Return all four slots: the one for Chinese alone leaves figures in the theme's face."""
    latin = "Times New Roman"
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:cs="{latin}" w:eastAsia="{face}"/>'


def _table(table: SpanTable) -> str:
    twips = [_twips(width_mm) for width_mm in table.widths_mm]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in twips)
    border = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(f"<w:{side} {border}/>" for side in sides)
    rows = "".join(_row(table, number, twips) for number in range(table.rows))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(twips)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{borders}</w:tblBorders><w:tblLayout w:type="fixed"/>'
        '<w:tblCellMar><w:left w:w="40" w:type="dxa"/><w:right w:w="40" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def _row(table: SpanTable, number: int, twips: list[int]) -> str:
    here = sorted(
        (one for one in table.cells if one.top <= number < one.top + one.rows),
        key=lambda one: one.left,
    )
    # Each of the tables fits a page, and what adds up is not to be parted.
    whole = number < table.rows - 1
    header = "<w:tblHeader/>" if number < table.head_rows else ""
    size_pt = _FORM_PT if table.is_form else _CELL_PT
    cells = "".join(_cell(one, number, twips, size_pt, with_next=whole) for one in here)
    least = _twips(table.least_row_mm)
    height = f'<w:trHeight w:val="{least}" w:hRule="atLeast"/>' if least else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{header}</w:trPr>{cells}</w:tr>"


def _cell(cell: SpanCell, row: int, twips: list[int], size_pt: float, *, with_next: bool) -> str:
    width = sum(twips[cell.left : cell.left + cell.columns])
    across = f'<w:gridSpan w:val="{cell.columns}"/>' if cell.columns > 1 else ""
    down = ""
    if cell.rows > 1:
        down = '<w:vMerge w:val="restart"/>' if row == cell.top else "<w:vMerge/>"
    face = _HEAD if cell.is_head else _BODY
    text = _run(cell.text, face, size_pt) if row == cell.top else ""
    keep = "<w:keepNext/>" if with_next else ""
    align = "left" if cell.at_left else "center"
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{across}{down}'
        f'<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>{keep}'
        f'<w:spacing w:before="30" w:after="30" w:line="{round(size_pt * 24)}" w:lineRule="exact"/>'
        f'<w:jc w:val="{align}"/></w:pPr>{text}</w:p></w:tc>'
    )


def _section() -> str:
    top, bottom, left, right = map(_twips, (37.0, 35.0, 28.0, 26.0))
    return (
        f'<w:sectPr><w:pgSz w:w="{_twips(210.0)}" w:h="{_twips(297.0)}"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" '
        'w:header="851" w:footer="992" w:gutter="0"/></w:sectPr>'
    )


def _styles() -> str:
    size = round(_BODY_PT * 2)
    return (
        f'{_XML}<w:styles xmlns:w="{_W}"><w:docDefaults><w:rPrDefault><w:rPr>'
        f'{_fonts(_BODY)}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN"/></w:rPr></w:rPrDefault></w:docDefaults>'
        '<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/>'
        "</w:style></w:styles>"
    )


def _twips(length_mm: float) -> int:
    return round(length_mm / 25.4 * 1440)

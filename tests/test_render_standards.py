"""PDF/A-2b and PDF/UA-1 as far as our own sheets can break them.

veraPDF is in no package registry the project reaches, so its rules are checked here one by
one; docs/decisions/0002-pdf-quality.md lists them with their clauses.
"""

from __future__ import annotations

import re
from io import BytesIO
from itertools import chain
from xml.etree import ElementTree as ET

import pikepdf
import pytest
import uharfbuzz
from PIL import Image, ImageCms

from kit.compose.paper.page import (
    Block,
    Box,
    Code,
    Document,
    Ink,
    Inset,
    Page,
    Picture,
    Rule,
    Tag,
    Text,
)
from kit.fonts import load_typeface
from kit.render.metadata import srgb_profile
from kit.render.pdf import write_pdf

FACE = load_typeface()
TITLE = "交明年的居民医保（样例）"
PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "TJ", "Tj", "'", '"', "sh", "BI"}
# All that our sheets need; no operator of a device colour space but grey and RGB is among them.
OPERATORS = "q Q cm re W n f f* S B B* m l w d g G rg RG BT ET Tf Tm TJ Tz Do BDC BMC EMC"


def line(
    characters: str, y_mm: float, *, weight: int = 500, cell: tuple[int, int] | None = None
) -> Text:
    offsets = [
        sum(FACE.advance_em(c, weight) for c in characters[:i]) for i in range(len(characters))
    ]
    return Text(
        x_mm=10 if cell is None else 10 + 40 * cell[1],
        y_mm=y_mm,
        characters=characters,
        offsets_em=tuple(offsets),
        size_pt=20,
        weight=weight,
        cell=cell,
    )


def picture() -> bytes:
    out = BytesIO()
    Image.new("RGBA", (9, 9), (255, 0, 0, 128)).save(out, "PNG")
    return out.getvalue()


def everything(*, photo_alt: str = "照片") -> bytes:
    """A document with every kind of mark and tag, a page shown three times, and two dashes."""
    code = Code(x_mm=100, y_mm=60, side_mm=30, payload="https://dx.ydgov.cn/D/26W48-03")
    photo = Picture(x_mm=60, y_mm=60, width_mm=20, height_mm=20, data=picture())
    rule = Rule(x1_mm=10, y1_mm=62, x2_mm=90, y2_mm=62, width_mm=0.2, dash_mm=(2, 1))
    cells = [
        line(text, 70 + 10 * r, cell=(r, c))
        for r, row in enumerate(("项元", "医4"))
        for c, text in enumerate(row)
    ]
    blocks = (
        Block(
            tag=Tag.ARTIFACT, marks=(Box(x_mm=0, y_mm=0, width_mm=148, height_mm=9, fill=Ink.RED),)
        ),
        Block(tag=Tag.TITLE, marks=(line("交医保", 20, weight=900),)),
        Block(tag=Tag.HEADING, marks=(line("怎么办——带证件", 30),)),
        Block(
            tag=Tag.PARAGRAPH, marks=(line("每人400元·", 40), rule, line("大溪乡", 50, weight=400))
        ),
        Block(tag=Tag.TABLE, marks=(*cells[:2], rule, *cells[2:])),
        Block(tag=Tag.FIGURE, marks=(code,), alt="二维码：扫码看全文"),
        Block(tag=Tag.FIGURE, marks=(photo,), alt=photo_alt),
        Block(tag=Tag.FIGURE, marks=(photo,)),
    )
    inner = Page(width_mm=148, height_mm=105, blocks=blocks)
    clip = (0.0, 0.0, 148.0, 105.0)
    insets = tuple(Inset(page=inner, x_mm=0, y_mm=105 * n, clip_mm=clip) for n in range(3))
    outer = Page(width_mm=148, height_mm=210, blocks=(Block(tag=Tag.PARAGRAPH, marks=insets),))
    return write_pdf(Document(title=TITLE, pages=(inner, outer)), FACE)


PDF = everything()


@pytest.fixture
def document() -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(PDF))


def fonts_of(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    return list(document.pages[0].Resources.Font.values())


def streams_of(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [thing for thing in document.objects if isinstance(thing, pikepdf.Stream)]


def elements_of(element: pikepdf.Object) -> list[pikepdf.Object]:
    """Return the element and all below it, in reading order."""
    kids = element.get("/K", pikepdf.Array())
    found = [element]
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary):
            found += elements_of(kid)
    return found


def test_the_header_marks_the_file_as_binary() -> None:
    head, mark = PDF.split(b"\n")[:2]

    assert head == b"%PDF-1.7"
    assert mark[0] == ord("%")
    assert min(mark[1:5]) > 127


def test_every_stream_is_as_long_as_it_says_and_ends_its_line() -> None:
    starts = list(re.finditer(rb"/Length (\d+)(?:(?!endobj).)*?>>\nstream\n", PDF, re.DOTALL))

    assert len(starts) == PDF.count(b"endstream") > 10
    for start in starts:
        after = start.end() + int(start[1])
        assert PDF[after : after + 11] == b"\nendstream\n"


def test_the_file_has_an_identifier_no_encryption_and_nothing_after_its_end(
    document: pikepdf.Pdf,
) -> None:
    assert len(document.trailer.ID) == 2
    assert not document.is_encrypted
    assert PDF.endswith(b"%%EOF\n")
    assert document.check_pdf_syntax() == []


def test_the_identifier_changes_with_anything_in_the_file_and_nothing_outside(
    document: pikepdf.Pdf, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert everything() == PDF

    other = pikepdf.open(BytesIO(everything(photo_alt="相片")))
    assert bytes(other.trailer.ID[0]) != bytes(document.trailer.ID[0])


def test_the_file_runs_opens_and_fetches_nothing(document: pikepdf.Pdf) -> None:
    keys = {
        key
        for thing in document.objects
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream)
        for key in thing.keys()  # noqa: SIM118  # a stream is no mapping
    }

    assert not keys & {"/AA", "/OpenAction", "/JS", "/EF", "/F", "/Names", "/AcroForm", "/Annots"}


def test_every_font_is_embedded_a_subset_and_has_a_name_of_its_own(document: pikepdf.Pdf) -> None:
    fonts = fonts_of(document)

    assert len({str(font.BaseFont) for font in fonts}) == len(fonts) == 3
    for font in fonts:
        descendant = font.DescendantFonts[0]
        assert re.fullmatch(r"/[A-Z]{6}\+NotoSansSC-W\d+", str(font.BaseFont))
        assert font.BaseFont == descendant.BaseFont == descendant.FontDescriptor.FontName
        assert len(descendant.FontDescriptor.FontFile2.read_bytes()) > 500
        assert str(font.Encoding) == "/Identity-H"
        assert str(descendant.CIDSystemInfo.Ordering) == "Identity"
    assert b"Helvetica" not in b"".join(t.read_bytes() for t in streams_of(document))


def test_widths_in_the_file_are_those_of_the_embedded_glyphs(document: pikepdf.Pdf) -> None:
    for font in fonts_of(document):
        descendant = font.DescendantFonts[0]
        program = uharfbuzz.Face(descendant.FontDescriptor.FontFile2.read_bytes())
        glyphs = descendant.CIDToGIDMap.read_bytes()
        sized = uharfbuzz.Font(program)
        widths = dict.fromkeys(range(1, len(glyphs) // 2), float(descendant.DW))
        given = list(descendant.W)
        widths |= {int(given[i]): float(given[i + 1][0]) for i in range(0, len(given), 2)}
        for code, width in widths.items():
            glyph = int.from_bytes(glyphs[2 * code : 2 * code + 2], "big")
            assert 0 < glyph < program.glyph_count  # glyph 0 is the box for a missing character
            assert abs(width - 1000 * sized.get_glyph_h_advance(glyph) / program.upem) <= 1


def test_every_code_shown_has_its_unicode_text(document: pikepdf.Pdf) -> None:
    for font in fonts_of(document):
        mapped = re.findall(
            r"^<(\w{4})> <(\w+)>$", font.ToUnicode.read_bytes().decode(), re.MULTILINE
        )
        codes = [int(code, 16) for code, _ in mapped]
        texts = [bytes.fromhex(text).decode("utf-16-be") for _, text in mapped]

        assert codes == list(range(1, len(font.DescendantFonts[0].CIDToGIDMap.read_bytes()) // 2))
        assert all(texts)
        assert not set("\0\ufeff\ufffe") & set("".join(texts))


def test_colours_are_grey_or_srgb_and_nothing_shines_through(document: pikepdf.Pdf) -> None:
    used = {
        str(instruction.operator)
        for stream in (*document.pages, *forms_of(document))
        for instruction in pikepdf.parse_content_stream(stream)
    }

    assert used <= set(OPERATORS.split())
    spaces = {str(s.ColorSpace) for s in streams_of(document) if s.get("/Subtype") == "/Image"}
    assert spaces <= {"/DeviceGray", "/DeviceRGB"}
    for thing in document.objects:
        if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
            assert not {"/SMask", "/ExtGState", "/Group", "/BM", "/Interpolate"} & set(thing.keys())


def forms_of(document: pikepdf.Pdf) -> list[pikepdf.Object]:
    return [s for s in streams_of(document) if s.get("/Subtype") == "/Form"]


def test_the_output_intent_is_a_sound_srgb_profile(document: pikepdf.Pdf) -> None:
    (intent,) = document.Root.OutputIntents
    data = intent.DestOutputProfile.read_bytes()
    profile = ImageCms.ImageCmsProfile(BytesIO(data))

    assert str(intent.S) == "/GTS_PDFA1"
    assert int(intent.DestOutputProfile.N) == 3
    assert profile.profile.xcolor_space.strip() == "RGB"
    assert profile.profile.device_class == "mntr"
    assert data == srgb_profile()


def test_the_profile_is_little_cms_s_srgb_but_for_its_date() -> None:
    made = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    ours = srgb_profile()
    for start, end in ((8, 12), (24, 36), (40, 44)):  # version, date, platform
        made[start:end] = ours[start:end]

    assert bytes(made) == ours


def test_the_metadata_names_both_standards_and_agrees_with_the_title(
    document: pikepdf.Pdf,
) -> None:
    metadata = document.Root.Metadata
    text = metadata.read_raw_bytes().decode()
    root = ET.fromstring(text[text.index("<x:xmpmeta") : text.index("<?xpacket end")])
    said = {element.tag.rsplit("}")[-1]: (element.text or "").strip() for element in root.iter()}
    namespaces = re.findall(r"http://www.aiim.org/pdf[a-z]+/ns/id/", text)

    assert "/Filter" not in metadata
    assert said["conformance"] == "B"
    assert {element.text for element in root.iter() if element.tag.endswith("id/}part")} == {
        "1",
        "2",
    }
    assert "http://www.aiim.org/pdfua/ns/id/" in namespaces
    assert "pdfaExtension:schemas" in text
    (title,) = root.iter("{http://purl.org/dc/elements/1.1/}title")
    assert "".join(title.itertext()) == TITLE == str(document.docinfo.Title)
    assert set(document.docinfo.keys()) == {"/Title", "/Producer"}


def test_the_catalogue_says_that_the_file_is_tagged_and_in_chinese(document: pikepdf.Pdf) -> None:
    root = document.Root

    assert bool(root.MarkInfo.Marked)
    assert str(root.Lang) == "zh-CN"
    assert bool(root.ViewerPreferences.DisplayDocTitle)
    assert [int(page.StructParents) for page in document.pages] == [0, 1]
    assert {str(page.Tabs) for page in document.pages} == {"/S"}


def test_all_that_is_painted_is_told_or_called_decoration(document: pikepdf.Pdf) -> None:
    for page in document.pages:
        open_tags: list[str] = []
        for instruction in pikepdf.parse_content_stream(page):
            operator = str(instruction.operator)
            if operator in {"BDC", "BMC"}:
                assert not open_tags, "tags must not nest"
                open_tags.append(str(instruction.operands[0]))
            elif operator == "EMC":
                open_tags.pop()
            elif operator in PAINTING:
                assert open_tags, f"{operator} outside every tag"
        assert not open_tags


def test_every_marked_content_has_one_element_and_every_element_its_content(
    document: pikepdf.Pdf,
) -> None:
    parents = document.Root.StructTreeRoot.ParentTree.Nums
    numbers = {page.obj.objgen: index for index, page in enumerate(document.pages)}
    claimed = set()
    for element in elements_of(document.Root.StructTreeRoot.K)[1:]:
        kids = element.K if isinstance(element.K, pikepdf.Array) else [element.K]
        for kid in kids:
            if not isinstance(kid, pikepdf.Dictionary):
                page = numbers[element.Pg.objgen]
                assert parents[2 * page + 1][int(kid)].objgen == element.objgen
                claimed.add((page, int(kid)))
    shown = {
        (index, int(instruction.operands[1].MCID))
        for index, page in enumerate(document.pages)
        for instruction in pikepdf.parse_content_stream(page)
        if str(instruction.operator) == "BDC"
    }

    assert claimed == shown
    assert len(claimed) > 10


def test_a_page_shown_again_carries_no_marked_content(document: pikepdf.Pdf) -> None:
    (form,) = forms_of(document)

    assert b"MCID" not in form.read_bytes()


def test_figures_are_described_and_tables_have_rows_headers_and_cells(
    document: pikepdf.Pdf,
) -> None:
    elements = elements_of(document.Root.StructTreeRoot.K)
    by_tag = {str(element.S): element for element in elements}

    assert set(by_tag) == {
        "/Document", "/H1", "/H2", "/P", "/Table", "/TR", "/TH", "/TD", "/Figure"
    }  # fmt: skip
    for element in elements:
        below = [str(kid.S) for kid in elements_of(element)[1:] if kid.P.objgen == element.objgen]
        match str(element.S):
            case "/Figure":
                assert str(element.Alt)
                left, bottom, right, top = map(float, element.A.BBox)
                assert left < right
                assert bottom < top
            case "/Table":
                assert set(below) == {"/TR"}
            case "/TR":
                assert below in (["/TH", "/TH"], ["/TD", "/TD"])
            case "/TH":
                assert str(element.A.Scope) == "/Column"
            case _:
                assert element.K is not None
    headings = [str(e.S) for e in elements if str(e.S).startswith("/H")]
    assert headings[0] == "/H1"


def test_a_list_of_500_rows_weighs_little_though_every_cell_is_told() -> None:
    rows = [
        tuple(line(text, 20 + 8 * (n % 30), cell=(n % 30, c)) for c, text in enumerate("甲12"))
        for n in range(500)
    ]
    pages = tuple(
        Page(
            width_mm=210,
            height_mm=297,
            blocks=(Block(tag=Tag.TABLE, marks=tuple(chain(*rows[start : start + 30]))),),
        )
        for start in range(0, 500, 30)
    )
    pdf = write_pdf(Document(title="名单", pages=pages), FACE)

    opened = pikepdf.open(BytesIO(pdf))
    assert len(elements_of(opened.Root.StructTreeRoot.K)) == 1 + len(pages) + 500 * 4
    assert len(pdf) < 14_000 * len(pages)

from __future__ import annotations

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen

from kit.compose.paper.page import (
    Block,
    Box,
    Code,
    Document,
    Ink,
    Inset,
    Mark,
    Page,
    Rule,
    Tag,
    Text,
)
from kit.errors import KitError, LayoutError
from kit.fonts import load_typeface
from kit.render.pdf import write_pdf
from kit.render.readback import read_codes_in, read_text_of
from kit.units import PT_PER_MM

if TYPE_CHECKING:
    from collections.abc import Iterable
from tests.rendered_pages import page_image

FACE = load_typeface()
ADDRESS = "https://dx.ydgov.cn/D/26W48-03"


def text(
    characters: str,
    x_mm: float = 10,
    y_mm: float = 20,
    *,
    size_pt: float = 24,
    weight: int = 500,
    ink: Ink = Ink.BLACK,
    angle_deg: float = 0,
    cell: tuple[int, int] | None = None,
) -> Text:
    offsets, pen = [], 0.0
    for character in characters:
        offsets.append(pen)
        pen += FACE.advance_em(character, weight)
    return Text(
        x_mm=x_mm,
        y_mm=y_mm,
        characters=characters,
        offsets_em=tuple(offsets),
        size_pt=size_pt,
        weight=weight,
        ink=ink,
        angle_deg=angle_deg,
        cell=cell,
    )


def block(*marks: Mark, tag: Tag = Tag.PARAGRAPH, alt: str = "") -> Block:
    return Block(tag=tag, marks=marks, alt=alt)


def page(*blocks: Block, width_mm: float = 148, height_mm: float = 105) -> Page:
    return Page(width_mm=width_mm, height_mm=height_mm, blocks=blocks)


def pdf_of(*pages: Page, title: str = "交明年的居民医保") -> bytes:
    return write_pdf(Document(title=title, pages=pages), FACE)


def ink_box_mm(pdf: bytes, index: int = 0) -> tuple[float, ...] | None:
    """Return left, top, right, bottom of all that is not white, in millimetres."""
    dpi = 127  # five dots a millimetre
    image = page_image(pdf, index, dpi).convert("L").point([255 - v for v in range(256)])
    box = image.getbbox()
    return tuple(edge / 5 for edge in box) if box else None


def test_text_reads_back_in_the_order_it_was_written() -> None:
    lines = ("交明年的居民医保", "每人400元，12月31日以前交", "电话：0597-0123456〔2021〕69号")
    sheet = page(*(block(text(line, y_mm=20 * (i + 1))) for i, line in enumerate(lines)))

    assert read_text_of(pdf_of(sheet)) == ("\n".join(lines),)


def test_a_dash_is_one_bar_of_two_em_and_copies_as_two_dashes() -> None:
    pdf = pdf_of(page(block(text("户口本——原件……", size_pt=10 * PT_PER_MM))))

    assert read_text_of(pdf) == ("户口本——原件……",)
    image = page_image(pdf, 0, 254).convert("L")  # ten dots a millimetre, one em is ten mm
    bar = image.crop((410, 171, 590, 172)).tobytes()
    assert max(bar) < 128


def test_characters_beyond_the_basic_plane_copy_as_themselves() -> None:
    rare = "𬱖𫖯𬭛"  # of the 8105 general characters; they need four bytes of UTF-16

    assert read_text_of(pdf_of(page(block(text(f"张{rare}，12月"))))) == (f"张{rare}，12月",)


def test_a_borrowed_character_stands_in_its_line_and_copies_as_itself() -> None:
    line = "𠊎讲𠊎知，钱——𠵉"

    pdf = pdf_of(page(block(text(line))))

    assert read_text_of(pdf) == (line,)
    with pikepdf.open(BytesIO(pdf)) as opened:
        fonts = opened.pages[0].Resources.Font
        assert sorted(str(font.BaseFont).partition("+")[2] for font in fonts.values()) == [
            "NotoSansRare-W500",
            "NotoSansSC-W500",
        ]


def test_two_characters_drawn_alike_copy_as_two() -> None:
    alike = "⼀一⼆二"  # radicals and characters
    assert len(set(FACE.embeddable(alike, 500).glyphs.values())) == 2

    assert tree_of(pdf_of(page(block(text(alike))))) == [("P", alike)]


def test_a_font_with_postscript_outlines_is_embedded_as_it_is(tmp_path: Path) -> None:
    face = load_typeface(postscript_font(tmp_path / "宋体.otf"))
    wide = Text(x_mm=20, y_mm=50, characters="大一", offsets_em=(0, 1), size_pt=72, weight=900)
    document = Document(title="宋体", pages=(page(block(wide)),))

    pdf = write_pdf(document, face)

    em_mm = 72 / PT_PER_MM
    assert read_text_of(pdf) == ("大一",)
    assert ink_box_mm(pdf) == pytest.approx(
        (20 + 0.1 * em_mm, 50 - 0.8 * em_mm, 20 + 1.9 * em_mm, 50), abs=0.3
    )


def postscript_font(file: Path) -> Path:
    """A font of two black squares, 0.8 em wide, in CFF outlines."""
    pen = T2CharStringPen(1000, None)
    pen.moveTo((100, 0))
    for corner in ((100, 800), (900, 800), (900, 0)):
        pen.lineTo(corner)
    pen.closePath()
    square = pen.getCharString()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder([".notdef", "a", "b"])
    builder.setupCharacterMap({ord("一"): "a", ord("大"): "b"})
    builder.setupCFF("Song-Regular", {}, dict.fromkeys((".notdef", "a", "b"), square), {})
    builder.setupHorizontalMetrics(dict.fromkeys((".notdef", "a", "b"), (1000, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Song", "psName": "Song-Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(file)
    return file


def test_a_lone_dash_keeps_its_own_code() -> None:
    assert read_text_of(pdf_of(page(block(text("2026—2027"))))) == ("2026—2027",)


def test_each_character_stands_at_its_offset() -> None:
    spread = Text(
        x_mm=20,
        y_mm=50,
        characters="口口口",
        offsets_em=(0, 2, 5),
        size_pt=10 * PT_PER_MM,
        weight=500,
    )
    pdf = pdf_of(page(block(spread)))

    image = page_image(pdf, 0, 127).convert("L").point([255 - v for v in range(256)])
    starts = []
    for origin_mm in (20, 40, 70):
        frame = image.crop((origin_mm * 5, 0, (origin_mm + 10) * 5, image.height)).getbbox()
        assert frame is not None
        starts.append(frame[0])
    assert max(starts) - min(starts) <= 1


@pytest.mark.slow  # two interpreters are started
def test_the_same_page_gives_the_same_bytes_whatever_the_hash_seed() -> None:
    program = (
        f"import hashlib, sys; sys.path.insert(0, {str(Path(__file__).parent)!r});"
        "from test_render_pdf import *;"
        "sheet = page(block(text('公开栏——大喇叭')), block(text('墟天', weight=900)));"
        "print(hashlib.sha256(pdf_of(sheet)).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }

    assert len(digests) == 1


def test_a_code_on_the_page_is_read_by_a_phone() -> None:
    sheet = page(
        block(Code(x_mm=40, y_mm=20, side_mm=30, payload=ADDRESS), tag=Tag.FIGURE, alt="码")
    )

    assert read_codes_in(pdf_of(sheet, page())) == ((ADDRESS,), ())


def test_a_code_too_small_for_a_printer_is_refused() -> None:
    with pytest.raises(LayoutError, match="毫米"):
        pdf_of(page(block(Code(x_mm=0, y_mm=0, side_mm=8, payload=ADDRESS))))


def test_a_character_the_font_lacks_is_named_and_nothing_is_drawn() -> None:
    with pytest.raises(KitError, match="𪜶"):
        pdf_of(page(block(text("𪜶讲客"))))


def test_boxes_and_rules_lie_where_they_were_put() -> None:
    pdf = pdf_of(
        page(
            block(
                Box(x_mm=20, y_mm=30, width_mm=40, height_mm=10, fill=Ink.BLACK),
                Rule(x1_mm=20, y1_mm=60, x2_mm=88, y2_mm=60, width_mm=1, dash_mm=(5, 5)),
                tag=Tag.ARTIFACT,
            )
        )
    )

    assert ink_box_mm(pdf) == pytest.approx((20, 30, 85, 60.6), abs=0.3)


def test_a_box_without_fill_or_stroke_draws_nothing() -> None:
    box = Box(x_mm=20, y_mm=30, width_mm=40, height_mm=10)

    assert ink_box_mm(pdf_of(page(block(box)))) is None


def test_black_is_black_ink_alone_and_red_is_red() -> None:
    pdf = pdf_of(
        page(
            block(
                Box(x_mm=0, y_mm=0, width_mm=20, height_mm=20, fill=Ink.BLACK),
                Box(x_mm=30, y_mm=0, width_mm=20, height_mm=20, fill=Ink.RED),
                tag=Tag.ARTIFACT,
            )
        )
    )

    document = pikepdf.open(BytesIO(pdf))
    colours = [
        (str(instruction.operator), [float(part) for part in instruction.operands])
        for instruction in pikepdf.parse_content_stream(document.pages[0])
        if str(instruction.operator).lower() in {"g", "rg", "k", "cs", "sc", "scn"}
    ]
    assert colours == [("g", [0]), ("rg", [0.69, 0, 0.125])]
    assert page_image(pdf, 0, 25.4).getpixel((40, 10)) == (176, 0, 32)


def insets(
    *places: tuple[float, float], clip: tuple[float, float, float, float] | None = None
) -> Page:
    inner = page(block(text("大溪乡", 0, 10)), width_mm=60, height_mm=60)
    filled = Box(x_mm=-30, y_mm=-30, width_mm=120, height_mm=120, fill=Ink.BLACK)
    inner = page(*inner.blocks, block(filled, tag=Tag.ARTIFACT), width_mm=60, height_mm=60)
    marks = tuple(Inset(page=inner, x_mm=x, y_mm=y, scale=0.5, clip_mm=clip) for x, y in places)
    return page(block(*marks))


def test_an_inset_is_cut_at_the_edge_of_its_page() -> None:
    assert ink_box_mm(pdf_of(insets((20, 20)))) == pytest.approx((20, 20, 50, 50), abs=0.21)


@pytest.mark.parametrize("places", [((20, 20),), ((20, 20), (20, 20))])
def test_an_inset_is_cut_at_its_clip_frame(places: tuple[tuple[float, float], ...]) -> None:
    pdf = pdf_of(insets(*places, clip=(30, 30, 10, 15)))

    assert ink_box_mm(pdf) == pytest.approx((30, 30, 40, 45), abs=0.21)


def test_a_page_shown_twice_is_written_once_more_and_read_aloud_once() -> None:
    two, four = pdf_of(insets((0, 0), (60, 0))), pdf_of(insets((0, 0), (60, 0), (0, 50), (60, 50)))

    assert len(four) < len(two) + 200
    assert tree_of(four) == [("P", "大溪乡")]


def test_a_stamp_is_turned_about_its_start() -> None:
    pdf = pdf_of(page(block(text("一一一一一一", 60, 60, angle_deg=90), tag=Tag.ARTIFACT)))

    box = ink_box_mm(pdf)
    assert box is not None
    left, top, right, bottom = box
    assert bottom - top > 5 * (right - left)
    assert bottom == pytest.approx(60, abs=1)


def tree_of(pdf: bytes) -> list[tuple[str, str]]:
    """Return tag and text (or alt) of every leaf element, as a screen reader walks the tree."""
    document = pikepdf.open(BytesIO(pdf))
    spoken = [marked_text(sheet) for sheet in document.pages]
    numbers = {sheet.obj.objgen: i for i, sheet in enumerate(document.pages)}

    def walk(element: pikepdf.Object) -> Iterable[tuple[str, str]]:
        kids = element.get("/K", pikepdf.Array())
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            if isinstance(kid, pikepdf.Dictionary):
                yield from walk(kid)
            else:
                said = spoken[numbers[element.Pg.objgen]][int(kid)]
                yield str(element.S)[1:], str(element.get("/Alt", said))

    return list(walk(document.Root.StructTreeRoot.K))


def marked_text(sheet: pikepdf.Page) -> dict[int, str]:
    """Return what each piece of marked content says, through the fonts' own text maps."""
    maps = {
        str(name): unicode_map(font.ToUnicode.read_bytes().decode("ascii"))
        for name, font in sheet.Resources.get("/Font", {}).items()
    }
    said: dict[int, str] = {}
    number, font = -1, ""
    for instruction in pikepdf.parse_content_stream(sheet):
        operands, operator = instruction.operands, str(instruction.operator)
        if operator == "BDC":
            number = int(operands[1].MCID)
            said[number] = ""
        elif operator == "EMC":
            number = -1
        elif operator == "Tf":
            font = str(operands[0])
        elif operator == "TJ" and number >= 0:
            codes = b"".join(
                bytes(part) for part in operands[0] if isinstance(part, pikepdf.String)
            )
            pairs = zip(codes[::2], codes[1::2], strict=True)
            said[number] += "".join(maps[font][high << 8 | low] for high, low in pairs)
    return said


def unicode_map(cmap: str) -> dict[int, str]:
    pairs = [line[1:-1].split("> <") for line in cmap.splitlines() if line.startswith("<")]
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def test_headings_paragraphs_tables_and_figures_are_told_in_order() -> None:
    sheet = page(
        block(text("交医保", weight=900), tag=Tag.TITLE),
        block(text("样例", angle_deg=30), tag=Tag.ARTIFACT),
        block(
            text("项目", y_mm=40, cell=(0, 0)),
            text("元", 60, 40, cell=(0, 1)),
            Rule(x1_mm=0, y1_mm=42, x2_mm=90, y2_mm=42, width_mm=0.2),
            text("居民医保", y_mm=50, cell=(1, 0)),
            text("缴费", y_mm=58, cell=(1, 0)),
            text("400", 60, 50, cell=(1, 1)),
            tag=Tag.TABLE,
        ),
        block(Code(x_mm=90, y_mm=60, side_mm=30, payload=ADDRESS), tag=Tag.FIGURE, alt="二维码"),
        block(text("每人400元", y_mm=90)),
    )

    assert tree_of(pdf_of(sheet)) == [
        ("H1", "交医保"),
        ("TH", "项目"),
        ("TH", "元"),
        ("TD", "居民医保缴费"),
        ("TD", "400"),
        ("Figure", "二维码"),
        ("P", "每人400元"),
    ]


def test_the_file_tells_its_title_language_and_nobody_s_name() -> None:
    pdf = pdf_of(page(), title="交医保（样例）& <2027>")

    document = pikepdf.open(BytesIO(pdf))
    assert str(document.Root.Lang) == "zh-CN"
    assert {name: str(value) for name, value in document.docinfo.items()} == {
        "/Producer": "township-kit",
        "/Title": "交医保（样例）& <2027>",
    }
    assert bool(document.Root.ViewerPreferences.DisplayDocTitle)


def test_a_print_dialogue_begins_at_full_size_on_paper_of_the_sheets_size() -> None:
    document = pikepdf.open(BytesIO(pdf_of(page())))

    told = document.Root.ViewerPreferences
    assert str(told.PrintScaling) == "/None"
    assert bool(told.PickTrayByPDFSize)
    assert "/Duplex" not in told

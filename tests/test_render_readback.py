from __future__ import annotations

from dataclasses import replace
from itertools import accumulate
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kit.compose.paper.page import Block, Code, Document, Page, Tag, Text
from kit.errors import VerifyError
from kit.fonts import load_typeface
from kit.render.pdf import write_pdf
from kit.render.readback import read_codes, read_codes_in, read_text_of

if TYPE_CHECKING:
    from collections.abc import Sequence
from tests.rendered_pages import page_image

FACE = load_typeface()


def sheet(*codes: Code) -> Page:
    return Page(width_mm=210, height_mm=297, blocks=(Block(tag=Tag.FIGURE, marks=codes, alt="码"),))


def test_all_codes_of_all_pages_come_back() -> None:
    addresses = [f"https://dx.ydgov.cn/D/26W48-{n:02}" for n in range(1, 5)]
    codes = [
        Code(x_mm=10 + 50 * n, y_mm=20 + 60 * n, side_mm=30, payload=address)
        for n, address in enumerate(addresses)
    ]
    text = Code(x_mm=10, y_mm=200, side_mm=45, payload="医保：12月31日前交，每人400元。" * 6)
    document = Document(title="码", pages=(sheet(*reversed(codes)), sheet(), sheet(text)))

    found = read_codes_in(write_pdf(document, FACE))

    assert found == (tuple(addresses), (), (text.payload,))


def test_two_handouts_on_a_sheet_carry_two_codes_that_say_the_same() -> None:
    code = Code(x_mm=10, y_mm=20, side_mm=32, payload="https://dx.ydgov.cn/D/26W48-03")
    pdf = write_pdf(Document(title="码", pages=(sheet(code, replace(code, y_mm=160)),)), FACE)

    assert read_codes(page_image(pdf, 0, 150)) == (code.payload, code.payload)
    assert read_codes_in(pdf) == ((code.payload,),)


WRITABLE = [
    character
    for start, end in ((0x21, 0x7F), (0x3001, 0x3011), (0x4E00, 0x9FA6), (0xFF01, 0xFF5F))
    for character in map(chr, range(start, end))
    if FACE.covers(character)
]


def lines_of(lines: Sequence[str], *, gap_em: float = 0.0, x_mm: float = 5) -> Page:
    """Return a page of lines whose characters stand ``gap_em`` apart, as justified ones do."""
    blocks = []
    for number, line in enumerate(lines):
        widths = (FACE.advance_em(character, 500) + gap_em for character in line[:-1])
        text = Text(
            x_mm=x_mm,
            y_mm=20 + 12 * number,
            characters=line,
            offsets_em=tuple(accumulate(widths, initial=0.0)),
            size_pt=18,
            weight=500,
        )
        blocks.append(Block(tag=Tag.PARAGRAPH, marks=(text,)))
    return Page(width_mm=210, height_mm=297, blocks=tuple(blocks))


def read(*pages: Page) -> tuple[str, ...]:
    return read_text_of(write_pdf(Document(title="字", pages=pages), FACE))


# From two characters a line on: lines of one look like vertical writing to pdfium.
@settings(max_examples=25)
@given(
    st.lists(st.text(alphabet=WRITABLE, min_size=2, max_size=14), min_size=1, max_size=12),
    st.sampled_from([0.0, 0.05, 0.25]),
)
def test_whatever_is_written_reads_back_the_same(lines: list[str], gap_em: float) -> None:
    assert read(lines_of(lines, gap_em=gap_em)) == ("\n".join(lines),)


def test_a_number_that_ends_its_line_in_a_hyphen_keeps_it() -> None:
    lines = ("call 0597-", "extension-", "office")

    assert read(lines_of(lines)) == ("\n".join(lines),)


def test_figures_in_neighbouring_columns_stay_apart() -> None:
    left, right = lines_of(["35010220"]), lines_of(["19900101"], x_mm=60)

    assert read(replace(left, blocks=left.blocks + right.blocks)) == ("35010220 19900101",)


def test_a_line_of_another_size_stands_apart_and_a_broken_line_does_not() -> None:
    page = lines_of(["下午3点", "到5点半", "三公经费"])
    (line,) = page.blocks[2].marks
    assert isinstance(line, Text)
    small = replace(line, size_pt=12)
    pages = (replace(page, blocks=(*page.blocks[:2], replace(page.blocks[2], marks=(small,)))),)

    pdf = write_pdf(Document(title="字", pages=pages), FACE)

    assert read_text_of(pdf, apart="｜") == ("下午3点\n到5点半｜三公经费",)


def test_spaces_that_were_written_stay() -> None:
    assert read(lines_of(["A3 海报　二维码"])) == ("A3 海报　二维码",)


def test_a_picture_without_codes_says_nothing() -> None:
    assert read_codes(Image.new("L", (300, 300), 255)) == ()


@pytest.mark.parametrize("question", [read_codes_in, read_text_of])
def test_a_file_that_is_no_pdf_is_refused(question: object) -> None:
    assert callable(question)
    with pytest.raises(VerifyError, match="打不开"):
        question(b"\x00\x01 not a pdf")

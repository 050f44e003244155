from __future__ import annotations

import pytest
from PIL import Image

from kit.compose.page import Block, Code, Document, Page, Tag
from kit.errors import VerifyError
from kit.fonts import load_typeface
from kit.render.pdf import write_pdf
from kit.render.readback import pdf_metadata_text, read_codes, read_codes_in, read_text_of


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

    found = read_codes_in(write_pdf(document, load_typeface()))

    assert found == (tuple(addresses), (), (text.payload,))


def test_a_picture_without_codes_says_nothing() -> None:
    assert read_codes(Image.new("L", (300, 300), 255)) == ()


@pytest.mark.parametrize("question", [read_codes_in, read_text_of, pdf_metadata_text])
def test_a_file_that_is_no_pdf_is_refused(question: object) -> None:
    assert callable(question)
    with pytest.raises(VerifyError, match="打不开"):
        question(b"\x00\x01 not a pdf")

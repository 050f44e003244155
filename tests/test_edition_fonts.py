"""A township's own typeface: Song as .otf (CFF outlines), Kai as .ttf."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.ttLib import TTFont

from kit.edition.make.paper import make_poster
from kit.edition.make.sheet import FontFile, typeface
from kit.fonts import load_typeface
from kit.model.finding import Severity
from kit.office.check import check
from kit.office.set_up import set_up
from kit.render.readback import read_text_of
from tests.test_edition_build import NOW
from tests.test_edition_scan import SHORT, order

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from kit.edition.make.sheet import PaperOrder

RARE = "𠊎"


@pytest.fixture(scope="module")
def drawn() -> str:
    """Every character of a poster and of its tiles."""
    return "".join(
        {c for made in make_poster(order("poster-a3", SHORT))[:2] for c in said(made.data)}
    )


def said(pdf: bytes) -> str:
    return "".join(read_text_of(pdf)).replace("\n", "")


def kai(file: Path, characters: str) -> Path:
    file.write_bytes(typeface(FontFile()).subset(characters, 400))
    return file


def song(file: Path, characters: str) -> Path:
    """The same outlines as PostScript ones, which most Song faces have."""
    source = TTFont(BytesIO(typeface(FontFile()).subset(characters, 400)))
    glyphs, metrics = source.getGlyphSet(), source["hmtx"].metrics
    outlines = {}
    for name in source.getGlyphOrder():
        pen = T2CharStringPen(metrics[name][0], glyphs)
        glyphs[name].draw(pen)
        outlines[name] = pen.getCharString()
    builder = FontBuilder(1000, isTTF=False)
    builder.setupGlyphOrder(source.getGlyphOrder())
    builder.setupCharacterMap(source.getBestCmap())
    builder.setupCFF("Song-Regular", {}, outlines, {})
    builder.setupHorizontalMetrics(metrics)
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Song", "psName": "Song-Regular"})
    builder.setupOS2()
    builder.setupPost()
    builder.save(file)
    return file


def in_own_face(file: Path) -> PaperOrder:
    return replace(order("poster-a3", SHORT), font=FontFile(load_typeface(file).fingerprint, file))


@pytest.mark.slow
@pytest.mark.parametrize(("make", "name"), [(song, "宋体.otf"), (kai, "楷体.ttf")])
def test_a_poster_in_the_townships_own_face_says_the_same_and_passes_inspection(
    drawn: str, make: Callable[[Path, str], Path], name: str, tmp_path: Path
) -> None:
    ours = make_poster(order("poster-a3", SHORT))[0]

    poster = make_poster(in_own_face(make(tmp_path / name, drawn)))[0]

    # Without spaces: pdfium guesses some of them from the widths.
    assert "".join(said(poster.data).split()) == "".join(said(ours.data).split())
    kind = "FontFile3" if name.endswith(".otf") else "FontFile2"
    with pikepdf.open(BytesIO(poster.data)) as opened:
        fonts = [font.DescendantFonts[0] for font in opened.pages[0].Resources.Font.values()]
        assert all(f"/{kind}" in font.FontDescriptor for font in fonts)


@pytest.mark.slow
@pytest.mark.parametrize("make", [song, kai])
def test_a_rare_character_is_lent_to_the_townships_own_face(
    drawn: str, make: Callable[[Path, str], Path], tmp_path: Path
) -> None:
    own = in_own_face(make(tmp_path / "自己的", drawn))
    named = replace(own, item=replace(own.item, issuer=f"{RARE}乡"))

    assert f"{RARE}乡" in said(make_poster(named)[0].data)


@pytest.mark.slow
def test_what_the_face_lacks_is_named_before_anything_is_made(drawn: str, tmp_path: Path) -> None:
    folder = tmp_path / "daxi"
    set_up(folder, sample=True, now=NOW)
    kai(folder / "楷体.ttf", drawn.replace("大", ""))
    settings = folder / "kit.toml"
    text = settings.read_text("utf-8").replace('font_file = ""', 'font_file = "楷体.ttf"')
    settings.write_text(text, encoding="utf-8")

    lacking = [
        one for one in check(folder, lambda: NOW).findings if "字体里没有“大”" in one.message
    ]

    assert lacking
    assert {one.severity for one in lacking} == {Severity.STOP}
    assert "font" in lacking[0].remedy or "字体" in lacking[0].remedy
    assert not (folder / "output").exists()

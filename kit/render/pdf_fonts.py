"""Subset fonts of a document and the codes its text is written in (ISO 32000-1, 9.7)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from reportlab.lib.rl_accel import fp_str

from kit.fonts.dash import CELL_EM, EM_DASH, TWO_EM_DASH, glyphs_of
from kit.render.canvas import Stream

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.compose.paper.page import Text
    from kit.fonts import Subset, Typeface
    from kit.render.canvas import SheetCanvas

_EM = 1000
_SYMBOLIC = 4  # font flag: glyphs are found by number, not by a standard encoding (9.8.2)
_OUTLINES_LEVEL = 1  # outlines hardly pack: the best takes twice the time for 4 % less
_CODES_A_BLOCK = 100  # the most one bfchar section may hold (CMap specification, 5014)


class _Cell(NamedTuple):
    """A character in content streams; widths in thousandths of an em, as ``TJ`` counts."""

    resource: str
    """Its font's name in content streams, such as ``W500``."""
    code: str
    advance: float
    stretched: float
    """What a dash is stretched to; 0 for every other character."""


@dataclass(frozen=True, slots=True)
class EmbeddedFont:
    """One weight in one document: the typeface's own characters, and those it borrows."""

    cells: dict[str, _Cell]

    def show(self, text: Text, *, joins_dashes: bool) -> str:
        """Return the operators that show ``text`` with every character at its own offset.

        To a thousandth of an em: what is rounded off one place is made good at the next.
        """
        cells, pen, font = self.cells, 0.0, ""
        shown: list[str] = []
        for character, offset_em in _placed(text, joins_dashes=joins_dashes):
            resource, code, advance, stretched = cells[character]
            if resource != font:
                font = resource
                shown.append(f">]TJ /{font} {fp_str(text.size_pt)} Tf [<")
            back = round(pen - 1000 * offset_em)
            pen -= back
            if stretched:
                # Along the line only: the bar stays as thick as the font drew it.
                code = f">]TJ {fp_str(100 * stretched / advance)} Tz[<{code}>]TJ 100 Tz[<"
                advance = stretched
            shown.append(f">{back}<{code}" if back else code)
            pen += advance
        return f"[<{''.join(shown)}>]TJ".replace("<>", "").replace("[]TJ", "").lstrip()


def _placed(text: Text, *, joins_dashes: bool) -> Iterable[tuple[str, float]]:
    """Yield the characters drawn, each with its offset."""
    if EM_DASH * 2 not in text.characters:
        return zip(text.characters, text.offsets_em, strict=False)
    glyphs = glyphs_of(text.characters, has_two_em_dash=joins_dashes)
    return ((glyph.character, text.offsets_em[glyph.place]) for glyph in glyphs)


def embed_fonts(
    canvas: SheetCanvas, typeface: Typeface, characters: dict[int, set[str]]
) -> dict[int, EmbeddedFont]:
    """Return the fonts by the weight asked for; the canvas knows them by their resource names."""
    fonts: dict[int, EmbeddedFont] = {}
    drawn: dict[int, set[str]] = {}
    for weight, wanted in characters.items():
        drawn.setdefault(typeface.drawn_weight(weight), set()).update(wanted)
    for weight in sorted(drawn):
        cells: dict[str, _Cell] = {}
        for face, share in typeface.parted(drawn[weight]):
            subset = face.embeddable(share, weight)
            resource = f"{'W' if face is typeface else 'R'}{weight}"
            codes = _codes(subset)
            canvas.add_font(resource, _font_objects(canvas, subset, codes, face))
            cells |= _cells(resource, subset, codes)
        fonts[weight] = EmbeddedFont(cells)
    return {weight: fonts[typeface.drawn_weight(weight)] for weight in characters}


def characters_drawn(text: Text, *, joins_dashes: bool) -> Iterable[str]:
    """Return the characters whose glyphs ``text`` needs."""
    return text.characters.replace(EM_DASH * 2, TWO_EM_DASH) if joins_dashes else text.characters


def _cells(resource: str, subset: Subset, codes: dict[str, int]) -> dict[str, _Cell]:
    """Return how every character is written, counted once for all its appearances."""
    cells = {
        character: _Cell(resource, f"{codes[character]:04X}", 1000 * advance_em, 0.0)
        for character, advance_em in subset.advances_em.items()
    }
    for dash in cells.keys() & CELL_EM.keys():
        if CELL_EM[dash] != subset.advances_em[dash]:
            cells[dash] = cells[dash]._replace(stretched=1000 * CELL_EM[dash])
    return cells


def _codes(subset: Subset) -> dict[str, int]:
    """Return the number that stands for each character in content streams.

    In TrueType every *character* has a code of its own, even where two share a glyph (· and ‧):
    what is copied from the sheet is then exactly what was written. CFF knows glyph numbers only.
    """
    if subset.postscript:
        return subset.glyphs
    return {character: code for code, character in enumerate(subset.glyphs, start=1)}


def to_unicode_map(codes: dict[str, int]) -> str:
    """Return the CMap that tells what was written, beyond the BMP too (9.10.3)."""
    first = {code: character for character, code in reversed(codes.items())}
    pairs = [f"<{code:04X}> <{_copied(c)}>" for code, c in sorted(first.items())]
    sections = [pairs[i : i + _CODES_A_BLOCK] for i in range(0, len(pairs), _CODES_A_BLOCK)]
    return "\n".join(
        (
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
            *(f"{len(s)} beginbfchar\n" + "\n".join(s) + "\nendbfchar" for s in sections),
            "endcmap CMapName currentdict /CMap defineresource pop end end",
        )
    )


@cache
def _copied(character: str) -> str:
    """Return the UTF-16 that copying a glyph gives: the joined dash is two dashes again."""
    text = EM_DASH * 2 if character == TWO_EM_DASH else character
    return text.encode("utf-16-be").hex().upper()


def _font_objects(
    canvas: SheetCanvas, subset: Subset, codes: dict[str, int], typeface: Typeface
) -> str:
    # The six letters mark a subset (9.6.4); taken from the characters, so they repeat.
    mark = hashlib.sha256("".join(subset.glyphs).encode()).digest()[:6]
    name = "".join(chr(ord("A") + byte % 26) for byte in mark) + "+" + subset.name
    program, glyph_map = _outlines(canvas, subset)
    box = " ".join(str(round(1000 * value)) for value in subset.bounds_em)
    descriptor = canvas.put(
        f"<</Type/FontDescriptor/FontName/{name}/Flags {_SYMBOLIC}/FontBBox[{box}]/ItalicAngle 0"
        f"/Ascent {round(1000 * typeface.ascent_em)}/Descent {round(1000 * typeface.descent_em)}"
        f"/CapHeight 733/StemV 80{program}>>"
    )
    descendant = canvas.put(
        f"<</Type/Font/BaseFont/{name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)"
        f"/Supplement 0>>/DW {_EM}/W{_widths(subset, codes)}/FontDescriptor {descriptor}"
        f"{glyph_map}>>"
    )
    unicode_map = canvas.put(Stream(to_unicode_map(codes).encode("ascii")))
    return canvas.put(
        f"<</Type/Font/Subtype/Type0/BaseFont/{name}/Encoding/Identity-H"
        f"/DescendantFonts[{descendant}]/ToUnicode {unicode_map}>>"
    )


def _outlines(canvas: SheetCanvas, subset: Subset) -> tuple[str, str]:
    """Return what the outlines add to the descriptor, and how codes lead to glyphs."""
    if subset.postscript:
        entries = {"Subtype": "/CIDFontType0C"}
        program = canvas.put(Stream(subset.data, entries, level=_OUTLINES_LEVEL))
        return f"/FontFile3 {program}", "/Subtype/CIDFontType0"
    entries = {"Length1": str(len(subset.data))}
    program = canvas.put(Stream(subset.data, entries, level=_OUTLINES_LEVEL))
    glyph_numbers = b"".join(n.to_bytes(2, "big") for n in (0, *subset.glyphs.values()))
    glyph_map = canvas.put(Stream(glyph_numbers))
    return f"/FontFile2 {program}", f"/Subtype/CIDFontType2/CIDToGIDMap {glyph_map}"


def _widths(subset: Subset, codes: dict[str, int]) -> str:
    """Return the ``W`` array (9.7.4.3): codes and widths, where they are not the usual em."""
    by_code = {codes[c]: 1000 * em for c, em in subset.advances_em.items()}
    odd = (f"{code}[{width:g}]" for code, width in sorted(by_code.items()) if width != _EM)
    # ReportLab writes text as it is; an array object for each of hundreds takes milliseconds.
    return f"[{' '.join(odd)}]"

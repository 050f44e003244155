"""Build ``kit/fonts/NotoSansRare.ttf``: Han characters of Noto Sans CJK that Noto Sans SC lacks.

    pip install fonttools manimgx-fonts-cjk==2026.9.26.post1
    python tools/rare_font.py .../NotoSansCJK-VF.otf.ttc kit/fonts/NotoSansRare.ttf

Outlines become quadratic, both masters alike, so that weights go on as they do in the source.
Nothing of the kit runs this; it tells how the file came to be, and makes it again.
"""

from __future__ import annotations

import sys

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.cu2quPen import Cu2QuMultiPen
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont, newTable
from fontTools.ttLib.tables.TupleVariation import TupleVariation
from fontTools.varLib.models import normalizeLocation, piecewiseLinearMap

from kit.fonts.typeface import built_in_file

FACE = "NotoSansCJKsc"
LIGHTEST, HEAVIEST = 400, 900
STEPS = (400, 500, 600, 700, 800, 900)
MOST_ERROR = 1.0  # of 1000 units to the em, a hundredth of a stem


def main(source: str, target: str) -> None:
    faces = TTCollection(source).fonts
    font = next(f for f in faces if f["name"].getDebugName(6).startswith(FACE))
    have = TTFont(built_in_file(), lazy=True).getBestCmap()
    wanted = {c: g for c, g in sorted(font.getBestCmap().items()) if is_han(c) and c not in have}
    masters = [font.getGlyphSet(location={"wght": weight}) for weight in (LIGHTEST, HEAVIEST)]
    glyphs, variations = {".notdef": TTGlyphPen(None).glyph()}, {".notdef": []}
    for name in dict.fromkeys(wanted.values()):
        glyphs[name], bold = outlines(masters, name)
        light, heavy = glyphs[name].coordinates, bold.coordinates
        deltas = [(hx - lx, hy - ly) for (lx, ly), (hx, hy) in zip(light, heavy, strict=True)]
        variations[name] = [TupleVariation({"wght": (0, 1, 1)}, [*deltas, *[(0, 0)] * 4])]
    built = FontBuilder(font["head"].unitsPerEm, isTTF=True)
    built.setupGlyphOrder(list(glyphs))
    built.setupCharacterMap(wanted)
    built.setupGlyf(glyphs)
    upright = built.font["glyf"]
    built.setupHorizontalMetrics(
        {name: (font["hmtx"][name][0], getattr(upright[name], "xMin", 0)) for name in glyphs}
    )
    hhea = font["hhea"]
    built.setupHorizontalHeader(ascent=hhea.ascent, descent=hhea.descent)
    told = {
        "copyright": font["name"].getDebugName(0),
        "familyName": "Noto Sans Rare",
        "styleName": "Regular",
        "uniqueFontIdentifier": "Noto Sans Rare, from Noto Sans CJK SC 2.004",
        "fullName": "Noto Sans Rare",
        "psName": "NotoSansRare-Regular",
        "version": "Version 2.004",
        "licenseDescription": font["name"].getDebugName(13),
        "licenseInfoURL": font["name"].getDebugName(14),
    }
    built.setupNameTable(told)
    axes = [("wght", LIGHTEST, LIGHTEST, HEAVIEST, "Weight")]
    built.setupFvar(axes, [])
    avar = built.font["avar"] = newTable("avar")
    avar.segments = {"wght": {-1.0: -1.0, **bends(font)}}
    built.setupGvar(variations)
    built.setupOS2(sTypoAscender=880, sTypoDescender=-120, usWeightClass=LIGHTEST)
    built.setupPost(keepGlyphNames=False)
    built.font["head"].created = built.font["head"].modified = 0
    built.font.recalcTimestamp = False
    built.save(target)
    print(len(wanted), "characters")


def is_han(code: int) -> bool:
    return 0x3400 <= code <= 0x9FFF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x323AF


def outlines(masters: list, name: str) -> list:
    """Return a glyph in every master, point for point alike."""
    recorded = []
    for master in masters:
        pen = DecomposingRecordingPen(master)
        master[name].draw(pen)
        recorded.append(pen.value)
    pens = [TTGlyphPen(None) for _ in masters]
    multi = Cu2QuMultiPen(pens, MOST_ERROR, reverse_direction=True)
    for steps in zip(*recorded, strict=True):
        draw = getattr(multi, steps[0][0])
        points = [step[1] for step in steps]
        draw(points) if any(points) else draw()
    return [pen.glyph(dropImpliedOnCurves=False) for pen in pens]


def bends(font: TTFont) -> dict[float, float]:
    """Return how the source's weights are spread between the two masters."""
    (axis,) = font["fvar"].axes
    limits = {"wght": (axis.minValue, axis.defaultValue, axis.maxValue)}
    bent = font["avar"].segments["wght"] if "avar" in font else {-1: -1, 0: 0, 1: 1}

    def at(weight: float) -> float:
        return piecewiseLinearMap(normalizeLocation({"wght": weight}, limits)["wght"], bent)

    lightest, heaviest = at(LIGHTEST), at(HEAVIEST)
    return {
        (weight - LIGHTEST) / (HEAVIEST - LIGHTEST): (at(weight) - lightest) / (heaviest - lightest)
        for weight in STEPS
    }


if __name__ == "__main__":
    main(*sys.argv[1:])

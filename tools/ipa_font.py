"""Build ``kit/fonts/NotoSansIPA.ttf``: the signs of phonetics of Noto Sans that Noto Sans SC lacks.

    pip install fonttools fontpkg-noto-sans==2.15
    python tools/ipa_font.py ".../NotoSans[wdth,wght].ttf" kit/fonts/NotoSansIPA.ttf

Nothing of the kit runs this; it tells how the file came to be, and makes it again.
"""

from __future__ import annotations

import sys

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

from kit.fonts.typeface import built_in_file

LIGHTEST, HEAVIEST = 400, 900
NAMES = {1: "Noto Sans IPA", 2: "Regular", 4: "Noto Sans IPA", 6: "NotoSansIPA-Regular"}
# Letters, modifiers and tone letters of the IPA; the marks put on letters (Unicode 16, blocks).
PHONETIC = (*range(0x250, 0x370), *range(0x1D00, 0x1DC0), *range(0x2090, 0x209D))
BESIDE = tuple(map(ord, "æðøħŋœȵȶȡθβχ"))


def main(source: str, target: str) -> None:
    font = TTFont(source, recalcTimestamp=False)
    have = TTFont(built_in_file(), lazy=True).getBestCmap()
    own = font.getBestCmap()
    wanted = [code for code in (*PHONETIC, *BESIDE) if code in own and code not in have]
    options = Options(layout_features=[], hinting=False, glyph_names=False, name_IDs=[0, 5, 13, 14])
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "STAT", "MVAR", "HVAR"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted)
    subsetter.subset(font)
    built = instantiateVariableFont(
        font, {"wdth": 100, "wght": (LIGHTEST, LIGHTEST, HEAVIEST)}, inplace=False
    )
    for number, told in NAMES.items():
        built["name"].setName(told, number, 3, 1, 0x409)
    built.save(target)
    print(len(wanted), "characters")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])

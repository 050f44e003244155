"""How the Chinese dash is drawn: two U+2014 as one unbroken bar of two em."""

from __future__ import annotations

from typing import NamedTuple

EM_DASH = "—"
TWO_EM_DASH = "⸺"

# GB/T 15834-2011, 4.13: the dash (破折号) takes the place of two characters and is not broken.
# Google's Noto Sans SC draws it narrower (0.86 to 0.92 em, with gaps at both ends), and joins
# two only by shaping; so one bar is drawn and stretched to its cell.
CELL_EM = {EM_DASH: 1.0, TWO_EM_DASH: 2.0}
"""The width a dash is stretched to."""


class Glyph(NamedTuple):
    """One glyph on paper: the character drawn, and what somebody who copies it gets."""

    character: str
    copied: str
    place: int
    """Place of its first character in the text it was made from."""


def glyphs_of(characters: str, *, has_two_em_dash: bool) -> tuple[Glyph, ...]:
    """Return what is drawn for ``characters``: each itself, but each two dashes as one bar."""
    if not has_two_em_dash or EM_DASH * 2 not in characters:
        return tuple(Glyph(c, c, i) for i, c in enumerate(characters))
    glyphs: list[Glyph] = []
    index = 0
    while index < len(characters):
        pair = characters[index : index + 2] == EM_DASH * 2
        copied = EM_DASH * 2 if pair else characters[index]
        glyphs.append(Glyph(TWO_EM_DASH if pair else copied, copied, index))
        index += len(copied)
    return tuple(glyphs)

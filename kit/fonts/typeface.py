"""A typeface: how wide its characters are, which it has, and subsets of it."""

from __future__ import annotations

import hashlib
import importlib.util
import struct
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.errors import SourceError
from kit.fonts.dash import CELL_EM, TWO_EM_DASH

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_WEIGHT = "wght"
_ONLY_WEIGHT = 400
_BUILT_IN = ("justmytype_intl_cjk", "fonts/ofl/notosanssc/NotoSansSC[wght].ttf")
# The rarer Han characters of the same design, such as 𠊎, "I" in Hakka; made by tools/rare_font.py.
_RARE = Path(__file__).with_name("NotoSansRare.ttf")
# The signs of phonetics, for readers' sheets with IPA; made by tools/ipa_font.py.
_PHONETIC = Path(__file__).with_name("NotoSansIPA.ttf")
_LENDERS = {_RARE: _PHONETIC, _PHONETIC: None}
_REMEDY = "请换一个字体（.ttf 或 .otf），或在 kit.toml 里去掉这一行，改用自带的字体。"

# A PDF finds glyphs by number and carries its own text map; shaping, names and the
# system's metrics would only make the file larger (PDF 32000-1, 9.9 table 126).
_NOT_FOR_PDF = "GSUB GPOS GDEF BASE STAT name OS/2 vhea vmtx post cmap gasp"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subset:
    """The glyphs of some characters at one weight, as a PDF embeds them."""

    data: bytes
    """A TrueType font of head, hhea, hmtx, loca, maxp and glyf; or a bare CFF table."""
    postscript: bool
    """Whether ``data`` is a CFF table, in which glyphs have their numbers for names."""
    glyphs: dict[str, int]
    """Glyph number of every character, in the order of the code points."""
    advances_em: dict[str, float]
    bounds_em: tuple[float, float, float, float]
    """Left, bottom, right and top of all glyphs together."""
    name: str
    """PostScript name, one for each weight: some viewers keep fonts by it."""


@dataclass(frozen=True, eq=False)
class Typeface:
    """An opened font file; get it from :func:`load_typeface`."""

    file: Path
    name: str
    """PostScript name without its weight, such as ``NotoSansSC``."""
    ascent_em: float
    descent_em: float
    """Below the base line, and so negative."""
    weights: tuple[int, int] | None
    """Lightest and heaviest; None when the file has one weight, which then serves all."""
    postscript: bool
    """Outlines in CFF, as most Song and Kai fonts (.otf) have them; else TrueType."""
    _face: Any = field(repr=False)
    _advances: dict[tuple[str, int], float] = field(default_factory=dict, repr=False)
    _sized: dict[int, Any] = field(default_factory=dict, repr=False)
    _known: dict[str, bool] = field(default_factory=dict, repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        # A process pool hands the file's name over; each worker maps the file itself.
        return load_typeface, (self.file,)

    @cached_property
    def lender(self) -> Typeface | None:
        """The face that lends the characters this one lacks, and may itself have borrowed them."""
        lender = _LENDERS.get(self.file, _RARE)
        return None if lender is None else _load(lender)

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 of the files: when one changes, every sheet is made anew."""
        with self.file.open("rb") as stream:
            own = hashlib.file_digest(stream, "sha256")
        if self.lender is not None:
            own.update(self.lender.fingerprint.encode("ascii"))
        return own.hexdigest()

    @cached_property
    def joins_dashes(self) -> bool:
        """Whether two dashes can be drawn as one bar."""
        return self._has(TWO_EM_DASH)

    def drawn_weight(self, weight: int) -> int:
        """Return the weight at hand nearest to ``weight``; 400 stands for a font's only one."""
        if self.weights is None:
            return _ONLY_WEIGHT
        lightest, heaviest = self.weights
        return min(max(weight, lightest), heaviest)

    def covers(self, character: str) -> bool:
        """Return whether there is a glyph for ``character``, be it the lender's."""
        return self._has(character) or self._borrows(character)

    def parted(self, characters: Iterable[str]) -> Iterator[tuple[Typeface, set[str]]]:
        """Yield each face with those of the characters that it draws.

        What none has is left to this one, which will say so.
        """
        borrowed = {c for c in characters if not self._known.get(c) and self._borrows(c)}
        if own := set(characters) - borrowed:
            yield self, own
        if borrowed and self.lender is not None:
            yield from self.lender.parted(borrowed)

    def advance_em(self, character: str, weight: int) -> float:
        """Return how far the pen moves after ``character``; a dash is stretched to its cell."""
        known = self._advances.get((character, weight))
        if known is None:
            known = CELL_EM.get(character)
            if known is None:
                known = self._own_advance_em(character, weight)
            self._advances[character, weight] = known
        return known

    def subset(self, characters: Iterable[str], weight: int) -> bytes:
        """Return a font file of ``characters`` alone, fixed at ``weight``."""
        return bytes(self._cut(characters, weight, drop="").execute().blob.data)

    def embeddable(self, characters: Iterable[str], weight: int) -> Subset:
        """Return the subset for a PDF, with the number of every character's glyph.

        Raises:
            SourceError: The font lacks some of them; a box in their place must not be printed.
        """
        import uharfbuzz

        wanted = sorted(set(characters))
        plan = self._cut(wanted, weight, drop=_NOT_FOR_PDF)
        # HarfBuzz's maps are slow to ask one by one.
        old = dict(plan.unicode_to_old_glyph_mapping.items())
        new = dict(plan.old_to_new_glyph_mapping.items())
        if lacking := "".join(c for c in wanted if not old.get(ord(c))):
            raise SourceError(
                f"字体 {self.file.name} 里没有这些字：{lacking}。",
                "请改用别的字，或在 kit.toml 里换一个收字更多的字体。",
            )
        face = plan.execute()
        glyphs = {character: new[old[ord(character)]] for character in wanted}
        font = uharfbuzz.Font(face)
        outlines = face.reference_table("CFF ") if self.postscript else face.blob
        return Subset(
            data=bytes(outlines.data),
            postscript=self.postscript,
            glyphs=glyphs,
            advances_em={c: font.get_glyph_h_advance(g) / face.upem for c, g in glyphs.items()},
            bounds_em=_bounds_em(self._face if self.postscript else face),
            name=f"{self.name}-W{self.drawn_weight(weight)}",
        )

    def _has(self, character: str) -> bool:
        known = self._known.get(character)
        if known is None:
            known = bool(self._at(_ONLY_WEIGHT).get_nominal_glyph(ord(character)))
            self._known[character] = known
        return known

    def _borrows(self, character: str) -> bool:
        lender = self.lender
        return lender is not None and not self._has(character) and lender.covers(character)

    def _at(self, weight: int) -> Any:
        """Return the font at a weight, kept for the next question."""
        import uharfbuzz

        drawn = self.drawn_weight(weight)
        font = self._sized.get(drawn)
        if font is None:
            font = self._sized[drawn] = uharfbuzz.Font(self._face)
            if self.weights is not None:
                font.set_variations({_WEIGHT: drawn})
        return font

    def _own_advance_em(self, character: str, weight: int) -> float:
        if self.lender is not None and self._borrows(character):
            return self.lender.advance_em(character, weight)
        font = self._at(weight)
        glyph = font.get_nominal_glyph(ord(character)) or 0
        return float(font.get_glyph_h_advance(glyph)) / float(self._face.upem)

    def _cut(self, characters: Iterable[str], weight: int, *, drop: str) -> Any:
        """Return HarfBuzz's plan of a subset without the tables named in ``drop``."""
        import uharfbuzz

        request = uharfbuzz.SubsetInput()
        request.unicode_set.update(map(ord, characters))
        flags = uharfbuzz.SubsetFlags
        request.flags = flags.NO_HINTING | flags.CFF_IDENTITY_CHARSET
        request.drop_table_tag_set.update(_tag(name) for name in drop.split())
        for axis in self._face.axis_infos:
            request.pin_axis_to_default(self._face, axis.tag)
        if self.weights is not None:
            request.pin_axis_location(self._face, _WEIGHT, self.drawn_weight(weight))
        return uharfbuzz.SubsetPlan(self._face, request)


def load_typeface(file: Path | None = None) -> Typeface:
    """Return the typeface in ``file``, by default the built-in Noto Sans SC.

    The file is mapped, not read: opening costs a few milliseconds however large it is.

    Raises:
        SourceError: The file is missing, broken, or not a TrueType font.
    """
    # The kit's own is opened once; a township's may be another one the next time.
    return _load(built_in_file()) if file is None else _open(file.resolve())


def built_in_file() -> Path:
    """Return where Noto Sans SC (OFL) was installed along with the kit."""
    package, inside = _BUILT_IN
    found = importlib.util.find_spec(package)
    if found is None or found.origin is None:
        raise SourceError(
            f"没有装自带的字体（软件包 {package}）。", "请重新运行安装：python run.py demo。"
        )
    return Path(found.origin).parent / inside


@cache
def _load(file: Path) -> Typeface:
    return _open(file)


def _open(file: Path) -> Typeface:
    import uharfbuzz

    if not file.is_file():
        raise SourceError(f"找不到字体文件 {file}。", _REMEDY)
    try:
        face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(str(file)))
        tables = set(face.table_tags)
    except (uharfbuzz.HarfBuzzError, OSError) as error:
        raise SourceError(f"字体文件 {file} 打不开。", _REMEDY) from error
    postscript = "CFF " in tables
    if not {"cmap", "head", "hmtx", "CFF " if postscript else "glyf"} <= tables:
        kind = "是可变的 CFF2 轮廓" if "CFF2" in tables else "坏了或不是字体"
        raise SourceError(f"字体文件 {file} {kind}，用不了。", _REMEDY)
    extents = uharfbuzz.Font(face).get_font_extents("ltr")
    return Typeface(
        file=file,
        name=_postscript_family(face, file),
        ascent_em=extents.ascender / face.upem,
        descent_em=extents.descender / face.upem,
        weights=next(
            ((int(a.min_value), int(a.max_value)) for a in face.axis_infos if a.tag == _WEIGHT),
            None,
        ),
        postscript=postscript,
        _face=face,
    )


def _postscript_family(face: Any, file: Path) -> str:
    """Return the family part of the PostScript name, letters and digits only (PDF 7.3.5)."""
    import uharfbuzz

    full = face.get_name(uharfbuzz.OTNameIdPredefined.POSTSCRIPT_NAME) or file.stem
    return "".join(c for c in full.split("-")[0] if c.isascii() and c.isalnum()) or "Font"


def _bounds_em(face: Any) -> tuple[float, float, float, float]:
    """Return the box around all glyphs, from the ``head`` table (OpenType, head)."""
    box = struct.unpack(">4h", bytes(face.reference_table("head").data)[36:44])
    left, bottom, right, top = (value / face.upem for value in box)
    return left, bottom, right, top


def _tag(name: str) -> int:
    """Return an OpenType table tag as the number HarfBuzz takes."""
    return int.from_bytes(name.ljust(4).encode("ascii"), "big")

from __future__ import annotations

import hashlib
import pickle
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.errors import SourceError
from kit.fonts import load_typeface
from kit.fonts.dash import glyphs_of

if TYPE_CHECKING:
    from pathlib import Path

    from kit.fonts import Typeface

FACE = load_typeface()


@pytest.fixture
def single_weight(tmp_path: Path) -> Typeface:
    """A user's own font: TrueType, one weight, few characters, no dash of two em."""
    file = tmp_path / "楷体.ttf"
    file.write_bytes(FACE.subset("大溪乡公开—a", 700))
    return load_typeface(file)


def test_chinese_is_one_em_wide_at_every_weight() -> None:
    assert {FACE.advance_em(c, w) for c in "大，。《（〔…“—" for w in (400, 500, 900)} == {1.0}


def test_latin_letters_and_digits_have_widths_of_their_own() -> None:
    assert FACE.advance_em("i", 400) < FACE.advance_em("W", 400) < 1
    assert FACE.advance_em("1", 900) > FACE.advance_em("1", 400)


@settings(max_examples=30)
@given(
    st.sets(st.sampled_from("大溪乡公开aW1.，⸺—%·℃①〇"), min_size=1),
    st.sampled_from([400, 500, 900]),
)
def test_the_widths_that_were_set_with_are_the_widths_embedded(
    characters: set[str], weight: int
) -> None:
    subset = FACE.embeddable(characters, weight)

    assert set(subset.glyphs) == characters
    for character in characters - set("—⸺"):  # dashes are stretched to their cells
        assert subset.advances_em[character] == FACE.advance_em(character, weight)


def test_a_variable_font_in_cff2_is_refused_with_a_way_out(tmp_path: Path) -> None:
    file = tmp_path / "思源.otf"
    file.write_bytes(FACE.subset("大", 400).replace(b"glyf", b"CFF2"))

    with pytest.raises(SourceError, match="CFF2") as caught:
        load_typeface(file)
    assert ".otf" in caught.value.remedy


def test_coverage_is_told_by_character() -> None:
    assert all(map(FACE.covers, "大佢冇嘅墟—⸺①"))
    assert FACE.covers("𠊎")
    assert not any(map(FACE.covers, "𪜶☑🀄"))


def test_a_character_the_font_lacks_is_not_embedded_as_a_box() -> None:
    with pytest.raises(SourceError, match="没有这些字：☑𪜶"):
        FACE.embeddable("大𪜶☑", 400)


def test_what_the_typeface_lacks_is_lent_by_the_rare_characters_of_the_same_design() -> None:
    (main, own), (lender, lent) = FACE.parted("讲𠊎大𠵉")

    assert (main, own, lent) == (FACE, set("讲大"), set("𠊎𠵉"))
    assert lender.name == "NotoSansRare"
    assert FACE.advance_em("𠊎", 900) == 1.0


def test_signs_of_phonetics_are_lent_as_heavy_as_the_letters_beside_them() -> None:
    signs = "ŋɔəɛɨɿʅɐɲȵɕʔʰ˥˩\u0303\u0329"
    shares = {face.name: (face, share) for face, share in FACE.parted(f"𠊎t{signs}")}

    assert {name: share for name, (_, share) in shares.items()} == {
        "NotoSansSC": {"t"}, "NotoSansRare": {"𠊎"}, "NotoSansIPA": set(signs),
    }  # fmt: skip
    lender = shares["NotoSansIPA"][0]
    assert lender.weights == (400, 900)
    assert lender.embeddable("ŋ", 400).data != lender.embeddable("ŋ", 900).data
    assert FACE.advance_em("\u0303", 400) == 0  # stands on the letter before it


def test_what_nobody_has_is_left_to_the_typeface_to_refuse() -> None:
    assert [share for _, share in FACE.parted("大𪜶")] == [set("大𪜶")]


def test_a_lent_character_is_as_heavy_as_its_neighbours() -> None:
    (_, (lender, _)) = FACE.parted("大𠊎")

    assert lender.weights == (400, 900)
    assert lender.embeddable("𠊎", 500).data != lender.embeddable("𠊎", 900).data


def test_a_subset_is_small_and_the_same_every_time() -> None:
    subset = FACE.subset("大溪乡", 500)

    assert subset == FACE.subset(reversed("大溪乡大"), 500)
    assert len(subset) < 10_000


def test_weights_differ_in_outline_and_in_name() -> None:
    regular, black = FACE.embeddable("大", 400), FACE.embeddable("大", 900)

    assert regular.data != black.data
    assert regular.name == "NotoSansSC-W400"
    assert black.name == "NotoSansSC-W900"


def test_a_weight_beyond_the_font_takes_the_nearest_it_has() -> None:
    assert FACE.weights == (100, 900)
    assert FACE.drawn_weight(1000) == 900
    assert FACE.advance_em("1", 1000) == FACE.advance_em("1", 900)


def test_a_font_of_one_weight_serves_all(single_weight: Typeface) -> None:
    assert single_weight.weights is None
    assert single_weight.advance_em("a", 400) == single_weight.advance_em("a", 900)
    assert single_weight.embeddable("a", 900) == single_weight.embeddable("a", 400)
    assert not single_weight.covers("喇")


def test_the_built_in_font_is_loaded_once() -> None:
    assert load_typeface() is load_typeface()


def test_a_worker_process_gets_the_same_font() -> None:
    assert pickle.loads(pickle.dumps(FACE)).file == FACE.file


def test_the_fingerprint_is_that_of_the_file_and_of_what_it_borrows_from(
    single_weight: Typeface,
) -> None:
    face: Typeface | None = single_weight
    names = []
    while face is not None:
        names.append(face.name)
        lent = face.lender.fingerprint if face.lender else ""
        files = face.file.read_bytes() + lent.encode()
        assert face.fingerprint == hashlib.sha256(files).hexdigest()
        face = face.lender

    assert names[1:] == ["NotoSansRare", "NotoSansIPA"]


def test_lines_stand_between_ascent_and_descent() -> None:
    assert FACE.ascent_em > 0.8
    assert FACE.descent_em < -0.1


def test_two_dashes_become_one_bar_and_a_third_stands_alone() -> None:
    glyphs = glyphs_of("甲——乙———", has_two_em_dash=True)

    assert [g.character for g in glyphs] == ["甲", "⸺", "乙", "⸺", "—"]
    assert [g.place for g in glyphs] == [0, 1, 3, 4, 6]


def test_dashes_stay_two_where_the_font_has_no_bar(single_weight: Typeface) -> None:
    assert not single_weight.joins_dashes
    assert [g.character for g in glyphs_of("——", has_two_em_dash=False)] == ["—", "—"]


@given(st.text(alphabet="大—⸺a…", max_size=12), st.booleans())
def test_no_character_is_lost_on_its_way_to_a_glyph(text: str, has_bar: bool) -> None:
    glyphs = glyphs_of(text, has_two_em_dash=has_bar)

    assert "".join(g.copied for g in glyphs) == text
    assert all(text.startswith(g.copied, g.place) for g in glyphs)


@pytest.mark.parametrize("content", [b"", b"not a font", b"\x00\x01\x00\x00\x00\x02" + b"\0" * 60])
def test_a_broken_font_file_is_named_with_what_to_do(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "宋体.ttf"
    file.write_bytes(content)

    with pytest.raises(SourceError, match=r"宋体\.ttf") as caught:
        load_typeface(file)
    assert "kit.toml" in caught.value.remedy


def test_a_missing_font_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="找不到"):
        load_typeface(tmp_path / "没有.ttf")

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.compose.layouts.layout import Purpose
from kit.compose.layouts.parse import parse_layout
from kit.compose.layouts.purposes import is_used, poster_layout, purpose_of
from kit.compose.layouts.rules import FLOORS
from kit.errors import LayoutError
from kit.model.township import Paper
from tests.sheets import ROOT, item, items, layout, layout_names

A3 = (ROOT / "layouts" / "poster-a3.toml").read_text(encoding="utf-8")
FRAMED = (ROOT / "layouts" / "card-a5.toml").read_text(encoding="utf-8")


def refusal(text: str) -> str:
    with pytest.raises(LayoutError) as caught:
        parse_layout(text, "layouts/mine.toml")
    return str(caught.value)


@pytest.mark.parametrize("name", layout_names())
def test_every_layout_of_the_kit_is_sound_and_named_after_its_file(name: str) -> None:
    assert layout(name).name == name


def test_the_default_poster_is_the_customers_drawing() -> None:
    drawn = layout("poster-a3")

    assert (drawn.width_mm, drawn.height_mm, drawn.margin_mm) == (297, 420, 12)
    assert not drawn.frames
    assert drawn.styles["rows"].fit.smallest_pt == 44
    assert drawn.code_mm == 60


def test_every_item_finds_its_layout_on_every_paper() -> None:
    for one in items():
        for paper in (Paper.A4, Paper.A3, Paper.A2, Paper.A1):
            assert layout(poster_layout(one, paper)).paper is paper
    assert purpose_of(item("2026-008")) is Purpose.ALERT
    assert purpose_of(item("2026-011")) is Purpose.TABLE
    assert purpose_of(item("2026-004")) is Purpose.FACTS


def test_an_unknown_key_is_refused_with_the_nearest_known_one() -> None:
    message = refusal(A3.replace("leading = 1.14", "leadin = 1.14", 1))

    assert "layouts/mine.toml" in message
    assert "不认识 style.title.leadin，是不是想写 leading？" in message


def test_all_faults_are_told_at_once() -> None:
    text = A3.replace("margin_mm = 12", "margin_mm = 3").replace("[style.date]", "[style.dtae]")
    message = refusal(text.replace("min = 44 }", "min = 20 }"))

    assert "有 4 处不对" in message
    for fault in ("page.margin_mm 是 3", "[style.date]", "style.dtae", "不得小于 44"):
        assert fault in message


def test_a_size_below_the_readable_floor_is_refused_with_the_floor() -> None:
    assert "A3 的要点不得小于 44" in refusal(A3.replace("max = 72, min = 44", "max = 60, min = 43"))


def test_overlapping_frames_are_refused() -> None:
    message = refusal(FRAMED.replace("box = [9, 67,", "box = [9, 60,"))

    assert "frame.head.box 和 frame.lines.box 重叠" in message


def test_a_frame_outside_the_sheet_is_refused() -> None:
    beyond = FRAMED.replace("[9, 9, 130.5, 56]", "[9, 9, 150, 56]")

    assert "frame.head.box 出了版心" in refusal(beyond)


def test_a_code_too_small_for_a_phone_is_refused() -> None:
    assert "page.code_mm 是 40" in refusal(A3.replace("code_mm = 60", "code_mm = 40"))


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("layouts/poster-a2.toml", "文件名 poster-a2 是 A2 纸用的，page.size 却是 A3"),
        ("layouts/table-a3.toml", "文件名 table-a3 是 table 用的，purpose 却是 facts"),
        ("layouts/handout-a5.toml", "文件名 handout-a5 是 handout 用的，purpose 却是 facts"),
    ],
)
def test_a_file_whose_name_says_other_than_its_keys_is_refused(file: str, told: str) -> None:
    with pytest.raises(LayoutError, match=told):
        parse_layout(A3, file)


@pytest.mark.parametrize("name", layout_names())
def test_every_floor_holds_for_every_style_of_the_kit(name: str) -> None:
    text = (ROOT / "layouts" / f"{name}.toml").read_text(encoding="utf-8")
    for style in layout(name).styles.values():
        floor_pt = FLOORS[style.floor][layout(name).paper]
        assert style.fit.smallest_pt >= floor_pt
    if "min = " in text:
        smaller = re.sub(r"min = [\d.]+", "min = 5", text)
        with pytest.raises(LayoutError, match="不得小于"):
            parse_layout(smaller, f"layouts/{name}.toml")


def test_each_item_finds_the_layout_of_its_kind() -> None:
    assert poster_layout(item("2026-001"), Paper.A2) == "consult-a2"
    assert poster_layout(item("2026-002"), Paper.A4) == "repeal-a4"
    assert poster_layout(replace(item("2026-002"), table=None, replaces=()), Paper.A4) == (
        "poster-a4"
    )


def test_every_layout_but_the_spare_one_is_used_by_items() -> None:
    assert [name for name in layout_names() if not is_used(name)] == ["poster-a3-wide"]
    assert not is_used("poster-a5")
    assert not is_used("mine")


def test_a_style_the_composer_needs_may_not_be_missing() -> None:
    assert "缺少 [style.phone]" in refusal(A3.replace("[style.phone]", "[style.phony]"))


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "缺少 purpose"),
        ("purpose = 'poster'", "purpose 的“poster”不认识"),
        ("purpose = ", "不是有效的 TOML"),
        (A3.replace('size = "A3"', 'size = "A33"'), "是不是想写 A3"),
        (FRAMED.replace("box = [9, 9, 130.5, 56]", 'box = "all"'), "frame.head.box 应是 4 个数字"),
        (A3.replace("leading = 1.14", 'leading = "wide"', 1), "style.title.leading 应是数字"),
        (A3.replace("weight = 900", "weight = 9000", 1), "应在 100 到 900 之间"),
        (A3.replace("max = 72, min = 44", "max = 40, min = 44"), "fit.max 比 min 小"),
        (A3.replace('floor = "fact"', 'floor = "fat"', 1), "是不是想写 fact"),
        (A3.replace("[page]", "page = 3\n[pages]"), "page 应是一组键"),
        (A3.replace("margin_mm = 12", "margin_mm = nan"), "page.margin_mm 应是数字"),
        (A3.replace("min = 44 }", "min = -inf }"), "style.rows.fit.min 应是数字"),
        (A3.replace("read_from_m = 1.5", "read_from_m = 0"), "请写人站在几米远看"),
        (A3.replace("code_mm = 60", "code_mm = -1"), "不要二维码就删掉这一行"),
        (A3.replace("code_mm = 60", "code_mm = 250"), "page.code_mm 是 250，占了框的一半以上"),
        (FRAMED.replace("gap_mm = 3", "gap_mm = -5", 1), "frame.head.gap_mm 是 -5"),
        (A3.replace("lines = 2 }", "lines = -2 }", 1), "fit.lines 是 -2"),
        (FRAMED.replace("[9, 9, 130.5, 56]", "[9, 9, -130.5, 56]"), "frame.head.box 出了版心"),
        (A3 + "[frame.extra]\nbox = [12, 12, 10, 10]\n", "不认识 frame.extra"),
        (A3 + "[style.extra]\nfit = { max = 50, min = 40 }\n", "不认识 style.extra"),
        (A3 + "colour = 'red'\n", "不认识 style.note.colour"),
        (A3 + "[pages]\nx = 1\n", "不认识 pages，是不是想写 page？"),
    ],
)
def test_a_wrong_value_is_named_by_file_and_key(text: str, told: str) -> None:
    message = refusal(text)

    assert "mine.toml" in message
    assert told in message


@settings(max_examples=60)
@given(st.integers(0, A3.count("\n")), st.text(max_size=20))
def test_whatever_is_typed_into_a_layout_it_is_read_or_refused(line: int, typed: str) -> None:
    lines = A3.split("\n")
    lines[line] = typed
    try:
        parsed = parse_layout("\n".join(lines), "x.toml")
    except LayoutError as refused:
        told = refused.message
    else:
        told = "x.toml"
        for style in parsed.styles.values():
            assert style.fit.smallest_pt >= FLOORS[style.floor][parsed.paper]
    assert "x.toml" in told

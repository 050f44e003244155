"""An item's fields as a form and back: what nobody touched stays, what is typed arrives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.model.item import Kind
from kit.office.drafts import with_changes, written_in
from kit.office.item_form import Widget, changes_in, form_of, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from kit.office.item_form import FormField
    from kit.source.head import Written

FILE = "items/DX-2026-004.md"


def posted_as_shown(fields: Iterable[FormField]) -> dict[str, list[str]]:
    """Return what a browser sends of a form that nobody touched."""
    posted: dict[str, list[str]] = {}
    for field in fields:
        if field.groups:
            posted[field.name] = ["1"]
            for group in field.groups:
                posted |= posted_as_shown(group)
        elif field.widget is Widget.CHOICES:
            posted[field.name] = ["", *field.chosen]
        else:
            # A browser ends the lines of a box with CR LF.
            posted[field.name] = [field.value.replace("\n", "\r\n")]
    return posted


def items_of(example: Path) -> list[tuple[str, str]]:
    return [
        (f"items/{p.name}", p.read_text("utf-8")) for p in sorted((example / "items").glob("*.md"))
    ]


def test_a_form_that_nobody_touched_changes_nothing(example: Path) -> None:
    for file, text in items_of(example):
        written = written_in(file, text)
        assert changes_in(posted_as_shown(form_of(kind_of(written), written)), written) == {}, file


def test_the_kind_comes_first_and_decides_which_fields_there_are() -> None:
    notice, alert = (
        {one.label for one in form_of(kind, {})} for kind in (Kind.NOTICE, Kind.EMERGENCY)
    )

    assert "预警" in alert - notice
    assert "编号" not in notice | alert


@pytest.mark.parametrize(
    ("label", "typed", "value"),
    [
        ("标题", " 交医保 ", "交医保"),
        ("金额", "每人400元\r\n低保户 免交", ["每人400元", "低保户 免交"]),
        ("金额", "无", "无"),
        ("带什么", "身份证\r\n\r\n 户口本", ["身份证", "户口本"]),
        ("大白话", "12月31日以前交。", ["12月31日以前交。"]),
        ("读音", "便民：biàn mín\r\n长汀: cháng tīng", {"便民": "biàn mín", "长汀": "cháng tīng"}),
        ("广播稿", "第一句。\r\n第二句。", "第一句。\n第二句。"),
        ("全称", "", None),
    ],
)
def test_what_is_typed_becomes_what_the_file_holds(
    label: str, typed: str, value: Written | None
) -> None:
    assert changes_in({label: [typed]}, {label: "原来的"}) == {label: value}


def test_channels_are_ticked_and_none_left_takes_the_field_out() -> None:
    written: dict[str, Written] = {"渠道": ["公开栏", "广播"]}

    assert changes_in({"渠道": ["", "公开栏", "广播"]}, written) == {}
    assert changes_in({"渠道": ["", "广播"]}, written) == {"渠道": ["广播"]}
    assert changes_in({"渠道": [""]}, written) == {"渠道": None}


def test_channels_that_only_stand_in_another_order_are_no_change() -> None:
    written: dict[str, Written] = {"类型": "通知", "渠道": ["广播", "公开栏", "网站"]}

    assert changes_in({"渠道": ["", "公开栏", "广播", "网站"]}, written) == {}
    assert changes_in({"渠道": ["公开栏", "墟天", "网站"]}, written) == {
        "渠道": ["公开栏", "网站", "墟天"]
    }


def test_a_question_is_added_and_an_emptied_one_goes() -> None:
    written: dict[str, Written] = {"问答": [{"问": "怎么交？", "答": "去窗口。"}]}
    both = {"问答": ["1"], "问答.0.问": ["怎么交？"], "问答.0.答": ["去窗口。"],
            "问答.1.问": ["多少钱？"], "问答.1.答": ["400元。"]}  # fmt: skip

    assert changes_in(both, written)["问答"] == [
        {"问": "怎么交？", "答": "去窗口。"},
        {"问": "多少钱？", "答": "400元。"},
    ]
    gone = {"问答": ["1"], "问答.0.问": [""], "问答.0.答": [""]}
    assert changes_in(gone, written) == {"问答": None}


def test_a_new_kind_takes_out_what_only_the_old_one_has() -> None:
    written: dict[str, Written] = {
        "类型": "应急预警",
        "预警": {"级别": "橙色"},
        "个人信息": "无",
    }

    # 个人信息 was asked of neither kind: it stays as somebody wrote it.
    assert changes_in({"类型": ["通知"]}, written) == {"类型": "通知", "预警": None}


def test_a_part_of_a_record_changes_alone() -> None:
    written: dict[str, Written] = {
        "类型": "应急预警",
        "预警": {"级别": "橙色", "范围": "全乡", "自己加的": "留着"},
    }

    changed = changes_in({"预警.级别": ["红色"]}, written)

    assert changed == {"预警": {"自己加的": "留着", "级别": "红色", "范围": "全乡"}}


@given(st.dictionaries(
    st.sampled_from(["标题", "谁", "地点", "怎么办", "大白话", "带什么", "正文", "广播稿"]),
    st.text(alphabet="医保：: #-—“”\"'{}[]|>&*!%@`，。0123年月日a\n 　", max_size=40),
    min_size=1,
))  # fmt: skip
def test_whatever_is_typed_stands_in_the_file_or_is_refused_whole(typed: dict[str, str]) -> None:
    text = "---\n编号: DX-2026-004\n# 一句说明\n类型: 通知\n标题: 旧的\n---\n\n旧正文\n"
    changes = changes_in({label: [value] for label, value in typed.items()}, written_in(FILE, text))

    after = written_in(FILE, with_changes(FILE, text, changes))

    shown = {one.label: one.value for one in form_of(Kind.NOTICE, after)}
    for label, value in typed.items():
        if label in changes:
            assert "".join(shown[label].split()) == "".join(value.split())
    assert after["编号"] == "DX-2026-004"

"""What stands in a cell of a workbook comes back as the value it was."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.model.field import Field
from kit.model.fields import BY_LABEL, FIELDS
from kit.source.value_text import MOST_CHARACTERS, read_value, value_text
from kit.source.writer import written_fields
from tests.test_source_writer import EXAMPLES, values_of


@pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.attribute)
@settings(max_examples=60)
@given(data=st.data())
def test_every_value_comes_back(field: Field, data: st.DataObject) -> None:
    value = data.draw(values_of(field))
    text = value_text(field, value)  # type: ignore[arg-type]  # whatever a form hands in

    if text is not None:
        assert value_text(field, read_value(field, text)) == text
        assert read_value(field, text) == value or field.label == "渠道"


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.stem)
def test_no_value_of_the_examples_is_left_out(path: Path) -> None:
    for label, value in written_fields(path.name, path.read_bytes()).items():
        assert value is not None
        text = value_text(BY_LABEL[label], value)
        assert text is not None, label
        assert read_value(BY_LABEL[label], text) == value


@pytest.mark.parametrize(
    ("label", "written", "value"),
    [
        ("带什么", "身份证\n户口本", ["身份证", "户口本"]),
        ("带什么", "身份证、户口本", "身份证、户口本"),
        ("带什么", "- 身份证\n－户口本", ["身份证", "户口本"]),
        ("渠道", "公开栏、广播", ["公开栏", "广播"]),
        ("渠道", "[公开栏, 广播]", ["公开栏", "广播"]),
        (
            "意见办法",
            "办法：打电话、写意见卡\n理由：省钱",
            {"办法": "打电话、写意见卡", "理由": "省钱"},
        ),
        ("意见办法", "打电话", "打电话"),
        ("读音", "便民: biàn mín", {"便民": "biàn mín"}),
        ("正文", "　　各村：\n\n一、缴费", "　　各村：\n\n一、缴费"),
        ("截止", "2026-12-31", "2026-12-31"),
        ("表格", "[[[[", "[[[["),
        ("金额", "- " * 900 + "400元", "- " * 900 + "400元"),
        ("带什么", "- 身份证\ud800", "- 身份证\ud800"),
    ],
)
def test_a_clerk_writes_as_in_the_form_or_plainly(label: str, written: str, value: object) -> None:
    assert read_value(BY_LABEL[label], written) == value


def test_what_no_cell_holds_is_not_given_out() -> None:
    assert value_text(BY_LABEL["正文"], "字" * (MOST_CHARACTERS + 1)) is None

"""One table of fields: no words of an item escape a check, and a new field is two lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import pytest

from kit.compose.full_text import compose_full_text
from kit.compose.web.item_page import compose_page
from kit.edition.inspect.inspection import text_of_html
from kit.model.field import LISTS, Compared, Field, Form, Printed
from kit.model.fields import BY_LABEL, FIELDS
from kit.model.finding import Severity
from kit.model.item import (
    Amount,
    Column,
    Emergency,
    Feedback,
    Item,
    Kind,
    Phone,
    Question,
    Table,
)
from kit.source import item_file
from kit.source.values import CHINA_TIME
from kit.text import passages as passages_module
from kit.text.figures.item_facts import DETAILS, KEYS, SOURCES, SUMMARIES
from kit.text.passages import labels_of, passages, raw_passages
from tests.checked import CLEAN, findings
from tests.notices import SETTING
from tests.page_reading import everything
from tests.test_compose_web import SETTING as PAGE
from tests.test_source_bad_input import GOOD

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

MOBILE = "13805970123"
WRONG = "每人500元"
WORDS = {Form.TEXT, Form.LONG, Form.LINK, Form.WORDS, Form.LINES}
ALERT = Emergency(
    type="森林火险",
    level="橙色",
    onset=datetime(2026, 11, 23, 12, tzinfo=CHINA_TIME),
    area="全乡",
    warn="易起火",
    do=("不烧荒",),
    sender="永定区气象局",
    sent=datetime(2026, 11, 23, 9, tzinfo=CHINA_TIME),
    expires=datetime(2026, 11, 25, 12, tzinfo=CHINA_TIME),
    source_ref="35080341600000",
)
WHOLE = replace(
    CLEAN,
    emergency=ALERT,
    feedback=Feedback(ways=("电话",), reason="费用不足"),
    faq=(Question(question="怎么交？", answer="到乡里交。"),),
    table=Table(file="a.csv", columns=(Column(name="项目"),), rows=(("甲",),), caption="表"),
    amounts=(Amount(label="每人", value=CLEAN.amounts[0].value, unit="元"),),
)
"""An item with something in every record."""


def set_in(item: Item, attribute: str, value: Any) -> Item:
    outer, _, inner = attribute.rpartition(".")
    if outer:
        return replace(item, **{outer: replace(getattr(item, outer), **{inner: value})})
    return replace(item, **{attribute: value})


def shaped(field: Field, words: str) -> Any:
    """Return a value of the field that holds ``words``."""
    return (words,) if field.form in LISTS else words


def planted(words: str) -> Iterator[tuple[str, str, Item]]:
    """Yield for every place an item has for words: label, part, and the item with them there."""
    for field in FIELDS:
        if field.printed is Printed.NOWHERE:
            continue
        if field.form in WORDS:
            yield field.label, "", set_in(WHOLE, field.attribute, shaped(field, words))
        for part in field.parts:
            record = field.value_in(WHOLE)
            one = record[0] if field.form is Form.RECORDS else record
            if part.form in WORDS and part.printed is not Printed.NOWHERE:
                changed = replace(one, **{part.attribute: shaped(part, words)})
                value = (changed,) if field.form is Form.RECORDS else changed
                yield field.label, part.label, set_in(WHOLE, field.attribute, value)
    yield "金额", "", replace(WHOLE, amounts=(*WHOLE.amounts, Amount(label=words)))
    yield "电话", "", replace(WHOLE, phones=(*WHOLE.phones, Phone(label=words, number="12393")))
    named = Table(file="a.csv", columns=(Column(name=words),), rows=(("甲",),))
    yield "表格", "名称", replace(WHOLE, table=named)


def places(words: str) -> list[Any]:
    return [pytest.param(label, item, id=f"{label}{part}") for label, part, item in planted(words)]


def stopped(item: Item, code: str) -> set[str]:
    return {f.field for f in findings(item) if f.code == code and f.severity is Severity.STOP}


def test_the_item_itself_is_clean_where_the_plants_are_looked_for() -> None:
    assert not stopped(WHOLE, "P02") | stopped(WHOLE, "K03")


@pytest.mark.parametrize(("label", "item"), places(f"可以找老样{MOBILE}"))
def test_a_private_number_is_stopped_in_every_field(label: str, item: Item) -> None:
    assert label in stopped(item, "P02")
    assert not any(MOBILE in f.message + f.remedy for f in findings(item))


@pytest.mark.parametrize(("label", "item"), places(f"要交的钱是{WRONG}，到所里交"))
def test_a_wrong_amount_is_stopped_in_every_field_that_is_no_fact(label: str, item: Item) -> None:
    if BY_LABEL[label].compared is Compared.FACT:
        assert label in KEYS
    else:
        assert label in stopped(item, "K03")


@pytest.mark.parametrize(("label", "item"), places("每人{金额}都要交"))
def test_references_are_filled_in_every_field(label: str, item: Item) -> None:
    assert any(p.label == label and "每人400元" in p.text for p in passages(item))
    assert any(p.label == label and "{金额}" in p.text for p in raw_passages(item))


def test_summaries_details_and_facts_are_all_fields_there_are() -> None:
    assert {"标题", "大白话", "广播稿", "客家话稿"} == SUMMARIES
    assert {"谁", "金额", "时间", "地点", "带什么", "怎么办", "电话"} == KEYS
    assert not SUMMARIES & DETAILS
    assert BY_LABEL.keys() == SUMMARIES | KEYS | DETAILS | SOURCES
    assert labels_of(Compared.FACT) == ("金额", "电话")


@dataclass(frozen=True, slots=True, kw_only=True)
class Longer(Item):
    """The item of tomorrow: the second of the two lines of a new field."""

    fee_note: str = ""


@pytest.fixture
def new_field(monkeypatch: pytest.MonkeyPatch) -> Field:
    """Return a field that has but a line in the table and an attribute of the item."""
    field = Field("收费说明", "fee_note", Form.TEXT, "怎么收的费", most=60)
    for module in (passages_module, item_file):
        monkeypatch.setattr(module, "FIELDS", (*FIELDS, field))
    monkeypatch.setitem(BY_LABEL, field.label, field)
    monkeypatch.setattr(item_file, "Item", Longer)
    return field


@pytest.fixture
def read(tmp_path: Path, new_field: Field) -> Callable[[str], Item]:
    def read_words(words: str) -> Item:
        path = tmp_path / "DX-2026-004.md"
        path.write_text(GOOD.replace("村: 全乡", f"{new_field.label}：{words}"), encoding="utf-8")
        item = item_file.read_item(path).item
        assert item is not None
        return item

    return read_words


def test_a_new_field_is_read_printed_and_searched_with_two_lines(
    read: Callable[[str], Item],
) -> None:
    item = read("票据当场给，{截止}以前有效")

    assert "收费说明：票据当场给，12月31日以前有效" in everything(
        compose_full_text(item, None, SETTING)
    )
    page = compose_page(item, PAGE)[0].html
    assert "票据当场给，12月31日以前有效" in text_of_html(page)
    assert "收费说明" in stopped(read(f"找老样{MOBILE}"), "P02")


def test_what_stands_at_the_end_is_printed_with_its_heading() -> None:
    item = replace(
        WHOLE,
        kind=Kind.REPEAL,
        remedy="六十日内可以复议",
        replaces=("永大政〔2020〕9号",),
        interprets="闽医保〔2021〕96号",
        link="https://dx.example/a",
    )
    words = everything(compose_full_text(item, None, SETTING))

    for line in (
        "征求意见的理由：费用不足",
        "不服怎么办：六十日内可以复议",
        "代替的文件：永大政〔2020〕9号",
        "依据：政府信息公开条例",
        "解读的文件：闽医保〔2021〕96号",
        "原文网址：https://dx.example/a",
    ):
        assert line in words

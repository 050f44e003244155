"""The article for the township's account: its look goes along when it is pasted."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from kit.compose.web.article import MOST_ROWS, compose_article
from kit.edition.inspect.inspection import inspect_text, text_of_html
from kit.errors import VerifyError
from kit.model.item import Item, Kind, Privacy, Question
from tests.notices import notice
from tests.sheets import item as item_of
from tests.test_compose_web import SETTING, Outline, table

INLINE = re.compile(r"<(?:p|section|strong|table|td|span)\b(?! style=)[^>]*>")


def article(item: Item | None = None, stamp: str = "") -> str:
    return compose_article(item or notice(), replace(SETTING, stamp=stamp))


def said(html: str) -> str:
    return re.sub(r"\s", "", text_of_html(html))


def test_nothing_of_its_look_stands_outside_its_elements() -> None:
    html = article(notice(table=table(3, 5), faq=(Question(question="问？", answer="答。"),)))
    outline = Outline(html)

    assert {"script", "style", "link", "img", "a"}.isdisjoint(outline.tags)
    assert " class=" not in html
    assert " id=" not in html
    plain = set(INLINE.findall(html.split("<body", 1)[1]))
    assert plain <= {"<strong>"}


def test_it_says_what_the_page_says() -> None:
    words = said(article(notice(faq=(Question(question="新生儿怎么交？", answer="90天内交。"),))))

    for part in (
        "交明年的居民医保",
        "最后一天12月31日",
        "每人400元",
        "没有参加职工医保的村民，不分老少",
        "0597-0123456",
        "新生儿怎么交？",
        "核对版本7K2M-9QXD",
    ):
        assert part in words
    inspect_text(text_of_html(article()), (notice(),), allow=("26W48-03", "7K2M-9QXD"))


def test_a_figure_that_is_not_the_items_is_found_in_it() -> None:
    wrong = article().replace("400元", "40元")
    with pytest.raises(VerifyError):
        inspect_text(text_of_html(wrong), (notice(),), allow=("26W48-03", "7K2M-9QXD"))


def test_a_sample_says_so_before_its_title() -> None:
    words = said(article(stamp="样例").split("</p>", 1)[1])
    assert words.index("样例不是真的通知") < words.index("交明年的居民医保")


def test_how_to_paste_it_is_not_copied_along() -> None:
    hint = article().split("<body", 1)[1].split("</p>")[0]
    assert "Ctrl+V" in hint
    assert "user-select:none" in hint


@pytest.mark.parametrize(
    ("columns", "rows", "shown"), [(3, MOST_ROWS, True), (3, MOST_ROWS + 1, False), (9, 3, False)]
)
def test_a_table_that_is_no_reading_says_where_it_stands(
    columns: int, rows: int, shown: bool
) -> None:
    html = article(notice(table=table(columns, rows)))

    assert ("<table" in html) is shown
    assert ("表格不在这里，请看公开栏" in html) is not shown


@pytest.mark.parametrize("change", [{"kind": Kind.LIST}, {"privacy": Privacy.PERSONAL}])
def test_names_of_people_are_not_sent_on(change: dict[str, Any]) -> None:
    html = article(notice(table=table(2, 3, cell="样某"), **change))

    assert "样某" not in html
    assert "表格不在这里" in html


def test_html_in_an_item_is_shown_as_text() -> None:
    html = article(notice(title="<b>交</b>", body="<script>alert(1)</script>"))
    assert "<script" not in html
    assert "&lt;b&gt;" in html


def test_a_drill_s_article_says_so_in_its_title() -> None:
    drill = item_of("2026-008")

    assert article(drill).count("演练：森林火险橙色预警") >= 3
    assert "演练：" not in article(replace(drill, sample=False))

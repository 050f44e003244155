"""The review form: what signers see, where they sign, and the code they sign for."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kit.compose.forms.review_sheet import (
    Basis,
    ReviewEntry,
    compose_review_sheet,
    compose_weekly_review,
)
from kit.compose.paper.page import Tag
from kit.errors import LayoutError
from kit.model.finding import Finding, Severity
from kit.model.item import Channel, Kind, Status
from tests.notices import TOWNSHIP, notice
from tests.page_reading import Square, boxes_of, everything, lines_of, outside, texts_of, words_of

if TYPE_CHECKING:
    from kit.compose.paper.page import Document
    from kit.model.item import Item

CODE = "7K2M-9QXD"
FINDING = Finding(
    code="K07",
    severity=Severity.WARN,
    message="大白话第 2 句太长。",
    remedy="请分成两句。",
    field="大白话",
)

BASIS = Basis(code="B4S1-S000")


def form(*entries: ReviewEntry) -> Document:
    return compose_review_sheet(
        entries,
        TOWNSHIP,
        Square(),
        week_label="11月23—29日",
        lunar=lambda _day: "十一月廿三",
        basis=BASIS,
    )


def weekly(entries: list[ReviewEntry], basis: Basis = BASIS) -> Document:
    return compose_weekly_review(
        entries, TOWNSHIP, Square(), week_label="11月23—29日", code="A1B2-C3D4", basis=basis
    )


def test_the_form_shows_facts_findings_steps_and_code() -> None:
    document = form(ReviewEntry(item=notice(), check_code=CODE, findings=(FINDING,)))
    words = everything(document)

    for part in (
        "DX-2026-004　通知　医疗保障",
        "每人400元",
        "12月31日　星期四",
        "明年的居民医保，12月31日以前要交。",
        "公开栏、广播",
        "请核实　大白话：大白话第 2 句太长。请分成两句。（K07）",
        "保密审查保密审查员",
        "数字、日期、电话没有写错",
    ):
        assert part in words


def test_what_the_loudspeaker_says_is_signed_with_the_rest() -> None:
    broadcast = everything(form(ReviewEntry(item=notice(), check_code=CODE)))
    silent = notice(channels=(Channel.BOARD,))

    assert "再说一遍。" in broadcast
    assert "广播稿" not in everything(form(ReviewEntry(item=silent, check_code=CODE)))


def test_the_end_of_an_alert_is_signed_with_the_alert() -> None:
    alert = notice(kind=Kind.EMERGENCY)

    assert "解除了。" in everything(form(ReviewEntry(item=alert, check_code=CODE)))


@pytest.mark.parametrize(
    ("item", "row"),
    [
        (notice(kind=Kind.REPEAL, replaces=("DX-2026-002", "永大政〔2025〕7号")), "DX-2026-002"),
        (notice(kind=Kind.REPEAL, replaces=("DX-2026-002", "永大政〔2025〕7号")), "2025〕7号"),
        (notice(kind=Kind.EMERGENCY, cancels="DX-2026-008"), "解除DX-2026-008"),
        (notice(kind=Kind.DECISION, decides="DX-2026-001"), "决定DX-2026-001"),
        (notice(status=Status.WITHDRAWN), "状态撤回"),
    ],
)
def test_what_a_signature_takes_down_stands_on_the_form(item: Item, row: str) -> None:
    assert row in everything(form(ReviewEntry(item=item, check_code=CODE)))


def test_what_a_signature_ends_is_told_by_its_title() -> None:
    repeal = notice(kind=Kind.REPEAL, replaces=("DX-2026-004",))
    entry = ReviewEntry(item=repeal, check_code=CODE, titles={"DX-2026-004": "交明年的医保"})

    assert "DX-2026-004 “交明年的医保”" in everything(form(entry))


@pytest.mark.parametrize("count", range(1, 31))
def test_no_page_of_the_week_s_form_holds_only_what_stands_below_signatures(count: int) -> None:
    document = weekly([ReviewEntry(item=notice(), check_code=CODE)] * count)
    last = lines_of(document.pages[-1])

    assert any("签名、日期" in line for line in last)
    assert "终审" in "".join(last[-5:-1])  # the last step is the last thing above the foot


def test_the_code_is_the_largest_thing_and_stands_on_every_page() -> None:
    document = form(ReviewEntry(item=notice(), check_code=CODE))
    sizes = {t.characters: t.size_pt for page in document.pages for t in texts_of(page)}

    assert max(sizes, key=lambda words: sizes[words]) == CODE
    assert all(CODE in lines_of(page)[-1] for page in document.pages)


def test_every_point_and_verdict_has_a_box_to_tick() -> None:
    document = form(ReviewEntry(item=notice(), check_code=CODE))
    points = sum(len(step.checklist) for step in TOWNSHIP.chain)
    framed = 2  # the banner's own frames
    boxes = sum(len(boxes_of(page)) for page in document.pages) - framed

    assert boxes == points + 2 * len(TOWNSHIP.chain)
    assert "□" not in everything(document)


def test_a_step_signed_already_is_not_asked_again() -> None:
    entry = ReviewEntry(item=notice(), check_code=CODE, signed={"初审": "李某某　11月20日"})
    words = everything(form(entry))
    assert "已签李某某　11月20日" in words
    assert words.count("退回") == len(TOWNSHIP.chain) - 1


def test_without_findings_the_form_says_so() -> None:
    assert "没有发现问题。" in everything(form(ReviewEntry(item=notice(), check_code=CODE)))


def test_each_item_begins_its_own_form() -> None:
    first = ReviewEntry(item=notice(), check_code=CODE)
    second = ReviewEntry(
        item=notice(item_id="DX-2026-005", title="高龄补贴"), check_code="A1B2-C3D4"
    )
    document = form(first, second)

    titles = [words_of(b) for p in document.pages for b in p.blocks if b.tag is Tag.TITLE]
    assert titles == ["公开事项审核表11月23—29日"] * 2
    assert document.title == "审核表　11月23—29日"


def test_the_weekly_form_lists_every_item_with_its_code() -> None:
    entries = [
        ReviewEntry(item=notice(item_id=f"DX-2026-{n:03}"), check_code=f"CODE-{n:04}")
        for n in range(1, 14)
    ]
    document = weekly(entries)
    words = everything(document)

    assert "共 13 项" in words
    for entry in entries:
        assert entry.item.item_id in words
        assert entry.check_code in words
    assert words.count("全部同意") == len(TOWNSHIP.chain)
    assert not [w for page in document.pages for w in outside(page)]


def test_office_type_is_at_least_12_points() -> None:
    document = form(ReviewEntry(item=notice(), check_code=CODE, findings=(FINDING,) * 30))
    assert min(t.size_pt for p in document.pages for t in texts_of(p)) >= 12
    assert not [w for page in document.pages for w in outside(page)]


def test_an_item_with_emoji_is_refused() -> None:
    with pytest.raises(LayoutError, match="表情符号"):
        form(ReviewEntry(item=notice(title="开会😀"), check_code=CODE))


def test_with_nothing_to_sign_the_sheet_says_so() -> None:
    assert "没有等着签字的公开事项。" in everything(form())


def test_signatures_stand_together_on_one_page() -> None:
    for count in range(1, 24):
        entries = [ReviewEntry(item=notice(), check_code=CODE)] * count
        document = weekly(entries)
        signed = [page for page in document.pages if "签名、日期" in "".join(lines_of(page))]
        assert len(signed) == 1
        assert "2026年11月23日—" in everything(document)


def test_list_and_signatures_of_a_week_carry_its_code_and_how_to_enter_it() -> None:
    document = weekly([ReviewEntry(item=notice(), check_code=CODE)] * 18)

    assert len(document.pages) > 1
    assert all("表号 A1B2-C3D4" in lines_of(page)[-1] for page in document.pages)
    assert "kit sign --from-sheet A1B2-C3D4 --all" in everything(document)


def test_both_forms_name_what_prints_and_speaks_beside_the_items_and_its_changes() -> None:
    told = Finding(
        code="D01",
        severity=Severity.WARN,
        message="voices/mandarin/lexicon.tsv 上一期以后改过。",
        remedy="请一并审过。",
    )
    entry = ReviewEntry(item=notice(), check_code=CODE)

    assert "印播依据 B4S1-S000" in everything(form(entry))
    assert "上一期以后改过" not in everything(weekly([entry]))
    assert "lexicon.tsv 上一期以后改过" in everything(
        weekly([entry], replace(BASIS, changed=(told,)))
    )

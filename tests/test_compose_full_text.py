"""The full-text sheet: the whole written notice, and how it comes off the board."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest

from kit.compose.fact_words import plain_sentences
from kit.compose.full_text import CODE_MM, compose_full_text
from kit.compose.layouts.parse import parse_layout
from kit.compose.paper.page import Code, PictureFile, Tag
from kit.errors import LayoutError
from kit.model.item import (
    Attachment,
    Column,
    ColumnType,
    Emergency,
    Feedback,
    Kind,
    Question,
    Status,
    Table,
)
from tests.notices import SETTING, notice
from tests.page_reading import everything, lines_of, outside, texts_of

if TYPE_CHECKING:
    from pathlib import Path

    from kit.compose.paper.page import Document
    from kit.model.item import Item


def all_lines(document: Document) -> str:
    return "\n".join(line for page in document.pages for line in lines_of(page))


def test_a_notice_reads_from_issuer_to_take_down(root: Path) -> None:
    golden = (root / "tests/golden/full-text.txt").read_text(encoding="utf-8")
    assert all_lines(compose_full_text(notice(), None, SETTING)) + "\n" == golden


def test_villagers_read_no_type_below_16_points() -> None:
    document = compose_full_text(notice(), None, SETTING)
    foot = {"核对版本 7K2M-9QXD", "第1页　共1页"}
    sizes = {t.size_pt for p in document.pages for t in texts_of(p) if t.characters not in foot}
    assert min(sizes) >= 16


def test_a_short_notice_is_set_larger() -> None:
    short = notice(body="今天开会。", bring=(), how=None, where=None, when=None, amounts=())
    report = compose_full_text(short, None, SETTING).pages[0].frames[0]
    assert report.size_pt > 18
    assert report.reading_distance_m > 0.9


def test_the_code_is_large_enough_and_described() -> None:
    document = compose_full_text(notice(), None, SETTING)
    (block,) = (b for p in document.pages for b in p.blocks if b.tag is Tag.FIGURE)
    (code,) = block.marks

    assert isinstance(code, Code)
    assert code.side_mm == CODE_MM >= 30
    assert SETTING.payload in block.alt


def test_without_a_page_there_is_no_code() -> None:
    document = compose_full_text(notice(), None, replace(SETTING, payload="", code_id=""))
    assert "扫码" not in everything(document)
    assert not [m for p in document.pages for b in p.blocks for m in b.marks if isinstance(m, Code)]


def test_stamps_are_on_every_page() -> None:
    setting = replace(SETTING, stamp="送审稿")
    document = compose_full_text(notice(body="一段话。\n" * 120), None, setting)
    assert len(document.pages) > 2
    for page in document.pages:
        assert any(text.characters == "送审稿" for text in texts_of(page))


@pytest.mark.parametrize("body", ["", "好", "字" * 20_000, "A" * 60, "一段。\n" * 300])
def test_bodies_of_any_length_are_set_and_nothing_is_lost(body: str) -> None:
    document = compose_full_text(notice(body=body), None, SETTING)

    words = everything(document)
    for character in set(body) - {"\n"}:
        assert words.count(character) >= body.count(character)
    assert not [w for page in document.pages for w in outside(page)]


def test_the_table_stands_with_caption_unit_and_masked_names() -> None:
    table = Table(
        file="a.csv",
        caption="补贴名单",
        unit="元",
        columns=(
            Column(name="姓名", type=ColumnType.NAME),
            Column(name="金额", type=ColumnType.MONEY),
        ),
        rows=tuple((f"户主{n}", f"{n}.50") for n in range(100)),
    )
    document = compose_full_text(notice(table=table), None, SETTING)

    words = everything(document)
    assert "补贴名单单位：元姓名金额" in words
    assert "户主9999.50" in words
    assert all(
        "姓名│金额" in "\n".join(lines_of(page))
        for page in document.pages
        if any("户主" in line for line in lines_of(page))
    )


def test_questions_grounds_and_remedy_follow_the_body() -> None:
    item = notice(
        faq=(Question(question="新生儿怎么交？", answer="{截止}以前登记。"),),
        remedy="六十日内可申请行政复议。",
        feedback=Feedback(ways=("电话", "意见卡"), reason="清运费用不足"),
        replaces=("永大政〔2017〕901号",),
        interprets="闽医保〔2021〕96号",
    )
    words = everything(compose_full_text(item, None, SETTING))

    order = [
        "怎么提",
        "新生儿怎么交？",
        "12月31日以前登记。",
        "清运费用不足",
        "不服怎么办：六十日内",
        "永大政〔2017〕901号",
        "依据：",
        "闽医保〔2021〕96号",
    ]
    places = [words.index(part) for part in order]
    assert places == sorted(places)


def test_an_alert_shows_its_nine_elements() -> None:
    words = everything(compose_full_text(alert_notice(), None, SETTING))
    for part in (
        "暴雨橙色",
        "2026年11月23日8时00分",
        "山洪",
        "不过河",
        "区气象台",
        "2026年11月23日7时05分",
        "2026年11月24日8时00分",
        "预警〔2026〕1号",
    ):
        assert part in words


def alert_notice(cancels: str = "") -> Item:
    alert = Emergency(
        type="暴雨",
        level="橙色",
        onset=datetime.fromisoformat("2026-11-23T08:00"),
        area="全乡",
        warn="山洪",
        do=("不过河", "上楼"),
        sender="区气象台",
        sent=datetime.fromisoformat("2026-11-23T07:05"),
        expires=datetime.fromisoformat("2026-11-24T08:00"),
        source_ref="预警〔2026〕1号",
    )
    return notice(kind=Kind.EMERGENCY, emergency=alert, cancels=cancels)


def test_an_all_clear_says_what_is_over_and_repeats_no_ban() -> None:
    clear = alert_notice(cancels="DX-2026-008")

    words = everything(compose_full_text(clear, None, SETTING))

    assert "暴雨橙色" in words
    assert "2026年11月23日7时05分" in words
    assert not [word for word in ("山洪", "不过河", "11月24日") if word in words]
    assert plain_sentences(clear) == ()


def test_an_amended_notice_goes_on_being_in_force() -> None:
    words = everything(compose_full_text(notice(status=Status.AMENDED), None, SETTING))
    assert "请以新的内容为准" in words
    assert "不再作为" not in words


def test_a_repealed_notice_says_so() -> None:
    words = everything(compose_full_text(notice(status=Status.REPEALED), None, SETTING))
    assert "本件状态：废止，不再作为办事的依据。" in words


def test_a_pasted_signature_is_not_doubled() -> None:
    body = "正文。\n大溪乡人民政府\n2026年11月16日"
    document = compose_full_text(notice(body=body), None, SETTING)

    assert everything(document).count("2026年11月16日") == 1
    dates = [t for t in texts_of(document.pages[0]) if t.characters == "2026年11月16日"]
    assert dates[0].x_mm > 100


def test_a_long_notice_without_end_hangs_until_replaced() -> None:
    item = notice(dates=replace(notice().dates, expire=None))
    assert "11月23日贴出，长期张贴" in everything(compose_full_text(item, None, SETTING))


def test_pictures_beside_the_item_are_shown() -> None:
    item = notice(pictures=(Attachment(file="a.jpg", sha256="0"),))
    pictures = {"a.jpg": PictureFile(data=b"x", width_px=800, height_px=600)}
    document = compose_full_text(item, None, replace(SETTING, pictures=pictures))
    assert any(b.alt == "a.jpg" for p in document.pages for b in p.blocks)
    with pytest.raises(LayoutError, match=r"图片“a\.jpg”"):
        compose_full_text(item, None, SETTING)


def test_a_picture_named_in_words_says_below_it_what_it_shows() -> None:
    item = notice(pictures=(Attachment(file="绕行路线图.jpg", sha256="0"),))
    pictures = {"绕行路线图.jpg": PictureFile(data=b"x", width_px=800, height_px=600)}
    document = compose_full_text(item, None, replace(SETTING, pictures=pictures))

    assert "绕行路线图" in everything(document)


def test_emoji_are_refused_with_the_field() -> None:
    with pytest.raises(LayoutError, match="正文里有表情符号"):
        compose_full_text(notice(body="好😀"), None, SETTING)


def test_the_year_is_written_where_it_is_another() -> None:
    item = notice(deadline=date(2027, 1, 5), body="{截止}以前。")
    assert "2027年1月5日以前。" in everything(compose_full_text(item, None, SETTING))


def test_the_kits_own_layout_is_used_and_may_be_changed(root: Path) -> None:
    text = (root / "layouts/full-text-a4.toml").read_text(encoding="utf-8")
    layout = parse_layout(text, "layouts/full-text-a4.toml")
    wider = parse_layout(text.replace("[20, 12, 170, 273]", "[30, 12, 150, 273]"), "own.toml")

    assert all_lines(compose_full_text(notice(), layout, SETTING)) == all_lines(
        compose_full_text(notice(), None, SETTING)
    )
    left = min(t.x_mm for t in texts_of(compose_full_text(notice(), wider, SETTING).pages[0]))
    assert left >= 30


def test_documents_repealed_are_listed_once() -> None:
    table = Table(file="a.csv", columns=(Column(name="文号"),), rows=(("永大政〔2017〕901号",),))
    item = notice(replaces=("永大政〔2017〕901号",), table=table)
    assert everything(compose_full_text(item, None, SETTING)).count("永大政〔2017〕901号") == 1


def test_days_that_the_time_names_already_are_not_said_twice() -> None:
    dates = replace(notice().dates, period_start=date(2026, 9, 1), period_end=date(2026, 12, 31))
    assert "公示期" not in everything(compose_full_text(notice(dates=dates), None, SETTING))
    other = notice(dates=dates, when=None)
    assert "公示期9月1日到12月31日" in everything(compose_full_text(other, None, SETTING))


def test_a_title_too_long_for_three_lines_is_refused_with_a_remedy() -> None:
    with pytest.raises(LayoutError, match="标题") as refused:
        compose_full_text(notice(full_title="关于公布" * 60), None, SETTING)
    assert "删去" in refused.value.remedy


def test_a_pasted_table_too_wide_for_the_sheet_is_refused() -> None:
    row = "|" + "一段说明文字|" * 20
    body = "\n".join([row, "|" + "---|" * 20, *[row] * 6])
    with pytest.raises(LayoutError, match="表格有 20 列"):
        compose_full_text(notice(body=body), None, SETTING)

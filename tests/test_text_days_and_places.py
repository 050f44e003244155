"""Days of the week, parts of the day, sums and places in words, held against the key facts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.model.item import Amount, Question
from kit.text.figures.comparison import compare
from kit.text.figures.quantities import read
from kit.text.figures.verdict import Answer
from kit.text.written_days import WEEKDAYS, short_day
from tests.checked import changed

if TYPE_CHECKING:
    from kit.text.figures.comparison import Told

NEAR = date(2026, 11, 23)
VILLAGES = ("上洋村", "中洋村")
YEARLY = (Amount(label="每人每年", value=Decimal(1200), unit="元"),)
BY_WEIGHT = (Amount(label="每公斤", value=Decimal(8), unit="元"),)


def stops(**changes: Any) -> list[Told]:
    found = compare(changed(**changes), villages=VILLAGES)
    return [told for told in found if told.answer is Answer.STOP]


@given(
    day=st.dates(date(2026, 11, 24), date(2027, 3, 1)),
    number=st.integers(0, 6),
    name=st.sampled_from(["星期", "周", "礼拜"]),
    between=st.sampled_from(["，", "（", "开班，", "前，"]),
)
def test_a_day_of_the_week_is_that_of_its_date(
    day: date, number: int, name: str, between: str
) -> None:
    end = "）" if between == "（" else "。"
    said = f"{short_day(day)}{between}{name}{WEEKDAYS[number]}{end}"
    told = [one.why for one in stops(deadline=day, when=None, body="", plain=(said,))]

    assert bool([why for why in told if "星期" in why]) == (day.weekday() != number)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"when": "12月3日上午8点到11点", "plain": ("周五来办。",)}, "星期四"),
        ({"when": "12月3日上午8点到11点", "plain": ("下午来也可以。",)}, "上午"),
        ({"when": "12月8日到10日，每晚7点", "plain": ("连演四晚。",)}, "3天"),
        ({"when": "工作日上午8点到11点", "deadline": None, "plain": ("周六来也可以。",)}, "星期一"),
        ({"when": "周一到周四", "deadline": None, "plain": ("周五来也可以。",)}, "星期三"),
        ({"when": "9月1日到12月31日", "plain": ("12月31日到9月1日交。",)}, "结束比开始还早"),
        ({"who": "上坪组、下坪组村民", "plain": ("中坪组的村民请来。",)}, "坪组"),
        ({"where": "上洋村（不含下洋组）", "plain": ("下洋组也停水。",)}, "不含下洋组"),
        ({"where": "上洋村后山", "body": "中洋村后山有火。"}, "上洋村"),
        ({"where": "X301线K2+100", "body": "X31线封闭。"}, "X301"),
        ({"where": "X301线K2+100", "body": "封到K2+700。"}, "K2+100"),
        ({"where": "村部避灾点", "body": "地点：村小学避灾点。"}, "村部避灾点"),
        ({"where": "乡卫生院", "plain": ("到乡兽医站打针。",)}, "乡卫生院"),
        ({"how": "带1寸照片", "body": "带2寸照片。"}, "1寸"),
        ({"body": "雨量50毫米。", "plain": ("要下50厘米的雨。",)}, "50毫米"),
        ({"where": "老街18号", "body": "在老街8号。"}, "18号"),
    ],
)
def test_what_differs_is_named(change: dict[str, Any], why: str) -> None:
    assert any(why in told.why for told in stops(**change)), stops(**change)


@pytest.mark.parametrize(
    "change",
    [
        {"when": "12月3日上午8点到11点", "plain": ("周四来办，下午不办。",)},
        {"when": "12月8日到10日，每晚7点", "plain": ("演三晚，三日都在祠堂。",)},
        {"when": "周一到周五上午8点", "deadline": None, "plain": ("周三来也可以，周六休息。",)},
        {"when": "工作日上午8点", "deadline": None, "plain": ("周五也开门，周日不办。",)},
        {"where": "上洋村（不含下洋组）", "plain": ("下洋组不停水。",)},
        {"where": "乡便民服务中心一楼", "plain": ("到便民服务中心办。",)},
        {"body": "雨量50毫米。", "plain": ("要下5厘米的雨。",)},
        {"deadline": date(2027, 3, 26), "when": None, "plain": ("二月十九以前报。",)},
        {"deadline": date(2027, 3, 26), "when": None, "plain": ("三月二十六以前报。",)},
        {"deadline": date(2027, 2, 5), "when": None, "plain": ("除夕，就是2月5日截止。",)},
        {"when": "8点45分到11点15分", "plain": ("九点差一刻到十一点一刻。",)},
        {"amounts": YEARLY, "plain": ("合一个月100元。",)},
        {"amounts": BY_WEIGHT, "plain": ("一斤种子四块。",)},
        {"amounts": BY_WEIGHT, "plain": ("买3公斤二十四块。",)},
        {"amounts": YEARLY, "faq": (Question(question="一个月折多少？", answer="一百块。"),)},
    ],
)
def test_the_same_said_otherwise_goes_on(change: dict[str, Any]) -> None:
    usual = {told.text for told in stops(**{**change, "plain": ("请来办。",), "faq": ()})}

    assert [told for told in stops(**change) if told.text not in usual] == []


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("三月初八到初十", [(3, 8, True), (3, 10, True)]),
        ("阳历四月十四、十五、十六三天", [(4, 14, False), (4, 15, False), (4, 16, False)]),
        ("8日样例一村祠堂，9日样例三村", [(None, 8, False), (None, 9, False)]),
    ],
)
def test_days_in_ranges_and_lists_are_all_read(text: str, days: list[object]) -> None:
    values = [one.value for one in read(text, near=NEAR) if one.kind == "日期"]

    assert [(v.month, v.day, v.lunar) for v in values] == days  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"body": "贷款年利率3.6%。", "plain": ("月利率3.6%。",)}, "年利率"),
        ({"how": "带照片2张", "faq": (Question(question="要几张照片？", answer="3。"),)}, "2张"),
        ({"faq": (Question(question="要交多少钱？", answer="40。"),)}, "400"),
    ],
)
def test_a_number_is_held_against_what_is_asked_and_per_what(
    change: dict[str, Any], why: str
) -> None:
    assert any(why in told.why for told in stops(**change)), stops(**change)


def test_a_week_is_seven_days() -> None:
    said = {"body": "公示7天。", "when": None}

    assert stops(**said, plain=("公示一个礼拜。",)) == []
    assert stops(**said, plain=("公示三个礼拜。",))


def test_words_of_another_thing_are_declared_in_one_line_as_figures_are() -> None:
    said = {"when": "12月3日上午8点到11点", "plain": ("打完针下午多喝水。",)}

    assert [told.text for told in stops(**said)] == ["下午"]
    assert stops(**said, other_figures=("下午 打完针休息",)) == []


def test_the_days_of_every_week_are_those_of_the_time() -> None:
    time = "每周二、周五上午9点到11点"

    assert [
        told.text for told in stops(when=time, deadline=None, plain=("每周二、周四收费。",))
    ] == ["周四"]
    assert [told.text for told in stops(when=time, deadline=None, plain=("周二、周四收费。",))] == [
        "周四"
    ]
    assert stops(when=time, deadline=None, plain=("每周二、周五收费，周一到周五开门。",)) == []


_ENDS = ("桥头", "小学", "老街口", "水厂", "村部", "祠堂")


@given(
    own=st.permutations(_ENDS),
    to=st.sampled_from(["到", "至", "往东到"]),
    whole=st.sampled_from(["从{}{}{}封路。", "{}{}{}段封闭，请绕行。", "停水的是：{}{}{}。"]),
    wrong=st.sampled_from([0, 1, None]),
    turned=st.booleans(),
)
def test_a_stretch_has_the_ends_that_the_place_has(
    own: list[str], to: str, whole: str, wrong: int | None, turned: bool
) -> None:
    first, last, other, *_ = own
    told = [first, last]
    if wrong is not None:
        told[wrong] = other
    if turned:
        told.reverse()
    where = f"大溪乡{first}至{last}路段"

    found = stops(where=where, plain=(whole.format(told[0], to, told[1]),))

    assert any("地点" in one.why for one in found) == (wrong is not None), found


@pytest.mark.parametrize(
    "said",
    [
        "桥头到小学的村民到村部领水。",
        "从周一到周五封路。",
        "村部到小学、桥头都通车。",
        "请向上级反映。",
    ],
)
def test_what_is_no_stretch_of_the_road_is_none(said: str) -> None:
    usual = {one.text for one in stops(where="桥头至小学路段", plain=("请来办。",))}
    found = stops(where="桥头至小学路段", plain=(said,))

    assert [one.why for one in found if one.text not in usual and "地点" in one.why] == []


def test_the_way_from_a_landmark_is_that_of_the_place() -> None:
    assert stops(where="桥头往东200米", body="桥头往西200米停水。")
    assert [
        one.why
        for one in stops(where="桥头往东200米", body="桥头往东200米停水，请向南面绕行。")
        if "地点" in one.why
    ] == []

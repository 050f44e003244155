"""Halves of the day, shares, parts of counts, grades and answers, held against the key facts."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.model.item import Amount, Emergency, Question
from kit.source.values import CHINA_TIME
from kit.text.figures.comparison import compare
from kit.text.figures.quantities import read
from kit.text.figures.quantity import Clock, Kind
from kit.text.figures.verdict import Answer
from kit.text.normalise.normaliser import normalise
from kit.text.normalise.numerals import cardinal
from kit.text.privacy.persons import find_answered
from tests.checked import changed

if TYPE_CHECKING:
    from kit.model.item import Item
    from kit.text.figures.comparison import Told

YEARLY = (Amount(label="每人每年", value=Decimal(120), unit="元"),)
REDUCED = {"五保户": 50, "低保户": 70}
BODY = "五保户减半收取，低保户减三成。"


def stops(item: Item) -> list[Told]:
    return [told for told in compare(item) if told.answer is Answer.STOP]


def in_words(said: str, **facts: Any) -> list[Told]:
    facts = {"deadline": None, "body": "", "plain": (said,), **facts}
    return stops(changed(**facts))


def answered(question: str, answer: str, **facts: Any) -> list[Told]:
    faq = (Question(question=question, answer=answer),)
    return stops(changed(**{"deadline": None, "body": "", "plain": (), "faq": faq, **facts}))


@given(hour=st.integers(6, 11), part=st.sampled_from(["早上", "上午", "晚上", "夜里", "今晚"]))
def test_a_bare_hour_of_the_notice_is_in_the_morning(hour: int, part: str) -> None:
    said = f"{part}{cardinal(hour)}点停电。"
    told = in_words(said, when=f"12月3日{hour}时至12时")

    assert bool(told) == (part in ("晚上", "夜里", "今晚"))


@given(minutes=st.integers(0, 95).map(lambda n: n * 15), name=st.sampled_from(["点", ":"]))
def test_a_bare_hour_in_words_is_either_half_and_its_minutes_count(minutes: int, name: str) -> None:
    hour, minute = divmod(minutes, 60)
    said = f"{hour % 12 or 12}{name}{minute:02}{'分' if name == '点' else ''}开会。"
    told = in_words(said, when="12月3日14:30")

    assert bool(told) == (minutes % 720 != 150)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("夜里12点", 1440), ("半夜十二点", 1440), ("晚上2点", 120), ("晚上8点", 1200),
        ("深夜11点", 1380), ("后半夜三点", 180), ("夜晡八点", 1200), ("朝晨七点", 420),
        ("正午十二点", 720), ("中午1点", 780), ("傍晚六点半", 1110), ("一大早六点", 360),
    ],
)  # fmt: skip
def test_a_part_of_the_day_says_which_half(text: str, minutes: int) -> None:
    assert [one.value for one in read(text)] == [Clock(minutes, half_told=True)]


@pytest.mark.parametrize(
    ("when", "said", "right"),
    [
        ("2026年12月20日0时到2027年1月10日24时", "到元月十日夜里12点。", True),
        ("2026年12月20日0时到2027年1月10日24时", "到元月十日中午12点。", False),
        ("2026年12月20日0时到2027年1月10日24时", "到元月十日12点。", False),
        ("12月3日20时到24时", "晚上八点到十二点。", True),
        ("12月3日8时到5时半", "早上八点到下午五点半。", True),
        ("12月3日8时到5时半", "早上八点到早上五点半。", False),
        ("12月3日，每晚7点", "七点开演。", True),
        ("12月3日，每晚7点", "早上七点开演。", False),
    ],
)
def test_midnight_is_no_noon(when: str, said: str, right: bool) -> None:
    assert (in_words(said, when=when) == []) == right


MORNING_AND_AFTERNOON = "工作日8:00-12:00，15:00-17:30"


@pytest.mark.parametrize(
    ("when", "said", "right"),
    [
        ("12月10日6时到12月25日18时", "十二月二十五号傍晚六点通车。", True),
        ("12月10日6时到12月25日18时", "十二月二十五号早上六点通车。", False),
        ("12月3日14:30", "两点二十以前到会场。", True),
        ("12月3日14:30", "两点二十开会。", False),
        (MORNING_AND_AFTERNOON, "中午十二点到三点休息。", True),
        ("12月3日8时到20时", "晚上八点到早上八点停水。", False),
        ("12月5日上午", "下午来换气。", False),
    ],
)
def test_an_hour_belongs_to_its_day_and_its_end(when: str, said: str, right: bool) -> None:
    assert (in_words(said, when=when) == []) == right


def test_an_answer_names_the_end_that_is_asked_for() -> None:
    assert answered("几点来电？", "早上八点。", when="12月3日8时到12时")
    assert answered("几点来电？", "中午十二点。", when="12月3日8时到12时") == []


def test_the_half_of_a_bare_hour_may_stand_in_the_question() -> None:
    assert answered("晚上几点关门？", "八点。", when=MORNING_AND_AFTERNOON)
    assert answered("早上几点开门？", "八点。", when=MORNING_AND_AFTERNOON) == []


def reductions(left: int) -> list[str]:
    tenths, off = cardinal(left // 10), cardinal(10 - left // 10)
    forms = [f"减{off}成", f"打{tenths}折", f"少交{100 - left}%", f"只交{tenths}成"]
    forms += [f"按{left}%收", f"减免{off}成", f"便宜{off}成", f"交{120 * left // 100}元"]
    return forms + (["减半", "交一半", "打对折", "半价收"] if left == 50 else [])


@given(
    data=st.data(), group=st.sampled_from(sorted(REDUCED)), left=st.sampled_from(range(20, 100, 10))
)
def test_what_is_left_of_a_price_is_the_same_in_every_form(
    data: st.DataObject, group: str, left: int
) -> None:
    said = f"{group}{data.draw(st.sampled_from(reductions(left)))}。"

    assert bool(in_words(said, amounts=YEARLY, body=BODY)) == (left != REDUCED[group]), said


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("五保户打五折，交六十。", True), ("低保户省三十六块。", True),
        ("低保户省八十四块。", False), ("五保户打七折，交八十四。", False), ("五保户全免。", False),
    ],
)  # fmt: skip
def test_an_amount_follows_from_what_is_taken_off(said: str, right: bool) -> None:
    assert (in_words(said, amounts=YEARLY, body=BODY) == []) == right


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("晚稻三亩补三百。", True), ("两季都种，一亩二百五。", True), ("晚稻三亩补四百五。", False),
        ("两季都种，一亩三百。", False),
    ],
)  # fmt: skip
def test_an_amount_follows_from_that_of_its_own_group(said: str, right: bool) -> None:
    amounts = (
        Amount(label="早稻每亩补", value=Decimal(150), unit="元"),
        Amount(label="晚稻每亩补", value=Decimal(100), unit="元"),
    )

    assert (in_words(said, amounts=amounts) == []) == right


@pytest.mark.parametrize(
    "said", ["今年减半收。", "只收一半。", "打对折。", "今年翻倍。", "涨了一倍。"]
)
def test_half_and_double_are_figures(said: str) -> None:
    assert in_words(said, amounts=YEARLY)


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("上面补六成，村里出四成。", True), ("上面和村里六四开。", True), ("村里出40%。", True),
        ("上面和村里三七开。", False), ("村里出六成。", False), ("上级补助占四成。", False),
        ("上面和村里对半出。", False), ("村里自筹占一半。", False),
    ],
)  # fmt: skip
def test_each_bears_its_own_part(said: str, right: bool) -> None:
    body = "总投资80万元，其中上级补助48万元，村集体自筹32万元。"
    amounts = (Amount(label="总投资", value=Decimal(80), unit="万元"),)

    assert (in_words(said, amounts=amounts, body=body) == []) == right


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("一分地补4200元。", True), ("三分地一万二千六。", True), ("半亩地补21000元。", True),
        ("一分地补四万二。", False), ("一分地补420元。", False), ("三分地补一万二。", False),
    ],
)  # fmt: skip
def test_ten_fen_are_a_mu(said: str, right: bool) -> None:
    amounts = (Amount(label="每亩", value=Decimal(42000), unit="元"),)

    assert (in_words(said, amounts=amounts) == []) == right


@given(st.lists(st.integers(2, 9), min_size=2, max_size=4))
def test_a_count_may_be_told_in_its_parts(parts: list[int]) -> None:
    villages = "一二三四"
    body = f"共招{sum(parts)}名。"
    said = "，".join(f"样例{villages[n]}村{part}名" for n, part in enumerate(parts))

    assert in_words(f"{said}。", body=body) == []


def test_a_round_number_may_be_near_its_own() -> None:
    assert in_words("三十多个名额。", how="招38人") == []
    assert in_words("近四十个名额。", how="招38人") == []
    assert in_words("二十多个名额。", how="招38人")


def test_a_number_counts_what_it_counts_elsewhere() -> None:
    assert in_words("影响二百六十人。", body="停水影响260户。")
    assert in_words("修三公里六。", body="施工长度2.6公里。")


def test_what_is_put_in_another_unit_stays_the_same() -> None:
    body = "征地26.8亩，林区边缘100米以内不准用火。"

    assert in_words("征地1.787公顷。", body=body) == []
    assert in_words("征地17.87公顷。", body=body)
    assert in_words("边缘一里地之内不准用火。", how="边缘100米以内不准用火")


def test_the_least_that_is_paid_for_is_paid_by_all() -> None:
    amounts = (Amount(label="每吨", value=Decimal("1.8"), unit="元"),)
    body = "每户每月不足5吨的按5吨收。"

    assert in_words("三吨也收九块。", amounts=amounts, body=body) == []
    assert in_words("三吨收五块四。", amounts=amounts, body=body)
    assert in_words("十吨十八块。", amounts=amounts, body=body) == []


def test_each_of_two_levels_keeps_its_name() -> None:
    body = "警戒水位186.50米，保证水位188.00米。"

    assert in_words("警戒水位186.5米。", body=body) == []
    assert in_words("保证水位一百八十八米。", body=body) == []
    assert in_words("警戒水位188米。", body=body)


def test_a_count_is_held_against_the_one_beside_it() -> None:
    assert in_words("拟新增12户，合计29人。", who="新增低保对象12户27人")
    assert in_words("拟新增12户，合计27人。", who="新增低保对象12户27人") == []


def test_a_contact_s_name_is_the_same_everywhere() -> None:
    body = "联系人：赵小例。"

    assert in_words("会务找党政办赵小样。", body=body)
    assert in_words("会务找党政办赵小例。", body=body) == []


def test_each_of_several_villages_has_its_share() -> None:
    body = "招护林员6名，三个村各2名。"

    assert in_words("三个村各两名，一共六名。", body=body) == []
    assert in_words("三个村各三名。", body=body)
    assert in_words("招八个。", body=body)
    assert in_words("招六个。", body=body) == []


def cold(degrees: str) -> list[Told]:
    return in_words(degrees, body="最低气温零下2到零下4度。", when="12月13日")


def test_some_degrees_lie_within_those_of_the_notice() -> None:
    assert cold("零下三四度。") == cold("零下两三度。") == []
    assert cold("零下六七度。")
    assert cold("零下四五度。")


def alert(kind: str, level: str) -> Emergency:
    at = datetime(2026, 11, 23, 14, tzinfo=CHINA_TIME)
    return Emergency(
        type=kind, level=level, sender="样例县气象台", onset=at, sent=at,
        expires=at + timedelta(hours=6), area="样例乡", warn="会涨水", do=("听通知",),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "said", "right"),
    [
        ("暴雨", "这是二级预警。", True), ("暴雨", "Ⅱ级（橙色）预警。", True),
        ("暴雨", "这是一级预警。", False), ("暴雨", "三级暴雨预警。", False),
        ("暴雨", "二级（红色）预警。", False), ("森林火险", "四级火险，橙色。", True),
        ("森林火险", "五级火险。", False), ("暴雨", "启动三级响应。", True),
        ("暴雨", "预警分蓝色、黄色、橙色、红色四级，红色预警最重。", True),
        ("暴雨", "橙色预警升为红色预警。", False),
    ],
)  # fmt: skip
def test_a_grade_is_the_colour_of_the_alert(kind: str, said: str, right: bool) -> None:
    told = [
        one for one in in_words(said, emergency=alert(kind, "橙色")) if one.kind is not Kind.DATE
    ]

    assert (told == []) == right


ASKED = {
    "how": "到样例二村大桥头报名，名额38人，由乡民政办发证",
    "bring": ("身份证", "一寸照片2张"),
    "where": "乡便民服务中心",
}


@pytest.mark.parametrize(
    ("question", "answer", "right"),
    [
        ("几张照片？", "两张。", True), ("几张照片？", "三张。", False),
        ("照片几张？", "四张。", False), ("照片要几寸的？", "两寸。", False),
        ("名额几个？", "三十八个。", True), ("名额几个？", "四十八个。", False),
        ("谁发证？", "乡民政办。", True), ("谁发证？", "乡劳保所。", False),
        ("哪座桥？", "样例二村大桥。", True), ("哪座桥？", "样例三村大桥。", False),
        ("在哪里办？", "便民服务中心。", True), ("在哪里办？", "人社局。", False),
        ("多久能办好？", "快得很。", True),
    ],
)  # fmt: skip
def test_an_answer_is_held_against_what_is_asked(question: str, answer: str, right: bool) -> None:
    assert (answered(question, answer, **ASKED) == []) == right


@pytest.mark.parametrize(
    ("said", "right"),
    [
        ("隔壁镇12月6日停水。", True), ("12月6日停水。", False),
        ("1-3号桥墩检修。", True), ("一号到三号桥墩检修。", True), ("1-4号桥墩检修。", False),
        ("上次11月5日来过的不用再来。", True), ("由乡劳保所发证。", False),
        ("请到人社局报名。", False), ("两寸照片带两张。", False),
    ],
)  # fmt: skip
def test_what_bears_a_number_is_no_day(said: str, right: bool) -> None:
    facts = {**ASKED, "body": "样例二村大桥1号、2号、3号桥墩。", "when": "12月3日"}

    assert (in_words(said, **facts) == []) == right


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("5-6停电。", ""), ("每户补1,23,456元。", ""), ("≥60周岁。", "大于等于六十周岁"),
        ("请于3/4前交。", "请于三月四日前交"), ("1/2开班。", ""),
        ("03-05停电。", ""), ("停电时间：03-05。", ""), ("停水58:46。", ""),
        ("补1/3。", "补三分之一"), ("1/2的村民同意。", "二分之一的村民同意"),
        ("样例队58:46赢了。", "样例队五十八比四十六赢了"), ("编号03-05。", "编号零三杠零五"),
    ],
)  # fmt: skip
def test_what_may_be_a_day_or_a_fraction_is_refused(text: str, spoken: str) -> None:
    normalised = normalise(text)

    assert bool(normalised.problems) == (spoken == "")
    assert not spoken or normalised.spoken.rstrip("。") == spoken


def test_an_answer_tells_of_somebody_what_was_asked() -> None:
    assert find_answered("谁有肺结核？", "赵某六。")
    assert find_answered("谁有肺结核？", "不能说。") == ()
    assert find_answered("肺结核怎么报销？", "找乡卫生院。") == ()

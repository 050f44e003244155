"""What the loudspeaker says of an item: right to the last figure, short, and nothing thrice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit.compose.spoken.breath import (
    MOST_CHARACTERS,
    MOST_FIGURES,
    Heard,
    breaths,
    spoken_characters,
)
from kit.compose.spoken.broadcast import HEARD_A_MINUTE, SPOKEN_A_MINUTE
from kit.compose.spoken.script import (
    LONGEST_ALERT_S,
    LONGEST_S,
    ai_cue,
    closing,
    compose_all_clear,
    compose_script,
    opening,
    scripts_of,
)
from kit.compose.spoken.title_words import said_title
from kit.model.finding import Severity
from kit.model.item import Amount, Kind, Phone, Scope
from kit.plan.told_days import with_days
from kit.source.workspace import open_workspace
from kit.text.normalise.normaliser import normalise
from kit.text.written_days import told_hour
from tests.golden_scripts import GOLDEN, ROOT, as_text, example_scripts
from tests.spoken_numbers import amounts_in, dates_in, phones_in

if TYPE_CHECKING:
    from kit.compose.spoken.broadcast import Script
    from kit.model.item import Item

WORKSPACE = open_workspace(ROOT / "examples" / "daxi")
TOWNSHIP = WORKSPACE.township
ITEMS = {item.item_id: item for item in WORKSPACE.items}
INSURANCE = ITEMS["DX-2026-004"]
ALERT = ITEMS["DX-2026-008"]
EVERY_ITEM = pytest.mark.parametrize("item", ITEMS.values(), ids=list(ITEMS))


def script_of(item: Item) -> Script:
    return compose_script(item, TOWNSHIP)


def spoken(script: Script) -> str:
    return "".join(sentence.spoken for sentence in script.sentences)


@EVERY_ITEM
def test_the_scripts_of_the_example_are_those_that_were_read_and_approved(item: Item) -> None:
    approved = (GOLDEN / f"{item.item_id}.txt").read_text(encoding="utf-8")

    assert as_text(script_of(item)) == approved


def test_every_approved_script_has_its_item() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(example_scripts())


@EVERY_ITEM
def test_every_deadline_amount_and_phone_is_heard_as_the_item_has_it(item: Item) -> None:
    heard = spoken(script_of(item))
    year = item.dates.publish.year

    if item.deadline is not None:
        assert item.deadline in dates_in(heard, year=year)
    for amount in item.amounts:
        if amount.value is not None:
            scale = {"元": 1, "万元": 10**4, "亿元": 10**8}[amount.unit]
            assert amount.value * scale in amounts_in(heard)
    if item.phones:
        assert "".join(filter(str.isdigit, item.phones[0].number)) in phones_in(heard)


@EVERY_ITEM
def test_nothing_is_heard_that_the_item_does_not_have(item: Item) -> None:
    script = script_of(item)
    own = " ".join(
        [*item.plain, item.when or "", item.where or "", item.how or "", item.who or "", item.body]
        + [amount.written for amount in item.amounts]
    )
    year = item.dates.publish.year
    known_days = set(
        dates_in(normalise(with_days(own, item, TOWNSHIP), day_word="号").spoken, year=year)
    )
    known_days |= {day for day in (item.deadline,) if day}
    known_phones = {"".join(filter(str.isdigit, phone.number)) for phone in item.phones}
    if item.emergency:
        moments = (item.emergency.onset, item.emergency.expires)
        known_days |= {moment.date() for moment in moments if moment}

    assert set(dates_in(spoken(script), year=year)) <= known_days
    assert set(phones_in(spoken(script))) <= known_phones


@EVERY_ITEM
def test_sentences_are_one_breath_and_hold_no_digit_or_sign(item: Item) -> None:
    script = script_of(item)

    for sentence in (*script.sentences, *script.headline):
        assert 2 <= spoken_characters(sentence.spoken) <= MOST_CHARACTERS
        assert sentence.spoken.endswith(("。", "！", "？"))
        assert not any(c.isdigit() or c in "（）〔〕“”《》/-—%" for c in sentence.spoken)
        assert len(normalise(sentence.written, day_word="号").figures) <= MOST_FIGURES
        assert sentence.pause_s >= 0.6


@EVERY_ITEM
def test_a_script_lasts_no_longer_than_one_of_three_in_four_minutes(item: Item) -> None:
    script = script_of(item)
    most_s = LONGEST_ALERT_S if script.emergency else LONGEST_S

    assert script.seconds <= most_s
    assert script.characters <= most_s / 60 * HEARD_A_MINUTE
    assert not script.findings


@EVERY_ITEM
def test_no_date_and_no_amount_is_said_a_third_time(item: Item) -> None:
    heard = spoken(script_of(item))
    dates = dates_in(heard, year=item.dates.publish.year)
    most = 3 if item.kind is Kind.EMERGENCY else 2

    assert all(dates.count(day) <= most for day in dates)
    for amount in item.amounts:
        if amount.figure:
            assert heard.count(normalise(amount.figure).spoken) <= 2


def test_the_first_phone_is_said_twice_and_others_once_at_the_end() -> None:
    sentences = [sentence.spoken for sentence in script_of(INSURANCE).sentences]

    assert sentences[-4:-1] == [
        "医保服务热线，幺二，三九三。",
        "电话再报一遍，幺二，三九三。",
        "乡劳保所电话，零五九七，零幺二，三四五六。",
    ]
    assert sum("再" in one for one in sentences) == 2


def test_a_sample_says_so_first_and_last() -> None:
    sample = script_of(INSURANCE)
    real = script_of(replace(INSURANCE, sample=False))

    assert sample.sentences[0].spoken == sample.sentences[-1].spoken == "这是样例稿，不是真的通知。"
    assert sample.headline[0].spoken.startswith("样例，")
    assert "样例" not in spoken(real) + real.headline[0].spoken


def test_an_alert_comes_three_times_and_without_a_cue_before_it() -> None:
    script = script_of(replace(ALERT, sample=False))
    sentences = [sentence.spoken for sentence in script.sentences]

    assert script.emergency
    assert sentences[0] == "乡亲们请注意，森林火险橙色预警。"
    assert sentences.count("乡亲们请注意，森林火险橙色预警。") == 3
    assert sentences.count("看见山火打电话，幺二，幺幺九。") == 3
    assert "人工智能" not in spoken(script)


def test_an_alert_says_first_what_to_do_then_whom_to_call_and_only_then_the_rest() -> None:
    script = script_of(replace(ALERT, sample=False))
    written = [sentence.written for sentence in script.sentences]

    assert written[:3] == [
        "乡亲们请注意，森林火险橙色预警。",
        "禁止野外用火。",
        "看见山火打电话12119。",
    ]
    order = ("范围，", "11月26日晚上8点", "指挥部办公室发布", "再说一遍")
    places = [next(n for n, one in enumerate(written) if words in one) for words in order]
    assert places == sorted(places)
    assert before(script, "禁止") <= 4.5
    assert before(script, "12119") <= 8


def before(script: Script, words: str) -> float:
    """Return about how many seconds are on the air before a sentence with these words."""
    seconds = 0.0
    for sentence in script.sentences:
        if words in sentence.written:
            return seconds
        seconds += spoken_characters(sentence.spoken) * 60 / SPOKEN_A_MINUTE + sentence.pause_s
    raise AssertionError(words)


def test_an_alert_whose_advice_begins_with_what_to_do_keeps_its_words() -> None:
    flood = replace(ALERT, plain=("马上往高处走。", "不要过河。"), sample=False)

    assert script_of(flood).sentences[1].spoken == "马上往高处走。"


def test_an_alert_whose_advice_names_no_phone_still_says_to_call() -> None:
    bare = replace(ALERT, plain=("不烧田埂。",), sample=False)

    assert script_of(bare).sentences[2].written == "森林火警，打电话12119。"


def test_the_end_of_an_alert_says_one_thing_and_whose_word_it_is() -> None:
    said = [one.written for one in compose_all_clear(ALERT, TOWNSHIP).sentences]

    assert said == [
        "演练，不是真的。",
        "乡亲们请注意，森林火险橙色预警，解除了。",
        "永定区森林防灭火指挥部办公室通知，大溪乡政府转发。",
        "再说一遍。",
        "乡亲们请注意，森林火险橙色预警，解除了。",
        "演练，不是真的。",
    ]


def test_the_end_of_an_alert_names_no_hour_and_nothing_to_do() -> None:
    heard = "".join(one.spoken for one in compose_all_clear(ALERT, TOWNSHIP).sentences)

    assert not dates_in(heard, year=2026)
    assert not phones_in(heard)
    assert "禁止" not in heard
    assert "预警。" not in heard  # the alert's name never stands alone, as if it began


def test_an_item_that_lifts_an_alert_says_so_and_calls_nothing_out_again() -> None:
    lifted = replace(ALERT, title="森林火险预警解除", cancels="DX-2026-008")

    said = [one.written for one in script_of(lifted).sentences]

    assert said == [
        "演练，不是真的。",
        "乡亲们请注意，森林火险橙色预警，解除了。",
        "永定区森林防灭火指挥部办公室通知，大溪乡政府转发。",
        "范围，全乡林区和林边田地。",
        "再说一遍。",
        "乡亲们请注意，森林火险橙色预警，解除了。",
        "演练，不是真的。",
    ]
    assert [label for label, _ in scripts_of(lifted, TOWNSHIP)] == ["广播稿"]


def test_an_alert_without_its_elements_still_has_an_end() -> None:
    bare = replace(ALERT, emergency=None, where=None, sample=False)

    said = [one.written for one in compose_all_clear(bare, TOWNSHIP).sentences]

    assert said[0] == said[-1] == "乡亲们请注意，森林火险橙色预警，解除了。"


def test_a_drill_says_that_it_is_none_first_and_last() -> None:
    sentences = script_of(ALERT).sentences

    assert sentences[0].spoken == sentences[-1].spoken == "演练，不是真的。"


def test_a_short_fire_number_is_said_digit_by_digit() -> None:
    assert "火警，幺幺九。" in [sentence.spoken for sentence in script_of(ALERT).sentences]
    assert "一百一十九" not in spoken(script_of(ALERT))


def test_an_alert_with_little_in_it_is_still_called() -> None:
    bare = replace(ALERT, emergency=None, phones=(), plain=("快离开河边。",), how=None)

    assert spoken(script_of(bare)).count("快离开河边。") == 3


def test_the_staffs_own_text_is_said_as_it_stands_with_the_facts_filled_in() -> None:
    own = replace(
        INSURANCE, script="乡亲们，医保要交了。\n{截止}以前，每人{金额}，打{电话}。", sample=False
    )

    sentences = [sentence.spoken for sentence in script_of(own).sentences]

    assert sentences == [
        "乡亲们，医保要交了。",
        "十二月三十一号以前，每人四百元，打，幺二，三九三。",
    ]


def test_the_staffs_own_alert_comes_three_times() -> None:
    own = replace(ALERT, script="山火来了，快走。", sample=False)

    assert spoken(script_of(own)).count("山火来了") == 3


def test_what_is_too_long_loses_the_least_important_first_and_says_so() -> None:
    long = replace(
        INSURANCE,
        how="可以让家里人代办，也可以请村干部帮忙，还可以打电话问清楚再来。" * 2,
        where="乡便民服务中心一楼大厅，或者各村的便民服务点，也可以到镇上的农村信用社",
        phones=(*INSURANCE.phones, Phone(label="区医保局", number="0597-5831234")),
    )

    script = script_of(long)

    assert script.seconds <= LONGEST_S
    assert any("区医保局" in written for written in script.left_out)
    assert {"每人四百元。", "最后一天，十二月三十一号。", "医保服务热线，幺二，三九三。"} <= {
        sentence.spoken for sentence in script.sentences
    }
    told = [finding for finding in script.findings if finding.code == "L02"]
    assert {finding.severity for finding in told} == {Severity.INFO}
    assert len(told) == len(script.left_out)


def test_essentials_are_never_left_out_even_when_too_long() -> None:
    plain = tuple(
        f"第{n}件事情要请大家都记在心里，不要忘记告诉家里的老人。" for n in "一二三四五六七"
    )
    script = script_of(replace(INSURANCE, plain=plain))

    assert all(sentence in spoken(script) for sentence in plain)
    assert any(
        finding.severity is Severity.WARN and "秒" in finding.message for finding in script.findings
    )


def test_what_cannot_be_read_stops_the_broadcast() -> None:
    script = script_of(replace(INSURANCE, plain=("详见www.example.cn。",)))

    (finding,) = [one for one in script.findings if one.code == "L04"]
    assert finding.severity is Severity.STOP
    assert finding.item_id == INSURANCE.item_id


def test_a_sentence_that_cannot_be_broken_is_told() -> None:
    endless = "请参加城乡居民基本医疗保险的全体村民务必按照规定的时间把今年的费用交到村委会来"
    script = script_of(replace(INSURANCE, plain=(endless,)))

    assert any(finding.code == "L01" and endless in finding.message for finding in script.findings)


def test_nobody_hears_the_written_word_for_to_intend() -> None:
    said = spoken(script_of(ITEMS["DX-2026-001"])) + spoken(script_of(ITEMS["DX-2026-009"]))

    assert "拟" not in said
    assert "打算每人每月五元" in said
    own = replace(INSURANCE, script="模拟演练，拟定方案。", sample=False)
    assert "模拟演练，拟定方案。" in spoken(script_of(own))


def test_once_means_once() -> None:
    once = spoken(script_of(replace(INSURANCE, repeat=1)))

    assert "再说一遍。" not in once
    assert once.count("幺二，三九三") == 2
    assert "电话再报一遍" in once


def test_a_forwarded_notice_names_both_offices() -> None:
    forwarded = replace(INSURANCE, issuer="永定区医保局（乡政府转发）", sample=False)

    assert script_of(forwarded).sentences[0].spoken == "永定区医保局通知，乡政府转发。"


def test_things_to_bring_on_a_condition_are_said_with_it() -> None:
    script = script_of(
        replace(INSURANCE, bring=("身份证", "病历（住过院的）"), plain=("要交医保。",))
    )

    assert "请带身份证。" in spoken(script)
    assert "住过院的，带病历。" in spoken(script)


def test_an_item_with_nothing_but_a_title_is_still_announced() -> None:
    bare = replace(
        INSURANCE, who=None, deadline=None, amounts=(), when=None, where=None, bring=(), how=None,
        phones=(), plain=(), body="", sample=False,
    )  # fmt: skip

    assert spoken(script_of(bare)).startswith("大溪乡人民政府通知。请大家交明年的居民医保。")


_DAYS = st.dates(date(2026, 11, 24), date(2028, 12, 31))
_SUMS = st.decimals(Decimal("0.1"), Decimal(99999), places=1)
_LOCAL = st.text("0123456789", min_size=7, max_size=7)


@given(day=_DAYS, money=_SUMS, local=_LOCAL)
@settings(max_examples=60)
def test_whatever_the_figures_are_they_are_heard_exactly(
    day: date, money: Decimal, local: str
) -> None:
    item = replace(
        INSURANCE,
        deadline=day,
        amounts=(Amount(label="每人", value=money, unit="元"),),
        phones=(Phone(label="乡劳保所", number=f"0597-{local}"),),
        plain=("{截止}以前要交，每人{金额}。",),
        when=None,
        body="",
    )

    heard = spoken(script_of(item))

    assert set(dates_in(heard, year=2026)) == {day}
    assert set(amounts_in(heard)) == {money}
    assert {number for number in phones_in(heard) if len(number) > 4} == {f"0597{local}"}


@pytest.mark.parametrize(
    ("hour", "minute", "written"),
    [
        (0, 0, "11月26日凌晨0点"),
        (8, 30, "11月26日早上8点半"),
        (12, 0, "11月26日中午12点"),
        (13, 5, "11月26日下午1点05分"),
        (20, 0, "11月26日晚上8点"),
        (23, 59, "11月26日晚上11点59分"),
    ],
)
def test_hours_are_said_as_in_a_village(hour: int, minute: int, written: str) -> None:
    moment = datetime(2026, 11, 26, hour, minute, tzinfo=UTC)

    assert told_hour(moment, near=date(2026, 1, 1)) == written


def test_a_programme_opens_closes_and_owns_up_to_its_voice() -> None:
    assert opening(TOWNSHIP)[0].spoken == f"{TOWNSHIP.name}的乡亲们请注意。"
    assert closing(TOWNSHIP)[-1].spoken == "谢谢大家收听。"
    assert ai_cue().spoken == "本段语音由人工智能合成。"


_PIECES = (
    "乡村",
    "要交费",
    "，",
    "。",
    "、",
    "；",
    "！",
    "12月5日",
    "400元",
    "电话0597-5831234",
    "\n",
)


@given(st.lists(st.sampled_from(_PIECES), max_size=40))
def test_breaths_lose_nothing_that_sounds(pieces: list[str]) -> None:
    text = "".join(pieces)

    sentences = breaths(text)

    written = "".join(c for one in sentences for c in one.written if c.isalnum())
    assert written == "".join(c for c in text if c.isalnum())
    assert all(spoken_characters(one.spoken) > 1 for one in sentences)


@pytest.mark.parametrize("text", ["", "，。", "\n\n", "（）"])
def test_silence_is_no_sentence(text: str) -> None:
    assert breaths(text) == ()


def test_a_lone_character_joins_its_neighbour() -> None:
    assert [one.spoken for one in breaths("好。快走。")] == ["好，快走。"]


def test_heard_tells_a_day_from_another_that_contains_it() -> None:
    heard = Heard().after("11月2日开会")

    assert heard.has_figures("11月2日")
    assert not heard.has_figures("1月2日")
    assert not heard.has_figures("2日")


def test_heard_gives_a_day_its_month() -> None:
    assert Heard().after("7月1日到7月5日报名").has_figures("7月1日到5日")


def test_who_hears_a_stick_is_called_by_the_names_of_their_villages() -> None:
    few = opening(TOWNSHIP, villages=("样例一村", "样例二村"))
    many = opening(TOWNSHIP, villages=tuple(f"第{n}村" for n in "一二三四五"))

    assert few[0].written == "样例一村、样例二村的乡亲们请注意。"
    assert many[0].spoken == "第一村等五个村的乡亲们请注意。"


def test_a_slot_or_kit_toml_may_open_otherwise() -> None:
    slot = replace(TOWNSHIP.slots[0], opening="{乡}早间广播，{听众}请注意。")
    calls = replace(TOWNSHIP.broadcast, opening="各位乡亲。", alert="", closing="播完了。")
    own = replace(TOWNSHIP, broadcast=calls)

    assert opening(TOWNSHIP, slot)[0].spoken == "大溪乡早间广播，大溪乡的乡亲们请注意。"
    assert [one.spoken for one in (*opening(own), *closing(own))] == ["各位乡亲。", "播完了。"]
    alert = compose_script(replace(ALERT, sample=False), own)
    assert alert.sentences[0].spoken == "森林火险橙色预警。"


@pytest.mark.parametrize(
    ("title", "kind", "scope", "said"),
    [
        ("交明年的居民医保", Kind.NOTICE, Scope.EVERYONE, "请大家交明年的居民医保"),
        ("提垃圾收费意见", Kind.PREVIEW, Scope.EVERYONE, "请大家对垃圾收费提意见"),
        ("对征地补偿提意见", Kind.PREVIEW, Scope.EVERYONE, "请大家对征地补偿提意见"),
        ("领高龄老人补贴", Kind.GUIDE, Scope.SOME, "给大家说一说，领高龄老人补贴的事"),
        ("免费学手艺报名", Kind.NOTICE, Scope.SOME, "给大家说一说，免费学手艺报名的事"),
        ("三公经费花了多少", Kind.TABLE, Scope.EVERYONE, "给大家说一说，三公经费花了多少"),
        ("野外用火要受罚", Kind.PENALTY, Scope.EVERYONE, "提醒大家，野外用火要受罚"),
        ("三份旧文件停用", Kind.REPEAL, Scope.EVERYONE, "告诉大家，三份旧文件停用"),
        ("交通管制", Kind.ROAD, Scope.EVERYONE, "告诉大家，交通管制"),
        ("领导分工调整", Kind.NOTICE, Scope.EVERYONE, "给大家说一说，领导分工调整"),
        ("不烧秸秆", Kind.BAN, Scope.EVERYONE, "请大家不烧秸秆"),
    ],
)
def test_a_title_is_said_as_a_sentence(title: str, kind: Kind, scope: Scope, said: str) -> None:
    assert said_title(title, kind, scope) == said


def test_a_title_that_is_only_told_is_not_led_in_twice() -> None:
    sentences = [one.spoken for one in script_of(ITEMS["DX-2026-003"]).sentences]

    assert sentences.count("给大家说一说，小学一年级报名的事。") == 1
    assert sentences.count("小学一年级报名的事。") == 1


def test_everybody_is_called_once_by_the_programme_and_not_by_each_item() -> None:
    for everybody in ("全乡群众", "全体村民", "广大干部群众", "村民们"):
        script = script_of(replace(INSURANCE, who=everybody))
        assert f"{everybody}，请注意" not in spoken(script)
    assert "全乡商户，请注意" in spoken(script_of(replace(INSURANCE, who="全乡商户")))


@pytest.mark.parametrize(
    "tail", ["（以区医保局公布为准）", "，具体以区里公布为准", "（样例，以区医保局公布为准）"]
)
def test_a_sum_is_not_undone_by_its_note(tail: str) -> None:
    amount = Amount(label="每人", value=Decimal(400), unit="元", tail=tail)
    heard = spoken(script_of(replace(INSURANCE, amounts=(amount,), plain=("要交医保了。",))))

    assert "每人四百元。" in heard
    assert "为准" not in heard


def test_an_amount_that_names_a_table_nobody_sees_is_not_said() -> None:
    assert "区片综合地价" not in spoken(script_of(ITEMS["DX-2026-009"]))
    free = replace(INSURANCE, amounts=(Amount(label="不收费"),), plain=("要登记了。",))
    assert "不收费。" in spoken(script_of(free))


def test_nothing_is_said_to_stand_below() -> None:
    heard = spoken(script_of(ITEMS["DX-2026-002"]))

    assert "下面" not in heard
    assert "是哪几份，看公开栏。" in heard


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("明天上午8点停水。", "11月24日星期二上午8点停水。"),
        ("下周一开班。", "11月30日星期一开班。"),
        ("11月24日（明天）停水。", "11月24日（星期二）停水。"),
        ("下一个墟天来办。", "11月24日星期二墟天来办。"),
        ("下墟来办。", "11月24日星期二墟天来办。"),
        ("每天都办，墟天也办。", "每天都办，墟天也办。"),
    ],
)
def test_a_day_is_never_said_by_its_distance(written: str, said: str) -> None:
    item = replace(INSURANCE, plain=(written,))

    assert said in script_of(item).written
    assert said in script_of(replace(item, script=written)).written


def test_a_market_stall_is_announced_for_its_day() -> None:
    script = script_of(ITEMS["DX-2026-012"])

    assert script.written.count("11月24日星期二墟天") == 2
    assert "下一个墟天" not in script.written

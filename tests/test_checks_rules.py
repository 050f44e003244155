"""One change of a clean notice, and the rules that must answer to it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from kit.checks import CHECKS, check_items
from kit.duty.workdays import read_workdays
from kit.model.finding import Severity
from kit.model.item import Amount, Channel, Dates, Emergency, Feedback, Kind, Phone, Place, Status
from kit.model.township import Cycle, MarketCycle, Voice
from tests.checked import CLEAN, DATES, changed, codes, context, findings, stopped
from tests.notices import TOWNSHIP

if TYPE_CHECKING:
    from pathlib import Path

ALERT = Emergency(
    type="森林火险",
    level="橙色",
    onset=datetime.fromisoformat("2026-11-23T12:00+08:00"),
    area="大溪乡全乡",
    warn="天气干燥，风大",
    do=("禁止野外用火",),
    sender="永定区森林防灭火指挥部办公室",
    sent=datetime.fromisoformat("2026-11-23T11:30+08:00"),
    expires=datetime.fromisoformat("2026-11-26T20:00+08:00"),
    source_ref="永森防〔2026〕3号",
)
EMERGENCY = changed(
    kind=Kind.EMERGENCY,
    title="森林火险橙色预警",
    plain=("森林火险很高，禁止用火。",),
    when="11月23日12时到11月26日20时",
    deadline=None,
    amounts=(),
    body="",
    dates=replace(DATES, formed=date(2026, 11, 23), expire=date(2026, 11, 26)),
    emergency=ALERT,
    channels=(Channel.LOUDSPEAKER, Channel.BOARD),
)
PREVIEW = changed(
    kind=Kind.PREVIEW,
    deadline=None,
    amounts=(),
    plain=("收多少，先听大家的意见。",),
    body="",
    when=None,
    dates=replace(DATES, period_start=date(2026, 11, 23), period_end=date(2026, 12, 23)),
    feedback=Feedback(ways=("电话",), reason="经费不足"),
)


def test_a_clean_notice_has_no_finding_at_all() -> None:
    assert findings(CLEAN) == ()
    assert codes(EMERGENCY) == set()
    assert codes(PREVIEW) == {"K01"}  # neither 时间 nor 截止


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        # Secrets and papers of the process.
        ({"body": "秘密★10年\n关于某事"}, "S01"),
        ({"body": "密级：机密\n关于某事"}, "S01"),
        ({"body": "内部资料　注意保存\n关于某事"}, "S02"),
        ({"full_title": "关于缴费的请示"}, "S03"),
        ({"full_title": "缴费方案（征求意见稿）"}, "S03"),
        # Key facts.
        ({"phones": ()}, "K01"),
        ({"who": None}, "K01"),
        ({"when": None, "deadline": None, "plain": ("要交了。",), "body": ""}, "K01"),
        ({"phones": (Phone(label="乡劳保所", number="0597-0123456"),)}, "K05"),
        ({"phones": (Phone(label="乡劳保所", number="0597-0000000"),)}, "K05"),
        ({"where": "样例地点"}, "K05"),
        ({"where": "待定"}, "K05"),
        ({"phones": (Phone(label="乡劳保所", number="0597-5512306"),)}, "K11"),
        ({"phones": (Phone(label="报警", number="0597-110"),)}, "K11"),
        ({"how": "用手机扫码缴费", "where": "微信、支付宝"}, "K09"),
        ({"plain": ("下周三来交。",)}, "K10"),
        ({"plain": ("今天来交。",)}, "K10"),
        ({"dates": replace(DATES, expire=date(2027, 1, 1))}, "K10"),
        # Days in fields and in words.
        ({"deadline": date(2026, 11, 1)}, "K02"),
        ({"dates": replace(DATES, expire=date(2026, 11, 1))}, "K02"),
        ({"dates": replace(DATES, formed=date(2026, 11, 24))}, "K02"),
        ({"dates": replace(DATES, expire=date(2026, 12, 20))}, "K02"),
        ({"plain": ("12月30日以前要交。",)}, "K02"),
        ({"plain": ("十二月三十号以前要交。",)}, "K02"),
        ({"plain": ("12月31日（星期三）以前要交。",)}, "K02"),
        ({"plain": ("12月31日（十一月廿二）以前要交。",)}, "K02"),
        ({"plain": ("1月15日发卡。",)}, "K02"),
        ({"body": "11月31日开会。"}, "K02"),
        ({"body": "缴费到2026年13月1日。"}, "K02"),
        ({"body": "请在12月3日以前交。"}, "K02"),
        ({"when": "2026年9月1日到12月30日"}, "K02"),
        ({"script": "最后一天，十二月三十号。"}, "K02"),
        # Money, phones and references.
        ({"plain": ("每人{金额2}。",)}, "K03"),
        ({"body": "请到{地址}办。"}, "K03"),
        ({"plain": ("每人410元。",)}, "K03"),
        ({"plain": ("每人四百一十元。",)}, "K03"),
        ({"plain": ("要交0.4万元。",)}, "K03"),
        ({"script": "每人交500元。"}, "K03"),
        ({"body": "每人缴费4000元。"}, "K03"),
        ({"plain": ("打12394问。",)}, "K03"),
        ({"plain": ("打12345问。",)}, "K03"),
        ({"body": "请打0597-5512308。"}, "K03"),
        ({"body": "请打医保服务热线0597-5512306。"}, "K03"),
        ({"body": "请打0597-3456789。"}, "K03"),
        ({"plain": ("报销了七成，95%的人交了。",)}, "K03"),
        ({"plain": ("按永大政〔2026〕70号办。",)}, "K03"),
        ({"plain": ("过期要等六个月。",), "body": "过期的，要等三个月。"}, "K03"),
        # Terms of the law.
        ({"dates": replace(DATES, formed=date(2026, 10, 1))}, "T01"),
        ({"kind": Kind.REPEAL}, "T09"),
        # Wording.
        ({"plain": ("没有参加职工医保的村民不分老少都要在年底以前把明年的医保费交齐",)}, "L01"),
        ({"script": "这一句话实在太长了" * 4}, "L01"),
        ({"script": "请来交医保。" * 61}, "L02"),
        ({"plain": ("要压实责任。",)}, "L03"),
        ({"plain": ("来交医保♻。",)}, "L04"),
        ({"body": "由镇党政办负责。"}, "L05"),
        ({"body": "这是大家的的事。"}, "L06"),
        ({"body": "带身份证,户口本来。"}, "L06"),
        ({"body": "详见《办法。"}, "L06"),
        ({"doc_no": "永大政[2026]第069号"}, "L08"),
        # Characters nobody sees.
        ({"body": "看不见的\u202e字符。"}, "G02"),
    ],
)
def test_a_change_is_answered_by_its_rule(change: dict[str, Any], expected: str) -> None:
    assert expected in codes(changed(**change))


@pytest.mark.parametrize(
    "change",
    [
        {"body": "本办法不涉及国家秘密，不得泄露机密。依申请公开、不予公开的除外。"},
        {"body": "上年每人380元，今年每人400元。"},
        {"body": "个人每人400元，财政补助每人每年670元，低保户每人补200元。"},
        {"body": "每年缺口约8万元。出生90天内登记。20个工作日办结。"},
        {"body": "各村12月20日以前上报名单，村民{截止}以前交清。"},
        {"body": "自2027年1月1日起享受待遇。录取结果7月20日公布。"},
        {"body": "报警110，急救120。"},
        {"body": "1998年建站，2027年度起用新办法。"},
        {"body": "全乡12000人，面积25.6亩，比例1:3。"},
        {"body": "家长到“幼儿园”（含村小）登记：\n1）带证件\n2）填表"},
        {"plain": ("12月31日（星期四，十一月廿三）以前要交。",)},
        {"plain": ("十二月三十一号以前要交，每人四百元。",)},
        {"body": "打医保服务热线12393，或者打电话5512306。"},
        {"script": "每人四百元。电话，幺二三九三。"},
        {"how": "不会用手机的到村委会，会用的微信缴费"},
        {"full_title": "关于不再使用旧办法的通知"},
    ],
)
def test_a_legitimate_sentence_raises_nothing(change: dict[str, Any]) -> None:
    told = findings(changed(**change))

    assert [f.message for f in told if f.severity is not Severity.INFO] == []


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"type": ""}, "类型"),
        ({"onset": None}, "起始"),
        ({"do": ()}, "措施"),
        ({"sender": ""}, "发布"),
        ({"expires": None}, "到期"),
        ({"source_ref": ""}, "来源"),
    ],
)
def test_an_alert_without_an_element_is_stopped(change: dict[str, Any], missing: str) -> None:
    item = replace(EMERGENCY, emergency=replace(ALERT, **change))

    messages = [f.message for f in findings(item) if f.code == "K07"]

    assert messages == [f"预警缺少：{missing}。"]


def test_an_alert_by_the_township_itself_or_for_one_sense_only_is_found() -> None:
    own = replace(EMERGENCY, emergency=replace(ALERT, sender="大溪乡人民政府"))
    silent = replace(EMERGENCY, channels=(Channel.BOARD,))

    assert "K07" in stopped(own)
    assert "K08" in codes(silent)
    assert "K07" in stopped(replace(EMERGENCY, emergency=None))


def test_an_alert_with_another_hour_or_end_is_stopped() -> None:
    for when in ("11月23日12时到11月26日21时", "11月23日12时到11月27日20时"):
        assert "K02" in stopped(replace(EMERGENCY, when=when))
    reversed_times = replace(ALERT, expires=ALERT.onset)
    assert "K02" in stopped(replace(EMERGENCY, when=None, emergency=reversed_times))


def test_a_short_consultation_needs_a_reason() -> None:
    short = replace(PREVIEW, dates=replace(PREVIEW.dates, period_end=date(2026, 12, 10)))
    reason = Feedback(ways=("电话",), reason="灾后修路，缩短期限")

    assert "T03" in stopped(short)
    assert "T03" not in codes(replace(short, feedback=reason))
    backwards = replace(PREVIEW.dates, period_end=date(2026, 11, 1))
    assert stopped(replace(PREVIEW, dates=backwards)) == {"K02"}


def test_a_consultation_without_a_decision_is_told_after_a_month() -> None:
    decision = changed(item_id="DX-2027-001", kind=Kind.DECISION, decides=PREVIEW.item_id)
    late = context(today=date(2027, 2, 1))

    def told(*items: Any) -> bool:
        return any(f.code == "T05" for f in check_items(items, late))

    assert told(PREVIEW)
    assert not told(PREVIEW, decision)
    assert not any(f.code == "T05" for f in check_items([PREVIEW], context()))


def test_an_item_past_its_day_is_told_unless_it_is_out_of_force() -> None:
    later = {"today": date(2027, 1, 2)}

    assert "T08" in codes(CLEAN, **later)
    assert "T08" not in codes(changed(status=Status.LAPSED), **later)


def test_phones_are_to_be_dialled_again_after_a_year() -> None:
    old = (Phone(label="乡劳保所", number="0597-5512306", dialled=date(2025, 1, 1)),)
    future = (Phone(label="乡劳保所", number="0597-5512306", dialled=date(2027, 1, 1)),)

    assert "K11" in codes(changed(phones=old))
    assert "K11" in codes(changed(phones=future))


def test_a_plain_notice_that_hangs_as_something_else_is_told_and_no_fault() -> None:
    (told,) = findings(changed(kind=Kind.NOTICE))

    assert (told.code, told.severity, told.field) == ("K15", Severity.INFO, "类型")
    assert "缴费" in told.message


def test_a_sample_is_marked_not_stopped() -> None:
    sample = changed(sample=True, phones=(Phone(label="乡劳保所", number="0597-0123456"),))

    found = findings(sample)

    assert [(f.code, f.severity) for f in found] == [("K05", Severity.INFO)]


def test_a_character_the_typeface_lacks_is_named_once() -> None:
    item = changed(body="𰻝字", plain=("𰻝面。",))

    found = [f for f in findings(item, covers=lambda c: c != "𰻝") if f.code == "G01"]

    assert len(found) == 1
    assert "“𰻝”（U+30EDD）" in found[0].message
    assert found[0].severity is Severity.STOP


def test_a_yearless_deadline_is_the_next_such_day() -> None:
    dates = replace(DATES, expire=date(2027, 12, 31))
    far = changed(
        deadline=date(2027, 12, 31),
        plain=("12月31日以前要交。",),
        when=None,
        body="",
        dates=dates,
    )

    assert "K02" in stopped(far)
    assert "K02" not in codes(replace(far, plain=("2027年12月31日以前要交。",)))


def test_two_amounts_may_not_change_places() -> None:
    amounts = (
        Amount(label="80岁以上每月", value=CLEAN.amounts[0].value, unit="元"),
        Amount(label="90岁以上每月", value=CLEAN.amounts[0].value, unit="万元"),
    )
    right = changed(amounts=amounts, plain=("满80岁的老人每月有400元。",))
    wrong = replace(right, plain=("满90岁的老人每月有400元。",))

    assert "K03" not in codes(right)
    assert "K03" in stopped(wrong)


def test_a_finding_tells_file_line_field_and_remedy() -> None:
    item = changed(body="第一行。\n第二行，请在12月3日以前交。")

    found = next(f for f in findings(item) if f.code == "K02")

    assert (found.file, found.line, found.field) == ("items/DX-2026-004.md", 41, "正文")
    assert found.item_id == "DX-2026-004"
    assert found.remedy
    no_place = replace(item, place=Place(file=""))
    assert next(f for f in findings(no_place) if f.code == "K02").line is None


def test_every_finding_ends_with_a_next_step_in_chinese() -> None:
    assert {check.code[0] for check in CHECKS} == set("SPKTLG")
    item = changed(phones=(), who=None, body="内部资料\n每人5元", plain=("每人{金额9}。",))
    for finding in findings(item):
        assert finding.message.endswith("。")
        assert finding.remedy.endswith("。")


def test_an_item_formed_on_its_day_is_never_late() -> None:
    same_day = Dates(formed=date(2026, 11, 23), publish=date(2026, 11, 23))

    assert "T01" not in codes(changed(dates=same_day))


def test_holidays_do_not_count_and_days_worked_instead_do() -> None:
    over_holidays = replace(DATES, formed=date(2026, 9, 21), publish=date(2026, 10, 26))
    a_day_late = replace(over_holidays, publish=date(2026, 10, 27))

    assert "T01" not in codes(changed(dates=over_holidays))
    assert "T01" in codes(changed(dates=a_day_late))


def test_a_term_that_reaches_beyond_the_known_holidays_is_told_as_provisional() -> None:
    beyond = replace(
        DATES, formed=date(2026, 12, 20), publish=date(2027, 3, 1), expire=date(2027, 4, 1)
    )

    (told,) = (one.message for one in findings(changed(dates=beyond)) if one.code == "T01")
    assert "应当在1月15日（暂定）以前" in told


def test_a_year_that_the_workspace_knows_is_certain(tmp_path: Path) -> None:
    (tmp_path / "workdays.toml").write_text('[2027]\noff = ["01-01"]\nworked = []\n', "utf-8")
    beyond = replace(
        DATES, formed=date(2026, 12, 20), publish=date(2027, 3, 1), expire=date(2027, 4, 1)
    )

    found = findings(changed(dates=beyond), workdays=read_workdays(tmp_path))
    (told,) = (one.message for one in found if one.code == "T01")
    assert "应当在1月18日以前" in told


def test_readings_that_an_online_voice_cannot_take_are_told() -> None:
    online = replace(TOWNSHIP, voice=Voice(engine="edge", name="zh-CN-YunyangNeural"))
    own = {"便民": "biàn mín"}

    assert "L07" in codes(changed(readings=own), township=online)
    assert "L07" not in codes(changed(readings=own))
    assert "L07" not in codes(changed(), township=online)
    assert "L07" not in codes(changed(readings=own, channels=(Channel.BOARD,)), township=online)


@pytest.mark.parametrize(
    ("said", "stops"),
    [
        ("逢一、逢六开墟。", False),
        ("平时逢一、六照常。", False),
        ("逢二、逢七开墟。", True),
        ("下洋墟逢三、逢八。", False),
        ("每逢佳节倍思亲。", False),
    ],
)
def test_the_market_is_on_the_days_of_kit_toml(said: str, stops: bool) -> None:
    market = MarketCycle(cycle=Cycle.LUNAR, digits=(1, 6))
    township = replace(context().township, market=market)
    found = findings(changed(body=said), township=township)

    assert any("墟期" in f.message for f in found) == stops


@pytest.mark.parametrize(
    ("when", "asked"),
    [
        ("9月1日到12月31日", True),
        ("2026年9月1日至2027年1月5日，上午8点到11点", True),
        ("11月23日起至1月5日", True),
        ("9月1日到12月20日", False),
        ("12月25日到12月31日", False),
        ("12月31日", False),
    ],
)
def test_a_deadline_in_the_middle_of_the_time_is_asked_about(when: str, *, asked: bool) -> None:
    found = findings(changed(when=when, deadline=date(2026, 12, 20), body="", plain=("来交。",)))

    told = [one for one in found if one.code == "K02" and "时间写到" in one.message]
    assert bool(told) is asked

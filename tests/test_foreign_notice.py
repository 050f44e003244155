"""What a notice says is proposed for the fields, and nothing that it does not say."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.errors import ForeignFileError
from kit.foreign.gate import open_foreign
from kit.foreign.known_words import KnownWords
from kit.foreign.notice.pasted import read_pasted
from kit.foreign.notice.proposal import Sure
from kit.foreign.notice.read_notice import NoticeContent, notice_content, read_notice_file
from tests.pasted_notices import FIELDS, PastedNotice, invented, pasted_notices, verdict
from tests.proposal_scores import RIGHT, WRONG, compared, counted, verdicts
from tests.word_notices import NOTICES, MadeNotice

TODAY = date(2026, 11, 23)
WORDS = KnownWords(
    township="大溪乡",
    government="大溪乡人民政府",
    villages=("样例一村", "样例二村", "样例三村", "样例四村"),
    offices=(
        "乡党政办",
        "乡劳保所",
        "乡财政所",
        "乡应急办",
        "乡农业服务中心",
        "乡农资店",
    ),
    today=TODAY,
)
LEAST_RIGHT = 0.95
LEAST_RIGHT_OF_OTHERS, MOST_WRONG_OF_OTHERS = 0.80, 0.04
SIGNED = "\n大溪乡人民政府\n2026年11月20日"


def pasted(text: str) -> NoticeContent:
    return notice_content(read_pasted(text), WORDS)


def said(text: str, field: str) -> list[str]:
    return [
        one.value
        for one in pasted(text).proposals
        if one.field == field and one.sure is not Sure.LOW
    ]


def in_document(notice: MadeNotice) -> NoticeContent:
    return read_notice_file(open_foreign(notice.data), WORDS)


@pytest.mark.parametrize("notice", NOTICES, ids=lambda one: one.name)
def test_a_notice_as_word_or_wps_wrote_it_fills_the_form(notice: MadeNotice) -> None:
    content = in_document(notice)

    assert list(verdicts(notice.truth, content.proposals)) == [
        (RIGHT, field, compared(value))
        for field, values in notice.truth.items()
        for value in values
    ]
    assert len(content.lists) == notice.lists
    assert notice.told in "".join(content.told)


def test_of_all_fields_of_the_twelve_nearly_every_one_is_right() -> None:
    total = sum((counted(one.truth, in_document(one).proposals) for one in NOTICES), Counter())

    assert total[RIGHT] >= LEAST_RIGHT * total.total()


def test_of_other_hands_pasted_notices_most_fields_are_right() -> None:
    total: Counter[str] = Counter()
    for one in pasted_notices():
        sure = [p for p in pasted(one.text).proposals if p.sure is not Sure.LOW]
        for field in FIELDS:
            total.update(verdict(field, one.truth.get(field, ()), sure))

    assert total[RIGHT] >= LEAST_RIGHT_OF_OTHERS * total.total()
    assert total[WRONG] <= MOST_WRONG_OF_OTHERS * total.total()


@pytest.mark.parametrize("one", pasted_notices(), ids=lambda one: one.name)
def test_of_other_hands_notices_no_figure_is_invented(one: PastedNotice) -> None:
    assert invented(pasted(one.text).proposals, one.text, TODAY) == []


@pytest.mark.parametrize(
    ("sentence", "field", "value"),
    [
        ("请于12月18日前到乡财政所申报。", "截止", "2026-12-18"),
        ("请于2月10日前到乡财政所申报。", "截止", "2027-02-10"),
        ("报名时间：2026年12月1日至8日。", "截止", "2026-12-08"),
        ("即日起至2026年12月31日可以办理。", "截止", "2026-12-31"),
        ("缴费期为二〇二六年九月一日至十二月三十一日。", "截止", "2026-12-31"),
        ("公示期：2026年11月23日至11月29日。", "止", "2026-11-29"),
        ("本办法自2027年1月1日起施行。", "施行", "2027-01-01"),
        ("个人缴费为每人400元，各级财政补助每人680元。", "金额", "个人缴费为每人400元"),
        ("依法处五百元以上二千元以下罚款。", "金额", "500元以上"),
        ("办证收工本费10元。", "金额", "工本费10元"),
        ("体检全部免费。", "金额", "体检全部免费"),
        ("领养老金不收一分钱。", "金额", "领养老金不收一分钱"),
        ("管理费每户每月8元。低保户、五保户免收。", "金额", "低保户、五保户免收"),
        ("材料：户口簿、预防接种证原件和复印件各一份。", "带什么", "预防接种证原件和复印件"),
        ("发现火情立即拨打12119。", "电话", "12119"),
        ("为稳定生产，根据《乡种植办法》，制定本方案。", "依据", "《乡种植办法》"),
        ("缴费期为2026年9月1日至12月31日。", "摘下", "2026-12-31"),
        ("12月8日上午8点至下午6点停水。", "摘下", "2026-12-08"),
        ("带身份证、户口簿到乡农资店登记。", "地点", "乡农资店"),
        ("地点：样例一村老祠堂门口。", "地点", "样例一村老祠堂门口"),
        ("携带身份证（原件、复印件）、银行卡前来办理。", "带什么", "银行卡"),
        ("凡年满60周岁的本村老人，均可领取。", "谁", "年满60周岁的本村老人"),
        ("联系人：甲某某，0597-0123456（乡财政所）", "电话", "乡财政所 0597-0123456"),
        ("发现火情请打12119报警。", "电话", "报警 12119"),
        (
            "根据《土地管理法》第四十七条、《实施条例》第二十六条规定，现公告如下。",
            "依据",
            "《实施条例》第二十六条",
        ),
    ],
)
def test_a_sentence_gives_its_field(sentence: str, field: str, value: str) -> None:
    assert value in said(f"关于测试的通知\n{sentence}{SIGNED}", field)


@pytest.mark.parametrize(
    ("sentence", "field"),
    [
        ("2021年8月31日以前出生的儿童可以报名。", "截止"),
        ("自2026年12月1日8时起至2027年1月20日18时止，对大桥封闭施工。", "截止"),
        ("停电时间：2026年12月3日至12月4日。", "截止"),
        ("自公布之日起5个工作日内提出。", "截止"),
        ("道路总投资486万元。", "金额"),
        ("去年每人380元。", "金额"),
        ("给您带来不便，敬请谅解。", "怎么办"),
        ("联系人：甲某某。", "电话"),
        ("有人冒充社保所，说要交680元激活费。", "金额"),
        ("应聘条件：1.遵纪守法；2.身体健康。", "谁"),
        ("摩托车请停在供销社门口。", "地点"),
    ],
)
def test_what_only_looks_like_it_is_not_ticked(sentence: str, field: str) -> None:
    assert said(f"关于测试的通知\n{sentence}{SIGNED}", field) == []


def test_a_completed_year_is_told_with_what_it_was_completed_from() -> None:
    by_signature = pasted(f"关于缴费的通知\n请于12月18日前缴费。{SIGNED}").proposals
    by_today = pasted("缴费通知\n请于12月18日前缴费。").proposals
    by_page = pasted("缴费通知\n发布时间：2025-12-01 来源：本站\n请于12月18日前缴费。").proposals

    told = [
        (one.value, one.sure, one.why)
        for all_ in (by_signature, by_today, by_page)
        for one in all_
        if one.field == "截止"
    ]

    assert told == [
        ("2026-12-18", Sure.MIDDLE, "年份是按落款的日子补的"),
        ("2026-12-18", Sure.MIDDLE, "年份是按今天补的"),
        ("2025-12-18", Sure.MIDDLE, "年份是按网页的发布日期补的"),
    ]


def test_a_phone_without_an_office_is_the_issuer_s_and_says_so() -> None:
    text = f"停水通知\n联系人：甲某某，电话0597-0123456。{SIGNED}"
    (phone,) = (one for one in pasted(text).proposals if one.field == "电话")

    assert phone.value == "大溪乡人民政府 0597-0123456"
    assert phone.sure is Sure.MIDDLE
    assert "先按发文单位" in phone.why


def test_several_values_of_a_field_are_all_shown_the_surest_first() -> None:
    text = f"关于缴费的通知\n缴费时间：2026年12月1日至12月20日。\n请于12月30日前领卡。{SIGNED}"
    found = [(one.value, one.sure) for one in pasted(text).proposals if one.field == "截止"]

    assert found == [("2026-12-20", Sure.HIGH), ("2026-12-30", Sure.LOW)]


def test_what_a_page_or_a_chat_puts_around_a_notice_is_left_out_and_told() -> None:
    content = pasted(
        "首页 > 通知公告\n停水通知\n发布时间：2026-11-28 来源：大溪水厂 浏览：86\n"
        "📢因抢修，11月30日8:00至18:00停水。\n编辑：小例\n大溪水厂 2026.11.28\n"
        "村民甲：收到\n往期推荐\n▶ 关于2026年12月25日截止的旧通知"
    )

    assert content.body == "📢因抢修，11月30日8:00至18:00停水。"
    assert "6 行没有放进正文" in content.told[0]
    assert not [one for one in content.proposals if "12-25" in one.value]
    assert ("发布单位", "大溪水厂") in [(one.field, one.value) for one in content.proposals]


def test_a_plan_below_the_signature_of_its_letter_is_read_and_kept() -> None:
    letter = f"关于印发《种植补贴方案》的通知\n各村委会：\n现印发给你们。{SIGNED}"
    plan = "一、补贴标准\n每亩补贴150元。\n请于2026年12月18日前申报。"
    content = pasted(f"{letter}\n{plan}")

    found = {one.field: one.value for one in content.proposals if one.sure is not Sure.LOW}
    assert found["金额"] == "每亩补贴150元"
    assert found["截止"] == "2026-12-18"
    assert found["成文"] == "2026-11-20"
    assert "每亩补贴150元" in content.body


def test_a_line_with_a_figure_is_kept_whatever_words_stand_in_it() -> None:
    assert said(f"缴费通知\n请扫码关注我们缴费，12月18日前有效。{SIGNED}", "截止") == ["2026-12-18"]


@pytest.mark.parametrize("between", ["\t", " "])
def test_rows_copied_out_of_a_table_become_a_table(between: str) -> None:
    rows = [
        ("序号", "村", "户主", "金额"),
        ("1", "样例一村", "甲某某", "300"),
        ("2", "样例二村", "乙某某", "600"),
    ]
    text = "补贴公示\n名单如下：\n" + "\n".join(map(between.join, rows)) + SIGNED

    assert [one.rows for one in pasted(text).lists] == [tuple(rows)]


def test_the_text_keeps_its_words_and_signs_that_markdown_would_eat() -> None:
    body = pasted(f"停水通知\n一、停水时间\n# 12月1日\n- 储水{SIGNED}").body

    assert body == "## 一、停水时间\n\n\\# 12月1日\n\n\\- 储水"


def test_of_a_long_paper_the_beginning_is_searched_and_that_is_told() -> None:
    content = pasted("关于缴费的通知\n" + "请大家互相转告。\n" * 2000 + "请于12月18日前缴费。")

    assert "只在前面一万字里找" in content.told[-1]
    assert content.body.endswith("请于12月18日前缴费。")


def test_a_file_without_words_says_that_it_is_a_scan() -> None:
    with pytest.raises(ForeignFileError, match="没有文字"):
        notice_content(read_pasted("  \n\n"), WORDS)


PIECES = st.sampled_from(
    [
        "关于做好缴费工作的通知",
        "各村民委员会：",
        "一、缴费对象：没有参保的村民",
        "二、缴费标准：每人{n}元，财政补助每人{m}元。",
        "三、缴费时间：2026年{a}月{b}日至{c}月{d}日，上午{h}:30—11:30。",
        "请于{a}月{b}日前带身份证、户口簿到乡财政所办理。",
        "依法处{n}元以上{m}元以下罚款，约{m}万元。",
        "联系电话：0597-01{p}（乡财政所）、{q}。",
        "本通告自{c}月{d}日起施行，{b}号窗口办理，{n}户{m}人。",
        "公示期{b}天，2027年{c}月{d}日止；下周五前报名，每亩{n}.5元",
        "📢{a}.{b}—{c}.{d}停电，{h}点半恢复，12{p}转{q}",
        "大溪乡人民政府",
        "2026年{a}月{b}日",
        "{n}\t{m}\t{p}",
    ]
)
NUMBERS = st.fixed_dictionaries(
    {
        "n": st.integers(1, 9999),
        "m": st.integers(1, 99),
        "a": st.integers(0, 13),
        "b": st.integers(0, 32),
        "c": st.integers(1, 12),
        "d": st.integers(1, 31),
        "h": st.integers(0, 24),
        "p": st.integers(10000, 99999),
        "q": st.sampled_from(["12345", "110", "0597-0123456", "13800000000", "一二三"]),
    }
)


@given(st.lists(PIECES, min_size=1, max_size=9), NUMBERS)
def test_no_figure_is_ever_proposed_that_does_not_stand_in_the_notice(
    pieces: list[str], numbers: dict[str, object]
) -> None:
    text = "\n".join(pieces).format(**numbers)

    assert invented(pasted(text).proposals, text, TODAY) == []


@given(
    st.text(
        "每人元月日年至到前请带证（）《》：:。，1２三〇.-/ \n\t【】@#办理电话0597", max_size=400
    )
)
def test_every_proposal_s_sentence_stands_in_the_text(text: str) -> None:
    if not text.strip():
        return
    try:
        content = pasted(text)
    except ForeignFileError:
        return
    whole = compared(text.replace("\n", ""))
    for one in content.proposals:
        assert compared(one.sentence.replace("\n", "")) in whole


def test_figures_of_neighbouring_cells_make_no_day() -> None:
    found = pasted("关于做好缴费工作的通知\n20\t1\t70301\n").proposals

    assert not [one for one in found if one.field == "成文"]

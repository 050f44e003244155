"""Written government text is read aloud right, or refused; never guessed."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kit.text.normalise.normaliser import WordKind, normalise
from tests.spoken_numbers import date_of, digits_of, value_of

DATA = Path(__file__).parent / "data" / "speech"


def bare(text: str) -> str:
    return "".join(character for character in text if character.isalnum())


def cases(name: str) -> list[tuple[str, str]]:
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    pairs = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [(written, wanted) for written, wanted in pairs]


@pytest.mark.parametrize(("written", "wanted"), cases("normalise_given.tsv"))
def test_the_given_cases_are_read_as_wanted(written: str, wanted: str) -> None:
    assert bare(normalise(written).spoken) in {bare(one) for one in wanted.split("|")}


@pytest.mark.parametrize(("written", "wanted"), cases("normalise_fresh.tsv"))
def test_cases_written_before_they_were_run_are_read_or_refused_as_wanted(
    written: str, wanted: str
) -> None:
    normalised = normalise(written)

    heard = "!" if normalised.problems else bare(normalised.spoken)

    assert re.fullmatch(wanted, heard), normalised


@pytest.mark.parametrize(("written", "wanted"), cases("normalise_strangers.tsv"))
def test_cases_by_somebody_who_had_not_read_the_rules_are_read_or_refused_as_wanted(
    written: str, wanted: str
) -> None:
    normalised = normalise(written)

    heard = "!" if normalised.problems else bare(normalised.spoken).lower()

    # Letters are heard alike, large or small.
    accepted = {one if one == "!" else bare(one).lower() for one in wanted.split("|")}
    assert heard in accepted, normalised


@pytest.mark.parametrize(("written", "wanted"), cases("normalise_found.tsv"))
def test_readings_once_found_wrong_stay_mended(written: str, wanted: str) -> None:
    normalised = normalise(written, day_word="号")

    assert ("!" if normalised.problems else bare(normalised.spoken)) == wanted


@pytest.mark.parametrize(
    ("written", "wanted"), [*cases("normalise_written.tsv"), *cases("normalise_others.tsv")]
)
def test_phrases_of_public_notices_are_read_or_refused_as_wanted(written: str, wanted: str) -> None:
    normalised = normalise(written, day_word="号")

    heard = "REFUSE" if normalised.problems else bare(normalised.spoken)

    assert heard in {bare(one) for one in wanted.split("|")}, normalised


@pytest.mark.parametrize(
    "noun",
    [
        "短号",
        "分机",
        "取件码",
        "验证码",
        "图斑号",
        "末四位",
        "身份证后六位",
        "村部电话",
        "内线",
        "热线",
        "房号",
        "门牌号",
        "户号",
        "电表号",
        "单号",
        "地块编号",
        "林班号",
        "杆号",
        "表号",
        "车牌尾号",
        "准考证号",
        "床位号",
        "案号",
        "邮编",
        "账号",
        "微信号",
        "QQ群",
        "耳标号",
        "频道",
        "口令",
        "初始密码",
    ],
)
@pytest.mark.parametrize("behind", ["", "，", "的群众", "）"])
def test_digits_behind_a_noun_of_numbers_are_read_one_by_one(noun: str, behind: str) -> None:
    assert "六六八零" in normalise(f"{noun}6680{behind}").spoken
    assert "六千六百八十户" in normalise(f"{noun}6680户").spoken


@given(st.integers(0, 30), st.integers(0, 30), st.sampled_from("~～-—－"))
def test_the_sign_of_a_temperature_is_always_heard(low: int, high: int, dash: str) -> None:
    assert normalise(f"气温-{low}{dash}-{high}℃").spoken.count("零下") == 2
    assert "零上" in normalise(f"气温-{low}{dash}{high}℃").spoken
    assert "零下" in normalise(f"气温{low}{dash}-{high}℃").spoken


@given(st.integers(min_value=0, max_value=10**12))
@example(20261123)
def test_numbers_come_back_from_their_words(number: int) -> None:
    spoken = normalise(f"共{number}元").spoken

    assert value_of(spoken.removeprefix("共").removesuffix("元")) == number


@pytest.mark.parametrize("power", range(13))
def test_numbers_around_powers_of_ten_come_back_from_their_words(power: int) -> None:
    for number in (10**power - 1, 10**power, 10**power + 1, 2 * 10**power, 11 * 10**power // 10):
        spoken = normalise(f"{number}元").spoken
        assert value_of(spoken.removesuffix("元")) == number


@given(st.decimals(min_value=0, max_value=10**8, places=2), st.sampled_from(("元", "万元", "亩")))
def test_decimals_come_back_from_their_words(number: Decimal, unit: str) -> None:
    spoken = normalise(f"{number}{unit}").spoken

    assert value_of(spoken.removesuffix(unit)) == number


@given(st.integers(min_value=1000, max_value=10**11))
def test_thousands_commas_change_nothing(number: int) -> None:
    plain = normalise(f"{number}元").spoken

    assert normalise(f"{number:,}元").spoken == plain
    assert normalise(f"{number:,}元".replace(",", "，")).spoken == plain


@pytest.mark.slow
def test_every_date_from_1949_to_2050_comes_back_from_its_words() -> None:
    day = date(1949, 1, 1)
    while day.year <= 2050:
        spoken = normalise(f"{day.year}年{day.month}月{day.day}日", day_word="号").spoken
        assert date_of(spoken, year=0) == day
        day += timedelta(days=1)


@pytest.mark.parametrize(
    "form",
    ["{0:%Y-%m-%d}", "{0.year}/{0.month}/{0.day}", "{0.year}.{0.month}.{0.day}", "{0:%Y－%m－%d}"],
)
def test_dates_in_other_forms_come_back_from_their_words(form: str) -> None:
    day = date(1949, 1, 1)
    while day.year <= 2050:
        spoken = normalise(form.format(day)).spoken
        assert date_of(spoken, year=0) == day
        # All days of the month in all years, in a fraction of a second.
        day += timedelta(days=17)


@pytest.mark.parametrize("written", ["2026-02-29", "2026年4月31日", "0月3日", "2026/13/1"])
def test_a_day_the_calendar_does_not_have_is_refused(written: str) -> None:
    (problem,) = normalise(written).problems

    assert "不是日历上的日子" in problem.message or "不知道" in problem.message


def test_days_are_said_as_in_a_village_where_wanted() -> None:
    assert normalise("12月31日前", day_word="号").spoken == "十二月三十一号前"
    assert normalise("7月1日到5日", day_word="号").spoken == "七月一号到五号"
    assert normalise("十二月三十一日", day_word="号").spoken == "十二月三十一号"


def test_a_length_of_time_is_no_day_of_the_month() -> None:
    assert normalise("公示7日，30日内提出", day_word="号").spoken == "公示七日，三十日内提出"


def test_every_minute_of_the_day_is_read() -> None:
    for minute in range(24 * 60):
        hour, rest = divmod(minute, 60)
        spoken = normalise(f"时间{hour}:{rest:02}到").spoken.removeprefix("时间").removesuffix("到")
        match = re.fullmatch(r"(.+)点(?:(半)|(?:零?(.+)分))?", spoken)
        assert match
        assert value_of(match[1]) == hour
        assert (30 if match[2] else value_of(match[3]) if match[3] else 0) == rest


_NUMBERS = st.text("0123456789", min_size=7, max_size=7)


@given(_NUMBERS, st.sampled_from(["0597-{}", "（0597）{}", "0597{}", "0597－{}", "0597—{}"]))
@settings(max_examples=60)
def test_landlines_are_read_digit_by_digit(local: str, form: str) -> None:
    normalised = normalise(f"电话：{form.format(local)}。")

    (figure,) = normalised.figures
    assert figure.kind is WordKind.PHONE
    assert digits_of(figure.spoken) == f"0597{local}"
    assert "一" not in figure.spoken


@given(
    st.sampled_from(("13", "15", "18", "19")),
    st.text("0123456789", min_size=9, max_size=9),
    st.sampled_from(("{0}{1}{2}", "{0}-{1}-{2}", "{0} {1} {2}", "+86 {0}{1}{2}")),
)
@settings(max_examples=60)
def test_mobiles_are_read_digit_by_digit(start: str, rest: str, form: str) -> None:
    number = start + rest
    normalised = normalise("手机" + form.format(number[:3], number[3:7], number[7:]))

    (figure,) = normalised.figures
    assert digits_of(figure.spoken) == number


@pytest.mark.parametrize("number", ["110", "119", "120", "122", "12119", "12345", "12393", "95598"])
def test_hotlines_are_read_digit_by_digit_and_counts_are_not(number: str) -> None:
    (called,) = normalise(f"请拨打{number}。").figures
    (counted,) = normalise(f"全乡共{number}户。").figures

    assert digits_of(called.spoken) == number
    assert value_of(counted.spoken) == int(number)


@pytest.mark.parametrize(
    ("number", "said"),
    [
        ("12119", "幺二，幺幺九"),
        ("12345", "幺二，三四五"),
        ("95598", "九五，五九八"),
        ("96110", "九六，幺幺零"),
        ("119", "幺幺九"),
        ("10086", "幺零零八六"),
    ],
)
def test_a_service_number_of_five_digits_is_said_in_two_breaths(number: str, said: str) -> None:
    for written in (f"请拨打{number}。", f"{number}热线", number):
        assert said in normalise(written).spoken
    assert normalise(f"再报，{number}。", phones=(number,)).spoken == f"再报，{said}。"


def test_a_number_known_to_be_a_phone_is_read_as_one_wherever_it_stands() -> None:
    assert normalise("火警，119。", phones=("119",)).spoken == "火警，幺幺九。"
    assert normalise("再说一遍，5831234。", phones=("5831234",)).spoken.endswith("幺二三四。")
    assert normalise("共119户。", phones=("119",)).spoken == "共一百一十九户。"
    assert normalise("共11900元。", phones=("119",)).spoken == "共一万一千九百元。"


@pytest.mark.parametrize(
    "written",
    [
        "网址www.example.gov.cn",
        "发到abc@example.com",
        "138****1234",
        "XX村",
        "每人____元",
        "金额{金额}",
        "面积1234567",
        "12/25",
        "5-2",
        "1-2-3",
        "220/380V",
        "2026.11",
        "2026重点工作",
        "12.5前",
        "11-23",
        "1,00元",
        "2026.1.2.3",
        "👍",
        "1:30",
        "Excel表格",
        "9" * 30 + "元",
        "√同意",
    ],
)
def test_what_cannot_be_read_is_a_problem_with_a_next_step(written: str) -> None:
    problems = normalise(written).problems

    assert problems
    for problem in problems:
        assert problem.message.endswith("。")
        assert problem.remedy.endswith("。")
        assert 0 <= problem.written_start < problem.written_end <= len(written)


def test_a_masked_number_is_not_repeated() -> None:
    (problem,) = normalise("联系人138****1234").problems

    assert "138" not in problem.message


@pytest.mark.parametrize(
    ("written", "spoken"),
    [
        ("（样例）", "样例"),
        ("身份证、户口本（原件）", "身份证、户口本，原件"),
        ("第二十条第（十一）项", "第二十条第十一项"),
        ("（一）总体情况", "一，总体情况"),
        ("总体情况\n工作情况", "总体情况。工作情况"),
        ("停电……请准备", "停电，请准备"),
        ("“三公”经费", "三公经费"),
    ],
)
def test_marks_become_pauses_or_nothing(written: str, spoken: str) -> None:
    assert normalise(written).spoken.rstrip("，") == spoken


_ALPHABET = (
    "公开栏年月日元人第0123456789０９,，.。:：-—~～/%％（）()〔〕《》 　\n"
    "¥℃㎡ⅣABx{}*#+①²°O〇五百万k时点个号转"
)


@given(st.text(_ALPHABET, max_size=40))
@settings(max_examples=300)
def test_words_cover_the_text_and_hold_no_digit(text: str) -> None:
    normalised = normalise(text)

    position = 0
    for word in normalised.words:
        assert word.written_start == position
        assert word.written_end > word.written_start
        position = word.written_end
    assert position == len(text)
    assert "".join(word.spoken for word in normalised.words) == normalised.spoken
    assert not re.search(r"[^一-鿿A-Za-z，、；：。！？]", normalised.spoken)
    assert not re.search(r"[，、；：。！？]{2}", normalised.spoken)


@given(st.text(max_size=30))
def test_any_text_at_all_is_read_or_refused(text: str) -> None:
    normalised = normalise(text)

    assert not re.search(r"[0-9０-９]", normalised.spoken)


def test_twenty_thousand_characters_are_read() -> None:
    text = "2026年12月31日前每人400元。" * 1000

    assert normalise(text).spoken.count("四百元") == 1000


def test_the_normaliser_costs_no_dictionary_at_import() -> None:
    probe = (
        "import sys, kit.text.normalise.normaliser; print({'pypinyin', 'jieba'} & set(sys.modules))"
    )

    found = subprocess.run(
        [sys.executable, "-c", probe], capture_output=True, text=True, check=True
    )

    assert found.stdout.strip() == "set()"

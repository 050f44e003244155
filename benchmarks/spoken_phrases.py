"""Phrases with figures in every form that notices use, and whether a reading says them.

Made without the normaliser and its self-check: what is heard is read back by the tests' own
reader of spoken numbers, and what must be refused is known because it was made so.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

from benchmarks.figures import line
from kit.text.normalise.normaliser import normalise
from kit.text.normalise.numerals import by_digit, cardinal
from kit.text.normalise.self_check import misheard
from tests.spoken_numbers import digits_of, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

_PAUSES = re.compile("[，、；：。！？]")
_NUMERAL = "[零一二两三四五六七八九十百千万亿点]+"
_CHANGED = re.compile("[零幺一二两三四五六七八九十百千万亿点半到每负]")
_DIGIT = "[零一二三四五六七八九幺]+"
_WIDE = str.maketrans("0123456789.", "０１２３４５６７８９．")
_FRAMES = (
    ("", ""),
    ("每人补助", "，请互相转告"),
    ("（", "）"),
    ("今年的标准是", "。"),
    ("", "，逾期不候。"),
    ("按", "执行"),
    ("；", "；"),
    ("约为", "左右"),
)
_NOUNS = (
    "短号", "分机号", "取件码", "验证码", "图斑号", "宗地编号", "末四位", "卡号后四位", "尾号",
    "村部电话", "值班电话", "户号", "用户编号", "电表号", "工单号", "流水号", "合同号", "项目编号",
    "地块编号", "小班号", "杆号", "房号", "门牌号", "桌号", "耳标号", "准考证号", "案号",
    "邮编", "账号", "QQ群", "微信号", "口令", "频道", "座机",
)  # fmt: skip
_HYPHENED = (
    "宗地编号", "项目编号", "图斑号", "合同号", "户号", "房号", "地块编号", "案号", "批号",
    "受理号", "编号",
)  # fmt: skip
_UNITS = {
    "kg": "公斤", "mg": "毫克", "g": "克", "t": "吨", "km": "公里", "m": "米",
    "cm": "厘米", "mm": "毫米", "㎡": "平方米", "m²": "平方米", "m³": "立方米", "km²": "平方公里",
    "mL": "毫升", "L": "升", "kW": "千瓦", "kWh": "千瓦时", "kV": "千伏", "V": "伏",
    "h": "小时", "min": "分钟", "MPa": "兆帕", "dB": "分贝",
}  # fmt: skip
_MEASURES = (
    "户", "人", "亩", "件", "个", "名", "米", "斤", "公斤",
    "公里", "天", "次", "份", "头", "株", "吨", "岁", "个月",
    "个工作日", "平方米", "立方米", "倍",
)  # fmt: skip
_PER = (
    "人", "户", "亩", "月", "年", "天", "次", "头", "株",
    "吨", "斤", "袋", "瓶", "张",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Phrase:
    """A written phrase; ``parts`` is what must be heard of it in order, None: refuse it."""

    written: str
    parts: tuple[str | Decimal | Digits, ...] | None


@dataclass(frozen=True, slots=True)
class Digits:
    """A number that must be heard digit by digit."""

    digits: str


@dataclass
class Tally:
    """What became of many phrases."""

    tried: int = 0
    equal: int = 0
    refused: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    mutated: int = 0
    mutations_passed: list[str] = field(default_factory=list)


def says(phrase: Phrase, spoken: str) -> bool:
    """Return whether every part is heard in ``spoken``, in order and with nothing between."""
    heard = _PAUSES.sub("", spoken).replace("至", "到")
    return phrase.parts is not None and _says(phrase.parts, heard)


def _says(parts: tuple[str | Decimal | Digits, ...], heard: str) -> bool:
    if not parts:
        return not heard
    first, rest = parts[0], parts[1:]
    if isinstance(first, str):
        words = _PAUSES.sub("", first)
        return any(
            heard.startswith(way) and _says(rest, heard[len(way) :]) for way in words.split("|")
        )
    run = re.match(_DIGIT if isinstance(first, Digits) else _NUMERAL, heard)
    # Two numbers may meet (周五八点), so every end is tried.
    return run is not None and any(
        _equals(first, heard[:end]) and _says(rest, heard[end:]) for end in range(run.end(), 0, -1)
    )


def _equals(wanted: Decimal | Digits, heard: str) -> bool:
    if isinstance(wanted, Digits):
        return digits_of(heard) == wanted.digits
    if re.fullmatch("[一二三四五六七八九零两]{2,}.*", heard) or heard[-1] == "点":
        return False  # a value is not said digit by digit
    try:
        return value_of(heard) == wanted
    except (AssertionError, KeyError):
        return False


def phrases(count: int, seed: int = 2026) -> Iterator[Phrase]:
    """Yield ``count`` phrases, every kind in turn, from a seeded generator."""
    rng = random.Random(seed)
    for number in range(count):
        maker = _MAKERS[number % len(_MAKERS)]
        made = maker(rng)
        before, behind = ("", "。") if maker is _listed else rng.choice(_FRAMES)
        if isinstance(made, Phrase):
            yield (
                made
                if made.parts is None
                else Phrase(
                    before + made.written + behind,
                    (_words(before), *made.parts, _words(behind)),
                )
            )


def _words(text: str) -> str:
    return re.sub("[（）]", "", _PAUSES.sub("", text))


def measured(count: int, seed: int = 2026, mutations: int = 1) -> Tally:
    """Return what becomes of ``count`` phrases and of their readings with one numeral changed."""
    rng = random.Random(seed + 1)
    tally = Tally()
    for phrase in phrases(count, seed):
        tally.tried += 1
        normalised = normalise(phrase.written, day_word="号")
        if normalised.problems:
            if phrase.parts is not None:
                tally.refused.append(f"{phrase.written}：{normalised.problems[0].message}")
            continue
        if not says(phrase, normalised.spoken):
            tally.wrong.append(f"{phrase.written} → {normalised.spoken}")
            continue
        tally.equal += 1
        changed = [_mutated(normalised.spoken, rng) for _ in range(mutations)]
        for wrong in (*changed, *_read_otherwise(phrase, normalised.spoken)):
            if wrong and not says(phrase, wrong):
                tally.mutated += 1
                if not misheard(phrase.written, wrong):
                    tally.mutations_passed.append(f"{phrase.written} → {wrong}")
    return tally


def _mutated(spoken: str, rng: Random) -> str:
    """Return ``spoken`` with one numeral, sign or 到 changed or dropped."""
    places = [found.start() for found in _CHANGED.finditer(spoken)]
    if not places:
        return ""
    at = rng.choice(places)
    if rng.random() < 0.3:
        return spoken[:at] + spoken[at + 1 :]
    return spoken[:at] + rng.choice("零一二三四五六七八九十百千万点") + spoken[at + 1 :]


def spoken_figures(count: int = 10_000) -> int:
    """Print what becomes of ``count`` phrases and return how many targets are missed."""
    tally = measured(count)
    for told in (*tally.wrong, *tally.mutations_passed, *tally.refused[:20]):
        print(f"    {told}")
    wrong, mutated = len(tally.wrong), tally.mutated
    share = 100 * len(tally.refused) / tally.tried
    heard = 100 * (1 - len(tally.mutations_passed) / mutated)
    return (
        line(f"{tally.tried} phrases: wrong in silence", wrong, "", most=0)
        + line("  refused though they can be read", share, "%", most=2)
        + line(f"{mutated} readings made wrong: told", heard, "%", least=99.9)
    )


def _read_otherwise(phrase: Phrase, spoken: str) -> Iterator[str]:
    """Yield ``spoken`` with a count said digit by digit, and with a code said as a count."""
    heard = _PAUSES.sub("", spoken).replace("两", "二").replace("幺", "一")
    for part in phrase.parts or ():
        if isinstance(part, Digits) and 2 < len(part.digits) < 9 and part.digits[0] != "0":
            yield heard.replace(by_digit(part.digits), cardinal(int(part.digits), counting=False))
        elif isinstance(part, Decimal) and part >= 10 and part == int(part):
            yield heard.replace(cardinal(int(part), counting=False), by_digit(str(int(part))))


# ---- makers: one a kind ---------------------------------------------------------------------


def _number(rng: Random) -> tuple[str, Decimal]:
    """Return a number as it is written, and its value."""
    value = Decimal(
        rng.choice((rng.randint(3, 99), rng.randint(100, 9999), rng.randint(10_000, 9_999_999)))
    )
    if rng.random() < 0.3:
        value = Decimal(rng.randint(1, 99999)) / (10 if rng.random() < 0.6 else 100)
    plain = f"{value:f}"
    forms = [plain, plain, plain.translate(_WIDE)]
    if value >= 1000:
        forms += [f"{value:,}", f"{value:,}".replace(",", "，")]
    if value < 1:
        forms.append(plain.removeprefix("0"))
    return rng.choice(forms), value


def _money(rng: Random) -> Phrase:
    written, value = _number(rng)
    blank = rng.choice(("", "", " "))
    form = rng.randrange(6)
    if form == 0:
        return Phrase(f"{rng.choice('¥￥')}{written}", (value, "元"))
    if form == 1:
        return Phrase(f"{written}万元", (value, "万元"))
    if form == 2:
        one, other = rng.sample(_PER, 2)
        joint = rng.choice(("/", "·"))
        return Phrase(f"{written}元/{one}{joint}{other}", (value, f"元每{one}每{other}"))
    if form == 3:
        per = rng.choice(_PER)
        return Phrase(f"{written}元/{per}", (value, f"元每{per}"))
    if form == 4:
        low, high = sorted(rng.sample(range(10, 5000, 10), 2))
        dash = rng.choice("-—~～–至到")
        return Phrase(f"{low}{dash}{high}元", (Decimal(low), "到", Decimal(high), "元"))
    return Phrase(f"{written}{blank}{rng.choice(('元', '块', '块钱'))}", (value, "元|块|块钱"))


def _share(rng: Random) -> Phrase:
    written, value = _number(rng)
    if "，" in written or value > 1000:
        written, value = "12.5", Decimal("12.5")
    form = rng.randrange(4)
    if form == 0:
        return Phrase(f"-{value}%", ("负百分之", value))
    if form == 1:
        low, high = sorted(rng.sample(range(1, 100), 2))
        dash, sign = rng.choice("-—~～至到"), rng.choice(("%", ""))
        parts = ("百分之", Decimal(low), "到百分之|到", Decimal(high))
        return Phrase(f"{low}{sign}{dash}{high}%", parts)
    if form == 2:
        return Phrase(f"{written}‰", ("千分之", value))
    return Phrase(f"{written}{rng.choice('%％')}", ("百分之", value))


def _temperature(rng: Random) -> Phrase:
    low, high = rng.randint(0, 12), rng.randint(0, 12)
    dash = rng.choice("~～-—–－至到")
    degrees = rng.choice(("℃", "°C"))
    inner = rng.choice(("", degrees))
    signs = rng.choice(("--", "-+", "++", "+-"))
    minus = rng.choice("-－−")
    first, second = ("" if sign == "+" else minus for sign in signs)
    if signs == "++" and low >= high:
        low, high = high, low + 13
    unit = "|摄氏度" if inner else ""
    parts = (
        "零下" if first else "零上|",
        Decimal(low),
        unit or "",
        "到",
        "零下" if second else ("零上" if first else "零上|"),
        Decimal(high),
        "摄氏度",
    )
    return Phrase(f"气温{first}{low}{inner}{dash}{second}{high}{degrees}", ("气温", *parts))


def _day(rng: Random) -> tuple[int, int, int]:
    return rng.randint(2019, 2030), rng.randint(1, 12), rng.randint(1, 28)


def _date(rng: Random) -> Phrase:
    year, month, day = _day(rng)
    last = rng.randint(day + 1, 28) if day < 28 else 28
    whole = (Digits(str(year)), "年", Decimal(month), "月", Decimal(day), "号|日")
    dash = rng.choice("-—~～至到")
    if day < last and rng.random() < 0.3:
        form = rng.choice(("{m}月{d}日{x}{e}日", "{m}月{d}{x}{e}日", "{m}月{d}日{x}{m}月{e}日"))
        middle = (Decimal(month), "月") if form.count("{m}") > 1 else ()
        first = (Decimal(month), "月", Decimal(day), "号|日|")
        written = form.format(m=month, d=day, e=last, x=dash)
        return Phrase(written, (*first, "到", *middle, Decimal(last), "号|日"))
    if rng.random() < 0.15:
        return Phrase(f"{year}{rng.choice('-/')}{month:02}", whole[:4])
    forms = (
        "{y}年{m}月{d}日",
        "{y}年{m:02}月{d:02}日",
        "{y}-{m:02}-{d:02}",
        "{y}.{m}.{d}",
        "{y}/{m}/{d}",
        "{y} 年 {m} 月 {d} 日",
        "{y}－{m:02}－{d:02}",
    )
    return Phrase(rng.choice(forms).format(y=year, m=month, d=day), whole)


def _at(hour: int, minute: int) -> tuple[str | Decimal, ...]:
    if not minute:
        return (Decimal(hour), "点|时|点整")
    if minute == 30:
        return (Decimal(hour), "点半|点三十分|点三十|时三十分")
    nought = "零" if minute < 10 else ""
    return (Decimal(hour), f"点{nought}|时{nought}|时", Decimal(minute), "分|")


def _clock(rng: Random) -> Phrase:
    hour, minute = rng.randint(6, 22), rng.choice((0, 0, 30, 15, 45, 5, 20, 50))
    end = rng.randint(hour + 1, 23) if hour < 22 else 23
    colon, dash = rng.choice(":："), rng.choice("-—~～至到")
    form = rng.choice(("{h}{c}{m:02}", "{h:02}{c}{m:02}"))
    first = form.format(h=hour, m=minute, c=colon)
    if rng.random() < 0.5:
        written = f"{first}{dash}{form.format(h=end, m=0, c=colon)}"
        return Phrase(written, (*_at(hour, minute), "到", *_at(end, 0)))
    if rng.random() < 0.3:
        return Phrase(f"{hour}时{minute:02}分" if minute else f"{hour}时", _at(hour, minute))
    if rng.random() < 0.3:
        return Phrase(f"周五{first}", ("周五", *_at(hour, minute)))
    return Phrase(first, _at(hour, minute))


def _phone(rng: Random) -> Phrase:
    local = f"{rng.choice('56')}{rng.randrange(10**6):06}"
    mobile = f"199{rng.randrange(10**8):08}"
    called = rng.choice(("电话", "联系电话：", "咨询", "请打"))
    form = rng.randrange(7)
    if form == 6:
        numbers = rng.sample(("110", "119", "120", "122", "12345", "12315", "96110", "95598"), 3)
        joint = rng.choice("、,/")
        verb = rng.choice(("请拨打", "拨打", "热线"))
        joined = [part for n in numbers for part in (Digits(n),)]
        return Phrase(verb + joint.join(numbers), (verb, *joined))
    written, digits = (
        (f"0597-{local}", f"0597{local}"),
        (f"（0597）{local}", f"0597{local}"),
        (f"0597{rng.choice('－—–')}{local}", f"0597{local}"),
        (rng.choice((mobile, f"{mobile[:3]}-{mobile[3:7]}-{mobile[7:]}", f"+86 {mobile}")), mobile),
        (f"{mobile[:3]} {mobile[3:7]} {mobile[7:]}", mobile),
        (f"400-{local[:3]}-{local[3:]}", f"400{local}"),
    )[form]
    if form < 3 and rng.random() < 0.2:
        return Phrase(
            f"{called}{written}转{digits[-3:]}",
            (called, Digits(digits), "转", Digits(digits[-3:])),
        )
    return Phrase(called + written, (called, Digits(digits)))


def _code(rng: Random) -> Phrase:
    form = rng.randrange(6)
    digits = f"{rng.randrange(10**6):0{rng.randint(3, 6)}}"
    if form < 2:
        noun, link = rng.choice(_NOUNS), rng.choice(("", "", "：", "为", "是"))
        return Phrase(f"{noun}{link}{digits}", (noun + link, Digits(digits)))
    if form == 2:
        noun = rng.choice(_HYPHENED)
        number = f"{rng.randrange(1000):03}"
        dash = rng.choice("-－–")
        return Phrase(f"{noun}2026{dash}{number}", (noun, Digits("2026"), "杠", Digits(number)))
    if form == 3:
        tower, unit, room = (
            rng.randint(1, 9),
            rng.randint(1, 4),
            f"{rng.randint(1, 20)}0{rng.randint(1, 9)}",
        )
        parts = (Decimal(tower), "栋", Decimal(unit), "单元", Digits(room), "室")
        return Phrase(f"{tower}栋{unit}单元{room}室", parts)
    if form == 4:
        plate = f"{rng.randrange(10**5):05}"
        return Phrase(f"闽F{rng.choice(('', '·', ' '))}{plate}", ("闽F", Digits(plate)))
    number = f"{rng.randint(900, 999)}"
    noun = rng.choice(("溪南{}线", "{}开关", "G{}国道", "{}省道", "乘{}路公交"))
    before, behind = noun.split("{}")
    return Phrase(noun.format(number), (before, Digits(number), behind))


def _measure(rng: Random) -> Phrase:
    written, value = _number(rng)
    unit = rng.choice(list(_UNITS))
    form = rng.randrange(4)
    if form == 0:
        per = rng.choice(("亩", "头", "株", "人", "户"))
        return Phrase(f"{written}{unit}/{per}", (value, f"{_UNITS[unit]}每{per}"))
    if form == 1:
        low, high = sorted(rng.sample(range(1, 500), 2))
        dash = rng.choice("-—~～至到")
        parts = (Decimal(low), "到", Decimal(high), _UNITS[unit])
        return Phrase(f"{low}{dash}{high}{unit}", parts)
    if form == 2:
        return Phrase(f"{written}元/{rng.choice(('m²', '㎡'))}", (value, "元每平方米"))
    return Phrase(f"{written}{rng.choice(('', ' '))}{unit}", (value, _UNITS[unit]))


def _count(rng: Random) -> Phrase:
    written, value = _number(rng)
    measure = rng.choice(_MEASURES)
    form = rng.randrange(5)
    if form == 0:
        low, high = sorted(rng.sample(range(1, 400), 2))
        dash = rng.choice("-—~～–至到")
        return Phrase(f"{low}{dash}{high}{measure}", (Decimal(low), "到", Decimal(high), measure))
    if form == 1:
        low, high = sorted(rng.sample(range(1, 13), 2))
        dash = rng.choice("-—~～至到")
        parts = ("第", Decimal(low), "到|到第", Decimal(high), "组")
        return Phrase(f"第{low}{dash}{high}组", parts)
    if form == 2:
        n = rng.randint(2, 90) * 10
        return Phrase(f"{n}{rng.choice('多余')}{measure}", (Decimal(n), f"多{measure}|余{measure}"))
    if form == 3:
        return Phrase(f"{written}万{measure}", (value, f"万{measure}"))
    return Phrase(f"{written}{measure}", (value, measure))


def _part(rng: Random) -> Phrase:
    form = rng.randrange(5)
    if form == 0:
        lower = rng.randint(3, 10)
        upper = rng.randint(1, lower - 1)
        return Phrase(f"{upper}/{lower}以上", (Decimal(lower), "分之", Decimal(upper), "以上"))
    if form == 1:
        water = rng.choice((50, 200, 500, 800, 1500))
        return Phrase(f"1:{water}兑水", ("一比", Decimal(water), "兑水"))
    if form == 2:
        low, high = rng.randint(3, 20), rng.randint(3, 20)
        return Phrase(
            f"{low}{rng.choice('×*x')}{high}米", (Decimal(low), "乘", Decimal(high), "米")
        )
    if form == 3:
        year, number = rng.randint(2019, 2027), rng.randint(1, 200)
        opened, closed = rng.choice(("〔〕", "[]", "【】", "（）"))
        parts = ("永大政", Digits(str(year)), Decimal(number), "号")
        return Phrase(f"永大政{opened}{year}{closed}{number}号", parts)
    shares = [rng.randint(10, 28) for _ in range(3)]
    heard: tuple[str | Decimal | Digits, ...] = (*map(Decimal, shares), "复合肥")
    return Phrase("-".join(map(str, shares)) + "复合肥", heard)


def _ordered(rng: Random) -> Phrase:
    """Return what names rather than counts: levels, articles, kilometre posts, years, rooms."""
    n, m, d = rng.randint(1, 9), rng.randint(10, 99), rng.randint(100, 999)
    roman = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    forms = (
        Phrase(f"{roman[n - 1]}级响应", (Decimal(n), "级响应")),
        Phrase(f"{'ⅠⅡⅢⅣⅤⅥⅦⅧⅨ'[n - 1]}级", (Decimal(n), "级")),
        Phrase(f"第{d}条第{n}款", ("第", Decimal(d), "条第", Decimal(n), "款")),
        Phrase(f"{m}年底前", (Digits(str(m)), "年底前")),
        Phrase("80后青年", (Digits("80"), "后青年")),
        Phrase(f"K{m}+{d}处", ("K", Decimal(m), "加", Decimal(d), "处")),
        Phrase(f"{n}楼{d}室", (Decimal(n), "楼", Digits(str(d)), "室")),
        Phrase(f"{n}号楼{n}0{n}", (Decimal(n), "号楼", Digits(f"{n}0{n}"))),
        Phrase(f"{m}h内", (Decimal(m), "小时内")),
        Phrase(f"≥{m}毫米", ("不少于|大于等于", Decimal(m), "毫米")),
        Phrase(f"提高{n}.{n}个百分点", ("提高", Decimal(n * 11) / 10, "个百分点")),
        Phrase(f"{n}号窗口", (Decimal(n), "号窗口")),
        Phrase(f"2026-{m}期", (Digits("2026"), "年第", Decimal(m), "期")),
        Phrase(f"永政办〔2026〕第{m}号", ("永政办", Digits("2026"), "第", Decimal(m), "号")),
        Phrase(f"电话0597 5{d} {d}0", ("电话", Digits(f"05975{d}{d}0"))),
        Phrase(f"座机5{d}{d}转{d}", ("座机", Digits(f"5{d}{d}"), "转", Digits(str(d)))),
    )
    return rng.choice(forms)


def _listed(rng: Random) -> Phrase:
    """Return a list's entry: its number is no decimal of what follows."""
    number, year = rng.randint(1, 9), rng.randint(2024, 2028)
    mark = rng.choice((".", "、", "．", ")", "）"))
    if rng.random() < 0.5:
        parts = (Decimal(number), Digits(str(year)), "年起参保的")
        return Phrase(f"{number}{mark}{year}年起参保的", parts)
    return Phrase(f"{number}{mark}带身份证", (Decimal(number), "带身份证"))


def _slip(rng: Random) -> Phrase:
    """Return what nobody can read: letters among digits, days that may be decimals."""
    n, m, d = rng.randint(2, 9), rng.randint(1, 12), rng.randint(1, 28)
    written = rng.choice(
        (
            f"每户{n}OO元",
            f"每户{n}0O元",
            f"每人l{n}0元",
            f"二O二{n % 9}年",
            f"{m}.{d}前交",
            f"{n:02}/2026",
            f"{n}-2",
            f"12-{n}456",
            f"{n}:30a.m.",
            f"2026-{m:02}号",
            f"电话1{n}9****0000",
            "每人____元",
            f"{m}.{d}至{m}.{d + 1}有雨",
        )
    )
    return Phrase(written, None)


_MAKERS: tuple[Callable[[Random], Phrase], ...] = (
    _money,
    _money,
    _share,
    _temperature,
    _date,
    _clock,
    _phone,
    _code,
    _code,
    _measure,
    _count,
    _part,
    _ordered,
    _listed,
    _slip,
)

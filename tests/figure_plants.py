"""Wrong and equal values of an item's key facts, in every written form, planted in every field."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from kit.model.item import Amount, Question
from kit.plan.calendar import lunar_date
from kit.source.workspace import open_workspace
from kit.text.figures.comparison import compare
from kit.text.figures.item_facts import facts_of
from kit.text.figures.quantity import Clock
from kit.text.figures.verdict import Answer
from kit.text.normalise.numerals import by_digit, cardinal

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kit.model.item import Item
    from kit.text.figures.comparison import Told
    from kit.text.figures.item_facts import Facts

EXAMPLE = Path(__file__).parents[1] / "examples" / "daxi"
_CAPITAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_WIDE = str.maketrans("0123456789", "０１２３４５６７８９")
_CIRCLED = dict(zip("0123456789", "⓪①②③④⑤⑥⑦⑧⑨", strict=True))
_LARGE = ((10_000, "万"), (1000, "千"), (100, "百"))


@dataclass(frozen=True, slots=True)
class Plant:
    """A sentence with one figure, to be set in a field of an item."""

    item: Item
    field: str
    kind: str
    wrong: bool
    sentence: str

    @property
    def planted(self) -> Item:
        return FIELDS[self.field](self.item, self.sentence)


def _behind(text: str | None, sentence: str) -> str:
    return f"{text}，{sentence}" if text else sentence


FIELDS: dict[str, Callable[[Item, str], Item]] = {
    "标题": lambda i, s: replace(i, title=f"{i.title}，{s}"),
    "全称": lambda i, s: replace(i, full_title=f"{i.full_title}，{s}"),
    "谁": lambda i, s: replace(i, who=_behind(i.who, s)),
    "时间": lambda i, s: replace(i, when=_behind(i.when, s)),
    "地点": lambda i, s: replace(i, where=_behind(i.where, s)),
    "带什么": lambda i, s: replace(i, bring=(*i.bring, s)),
    "怎么办": lambda i, s: replace(i, how=_behind(i.how, s)),
    "大白话": lambda i, s: replace(i, plain=(*i.plain, f"{s}。")),
    "正文": lambda i, s: replace(i, body=f"{i.body}\n{s}。\n"),
    "广播稿": lambda i, s: replace(i, script=f"{i.script or i.title}。{s}。"),
    "客家话稿": lambda i, s: replace(i, dialect_script=f"{i.dialect_script or i.title}\n{s}。"),
    "问答": lambda i, s: replace(
        i, faq=(*i.faq, Question(question="还要知道什么？", answer=f"{s}。"))
    ),
    "救济": lambda i, s: replace(i, remedy=f"{i.remedy}{s}。"),
}


@cache
def example() -> tuple[tuple[Item, ...], tuple[str, ...]]:
    """The thirteen items of the example, and the township's villages."""
    opened = open_workspace(EXAMPLE)
    return opened.items, opened.township.villages


@cache
def planted_in() -> tuple[Item, ...]:
    """The items of the example, and works that measure and count: canals, stakes, cement."""
    items = example()[0]
    notice = next(one for one in items if one.item_id == "DX-2026-009")
    works = "修水渠3.2公里，立桩120根，用水泥45吨"
    measured = replace(notice, item_id="DX-2026-900", how=works)
    return (*items, measured, _reduced_and_asked(notice))


def _reduced_and_asked(notice: Item) -> Item:
    """A fee that some pay in part, in hours that no part of the day is said of, and a few facts."""
    return replace(
        notice,
        item_id="DX-2026-901",
        title="交管水费",
        amounts=(Amount(label="每人每年", value=Decimal(120), unit="元"),),
        when="12月3日8时至12时",
        deadline=None,
        who="用水户",
        bring=("身份证", "一寸照片2张"),
        how="到大溪大桥头交，由乡水利站收，招管水员6名",
        body="五保户减半收取，低保户减三成。共招6名：上村2名，中村2名，下村2名。",
        plain=("请大家来交。",),
        faq=(),
        script="",
    )


def money_forms(value: Decimal) -> Iterator[str]:
    plain = f"{value.normalize():f}"
    yield from (
        *(f"{plain}{unit}" for unit in ("元", " 元", "块", "块钱", "圆", "元整", "人民币")),
        *(f"{sign}{plain}" for sign in ("¥", "RMB")),
        *(f"￥{plain}元", f"人民币{plain}元", f"{plain.translate(_WIDE)}元"),
        f"{plain[0]}\u200b{plain[1:]}元",
    )
    if value != value.to_integral():
        whole, tenth = int(value), int(value * 10) % 10
        if value * 10 == (value * 10).to_integral():
            yield from (f"{whole}元{tenth}角", f"{whole}块{tenth}")
            yield from (
                f"{cardinal(whole)}块{cardinal(tenth)}",
                f"{cardinal(whole)}点{cardinal(tenth)}元",
            )
        return
    n = int(value)
    said, written = cardinal(n), cardinal(n, counting=False).translate(_CAPITAL)
    yield from (
        f"{plain}.00元",
        f"{said}元",
        f"{said}块钱",
        f"{written}元整",
        f"人民币{written}圆整",
    )
    yield "".join(_CIRCLED[c] for c in str(n)) + "元"
    if n >= 1000:
        yield f"{n:,}元"
    if n >= 400:
        yield f"{Decimal(n) / 10_000:f}万元"
    large, name = next(((size, name) for size, name in _LARGE if n >= size), (0, ""))
    if large and n % large == 0:
        yield f"{n // large}{name}元"
    elif large and n % (large // 10) == 0:
        yield f"{cardinal(n // large)}{name}{cardinal(n % large // (large // 10))}块"


def date_forms(day: date, near: date) -> Iterator[str]:
    year = f"{day.year}年" if day.year != near.year else ""
    month, number = cardinal(day.month), cardinal(day.day, counting=False)
    weekday = "一二三四五六日"[day.weekday()]
    spelled = f"{by_digit(str(day.year))}年{month}月{number}日"
    yield from (
        *(
            f"{year}{day.month}{a}{day.day}{b}"
            for a, b in (("月", "日"), ("月", "号"), (" 月 ", " 日"))
        ),
        *(f"{day.year}{mark}{day.month}{mark}{day.day}" for mark in "./"),
        *(day.isoformat(), f"{day:%Y%m%d}", f"{day.year}年{day.month:02}月{day.day:02}日"),
        *(spelled, spelled.replace("零", "〇"), f"{year}{month}月{number}号"),
        spelled.translate(_CAPITAL),
        f"{year}{day.month}月{day.day}日（星期{weekday}）",
        f"{year}{day.month}月{day.day}日".translate(_WIDE),
        f"{day.year % 100}年{day.month}月{day.day}日",
        f"{day.year}－{day.month:02}－{day.day:02}",
        f"农历{lunar_date(day)}",
    )
    if day.month == 1:
        yield from (f"{year}元月{day.day}日", f"{year}元月{number}号")
    if (day.year, day.month) == (near.year, near.month):
        yield f"本月{day.day}日"
    if (day + timedelta(1)).day == 1:
        yield f"{year}{day.month}月底"


def clock_forms(minutes: int) -> Iterator[str]:
    hour, minute = divmod(minutes, 60)
    part = "上午" if hour < 12 else "中午" if hour == 12 else "下午" if hour < 18 else "晚上"
    twelve = hour if hour <= 12 else hour - 12
    tails = {0: ("", "整"), 30: ("半", "30分", "三十分"), 15: ("一刻",), 45: ("三刻",)}
    for name in (str(twelve), "两" if twelve == 2 else cardinal(twelve)):
        yield from (f"{part}{name}点{tail}" for tail in tails.get(minute, (f"{minute}分",)))
    yield from (f"{hour}:{minute:02}", f"{hour}：{minute:02}", f"{part}{twelve}:{minute:02}")
    yield f"{hour:02}时{minute:02}分"


def phone_forms(number: str) -> Iterator[str]:
    digits = "".join(c for c in number if c.isdigit())
    yield number
    if not digits.startswith("0"):
        yield by_digit(digits).replace("一", "幺")
        return
    area, rest = digits[:4], digits[4:]
    yield from (
        f"（{area}）{rest}",
        f"{area} {rest}",
        f"{area}-{rest[:3]} {rest[3:]}",
        f"{area}.{rest}",
    )
    yield from (digits.translate(_WIDE), f"{area}－{rest}", f"+86 {area[1:]} {rest}")
    yield "，".join(map(by_digit, (area, rest[:3], rest[3:])))


def _wrong_amounts(value: Decimal, known: set[Decimal]) -> Iterator[Decimal]:
    for factor, more in ((1, 10), (1, 50), (10, 0), (1, 1), (1, 100), (2, 0)):
        yield value * factor + more
    yield from (value * Decimal("0.9"), value / 10, value * Decimal("1.5"))


def _wrong_days(day: date) -> Iterator[date]:
    yield from (day + timedelta(n) for n in (-1, 1, -10, 31, -30))
    yield from (day.replace(day=13), day.replace(day=3), day.replace(year=day.year + 1, day=28))


def _wrong_phones(number: str) -> Iterator[str]:
    last = number[-1]
    yield from (number[:-1] + str((int(last) + 1) % 10), f"{number}1")
    if last != number[-2]:
        yield number[:-2] + last + number[-2]


def sentences(item: Item) -> Iterator[tuple[str, bool, str]]:
    """Give kind, whether it is wrong, and a sentence."""
    facts = facts_of(item)
    yield from _of_money(facts)
    yield from _of_days(facts)
    yield from _of_clocks(facts)
    for phone in item.phones:
        numbers = [(phone.number, False), *((n, True) for n in _wrong_phones(phone.number))]
        for number, wrong in numbers:
            for form in phone_forms(number):
                for told in ("打{}", "电话{}", "有事问{}", "拨打{}咨询"):
                    yield "phone", wrong, told.format(form)
    yield from _of_levels(item)
    yield from _of_cells(item)
    yield from _of_works(item)
    yield from _of_halves(item)
    yield from _of_shares(item)
    yield from _of_people(item)


def _of_money(facts: Facts) -> Iterator[tuple[str, bool, str]]:
    known = {key.value for key in facts.money} | facts.cells
    for key, amount in zip(facts.money, facts.item.amounts, strict=False):
        assert isinstance(key.value, Decimal)
        each = "".join(f"每{unit}" for unit in sorted(key.per, key="人户亩月年天".find))
        wrong = [v for v in _wrong_amounts(key.value, set()) if v > 0 and v not in known]
        wrong = [v for v in wrong if v == v.to_integral() or (v < 50 and v * 10 % 1 == 0)]
        for value, is_wrong in ((key.value, False), *((v, True) for v in wrong)):
            for form in money_forms(value):
                if len(facts.money) > 1 and not is_wrong:
                    # Of several amounts each is right only behind its own words.
                    yield "money", False, f"{amount.label}{form}"
                    continue
                for told in ("{p}{v}", "请交{v}", "{v}", "标准是{p}{v}", "要带{v}来", "{p}收{v}"):
                    yield "money", is_wrong, told.format(p=each, v=form)
            if value == value.to_integral() and each:
                yield "money", is_wrong, f"{each}{int(value)}"
                yield "money", is_wrong, f"{each}交{cardinal(int(value))}"
            if is_wrong and value >= 100 and value == value.to_integral():
                yield "money", True, f"{each}{str(int(value))[:-1]}O元"
        for own, other in (("月", "年"), ("人", "户"), ("亩", "户")):
            if own in key.per and other not in key.per:
                yield "per", True, f"每{other}{key.value:f}元"
                yield "per", True, f"{key.value:f}元/{other}"


def _of_days(facts: Facts) -> Iterator[tuple[str, bool, str]]:
    last, near = facts.item.deadline or facts.item.dates.period_end, facts.near
    if last is None:
        return
    wrong = [day for day in _wrong_days(last) if day not in facts.days]
    for day, is_wrong in ((last, False), *((d, True) for d in wrong)):
        for form in date_forms(day, near):
            for told in ("{}以前办好", "办到{}止", "截止{}", "{}前来", "最迟{}", "时间到{}"):
                yield "date", is_wrong, told.format(form)
        if day.year == near.year:
            yield from (("date", is_wrong, f"{day.month}{mark}{day.day}以前办好") for mark in "/.")
    yield "date", True, "2月30日以前办好"
    yield "date", True, "腊月三十一以前办好"
    yield "year", True, f"{near.year + 3}年度的"


def _of_clocks(facts: Facts) -> Iterator[tuple[str, bool, str]]:
    own = {clock.minutes % 720 for clock in facts.clocks}
    for clock in facts.clocks:
        wrong = [clock.minutes + more for more in (60, -60, 30, -30, 15)]
        wrong = [minutes for minutes in wrong if minutes % 720 not in own and 0 < minutes < 1440]
        for minutes, is_wrong in ((clock.minutes, False), *((m, True) for m in wrong)):
            for form in clock_forms(minutes):
                for told in ("{}开门", "{}来", "请在{}到"):
                    yield "time", is_wrong, told.format(form)
            if clock.half_told and minutes == clock.minutes:
                yield from _of_the_other_half(clock.minutes, facts)
    if facts.clocks:
        yield "time", True, "下午20点来"


def _of_the_other_half(minutes: int, facts: Facts) -> Iterator[tuple[str, bool, str]]:
    """Give 早上8点 for 20时: the same hour, the half of the day told."""
    other = (minutes + 720) % 1440
    if any(clock.may_be(Clock(other, half_told=True)) for clock in facts.clocks):
        return
    hour, minute = divmod(other, 60)
    part = "早上" if 0 < hour < 9 else "上午" if 8 < hour < 12 else "晚上" if hour > 17 else ""
    forms = [f"{hour}:{minute:02}", f"{hour}时"] if hour > 12 else []
    for form in (*forms, *([f"{part}{hour % 12 or 12}点"] if part else [])):
        yield "half", True, f"{form}{'半' if minute == 30 and form[-1] in '点时' else ''}开门"


def _of_cells(item: Item) -> Iterator[tuple[str, bool, str]]:
    """Give a cell of the table beside what its row is called, and ten times as much."""
    table = item.table
    for row in table.rows if table else ():
        for column, cell in zip(table.columns if table else (), row, strict=True):
            if not re.fullmatch(r"\d+(?:\.\d+)?", cell) or not re.search("数|金额", column.name):
                continue
            unit = "条" if column.name == "条数" else table.unit if table and table.unit else "元"
            value = Decimal(cell)
            facts = facts_of(item)
            for one, wrong in ((value, False), (value * 10, True), (value / 10, True)):
                if value and not (wrong and (one in facts.cells or one != round(one, 2))):
                    yield "cell", wrong, f"{row[0]}是{one.normalize():f}{unit}"


def _of_works(item: Item) -> Iterator[tuple[str, bool, str]]:
    """Give a measure otherwise said, a slip of it, and the number of another thing."""
    if not (item.how or "").startswith("修水渠"):
        return
    for right in ("修水渠3.2公里", "修水渠3200米", "立桩120根", "立桩一百二十根", "水泥45吨"):
        yield "works", False, right
    for wrong in ("32公里", "3.2米", "120公里", "2.3公里", "0.32公里", "三十二公里"):
        yield "works", True, f"修水渠{wrong}"
    for wrong in ("12根", "1200根", "102根", "45根", "一百二十二根"):
        yield "works", True, f"立桩{wrong}"
    yield from (("works", True, f"水泥{wrong}") for wrong in ("54吨", "4.5吨", "450吨", "45斤"))


def _of_halves(item: Item) -> Iterator[tuple[str, bool, str]]:
    """Give an hour of 8时至12时 with the part of the day that it is in, and with another."""
    if item.item_id != "DX-2026-901":
        return
    for hour, last in ((8, "早上"), (12, "中午")):
        for name in (str(hour), cardinal(hour)):
            yield "half of day", False, f"{last}{name}点"
            for part in ("晚上", "夜里", "半夜", "深夜"):
                yield "half of day", True, f"{part}{name}点"


def _of_shares(item: Item) -> Iterator[tuple[str, bool, str]]:
    """Give what some pay of 120元, in every form, and what others pay."""
    if item.item_id != "DX-2026-901":
        return
    for group, own in (("五保户", 50), ("低保户", 70)):
        for left in range(20, 100, 10):
            tenths, off = cardinal(left // 10), cardinal(10 - left // 10)
            forms = [f"减{off}成", f"打{tenths}折", f"少交{100 - left}%", f"只交{tenths}成"]
            forms += [f"按{left}%收", f"便宜{off}成", f"交{120 * left // 100}元"]
            forms += ["减半", "交一半", "打对折", "半价收"] if left == 50 else []
            for form in forms:
                yield "share", left != own, f"{group}{form}"


def _of_people(item: Item) -> Iterator[tuple[str, bool, str]]:
    """Give 6名 in other measure words and in its parts, and other numbers of people."""
    if item.item_id != "DX-2026-901":
        return
    for right in ("招6个", "招六个人", "六个名额", "三个村各两名"):
        yield "people", False, right
    for wrong in ("招8个", "招十六个人", "九个名额", "招七名"):
        yield "people", True, wrong


def _of_levels(item: Item) -> Iterator[tuple[str, bool, str]]:
    if item.emergency is None:
        return
    for colour in ("红色", "橙色", "黄色", "蓝色"):
        yield "level", colour != item.emergency.level, f"发布{colour}预警"
    for kind in ("暴雨", "台风", "寒潮"):
        yield "level", kind not in item.emergency.type, f"发布{kind}预警"


def plants(count: int, seed: int = 8) -> tuple[Plant, ...]:
    """``count`` plants out of all there are, the same ones every run."""
    every = [
        Plant(item, field, kind, wrong, sentence)
        for item in planted_in()
        for kind, wrong, sentence in sentences(item)
        for field in FIELDS
    ]
    chosen = random.Random(seed).sample(every, min(count, len(every)))
    return tuple(chosen)


@cache
def _said_before(item_id: str) -> frozenset[tuple[str, str, str]]:
    item, villages = next(one for one in planted_in() if one.item_id == item_id), example()[1]
    return frozenset(map(_key, compare(item, villages=villages)))


def _key(told: Told) -> tuple[str, str, str]:
    return told.passage.label, told.text, told.why


def answers(plant: Plant) -> tuple[Told, ...]:
    """What is told of the item with its plant and not of the item alone."""
    before = _said_before(plant.item.item_id)
    found = compare(plant.planted, villages=example()[1])
    return tuple(told for told in found if _key(told) not in before)


def is_stopped(found: tuple[Told, ...]) -> bool:
    return any(told.answer is Answer.STOP for told in found)

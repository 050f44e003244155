"""Sixty items of all kinds and lengths, the same every time, for tests and figures of sheets."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, TypeVar

from kit.model.item import Amount, Column, Feedback, Item, Kind, Phone, Table
from kit.model.kinds import KINDS
from tests.sheets import item

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_T = TypeVar("_T")

COUNT = 60
_SEED = 14

_TITLES = (
    "交清洁费",
    "领种粮补贴",
    "样例二村修路",
    "义诊车来样例乡",
    "明年的合作医疗开始交了",
    "样例乡便民服务中心搬到新街",
    "关于开展二〇二七年度房屋安全排查",
)
_WHO = (
    "全乡村民",
    "年满60周岁的老人",
    "样例一村、样例二村、样例三村的种粮户",
    "没有参加职工医保的村民，不分老少，外出务工的也要办",
)
_WHEN = (
    "12月3日",
    "12月3日，上午8点到下午5点半",
    "12月1日到12月7日，晚上8点到第二天9点",
    "工作日，上午8点到12点",
)
_WHERE = ("村委会", "乡便民服务中心2号窗口", "乡便民服务中心、村委会、邮政所")
_BRING = ("身份证", "户口本", "社保卡", "一寸照片两张", "土地承包合同")
_HOW = (
    "打电话问",
    "不会用手机的，带证件到村委会办",
    "走不动的老人，家里人和村干部可以代办；外出的打电话办",
)
_PLAIN = (
    "这件事人人都要办。",
    "过了日子就办不成，请早点去，不要等到最后几天排长队。",
    "办的时候不收手续费，有人要收钱请打电话告诉乡里。",
)
_LABELS = ("每人", "低保户每人每年", "八十岁以上的老人每月", "每亩")
_PHONES = (
    Phone(label="乡政府", number="0597-0123456"),
    Phone(label="医保服务热线", number="12393"),
)
_BODY = (
    "根据县里的安排，本乡今年的这项工作从12月1日开始，到12月31日结束。",
    "请各村把通知传到每一户，外出务工的由家里人转告；有困难的老人、残疾人由村干部上门办理。",
    "办理时请带好证件，先到先办。",
)


def generated() -> tuple[Item, ...]:
    """Every kind in turn, from the fewest words to the most."""
    chance = Random(_SEED)
    return tuple(_item(chance, number) for number in range(COUNT))


def _item(chance: Random, number: int) -> Item:
    kinds = tuple(KINDS)
    kind = kinds[number % len(kinds)]
    fullness = (number // len(kinds) + chance.random()) / (COUNT / len(kinds))

    def one(choices: Sequence[_T]) -> _T:
        """One of the choices, the longer ones for a full hand."""
        place = (len(choices) - 1) * fullness + chance.uniform(-0.8, 0.8)
        return choices[min(len(choices) - 1, max(0, round(place)))]

    def maybe(choices: Sequence[_T]) -> _T | None:
        return one(choices) if chance.random() < 0.3 + 0.7 * fullness else None

    def some(choices: Sequence[_T]) -> tuple[_T, ...]:
        return tuple(choices[: round(len(choices) * fullness * chance.random())])

    base = replace(
        item("2026-004"),
        item_id=f"DX-2026-{number + 100}",
        kind=kind,
        title=one(_TITLES),
        full_title="",
        plain=_PLAIN[: 1 + round(2 * fullness)],
        who=maybe(_WHO),
        when=maybe(_WHEN),
        where=maybe(_WHERE),
        how=maybe(_HOW),
        deadline=date(2026, 12, 31) if chance.random() < 0.5 else None,
        bring=some(_BRING),
        amounts=tuple(map(_amount, range(len(some(_LABELS[:3]))))),
        phones=_PHONES[: 1 + (fullness > 0.5)],
        body="\n\n".join(_BODY[: 1 + round(2 * fullness)]),
        faq=(),
    )
    return _OWN.get(kind, _usual)(base, fullness)


def _amount(number: int) -> Amount:
    tail = "（样例，以公布为准）" if number % 2 else ""
    return Amount(label=_LABELS[number], value=Decimal(400 + number), unit="元", tail=tail)


def _usual(one: Item, _: float) -> Item:
    return one


def _listed(one: Item, fullness: float) -> Item:
    names = ("序号", "组别", "户主", "面积（亩）", "金额（元）")
    count = 3 + round(117 * fullness**2)
    rows = (
        (str(n), f"第{1 + n * 6 // (count + 1)}组", f"样{n % 10}*", "2.50", "200.00")
        for n in range(1, count + 1)
    )
    columns = tuple(Column(name=name) for name in names)
    return replace(one, table=Table(file="名单.csv", columns=columns, rows=tuple(rows)))


def _cut_off(one: Item, fullness: float) -> Item:
    """Nobody pays for a cut; a full hand adds whose turn it is when."""
    one = replace(one, amounts=(), bring=())
    if fullness < 0.5:
        return one
    rows = (
        ("12月1日、5日", "样例一村、样例二村"),
        ("12月2日、6日", "样例三村、样例四村、样例五村"),
    )
    table = Table(
        file="安排.csv", columns=(Column(name="哪天停"), Column(name="停哪些村")), rows=rows
    )
    return replace(one, table=table)


def _asked(one: Item, fullness: float) -> Item:
    ways = ("打电话", "填意见卡", "墟天到摊位说", "找村委会")[: 1 + round(3 * fullness)]
    return replace(one, feedback=Feedback(ways=ways, reason="现在的办法已经用了五年"))


def _alert(one: Item, fullness: float) -> Item:
    do = ("禁止野外用火", "老人孩子别进山", "见火打12119")[: 1 + round(2 * fullness)]
    warned = item("2026-008").emergency
    assert warned is not None
    warned = replace(warned, area="样例乡全乡", do=do)
    return replace(one, emergency=warned, amounts=(), bring=())


_OWN: dict[Kind, Callable[[Item, float], Item]] = {
    Kind.LIST: _listed,
    Kind.TABLE: _listed,
    Kind.WATER: _cut_off,
    Kind.POWER: _cut_off,
    Kind.GAS: _cut_off,
    Kind.ROAD: _cut_off,
    Kind.PREVIEW: _asked,
    Kind.EMERGENCY: _alert,
}

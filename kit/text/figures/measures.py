"""Units of one sort, and numbers that were put in the wrong one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kit.text.figures.item_facts import Facts
    from kit.text.figures.quantity import Quantity

MEASURED: tuple[dict[str, Decimal], ...] = (
    {"毫米": Decimal(1), "厘米": Decimal(10), "米": Decimal(1000), "公里": Decimal(10) ** 6}
    | {"里": Decimal(500_000)},
    {"克": Decimal(1), "斤": Decimal(500), "千克": Decimal(1000), "吨": Decimal(10) ** 6},
    {"毫升": Decimal(1), "升": Decimal(1000), "立方米": Decimal(10) ** 6},
    {"分": Decimal(1), "小时": Decimal(60)},
    {"亩": Decimal(1), "公顷": Decimal(15)},
    {"天": Decimal(1), "周": Decimal(7)},
    {"月": Decimal(1), "季": Decimal(3), "年": Decimal(12)},
)
"""Units of one sort, each in the smallest of them."""
_UNLIKE = frozenset((*"人户亩米吨斤头只羽棵株栋间座盏根", "公里", "平方米", "立方米", "千克"))
"""No two of them count one thing, so a number that stands behind two was meant for one."""
_FEW = 20


def size_of(quantity: Quantity) -> tuple[str, object]:
    """Return a measure in the smallest unit of its sort: 3.2公里 as 3200000毫米."""
    for family in MEASURED:
        if quantity.unit in family and isinstance(quantity.value, Decimal):
            return next(iter(family)), quantity.value * family[quantity.unit]
    return quantity.unit, quantity.value


def is_other(own: Quantity, quantity: Quantity) -> bool:
    """Return whether two are of one sort in units of their own, and differ: 一里, 100米."""
    one, other = size_of(own), size_of(quantity)
    return one[0] == other[0] and own.unit != quantity.unit and one != other


def is_tenfold(own: Quantity, quantity: Quantity) -> bool:
    """Return whether one is ten or a hundred times the other: 17.87公顷 and 26.8亩."""
    (sort, mine), (other_sort, theirs) = size_of(own), size_of(quantity)
    if sort != other_sort or own.unit == quantity.unit or own.kind is not quantity.kind:
        return False
    if not isinstance(mine, Decimal) or not isinstance(theirs, Decimal) or not mine or not theirs:
        return False
    ratio = max(mine, theirs) / min(mine, theirs)
    return any(abs(ratio - times) * _CLOSE < times for times in (10, 100, 1000))


_CLOSE = 100
"""Within a hundredth: what is put in another unit is rounded."""


def in_wrong_unit(facts: Facts, quantity: Quantity) -> str:
    """Return 260户 for 260人, where no other field counts people."""
    if quantity.unit not in _UNLIKE or quantity.value in range(_FEW):
        return ""
    for unit in _UNLIKE - {quantity.unit}:
        for value in facts.places.get((quantity.kind, unit), {}):
            if value == quantity.value and not any(
                {unit, quantity.unit} <= one.keys() for one in MEASURED
            ):
                return f"{value}{unit}"
    return ""

"""Amounts and the grade or row that each is of: C级8000元 of a text, 二档 and 2400 of a table."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from kit.model.item import ColumnType
from kit.text.figures.fold import folded
from kit.text.figures.item_facts import SUMMARIES
from kit.text.figures.quantities import read
from kit.text.figures.quantity import Kind
from kit.text.figures.row_numbers import numbers_of
from kit.text.figures.written_numbers import ONE_TO_NINE, number
from kit.text.figures.written_words import CHANGED_BY, CLAUSE_BEGIN, SENTENCE_END

if TYPE_CHECKING:
    from kit.model.item import Table
    from kit.text.figures.item_facts import Facts
    from kit.text.figures.quantity import Quantity
    from kit.text.figures.said import Said

_ONE = (
    r"(?:[A-Za-z]|[特高中低]|(?<![一二三四五六七八九十百\d])"
    r"(?:[一二三四五六七八九十甲乙丙丁]|\d{1,2}))"
)
_GRADE = re.compile(
    rf"(?P<ones>{_ONE}(?:[、和及到至~-]{_ONE})*)(?P<sort>[级档类型]|等(?![于待候等]))"
    r"(?!人民|政府|部门|文件)"
)
_EACH_ONE = re.compile(_ONE)
_NAMED_BEHIND = re.compile(r"的?(?:就?是|为|给)?\(?(?=[^,。;、])")
_NOT_BESIDE = re.compile(r"[,。;、]")
_NOBODYS = (None, ColumnType.TEXT, ColumnType.MONEY, ColumnType.INTEGER)
_NO_AMOUNT = Decimal(10) ** 8
"""As long as this are numbers of phones and cards."""
_NAME = re.compile(r"(?=.*[\u4e00-\u9fffA-Za-z]).{2,12}")

Amounts = dict[str, frozenset[Decimal]]


def of_another_grade(facts: Facts, said: Said, quantity: Quantity) -> str:
    """Return what another field says of the grade or row whose words stand here; else nothing.

    Only an amount that is another one's there is exchanged: what nobody names is of another thing.
    """
    before = SENTENCE_END.split(said.text[: quantity.start])[-1]
    if said.label == "金额" or quantity.about or CHANGED_BY.search(before):
        return ""
    known = _known(facts, said)
    names = _names_beside(said, quantity, frozenset(known))
    names = names or _names_in(facts.asked_before(said), frozenset(known))
    own = frozenset[Decimal]().union(*(known.get(name, frozenset()) for name in names))
    others = frozenset[Decimal]().union(*known.values()) - own
    if not own or quantity.value not in others:
        return ""
    name = next(name for name in sorted(names) if known.get(name))
    return f"{name}是{'、'.join(f'{value.normalize():f}' for value in sorted(own))}元"


def _known(facts: Facts, said: Said) -> Amounts:
    """Return the amounts of each grade in the other fields, and of each row that has a name."""
    found: dict[str, set[Decimal]] = defaultdict(set)
    for other in facts.texts:
        if other is said or other.label in SUMMARIES or other.label == "问答":
            continue
        for one in other.quantities:
            if one.kind is Kind.MONEY and isinstance(one.value, Decimal):
                for name in _names_beside(other, one, frozenset()):
                    found[name].add(one.value)
    for name, values in (_of_table(facts.item.table) if facts.item.table else {}).items():
        found[name] |= values
    return {name: frozenset(values) for name, values in found.items() if values}


@lru_cache(maxsize=8)
def _of_table(table: Table) -> Amounts:
    """Return the numbers of each row and column that a cell or heading names as no other does.

    Columns of what is people's own give neither names nor numbers: both stand in messages.
    """
    shown = [n for n, column in enumerate(table.columns) if column.type in _NOBODYS]
    rows = tuple(tuple(row[n] for n in shown if n < len(row)) for row in table.rows)
    columns = tuple(table.cells_of(n) for n in shown)
    heads = [_grades(folded(table.columns[n].name)) for n in shown]
    cells = [list(map(folded, row)) for row in rows]
    lines = [frozenset(row) | _grades(" ".join(row)) for row in cells]
    times = Counter(name for names in (*heads, *lines) for name in names)
    numbers = numbers_of(replace(table, rows=(*columns, *rows)))
    return {
        name: frozenset(value for value in values if value < _NO_AMOUNT)
        for names, values in zip((*heads, *lines), numbers, strict=True)
        for name in names
        if times[name] == 1 and _NAME.fullmatch(name)
    }


def _names_beside(said: Said, quantity: Quantity, rows: frozenset[str]) -> frozenset[str]:
    """Return the names that an amount is said of: before it, or behind it as in 8000元的是C级."""
    begin = max(
        (o.end for o in said.quantities if o.kind is Kind.MONEY and o.end <= quantity.start),
        default=0,
    )
    whole = SENTENCE_END.split(said.text[: quantity.start])[-1]
    if "分别" in whole:
        return _in_their_order(whole)
    before = SENTENCE_END.split(said.text[begin : quantity.start])[-1]
    if beside := _names_in(_NOT_BESIDE.split(before)[-1], rows):
        return beside
    behind = _NAMED_BEHIND.match(said.text, quantity.end)
    rest = CLAUSE_BEGIN.split(SENTENCE_END.split(said.text[behind.end() :])[0])[0] if behind else ""
    first = _GRADE.match(rest)
    return (_grades(first[0]) if first else frozenset()) or _names_in(before, rows)


def _in_their_order(before: str) -> frozenset[str]:
    """Return 二档 before the second amount of 一档、二档分别是400元、800元."""
    names, _, amounts = before.partition("分别")
    grades = _graded(names)
    place = sum(one.kind is Kind.MONEY for one in read(amounts))
    return frozenset(grades[place : place + 1])


def _names_in(text: str, rows: frozenset[str]) -> frozenset[str]:
    """Return the grades in a text and the names of rows, the longer where one holds another."""
    names = {name for name in rows if name in text} | _grades(text)
    return frozenset(one for one in names if not any(one in long for long in names - {one}))


def _grades(text: str) -> frozenset[str]:
    return frozenset(_graded(text))


def _graded(text: str) -> list[str]:
    """Return each grade in one spelling, in order: C级, 1档 as 一档, 一、二级 as two."""
    return [
        f"{_spelt(one)}{match['sort']}"
        for match in _GRADE.finditer(text)
        for one in _EACH_ONE.findall(match["ones"])
    ]


def _spelt(one: str) -> str:
    value = number(one)
    return ONE_TO_NINE[int(value) - 1] if value and value <= len(ONE_TO_NINE) else one.upper()

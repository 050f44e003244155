"""The little language of 核对: sums that must hold in an item's table, in Decimal.

One line is one check; ``=`` stands between two expressions of + - * / and brackets::

    合计 = sum(项目)             the row 合计 is the sum of the other rows, column by column
    小计 = 甲村 + 乙村            rows added up, column by column
    金额 = 面积 * 80             columns, row by row; （元） and （亩） in a heading are left out
    金额 = 面积 * {金额}          {金额} is the item's own amount
    金额 = 合计.决算数            the item's amount is a cell: row.column
    大白话1 = 合计.决算数         the first plain sentence says this figure
    户主 唯一 within 村民小组      nobody stands twice in a group (also: 户主 在 村民小组 内唯一)
    金额 不核对 上级核定           what the kit adds up by itself is not asked of this column

A name is first a column, then a row (the text of its first cell), then a fact of the item.
Nothing is evaluated but these; there is no ``eval``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_NAME = r"[^\s\-+*/×÷()（）.{}=]"
_TOKEN = re.compile(
    rf"\s*(?:(?P<number>\d+(?:\.\d+)?)(?!{_NAME})|(?P<sign>[-+*/×÷()（）.])|(?P<name>{_NAME}+))"
)
# The unit in a heading is no bracket of the sum: 金额（元）.
_UNIT = re.compile(r"(?<=[\u4e00-\u9fff])[（(][^（）()\d]{1,8}[）)]")
_SIGNS = {"×": "*", "÷": "/", "（": "(", "）": ")"}
_SUMS = ("sum", "总和", "求和")
_UNIQUE = re.compile(
    r"\s*(?P<column>\S+?)\s+唯一(?:\s+within\s+(?P<group>\S+))?\s*$"
    r"|\s*(?P<column2>\S+?)\s*在\s*(?P<group2>\S+?)\s*内\s*唯一\s*$"
)
_UNCHECKED = re.compile(r"\s*(?P<column>\S+?)\s*不核对\s*[:：，,]?\s*(?P<reason>\S.*)?$")


class BadSum(Exception):  # noqa: N818 -- it never leaves this package
    """A line of 核对 that cannot be read, with what is wrong in it."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number written in the line."""

    value: Decimal


@dataclass(frozen=True, slots=True)
class Name:
    """A column, a row or a fact of the item."""

    name: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: row label and column heading."""

    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of all rows that are no sums themselves."""

    over: str


@dataclass(frozen=True, slots=True)
class Operation:
    """Two expressions and what is done with them."""

    sign: str
    left: Expression
    right: Expression


Expression = Number | Name | Cell | Sum | Operation


@dataclass(frozen=True, slots=True)
class Equation:
    """Two expressions that must be equal."""

    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Unique:
    """A column whose entries may stand once only, in the table or in each group."""

    column: str
    group: str


@dataclass(frozen=True, slots=True)
class Unchecked:
    """A column that is not added up or multiplied unasked, and why."""

    column: str
    reason: str


def read_sum(line: str) -> Equation | Unique | Unchecked:
    """Return what a line of 核对 says.

    Raises:
        BadSum: It does not follow the language.
    """
    match = _UNIQUE.match(line)
    if match:
        return Unique(match["column"] or match["column2"], match["group"] or match["group2"] or "")
    unchecked = _UNCHECKED.match(line)
    if unchecked:
        if not unchecked["reason"]:
            raise BadSum("“不核对”后面要写原因")
        return Unchecked(unchecked["column"], unchecked["reason"].strip())
    # plain[0] 数字 is how the samples of the first year wrote it.
    line = re.sub(r"plain\[(\d)\]", lambda m: f"大白话{int(m[1]) + 1}", line)
    line = re.sub(r"(大白话\d)\s*(?:的)?数字", r"\1", line)
    sides = line.replace("＝", "=").split("=")
    if len(sides) != 2:
        raise BadSum("等号要有一个，只能有一个")
    return Equation(_Parser(sides[0]).whole(), _Parser(sides[1]).whole())


class _Parser:
    """Reads one side of an equation, from left to right."""

    def __init__(self, text: str) -> None:
        self._tokens = list(_tokens(text))
        self._next = 0

    def whole(self) -> Expression:
        """Return the expression; it must be all there is."""
        expression = self._sum()
        if self._next < len(self._tokens):
            raise BadSum(f"“{self._tokens[self._next]}”这里看不懂")
        return expression

    def _peek(self) -> str:
        return self._tokens[self._next] if self._next < len(self._tokens) else ""

    def _take(self) -> str:
        token = self._peek()
        self._next += 1
        return token

    def _sum(self) -> Expression:
        left = self._product()
        while self._peek() in ("+", "-"):
            left = Operation(self._take(), left, self._product())
        return left

    def _product(self) -> Expression:
        left = self._one()
        while self._peek() in ("*", "/"):
            left = Operation(self._take(), left, self._one())
        return left

    def _one(self) -> Expression:
        word = self._take()
        if word == "(":
            inner = self._sum()
            self._expect(")")
            return inner
        if re.fullmatch(r"\d+(?:\.\d+)?", word):
            return Number(Decimal(word))
        if not word or word in "+-*/).":
            raise BadSum(f"“{word}”前面少了一项" if word else "少了一项")
        if word in _SUMS:
            self._expect("(")
            over = self._take()
            self._expect(")")
            return Sum(over)
        if self._peek() == ".":
            self._take()
            return Cell(word, self._take())
        return Name(word)

    def _expect(self, sign: str) -> None:
        if self._take() != sign:
            raise BadSum(f"少了“{sign}”")


def _tokens(text: str) -> Iterator[str]:
    text, position = _UNIT.sub(_without_unit, text), 0
    while position < len(text.rstrip()):
        match = _TOKEN.match(text, position)
        if match is None:
            raise BadSum(f"“{text[position:].strip()}”这里看不懂")
        token = match[0].strip()
        yield _SIGNS.get(token, token)
        position = match.end()


def _without_unit(match: re.Match[str]) -> str:
    before = match.string[: match.start()]
    return match[0] if before.endswith(_SUMS) else ""


def cell_number(cell: str) -> Decimal | None:
    """Return the value of a cell; None where it holds no number. 1,234.50 元 is one."""
    text = re.sub(r"[,，\s]|(?<=\d)(?:元|亩|户|人|%)$", "", cell)
    try:
        value = Decimal(text)
    except InvalidOperation:
        return None
    return value if value.is_finite() else None


def names_in(expression: Expression) -> Iterator[str]:
    """Give every name of the expression that stands alone."""
    if isinstance(expression, Name):
        yield expression.name
    elif isinstance(expression, Operation):
        yield from names_in(expression.left)
        yield from names_in(expression.right)


def has_sum(expression: Expression) -> bool:
    """Return whether rows are summed up in it."""
    if isinstance(expression, Operation):
        return has_sum(expression.left) or has_sum(expression.right)
    return isinstance(expression, Sum)


def value_of(expression: Expression, look_up: Callable[[Name | Cell | Sum], Decimal]) -> Decimal:
    """Return the value, names being looked up by ``look_up``.

    Raises:
        BadSum: Something is divided by nothing, or ``look_up`` does not know a name.
    """
    if isinstance(expression, Number):
        return expression.value
    if not isinstance(expression, Operation):
        return look_up(expression)
    left, right = value_of(expression.left, look_up), value_of(expression.right, look_up)
    if expression.sign == "+":
        return left + right
    if expression.sign == "-":
        return left - right
    if expression.sign == "*":
        return left * right
    if not right:
        raise BadSum("除数是0")
    return left / right


def equal_as_written(left: Decimal, right: Decimal) -> bool:
    """Return whether ``right`` is ``left``, rounded to the decimals that ``left`` shows."""
    places = Decimal(1).scaleb(min(0, int(left.as_tuple().exponent)))
    return left == right.quantize(places, rounding=ROUND_HALF_UP) or left == right

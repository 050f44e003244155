"""What a cell of a workbook shows: its number, seen through the cell's number format."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum


class Shown(StrEnum):
    """As what a number is shown."""

    NUMBER = "number"
    PERCENT = "percent"
    DAY = "day"
    MONTH = "month"
    """Year and month, no day."""
    MOMENT = "moment"
    """Day and time of day."""
    TIME = "time"
    NOTHING = "nothing"
    """Not at all: ;;; is how offices hide what a cell holds."""


@dataclass(frozen=True, slots=True)
class CellFormat:
    """How a cell's number is shown."""

    shown: Shown = Shown.NUMBER
    decimals: int | None = None
    """Digits behind the point; None where the format leaves them open."""
    scaled: bool = False
    """The screen shows thousands, or tens of thousands, of what is there."""


GENERAL = CellFormat()
_FIRST_DAY_1900 = date(1899, 12, 30)
_FIRST_DAY_1904 = date(1904, 1, 1)
_FALSE_LEAP_DAY = 60
"""Excel counts a 29 February 1900, which never was: before it days are one further on."""
_LAST_DAY = 2_958_465  # 9999-12-31
_EXACT_DIGITS = 15
"""Decimal digits that a binary fraction keeps; what follows is dust, or lost for good."""
# The numbers of formats that stand in no file, with those that Chinese Excel and WPS add.
_BUILT_IN = (
    {number: CellFormat(Shown.DAY) for number in (14, 15, 16, 28, 29, 30, 31, 51, 53, 54, 58)}
    | {number: CellFormat(Shown.MONTH) for number in (17, 27, 36, 50, 52, 57)}
    | {number: CellFormat(Shown.TIME) for number in (18, 19, 20, 21, 45, 46, 47)}
    | {number: CellFormat(Shown.TIME) for number in (32, 33, 34, 35, 55, 56)}
    | {22: CellFormat(Shown.MOMENT)}
    | {1: CellFormat(decimals=0), 2: CellFormat(decimals=2)}
    | {3: CellFormat(decimals=0), 4: CellFormat(decimals=2)}
    | {9: CellFormat(Shown.PERCENT, 0), 10: CellFormat(Shown.PERCENT, 2)}
)
_WORDS = re.compile(r'"[^"]*"|\\.|[_*].|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_WHOLE = re.compile(r"0|[1-9][0-9]{0,14}")
_SCALED = re.compile(r"[0#?],+(?![0#?,])")
_DECIMALS = re.compile(r"0\.(0+)")


def format_of(number: int, code: str | None) -> CellFormat:
    """Return how a format shows numbers; ``code`` is its text, where the workbook has one."""
    if code is None:
        return _BUILT_IN.get(number, GENERAL)
    # Words say nothing: 0"日" counts days, and is no day. Letters do.
    if code.strip() == ";;;":
        return CellFormat(Shown.NOTHING)
    plain = _WORDS.sub("", code.partition(";")[0]).lower().replace("am/pm", "")
    if "general" in plain:
        return GENERAL
    has_day, has_year = "d" in plain, "y" in plain
    has_time = "h" in plain or "s" in plain
    if (has_day or has_year) and has_time:
        return CellFormat(Shown.MOMENT)
    if has_year and not has_day:
        return CellFormat(Shown.MONTH)
    if has_day or ("m" in plain and not has_time):
        return CellFormat(Shown.DAY)
    if has_time:
        return CellFormat(Shown.TIME)
    found = _DECIMALS.search(plain)
    decimals = len(found[1]) if found else 0 if "0" in plain else None
    kind = Shown.PERCENT if "%" in plain else Shown.NUMBER
    return CellFormat(kind, decimals, scaled=bool(_SCALED.search(plain)))


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as text, and whether something of it is not as it was."""

    text: str
    lost_digits: bool = False
    """A long code kept as a number: its last digits are gone."""
    cut_on_screen: bool = False
    """The screen shows fewer digits than there are."""
    scaled: bool = False
    """The screen shows another number: 13 for 130000."""


def shown_number(stored: str, form: CellFormat, *, from_1904: bool) -> Figure:
    """Return the stored number as its cell shows it, with all digits that are no dust.

    Raises:
        ValueError: It is no number.
    """
    if (
        form.shown is Shown.NUMBER
        and not form.decimals
        and not form.scaled
        and _WHOLE.fullmatch(stored)
    ):
        return Figure(stored)  # most of a list
    number = float(stored)
    if number - number != 0:  # infinite, or none
        raise ValueError(stored)
    if form.shown not in {Shown.NUMBER, Shown.PERCENT} and 0 <= number <= _LAST_DAY:
        return Figure(_as_time(number, form.shown, from_1904=from_1904))
    if form.shown is Shown.PERCENT:
        number *= 100
    # 256.00000000000006 is 256.
    exact = Decimal(f"{number:.{_EXACT_DIGITS}g}")
    if exact == exact.to_integral_value() and abs(exact) >= 10**_EXACT_DIGITS:
        # As Excel writes such numbers into a csv: the check of tables knows it, and stops it.
        return Figure(f"{exact.normalize():E}", lost_digits=True)
    exponent = exact.as_tuple().exponent
    places = -exponent if isinstance(exponent, int) and exponent < 0 else 0
    text = f"{exact:f}"
    if form.decimals is not None and places < form.decimals:
        text = f"{exact.quantize(Decimal(1).scaleb(-form.decimals)):f}"
    return Figure(
        text + "%" * (form.shown is Shown.PERCENT),
        cut_on_screen=form.decimals is not None and places > form.decimals,
        scaled=form.scaled,
    )


def _as_time(number: float, shown: Shown, *, from_1904: bool) -> str:
    minutes = round(number * 24 * 60)
    if shown is Shown.TIME:
        return f"{minutes // 60:02d}:{minutes % 60:02d}"
    days, of_day = divmod(minutes, 24 * 60)
    if shown is not Shown.MOMENT:
        days, of_day = int(number), 0
    if from_1904:
        first = _FIRST_DAY_1904
    else:
        first = _FIRST_DAY_1900
        days += 1 if days < _FALSE_LEAP_DAY else 0
    day = first + timedelta(days=days)
    if shown is Shown.MONTH:
        return f"{day.year}年{day.month}月"
    return f"{day}" + (f" {of_day // 60:02d}:{of_day % 60:02d}" if of_day else "")

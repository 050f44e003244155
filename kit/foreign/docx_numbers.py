"""Numbers that Word draws before paragraphs and stores nowhere as text: 一、 （一） 第一条."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.foreign.docx_names import VAL, W, value, whole

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from xml.etree.ElementTree import Element

_DIGITS = "零一二三四五六七八九"
_MOST_CIRCLED = 20
_ROMAN = ((100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"))
_SMALL_ROMAN = ((5, "V"), (4, "IV"), (1, "I"))


def chinese(number: int) -> str:
    """Return a counting number up to 99 in words, a larger one in digits."""
    tens, ones = divmod(number, 10)
    if tens > 9:
        return str(number)
    if not tens:
        return _DIGITS[ones]
    return f"{_DIGITS[tens] if tens > 1 else ''}十{_DIGITS[ones] if ones else ''}"


def _circled(number: int) -> str:
    return chr(ord("①") + number - 1) if 1 <= number <= _MOST_CIRCLED else f"({number})"


def _roman(number: int) -> str:
    said = ""
    for size, sign in (*_ROMAN, *_SMALL_ROMAN):
        times, number = divmod(number, size)
        said += sign * times
    return said


def _letter(number: int) -> str:
    return chr(ord("A") + (number - 1) % 26)


FORMS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "taiwaneseCounting": chinese,
    "ideographDigital": lambda number: "".join(_DIGITS[int(one)] for one in str(number)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": lambda number: str(number).translate(
        {ord("0") + n: ord("０") + n for n in range(10)}
    ),
    "decimalZero": lambda number: f"{number:02d}",
    "upperLetter": _letter,
    "lowerLetter": lambda number: _letter(number).lower(),
    "upperRoman": _roman,
    "lowerRoman": lambda number: _roman(number).lower(),
    "bullet": lambda _number: "",
    "none": lambda _number: "",
}


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    pattern: str


@dataclass(frozen=True, slots=True)
class _List:
    abstract: str
    begun_at: Mapping[int, int]


@dataclass(slots=True)
class Numbers:
    """The lists of a document and how far each has counted."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    lists: dict[str, _List] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    begun: set[str] = field(default_factory=set)

    def next(self, list_id: str, level: int) -> str:
        """Return the next number of a list as it is drawn; empty for a bullet or no list."""
        known = self.lists.get(list_id)
        levels = self.levels.get(known.abstract, {}) if known else {}
        if known is None or level not in levels:
            return ""
        # Lists that share an abstract list go on with its counting, as Word draws them.
        counts = self.counts[known.abstract]
        if list_id not in self.begun:
            self.begun.add(list_id)
            counts |= {at: begin - 1 for at, begin in known.begun_at.items()}
        counts[level] = counts.get(level, levels[level].start - 1) + 1
        for deeper in [at for at in counts if at > level]:
            del counts[deeper]
        if levels[level].form == "bullet":
            return ""

        def drawn(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            one = levels.get(at, _Level(1, "decimal", ""))
            return FORMS.get(one.form, str)(counts.setdefault(at, one.start))

        return re.sub(r"%([1-9])", drawn, levels[level].pattern)


def numbers_in(root: Element | None) -> Numbers:
    """Return the lists that ``word/numbering.xml`` describes."""
    numbers = Numbers()
    if root is None:
        return numbers
    for abstract in root.iter(f"{W}abstractNum"):
        numbers.levels[abstract.get(f"{W}abstractNumId", "")] = {
            whole(one.get(f"{W}ilvl")): _Level(
                whole(value(one, f"{W}start"), 1),
                value(one, f"{W}numFmt", "decimal"),
                value(one, f"{W}lvlText"),
            )
            for one in abstract.iter(f"{W}lvl")
        }
    for one in root.iter(f"{W}num"):
        begun_at = {
            whole(over.get(f"{W}ilvl")): whole(start.get(VAL), 1)
            for over in one.iter(f"{W}lvlOverride")
            if (start := over.find(f"{W}startOverride")) is not None
        }
        abstract_id = value(one, f"{W}abstractNumId")
        numbers.lists[one.get(f"{W}numId", "")] = _List(abstract_id, begun_at)
    return numbers

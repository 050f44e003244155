"""A notice ready to be asked: its frame, its sentences, its days, and the township's words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from kit.foreign.notice.frame import frame_of, signer_name, solar
from kit.foreign.notice.patterns import OFFICE
from kit.text.figures.quantities import read
from kit.text.figures.quantity import Day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from kit.foreign.known_words import KnownWords
    from kit.foreign.notice.frame import Frame
    from kit.foreign.notice.lines import Line
    from kit.text.figures.quantity import Quantity

_SENTENCE_END = re.compile(r"(?<=[。；;！？!?])")
_LABEL_TAIL = r"[^，。；：:、]{0,2}?(?:[：:。]|(?:为|是)(?=\S)|\s+|$)\s*"
_MONTHS_BACK = 6
_MOST_SENTENCE = 400


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, and the line in which it stands."""

    text: str
    line: Line


@dataclass(frozen=True, slots=True)
class Labelled:
    """What stands behind a label such as 报名时间：, and the lines below it."""

    value: str
    source: str
    below: tuple[Line, ...]


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What the rules for the fields look at."""

    lines: Sequence[Line]
    words: KnownWords
    page_day: date | None = None
    """The day that the web page around it gives."""
    page_office: str = ""
    """Who published that page."""

    @cached_property
    def frame(self) -> Frame:
        """Head, addressee, text and signature."""
        return frame_of(self.lines)

    @property
    def body(self) -> Sequence[Line]:
        """The lines between head and signature."""
        return self.frame.body

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the text."""
        return tuple(
            Sentence(text[:_MOST_SENTENCE], line)
            for line in self.body
            for one in _SENTENCE_END.split(line.bare)
            if (text := one.strip())
        )

    @property
    def base(self) -> date | None:
        """The day that a day without its year is near to."""
        return self.frame.formed or self.page_day or self.words.today

    @property
    def base_name(self) -> str:
        """What that day is, for the clerk."""
        if self.frame.formed:
            return "落款的日子"
        return "网页的发布日期" if self.page_day else "今天"

    @property
    def title(self) -> str:
        """The title as one line, as it stands; empty where there is none."""
        return self.frame.head.title

    @property
    def title_source(self) -> str:
        """The title's lines as they stand."""
        return "\n".join(line.text for line in self.frame.head.title_lines)

    @cached_property
    def issuer(self) -> str:
        """The office that signed, or that the head names; empty where none does."""
        signers = self.frame.signers
        return signer_name(signers[0]) if signers else self.frame.head.issuer

    @cached_property
    def office(self) -> re.Pattern[str]:
        """Finds the name of an office: the township's own first, else by its ending."""
        own = sorted((re.escape(one) for one in self.words.offices), key=len, reverse=True)
        return re.compile("|".join((*own, OFFICE.pattern)))

    def labelled(self, names: str) -> Iterator[Labelled]:
        """Yield what stands behind each label that ends in one of ``names``, a pattern."""
        pattern = re.compile(rf"[^，。；：:、]{{0,9}}?(?:{names}){_LABEL_TAIL}")
        for at, line in enumerate(self.body):
            match = pattern.match(line.bare)
            if match is None:
                continue
            rest = line.bare[match.end() :]
            below = tuple(self._below(at, line))
            if rest:
                yield Labelled(rest, line.text, below if _opens_list(rest) else ())
            elif below:
                yield Labelled(below[0].bare, below[0].text, below)

    def _below(self, at: int, line: Line) -> Iterator[Line]:
        """Yield the lines that belong to a label: up to the next of its own order."""
        for other in self.body[at + 1 :]:
            if other.cell or (other.number and _order(other) == _order(line)):
                return
            if not line.number and not other.number and re.match(r"[^，。]{2,8}[：:]", other.bare):
                return
            yield other

    def heading_above(self, line: Line) -> str:
        """Return the short numbered line under which ``line`` stands."""
        at = next((n for n, one in enumerate(self.body) if one is line), 0)
        above = (one for one in reversed(self.body[:at]) if one.number and len(one.bare) < 16)
        return next((one.bare for one in above), "")

    def day(self, value: object, *, after: date | None = None) -> date | None:
        """Return a solar day, its year completed from the day of the notice; else None."""
        if not isinstance(value, Day) or value.lunar or not (value.month and value.day):
            return None
        base, year = after or self.base, value.year
        if year is None and base is not None:
            early = (value.month, value.day) < (base.month, base.day)
            year = base.year + (early and base.month - value.month > _MONTHS_BACK)
            if after and early:
                year = base.year + 1
        return solar(Day(year, value.month, value.day)) if year else None

    def figures(self, text: str) -> tuple[Quantity, ...]:
        """Return the figures of a text of this notice."""
        return read(text, near=self.base)


def _opens_list(rest: str) -> bool:
    return len(rest) < 12 or rest.endswith(("：", ":"))


def _order(line: Line) -> str:
    """Return how a line is numbered: 一、 and 二、 are of one order, （一） of another."""
    return re.sub(r"[一二三四五六七八九十\d]+|[①-⑳]", "N", line.number)

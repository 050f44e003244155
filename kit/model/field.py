"""One field of an item: how it is written, what it must hold, and where its words go."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from operator import attrgetter
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

if TYPE_CHECKING:
    from kit.model.item import Item, Kind

NOTHING = "无"
"""Written where a key fact does not apply; a key fact is never just left out."""
_NOTHING = re.compile(r"[\W_]*[无無][\W_]*")
_LONGER = 16
EVERYWHERE = "全乡"
"""Written in 村 where the whole township is meant."""


class Form(Enum):
    """How a field is written, and so how it is read."""

    TEXT = auto()
    """One line of text."""
    LONG = auto()
    """Text of several lines."""
    CHOICE = auto()
    CHOICES = auto()
    YES_NO = auto()
    COUNT = auto()
    DATE = auto()
    MOMENT = auto()
    """Day and time of day."""
    WORDS = auto()
    """Several short entries; on one line they may stand between 、."""
    LINES = auto()
    """Several sentences, one a line."""
    AMOUNTS = auto()
    PHONES = auto()
    LINK = auto()
    READINGS = auto()
    """Words and their pinyin."""
    RECORD = auto()
    """Labels of its own below the label."""
    RECORDS = auto()
    """A list of such records."""


class Level(StrEnum):
    """Levels of an alert (级别), the least first."""

    BLUE = "蓝色"
    YELLOW = "黄色"
    ORANGE = "橙色"
    RED = "红色"


class Printed(Enum):
    """Where a field's words stand on paper and page."""

    NOWHERE = auto()
    PLACED = auto()
    """Where the sheet's own composition puts them."""
    AT_END = auto()
    """In a line of their own at the end of the full text."""


class Compared(Enum):
    """What the figures among a field's words are held against."""

    FACT = auto()
    """Nothing: they are what others are held against."""
    KEY = auto()
    """A key fact in words: held against the others, and says the item's own alone."""
    DETAIL = auto()
    """They may say more than the key facts, but the same thing with the same figure."""
    SOURCE = auto()
    """Other papers and names: their figures are only read for what cannot be read."""
    SUMMARY = auto()
    """Heard and remembered: each must have its source in the facts, the details or the table."""


LISTS = frozenset({Form.CHOICES, Form.WORDS, Form.LINES, Form.AMOUNTS, Form.PHONES, Form.RECORDS})


@dataclass(frozen=True, slots=True)
class Field:
    """One line of the form."""

    label: str
    attribute: str
    """Attribute of the item; ``dates.formed`` is the attribute ``formed`` of its dates."""
    form: Form
    help: str
    """What the clerk writes here, as a comment above the field."""
    example: str = ""
    required: bool = False
    may_be_nothing: bool = False
    """``无`` is an answer."""
    kinds: tuple[Kind, ...] = ()
    """The field stands on the form of these kinds only; empty means all."""
    required_for: tuple[Kind, ...] = ()
    """Kinds that demand it, where not all do."""
    least: int = 0
    most: int = 0
    """Characters of a text or of an entry; the value of a count. 0 means no limit."""
    most_entries: int = 0
    choices: type[StrEnum] | None = None
    parts: tuple[Field, ...] = ()
    """The labels of a record."""
    printed: Printed = Printed.AT_END
    spoken: bool = False
    """The loudspeaker says it."""
    compared: Compared = Compared.DETAIL
    usual: str = ""
    """What most items answer; the clerk changes the few that differ."""
    seldom: bool = False
    """Asked for on demand only: a form of fifty lines is not filled in."""
    heading: str = ""
    """What stands before it on paper, where that is not its label."""
    counted: str = "第{}条"
    """How messages count its entries."""

    def asked_for(self, kind: Kind) -> bool:
        """Whether an item of ``kind`` has this field on its form."""
        return not self.kinds or kind in self.kinds

    def demanded_of(self, kind: Kind) -> bool:
        """Whether an item of ``kind`` cannot do without it."""
        return kind in self.required_for or (self.required and self.asked_for(kind))

    def value_in(self, item: Item) -> Any:
        """Return the field's value in ``item``."""
        return attrgetter(self.attribute)(item)


def is_nothing(text: str) -> bool:
    """Return whether ``text`` says 无 and no more, whatever blanks and marks stand around it."""
    # Asked of every line of every item: the long ones are known without looking.
    return len(text) < _LONGER and bool(_NOTHING.fullmatch(normalize("NFKC", text)))

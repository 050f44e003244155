"""A public table of characters by sound (同音字表): final headings, then initial and tones.

The form is that of the county gazetteers as typed for public use::

    #a
    p	[1]巴芭[2]背*{～小孩}[3]把

A line is an initial, a tab and for each tone class its characters; ``*`` marks a reading
taken from a word of the same meaning (训), ``=`` a literary (文), ``-`` a spoken one (白), and
braces hold a gloss. Glosses are not kept: they are somebody's text, a reading is a fact.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from kit.errors import SourceError
from kit.text.dialect.romanization import NO_INITIAL, Syllable

_HEADINGS = ("声调", "注释", "资料来源", "来源")
_TONE = re.compile(r"\[(\d+)\]([^\[]*)")
_CHARACTER = re.compile(r"([^\s{}*=\-])([*=\-]?)(\{[^}]*\})?")
_HAN = re.compile("[\u3400-\u4dbf一-鿿\U00020000-\U0003ffff]")
_REGISTERS = {"": "", "*": "训", "=": "文", "-": "白"}


@dataclass(frozen=True, slots=True)
class TableReading:
    """A character and one of its readings; ``line`` is where it stands in the table."""

    character: str
    syllable: Syllable
    register: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CharacterTable:
    """What a table says, and what in it cannot be right."""

    readings: tuple[TableReading, ...]
    rejected: tuple[TableReading, ...]
    """Readings under a tone that the head of the table does not name."""
    finals: tuple[str, ...]
    tones: tuple[int, ...]
    sources: str
    faults: tuple[str, ...]
    """Rows that were left out, each with its line."""

    @property
    def characters(self) -> frozenset[str]:
        """The characters that have a reading."""
        return frozenset(reading.character for reading in self.readings)


def parse_character_table(text: str, file: str) -> CharacterTable:
    """Return the readings of a table; entries under a tone its head does not name are faults.

    Raises:
        SourceError: It is no such table: no head with its tones, or no entry.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    # Such as 1阴平24 2阳平21: the number of the class, its name and its pitch.
    told = re.findall(r"(?:^|\s)(\d)(?=\D)", _told(lines, "声调"))
    tones = tuple(int(number) for number in told)
    finals: list[str] = []
    readings: list[TableReading] = []
    rejected: list[TableReading] = []
    faults: list[str] = []
    for number, line in enumerate(lines, start=1):
        if line.startswith("#"):
            heading = line[1:].partition("\t")[0].strip()
            finals += [heading] if heading not in _HEADINGS else []
        elif "\t" in line and finals:
            initial, _, entries = line.partition("\t")
            initial = "" if initial.strip() == NO_INITIAL else initial.strip()
            for tone, body in _TONE.findall(entries):
                found = _entries(body, Syllable(initial, finals[-1], int(tone)), number)
                if int(tone) in tones:
                    readings += found
                else:
                    rejected += found
                    faults.append(
                        f"第 {number} 行：表头里没有声调 [{tone}]，没有收“{body.strip()}”。"
                    )
    if not tones or not readings:
        raise SourceError(
            f"{file} 不是同音字表。",
            "表头要有一行“#声调”，下面是“#韵母”和“声母、制表符、[声调]字字字”。",
        )
    return CharacterTable(
        readings=tuple(readings),
        rejected=tuple(rejected),
        finals=tuple(dict.fromkeys(finals)),
        tones=tones,
        sources=_told(lines, "资料来源", "来源"),
        faults=tuple(faults),
    )


def _told(lines: list[str], *headings: str) -> str:
    """Return what stands in the head under one of these headings; empty where none does."""
    for line in lines:
        name, _, rest = line.removeprefix("#").partition("\t")
        if line.startswith("#") and name.strip() in headings:
            return rest.strip()
    return ""


def _entries(body: str, syllable: Syllable, number: int) -> list[TableReading]:
    return [
        TableReading(character, syllable, _REGISTERS[mark], number)
        for character, mark, _ in _CHARACTER.findall(body)
        if _HAN.match(character)
    ]

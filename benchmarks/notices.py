"""Twenty different A3 notices, the same words and sizes for every engine that sets them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from itertools import chain
from typing import TYPE_CHECKING

from kit.fonts import load_typeface
from kit.source.builtin import builtin_dir
from kit.source.workspace import open_workspace
from kit.text.references import fill
from kit.text.typeset.linebreak import Span, set_paragraph
from kit.units import MM_PER_PT, PT_PER_MM
from tests.pasted_notices import pasted_notices

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

COUNT = 20
CHARACTERS = 360
"""About as many as a prose poster of the example has."""
LINE_CHARACTERS = 20
"""Shorter lines are dates, heads and signatures: no running text."""
TITLE_PT, TITLE_WEIGHT, LEADING = 66.0, 900, 1.42
TABLE_PT, FOOT_PT, WEIGHT = 22.0, 20.0, 500
WIDTH_MM, TITLE_TOP_MM, BODY_TOP_MM, BODY_MM, TABLE_TOP_MM, FOOT_MM = 257, 22, 58, 226, 294, 396
MARGIN_MM = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """One page: what is said, and the size at which its body fills the frame."""

    title: str
    paragraphs: tuple[str, ...]
    table: tuple[tuple[str, ...], ...]
    """The header row first."""
    foot: str
    body_pt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What an engine is given; the last notice is for warming up."""

    notices: tuple[Notice, ...]
    fonts: dict[int, str]
    """Files of the job's characters alone, by weight."""


def make_job(folder: Path) -> Path:
    """Write fonts and notices into ``folder`` and return the file that tells of them."""
    typeface = load_typeface()
    notices = tuple(_notices())
    characters = set("".join(json.dumps(asdict(n), ensure_ascii=False) for n in notices) + "⸺")
    fonts = {}
    for weight in (WEIGHT, TITLE_WEIGHT):
        file = folder / f"job-{weight}.ttf"
        file.write_bytes(typeface.subset(characters, weight))
        fonts[weight] = str(file)
    job = folder / "job.json"
    told = asdict(Job(notices=notices, fonts=fonts))
    job.write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    return job


def read_job(file: Path) -> Job:
    told = json.loads(file.read_text("utf-8"))
    notices = (
        Notice(
            title=one["title"],
            paragraphs=tuple(one["paragraphs"]),
            table=tuple(map(tuple, one["table"])),
            foot=one["foot"],
            body_pt=one["body_pt"],
        )
        for one in told["notices"]
    )
    fonts = {int(weight): file for weight, file in told["fonts"].items()}
    return Job(notices=tuple(notices), fonts=fonts)


def _notices() -> Iterator[Notice]:
    """Yield the notices: words of twenty that other hands wrote, then the example's to warm up."""
    items = open_workspace(builtin_dir("examples") / "daxi").items
    pasted = [_running(notice.text.splitlines()) for notice in pasted_notices()]
    own = _running(line for item in items for line in fill(item.body, item).splitlines())
    for number, first in enumerate((*pasted[:COUNT], own)):
        paragraphs = _filled([*first, *chain.from_iterable(pasted[number + 1 :] + pasted)])
        item = items[number % len(items)]
        yield Notice(
            title=item.title.replace("｜", "")[:12],
            paragraphs=tuple(paragraphs),
            table=(
                ("村", "户数", "本月补贴（元）", "发放日期"),
                *(
                    (village, str(37 * number + 11 * row), f"{1203.5 * (number + row):,.2f}", day)
                    for row, (village, day) in enumerate(_VILLAGES, start=1)
                ),
            ),
            foot=f"{item.issuer}　2026年11月23日　公开页编号 26W48-{number:02}",
            body_pt=_fitted_pt(paragraphs),
        )


_VILLAGES = (
    ("坑头村", "11月24日"),
    ("大溪村", "11月25日"),
    ("联和村", "11月26日"),
    ("太联村", "12月1日"),
    ("湖背村", "12月2日"),
)


def _running(lines: Iterable[str]) -> list[str]:
    """Return the lines long enough to be broken, of characters that every engine's font has."""
    face = load_typeface()
    kept = ("".join(filter(face.covers, line.strip())) for line in lines)
    return [line for line in kept if len(line) >= LINE_CHARACTERS]


def _filled(texts: Iterable[str]) -> list[str]:
    """Return texts until there are as many characters as a page has, the last one cut."""
    room, paragraphs = CHARACTERS, []
    for text in texts:
        if room:
            paragraphs.append(text[:room])
            room -= len(paragraphs[-1])
    return paragraphs


def _fitted_pt(paragraphs: list[str]) -> float:
    """Return the largest size, in half points, at which the text fills the frame."""
    size_pt = 60.0
    while _height_mm(paragraphs, size_pt) > BODY_MM:
        size_pt -= 0.5
    return size_pt


def _height_mm(paragraphs: list[str], size_pt: float) -> float:
    measure_em = WIDTH_MM * PT_PER_MM / size_pt
    face = load_typeface()
    lines = sum(
        len(set_paragraph([Span(text, WEIGHT)], face, measure_em=measure_em, indent_em=2))
        for text in paragraphs
    )
    return ((lines - 1) * LEADING + 1) * size_pt * MM_PER_PT

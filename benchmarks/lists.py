"""Tables with and without a wrong figure, and texts with and without what others left in them."""

from __future__ import annotations

import csv
from pathlib import Path
from random import Random
from time import process_time
from typing import TYPE_CHECKING

from benchmarks.figures import line
from kit.model.finding import Severity
from kit.text.place_names import other_places, places_above
from kit.text.slips import slips
from tests.made_tables import MAKERS, as_left_by_excel, told, with_wrong_figure

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLES = 300
_ROOT = Path(__file__).parents[1]


def lists() -> int:
    """Print how many wrong figures in tables stop, and how many right tables do."""
    stopped = wrongly = 0
    begun = process_time()
    for seed in range(TABLES):
        chance = Random(seed)
        made = MAKERS[seed % len(MAKERS)](chance)
        wrongly += _stops(told(as_left_by_excel(made, chance)))
        stopped += _stops(told(with_wrong_figure(made, chance)))
    each_ms = (process_time() - begun) / TABLES / 2 * 1e3
    return (
        line(f"{TABLES} 张表，错一个数：没有拦下", TABLES - stopped, "张", most=0)
        + line(f"{TABLES} 张对的表：错拦", wrongly, "张", most=0)
        + line("读并核对一张表", each_ms, "毫秒", most=15)
    )


def _stops(found: list[tuple[Severity, str]]) -> bool:
    return any(severity is Severity.STOP for severity, _ in found)


def other_hands() -> int:
    """Print how much of other offices' notices is found, and how much is told wrongly."""
    texts = [text for text in _own_texts() if text]
    _warm()
    begun = process_time()
    places = [found for text in texts for found in other_places(text, _OWN)]
    found_slips = [slip for text in texts for slip in slips(text)]
    each_ms = (process_time() - begun) / max(sum(map(len, texts)), 1) * 1e6
    fine = [row["text"] for row in _rows("slips_fine")]
    wrong = [row["text"] for row in _rows("slips")]
    return (
        line(f"样例 {sum(map(len, texts))} 字：别处的地名", len(places), "处", most=0)
        + line("样例：错字", len(found_slips), "处", most=0)
        + line("每千字", each_ms, "毫秒", most=15)
        + line(f"别人写的 {len(wrong)} 句错字：说出", sum(map(_any, wrong)), "句", least=140)
        + line(f"别人写的 {len(fine)} 句对的：错说", sum(map(_any, fine)), "句", most=2)
    )


_OWN = frozenset({"大溪乡", "永定区", "样例一村", "样例二村"}) | places_above("永定区")


def _warm() -> None:
    """Let the lists be read, which happens when they are first asked for."""
    _any("请高度重示。")
    list(other_places("样例县", _OWN))


def _any(text: str) -> bool:
    return any(True for _ in slips(text))


def _own_texts() -> Iterator[str]:
    for file in sorted((_ROOT / "examples" / "daxi" / "items").rglob("*.md")):
        yield from file.read_text("utf-8").splitlines()


def _rows(name: str) -> list[dict[str, str]]:
    with (_ROOT / "tests" / "data" / "wording" / f"{name}.tsv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))

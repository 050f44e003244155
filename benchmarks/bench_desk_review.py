"""The review over HTTP, walked at random: steps done, and signatures that came about wrongly.

``KIT_WALKS`` and ``KIT_STEPS`` set how many offices and how many steps in each; 20 and 2,000
unless told. ``KIT_SEED`` is the seed of the first office, the others count on from it.
"""

from __future__ import annotations

import logging
import os
import random
import tempfile
import time
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.figures import line
from tests.desks import EXAMPLE
from tests.review_walk import (
    ASKED,
    BROWSERS,
    HURRIED,
    ITEMS,
    NAMES,
    STEPS,
    WORDINGS,
    Walk,
    answer_shortly,
)

WALKS, STEPS_A_WALK = 20, 2_000
VERDICTS = (*["agree"] * 12, "reject", "")
UNASKED = ("open", "edit", "take back", "put back", "term", "wait")
"""Steps that ask the desk nothing: files that change, pages that are opened, time that goes by."""
WEIGHTS = {
    "sign in turn": 40,
    "sign next": 18,
    "sign": 10,
    "guess": 1,
    "sign here": 14,
    "forge": 14,
    "edit": 3,
    "paper": 7,
    "open": 3,
    "term": 2,
    "wait": 3,
    "take back": 1,
    "put back": 1,
}


def run() -> int:
    walks = int(os.environ.get("KIT_WALKS", str(WALKS)))
    steps = int(os.environ.get("KIT_STEPS", str(STEPS_A_WALK)))
    first = int(os.environ.get("KIT_SEED", "1"))
    # A refusal is what is asked for here, and not worth a line each.
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    done, reached = Counter[str](), Counter[str]()
    wrong: list[str] = []
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patched:
        for seed in range(first, first + walks):
            walk = Walk(Path(name) / str(seed) / "daxi", EXAMPLE)
            answer_shortly(patched)
            told = _walk(walk, random.Random(seed), steps)
            wrong += [f"{told} (seed {seed})"] if told else []
            done += walk.done
            reached += walk.reached
    total = sum(done.values())
    missed = line("steps", total, "", least=walks * steps)
    line("of them asked of the desk over HTTP", total - sum(done[one] for one in UNASKED), "")
    line("steps a minute", 60 * total / (time.monotonic() - began), "")
    missed += line("bypasses, and signatures held up wrongly", len(wrong), "", most=0)
    line("chains completed, alerts and withdrawals let out", reached.total(), "")
    for one in wrong:
        print(f"  {one}")
    print("  " + ", ".join(f"{name} {count}" for name, count in done.most_common()))
    return missed


def _walk(walk: Walk, chance: random.Random, steps: int) -> str:
    """Return what went wrong first in ``steps`` steps; nothing where nothing did."""
    kinds = list(WEIGHTS)
    while sum(walk.done.values()) < steps:
        kind = chance.choices(kinds, list(WEIGHTS.values()))[0]
        try:
            _step(walk, kind, chance)
        except AssertionError as error:
            return f"{kind}: {error}"
    return ""


def _step(walk: Walk, kind: str, chance: random.Random) -> None:
    name, item, step = chance.choice(NAMES), chance.choice(ITEMS), chance.choice((*ASKED, HURRIED))
    verdict, number = chance.choice(VERDICTS), chance.randrange(BROWSERS)
    match kind:
        case "sign in turn":
            walk.sign_in_turn(item, verdict)
        case "sign":
            walk.sign(name, number, item, step, verdict)
        case "sign next":
            walk.sign_next(name, item, verdict)
        case "guess":
            walk.guess(item)
        case "sign here":
            walk.sign_here(name, item, step, verdict, right=chance.random() < 0.7)
        case "forge":
            walk.forge(chance.randrange(11), item)
        case "edit":
            walk.edit(item, chance.choice(WORDINGS))
        case "paper":
            walk.sign_on_paper(chance.choice(STEPS), name)
        case "open":
            walk.open(name, number, item)
        case "term":
            walk.end_or_begin_term(name)
        case "wait":
            walk.wait()
        case "take back":
            walk.take_back(item)
        case _:
            walk.put_back(item)

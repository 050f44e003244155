"""How long it is silent after a sentence: by what was said, and by what comes next (停顿).

The one table of rests. Silence is the dearest time on the air: a third of a programme was
silence while each sentence had a second or two, and nobody understood more for it. So a rest
is long only where something is to be kept in mind, or is said again.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.spoken.broadcast import Sentence

RULE_S = 0.6
"""Sound needs half a second for 170 m: a far horn must be done before the near one goes on."""
AFTER_CALL_S = 0.7
"""Heads are turned, and who speaks is taken in."""
BEFORE_LAST_S = 0.7
"""The last sentence is no news: what came before it ends first."""
BEFORE_AGAIN_S = 0.9
"""Long enough to fetch a pencil."""
AFTER_FIGURES_S = 1.2
"""Long enough to say a day, a sum or a number to oneself once."""
MANY_DIGITS = 3

AFTER_CHIME_S = 0.6
AFTER_ALERT_CHIME_S = 0.3
"""Its last note dies away in a second and a half; every second counts."""
BETWEEN_ITEMS_S = 1.2
BEFORE_REPEAT_S = 1.6
BEFORE_CUE_S = 0.8
LEAD_OUT_S = 0.5

_CALLS = re.compile("请注意[。！]$|(?:通知|公告|公示|公布|说明|发布)(?:，[^，。]{1,12})?。$")
_AGAIN = re.compile("再说一遍|再报一遍|第三遍|再讲一遍|下面再播")
_MANY_NUMERALS = re.compile(f"[零一二三四五六七八九十百千万亿两幺点]{{{MANY_DIGITS},}}")


def rested(sentences: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Return the sentences with the rest that each needs; the last one has the usual."""
    return tuple(_rested(sentences))


def says_again(written: str) -> bool:
    """Return whether a sentence announces that something is said once more."""
    return bool(_AGAIN.search(written))


def _rested(sentences: Sequence[Sentence]) -> Iterator[Sentence]:
    for sentence, following in pairwise(sentences):
        rests_s = [RULE_S, *_for_what_was_said(sentence)]
        if says_again(following.written):
            rests_s.append(BEFORE_AGAIN_S)
        if following is sentences[-1]:
            rests_s.append(BEFORE_LAST_S)
        yield replace(sentence, pause_s=max(rests_s))
    for last in sentences[-1:]:
        yield replace(last, pause_s=max([RULE_S, *_for_what_was_said(last)]))


def _for_what_was_said(sentence: Sentence) -> Iterator[float]:
    if _CALLS.search(sentence.written):
        yield AFTER_CALL_S
    digits = sum(character.isdigit() for character in sentence.written)
    if digits >= MANY_DIGITS or _MANY_NUMERALS.search(sentence.spoken):
        yield AFTER_FIGURES_S

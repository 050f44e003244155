"""A number of things against the list of their names: 三样 before two, 三个村 behind four."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.text.figures.item_facts import KEYS
from kit.text.figures.verdict import stop
from kit.text.figures.written_numbers import ONE_TO_NINE, number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.text.figures.item_facts import Facts
    from kit.text.figures.said import Said
    from kit.text.figures.verdict import Verdict

Placed = tuple[int, int, "Verdict"]

_MEASURE = (
    "样(?:东西|材料|证件|手续)?|[种类](?:[一-鿿]{1,4})?|[项件](?:[一-鿿]{1,4})?"
    "|个(?:行政村|自然村|村民小组|村|组|乡镇|乡|镇|地方|单位|部门|学校|点|项目|品种|证件|证|环节|步骤|墟日|日子)"
    "|[处条座家所](?:[一-鿿]{1,4})?"
)
_COUNTED = re.compile(
    rf"(?<![第\d一二三四五六七八九十百千.])(?P<number>[{ONE_TO_NINE[1:]}两]|十[一二]?|[2-9]|1[0-2])"
    rf"(?P<measure>{_MEASURE})(?![\d一二三四五六七八九十])"
)
_LIST_BEHIND = re.compile(
    r"[一-鿿]{0,6}(?::|\()|(?:[一-鿿]{0,2}?(?:是|有|为|包括))|(?<=样),(?=[^,。;]*[、和][^,。;]*[。;]|$)"
)
_LIST_ENDS = re.compile(r"[。;!?\n):]|$")
_SEPARATOR = re.compile("[、和及与]|以及|还有")
_CLAUSE = re.compile(r"[,。;!?\n:()]")
_NOT_ALL = re.compile("等(?!级)|之类|什么的|其中|比如|例如|如")
_EACH = re.compile("各|每|任|其中|[分另共][^,。]{0,1}$|一样|除")
_LONGEST_NAME = 10
_BRINGS = re.compile("(?:带|拿|准备|备齐?|出示|凭)[好齐着上]?(?:的)?(?:是|有|以下|下面|这)?$")
_PAPERS = re.compile(r"样(?:东西|材料|证件)?")
_BEHIND_ALL = re.compile(r"[,。;!?\n)]|[都均全就]|$|东西|材料|证件|要|的|一起|停|[报缴办]")


def judge_lists(facts: Facts, said: Said) -> Iterator[Placed]:
    """Give each number of things that is not the length of the list beside it, or of 带什么."""
    for match in _COUNTED.finditer(said.text):
        counted = number(match["number"])
        if counted is None or _EACH.search(said.text[max(0, match.start() - 2) : match.start()]):
            continue
        lengths = _lengths_behind(said.text, match.end()) or _lengths_before(said.text, match)
        if not lengths and said.label not in KEYS:
            lengths = _of_papers(facts, said, match)
        if lengths and not min(lengths) <= counted <= max(lengths):
            why = f"写出来的是{min(lengths)}{match['measure'][0]}"
            yield *match.span(), stop(why, "请数一数，改成一样的。")


def _lengths_behind(text: str, start: int) -> tuple[int, ...]:
    """Return how many names a list has that begins here; two numbers where a 和 may join or not."""
    opens = _LIST_BEHIND.match(text, start)
    if opens is None:
        return ()
    end = _LIST_ENDS.search(text, opens.end())
    listed = text[opens.end() : end.start() if end else len(text)]
    return _lengths(_CLAUSE.split(listed)[0], listed)


def _lengths_before(text: str, match: re.Match[str]) -> tuple[int, ...]:
    """Return how many names a list has that ends here: 身份证、户口本两样."""
    names = _CLAUSE.split(text[: match.start()])[-1]
    these = names.endswith("这")
    if not these and (match["measure"][0] not in "样个" or _SEPARATOR.match(names[-1:])):
        return ()
    if not these and not _BEHIND_ALL.match(text, match.end()):
        return ()
    return _lengths(names, names)


def _lengths(names: str, whole: str) -> tuple[int, ...]:
    parts = names.split("、")
    joined = _SEPARATOR.split(whole.replace(",", "、"))
    short = all(0 < len(one) <= _LONGEST_NAME for one in parts)
    if _NOT_ALL.search(whole) or not short or len(joined) < 2:
        return ()
    return len(parts), len(joined)


def _of_papers(facts: Facts, said: Said, match: re.Match[str]) -> tuple[int, ...]:
    """Return how many things 带什么 lists, where so many are to be brought: 要带三样东西."""
    brings = _BRINGS.search(said.text, max(0, match.start() - 6), match.start())
    listed = [one for one in facts.item.bring if one.strip()]
    if not brings or not listed or not _PAPERS.fullmatch(match["measure"]):
        return ()
    return len(listed), len(_SEPARATOR.split("、".join(listed)))

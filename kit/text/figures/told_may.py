"""What may, must or need not be done, and how it is paid, against what the other fields say."""

from __future__ import annotations

import re
from itertools import product
from typing import TYPE_CHECKING

from kit.text.figures.item_facts import SUMMARIES
from kit.text.figures.verdict import stop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.text.figures.item_facts import Facts
    from kit.text.figures.said import Said
    from kit.text.figures.verdict import Verdict

Placed = tuple[int, int, "Verdict"]

_JUDGED = SUMMARIES | {"问答", "怎么办", "正文"}
_NEVER = "(?<![能可])(?:不能|不可以?|不得|不准|不许|不让|禁止|严禁)(?:再|由|让|请|随意|擅自)?"
_MAY = "(?<!不)(?:可以|可(?![能是])|能(?!不)|允许|做得)"
_NEED_NOT = "(?<![用必需])(?:不用|不必|不需要?|无需|无须)(?:再|先|另外)?"
_MUST = "(?<![不无])(?:必须|一定要|须|需要?|应当?|要)(?:先)?"
_DEED = "(?P<deed>[一-鿿]{2})"
_EXCLUDE = ((_NEVER, _MAY), (_MAY, _NEVER), (_NEED_NOT, _MUST), (_MUST, _NEED_NOT))
_BETWEEN = r"[^,。;!?\n]{0,12}"
_CONDITION = re.compile(
    "以后|之后|后|过期|逾期|超过|以前|没有?|未|除|只|非|外|如果|的话|[前内时]|才|有的|[时者]|不[^能可得准许让用必需]"
)
"""Another case than the one that the item tells."""
_ASKED = re.compile(r"(?<=[吗呢么])|\?")
_NOT_A_DEED = re.compile("[的了是在和都就也还吗呢啊不]|[这那]|[上下]午")
_CLAUSES = re.compile(r"[^,。;!?\n]+")
_REMEDY = "请核对是能还是不能、要还是不要。"

_CASH = re.compile("[领发给拿付]取?现[金钱]|现金[发领]")
_BY_CARD = re.compile("[打发转存]到?[^,。;]{0,8}(?:卡|一卡通|存折|账户)|转账|打卡")
_TIMES = re.compile(
    "(?P<n>[每一二两三四五六半])个?(?P<unit>月|季度?|年)(?:才|就|只)?(?:发|领|给|补|打)放?一[次回]"
    "|(?:按|每)(?P<each>月|季度?|年)(?:发|打|领|补)"
)
_MONTHS = {"月": 1, "季": 3, "季度": 3, "年": 12}
_NUMBERS = {"每": 1, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6}
_LACKS = re.compile("(?:没有?|未|不)(?P<deed>(?:参加|领|交|享受|办|买)[一-鿿]{2,6})的")


def judge_may(facts: Facts, said: Said) -> Iterator[Placed]:
    """Give 不能代办 where others have 可以代办, 现金 for a card, and who 谁 leaves out."""
    if said.label not in _JUDGED:
        return
    no_source = SUMMARIES | {"问答"}
    others = [one.text for one in facts.texts if one is not said and one.label not in no_source]
    yield from _turned_round(said, others)
    yield from _paid_otherwise(said, others)
    yield from _of_others(facts, said)


def _turned_round(said: Said, others: list[str]) -> Iterator[Placed]:
    clauses = [
        one
        for one in _CLAUSES.finditer(said.text)
        if not _CONDITION.search(one[0]) and not _ASKED.match(said.text, one.end())
    ]
    for clause, (here, there) in product(clauses, _EXCLUDE):
        between = _BETWEEN if here is _MAY else ""
        for match in re.finditer(f"{here}{between}?{_DEED}", clause[0]):
            deed = match["deed"]
            if _NOT_A_DEED.search(deed) or _says(here, deed, others):
                continue
            if _says(there, deed, others):
                start, end = (clause.start() + place for place in match.span())
                yield start, end, stop(f"“{deed}”别处写的相反", _REMEDY)


def _says(modal: str, deed: str, texts: list[str]) -> bool:
    pattern = re.compile(f"{modal}{_BETWEEN}{deed}")
    return any(map(pattern.search, texts))


def _paid_otherwise(said: Said, others: list[str]) -> Iterator[Placed]:
    """Give cash where the others have a card, and three months where they have one."""
    if not any(map(_CASH.search, others)) and any(map(_BY_CARD.search, others)):
        for match in _CASH.finditer(said.text):
            yield *match.span(), stop("别处写的是发到卡里", "请核对是怎么发的。")
    own = {_months(match) for text in others for match in _TIMES.finditer(text)}
    for match in _TIMES.finditer(said.text):
        if own and _months(match) not in own:
            yield *match.span(), stop("别处写的是隔另外的时间发一次", "请核对多久发一次。")


def _months(match: re.Match[str]) -> int:
    months = _MONTHS[match["unit"] or match["each"]]
    return 6 if match["n"] == "半" else months * _NUMBERS.get(match["n"] or "一", 1)


def _of_others(facts: Facts, said: Said) -> Iterator[Placed]:
    """Give those who 参加职工医保 and 也要交, where 谁 has 没有参加职工医保的."""
    for lacks in _LACKS.finditer(facts.item.who or ""):
        for match in re.finditer(
            f"{lacks['deed']}的?[^。;!?\n]{{0,10}}(?:也要|都要|要交|也可|都可)", said.text
        ):
            before = said.text[max(0, match.start() - 3) : match.start()]
            if not re.search("没有?|未|不", before + match[0]):
                yield *match.span(), stop(f"“谁”写的是“{lacks[0]}”", "请核对是哪些人。")

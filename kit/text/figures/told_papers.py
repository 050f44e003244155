"""Papers to bring and what is free, in words, against 带什么 and 金额."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.text.figures.item_facts import SUMMARIES
from kit.text.figures.shares import named_by, reductions
from kit.text.figures.verdict import listed, stop
from kit.text.figures.written_words import SENTENCE_END

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.text.figures.item_facts import Facts
    from kit.text.figures.said import Said
    from kit.text.figures.verdict import Verdict

Placed = tuple[int, int, "Verdict"]

_PAPER = (
    r"(?:身份证|户口[本簿]|社保卡|医保卡|银行卡|一卡通|结婚证|离婚证|残疾证|残疾人证|驾驶证|行驶证|房产证|不动产权证"
    r"|土地证|林权证|健康证|毕业证|学生证|准考证|免疫证|预防接种证|接种本|存折|合同|照片|病历|发票|申请书|申请表|介绍信|委托书)"
)
_COPY = "复印件"
_BRING = re.compile(
    rf"(?:带[好上齐着]?|凭|拿[着上好]?|出示)(?P<papers>[^,。;!?]{{0,16}}?{_PAPER}[^,。;!?]*)"
)
_ONE_PAPER = re.compile(rf"{_PAPER}(?:原件)?(?P<copy>的?{_COPY})?")
_NOT = re.compile("(?:不用|不必|不要|无需|不需|没有?|忘)$")
_SAME = {"户口簿": "户口本", "残疾人证": "残疾证"}
_FREE = re.compile(
    "(?:全|一律)免(?!疫)|免[交缴收]|免费|不[收要花用](?:一分)?[钱费]|不收取?[^,。;]{0,4}费"
)
_PAID_FOR = re.compile(
    "(?<![不免乱没有])收费(?!标准|站|的)|(?<!不)要[交收缴](?:钱|学?费)|付费|自费"
)


def judge_papers(facts: Facts, said: Said) -> Iterator[Placed]:
    """Give each paper to bring that nothing else of the item names, and a copy for the paper."""
    if said.label not in SUMMARIES | {"怎么办"}:
        return
    others = (o.text for o in facts.texts if o.label not in SUMMARIES and o is not said)
    known = _alike("\n".join(others))
    for match in _BRING.finditer(said.text):
        if _NOT.search(said.text, 0, match.start()):
            continue
        begin = match.start("papers")
        for paper in _ONE_PAPER.finditer(match["papers"]):
            name = _alike(paper[0].replace("原件", ""))
            if paper["copy"] and name not in known and _COPY in known:
                name = name.removesuffix(_COPY).removesuffix("的")
            if name not in known:
                why = "“带什么”和正文里都没有"
                place = (begin + paper.start(), begin + paper.end())
                yield *place, stop(why, "请核对要带什么，漏了的写进“带什么”。")


def _alike(text: str) -> str:
    for written, usual in _SAME.items():
        text = text.replace(written, usual)
    return text


def judge_free(facts: Facts, said: Said) -> Iterator[Placed]:
    """Give 免费 where 金额 has amounts and no other field says that anything is free."""
    if said.label not in SUMMARIES | {"标题"}:
        return
    yield from _paid_for(facts, said)
    if not facts.money:
        return
    others = (one.text for one in facts.texts if one.label not in SUMMARIES)
    match = _FREE.search(said.text)
    if match is None or any(map(_FREE.search, others)):
        return
    before = frozenset(SENTENCE_END.split(said.text[: match.start()])[-1])
    if named := named_by(list(reductions(facts)), before):
        yield *match.span(), stop(f"别处写的是“{named[0].text}”", "请核对是收多少。")
    else:
        yield *match.span(), listed("别处没有写免费")


def _paid_for(facts: Facts, said: Said) -> Iterator[Placed]:
    """Give 收费 where 金额 says that nothing is taken, and no other field that something is."""
    told = [one.text for one in facts.texts if one.label not in SUMMARIES and one is not said]
    free = any(_FREE.search(one.text) for one in facts.texts if one.label == "金额")
    match = _PAID_FOR.search(said.text)
    if free and match and not any(map(_PAID_FOR.search, told)):
        yield *match.span(), stop("“金额”写的是不收钱", "请核对收不收钱。")

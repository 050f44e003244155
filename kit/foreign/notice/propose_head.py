"""Title, document number, issuer, day and kind: what the frame of a notice gives."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.foreign.notice.frame import signer_name
from kit.foreign.notice.patterns import DOCUMENT_NUMBER, ENDS_IN_GENRE
from kit.foreign.notice.proposal import Proposal, Sure
from kit.model.item import Kind
from kit.model.kinds import kind_told
from kit.text.figures.fold import folded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.foreign.notice.notice import Notice

_LONGEST_TITLE = 24
_SHORT_ENOUGH = 8
_RESTS_ON = re.compile("根据|依据|依照|按照|遵照|贯彻")
_PAPER = re.compile(
    r"《[^》]{2,80}》(?:[（(][^）)]{4,30}[）)])?(?:第[一二三四五六七八九十百零\d]+条(?:第[一二三四五六七八九十\d]+[款项])?)?"
)
_BETWEEN_PAPERS = 16
_FOR_THE_SAKE = re.compile("^(?:为|因).{2,40}(?:根据|依据|依照|按照|遵照)|(?:制定|制订)本")
"""How a paper begins, its attached scheme too, and no clause about breaking the rules does."""
_FIRST_LINES = 4


def propose_title(notice: Notice) -> Iterator[Proposal]:
    """Yield the full title, and a short one cut from it."""
    title, source = notice.title, notice.title_source
    if not title:
        return
    formal = bool(ENDS_IN_GENRE.search(title))
    why = "" if formal else "不像文件的标题"
    sure = Sure.HIGH if formal else Sure.LOW
    yield Proposal(field="全称", value=title, sentence=source, sure=sure, why=why)
    core = re.sub(r"^.{2,20}?关于(?=.)|^关于", "", title).strip("!！")
    if len(core) > _SHORT_ENOUGH:
        core = re.sub(rf"(?:工作)?的?{ENDS_IN_GENRE.pattern}", "", core)
    core = re.sub(r"^(?:做好|开展|印发|申报|公开征求|调整)(?=\d|《|.{6})", "", core)
    if 2 <= len(core) <= _LONGEST_TITLE:
        why = "从全称截的，请改成八个字左右的大白话"
        yield Proposal(field="标题", value=core, sentence=source, sure=Sure.LOW, why=why)


def propose_number(notice: Notice) -> Iterator[Proposal]:
    """Yield the document number of the head, or of a form in the text."""
    for line in notice.frame.head_lines:
        match = DOCUMENT_NUMBER.search(line.text)
        if match:
            yield _number(match[0], line.text, Sure.HIGH)
            return
    for line in notice.body:
        match = DOCUMENT_NUMBER.search(line.text)
        if match and (line.cell or "文号" in line.text):
            yield _number(match[0], line.text, Sure.MIDDLE)
            return


def _number(text: str, source: str, sure: Sure) -> Proposal:
    plain = re.sub(r"[\[［【（(](\d{4})[\]］】）)]第?", r"〔\1〕", re.sub(r"\s", "", folded(text)))
    return Proposal(field="文号", value=plain, sentence=source, sure=sure)


def propose_issuer(notice: Notice) -> Iterator[Proposal]:
    """Yield who issues it and when it was signed."""
    signers, day_line = notice.frame.signers, notice.frame.day_line
    # Office and day are one signature, and are looked at as one.
    signature = "\n".join(dict.fromkeys(one.text for one in (*signers, day_line) if one))
    if signers:
        name = signer_name(signers[0])
        yield Proposal(field="发布单位", value=name, sentence=signature, sure=Sure.HIGH)
    elif notice.issuer:
        red = notice.frame.head.red_head
        named = notice.title_source if notice.issuer in notice.title else notice.issuer
        source = red.text if red else named
        yield Proposal(field="发布单位", value=notice.issuer, sentence=source, sure=Sure.MIDDLE)
    elif notice.page_office:
        yield Proposal(
            field="发布单位",
            value=notice.page_office,
            sentence=notice.page_office,
            sure=Sure.MIDDLE,
            why="网页上写的来源",
        )
    if day_line is not None:
        formed = str(notice.frame.formed)
        yield Proposal(field="成文", value=formed, sentence=signature, sure=Sure.HIGH)


def propose_kind(notice: Notice) -> Iterator[Proposal]:
    """Yield the kind of item that the title says it is."""
    kind = kind_told(notice.title)
    yield Proposal(
        field="类型",
        value=(kind or Kind.NOTICE).value,
        sentence=notice.title_source,
        sure=Sure.HIGH if kind else Sure.MIDDLE,
        why="" if kind else "没有更合适的",
    )


def propose_basis(notice: Notice) -> Iterator[Proposal]:
    """Yield each paper that the notice says it rests on; of a penalty in its text, less surely.

    One of another office that names none is itself what the township rests on.
    """
    any_paper = False
    first = {line.text for line in notice.body[:_FIRST_LINES]}
    for sentence in notice.sentences:
        begin = _RESTS_ON.search(sentence.text)
        place = begin.end() if begin else len(sentence.text)
        for paper in _PAPER.finditer(sentence.text, place):
            if paper.start() - place > _BETWEEN_PAPERS:
                break
            place, any_paper = paper.end(), True
            opens = sentence.line.text in first or _FOR_THE_SAKE.search(sentence.text)
            sure = Sure.HIGH if opens else Sure.LOW
            yield Proposal(field="依据", value=paper[0], sentence=sentence.text, sure=sure)
    if not any_paper and notice.issuer and notice.title and not _is_own(notice):
        by = "" if notice.issuer in notice.title else notice.issuer
        yield Proposal(
            field="依据",
            value=f"{by}《{notice.title}》",
            sentence=notice.title_source,
            sure=Sure.MIDDLE,
            why="转发的，依据就是原文",
        )


def _is_own(notice: Notice) -> bool:
    """Return whether the township itself, or an office of its, issues the notice."""
    own = (notice.words.township, *notice.words.villages, *notice.words.offices)
    return any(one in notice.issuer for one in own if one)

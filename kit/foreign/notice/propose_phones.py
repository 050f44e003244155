"""Phones, each with the office whose it is; a person's name is never taken for one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.foreign.notice.proposal import Proposal, Sure
from kit.text.figures.fold import folded
from kit.text.figures.quantity import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.foreign.notice.notice import Notice
    from kit.text.figures.quantity import Quantity

_IN_BRACKETS = re.compile(r"\s?[（(]([^）)0-9，。]{2,16})[）)]")
_BEHIND = re.compile(r"\s?[，,]\s?([\u4e00-\u9fff]{2,14})(?:[。）)]|$)")
_CONTACT = re.compile(r"[，。；、\n]|联系人[：:]?\s*[^\s，。；、：:]{1,6}")
_HOTLINE = re.compile(r"(?:服务|监督|客服|抢修|报修|便民)?热线$|[火匪]警$|急救$")
_PLAIN_HOTLINE = re.compile(r".*?(?:咨询|举报|监督|投诉|联系)热线")
_CALLED = re.compile(
    r"[（(]?(?:请?(?:联系|咨询|举报|监督|服务|报名|投诉|值班|办公|反映|求助|抢修|报修|报警|预约|办理)?(?:电话|热线|手机|号码|座机))?(?:是|为)?[：:\s]*$"
)
_VERB = re.compile(r".*(?:请向|请拨打|拨打|请打|可向|打|问|或者|或|向|和|与|[：:（(/])")
_NAMED_BEFORE = re.compile(r"([\w\u4e00-\u9fff]{0,8}(?:电话|热线|专线))[：:是为\s]*$")
_NAMED_AFTER = re.compile(r"\s?(报警|求助|急救|投诉|举报|咨询)")
_SHORT_NUMBER = 6
"""Digits of 12345 and 110: numbers of the whole country, and nobody's office."""
_MIDDLE_WHY = "没有写是谁的电话，先按发文单位"


def propose_phones(notice: Notice) -> Iterator[Proposal]:
    """Yield each phone behind the office whose it is; that stands beside it, or signed."""
    fallback = notice.issuer.partition(" ")[0]
    for line in notice.body:
        text = line.bare
        place = 0
        for one in notice.figures(text):
            if one.kind is not Kind.PHONE:
                continue
            office = _office(notice, text, place, one)
            place = one.end
            number = re.sub(r"\s", "", folded(text[one.start : one.end]))
            if office:
                label, sure, why = office, Sure.HIGH, ""
            elif fallback and len(re.sub(r"\D", "", number)) > _SHORT_NUMBER:
                label, sure, why = fallback, Sure.MIDDLE, _MIDDLE_WHY
            else:
                label = _named_by(text, one)
                plain = len(re.sub(r"\D", "", number)) <= _SHORT_NUMBER
                sure, why = (Sure.MIDDLE if label or plain else Sure.LOW), "没有写是谁的电话"
            value = f"{label} {number}".strip()
            yield Proposal(field="电话", value=value, sentence=line.text, sure=sure, why=why)


def _named_by(text: str, one: Quantity) -> str:
    """Return the words by which a phone is called where no office is: 值班电话, 打110报警."""
    before = _NAMED_BEFORE.search(text[: one.start])
    if before:
        return before[1]
    after = _NAMED_AFTER.match(text, one.end)
    return after[1] if after else ""


def propose_department(notice: Notice) -> Iterator[Proposal]:
    """Yield the office of the township that answers the phone, as the one in charge."""
    for one in propose_phones(notice):
        office = one.value.partition(" ")[0]
        known = [name for name in notice.words.offices if office.endswith(name) or office in name]
        if office and known:
            yield Proposal(
                field="承办",
                value=known[0],
                sentence=one.sentence,
                sure=Sure.MIDDLE,
                why="电话是它的",
            )
            return


def _office(notice: Notice, text: str, place: int, one: Quantity) -> str:
    """Return the office whose phone it is: in brackets or words behind it, else before it."""
    after = _IN_BRACKETS.match(text, one.end)
    if after and notice.office.search(after[1]):
        return after[1]
    behind = _BEHIND.match(text, one.end)
    if behind and notice.office.fullmatch(behind[1]):
        return behind[1]
    before = _CONTACT.split(text[place : one.start])[-1]
    before = re.sub(r"[（(：:\s]+$", "", before)
    if not _HOTLINE.search(before) or _PLAIN_HOTLINE.fullmatch(before):
        before = _CALLED.sub("", before)
    before = _VERB.sub("", before).strip()
    named = notice.office.search(before)
    return named[0] if named and named.end() == len(before) else ""

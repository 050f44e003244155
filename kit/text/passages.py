"""The texts of an item one by one, each under the label the clerk knows it by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.text.references import fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.item import Item


@dataclass(frozen=True, slots=True)
class Passage:
    """One text of an item with its references filled in, and where it stands."""

    label: str
    text: str
    number: int = 0
    """Which one of several: the second sentence of 大白话 is 2; 0 where there is only one."""


def passages(item: Item) -> tuple[Passage, ...]:
    """Return every text of the item that reaches paper, page or loudspeaker, tables left out.

    References are filled: what is judged is what will be read.
    """
    return tuple(
        Passage(passage.label, fill(passage.text, item), passage.number)
        for passage in _all_passages(item)
        if passage.text
    )


def raw_passages(item: Item) -> tuple[Passage, ...]:
    """Return the same texts as the clerk wrote them."""
    return tuple(passage for passage in _all_passages(item) if passage.text)


def _all_passages(item: Item) -> Iterator[Passage]:
    yield Passage("标题", item.title)
    yield Passage("全称", item.full_title)
    yield Passage("文号", item.doc_no)
    yield Passage("谁", item.who or "")
    yield from _numbered("金额", (amount.written for amount in item.amounts))
    yield Passage("时间", item.when or "")
    yield Passage("地点", item.where or "")
    yield from _numbered("带什么", item.bring)
    yield Passage("怎么办", item.how or "")
    yield from _numbered("大白话", item.plain)
    yield Passage("正文", item.body)
    yield Passage("广播稿", item.script)
    yield Passage("客家话稿", item.dialect_script)
    for number, entry in enumerate(item.faq, start=1):
        yield Passage("问答", entry.question, number)
        yield Passage("问答", entry.answer, number)
    if item.feedback is not None:
        yield from _numbered("意见办法", (*item.feedback.ways, item.feedback.reason))
    yield Passage("救济", item.remedy)
    yield from _numbered("预警", _alert(item))
    yield from _numbered("依据", item.basis)
    yield from _numbered("替代", item.replaces)
    yield Passage("链接", item.link)
    yield Passage("发布单位", item.issuer)
    yield Passage("承办", item.dept)
    if item.table is not None:
        yield from _numbered("表格", (item.table.caption, item.table.unit))


def _alert(item: Item) -> Iterator[str]:
    if item.emergency is not None:
        alert = item.emergency
        yield from (alert.type, alert.level, alert.area, alert.warn, *alert.do, alert.sender)
        yield alert.source_ref


def _numbered(label: str, texts: Iterator[str] | tuple[str, ...]) -> Iterator[Passage]:
    for number, text in enumerate(texts, start=1):
        yield Passage(label, text, number)

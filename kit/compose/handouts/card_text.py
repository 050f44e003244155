"""What stands on the cards after the first: groups with heads, labels and figures bold in them."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.compose.fact_words import lines_at_end, plain_sentences, said
from kit.compose.paper.flow import Heading, Paragraph, Run, ragged
from kit.compose.paper.markdown import parse_markdown
from kit.text.figures.quantities import read
from kit.text.figures.quantity import Kind
from kit.text.typeset.linebreak import Align

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.handouts.card_sections import CardRow
    from kit.compose.paper.flow import Element
    from kit.model.item import Item

HEAD_LEVEL = 2
"""Of the head of a group: in a flow, level 1 is a sheet's title."""
_PLAIN, _WHOLE, _ASKED = "说白了", "全文", "问和答"
_TOLD = frozenset({Kind.DATE, Kind.TIME, Kind.MONEY, Kind.PHONE})
"""What the eye looks for in a text."""
_GAP_EM = 0.45
_LONGEST_WHOLE = 60
"""Characters of a paragraph that stand on one card; of a longer one each sentence does."""
_SENTENCE = re.compile(r"[^。！？]+[。！？”’）]*|[。！？]+")


def card_elements(
    item: Item, rows: Sequence[CardRow], *, whole: bool, unparted: bool, has_code: bool
) -> Iterator[Element]:
    """Yield rows, plain sentences and text as groups, each below its head.

    ``whole``: with the text itself, else where it is read. ``unparted``: each sentence of what is
    too long for one card is a paragraph.
    """
    # Below the title of the card: that is their head.
    yield from (_labelled(row.label, row.text) for row in rows)
    told = plain_sentences(item)
    if told:
        yield _head(_PLAIN)
        yield from (_marked(ragged(sentence, gap_em=_GAP_EM)) for sentence in told)
    if whole:
        yield from _text(item, unparted)
    if not whole or item.table is not None:
        where = "看公开栏" + ("，或扫下面的码" if has_code else "")
        yield _labelled("全文" if not whole else "表格", where)
    yield from (_labelled(heading, text) for heading, text in lines_at_end(item))


def _text(item: Item, unparted: bool) -> Iterator[Element]:
    yield _head(_WHOLE)
    yield _bold(said(item.full_title or item.plain_title, item, "全称"))
    for element in parse_markdown(said(item.body, item, "正文")):
        yield from map(_from_the_left, _parted(element) if unparted else (element,))
    if item.faq:
        yield _head(_ASKED)
    for pair in item.faq:
        question = _labelled("问", said(pair.question, item, "问答"))
        yield replace(question, with_next=True)
        yield _labelled("答", said(pair.answer, item, "问答"))


def _head(words: str) -> Heading:
    return Heading(text=words, level=HEAD_LEVEL)


def _bold(words: str) -> Paragraph:
    return replace(ragged(words, gap_em=0.4), runs=(Run(words, bold=True),), with_next=True)


def _parted(element: Element) -> Iterator[Element]:
    """Yield a paragraph, or its sentences where it would run on to the next card."""
    if (
        not isinstance(element, Paragraph)
        or element.marker
        or len(element.runs) != 1
        or len(element.runs[0].text) <= _LONGEST_WHOLE
    ):
        yield element
        return
    for sentence in _SENTENCE.findall(element.runs[0].text):
        yield replace(element, runs=(replace(element.runs[0], text=sentence),))


def _from_the_left(element: Element) -> Element:
    """Return an element without the stretched lines and indents of a wide sheet."""
    if isinstance(element, Heading):
        return _bold(element.text)
    if isinstance(element, Paragraph) and not element.marker:
        return _marked(replace(element, align=Align.LEFT, indent_em=0.0, gap_em=_GAP_EM))
    return element


def _labelled(label: str, words: str) -> Paragraph:
    told = _marked(ragged(words, gap_em=_GAP_EM))
    return replace(told, runs=(Run(f"{label}　", bold=True), *told.runs))


def _marked(paragraph: Paragraph) -> Paragraph:
    """Return the paragraph with its days, hours, sums and numbers in bold."""
    runs = (part for run in paragraph.runs for part in _parts(run))
    return replace(paragraph, runs=tuple(runs))


def _parts(run: Run) -> Iterator[Run]:
    if run.bold:
        yield run
        return
    # 明年 is a date too, but none to be looked for; a blank before a figure goes with it.
    figures = [
        (len(run.text[: one.start].rstrip()), one.end)
        for one in read(run.text)
        if one.kind in _TOLD and any(map(str.isdigit, run.text[one.start : one.end]))
    ]
    edges = sorted({0, len(run.text), *(edge for figure in figures for edge in figure)})
    for start, end in pairwise(edges):
        is_figure = any(first <= start and end <= last for first, last in figures)
        yield Run(run.text[start:end], bold=is_figure)

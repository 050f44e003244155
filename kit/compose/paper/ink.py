"""Black ink alone (只用黑色): no colour and no grey."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kit.compose.paper.page import Box, Ink, Inset, Outline, Rule, Text

if TYPE_CHECKING:
    from kit.compose.paper.page import Block, Document, Mark, Page


def in_black(document: Document) -> Document:
    """Return the document in black and white alone; what was coloured is black.

    A block that would lose its words so is drawn as it says itself (``Block.in_black``).
    Pictures are made black and white where they are read (``kit.render.picture.in_two_tones``).
    """
    return replace(document, pages=tuple(map(_Blackened().page, document.pages)))


@dataclass(frozen=True, slots=True)
class _Blackened:
    """Remembers pages: one that stands on many sheets must stay one, or it is written often."""

    _done: dict[int, Page] = field(default_factory=dict)

    def page(self, page: Page) -> Page:
        """Return the page in black and white."""
        if id(page) not in self._done:
            blocks = (self._block(block) for block in page.blocks)
            self._done[id(page)] = replace(page, blocks=tuple(blocks))
        return self._done[id(page)]

    def _block(self, block: Block) -> Block:
        drawn = block.in_black or block.marks
        return replace(block, marks=tuple(self._mark(mark) for mark in drawn), in_black=())

    def _mark(self, mark: Mark) -> Mark:
        match mark:
            case Inset():
                return replace(mark, page=self.page(mark.page))
            case Text() | Rule() | Outline():
                return replace(mark, ink=_black(mark.ink))
            case Box():
                return replace(
                    mark,
                    fill=mark.fill and _black(mark.fill),
                    stroke=mark.stroke and _black(mark.stroke),
                )
            case _:
                return mark


def _black(ink: Ink) -> Ink:
    return Ink.WHITE if ink is Ink.WHITE else Ink.BLACK

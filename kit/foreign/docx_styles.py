"""How a paragraph stands: its alignment, size and list, told by itself or by its style."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.foreign.docx_names import W, value, whole

if TYPE_CHECKING:
    from collections.abc import Mapping
    from xml.etree.ElementTree import Element

_MOST_BASES = 10
"""Styles that rest on one another; a file may let two rest on each other."""
_NO_LIST = "0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Looks:
    """What a paragraph or a style says; None where it leaves it to the style below."""

    centred: bool | None = None
    size_pt: float | None = None
    list_id: str | None = None
    level: int | None = None
    base: str = ""

    def over(self, below: Looks) -> Looks:
        """Return these looks, with what they leave open taken from ``below``."""
        return Looks(
            centred=below.centred if self.centred is None else self.centred,
            size_pt=below.size_pt if self.size_pt is None else self.size_pt,
            list_id=below.list_id if self.list_id is None else self.list_id,
            level=below.level if self.level is None else self.level,
        )

    @property
    def numbered(self) -> str:
        """The list that numbers it; empty where none does."""
        return "" if self.list_id in (None, _NO_LIST) else str(self.list_id)


def styles_in(root: Element | None) -> dict[str, Looks]:
    """Return the looks of each style in ``word/styles.xml`` by its id."""
    if root is None:
        return {}
    return {one.get(f"{W}styleId", ""): _looks(one) for one in root.iter(f"{W}style")}


def looks_of(paragraph: Element, styles: Mapping[str, Looks]) -> Looks:
    """Return how a paragraph stands, with its style and those below it."""
    looks = _looks(paragraph)
    name = value(paragraph.find(f"{W}pPr"), f"{W}pStyle")
    for _ in range(_MOST_BASES):
        style = styles.get(name)
        if style is None:
            break
        looks, name = looks.over(style), style.base
    return looks


def half_points(properties: Element | None) -> float | None:
    """Return the size that run properties give, in points."""
    size = whole(value(properties, f"{W}sz"))
    return size / 2 if size else None


def _looks(element: Element) -> Looks:
    properties = element.find(f"{W}pPr")
    numbering = None if properties is None else properties.find(f"{W}numPr")
    alignment = value(properties, f"{W}jc")
    return Looks(
        centred=alignment == "center" if alignment else None,
        size_pt=half_points(element.find(f"{W}rPr")),
        list_id=value(numbering, f"{W}numId") or None,
        # WPS leaves out the level of the outermost.
        level=None if numbering is None else whole(value(numbering, f"{W}ilvl")),
        base=value(element, f"{W}basedOn"),
    )

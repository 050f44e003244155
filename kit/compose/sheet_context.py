"""What every sheet of an edition shares: the township, the typeface, codes and stamps."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.compose.paper.page import Page

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.page import Block, FrameReport, PictureFile
    from kit.model.township import Township
    from kit.text.typeset.metrics import Metrics


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetContext:
    """Handed to every composer along with the item and its layout."""

    township: Township
    metrics: Metrics
    lunar: Callable[[date], str]
    """Lunar date of a day as villagers say it, such as 十一月廿三."""
    payload: str = ""
    """What the QR code says; empty means no code, and a larger phone."""
    code_id: str = ""
    """The printed number of the page, such as ``26W48-03``."""
    stamp: str = ""
    """样例, 送审稿, or both; at head and foot of the sheet."""
    check_code: str = ""
    """Short code of the signed text (核对版本)."""
    written: str = ""
    """What stands before the line that is written on by hand; empty: whom to ask in the village."""
    pictures: Mapping[str, PictureFile] = field(default_factory=dict)
    """The item's pictures by their files' names, fit to be printed."""

    def page(
        self,
        layout: Layout,
        blocks: Iterable[Block],
        *,
        beneath: Iterable[Block] = (),
        frames: Iterable[FrameReport] = (),
    ) -> Page:
        """Return a page as large as the layout, ``beneath`` below all its blocks."""
        return Page(
            width_mm=layout.width_mm,
            height_mm=layout.height_mm,
            blocks=(*beneath, *blocks),
            frames=tuple(frames),
            stamp=self.stamp,
        )

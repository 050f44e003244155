"""The opinions on a consultation on paper, for those who decide.

Apart from the register: what is due is told on the desk's first page, which draws no sheets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.forms.listing import ListingPart, ListingSheet
from kit.office.opinions import consultation_in, opinions_seen
from kit.office.print_year import listing_pdf

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kit.duty.opinions import Opinion


def opinions_pdf(folder: Path, preview: str) -> bytes:
    """Return the opinions on a consultation as a PDF, for those who decide.

    Raises:
        RequestError: It is no consultation.
        SourceError: The workspace or the register cannot be read.
        ForeignFileError: The register cannot be read.
        LayoutError: An opinion has signs that cannot be printed.
    """
    one = consultation_in(opinions_seen(folder), preview)
    counted = one.counted
    sheet = ListingSheet(
        title="意见汇总",
        said=(
            f"《{one.about.title}》（{preview}）收到意见 {counted.count} 条。",
            *(
                f"{what}：{'、'.join(f'{name} {count} 条' for name, count in counts)}。"
                for what, counts in (
                    ("方式", counted.by_way),
                    ("村", counted.by_village),
                    ("采纳", counted.by_outcome),
                )
                if counts
            ),
            f"还有 {counted.undecided} 条没有写采不采纳。" if counted.undecided else "",
        ),
        columns=("编号", "收到", "方式、村", "意见", "采纳", "说明"),
        widths_mm={"编号": 36.0, "收到": 25.0, "方式、村": 30.0, "采纳": 24.0, "说明": 62.0},
        parts=tuple(
            ListingPart(heading=topic.name or "还没有归类", rows=_rows(one.opinions, topic.name))
            for topic in counted.topics
        ),
        is_across=True,
    )
    return listing_pdf(folder, sheet)


def _rows(opinions: Sequence[Opinion], topic: str) -> tuple[tuple[str, ...], ...]:
    return tuple(
        (
            one.number,
            str(one.received),
            "、".join(filter(None, (one.way, one.village))),
            one.words,
            one.outcome,
            one.reason,
        )
        for one in opinions
        if one.topic == topic
    )

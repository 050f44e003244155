"""The card of a market stall (摊位卡): join the hotspot, open the page, what to tell people."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.compose.fact_words import CODE_PROMISE
from kit.compose.paper.flow import Flow, FlowStyle, Heading, Panel, middle, numbered
from kit.compose.paper.form import A4, Running, pages_of
from kit.compose.paper.frames import largest_size, one_line, width_mm
from kit.compose.paper.page import Code, Tag
from kit.compose.paper.strip import Strip, Type
from kit.compose.web.templating import filled
from kit.text.typeset.linebreak import Align

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kit.compose.paper.flow import Element
    from kit.compose.paper.page import Document, Mark
    from kit.model.township import Township
    from kit.text.typeset.metrics import Metrics

CODE_MM = 76.0
_GAP_MM = A4.text_width_mm - 2 * CODE_MM
_SIZES_PT = (22.0, 21.0, 20.0, 19.0, 18.0)
"""Of the words below the codes: the largest that leaves it one sheet."""
TITLE = "用手机看公告，不花流量"
CALL = "用手机自带相机扫，不用微信。"
_NO_PHONE = "没有智能手机，请在摊位上拿纸的，或者请我们念。"
STEPS = (
    "先扫①，点“加入网络”。手机说“不能上网”，点“继续使用”或“保持连接”。",
    "再扫②，公告就打开了。打不开，先关掉移动数据，再扫一次。",
    _NO_PHONE,
)
STEPS_WITHOUT_WIFI = (
    "先请摊位上的人帮你连上这里的 Wi-Fi。",
    "再扫上面的码，公告就打开了。打不开，先关掉移动数据，再扫一次。",
    _NO_PHONE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class StallCard:
    """What is on the card."""

    township: Township
    address: str
    """Such as ``http://192.168.137.1:8080/``."""
    wifi: str = ""
    """What the hotspot's code says; empty where its name is not known."""

    @property
    def steps(self) -> tuple[str, ...]:
        """Three sentences for those who stand at the stall."""
        return STEPS if self.wifi else STEPS_WITHOUT_WIFI

    @property
    def halves(self) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
        """Heading, code and lines below it, from left to right."""
        stall = self.township.stall
        page = ("看公告", self.address, (self.address.removeprefix("http://").rstrip("/"),))
        if not self.wifi:
            return (page,)
        lines = (f"名称 {stall.hotspot}", f"密码 {stall.password}")
        return (("① 连热点", self.wifi, lines), (f"② {page[0]}", *page[1:]))


def compose_stall_card(card: StallCard, metrics: Metrics) -> Document:
    """Return the card on a sheet of A4.

    Raises:
        LayoutError: The township's name has signs that cannot be printed.
    """
    document = _composed(card, metrics, _SIZES_PT[0])
    # A card of two sheets is lost by half before the market is over.
    for size_pt in _SIZES_PT[1:]:
        if len(document.pages) == 1:
            break
        document = _composed(card, metrics, size_pt)
    return document


def compose_stall_page(card: StallCard, codes: Sequence[tuple[int, str]]) -> str:
    """Return the card as a page for the stall's own screen.

    ``codes`` are, for each of the card's halves, its modules a side and their path in SVG.
    """
    return filled(
        "stall.html",
        township=card.township,
        title=TITLE,
        call=CALL,
        steps=card.steps,
        halves=[(*half, *code) for half, code in zip(card.halves, codes, strict=True)],
        promise=CODE_PROMISE,
    )


def _composed(card: StallCard, metrics: Metrics, size_pt: float) -> Document:
    body = Type(size_pt=size_pt, leading=1.45)
    style = FlowStyle(
        body=body,
        cells=body,
        headings=(Type(size_pt=44, leading=1.25, weight=900),),
        heading_gap_em=0.6,
    )
    flow = Flow(style=style, metrics=metrics, width_mm=A4.text_width_mm, page_mm=A4.text_height_mm)
    elements: tuple[Element, ...] = (
        Heading(text=TITLE, level=1),
        Panel(strips=tuple(_code_strips(card, metrics))),
        middle(CALL, gap_em=0.8, bold=True),
        *(replace(step, align=Align.LEFT) for step in numbered(card.steps, gap_em=0.25)),
        middle(f"{CODE_PROMISE}。", gap_em=0.8),
        middle(card.township.government, gap_em=0.2),
    )
    running = Running(title="摊位卡", stamp="样例" if card.township.sample else "")
    return pages_of(flow.strips(elements), metrics, running=running)


def _code_strips(card: StallCard, metrics: Metrics) -> Iterable[Strip]:
    """Yield the codes side by side with a heading above and what they say below."""
    halves = card.halves
    whole = CODE_MM * len(halves) + _GAP_MM * (len(halves) - 1)
    lefts = [(A4.text_width_mm - whole) / 2 + n * (CODE_MM + _GAP_MM) for n in range(len(halves))]
    yield _line([half[0] for half in halves], lefts, Type(size_pt=26, weight=900), metrics, 10.0)
    codes = tuple(
        Code(x_mm=left, y_mm=0.0, side_mm=CODE_MM, payload=payload)
        for left, (_, payload, _) in zip(lefts, halves, strict=True)
    )
    said = "；".join(f"{heading}：{'，'.join(lines)}" for heading, _, lines in halves)
    yield Strip(
        height_mm=CODE_MM, marks=codes, tag=Tag.FIGURE, alt=f"二维码。{said}", with_next=True
    )
    for number in range(max(len(lines) for _, _, lines in halves)):
        texts = [lines[number] if number < len(lines) else "" for _, _, lines in halves]
        yield _line(texts, lefts, Type(size_pt=20, weight=700, leading=1.4), metrics, 1.0)


def _line(
    texts: Sequence[str], lefts: Sequence[float], kind: Type, metrics: Metrics, gap_mm: float
) -> Strip:
    """Return a line with each text in the middle below its code, made smaller where too long."""
    marks: list[Mark] = []
    for text, left in zip(texts, lefts, strict=True):
        size_pt = largest_size(
            text,
            weight=kind.weight,
            metrics=metrics,
            within_mm=CODE_MM,
            largest_pt=kind.size_pt,
        )
        spare = CODE_MM - width_mm(text, size_pt, kind.weight, metrics)
        if text:
            marks.append(
                one_line(
                    text,
                    x_mm=left + spare / 2,
                    y_mm=kind.base_mm,
                    size_pt=size_pt,
                    weight=kind.weight,
                    metrics=metrics,
                )
            )
    return Strip(height_mm=kind.pitch_mm, marks=tuple(marks), gap_mm=gap_mm, with_next=True)

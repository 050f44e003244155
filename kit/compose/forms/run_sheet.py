"""The run sheet (播出单): what the broadcaster plays when, and where it is noted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.compose.paper.flow import Flow, Paragraph, Run, numbered
from kit.compose.paper.form import Running, form_style, form_table, pages_of
from kit.compose.paper.grid import GridColumn
from kit.compose.paper.staff_sheet import (
    STAFF,
    WIDTH_MM,
    Count,
    Line,
    counted,
    headed,
    listed,
    section,
)
from kit.compose.paper.strip import height_of
from kit.text.typeset.linebreak import Align
from kit.text.typeset.sense import plain_title
from kit.text.written_days import short_day, weekday, weekdays, written_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, time

    from kit.compose.paper.flow import Tabular
    from kit.compose.paper.page import Document
    from kit.compose.paper.strip import Strip
    from kit.model.township import Township
    from kit.text.typeset.metrics import Metrics

_STYLE = replace(form_style(13), heading_gap_em=0.2)
_LEAST_LOG_MM, _MOST_LOG_MM = 7.2, 13.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheetEntry:
    """One item inside a programme, in play order."""

    item_id: str
    title: str
    seconds: float
    speaker: str
    """机读, or 真人 with the name of the voice."""
    until: date | None = None
    """The last day it may be played; None means until it is replaced."""
    note: str = ""
    """Such as 客家话还没有录，只播普通话."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunSheetProgramme:
    """What one slot plays on some days of the week; all of a slot's stand on one page."""

    slot_name: str
    at: time | None
    """None for an alert: it is played at once."""
    file_name: str
    seconds: float
    entries: tuple[RunSheetEntry, ...]
    first: date
    last: date
    days: tuple[date, ...] = ()
    """The days of a slot's turn; empty means all from the first to the last."""
    folder: str = ""
    """Where the file stands, below the folder of what is played; empty means right there."""
    villages: tuple[str, ...] = ()
    """Villages whose loudspeakers play it; empty means all."""
    is_alert: bool = False
    """Nights are silent but for these."""
    all_clear: str = ""
    """An alert's end: the file that is played once it is lifted, and never before."""
    every_minutes: int = 0
    """How often an alert is called again in its first hour."""
    note: str = ""

    @property
    def played_on(self) -> tuple[date, ...]:
        """Its days; of what goes on for longer, the first seven."""
        count = min((self.last - self.first).days + 1, 7)
        return self.days or tuple(self.first + timedelta(days=n) for n in range(count))


def compose_run_sheet(
    programmes: Sequence[RunSheetProgramme],
    township: Township,
    metrics: Metrics,
    *,
    week_label: str,
    stamp: str = "",
    unheard: Sequence[tuple[str, tuple[str, ...], str]] = (),
) -> Document:
    """Return a page for each slot of each stick; one page saying so where there is none.

    ``unheard`` is what found no room: titles, villages (empty: all it concerns) and why. It
    stands below the last programme where that leaves room.

    Raises:
        LayoutError: A title has signs that cannot be printed.
    """
    setter = _Setter(metrics, township.name, week_label, STAFF.text_height_mm)
    left_over = setter.unheard(unheard)
    strips: list[Strip] = []
    slots = _by_slot(programmes)
    for number, slot in enumerate(slots, start=1):
        after = left_over if number == len(slots) else ()
        strips += setter.page(slot, after)
    if not programmes:
        told = "本周没有要播的。"
        strips = [*setter.head("大喇叭播出单", told), *left_over]
    running = Running(
        title=f"播出单　{week_label}", left=f"播出单　{township.name}　{week_label}", stamp=stamp
    )
    return pages_of(strips, metrics, running=running, sheet=STAFF)


def length_words(seconds: float) -> str:
    """Return a length as people say it: 3分25秒."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}分{rest:02}秒" if minutes else f"{rest}秒"


@dataclass(frozen=True, slots=True)
class _Setter:
    """Sets the pages of one run sheet."""

    metrics: Metrics
    township: str
    week_label: str
    page_mm: float

    def head(self, title: str, small: str) -> tuple[Strip, ...]:
        return headed(
            printable(title, "时段"),
            self.metrics,
            beside=self.week_label,
            small=printable(small, "村"),
            below=self.township,
        )

    def page(self, slot: Sequence[RunSheetProgramme], after: Sequence[Strip]) -> list[Strip]:
        """Return a slot's page; its log is as high as the page bears, ``after`` below it."""
        days = len(_days(slot))
        tall, low = (self._strips(slot, _LEAST_LOG_MM, apart=apart) for apart in (True, False))
        # Items run on in one paragraph only where that keeps the sheet on one page.
        apart = not height_of(low) <= self.page_mm < height_of(tall)
        least = tall if apart else low
        both_mm = height_of((*least, *after)) + (after[0].gap_mm if after else 0.0)
        room_mm = self.page_mm - (both_mm if both_mm <= self.page_mm else height_of(least))
        row_mm = min(_MOST_LOG_MM, _LEAST_LOG_MM + max(0.0, room_mm) / (days + 1))
        return [*self._strips(slot, row_mm, apart=apart), *after]

    def _strips(
        self, slot: Sequence[RunSheetProgramme], row_mm: float, *, apart: bool
    ) -> list[Strip]:
        one = slot[0]
        where = "、".join(one.villages) or "全部村"
        often = "　每天一次" if one.at and len(_days(slot)) > 1 else ""
        first, *rest = self.head(_when(one), f"大喇叭播出单　{where}{often}")
        return [
            replace(first, new_page=True),
            *rest,
            counted(_counts(slot), self.metrics),
            *(self._turns(slot, apart) if len(slot) > 1 else self._whole(one)),
            section("播完就写", "没播成的，写明原因", self.metrics, edged=False),
            *self._flow().strips((_log(slot, row_mm),)),
            *self._how(slot),
        ]

    def _how(self, slot: Sequence[RunSheetProgramme]) -> Iterator[Strip]:
        yield from listed("怎么播", "", (), self.metrics)
        steps = numbered(_steps(slot[0], turns=len(slot)), gap_em=0.1)
        yield from self._flow().strips(tuple(replace(step, align=Align.LEFT) for step in steps))

    def _whole(self, programme: RunSheetProgramme) -> Iterator[Strip]:
        yield from listed("放哪个文件", "", self._files(programme), self.metrics)
        yield from listed("按这个顺序", "", self._entries(programme), self.metrics)

    def _turns(self, slot: Sequence[RunSheetProgramme], apart: bool) -> Iterator[Strip]:
        """Yield each file of a slot with its days, how often it says all, and what is in it.

        ``apart``: each item on a line of its own, where the page has room for them.
        """
        for one in slot:
            heading = f"{weekdays(one.played_on)}放"
            yield from listed(heading, _file(one.file_name), (), self.metrics)
            told = [_told_shortly(entry) for entry in one.entries]
            note = (printable(one.note, "注意"),) if one.note else ()
            if apart:
                order = [*numbered(told, gap_em=0.1), *map(_plain, note)]
            else:
                running = (f"{n} {words}" for n, words in enumerate(told, start=1))
                order = [_plain("　".join((*running, *note)))]
            left = tuple(replace(paragraph, align=Align.LEFT) for paragraph in order)
            yield from self._flow().strips(left)

    def _flow(self) -> Flow:
        return Flow(style=_STYLE, metrics=self.metrics, width_mm=WIDTH_MM, page_mm=self.page_mm)

    def _files(self, programme: RunSheetProgramme) -> list[Line]:
        # What it is stands large; how the file is called is for whoever looks for it on the stick.
        where = f"{programme.folder}/" if programme.folder else ""
        lines = [Line(title="到点放", note=_file(f"{where}{programme.file_name}"))]
        if programme.is_alert:
            lines = [replace(lines[0], title="收到就放")]
        if programme.all_clear:
            lines.append(Line(title="解除后才放", note=_file(programme.all_clear)))
        if programme.note:
            lines.append(Line(title=printable(programme.note, "注意"), mark="注意"))
        return lines

    def _entries(self, programme: RunSheetProgramme) -> list[Line]:
        return [
            Line(
                title=printable(plain_title(entry.title), "标题"),
                note=_told(entry, programme.first),
                mark=str(number),
            )
            for number, entry in enumerate(programme.entries, start=1)
        ]

    def unheard(self, unheard: Sequence[tuple[str, tuple[str, ...], str]]) -> tuple[Strip, ...]:
        lines = [
            Line(
                title=printable(plain_title(title), "标题"),
                note=f"{'、'.join(villages) or '全部村'}听不到：{why}",
            )
            for title, villages, why in unheard
        ]
        return listed("这一周没有排进广播的", "", lines, self.metrics) if lines else ()


def _file(name: str) -> str:
    return f"文件 {printable(name, '文件名')}"


def _when(programme: RunSheetProgramme) -> str:
    if programme.at:
        return f"{programme.slot_name}　{programme.at.hour}:{programme.at.minute:02}"
    how = "收到就播，夜里也播" if programme.is_alert else "晚上10点到早上6点不播"
    return f"{programme.slot_name}　{how}"


def _by_slot(programmes: Sequence[RunSheetProgramme]) -> list[list[RunSheetProgramme]]:
    """Return the programmes that share a page: the turns of a slot on one stick."""
    pages: dict[object, list[RunSheetProgramme]] = {}
    for number, one in enumerate(programmes):
        # What has no hour stands alone.
        key = (one.folder, one.slot_name, one.at) if one.at else number
        pages.setdefault(key, []).append(one)
    return list(pages.values())


def _days(slot: Sequence[RunSheetProgramme]) -> list[tuple[date, RunSheetProgramme]]:
    """Return the days of a slot in their order, each with what it plays."""
    found = [(day, one) for one in slot for day in one.played_on]
    return sorted(found, key=lambda pair: pair[0])


def _counts(slot: Sequence[RunSheetProgramme]) -> list[Count]:
    last = max(one.last for one in slot)
    longest = length_words(max(one.seconds for one in slot))
    return [
        Count("播几条", f"{max(len(one.entries) for one in slot)}条", "list-numbers"),
        Count("最长" if len(slot) > 1 else "一共", longest, "timer"),
        Count("播到", written_day(last, near=slot[0].first), "calendar-check", is_work=False),
    ]


def _told(entry: RunSheetEntry, near: date) -> str:
    until = f"播到{written_day(entry.until, near=near)}" if entry.until else "长期播"
    told = f"{length_words(entry.seconds)}，{entry.speaker}，{until}"
    return f"{told}；{entry.note}" if entry.note else told


def _plain(words: str) -> Paragraph:
    return Paragraph(runs=(Run(words),), indent_em=0.0)


def _told_shortly(entry: RunSheetEntry) -> str:
    """Return an item with what a broadcaster must know of it, where files share a page."""
    speaker = "" if entry.speaker == "机读" else entry.speaker
    told = "，".join(filter(None, (length_words(entry.seconds), speaker, entry.note)))
    return f"{printable(plain_title(entry.title), '标题')}（{told}）"


def _log(slot: Sequence[RunSheetProgramme], row_mm: float) -> Tabular:
    columns = (
        GridColumn(name="日期", width_mm=52.0),
        GridColumn(name="播了没有", width_mm=25.0),
        GridColumn(name="几点开始", width_mm=28.0),
        GridColumn(name="没播的原因"),
        GridColumn(name="签名", width_mm=32.0),
    )
    rows = ((f"{short_day(day)} {weekday(day)}", "□播了", "", "", "") for day, _ in _days(slot))
    return form_table(columns, rows, row_mm)


def _steps(programme: RunSheetProgramme, *, turns: int) -> Iterator[str]:
    name = printable(programme.file_name, "文件名")
    if programme.all_clear:
        yield "没接到解除通知，“解除”不拷、不播；接到了，停播预警，收回U盘，再播“解除”。"
        yield "解除通知：谁来的＿＿＿＿＿　几点＿＿＿＿＿　播了没有□　签名＿＿＿＿＿"
    if programme.is_alert:
        yield f"单独拷一个U盘，收到就播“{name}”；过了“播到哪天”就收回。"
        if programme.every_minutes:
            yield (
                f"头一个小时每隔 {programme.every_minutes} 分钟播一次；以后每个广播时段先播一次，"
                "直到解除或到期。"
            )
    else:
        folder = f"“{programme.folder}”里的" if programme.folder and turns > 1 else ""
        yield f"每周换新U盘内容：先删掉上周的，再把{folder}文件按名字顺序一个一个拷进去。"
        file = f"“{name}”" if turns == 1 else "当天的那个文件"
        yield f"到点播放{file}，从头播到尾，中间不停、不剪。"
        yield "过了“播到哪天”的，不再播；有新的预警，先播预警。"
    yield "机器坏了或停电，照提词稿念；没播成的写明原因，当天告诉乡党政办。"

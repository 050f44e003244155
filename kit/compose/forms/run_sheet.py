"""The run sheet (播出单): what the broadcaster plays when, and where it is noted."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.compose.paper.flow import Heading, NewPage, middle, numbered, plain
from kit.compose.paper.form import Running, compose_flow, form_style, form_table, labelled_table
from kit.compose.paper.grid import CellAlign, GridColumn
from kit.compose.paper.strip import Type
from kit.text.typeset.sense import plain_title
from kit.text.written_days import short_day, weekday, written_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, time

    from kit.compose.paper.flow import Element, Tabular
    from kit.compose.paper.page import Document
    from kit.model.township import Township
    from kit.text.typeset.metrics import Metrics

STYLE = replace(form_style(13), heading_gap_em=0.6)
# The hour and the file's name are read across the table.
_LARGE = Type(size_pt=16, leading=1.2)
_LOG_ROW_MM = 7.2


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
    """What one slot plays every day of the week."""

    slot_name: str
    at: time | None
    """None for an alert: it is played at once."""
    file_name: str
    seconds: float
    entries: tuple[RunSheetEntry, ...]
    first: date
    last: date
    folder: str = ""
    """Where the file stands, below the folder of what is played; empty means right there."""
    villages: tuple[str, ...] = ()
    """Villages whose loudspeakers play it; empty means all."""
    is_alert: bool = False
    """Nights are silent but for these."""
    all_clear: str = ""
    """An alert's end: the file that is played once it is lifted, and never before."""
    note: str = ""


def compose_run_sheet(
    programmes: Sequence[RunSheetProgramme],
    township: Township,
    metrics: Metrics,
    *,
    week_label: str,
    stamp: str = "",
    fingerprint: str = "",
    unheard: Sequence[tuple[str, tuple[str, ...], str]] = (),
) -> Document:
    """Return a page for each programme; one page saying so where there is none.

    ``unheard`` is what found no room: titles, villages (empty: all it concerns) and why.
    ``fingerprint`` is the signing key's: whoever plays the stick compares it with what
    ``kit verify`` shows there.

    Raises:
        LayoutError: A title has signs that cannot be printed.
    """
    elements: list[Element] = []
    for programme in programmes:
        elements += (NewPage(), *_page(programme, township, week_label))
        if fingerprint:
            # One line: a second one would stand on a sheet of its own.
            elements.append(plain(f"kit verify 的钥匙指纹：{fingerprint}", gap_em=0.6))
    if unheard:
        elements += (NewPage(), *_title("这一周没有排进广播的", township, week_label))
        elements.append(_unheard(unheard))
    if not elements:
        elements = [
            *_title("大喇叭播出单", township, week_label),
            middle("本周没有要播的。", gap_em=2.0),
        ]
    return compose_flow(
        elements,
        metrics,
        style=STYLE,
        running=Running(
            title=f"播出单　{week_label}", left=f"{township.name}　{week_label}", stamp=stamp
        ),
    )


def length_words(seconds: float) -> str:
    """Return a length as people say it: 3分25秒."""
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}分{rest:02}秒" if minutes else f"{rest}秒"


def _page(programme: RunSheetProgramme, township: Township, week_label: str) -> Iterator[Element]:
    yield from _title("大喇叭播出单", township, week_label)
    yield _what(programme)
    yield Heading(text="按这个顺序")
    yield _order(programme)
    yield Heading(text="播出记录（每天播完就写）")
    yield _log(programme)
    yield Heading(text="怎么播")
    yield from numbered(_steps(programme), gap_em=0.1)


def _title(title: str, township: Township, week_label: str) -> tuple[Element, ...]:
    return Heading(text=title, level=1), middle(f"{township.name}　{week_label}")


def _what(programme: RunSheetProgramme) -> Tabular:
    at = f"{programme.at.hour}:{programme.at.minute:02}" if programme.at else "收到就播，夜里也播"
    if not programme.at and not programme.is_alert:
        at = "晚上10点到早上6点不播"
    first, last = programme.first, programme.last
    days = written_day(first, near=first)
    if last != first:
        days += f"到{written_day(last, near=first)}" + ("，每天一次" if programme.at else "")
    folder = f"　在“{programme.folder}”" if programme.folder else ""
    rows = [
        ("几点", f"{programme.slot_name}　{at}　长 {length_words(programme.seconds)}"),
        ("文件", printable(programme.file_name + folder, "文件名")),
        ("哪几天", days),
        ("哪些村", "、".join(programme.villages) or "全部"),
    ]
    if programme.all_clear:
        rows.append(("解除", f"只在解除后播放\n{printable(programme.all_clear, '文件名')}"))
    if programme.note:
        rows.append(("注意", printable(programme.note, "注意")))
    return labelled_table(rows, bold=True, kind=_LARGE)


def _order(programme: RunSheetProgramme) -> Tabular:
    columns = (
        GridColumn(name="顺序", align=CellAlign.CENTRE, grows=False),
        GridColumn(name="内容"),
        GridColumn(name="时长", align=CellAlign.END, grows=False),
        GridColumn(name="谁读", grows=False),
        GridColumn(name="播到哪天", grows=False),
    )
    rows = (
        (
            str(number),
            printable(plain_title(entry.title) + (f"\n{entry.note}" if entry.note else ""), "标题"),
            length_words(entry.seconds),
            entry.speaker,
            written_day(entry.until, near=programme.first) if entry.until else "长期",
        )
        for number, entry in enumerate(programme.entries, start=1)
    )
    return form_table(columns, rows)


def _unheard(unheard: Sequence[tuple[str, tuple[str, ...], str]]) -> Tabular:
    columns = (
        GridColumn(name="公开事项"),
        GridColumn(name="哪些村听不到"),
        GridColumn(name="为什么"),
    )
    rows = (
        (printable(plain_title(title), "标题"), "、".join(villages) or "全部", f"{why}。")
        for title, villages, why in unheard
    )
    return form_table(columns, rows)


def _log(programme: RunSheetProgramme) -> Tabular:
    columns = (
        GridColumn(name="日期", width_mm=46.0),
        GridColumn(name="播了没有", width_mm=26.0),
        GridColumn(name="几点开始", width_mm=28.0),
        GridColumn(name="没播的原因"),
        GridColumn(name="签名", width_mm=28.0),
    )
    count = min((programme.last - programme.first).days + 1, 7)
    days = [programme.first + timedelta(days=number) for number in range(count)]
    rows = ((f"{short_day(day)} {weekday(day)}", "□播了", "", "", "") for day in days)
    return form_table(columns, rows, _LOG_ROW_MM)


def _steps(programme: RunSheetProgramme) -> Iterator[str]:
    name = printable(programme.file_name, "文件名")
    if programme.all_clear:
        yield "没接到解除通知，“解除”不拷、不播；接到了，停播预警，收回U盘，再播“解除”。"
        yield "解除通知：谁来的＿＿＿＿＿　几点＿＿＿＿＿　播了没有□　签名＿＿＿＿＿"
    if programme.is_alert:
        yield f"单独拷一个U盘，收到就播“{name}”；过了“播到哪天”就收回。"
    else:
        yield "每周换新U盘内容：先删掉上周的，再把文件按名字顺序一个一个拷进去。"
        yield f"到点播放“{name}”，从头播到尾，中间不停、不剪。"
        yield "过了“播到哪天”的，不再播；有新的预警，先播预警。"
    yield "机器坏了或停电，照提词稿念；没播成的写明原因，当天告诉乡党政办。"

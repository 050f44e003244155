"""Jobs of the sheets that are ticked: a village's week, the binder, doors, what is fetched back."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kit.compose.forms.tick_sheet import TickPart, TickSheet
from kit.compose.paper.staff_sheet import Line
from kit.edition.index import BACK, PRINT
from kit.edition.jobs.context import safe_name
from kit.edition.jobs.job import Job
from kit.edition.jobs.traces import traces
from kit.edition.make.forms import TickOrder, make_tick_sheet
from kit.model.item import Channel, ColumnType
from kit.model.outputs import Output
from kit.plan.take_down import boards_of
from kit.source.door_lists import read_door_list
from kit.text.privacy.mask import mask_cell
from kit.text.typeset.sense import plain_title
from kit.text.written_days import short_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.edition.jobs.context import EditionContext
    from kit.edition.jobs.traces import Trace
    from kit.model.item import Item
    from kit.plan.programmes import Programme
    from kit.source.door_lists import Household

BACK_LIST, CONTENTS, VILLAGES = "收回单", "目录", "各村一张"
_EMPTY_LINES = 15
_TURNS, _ONCE = "一天换一份，照播出单", "照播出单"
# What is done with what was given out before; boards have slips of their own.
_FETCHED: dict[Channel, str] = {
    Channel.LOUDSPEAKER: "U盘里旧的删去，照新的播出单播",
    Channel.MARKET: "摊位上剩下的旧宣传单收回",
    Channel.LED: "屏上旧的那条删去，换新的",
    Channel.WECHAT: "旧文章删去，或在最前面注明",
    Channel.WEBSITE: "旧网页撤下，或在最前面注明",
    Channel.VILLAGE_NET: "旧网页撤下，或在最前面注明",
    Channel.READING_POINT: "从查阅点的夹子里抽出来",
    Channel.SERVICE_HALL: "窗口的旧纸拿回来",
    Channel.HOME_VISIT: "送过的人家，带个话",
    Channel.LECTURE: "旧念稿、旧幻灯片不要再用",
}


def round_jobs(context: EditionContext, items: Sequence[Item]) -> Iterator[Job]:
    """Yield the sheets that somebody carries along this week and ticks."""
    told = traces(context, items)
    yield from _back_jobs(context, told)
    yield from _binder_jobs(context, items, told)
    yield from _door_jobs(context, items)
    yield from _village_jobs(context, items)


def _back_jobs(context: EditionContext, told: Sequence[Trace]) -> Iterator[Job]:
    """Yield the list of all that is to be fetched back, by channel; none where nothing is."""
    lines = {
        channel: tuple(
            Line(title=one.title, note=one.why) for one in told if channel in one.channels
        )
        for channel in _FETCHED
    }
    parts = tuple(
        TickPart(word=context.township.called(channel), hint=_FETCHED[channel], lines=found)
        for channel, found in lines.items()
        if found
    )
    if parts:
        sheet = TickSheet(
            title=BACK_LIST,
            called=BACK_LIST,
            where="公开栏上的看各袋的张贴单；这一张是别的地方的",
            parts=parts,
            notes="收不回来的，写在这里",
            signs=("收回的人", "日期", "电话"),
        )
        yield _job(context, sheet, folder=BACK, stem=BACK_LIST, channel=Channel.BOARD)


def _binder_jobs(
    context: EditionContext, items: Sequence[Item], told: Sequence[Trace]
) -> Iterator[Job]:
    """Yield the binder's contents: what is put in, exchanged, taken out, and all that is in it."""
    kept = [item for item in items if Channel.READING_POINT in item.channels]
    here = [one for one in told if Channel.READING_POINT in one.channels]
    again = {one.item_id for one in here if not one.is_over}
    known = {*context.earlier, *again}
    new = [item for item in kept if item.item_id not in known]
    out = tuple(Line(title=one.title, note=one.why) for one in here if one.is_over)
    if not kept and not out:
        return
    sheet = TickSheet(
        title=f"查阅点{CONTENTS}",
        called="查阅点",
        where="夹在最前面，换下上周的目录",
        parts=(
            TickPart(word="放进去", pictogram="file-text", lines=tuple(map(_published, new))),
            TickPart(
                word="换新的",
                pictogram="arrows-clockwise",
                lines=tuple(Line(title=one.title, note=one.why) for one in here if not one.is_over),
            ),
            TickPart(word="拿出来", pictogram="file-x", lines=out),
            TickPart(
                word="现在有的",
                lines=tuple(
                    Line(
                        title=item.plain_title,
                        note=f"编号 {context.codes[item.item_id]}",
                        mark=str(number),
                    )
                    for number, item in enumerate(kept, start=1)
                ),
                is_work=False,
            ),
        ),
        notes="谁来查过、问过，写在这里",
        signs=("放好的人", "日期", "电话"),
    )
    folder = f"{PRINT}/{Output.BINDER}"
    yield _job(context, sheet, folder=folder, stem=CONTENTS, channel=Channel.READING_POINT)


def _published(item: Item) -> Line:
    return Line(title=item.plain_title, note=f"{short_day(item.dates.publish)}公开")


def _door_jobs(context: EditionContext, items: Sequence[Item]) -> Iterator[Job]:
    """Yield for each village whose doors are called on the list of its households."""
    brought = _brought(context, items)
    for village in context.township.villages:
        here = [item for item in brought if not item.villages or village in item.villages]
        if not here:
            continue
        known = read_door_list(context.workspace.folder, village)
        lines = tuple(
            _household(number, one) for number, one in enumerate(known.households, start=1)
        )
        empty = tuple(Line(title="", mark=str(number)) for number in range(1, _EMPTY_LINES + 1))
        sheet = TickSheet(
            title=f"{village}送到了",
            called="入户",
            where=known.fault or ("" if lines else "没有名单，送一家写一家"),
            parts=(
                TickPart(word="送什么", lines=tuple(map(_published, here)), is_work=False),
                TickPart(word="送到哪家", hint="送到一家，打一个勾", lines=lines or empty),
            ),
            notes="没有人在家的、有话要问的，写在这里",
            signs=("送的人", "日期", "电话"),
        )
        stem = f"送到了_{safe_name(village)}"
        folder = f"{PRINT}/{Output.DOOR}"
        yield _job(context, sheet, folder=folder, stem=stem, channel=Channel.HOME_VISIT)


def _brought(context: EditionContext, items: Sequence[Item]) -> list[Item]:
    """Return what is brought to the doors: once, and again with another wording."""
    return [
        item for item in items if Channel.HOME_VISIT in item.channels and context.says_anew(item)
    ]


def _household(number: int, household: Household) -> Line:
    """Return a row: where they live, and their name with its middle covered."""
    name = mask_cell(ColumnType.NAME, household.name)
    title, note = (household.place, name) if household.place else (name, "")
    return Line(title=title, note=note, mark=str(number))


def _village_jobs(context: EditionContext, items: Sequence[Item]) -> Iterator[Job]:
    """Yield for each village the week on one sheet: hang, take down, hand out, play."""
    by_id = {item.item_id: item for item in items}
    for village in context.township.villages:
        sheet = TickSheet(
            title=f"{village}这一周",
            called=VILLAGES,
            where="做完一件打一个勾，周末交回党政办",
            parts=(
                TickPart(
                    word="贴", pictogram="note-pencil", lines=tuple(_hung(context, by_id, village))
                ),
                TickPart(word="摘", pictogram="file-x", lines=_down(context, village)),
                TickPart(
                    word="发", pictogram="hand-coins", lines=tuple(_given(context, items, village))
                ),
                TickPart(word="播", pictogram="megaphone", lines=_played(context, village)),
            ),
            notes="没做成的、有人问的，写在这里",
            signs=("做的人", "日期", "电话"),
        )
        if any(part.lines for part in sheet.parts):
            folder, stem = f"{PRINT}/{VILLAGES}", safe_name(village)
            yield _job(context, sheet, folder=folder, stem=stem, channel=Channel.BOARD)


def _hung(context: EditionContext, items: dict[str, Item], village: str) -> Iterator[Line]:
    """Yield what goes up; what hangs already with this very text is left alone."""
    boards = boards_of((village,), context.township)
    for one in context.plan.hang:
        here = [board.name for board in one.boards if board in boards]
        if one.new and here and one.item_id in items:
            old = "，换下旧的" if one.item_id in context.hanging else ""
            yield Line(title=items[one.item_id].plain_title, note=f"{'、'.join(here)}{old}")


def _down(context: EditionContext, village: str) -> tuple[Line, ...]:
    """Return what comes off; what never hung on a board is on the list of what is fetched back."""
    boards = boards_of((village,), context.township)
    hung = {*context.hanging, *(one.item_id for one in context.plan.hang)}
    return tuple(
        Line(
            title=plain_title(one.title),
            note=f"{short_day(one.day)}起不能再贴：{one.reason.partition('（见')[0]}",
        )
        for one in context.plan.take_down
        if one.item_id in hung and any(board in boards for board in one.boards)
    )


def _given(context: EditionContext, items: Sequence[Item], village: str) -> Iterator[Line]:
    brought = _brought(context, items)
    for item in items:
        ways = ["送到各家，见“送到了”"] if item in brought else []
        if Channel.MARKET in item.channels:
            ways.append("墟天发")
        if ways and (not item.villages or village in item.villages):
            yield Line(title=item.plain_title, note="，".join(ways))


def _played(context: EditionContext, village: str) -> tuple[Line, ...]:
    """Return a line a slot, for all its turns: what they hold stands on the run sheet."""
    heard = [one for one in context.plan.programmes if not one.villages or village in one.villages]
    count = Counter(map(_slot, heard))
    return tuple(
        Line(title=slot, note=_TURNS if many > 1 else _ONCE) for slot, many in count.items()
    )


def _slot(programme: Programme) -> str:
    if programme.slot is not None:
        return f"{programme.name} {programme.slot.at:%H:%M}"
    days = dict.fromkeys(map(short_day, (programme.first, programme.last)))
    return f"{programme.name}（{'到'.join(days)}）"


def _job(
    context: EditionContext, sheet: TickSheet, *, folder: str, stem: str, channel: Channel
) -> Job:
    return Job(
        folder=folder,
        stem=stem,
        make=make_tick_sheet,
        title=f"{sheet.called} {sheet.title}",
        channel=channel,
        order=TickOrder(
            township=context.printed,
            font=context.font,
            week_label=context.week.label,
            sheet=sheet,
            told=channel is not Channel.HOME_VISIT,
            stamp="样例" if context.township.sample else "",
        ),
        # What is out there and over is fetched back whatever of the week is asked for.
        of_part=folder == BACK,
    )

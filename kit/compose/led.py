"""Messages for the LED screen (LED屏): what, where, until when, whom to ask, each told whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from kit.compose.fact_words import said
from kit.compose.posters.kind_facts import large_amounts
from kit.errors import LayoutError
from kit.model.field import Level
from kit.model.item import Kind
from kit.text.typeset.sense import sense_units
from kit.text.written_days import told_hour, written_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.model.item import Emergency, Item, Phone

MOST_CHARACTERS = 20
"""What a village's screen shows without scrolling, and a passer-by takes in."""
MOST_LINES = 4
"""What is read before the screen goes on to the next message."""
_LAST_DAY = {Kind.PREVIEW: "提意见到{}", Kind.LIST: "公示到{}"}
_BESIDE_A_DAY = re.compile(r"(?<=[日号])(?:[（(]?(?:星期|周).[)）]?)?(?:[墟圩][天日期]?)?，")
"""What a day without it still tells: its name, and the mark before the hour."""
_BRACKETED = re.compile(r"（[^（）]*）")
_RANKS = {level.value: rank for rank, level in enumerate(reversed(Level))}


class _Part(NamedTuple):
    rank: int
    """The lowest takes its lines first."""
    ways: tuple[str, ...]
    """The same said in fewer and fewer characters."""


_MUST, _WANTED, _MORE, _SPARE = range(4)


def led_message(item: Item) -> tuple[str, ...]:
    """Return the item's lines, the title first; what has no room is left out, never cut.

    A sample says so first: a screen cannot carry a mark across it. Nothing of what an alert
    must tell is left out: a level without its area and its end stops people it is not meant for.

    Raises:
        LayoutError: What, until when and whom to call have no room.
    """
    parts = tuple(_alert(item, item.emergency) if item.emergency else _notice(item))
    kept: dict[int, tuple[str, ...]] = {}
    for place in sorted(range(len(parts)), key=lambda place: parts[place].rank):
        rest = MOST_LINES - sum(map(len, kept.values()))
        lines = next(filter(None, (_lines(way, rest) for way in parts[place].ways)), ())
        if not lines and parts[place].rank == _MUST:
            raise _too_long(item, parts[place].ways[-1])
        kept[place] = lines
    return tuple(line for place in sorted(kept) for line in kept[place])


def led_order(items: Iterable[Item]) -> tuple[Item, ...]:
    """Return the items in the order of the screen: alerts by level, all-clears, last days."""
    return tuple(sorted(items, key=_urgency))


def led_text(items: Iterable[Item]) -> str:
    """Return the screen's text: a message an item, with an empty line between two."""
    return "\n".join("".join(f"{line}\n" for line in led_message(item)) for item in items)


def _too_long(item: Item, text: str) -> LayoutError:
    error = LayoutError(
        f"LED屏放不下“{text}”：一条最多 {MOST_LINES} 行，一行 {MOST_CHARACTERS} 字。",
        "请缩短标题、“时间”或预警的“范围”；或在“渠道”里去掉 LED屏。",
    )
    error.about = (item.item_id,)  # one long message does not take the others off the screen
    return error


def _urgency(item: Item) -> tuple[int, int, str]:
    alert, day = item.emergency, item.deadline
    if alert is not None:
        rank = _RANKS.get(alert.level, len(_RANKS))
        return 0, len(_RANKS) + 1 if item.cancels else rank, item.item_id
    return (1, day.toordinal(), item.item_id) if day else (2, 0, item.item_id)


def _alert(item: Item, alert: Emergency) -> Iterator[_Part]:
    if item.cancels:
        yield _Part(_MUST, (_marked(item, item.plain_title),))
        since = f"{told_hour(alert.sent, near=item.dates.publish)}起" if alert.sent else ""
        yield from (_Part(_MUST, (text,)) for text in _joined(alert.area, since) if text)
        yield _Part(_MORE, (said(item.how or "", item, "怎么办"),))
    else:
        told = alert.type and alert.level and f"{alert.type}{alert.level}预警"
        yield _Part(_MUST, (_marked(item, told or item.plain_title),))
        until = alert.expires and f"到{told_hour(alert.expires, near=item.dates.publish)}"
        yield from (_Part(_MUST, (text,)) for text in _joined(alert.area, until or "") if text)
        do = [said(text, item, "措施") for text in alert.do]
        # As many as there is room for: the most urgent stands first.
        yield _Part(_WANTED, tuple("　".join(do[:many]) for many in range(len(do), 0, -1)))
    yield from _phones(item)


def _notice(item: Item) -> Iterator[_Part]:
    yield _Part(_MUST, (_marked(item, item.plain_title),))
    # One amount of two would read as the only one.
    drawing = large_amounts(item) or item.amounts
    amounts = "　".join(said(amount.short, item, "金额") for amount in drawing)
    if item.deadline is not None:
        day = written_day(item.deadline, near=item.dates.publish)
        until, rest = _joined(_LAST_DAY.get(item.kind, "{}截止").format(day), amounts)
        yield _Part(_MUST, (until,))
        yield _Part(_WANTED, (rest,))
    else:
        yield _Part(_WANTED, _shortly(said(item.when or "", item, "时间"), _BESIDE_A_DAY))
        yield _Part(_SPARE, (amounts,))
    yield _Part(_MORE, _shortly(said(item.where or "", item, "地点"), _BRACKETED))
    yield from _phones(item)


def _shortly(text: str, what: re.Pattern[str]) -> tuple[str, ...]:
    """Return the text, before it the same on one line where that takes no more than ``what``."""
    short = what.sub("", text)
    return (short, text) if len(short) <= MOST_CHARACTERS < len(text) else (text,)


def _marked(item: Item, title: str) -> str:
    if not item.sample:
        return title
    return f"【演练】{title}" if item.emergency else f"【样例】{title}"


def _joined(one: str, other: str) -> tuple[str, str]:
    """Return both on one line, and nothing more, where they have room on it; else as they are."""
    both = "　".join(filter(None, (one, other)))
    return (both, "") if len(both) <= MOST_CHARACTERS else (one, other)


def _phones(item: Item) -> Iterator[_Part]:
    """Yield whom to call: all on one line, else the first; without its name where that is long."""
    if item.phones:
        told = [_called(phone) for phone in item.phones]
        first = item.phones[0].number
        ways = ("　".join(told), told[0], f"电话 {first}")
        yield _Part(_MUST, tuple(way for way in ways if len(way) <= MOST_CHARACTERS))


def _called(phone: Phone) -> str:
    return f"{phone.label or '电话'} {phone.number}"


def _lines(text: str, most: int) -> tuple[str, ...]:
    """Return a text in as few lines as it has room in, and these even; none where it has not."""
    units = sense_units(text)
    for width in range(max(map(len, units), default=0), MOST_CHARACTERS + 1):
        lines = _filled(units, width)
        if len(lines) <= most and len(lines) == len(_filled(units, MOST_CHARACTERS)):
            return lines
    return ()


def _filled(units: Iterable[str], width: int) -> tuple[str, ...]:
    lines = [""]
    for unit in units:
        if len(lines[-1]) + len(unit.rstrip()) <= width:
            lines[-1] += unit
        else:
            lines.append(unit)
    return tuple(line.strip() for line in lines if line.strip())

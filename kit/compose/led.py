"""A line for the LED screen (LED屏): what, by when, whom to ask, short enough to be read once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.text.written_days import written_day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.model.item import Item

MOST_CHARACTERS = 20
"""What a village's screen shows without scrolling, and a passer-by takes in."""


def led_line(item: Item) -> str:
    """Return the item's line; what does not fit is left out, the title never.

    A sample says so first: a screen cannot carry a mark across it. An all-clear says since when,
    before its phone: 解除 alone may be of an older alert.
    """
    mark = "样例：" if item.sample else ""
    parts = [f"{mark}{item.title}"]
    alert = item.emergency
    if item.cancels and alert is not None and alert.sent is not None:
        parts.append(f"{alert.sent.day}日{alert.sent.hour}时起")
    if item.deadline is not None:
        parts.append(f"{written_day(item.deadline, near=item.dates.publish)}截止")
    if item.phones:
        parts.append(item.phones[0].number)
    line = parts[0]
    for part in parts[1:]:
        if len(line) + 1 + len(part) <= MOST_CHARACTERS:
            line = f"{line} {part}"
    return line


def led_text(items: Iterable[Item]) -> str:
    """Return the screen's text, one line an item."""
    return "".join(f"{led_line(item)}\n" for item in items)

"""What each channel (渠道) makes of an item: one table; jobs, checks and lists derive from it."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from kit.model.item import Channel

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from kit.model.item import Item


class Output(StrEnum):
    """Something made of one item; the value is the name staff know it by.

    What lies in a folder of its own has the folder's name; the order is that of the lists.
    """

    POSTER = "公开栏"
    HANDOUT = "墟天"
    FULL_TEXT = "全文页"
    QUESTIONS = "问答"
    CARD = "意见卡"
    CLIP = "广播"
    PICTURE = "公众号"
    ARTICLE = "公众号文章"
    LED_TEXT = "LED屏"
    CAP = "预警文件"
    """The alert as a CAP 1.2 message, for other offices' systems."""
    WINDOW = "办事大厅"
    DOOR = "入户"
    LECTURE = "大讲堂"
    BINDER = "查阅点"
    PACK = "上传包"
    LISTING = "公开页目录"
    """The item's line in the public lists; its page every printed number has, whatever the 渠道."""


def _always(_item: Item) -> bool:
    return True


def _has_questions(item: Item) -> bool:
    return bool(item.faq)


def _asks_opinions(item: Item) -> bool:
    return item.feedback is not None


def _is_alert(item: Item) -> bool:
    return item.emergency is not None and item.emergency.sent is not None


# A new output is a line here and a maker in kit.edition.jobs. Where two channels ask for the
# same, the later one stands for it: opinion cards lie where people go, at the market first.
CHANNEL_OUTPUTS: Mapping[Channel, Mapping[Output, Callable[[Item], bool]]] = {
    Channel.BOARD: {
        Output.POSTER: _always,
        Output.FULL_TEXT: _always,
        Output.CARD: _asks_opinions,
    },
    Channel.LOUDSPEAKER: {Output.CLIP: _always},
    Channel.MARKET: {
        Output.HANDOUT: _always,
        Output.QUESTIONS: _has_questions,
        Output.CARD: _asks_opinions,
    },
    Channel.LED: {Output.LED_TEXT: _always},
    Channel.WECHAT: {Output.PICTURE: _always, Output.ARTICLE: _always},
    Channel.WEBSITE: {Output.LISTING: _always, Output.PACK: _always, Output.CAP: _is_alert},
    Channel.VILLAGE_NET: {Output.PACK: _always},
    Channel.READING_POINT: {Output.BINDER: _always},
    Channel.SERVICE_HALL: {Output.WINDOW: _always},
    Channel.HOME_VISIT: {Output.DOOR: _always},
    Channel.LECTURE: {Output.LECTURE: _always},
}


def outputs_of(item: Item) -> dict[Output, Channel]:
    """Return what is made of the item, and the channel that each is made for."""
    return {
        output: channel
        for channel, outputs in CHANNEL_OUTPUTS.items()
        if channel in item.channels
        for output, is_wanted in outputs.items()
        if is_wanted(item)
    }


def channels_with(*outputs: Output) -> tuple[Channel, ...]:
    """Return the channels that can make any of these outputs; of any output when none is named."""
    wanted = set(outputs or Output)
    return tuple(channel for channel, made in CHANNEL_OUTPUTS.items() if wanted & set(made))

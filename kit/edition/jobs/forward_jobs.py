"""Jobs for what is sent on: the messages of the LED screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.led import led_order
from kit.edition.index import FORWARD
from kit.edition.jobs.job import Job
from kit.edition.make.forms import make_led_text
from kit.edition.make.looks import look_at_led_text
from kit.model.item import Channel
from kit.model.outputs import Output, outputs_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.model.item import Item


def led_jobs(items: Sequence[Item]) -> Iterator[Job]:
    """Yield the job of the LED screen's messages, the most urgent first."""
    shown = led_order(item for item in items if Output.LED_TEXT in outputs_of(item))
    if shown:
        yield Job(
            folder=FORWARD,
            stem=Output.LED_TEXT,
            make=make_led_text,
            look=look_at_led_text,
            title=Output.LED_TEXT,
            about=tuple(item.item_id for item in shown),
            channel=Channel.LED,
            order=shown,
        )

from __future__ import annotations

from dataclasses import replace

import pytest

from kit.model.item import Channel, Feedback, Question
from kit.model.outputs import CHANNEL_OUTPUTS, Output, channels_with, outputs_of
from tests.checked import changed


def test_every_channel_has_its_line_in_the_table() -> None:
    assert set(CHANNEL_OUTPUTS) == set(Channel)


def test_every_output_is_made_for_some_channel() -> None:
    assert {output for made in CHANNEL_OUTPUTS.values() for output in made} == set(Output)


@pytest.mark.parametrize("channel", list(Channel))
def test_every_channel_makes_something_of_any_item(channel: Channel) -> None:
    assert set(outputs_of(changed(channels=(channel,))).values()) == {channel}


def test_questions_and_cards_are_made_only_of_items_that_have_them() -> None:
    plain = changed(channels=(Channel.BOARD, Channel.MARKET), faq=(), feedback=None)
    asking = replace(
        plain,
        faq=(Question(question="谁可以？", answer="都可以。"),),
        feedback=Feedback(ways=("打电话",)),
    )

    assert {Output.QUESTIONS, Output.CARD}.isdisjoint(outputs_of(plain))
    assert outputs_of(asking)[Output.QUESTIONS] is Channel.MARKET


def test_opinion_cards_lie_at_the_market_and_without_one_at_the_board() -> None:
    asking = changed(channels=(Channel.MARKET, Channel.BOARD), feedback=Feedback(ways=("打电话",)))

    assert outputs_of(asking)[Output.CARD] is Channel.MARKET
    assert outputs_of(replace(asking, channels=(Channel.BOARD,)))[Output.CARD] is Channel.BOARD


def test_every_channel_can_be_asked_for() -> None:
    assert channels_with() == tuple(Channel)
    assert channels_with(Output.LED_TEXT, Output.PICTURE) == (Channel.LED, Channel.WECHAT)

from __future__ import annotations

from dataclasses import replace

import pytest

from kit.model.item import Channel, Feedback, Question
from kit.model.outputs import CHANNEL_OUTPUTS, Output, channels_with, idle_channels, outputs_of
from tests.checked import changed, codes, findings

IDLE = (Channel.READING_POINT,)


def test_every_channel_has_its_line_in_the_table() -> None:
    assert set(CHANNEL_OUTPUTS) == set(Channel)


def test_every_output_is_made_for_some_channel() -> None:
    assert {output for made in CHANNEL_OUTPUTS.values() for output in made} == set(Output)


@pytest.mark.parametrize("channel", [c for c in Channel if c not in IDLE])
def test_a_channel_that_makes_something_is_not_idle(channel: Channel) -> None:
    item = changed(channels=(channel,))

    assert set(outputs_of(item).values()) == {channel}
    assert "K12" not in codes(item)


@pytest.mark.parametrize("channel", IDLE)
def test_a_channel_of_which_nothing_comes_is_told_by_name(channel: Channel) -> None:
    item = changed(channels=(Channel.BOARD, channel))

    (told,) = [finding for finding in findings(item) if finding.code == "K12"]
    assert told.field == "渠道"
    assert f"“{channel}”" in told.message
    assert idle_channels(item) == (channel,)


def test_each_idle_channel_of_an_item_is_told() -> None:
    told = [f for f in findings(changed(channels=IDLE)) if f.code == "K12"]

    assert all(channel in one.message for channel, one in zip(IDLE, told, strict=True))


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


def test_only_channels_that_make_something_can_be_asked_for() -> None:
    assert set(channels_with()) == set(Channel) - set(IDLE)
    assert channels_with(Output.LED_TEXT, Output.PICTURE) == (Channel.LED, Channel.WECHAT)

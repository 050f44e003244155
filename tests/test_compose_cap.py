"""An alert as a CAP message: what the standard takes, saying what the item says and no more."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.compose.cap_message import cap_message
from kit.edition.make.cap_file import CapOrder, look_at_cap_file, make_cap_file
from kit.errors import LayoutError, VerifyError
from kit.foreign.cap_reader import read_cap
from kit.model.field import Level
from kit.model.item import Channel
from kit.model.outputs import Output, outputs_of
from kit.source.builtin import builtin_dir
from kit.source.workspace import open_workspace

WORKSPACE = open_workspace(builtin_dir("examples") / "daxi")
TOWNSHIP = WORKSPACE.township
ALERT = next(one for one in WORKSPACE.items if one.emergency)
assert ALERT.emergency is not None
EMERGENCY = ALERT.emergency


def test_a_message_says_what_the_alert_says() -> None:
    message = read_cap(cap_message(replace(ALERT, sample=False), TOWNSHIP))

    (info,) = message.infos
    assert (message.status, message.message_type) == ("Actual", "Alert")
    assert (message.sent, info.onset, info.expires) == (
        EMERGENCY.sent,
        EMERGENCY.onset,
        EMERGENCY.expires,
    )
    assert info.event == EMERGENCY.type
    assert info.areas == (EMERGENCY.area,)
    assert all(one in info.instruction for one in EMERGENCY.do)
    assert all(one.number in info.contact for one in ALERT.phones)
    assert EMERGENCY.sender in info.sender_name


def test_nothing_is_made_up_on_how_sure_and_how_urgent_it_is() -> None:
    (info,) = read_cap(cap_message(ALERT, TOWNSHIP)).infos

    assert (info.urgency, info.certainty) == ("Unknown", "Unknown")


def test_a_samples_message_is_an_exercise_and_says_so() -> None:
    message = read_cap(cap_message(replace(ALERT, sample=True), TOWNSHIP))

    assert (message.status, message.note) == ("Exercise", "演练，不是真的")


def test_an_all_clear_names_the_message_that_it_ends() -> None:
    ends = replace(ALERT, item_id="DX-2026-099", cancels=ALERT.item_id)

    message = read_cap(cap_message(ends, TOWNSHIP, ended=ALERT))
    first = read_cap(cap_message(ALERT, TOWNSHIP))

    assert message.message_type == "Cancel"
    assert message.references == (
        f"{first.identifier},{first.sender},{first.sent.isoformat(timespec='seconds')}"
    )


def test_each_alert_has_a_number_of_its_own() -> None:
    other = replace(ALERT, item_id="DX-2026-098")

    numbers = {read_cap(cap_message(one, TOWNSHIP)).identifier for one in (ALERT, other)}
    assert len(numbers) == 2


def test_what_is_no_alert_has_no_message() -> None:
    with pytest.raises(LayoutError) as refused:
        cap_message(replace(ALERT, emergency=None), TOWNSHIP)
    assert refused.value.about == (ALERT.item_id,)


def test_only_an_alert_for_the_site_becomes_a_file() -> None:
    assert Output.CAP in outputs_of(replace(ALERT, channels=(Channel.WEBSITE,)))
    assert Output.CAP not in outputs_of(replace(ALERT, channels=(Channel.LED,)))
    assert Output.CAP not in outputs_of(replace(ALERT, emergency=None, channels=(Channel.WEBSITE,)))


@given(
    st.sampled_from(Level),
    st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=40),
)
def test_whatever_is_written_the_message_is_read_back_or_refused(level: Level, area: str) -> None:
    alert = replace(ALERT, emergency=replace(EMERGENCY, level=level, area=f"大溪乡{area}"))

    try:
        data = cap_message(alert, TOWNSHIP)
    except LayoutError:
        return
    assert read_cap(data).infos[0].areas[0].startswith("大溪乡")


def test_a_message_with_another_hour_is_found_when_it_is_looked_at() -> None:
    order = CapOrder(item=ALERT, township=TOWNSHIP)
    (made,) = make_cap_file(order)
    look_at_cap_file(order, (made,))

    hour = f"{EMERGENCY.expires:%H:%M:%S}".encode()
    wrong = replace(made, data=made.data.replace(hour, b"05:17:00"))
    with pytest.raises(VerifyError):
        look_at_cap_file(order, (wrong,))

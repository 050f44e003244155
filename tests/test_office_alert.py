"""An alert passed on: typed after the original, refused where it cannot be read from a board."""

from __future__ import annotations

import shutil
from dataclasses import fields, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.edition.build import build
from kit.edition.request import Options
from kit.errors import RequestError
from kit.office.air_desk import air_desk
from kit.office.alert import look_at_alert, write_alert
from kit.office.alert_fields import AlertForm
from kit.office.alert_form import ASKED, alert_form, alert_offer, alert_typed
from kit.office.alert_kinds import ALERT_KINDS
from kit.office.alert_moment import typed_moment, written_moment
from kit.office.alert_now import AlertState, alert_now, alert_sound
from kit.office.find import find
from kit.office.set_up import set_up
from kit.office.sign import sign
from kit.plan.week import Week
from kit.review.chain import EMERGENCY_STEP
from kit.review.signing import sign_samples
from kit.source.workspace import open_workspace
from tests.beeper import use_beeper

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 23, 11, 40, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = date(2026, 11, 23)


def clock() -> datetime:
    return NOW


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example without items; tests that write copy it."""
    folder = tmp_path_factory.mktemp("alert") / "daxi"
    set_up(folder, sample=True, now=NOW)
    for path in (folder / "items").iterdir():
        path.unlink()
    return folder


@pytest.fixture
def folder(empty: Path, tmp_path: Path) -> Path:
    return shutil.copytree(empty, tmp_path / "daxi")


def typed(folder: Path, kind: str = "暴雨", **more: str) -> AlertForm:
    form = alert_form(folder, kind)
    known = {
        "level": "橙色",
        "onset": "23日12点",
        "expires": "26日20点",
        "area": "大溪乡",
        "sender": "永定区气象台",
        "sent": "11:30",
        "source_ref": "永气预警〔2026〕8号",
    }
    return replace(form, **{**known, **more})


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("11月26日 20:00", "11月26日 20:00"),
        ("26日20点", "11月26日 20:00"),
        ("26号晚上8点半", "11月26日 20:30"),
        ("２０：００", "11月23日 20:00"),
        ("今晚8点", "11月23日 20:00"),
        ("明天中午12点", "11月24日 12:00"),
        ("明早6时", "11月24日 06:00"),
        ("2026-11-26 20:00", "11月26日 20:00"),
        ("26日24时", "11月27日 00:00"),
        ("1月2日 8:05", "2027年1月2日 08:05"),
    ],
)
def test_a_moment_is_read_as_somebody_types_it_in_a_hurry(text: str, told: str) -> None:
    found = typed_moment(text, TODAY)

    assert found is not None
    assert written_moment(found, TODAY) == told


@pytest.mark.parametrize("text", ["", "20", "快了", "11月31日 8:00", "26日25点", "26日8:61"])
def test_what_names_no_moment_is_none(text: str) -> None:
    assert typed_moment(text, TODAY) is None


@given(st.datetimes(datetime(2026, 6, 1), datetime(2027, 5, 1)))  # noqa: DTZ001 - local
def test_what_the_form_shows_is_read_back_as_the_same_moment(moment: datetime) -> None:
    moment = moment.replace(second=0, microsecond=0)

    assert typed_moment(written_moment(moment, TODAY), TODAY) == moment


@pytest.mark.parametrize("kind", [one.name for one in ALERT_KINDS])
def test_what_is_proposed_for_a_kind_fits_every_board_and_passes_every_check(
    folder: Path, kind: str
) -> None:
    look = look_at_alert(folder, typed(folder, kind), clock)
    written = write_alert(folder, typed(folder, kind), clock)

    assert (look.faults, written.faults) == ((), ())
    assert look.picture.startswith(b"\x89PNG")
    assert 30 < look.seconds < 120
    assert alert_now(folder, written.item_id, clock).refusal == ""


def test_what_was_typed_comes_back_when_it_is_opened_again(folder: Path) -> None:
    form = typed(folder)
    again = alert_typed(folder, write_alert(folder, form, clock).item_id)

    assert (again.kind, again.level, again.expires) == ("暴雨", "橙色", "11月26日 20:00")
    assert (again.do, again.phones, again.warn) == (form.do, form.phones, form.warn)


@pytest.mark.parametrize("name", list(ASKED))
def test_nothing_is_left_empty_and_nothing_is_written_then(folder: Path, name: str) -> None:
    written = write_alert(folder, replace(typed(folder), **{name: "  "}), clock)

    assert {fault.field for fault in written.faults} == {name}
    assert list((folder / "items").iterdir()) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sent", "刚才"),
        ("level", "紫色"),
        ("expires", "10:00"),
        ("sender", "大溪乡人民政府"),
        ("do", "山边水边低洼处的人家马上转移到高处去\n" * 6),
        ("phones", "急救 12"),
    ],
)
def test_what_cannot_go_out_is_told_before_anybody_signs(
    folder: Path, name: str, value: str
) -> None:
    written = write_alert(folder, typed(folder, **{name: value}), clock)

    assert written.faults
    assert written.faults[0].field in (name, "")
    assert list((folder / "items").iterdir()) == []


def test_a_form_with_nothing_in_it_has_a_fault_at_every_field(folder: Path) -> None:
    written = write_alert(folder, AlertForm(), clock)

    assert [fault.field for fault in written.faults] == [one.name for one in fields(AlertForm)]


def test_no_fact_stands_in_a_form_before_somebody_put_it_there(folder: Path) -> None:
    facts = ("level", "onset", "expires", "sender", "sent", "source_ref", "area")

    assert alert_form(folder) == AlertForm()
    for kind in (*(one.name for one in ALERT_KINDS), "雷电"):
        form = alert_form(folder, kind)
        assert [name for name in facts if getattr(form, name)] == []
        assert not any(character.isdigit() for character in form.warn)


def test_what_may_be_put_there_by_a_press_is_now_the_township_and_who_sent_the_last(
    folder: Path,
) -> None:
    write_alert(folder, typed(folder), clock)
    offer = alert_offer(folder, clock)

    assert (offer.onset, offer.area) == ("11月23日 11:40", "大溪乡")
    assert offer.senders == {"森林火险": "", "暴雨": "永定区气象台", "台风": ""}


def test_a_change_after_the_signature_asks_for_another(folder: Path) -> None:
    number = write_alert(folder, typed(folder), clock).item_id
    sign(folder, number, clock, step=EMERGENCY_STEP, by="样例丁")
    assert alert_now(folder, number, clock).state is AlertState.SIGNED

    write_alert(folder, typed(folder, level="红色"), clock, number)

    assert alert_now(folder, number, clock).state is AlertState.WRITTEN
    assert find(folder, number).item.title == "暴雨红色预警"


def test_what_is_no_alert_has_no_alert_page(folder: Path, example: Path) -> None:
    shutil.copy(example / "items" / "DX-2026-004.md", folder / "items")

    with pytest.raises(RequestError):
        alert_now(folder, "DX-2026-004", clock)
    with pytest.raises(RequestError):
        alert_typed(folder, "DX-2026-004")


def test_an_alert_is_written_signed_made_played_and_over_before_its_week_is_made(
    folder: Path, example: Path
) -> None:
    shutil.copy(example / "items" / "DX-2026-004.md", folder / "items")
    sign_samples(open_workspace(folder), at=NOW)
    number = write_alert(folder, typed(folder), clock).item_id
    with pytest.raises(RequestError, match="还没有做好"):
        alert_sound(folder, number, clock)
    sign(folder, number, clock, step=EMERGENCY_STEP, by="样例丁")
    options = Options(week=Week.of(TODAY), now=NOW, only_item=number, workers=1)
    with pytest.MonkeyPatch.context() as patch:
        use_beeper(patch)
        build(folder, options, lambda _step: None)
    made = alert_now(folder, number, clock)

    assert (made.state, made.boards) == (AlertState.MADE, 5)
    assert [one.titles for one in air_desk(folder, clock).airings] == [("暴雨橙色预警",)]
    assert made.sound is not None
    assert made.all_clear is not None
    assert alert_sound(folder, number, clock) != alert_sound(folder, number, clock, all_clear=True)
    later = NOW + timedelta(days=3, hours=9)
    assert alert_now(folder, number, lambda: later).state is AlertState.OVER
    with pytest.raises(RequestError, match="不能再播"):
        alert_sound(folder, number, lambda: later)

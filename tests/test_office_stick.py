"""The week's programmes reach the right stick, and what was copied is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kit.edition.published.manifest import Manifest
from kit.errors import RequestError, StorageError, VerifyError
from kit.office import stick as use_case
from kit.office.stick import copy_to_stick, loads, look_at_stick
from kit.returns.removable import Stick
from kit.returns.returns_log import ReturnKind, read_returns
from tests.made_editions import WEEK, at, pdf, publish, township
from tests.test_office_air_desk import (
    ALERT,
    ALL_CLEAR,
    EVENING,
    FIRE,
    LIMITED,
    MEDICAL,
    MORNING,
    SHEET,
    folder,
    told,
)

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["folder"]


def silent(_: object) -> None:
    pass


def test_every_stick_has_its_files_in_play_order(folder: Path) -> None:
    found = {one.name: one.files for one in loads(folder, lambda: at(24, 9))}

    assert found == {
        "样例一村": (MORNING, EVENING),
        "应急": (ALERT,),
        "限时": (LIMITED,),
        f"解除 {FIRE}": (ALL_CLEAR,),
    }


def test_what_is_over_is_on_no_stick(folder: Path) -> None:
    names = {one.name for one in loads(folder, lambda: at(25, 20))}

    assert names == {"样例一村", f"解除 {FIRE}"}


def test_a_township_that_hears_the_same_has_one_stick(tmp_path: Path) -> None:
    made = township(tmp_path / "daxi")
    programme = {**told("早间", "07:00", "2要播放/01_0700.MP3", MEDICAL, (23, 29)), "villages": []}
    manifest = Manifest(week=WEEK, revision=1, township="", files=(), written=1)
    publish(
        made,
        {SHEET: pdf("sheet"), "2要播放/01_0700.MP3": b"sound"},
        manifest,
        figures={SHEET: {"programmes": [programme]}},
    )

    (one,) = loads(made, lambda: at(24, 9))
    assert (one.name, one.villages, one.size) == ("全乡", (), 5)


def test_what_was_copied_is_noted_with_villages_and_wording(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    copied = copy_to_stick(folder, stick, "样例一村", lambda: at(23, 6), silent, by="样例甲")

    assert (stick / "01_0700.MP3").read_bytes() == MORNING.encode()
    assert (copied.files, copied.others) == (2, ())
    (one,) = read_returns(folder / "returns.jsonl")
    assert (one.kind, one.places, one.slot, one.copies) == (
        ReturnKind.COPIED,
        ("样例一村",),
        "样例一村",
        2,
    )
    assert one.items == {MEDICAL: "85WA-0000"}
    seen = look_at_stick(stick)
    assert (seen.load, seen.edition, seen.unfinished, seen.others) == (
        "样例一村",
        f"{WEEK}/r01",
        False,
        0,
    )


def test_an_alert_and_its_end_are_never_on_one_stick(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for load in ("应急", f"解除 {FIRE}"):
        copy_to_stick(folder, stick, load, lambda: at(24, 9), silent, by="样例甲")

    assert {path.name for path in stick.iterdir()} == {
        "JIECHU.MP3",
        "GONGKAI.JSN",
        "GONGKAI.BAK",
    }


def test_nothing_is_noted_of_what_was_not_copied(folder: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with pytest.raises(RequestError, match="可以拷的：样例一村、应急、限时"):
        copy_to_stick(folder, stick, "样例九村", lambda: at(24, 9), silent, by="样例甲")
    with pytest.raises(RequestError, match="谁拷的"):
        copy_to_stick(folder, stick, "应急", lambda: at(24, 9), silent, by=" ")
    with pytest.raises(StorageError, match="找不到"):
        copy_to_stick(folder, tmp_path / "none", "应急", lambda: at(24, 9), silent, by="样例甲")
    (folder / "output" / WEEK / "r01" / ALERT).write_bytes(b"another sound")
    with pytest.raises(VerifyError, match="被改动过"):
        copy_to_stick(folder, stick, "应急", lambda: at(24, 9), silent, by="样例甲")
    assert not list(stick.iterdir())
    assert not (folder / "returns.jsonl").exists()


def test_a_stick_that_few_players_read_is_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = Stick(
        path=tmp_path, label="大盘", filesystem="exfat", free=1, total=2, read_only=True, device=""
    )
    monkeypatch.setattr(use_case, "stick_at", lambda _: there)
    monkeypatch.setattr(use_case, "sticks", lambda: (there,))

    (seen,) = use_case.plugged_in()
    assert "FAT32" in seen.warning
    assert seen.others == 1  # the workspace itself lies there
    with pytest.raises(StorageError, match="写保护"):
        copy_to_stick(folder, tmp_path, "应急", lambda: at(24, 9), silent, by="样例甲")

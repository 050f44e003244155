"""The desk walked as its users do, in a real browser: what is pressed is counted.

``KIT_WALK_PICTURES`` names a folder that keeps what was seen on the way.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

import pytest

from kit.edition.published.manifest import manifest_in
from tests.board_photos import board
from tests.desk_at import MOMENT, ROOT, desk_at, set_clock
from tests.desk_pages import NODE, empty_workspace, sample_workspace
from tests.word_notices import PENSION, WATER

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

pytestmark = pytest.mark.slow

PICTURES = "KIT_WALK_PICTURES"
POSTS = ("党政办业务人员", "保密审查员", "党政办负责人", "分管领导", "主要领导", "区数字办")
SIGNERS = ("样例甲", "样例乙", "样例丙", "样例丁", "样例戊", "样例己")
FIRST_ACTIONS = 140
"""Up to the inspector's page: 34 of them for settings, 24 for passwords, 30 to sign."""
NOTICE_ACTIONS = 15
NOTICE_CAME = "2026-12-04T10:00:00+08:00"
"""The day on which the notice was signed."""
SLOTS = ("07:00", "12:00", "18:00")
ALERT_ACTIONS = 13
"""Nothing of fact is chosen beforehand: kind, hours, sender, number and area are actions."""
ALERT_S = 60
"""What the desk itself may need before it is made."""
PRESS_S, CHARACTER_S, MAKING_S, ALLOWED_S = 6, 1, 40, 180
"""A clerk of 55: to look and to press, to type a character; what making takes; all of it."""


def walked(
    folder: Path,
    walk: str,
    moment: str = MOMENT,
    answers: Mapping[str, Callable[[str], str]] = MappingProxyType({}),
    **given: Any,
) -> dict[str, Any]:
    """Return what was done and seen on a walk through the desk over ``folder``.

    ``answers`` are what the walk may ask for on its way, by name.
    """
    assert NODE.is_dir(), "npm 的测试包没有装：请运行 python3 run.py test"
    program = shutil.which("chromium")
    assert program
    with (
        desk_at(folder, moment) as address,
        subprocess.Popen(
            ["node", ROOT / "tests/reach/walk.cjs", program],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env={**os.environ, "NODE_PATH": str(NODE)},
            text=True,
        ) as walker,
    ):
        assert walker.stdin
        assert walker.stdout
        told: Any = {"open": address, "walk": walk, "pictures": os.environ.get(PICTURES), **given}
        while True:
            walker.stdin.write(json.dumps(told) + "\n")
            walker.stdin.flush()
            said = walker.stdout.readline()
            assert said, "the walk broke off; what it says of it stands above"
            seen: dict[str, Any] = json.loads(said)
            if "need" not in seen:
                break
            told = answers[seen["need"]](seen["value"])
    assert seen["errors"] == []
    return seen


def test_a_township_goes_from_an_empty_folder_to_the_inspectors_page(tmp_path: Path) -> None:
    folder, docx, stick = tmp_path / "乡", tmp_path / "养老.docx", tmp_path / "U盘"
    docx.write_bytes(PENSION.data)
    stick.mkdir()

    def clock(moment: str) -> str:
        set_clock(folder, moment)
        return moment

    def photo(_: str) -> str:
        (edition,) = (folder / "output").glob("*/r01")
        manifest = manifest_in(edition)
        assert manifest
        codes = [one["code"] for one in manifest.items.values()]
        (tmp_path / "栏.jpg").write_bytes(board([f"https://x.example/D/{one}" for one in codes]))
        return str(tmp_path / "栏.jpg")

    seen = walked(
        empty_workspace(folder),
        "first",
        answers={"clock": clock, "photo": photo},
        signers=SIGNERS,
        posts=list(zip(SIGNERS, POSTS, strict=True)),
        township={
            "township-0-name": "大溪乡",
            "township-0-county": "样例县",
            "township-0-government": "大溪乡人民政府",
            "township-0-id_prefix": "DX",
            "township-0-villages": "样例一村\n样例二村",
        },
        board={"board-0-name": "村口栏", "board-0-village": "样例一村", "board-0-place": "村口"},
        department={"department-0-name": "乡劳保所", "department-0-phone": "0597-0123456"},
        file=str(docx),
        fields={"大白话": "养老保险可以交了。"},
        practice=True,
        title="养老",
        stick=str(stick),
        why="金额写错了",
        hurried="样例丁",
        at={"noon": "2026-11-23T12:01:00+08:00", "round": "2026-11-24T09:00:00+08:00"},
    )

    assert seen["signed"] == "签好了。"
    assert "做好了，核对过了" in seen["made"]
    assert seen["printed"]["papers"] == seen["printed"]["done"] > 0
    assert seen["stick"] in ("可以拔了", "先点“弹出”，再拔")
    assert len([*stick.rglob("*.MP3")]) == len(SLOTS)
    assert "播了　业务员" in seen["log"]
    assert "没有码" in seen["board"]  # a township without an address prints no codes
    assert "在" in seen["hangs"]
    assert "摘了" in seen["off"]
    assert "播了 1，已贴 1，摘下 1" in seen["account"]
    assert "还缺的记录\n0 处" in seen["account"]
    assert "2026年11月23日 到 2026年11月23日（已撤回）" in seen["deeds"]
    assert all(f"{name} 2026-11-23" in seen["deeds"] for name in SIGNERS)
    assert sum(seen["stages"].values()) == len(seen["actions"]) <= FIRST_ACTIONS, seen["stages"]


def test_after_a_correction_a_signer_is_shown_what_changed_and_no_more(tmp_path: Path) -> None:
    seen = walked(
        sample_workspace(tmp_path / "乡"), "corrected", signers=SIGNERS, item="DX-2026-004"
    )

    assert seen["changed"] == [["截止", "因此变的", "上次签"]] * len(SIGNERS)
    assert all("签好了" in one for one in seen["told"])
    assert seen["state"] == "签完"
    assert seen["actions"] == ["deadline", "send"] + ["open", "read", "agree"] * len(SIGNERS)


def test_an_alert_of_which_nothing_was_chosen_beforehand_is_out_in_three_minutes(
    tmp_path: Path,
) -> None:
    seen = walked(sample_workspace(tmp_path / "乡"), "alert")

    assert seen["stage"] in ("signed", "making", "made")
    assert len(seen["actions"]) <= ALERT_ACTIONS
    assert seen["took_s"] < ALERT_S
    by_hand_s = PRESS_S * len(seen["actions"]) + CHARACTER_S * seen["characters"]
    assert by_hand_s + MAKING_S < ALLOWED_S


def test_a_notice_is_dropped_confirmed_mended_and_sent_to_be_signed(tmp_path: Path) -> None:
    docx = tmp_path / "停水.docx"
    docx.write_bytes(WATER.data)
    fields = {
        "大白话": "12月8日停水，请先把水存好。",
        "承办": "乡党政办",
    }

    seen = walked(
        sample_workspace(tmp_path / "乡"), "notice", NOTICE_CAME, file=str(docx), fields=fields
    )

    assert "停水通知" in seen["sent"]
    assert len(seen["actions"]) <= NOTICE_ACTIONS

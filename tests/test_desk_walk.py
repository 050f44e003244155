"""The desk walked as its users do, in a real browser: what is pressed is counted.

``KIT_WALK_PICTURES`` names a folder that keeps what was seen on the way.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from tests.desk_at import MOMENT, ROOT, desk_at
from tests.desk_pages import NODE, sample_workspace
from tests.word_notices import WATER

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.slow

PICTURES = "KIT_WALK_PICTURES"
SIGNERS = ("样例甲", "样例乙", "样例丙", "样例丁", "样例戊", "样例己")
NOTICE_ACTIONS = 15
NOTICE_CAME = "2026-12-04T10:00:00+08:00"
"""The day on which the notice was signed."""
ALERT_ACTIONS = 13
"""Nothing of fact is chosen beforehand: kind, hours, sender, number and area are actions."""
ALERT_S = 60
"""What the desk itself may need before it is made."""
PRESS_S, CHARACTER_S, MAKING_S, ALLOWED_S = 6, 1, 40, 180
"""A clerk of 55: to look and to press, to type a character; what making takes; all of it."""


def walked(folder: Path, walk: str, moment: str = MOMENT, **given: Any) -> dict[str, Any]:
    """Return what was done and seen on a walk through the desk over ``folder``."""
    assert NODE.is_dir(), "npm 的测试包没有装：请运行 python3 run.py test"
    program = shutil.which("chromium")
    assert program
    with desk_at(sample_workspace(folder), moment) as address:
        asked = {"open": address, "walk": walk, "pictures": os.environ.get(PICTURES), **given}
        done = subprocess.run(
            ["node", ROOT / "tests/reach/walk.cjs", program],
            input=json.dumps(asked),
            capture_output=True,
            check=False,
            env={**os.environ, "NODE_PATH": str(NODE)},
            text=True,
            timeout=300,
        )
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    assert seen["errors"] == []
    return seen


def test_after_a_correction_a_signer_is_shown_what_changed_and_no_more(tmp_path: Path) -> None:
    seen = walked(tmp_path / "乡", "corrected", signers=SIGNERS, item="DX-2026-004")

    assert seen["changed"] == [["截止", "因此变的", "上次签"]] * len(SIGNERS)
    assert all("签好了" in one for one in seen["told"])
    assert seen["state"] == "签完"
    assert seen["actions"] == ["deadline", "send"] + ["open", "read", "agree"] * len(SIGNERS)


def test_an_alert_of_which_nothing_was_chosen_beforehand_is_out_in_three_minutes(
    tmp_path: Path,
) -> None:
    seen = walked(tmp_path / "乡", "alert")

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

    seen = walked(tmp_path / "乡", "notice", NOTICE_CAME, file=str(docx), fields=fields)

    assert "停水通知" in seen["sent"]
    assert len(seen["actions"]) <= NOTICE_ACTIONS

"""A reader at the recording page, in a real browser with a file for a voice."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from kit.office.set_up import set_up
from kit.recordings.human_readings import find_reading
from kit.recordings.listening import TakeState
from kit.recordings.phrases import phrase_file
from kit.recordings.session import phrase_session, take_session
from kit.recordings.take_import import Speaker
from kit.serve.booth import BoothServer
from kit.source.voices import read_dialect
from kit.source.workspace import open_workspace
from tests.reach.test_pages_browser import packages
from tests.readings import file_of, reading
from tests.test_edition_build import NOW

if TYPE_CHECKING:
    from pathlib import Path

    from kit.serve.booth import Session

pytestmark = pytest.mark.slow

LINE = "请大家互相转告。"
SPEAKER = Speaker(name="样例·播音员", consent="样例")
DAY = date(2026, 11, 23)


def read_in(session: Session, root: Path, tmp_path: Path) -> dict[str, Any]:
    """Return what a browser saw that read into the page; its microphone says ``LINE``."""
    voice = tmp_path / "voice.wav"
    voice.write_bytes(file_of(reading([LINE], rate_hz=48_000, around_s=0.7), 48_000))
    with BoothServer(session) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        program = shutil.which("chromium")
        assert program
        done = subprocess.run(
            ["node", root / "tests/reach/booth.cjs", program, server.address, voice],
            capture_output=True,
            text=True,
            timeout=60,
            env={**os.environ, "NODE_PATH": str(packages(root))},
            check=False,
        )
        server.shutdown()
        thread.join()
    assert done.returncode == 0, done.stderr
    seen: dict[str, Any] = json.loads(done.stdout)
    assert seen["errors"] == []
    assert seen["outside"] == []
    assert seen["pt"] >= 26
    assert seen["level"] > 10
    assert seen["verdicts"] == ["这一句很好。"] * 2
    return seen


def test_a_reader_is_led_from_line_to_line_and_hands_all_in(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "daxi"
    set_up(folder, sample=True, now=NOW)
    path = folder / "items" / "DX-2026-001.md"
    text = (
        path.read_text("utf-8")
        .replace("样例: 是\n", "")
        .replace("---\n\n", f"广播稿: {LINE}{LINE}\n---\n\n", 1)
    )
    path.write_text(text, encoding="utf-8")
    workspace = open_workspace(folder)
    item = next(item for item in workspace.items if item.item_id == "DX-2026-001")
    session = take_session(workspace, item, None, SPEAKER, DAY)
    assert [line.read for line in session.lines] == [LINE, LINE]

    seen = read_in(session, root, tmp_path)

    assert seen["lines"] == [LINE, LINE]
    state = find_reading(folder, item, workspace.township, None, ()).state
    assert state is TakeState.RECORDED


def test_a_reader_is_led_through_the_phrase_bank(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "daxi"
    set_up(folder, sample=True, now=NOW)
    opened = open_workspace(folder)
    workspace = replace(opened, township=replace(opened.township, villages=()))
    voice = read_dialect("hakka-yongding", folder)
    texts = (LINE, "请大家互相转告一下。")
    two = tuple(
        replace(voice.phrases[0], key=f"tell-{n}", text=text) for n, text in enumerate(texts)
    )
    bank = replace(voice, phrases=two)

    seen = read_in(phrase_session(workspace, bank, SPEAKER, DAY), root, tmp_path)

    assert seen["lines"] == list(texts)
    assert seen["finish"]
    assert all(phrase_file(workspace, bank, key).is_file() for key in ("tell-0", "tell-1"))

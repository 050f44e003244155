"""Photos of boards read, sticks pulled out while they are written, and ten years of returns."""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from datetime import date, datetime, timedelta
from pathlib import Path

from benchmarks.board_camera import Shot, photo
from benchmarks.figures import line
from kit.edition.build import build
from kit.edition.request import Options
from kit.office.set_up import set_up
from kit.plan.week import Week
from kit.render.picture import opened, rendered
from kit.render.readback import read_codes
from kit.returns.photo_child import read_photo
from kit.returns.returns_log import Return, ReturnKind, add_returns, read_returns
from kit.returns.stick_files import LIST, SPARE_LIST, put

_NOW = datetime(2026, 11, 23, 9).astimezone()
_SHEETS, _DPI = 6, 150
_KILLS = 40
_LINES = 50_000
_SHOTS = {
    "1.0 m": Shot(metres=1.0),
    "1.5 m": Shot(metres=1.5),
    "2.0 m": Shot(metres=2.0),
    "2.5 m": Shot(metres=2.5),
    "3.0 m": Shot(metres=3.0),
    "1.3 m, 30° aside": Shot(metres=1.3, aside_deg=30),
    "1.3 m, blurred by 1.8 px": Shot(metres=1.3, blur_px=1.8),
    "1.3 m, glare": Shot(metres=1.3, glare=True),
    "1.3 m, dusk": Shot(metres=1.3, light=0.25, noise=8),
}
_AS_ASKED = ("1.0 m", "1.5 m", "1.3 m, 30° aside", "1.3 m, glare")
"""Of the shots what the clerk is asked for: from 1 to 1.5 m."""
_COPY = """
import sys
from pathlib import Path
from kit.returns.stick_files import put
files = {f"{n:02}_{sys.argv[2]}00.MP3": bytes([n]) * 4_000_000 for n in range(1, 5)}
put(Path(sys.argv[1]), files, lambda step: None)
"""


def run() -> int:
    """Print the figures and return how many targets are missed."""
    return _boards() + _sticks() + _log()


def _boards() -> int:
    with tempfile.TemporaryDirectory() as folder:
        sheets = _posters(Path(folder) / "daxi")
    images, codes = [image for image, _ in sheets], {code for _, code in sheets}
    missed = wrong = 0
    slowest = 0.0
    for name, shot in _SHOTS.items():
        data = photo(images, shot)
        begun = time.perf_counter()
        seen = {one.text for one in read_photo(data).codes}
        slowest = max(slowest, time.perf_counter() - begun)
        least = _SHEETS if name in _AS_ASKED else None
        missed += line(f"codes of {_SHEETS}, {name}", len(seen & codes), "", least=least)
        wrong += len(seen - codes)
    missed += line("codes read wrongly", wrong, "", most=0)
    return missed + line("a photo of 12 MP, slowest", slowest, "s", most=15)


def _posters(folder: Path) -> list[tuple[object, str]]:
    set_up(folder, sample=True, now=_NOW)
    options = Options(
        week=Week.parse("2026-W48"), now=_NOW, workers=1, channels=frozenset({"公开栏"})
    )
    edition = build(folder, options, lambda *_: None).edition
    found = []
    for path in sorted((edition / "1要打印" / "公开栏").glob("DX-*_A3.pdf")):
        with opened(path.read_bytes()) as document:
            image = rendered(document, 0, dpi=_DPI, grey=True)
        if codes := read_codes(image):
            found.append((image, codes[0]))
    return found[:_SHEETS]


def _sticks() -> int:
    chance, through, kept = random.Random(5), 0, 0
    song = b"somebody's song" * 1000
    after = {f"{n:02}_1800.MP3": bytes([n]) * 9000 for n in range(3)}
    with tempfile.TemporaryDirectory() as folder:
        stick = Path(folder)
        (stick / "SONG.MP3").write_bytes(song)
        for number in range(_KILLS):
            child = subprocess.Popen([sys.executable, "-c", _COPY, folder, f"{7 + number % 2:02}"])
            time.sleep(chance.uniform(0.1, 0.6))
            child.kill()
            child.wait()
            put(stick, after, lambda _step: None)
            names = {path.name for path in stick.iterdir()} - {LIST, SPARE_LIST, "SONG.MP3"}
            through += names == after.keys()
            kept += (stick / "SONG.MP3").read_bytes() == song
    missed = line(f"of {_KILLS} copies killed, the next went through", through, "", least=_KILLS)
    return missed + line("  and nobody else's file was touched", kept, "", least=_KILLS)


def _log() -> int:
    kinds = (ReturnKind.PLAYED,) * 6 + (ReturnKind.PRINTED,) * 3 + (ReturnKind.TAKEN_DOWN,)
    lines = [
        Return(
            kind=kinds[number % len(kinds)],
            by="样例甲",
            at=_NOW + timedelta(minutes=number),
            week=Week.of(_NOW.date() + timedelta(weeks=number // 100)).name,
            file=f"2要播放/U盘_样例一村/{number % 7:02}_0700.MP3",
            content=f"{number:064x}",
            items={"DX-2026-004": "85WA-KNTE", "DX-2026-005": "T29P-0000"},
            places=("样例一村公开栏",),
            slot="早间 07:00",
            day=date(2026, 11, 23),
        )
        for number in range(_LINES)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "returns.jsonl"
        add_returns(path, lines)
        missed = 0
        for name, work in (
            ("one week of ten years of returns read", lambda: read_returns(path, week="2026-W50")),
            ("all of them read", lambda: read_returns(path)),
            ("one more noted", lambda: add_returns(path, lines[:1])),
        ):
            begun = time.perf_counter()
            work()
            missed += line(name, time.perf_counter() - begun, "s", most=2)
    return missed

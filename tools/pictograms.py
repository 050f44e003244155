"""Build ``kit/compose/paper/pictograms.tsv``: pictograms as closed outlines in a square of one.

    npm pack @phosphor-icons/core@2.1.1 && tar xzf phosphor-icons-core-2.1.1.tgz
    pip install fonttools
    python tools/pictograms.py package kit/compose/paper/pictograms.tsv

Nothing of the kit runs this; it tells how the file came to be, and makes it again.
"""

from __future__ import annotations

import re
import sys
from math import asin, cos, pi, sin
from pathlib import Path

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.svgLib.path import parse_path

HEAD = """\
# Made by tools/pictograms.py from @phosphor-icons/core 2.1.1, fill (MIT, pictograms.LICENSE.txt).
# On each line: the name and its outline, M L C Z with y downwards, in parts of a thousand.
"""
VIEW_BOX = 256
LETTERS = {"moveTo": "M", "lineTo": "L", "closePath": "Z", "endPath": "Z"}
WANTED = """
arrow-right arrow-square-out arrows-clockwise barricade bell-ringing buildings bus calendar-blank
calendar-check car chart-bar chat-circle-text check check-circle clipboard-text clock
cloud-lightning cloud-rain coins currency-cny door-open drop envelope eye file-text file-x files
fire first-aid flame gas-can gavel graduation-cap hand-coins hand-palm handshake house
identification-badge identification-card info lifebuoy lightning lightning-slash list-checks
list-numbers map-pin map-trifold megaphone microphone mountains newspaper note-pencil path
pencil-simple person phone piggy-bank plant prohibit question receipt scales scissors seal-check
seal-question shield-check shield-warning signpost sliders snowflake speaker-high stamp storefront
student sun syringe table thermometer-hot ticket timer toolbox tractor trash tree tree-evergreen
truck user user-list users-three warning waves wind wrench x x-circle
"""


def main(package: str, target: str) -> None:
    """Write the file, and the licence beside it."""
    folder, file = Path(package), Path(target)
    drawn = {name: outline(folder / "assets" / "fill", name) for name in WANTED.split()}
    lines = [f"{name}\t{path}\n" for name, path in sorted({**drawn, **OWN}.items())]
    file.write_text(HEAD + "".join(lines), encoding="utf-8", newline="\n")
    licence = (folder / "LICENSE").read_text("utf-8")
    file.with_suffix(".LICENSE.txt").write_text(licence, encoding="utf-8", newline="\n")


def outline(folder: Path, name: str) -> str:
    """Return one pictogram's outline; curves of the second degree become ones of the third."""
    pen = DecomposingRecordingPen(None)
    svg = (folder / f"{name}-fill.svg").read_text("utf-8")
    for path in re.findall(r'<path d="([^"]+)"', svg):
        parse_path(path, pen)
    steps, here = [], (0.0, 0.0)
    for operation, points in pen.value:
        if operation == "qCurveTo":
            (control, end) = points
            points = (_third(here, control), _third(end, control), end)
        letter = {"moveTo": "M", "lineTo": "L", "closePath": "Z", "endPath": "Z"}.get(
            operation, "C"
        )
        here = points[-1] if points else here
        steps.append(
            letter + " ".join(f"{round(v * 1000 / VIEW_BOX, 1):g}" for p in points for v in p)
        )
    return "".join(steps)


def ring() -> str:
    """Return a ring with a bar from the upper left to the lower right, a tenth of it thick.

    The hole turns against the ring and the bar with it: what is wound around once is filled.
    """
    corners = [(500 + 453 * cos(t), 500 + 453 * sin(t)) for t in BAR]
    bar = "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in corners) + "Z"
    return _circle(500, 1) + _circle(400, -1) + bar


_HALF = asin(50 / 453)
BAR = [pi / 4 - _HALF, pi / 4 + _HALF, pi * 5 / 4 - _HALF, pi * 5 / 4 + _HALF]


def _circle(radius: float, turn: int) -> str:
    def at(*numbers: float) -> str:
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        return " ".join(f"{500 + radius * x:.1f} {500 + turn * radius * y:.1f}" for x, y in pairs)

    k = 0.5523  # a quarter of a circle as a curve of the third degree
    curves = (
        (1, k, k, 1, 0, 1),
        (-k, 1, -1, k, -1, 0),
        (-1, -k, -k, -1, 0, -1),
        (k, -1, 1, -k, 1, 0),
    )
    return "M" + at(1, 0) + "".join("C" + at(*curve) for curve in curves) + "Z"


def _third(end: tuple[float, float], control: tuple[float, float]) -> tuple[float, float]:
    return tuple(e + 2 / 3 * (c - e) for e, c in zip(end, control, strict=True))


FLAMES = (
    "M500 940C300 940 170 800 170 620C170 500 230 420 290 340C300 420 330 460 370 480"
    "C350 320 420 160 560 60C550 190 610 260 680 350C700 320 710 290 710 250"
    "C790 360 840 480 840 620C840 800 700 940 500 940Z"
)
OWN = {"ban-ring": ring(), "disc": _circle(500, 1), "flames": FLAMES}
"""Not Phosphor's: the sign of prohibition, what numbers stand on, and a fire of three tongues,
for one with a round foot is taken for a drop."""


if __name__ == "__main__":
    main(*sys.argv[1:])

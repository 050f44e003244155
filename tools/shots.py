"""Take the pictures of docs/pictures anew: ``python3 run.py shots [name…]``.

Of the desk over the example, at a day that stands still, in the browser of the tests. Who
changes a page looks at its picture before it is committed.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from PIL import Image

from tests.desk_pages import PAGES, View, looked_at, sample_workspace

ROOT = Path(__file__).parents[1]
PICTURES = ROOT / "docs" / "pictures"
SHOWN = ("week", "item", "sign-item", "settings-market")
VIEW = View(1280, axe=False)
COLOURS = 64
"""Enough for type and four colours; a picture of a page stays below 60 KB."""


def main(names: list[str]) -> int:
    wanted = names or SHOWN
    pages = [replace(page, act="") for page in PAGES if page.name in wanted]
    if len(pages) < len(wanted):
        print(f"可以写：{'、'.join(page.name for page in PAGES)}")
        return 2
    with tempfile.TemporaryDirectory() as folder:
        at = Path(folder)
        found = looked_at(sample_workspace(at / "大溪"), pages, [VIEW], at)
        PICTURES.mkdir(exist_ok=True)
        for page in pages:
            keep(at / f"{page.name}-{VIEW.width}-light.png", PICTURES / f"{page.name}.png")
    for kind, told in found.items():
        print(f"{kind}：{told}")
    return 1 if found else 0


def keep(taken: Path, target: Path) -> None:
    """Put a picture in its place with few colours, unless it shows what the old one shows."""
    picture = Image.open(taken).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    fresh = taken.with_suffix(".small.png")
    picture.save(fresh, optimize=True)
    if not target.exists() or target.read_bytes() != fresh.read_bytes():
        shutil.copyfile(fresh, target)
    print(f"{target.relative_to(ROOT)} {target.stat().st_size // 1024} KB")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

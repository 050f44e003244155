"""A folder of workspaces such as a county has: invented townships, some notices common to all.

Each is the example under another name. Of its notices three in five stand as they are, as a
county's own campaigns do; the others say of every sentence for whom it is, and so differ in all
that is spoken of them. ``python -m benchmarks.counties FOLDER COUNT`` makes one to look at.
"""

from __future__ import annotations

import re
import shutil
import sys
from datetime import datetime
from pathlib import Path

from kit.office.set_up import set_up
from kit.review.ledger import FILE as LEDGER
from kit.review.signing import sign_samples
from kit.source.workspace import open_workspace

NOW = datetime(2026, 11, 23, 9).astimezone()
WEEK = "2026-W48"
EXAMPLE = "大溪"
FIRST = "青云石松竹梅桂枫柳荷兰菊杉樟棠桐"
SECOND = "坪岭塘坑溪洋墩湾口坝源峰"
ENDS = "乡镇"
COMMON = 0.6
NOT_DUE = ("DX-2021-001", "DX-2026-006")
_PLAIN = re.compile(r"(?m)^(大白话:\n)((?:  - .*\n)+)")
_FIELDS = re.compile(r"(?m)^(标题|谁|地点|怎么办): (?!无$)(?=.)")
_PHONE = "0123456"


def name_of(number: int) -> str:
    """Return the name of an invented township, without 乡; 192 there are, then numbers help."""
    round_, place = divmod(number, len(FIRST) * len(SECOND))
    again, second = divmod(place, len(SECOND))
    return f"{FIRST[again]}{SECOND[second]}{'东南西北中上下'[round_ - 1] if round_ else ''}"


def make_county(home: Path, count: int, common: float = COMMON) -> Path:
    """Make so many workspaces in ``home`` and return it."""
    pattern = home / ".pattern"
    set_up(pattern, sample=True, now=NOW)
    for number in range(count):
        folder = home / f"{number + 1:05}"
        shutil.copytree(pattern, folder)
        _rename(folder, number, common)
        (folder / LEDGER).unlink()
        sign_samples(open_workspace(folder), at=NOW)
    shutil.rmtree(pattern)
    return home


def _rename(folder: Path, number: int, common: float) -> None:
    name = name_of(number)
    items = sorted(folder.glob("items/*.md"))
    # What is over, and what nobody signed, is in no edition.
    due = [path for path in items if path.stem not in NOT_DUE]
    share = (1 - common) * len(due)
    # Some have one notice of their own more than others, so that the share is met in the mean.
    own = due[len(due) - int((number + 1) * share) + int(number * share) :]
    for path in (folder / "kit.toml", *items):
        text = path.read_text("utf-8").replace(EXAMPLE, name)
        if path in own:
            text = _PLAIN.sub(lambda found: _said_by(name, found), text)
            text = _FIELDS.sub(rf"\1: {name}", text).replace(_PHONE, f"{123456 + number:07}")
        path.write_text(text, "utf-8")


def _said_by(name: str, found: re.Match[str]) -> str:
    return found[1] + found[2].replace("  - ", f"  - {name}的乡亲，")


if __name__ == "__main__":
    make_county(Path(sys.argv[1]), int(sys.argv[2]))

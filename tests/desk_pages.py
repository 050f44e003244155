"""All pages of the desk, as a browser is to look at them: a line a page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.office.first_start import make_ready
from kit.office.set_up import set_up
from tests.desk_at import MOMENT, ROOT, desk_at

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NODE = ROOT / ".venv" / "node" / "node_modules"


@dataclass(frozen=True)
class Page:
    """A page to look at; ``act`` is what is done on it first, as a script.

    ``wait`` is the selector of what comes in by itself after the page.
    """

    name: str
    path: str
    act: str = ""
    wait: str = ""


@dataclass(frozen=True)
class View:
    """A window to look through."""

    width: int
    dark: bool = False
    height: int = 800
    axe: bool = True
    full: bool = False
    """In a picture: the whole page, not what fits the window."""

    def asked(self) -> dict[str, Any]:
        return {
            "width": self.width,
            "height": self.height,
            "colorScheme": "dark" if self.dark else "light",
            "axe": self.axe,
            "full": self.full,
        }


OPENED = "for (const one of document.querySelectorAll('details')) one.open = true;"
# Over the example's workspace, nothing made yet. Add a line for every page, and one for every
# state of it that the address leads to.
PAGES = (
    Page("week", "/"),
    Page("print-nothing", "/print/"),
    Page("play-nothing", "/play/"),
    Page("stick-nothing", "/stick/"),
    Page("account-nothing", "/ledger/"),
    Page("year-end", "/ledger/year/", OPENED),
    Page("requests", "/ledger/requests/"),
    Page("registers", "/ledger/registers/"),
    Page("opinions", "/ledger/opinions/", OPENED),
    Page("boards-nothing", "/boards/"),
    Page("recordings-none", "/recordings/"),
    Page("dialect-none", "/recordings/dialect/"),
    Page("recordings-item", "/recordings/?item=DX-2026-004", OPENED),
    Page("verify-never", "/verify/"),
    Page("why-nothing", "/why/"),
    Page("layouts-never", "/layouts/"),
    Page("settings", "/settings/"),
    Page("backup", "/backup/"),
    Page("settings-township", "/settings/township/"),
    Page("settings-market", "/settings/market/", OPENED),
    Page("settings-boards", "/settings/boards/", OPENED),
    Page("settings-people", "/settings/people/", OPENED),
    Page("settings-broadcast", "/settings/broadcast/", OPENED),
    Page("settings-printing", "/settings/printing/", OPENED),
    Page("settings-stall", "/settings/stall/", OPENED),
    Page("start-poster", "/start/poster/"),
    Page("items", "/items/", OPENED),
    Page("items-none-found", "/items/?q=nothing"),
    Page("items-over", "/items/?part=over"),
    Page("item", "/item/DX-2026-004/", OPENED, "img.sheet"),
    Page("item-beside", "/item/DX-2026-004/beside/?with=DX-2026-005", OPENED),
    Page("item-alert", "/item/DX-2026-008/"),
    Page("item-list", "/item/DX-2026-011/"),
    Page("import", "/import/"),
    Page("sign", "/sign/"),
    Page("sign-item", "/sign/DX-2026-006/", OPENED, "img.sheet"),
)
# Over a workspace that is still empty.
FIRST_PAGES = (
    Page("start-township", "/start/township/"),
    Page("start-market", "/start/market/"),
    Page("start-boards", "/start/boards/"),
    Page("start-people", "/start/people/"),
    Page("start-broadcast", "/start/broadcast/"),
)
# All four widths without axe, which does not depend on most of them; light and dark with it.
NARROW = (View(1024, height=768, axe=False), View(819, height=614, axe=False))
WIDE = (View(1280), View(360, dark=True))
EVERY = tuple(
    View(width, dark=dark, height=height)
    for width, height in ((1280, 800), (1024, 768), (819, 614), (360, 800))
    for dark in (False, True)
)


def sample_workspace(folder: Path) -> Path:
    """Return the example's workspace, made in ``folder``."""
    set_up(folder, sample=True, now=datetime.fromisoformat(MOMENT))
    return folder


def empty_workspace(folder: Path) -> Path:
    """Return a workspace in which nothing is filled in."""
    make_ready(folder, datetime.fromisoformat(MOMENT))
    return folder


def looked_at(
    folder: Path,
    pages: Iterable[Page],
    views: Sequence[View],
    pictures: Path | None = None,
) -> dict[str, list[str]]:
    """Return what a browser finds wrong on pages of the desk over ``folder``, by kind."""
    assert NODE.is_dir(), "npm 的测试包没有装：请运行 python3 run.py test"
    program = shutil.which("chromium")
    assert program
    with desk_at(folder) as address:
        asked = {
            "open": address,
            "pages": [page.__dict__ for page in pages],
            "views": [view.asked() for view in views],
            "pictures": str(pictures) if pictures else None,
        }
        done = subprocess.run(
            ["node", ROOT / "tests/reach/desk.cjs", program],
            input=json.dumps(asked),
            capture_output=True,
            check=False,
            env={**os.environ, "NODE_PATH": str(NODE)},
            text=True,
            timeout=900,
        )
    assert done.returncode == 0, done.stderr
    found: dict[str, list[str]] = json.loads(done.stdout)
    return {kind: told for kind, told in found.items() if told}

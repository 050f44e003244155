"""Every kind of page in a real browser: readable by all, well formed, and nothing from outside."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kit.compose.forms.stall_card import StallCard, compose_stall_page
from kit.compose.web.item_page import (
    LARGEST_PAGE_BYTES,
    Link,
    PageSetting,
    Version,
    as_earlier,
    compose_page,
)
from kit.compose.web.paper_pages import as_printed, compose_note, outdated_note
from kit.compose.web.site_index import compose_site, entry_of
from kit.plan.calendar import lunar_date
from kit.plan.relations import IN_FORCE, Effect, State
from kit.render.qr import dark_runs, qr_matrix, wifi_payload
from kit.source.workspace import open_workspace
from tests.notices import notice
from tests.test_compose_web import table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.model.item import Item
    from kit.model.township import Township

pytestmark = pytest.mark.slow

HARD = notice(
    title="长标题里的网址www.very-long-address-without-any-break.example.gov.cn怎么办",
    who="http://www.very-long-address-without-any-break.example.gov.cn/and/a/path/of/forty",
    body="- 一项\n- 二项\n\n**要紧**的字。\n\n---\n\n| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n",
    remedy="六十日内申请复议。",
)
LONG = "\n\n".join("工作人员走村入户，把政策讲清楚。" * 90 for _ in range(15))
"""Goes on over several pages, with few elements for the browser to look at."""
# A list, a guide, an alert, a consultation, a register of names.
EXAMPLES = ("DX-2026-002", "DX-2026-005", "DX-2026-008", "DX-2026-009", "DX-2026-011")
OVER = Effect(state=State.EXPIRED)
BEFORE = Version(number=1, day="2026年11月23日", check_code="AAAA-BBBB")


def pages(items: tuple[Item, ...], township: Township) -> Iterator[tuple[str, str]]:
    """Yield the path and the HTML of every kind of page."""
    base = PageSetting(
        township=township, lunar=lunar_date, code_id="26W48-01", check_code="7K2M-9QXD"
    )
    link = (Link(code="26W48-02", title="另一件"),)
    for number, item in enumerate(items, start=1):
        code = f"26W48-{number:02}"
        setting = replace(base, code_id=code, stamp="样例", clip="clip.mp3" if number % 2 else "")
        for page in compose_page(item, setting):
            yield f"D/{code}/{page.name}", page.html
    kinds: dict[str, tuple[Item, PageSetting]] = {
        "27W01-01": (HARD, base),
        "27W01-02": (notice(table=table(5, 12), body=LONG), base),
        "27W01-03": (notice(table=table(50, 3)), replace(base, stamp="样例　送审稿", listed=False)),
        "27W01-04": (notice(), replace(base, effect=OVER, replaced_by=link)),
        "27W01-05": (notice(), replace(base, corrected="2026年11月25日", earlier=(BEFORE,))),
        "27W01-06": (notice(), replace(base, effect=OVER, replaces=link)),
    }
    for code, (item, setting) in kinds.items():
        for page in compose_page(item, setting):
            yield f"D/{code}/{page.name}", page.html
    first = compose_page(notice(), replace(base, code_id="27W01-05"))[0].html
    yield "27W01-05-7K2M/index.html", as_printed(first, "27W01-05", "27W01-05-7K2M", IN_FORCE)
    old = outdated_note(
        township, "27W01-05-AAAA", "27W01-05", "交医保", IN_FORCE, corrected="12月1日"
    )
    yield "27W01-05-AAAA/index.html", compose_note(old).html
    yield "D/27W01-05/v1/index.html", as_earlier(compose_page(notice(), base)[0].html, 1)
    entries = [
        entry_of(item, f"26W48-{n:02}", OVER if n == 1 else IN_FORCE, "2026-11-23")
        for n, item in enumerate(items, start=1)
    ]
    for page in compose_site(entries, township):
        yield page.name, page.html
    yield "card.html", _card(township)


def _card(township: Township) -> str:
    wifi = wifi_payload(township.stall.hotspot, township.stall.password)
    card = StallCard(township=township, address="http://192.168.137.1:8080/", wifi=wifi)
    codes = []
    for _, payload, _ in card.halves:
        matrix = qr_matrix(payload)
        path = "".join(f"M{x} {y}h{n}v1h-{n}z" for y, x, n in dark_runs(matrix))
        codes.append((len(matrix), path))
    return compose_stall_page(card, codes)


def write_site(folder: Path, example: Path) -> None:
    """Write every kind of page, as it would lie on a stick."""
    workspace = open_workspace(example)
    items = tuple(item for item in workspace.items if item.item_id in EXAMPLES)
    for path, html in pages(items, workspace.township):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html, encoding="utf-8")


def browse(site: Path, root: Path) -> dict[str, list[str]]:
    """Return what a browser found wrong; of pages cut in parts it opens the first two."""
    program = shutil.which("chromium")
    assert program
    files = [p for p in sorted(site.rglob("*.html")) if not p.stem.isdecimal() or p.stem == "2"]
    done = subprocess.run(
        ["node", root / "tests/reach/pages.cjs", program, *(p.as_uri() for p in files)],
        capture_output=True,
        check=False,
        env={**os.environ, "NODE_PATH": str(packages(root))},
        timeout=600,
    )
    assert done.returncode == 0, done.stderr.decode()
    found: dict[str, list[str]] = json.loads(done.stdout)
    return found


def validate(site: Path, root: Path) -> list[object]:
    """Return the validator's errors on all pages."""
    jar = packages(root) / "vnu-jar" / "build" / "dist" / "vnu.jar"
    files = sorted(site.rglob("*.html"))
    done = subprocess.run(
        ["java", "-jar", jar, "--errors-only", "--format", "json", *files],
        capture_output=True,
        check=False,
        timeout=600,
    )
    messages: list[object] = json.loads(done.stderr)["messages"]
    return messages


def packages(root: Path) -> Path:
    """Return where ``run.py`` put the browser's and the validator's packages."""
    folder = root / ".venv" / "node" / "node_modules"
    assert folder.is_dir(), "npm 的测试包没有装：请运行 python3 run.py test"
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory, example: Path) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write_site(folder, example)
    return folder


def test_a_browser_finds_no_fault_and_asks_nobody_else(site: Path, root: Path) -> None:
    assert browse(site, root) == {
        "violations": [],
        "outside": [],
        "overflow": [],
        "small": [],
        "errors": [],
    }


def test_the_validator_finds_no_error(site: Path, root: Path) -> None:
    assert validate(site, root) == []


def test_the_largest_page_is_small(site: Path) -> None:
    largest = max(p.stat().st_size for p in site.rglob("*.html"))

    assert largest <= LARGEST_PAGE_BYTES

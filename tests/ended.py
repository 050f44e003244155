"""An archive: notices of earlier years that were signed, published and came down."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from kit.edition.published.manifest import MANIFEST, SIGNATURE, Manifest, manifest_bytes, sign
from kit.edition.published.posted import text_code
from kit.edition.published.posting import item_entry
from kit.plan.week import Week
from kit.review.digest import digest, short_code
from kit.review.signing import sign_samples
from kit.source.builtin import builtin_dir
from kit.source.codes import assign_codes, read_codes, seal_of, write_codes
from kit.source.private import KEY, PRIVATE
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from kit.model.item import Item
    from kit.source.codes import CodeEntry

NOW = datetime(2026, 11, 23, 9).astimezone()
YEARS = range(2016, 2026)
_ENDS = re.compile(r"^摘下: \d", re.MULTILINE)
_OF_OTHERS = re.compile(r"^(?:替代|解除|决定|预公开|解读|图片|表格|状态: (?!有效)).*", re.MULTILINE)


def add_ended(folder: Path, count: int) -> None:
    """Add ended notices, signed and with numbers, and the signed list of each week they began."""
    example = builtin_dir("examples") / "daxi/items"
    texts = [file.read_text("utf-8") for file in sorted(example.glob("*.md"))]
    texts = [text for text in texts if _ENDS.search(text) and not _OF_OTHERS.search(text)]
    for number in range(count):
        _write_ended(folder / "items", number, texts[number % len(texts)])
    workspace = open_workspace(folder)
    sign_samples(workspace, at=NOW)
    weeks: dict[Week, list[Item]] = {}
    for item in workspace.items:
        if item.dates.expire is not None and item.dates.expire < NOW.date():
            weeks.setdefault(Week.of(item.dates.publish), []).append(item)
    codes = read_codes(folder)
    for written, week in enumerate(sorted(weeks), start=1):
        codes = assign_codes(codes, [item.item_id for item in weeks[week]], week.code)
        _write_edition(folder, week, weeks[week], codes, written)
    write_codes(folder, codes)


def _write_ended(items: Path, number: int, text: str) -> None:
    """Write a notice of an earlier year, which hung for two weeks."""
    year = YEARS[number % len(YEARS)]
    serial = number // len(YEARS) + 101
    first = date(year, 1, 5) + timedelta(weeks=serial % 48)
    values = {
        "编号": f"DX-{year}-{serial:04}",
        "成文": first - timedelta(days=3),
        "贴出": first,
        "摘下": first + timedelta(days=13),
    }
    text = text.replace("2026", str(year))
    for label, value in values.items():
        text = re.sub(rf"^{label}: .*", f"{label}: {value}", text, flags=re.MULTILINE)
    file = items / str(year) / f"{values['编号']}.md"
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")


def _write_edition(
    folder: Path, week: Week, items: Sequence[Item], codes: Sequence[CodeEntry], written: int
) -> None:
    """Write a week's signed list, as it stays when the edition itself was cleared."""
    numbers = {entry.item_id: entry.code for entry in codes}
    manifest = Manifest(
        week=week.name,
        revision=1,
        township="大溪乡",
        files=(),
        items={item.item_id: _entry(item, numbers[item.item_id]) for item in items},
        register=seal_of(codes),
        written=written,
    )
    edition = folder / "output" / week.name / "r01"
    edition.mkdir(parents=True)
    data = manifest_bytes(manifest)
    (edition / MANIFEST).write_bytes(data)
    (edition / SIGNATURE).write_bytes(sign(data, (folder / PRIVATE / KEY).read_bytes()))


def _entry(item: Item, code: str) -> dict[str, str]:
    check_code = short_code(digest(item))
    entry = item_entry(item, digest(item), code=code, draft=False)
    return {**entry, "printed": f"{check_code[:4]}={text_code(item)}"}

"""Why an item is not in the week, in one sentence for a page that leads to the item itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.edition.work import Work
    from kit.model.finding import Finding


def stops(work: Work) -> dict[str, str]:
    """Return by item or file what must be mended first, and how much more there is."""
    found: dict[str, list[Finding]] = {}
    for one in work.source.checked.findings:
        if one.severity is Severity.STOP:
            found.setdefault(one.item_id or one.file, []).append(one)
    return {name: _first(some) for name, some in found.items()}


def left_out(work: Work) -> Mapping[str, str]:
    """Return by item or file why it is not in the week."""
    stopped = stops(work)
    return {name: stopped.get(name, why) for name, why in work.left_out.items()}


def _first(found: list[Finding]) -> str:
    first = found[0]
    place = f"{first.field}：" if first.field else ""
    more = f"还有 {len(found) - 1} 处。" if len(found) > 1 else ""
    return f"{place}{first.message}{more}"

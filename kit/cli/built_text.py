"""What came of the editions of a whole county, as lines for whoever looks after them."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.office.build_all import AllBuilt, TownshipBuilt


def built_lines(built: AllBuilt) -> Iterator[str]:
    """Yield a line for each township with what was left out there, and how many ended how."""
    for one in built.townships:
        yield f"{_state(one)}　{one.folder}　{one.township}　{_what(one)}"
        for name, why in one.left_out.items():
            yield f"　　没有放进去：{name}　{why}"
        for note in one.notes:
            yield f"　　{note}"
    counts = Counter(map(_state, built.townships))
    told = "，".join(f"{state} {count}" for state, count in counts.items())
    yield f"{built.week}　{len(built.townships)} 个工作夹：{told}"
    if counts["没做成"]:
        yield "照上面写的办好以后，再运行一次同一个命令：做好了的不再做。"


def _state(one: TownshipBuilt) -> str:
    if one.failed:
        return "没做成"
    return "做好了" if one.changed else "没有变"


def _what(one: TownshipBuilt) -> str:
    return one.failed or f"新做 {one.made} 项，没变的 {one.reused} 项"

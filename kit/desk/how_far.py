"""How far a build has come, in the words of its page: stages, counts, and the time left."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.desk.running import Work
    from kit.desk.work_steps import Stage

READ, SPEAK, MAKE, LOOK = "看一遍", "念广播稿", "海报、宣传单、录音", "核对"
_SPOKEN, _MADE = "朗读", "制作"
"""What a build calls its stages."""
_COUNTED = {_SPOKEN: ("念了", "段"), _MADE: ("做了", "样")}
_FEWEST = 4
"""Steps after which a stage's pace is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One stage as the page lists it."""

    label: str
    state: str
    """``past``, ``now``, or empty while it has not begun."""
    count: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HowFar:
    """A work on its page."""

    left: str
    """还要约 2 分钟, or what it is at where nobody knows."""
    counted: str
    """念了 11 段，一共 16 段."""
    done: int
    total: int
    """Of the present stage; 0 while it has none."""
    rows: tuple[Row, ...]


def how_far(work: Work, past: Sequence[Work]) -> HowFar:
    """Return how far a build is; ``past`` are earlier ones, by which what is ahead is guessed."""
    by_name = {stage.name: stage for stage in work.stages}
    now = next((s for s in (by_name.get(_MADE), by_name.get(_SPOKEN)) if s), None)
    done, unit = _COUNTED.get(now.name, ("", "")) if now else ("", "")
    is_last = now is not None and now.name == _MADE and now.is_done
    return HowFar(
        left="正在停下" if work.is_stopping else _left(by_name, past, now),
        counted=f"{done} {now.done} {unit}，一共 {now.total} {unit}" if now else "正在看有什么要做",
        done=now.done if now else 0,
        total=now.total if now else 0,
        rows=(
            Row(label=READ, state="past" if now else "now", count=""),
            _row(SPEAK, by_name.get(_SPOKEN), has_later=_MADE in by_name),
            _row(MAKE, by_name.get(_MADE), has_later=is_last),
            Row(label=LOOK, state="now" if is_last else "", count="" if is_last else "还没开始"),
        ),
    )


def minutes(seconds: float) -> str:
    """Return a time as somebody says who waits for it."""
    whole = round(seconds / 60)
    return f"约 {whole} 分钟" if whole else "不到 1 分钟"


def spoken_s(seconds: float) -> str:
    """Return a length as one says it: 1 分 31 秒."""
    whole, rest = divmod(round(seconds), 60)
    return f"{whole} 分 {rest} 秒" if whole else f"{rest} 秒"


def time_of(work: Work) -> float | None:
    """Return the seconds that a finished work took; None where it had nothing to do."""
    return max((stage.at_s for stage in work.stages), default=None)


def _row(label: str, stage: Stage | None, *, has_later: bool) -> Row:
    if stage is None:
        return Row(
            label=label,
            state="past" if has_later else "",
            count="没有新的" if has_later else "还没开始",
        )
    unit = _COUNTED[stage.name][1]
    is_past = has_later or stage.is_done
    count = f"{stage.total} {unit}" if is_past else f"{stage.done} / {stage.total} {unit}"
    return Row(label=label, state="past" if is_past else "now", count=count)


def _left(by_name: dict[str, Stage], past: Sequence[Work], now: Stage | None) -> str:
    if now is None:
        return "刚开始"
    if now.name == _MADE and now.is_done:
        return "快好了"
    steps = now.done - now.earlier
    if steps < _FEWEST:
        return f"正在{SPEAK}" if now.name == _SPOKEN else "正在做"
    left_s = (now.at_s - now.began_s) / (steps - 1) * (now.total - now.done)
    ahead_s = _usual_s(past, _MADE) if _MADE not in by_name else 0.0
    if ahead_s is None:
        return f"念完广播稿还要{minutes(left_s)}"
    return f"还要{minutes(left_s + ahead_s)}"


def _usual_s(past: Sequence[Work], name: str) -> float | None:
    """Return what a stage took last time; None where it was never seen."""
    found = (stage.at_s - stage.began_s for work in past for stage in work.stages)
    names = (stage.name for work in past for stage in work.stages)
    return next((s for s, one in zip(found, names, strict=True) if one == name), None)

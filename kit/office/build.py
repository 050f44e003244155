"""The edition of a week, as it was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from filelock import FileLock, Timeout

from kit.edition.published.unchanged import last_result, source_hash
from kit.edition.request import Options
from kit.plan.week import Week
from kit.source.private import LOCK, PRIVATE

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime
    from pathlib import Path

    from kit.edition.request import BuildResult
    from kit.progress import Clock, Progress


def build(
    folder: Path,
    clock: Clock,
    progress: Progress,
    *,
    week: str = "",
    channels: Collection[str] = (),
    only_item: str = "",
    draft: bool = False,
    workers: int = 1,
    shared_speech: Path | None = None,
) -> BuildResult:
    """Return what came of building a week's edition.

    ``shared_speech`` is where all townships of a county keep what their voices have spoken.

    Raises:
        RequestError: ``week`` is none.
        SourceError: There is no such item.
        KitError: As :func:`kit.edition.build.build`; the old edition stands.
    """
    now = clock()
    options = Options(
        week=week_of(week, now),
        now=now,
        draft=draft,
        channels=frozenset(channels),
        only_item=only_item,
        workers=workers,
        shared_speech=shared_speech,
    )
    source = source_hash(folder) if folder.is_dir() else ""
    result = last_result(folder, options, source)
    if result is not None:
        return result
    # Loaded only now: most builds of a week change nothing and are answered without.
    from kit.edition.pool import Team
    from kit.edition.ready import load_makers

    with Team(workers, load_makers) as team:
        # In the meantime this process loads its own part.
        from kit.edition.build import build as build_edition

        return build_edition(folder, options, progress, source, team)


def is_building(folder: Path) -> bool:
    """Return whether somebody builds in a workspace now, from whatever window."""
    lock = FileLock(folder / PRIVATE / LOCK)
    try:
        lock.acquire(timeout=0)
    except (Timeout, OSError):
        return (folder / PRIVATE / LOCK).exists()
    lock.release()
    return False


def week_of(text: str, now: datetime) -> Week:
    """Return the week that somebody wrote, or the present one.

    Raises:
        RequestError: It is none.
    """
    return Week.parse(text) if text else Week.of(now.date())

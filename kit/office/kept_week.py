"""A week's plan, kept as long as nothing that it was made from has changed."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from kit.edition.published.settle import settle_if_free
from kit.edition.published.unchanged import source_hash
from kit.edition.request import OUTPUT, Options
from kit.edition.work import look_at_any_week
from kit.errors import SourceError
from kit.office.build import week_of
from kit.plan.week import Week

if TYPE_CHECKING:
    from pathlib import Path

    from kit.edition.work import Work
    from kit.progress import Clock

MOST_KEPT = 6
"""This week and the ones beside it; a page that is opened again is answered at once."""
_kept: dict[object, Work] = {}
_turn = Lock()


def week_work(folder: Path, week: str, clock: Clock) -> Work:
    """Return a week's work, also where nothing of it may be published yet; any thread may ask.

    Raises:
        RequestError: ``week`` is none.
        SourceError: The workspace cannot be read.
    """
    now = clock()
    options = Options(week=week_of(week, now), now=now)
    if not folder.is_dir():
        raise SourceError(f"没有 {folder} 这个文件夹。", "请核对路径，或先用 kit init 新建。")
    with _turn:  # who comes second finds what the first has read
        editions = tuple(sorted(path.as_posix() for path in (folder / OUTPUT).glob("*-W*/r*")))
        source = source_hash(folder)
        key = (folder, options.week, now.date(), source, editions)
        work = _kept.get(key)
        if work is None:
            settle_if_free(folder)
            # Other weeks are looked at now and then: the present one's findings are kept.
            is_present = options.week == Week.of(now.date())
            work = look_at_any_week(folder, options, source if is_present else "")
            for old in list(_kept)[: max(0, len(_kept) - MOST_KEPT + 1)]:
                _kept.pop(old, None)
            _kept[key] = work
        return work

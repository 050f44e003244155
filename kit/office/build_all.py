"""The editions of a week of a whole county: every workspace in a folder, one after the other.

What goes wrong in one township is a line of the result and stops no other. Whoever asks again
goes on from there: what is made and unchanged answers at once.
"""

from __future__ import annotations

from concurrent.futures import as_completed
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.edition.crew import Crew
from kit.edition.store.collect import collect_store
from kit.edition.store.store import Store
from kit.errors import ExitCode, KitError, SourceError, StorageError
from kit.office.build import build, week_of
from kit.office.township_of import township_name
from kit.progress import Step
from kit.source.files import storage_errors
from kit.source.township import FILE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from kit.progress import Clock, Progress

SHARED_SPEECH = ".kit-speech"
"""In the folder of workspaces: what was spoken for one township is spoken for all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TownshipBuilt:
    """What came of one township's week."""

    folder: str
    """Name of its folder."""
    township: str
    edition: str = ""
    """Its path; empty where it failed."""
    changed: bool = False
    made: int = 0
    reused: int = 0
    left_out: Mapping[str, str] = field(default_factory=dict)
    """By item id or file: why it is not in the edition."""
    notes: tuple[str, ...] = ()
    failed: str = ""
    """Why there is no edition, and what to do; empty where there is one."""
    exit_code: ExitCode = ExitCode.OK
    """What a build of this township alone would have ended with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AllBuilt:
    """What came of all of them, in the order of their folders."""

    week: str
    townships: tuple[TownshipBuilt, ...]

    @property
    def exit_code(self) -> ExitCode:
        """The gravest of what the townships ended with."""
        return max((one.exit_code for one in self.townships), default=ExitCode.OK)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """What is asked of a child process."""

    folder: Path
    week: str
    now: datetime
    channels: frozenset[str]
    draft: bool
    shared_speech: Path


def build_all(
    home: Path,
    clock: Clock,
    progress: Progress,
    *,
    week: str = "",
    channels: Collection[str] = (),
    draft: bool = False,
    workers: int = 1,
) -> AllBuilt:
    """Return what came of building a week's edition in every workspace below ``home``.

    Raises:
        RequestError: ``week`` is none.
        SourceError: There is no workspace in ``home``.
        StorageError: ``home`` cannot be written.
        Cancelled: As ``progress`` says; the editions made so far are published.
    """
    now = clock()
    name, shared = week_of(week, now).name, home / SHARED_SPEECH
    asked = [
        _Asked(
            folder=folder,
            week=name,
            now=now,
            channels=frozenset(channels),
            draft=draft,
            shared_speech=shared,
        )
        for folder in workspaces_in(home)
    ]
    with storage_errors(shared):
        shared.mkdir(exist_ok=True)
    built: dict[str, TownshipBuilt] = {}
    for done, one in enumerate(_each(asked, workers), start=1):
        built[one.folder] = one
        progress(Step("乡镇", done, len(asked), one.township))
    # No edition of the county itself holds a sentence: what nobody asks for any more goes.
    collect_store(Store(shared), shared, now)
    return AllBuilt(week=name, townships=tuple(built[one.folder.name] for one in asked))


def workspaces_in(home: Path) -> tuple[Path, ...]:
    """Return the workspaces that lie in a folder, by name.

    Raises:
        SourceError: There is none.
    """
    found = tuple(sorted(path.parent for path in home.glob(f"*/{FILE}")))
    if not found:
        raise SourceError(
            f"“{home}”里没有工作夹。", f"请写放着各乡工作夹的文件夹；每个工作夹里有 {FILE}。"
        )
    return found


def _each(asked: Sequence[_Asked], workers: int) -> Iterator[TownshipBuilt]:
    """Yield what came of each township as it is finished."""
    if workers <= 1:
        yield from map(_build_one, asked)
        return
    crew = Crew(min(workers, len(asked)))
    try:
        futures = {crew.submit(_build_one, one): one.folder for one in asked}
        for future in as_completed(futures):
            try:
                yield future.result()
            except StorageError as error:  # its process died
                yield _failed(futures[future], error)
    finally:
        crew.shutdown(wait=True, cancel_futures=True)


def _build_one(asked: _Asked) -> TownshipBuilt:
    """Build one township's week; runs in a process of its own."""
    try:
        result = build(
            asked.folder,
            lambda: asked.now,
            lambda _step: None,
            week=asked.week,
            channels=asked.channels,
            draft=asked.draft,
            shared_speech=asked.shared_speech,
        )
    except KitError as error:
        return _failed(asked.folder, error)
    except Exception as error:  # noqa: BLE001 - a defect met in one township must not stop a county
        what = f"软件自己出了错（{type(error).__name__}：{error}）。"
        return _failed(asked.folder, StorageError(what, "请在这个工作夹里单独做一次，看 kit.log。"))
    return TownshipBuilt(
        folder=asked.folder.name,
        township=township_name(asked.folder),
        edition=str(result.edition),
        changed=result.changed,
        made=result.made,
        reused=result.reused,
        left_out=dict(result.left_out),
        notes=(*(f"{one.message}{one.remedy}" for one in result.findings), *result.notes),
        exit_code=ExitCode.UNSIGNED if result.left_out else ExitCode.OK,
    )


def _failed(folder: Path, error: KitError) -> TownshipBuilt:
    return TownshipBuilt(
        folder=folder.name,
        township=township_name(folder) or folder.name,
        failed=f"{error.message}{error.remedy}",
        exit_code=error.exit_code,
    )

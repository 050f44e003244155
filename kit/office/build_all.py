"""The editions of a week of a whole county: every workspace in a folder, one after the other.

What goes wrong in one township is a line of the result and stops no other. Whoever asks again
goes on from there: what is made and unchanged answers at once.
"""

from __future__ import annotations

from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.edition.afar import made_afar
from kit.edition.crew import Crew
from kit.edition.pool import InProcess
from kit.edition.request import Options
from kit.edition.store.collect import collect_store
from kit.edition.store.store import Store
from kit.errors import ExitCode, KitError, SourceError, StorageError
from kit.office.build import build, week_of
from kit.office.township_of import township_name
from kit.plan.week import Week
from kit.progress import Step
from kit.source.files import storage_errors
from kit.source.private import STORE
from kit.source.township import FILE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping
    from concurrent.futures import Executor, Future
    from datetime import datetime
    from pathlib import Path

    from kit.progress import Clock, Progress

SHARED_SPEECH = ".kit-speech"
"""In the folder of workspaces: what was spoken for one township is spoken for all."""
PART = ".part"
"""Ending of a folder that is still being copied."""


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

    @property
    def options(self) -> Options:
        """The same as a build takes it."""
        return Options(
            week=Week.parse(self.week), now=self.now, draft=self.draft, channels=self.channels
        )


def build_all(
    home: Path,
    clock: Clock,
    progress: Progress,
    *,
    week: str = "",
    channels: Collection[str] = (),
    draft: bool = False,
    workers: int = 1,
    cluster: str = "",
) -> AllBuilt:
    """Return what came of building a week's edition in every workspace below ``home``.

    With the address of a ``cluster`` its machines make what is missing; here it is looked at,
    signed and published.

    Raises:
        RequestError: ``week`` is none, or the cluster's address is not safe.
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
    works = made_afar(asked, _wanted, cluster) if cluster else ((one, None) for one in asked)
    with storage_errors(shared):
        shared.mkdir(exist_ok=True)
    built: dict[str, TownshipBuilt] = {}
    for done, one in enumerate(_each(works, workers), start=1):
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
    there = sorted(path.parent for path in home.glob(f"*/{FILE}"))
    # A copy that is still under way, or broke off, is no workspace yet.
    found = tuple(one for one in there if one.suffix != PART and not one.name.startswith("."))
    if not found:
        raise SourceError(
            f"“{home}”里没有工作夹。", f"请写放着各乡工作夹的文件夹；每个工作夹里有 {FILE}。"
        )
    return found


_Sent = bytes | KitError | None
"""What a cluster made of a township's week, or why it did not; None where nobody asked it."""


def _wanted(one: _Asked) -> tuple[Path, Options]:
    return one.folder, one.options


def _each(works: Iterable[tuple[_Asked, _Sent]], workers: int) -> Iterator[TownshipBuilt]:
    """Yield what came of each township as it is finished; nothing is taken before it fits."""
    crew: Executor = Crew(workers) if workers > 1 else InProcess()
    waiting: dict[Future[TownshipBuilt], Path] = {}
    try:
        for asked, sent in works:
            waiting[crew.submit(_build_sent, asked, sent)] = asked.folder
            if len(waiting) >= 2 * workers - 1:
                yield from _finished(waiting)
        while waiting:
            yield from _finished(waiting)
    finally:
        crew.shutdown(wait=True, cancel_futures=True)


def _finished(waiting: dict[Future[TownshipBuilt], Path]) -> Iterator[TownshipBuilt]:
    for future in wait(waiting, return_when=FIRST_COMPLETED).done:
        folder = waiting.pop(future)
        try:
            yield future.result()
        except StorageError as error:  # its process died
            yield _failed(folder, error)


def _build_sent(asked: _Asked, sent: _Sent) -> TownshipBuilt:
    """Build one township's week from what a cluster made; runs in a process of its own."""
    if isinstance(sent, KitError):
        return _failed(asked.folder, sent)
    if sent is not None:
        from kit.edition.elsewhere import take

        try:
            take(sent, Store(asked.folder / STORE))
        except KitError as error:
            return _failed(asked.folder, error)
    return _build_one(asked)


def _build_one(asked: _Asked) -> TownshipBuilt:
    """Build one township's week."""
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

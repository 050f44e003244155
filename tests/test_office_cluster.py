"""A county's week on many machines: what they are sent, what of it is believed, what is lost."""

from __future__ import annotations

import errno
import hashlib
import io
import json
import os
import shutil
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from click.testing import CliRunner

from kit.cli import main
from kit.edition import afar
from kit.edition.cluster import Reached, reach, run_elsewhere, safe_address
from kit.edition.elsewhere import _made as delivered_by
from kit.edition.elsewhere import make_elsewhere, take
from kit.edition.jobs import job
from kit.edition.jobs.job import Job, MadeFile, attempt, is_made, sent_key
from kit.edition.making import make_all
from kit.edition.pool import ALONE, InProcess
from kit.edition.published.manifest import manifest_in
from kit.edition.request import Options
from kit.edition.sent_away import packed
from kit.edition.store.store import Store
from kit.errors import ExitCode, KitError, RequestError, SourceError, StorageError, VerifyError
from kit.office.build_all import AllBuilt, build_all, workspaces_in
from kit.plan.week import Week
from kit.progress import Step
from kit.speech import engine
from kit.speech.engine import Utterance
from tests.beeper import knowing_readings, use_beeper
from tests.made_editions import with_one_notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

NOW = datetime(2026, 11, 23, 9).astimezone()
WEEK = "2026-W48"
SPOKEN = "DX-2026-004"
OPTIONS = Options(week=Week.parse(WEEK), now=NOW, channels=frozenset({"LED屏", "广播"}))
ROOT = Path(__file__).parents[1]
BEEPING = ROOT / "tests" / "beeping"
DIES, LIES = "layouts/dies.md", "layouts/lies.md"


def now() -> datetime:
    return NOW


def quiet(_step: Step) -> None:
    """Take progress and show nothing."""


@pytest.fixture(scope="module")
def township(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the example with one of its notices."""
    return with_one_notice(tmp_path_factory.mktemp("one") / "township", SPOKEN, NOW)


@pytest.fixture
def home(township: Path, tmp_path: Path) -> Path:
    for name in ("01", "02", "03"):
        shutil.copytree(township, tmp_path / "county" / name)
        (tmp_path / "county" / name / "layouts").mkdir(exist_ok=True)
    return tmp_path / "county"


def names(sent: bytes) -> list[str]:
    with ZipFile(io.BytesIO(sent)) as archive:
        return archive.namelist()


def altered(delivered: bytes, change: Callable[[dict[str, Any], dict[str, bytes]], None]) -> bytes:
    """Return what came back with its list or its files changed."""
    with ZipFile(io.BytesIO(delivered)) as archive:
        blobs = {name: archive.read(name) for name in archive.namelist()}
    content = json.loads(blobs.pop("made.json"))
    change(content, blobs)
    whole = io.BytesIO()
    with ZipFile(whole, "w") as archive:
        archive.writestr("made.json", json.dumps(content))
        for name, data in blobs.items():
            archive.writestr(name, data)
    return whole.getvalue()


def lie(content: dict[str, Any], blobs: dict[str, bytes]) -> None:
    """Send half of each recording, and hash it as if it had always been no longer."""
    for record in content["records"]:
        for one in record["made"]:
            data = blobs[one["sha256"]]
            if one["name"].endswith(".mp3"):
                false = data[: len(data) // 2]
                one |= {"sha256": hashlib.sha256(false).hexdigest(), "size": len(false)}
                blobs[one["sha256"]] = false


def as_told(sent: bytes, options: Options) -> bytes | KitError:
    """Make a week, but die the first time, or lie, where the layouts say so."""
    inside = names(sent)
    if DIES in inside:
        with ZipFile(io.BytesIO(sent)) as archive:
            marker = Path(archive.read(DIES).decode())
        if not marker.exists():
            marker.touch()
            os._exit(1)
    made = make_elsewhere(sent, options)
    return altered(made, lie) if LIES in inside and isinstance(made, bytes) else made


def make_any(_order: object) -> tuple[MadeFile, ...]:
    return ()


def see(order: object, made: Sequence[MadeFile]) -> None:
    if [one.data for one in made] != [b"a", b"b"]:
        raise ValueError(order)


# It has no voice: whoever would have it spoken fails.
WAITS = Job(
    folder="",
    stem="a",
    make=make_any,
    look=see,
    title="口播",
    order=SimpleNamespace(said={Utterance("请大家互相转告。"): ()}),
    recipe={"order": "1", "look": "2"},
)


@contextmanager
def here(executor: InProcess | None = None) -> Iterator[Reached]:
    yield Reached(executor or InProcess(), 1)


def built(home: Path, **more: Any) -> AllBuilt:
    return build_all(
        home, now, quiet, week=WEEK, channels=OPTIONS.channels, cluster="tls://county:1", **more
    )


@pytest.mark.slow
def test_a_cluster_loses_a_worker_and_a_lie_is_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from distributed import LocalCluster

    for name in ("02", "03"):
        shutil.rmtree(home / name)
    (home / "01" / DIES).write_text(str(tmp_path / "died"), "utf-8")
    (home / "01" / LIES).write_text("", "utf-8")
    monkeypatch.setenv("HOME", str(tmp_path / "worker"))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join((str(BEEPING), str(ROOT))))
    monkeypatch.setattr(engine, "ENGINES", {"kokoro": knowing_readings})
    monkeypatch.setattr(afar, "make_elsewhere", as_told)
    with LocalCluster(
        n_workers=2, threads_per_worker=1, host="tcp://127.0.0.1", dashboard_address=None
    ) as cluster:
        result = build_all(
            home,
            now,
            quiet,
            week=WEEK,
            channels=OPTIONS.channels,
            cluster=cluster.scheduler_address,
        )

    (township,) = result.townships
    assert (tmp_path / "died").exists()
    assert "核对不过" in township.failed
    assert not (home / "01" / "output" / WEEK).exists()
    assert result.exit_code is ExitCode.VERIFY


@pytest.mark.slow
def test_what_a_cluster_spoke_is_looked_at_and_not_made_again_and_paper_is_made_here(
    home: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    by_caller: list[Job] = []
    elsewhere: list[Job] = []
    make = job._make

    def noted(one: Job, store: Store) -> object:
        (by_caller if store.folder.is_relative_to(home) else elsewhere).append(one)
        return make(one, store)

    for name in ("02", "03"):
        shutil.rmtree(home / name)
    use_beeper(monkeypatch)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setattr(job, "_make", noted)
    monkeypatch.setattr(afar, "reach", lambda _address: here())

    (one,) = built(home).townships

    manifest = manifest_in(Path(one.edition))
    assert manifest
    assert any(entry.path.endswith("/index.html") for entry in manifest.site)
    assert any(entry.path.endswith(".mp3") for entry in manifest.files)
    assert by_caller
    assert not [made.title for made in by_caller if made.said]
    assert not [made.title for made in elsewhere if not made.said]


def test_what_another_machine_spoke_is_not_spoken_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    sent = (store.put(".mp3", b"a"), store.put(".srt", b"b"))
    store.remember(sent_key(WAITS.made_key), sent)

    assert make_all((WAITS,), store, ALONE, quiet) == ({}, 1)
    assert store.recall(WAITS.key) == sent


def test_paper_from_another_machine_is_not_even_looked_at(tmp_path: Path) -> None:
    store = Store(tmp_path)
    poster = replace(WAITS, title="海报", order=None)
    store.remember(sent_key(poster.made_key), (store.put("_A3.pdf", b"a"), store.put(".png", b"b")))

    assert not is_made(poster, store)
    with pytest.raises(ValueError, match="None"):  # it is what is made here that fails its look
        attempt((tmp_path, poster))


def test_nothing_secret_is_sent(township: Path, tmp_path: Path) -> None:
    folder = tmp_path / "township"
    shutil.copytree(township, folder)
    for name in (
        "依申请公开/登记表.xlsx",
        "名单/入户-坪山村.csv",
        "returns.jsonl",
        "别人的.docx",
        ".kit/store/blobs/00/11",
        "output/2026-W47/r01/1要打印/a.pdf",
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("secret", "utf-8")

    inside = names(packed(folder, OPTIONS))

    assert {"kit.toml", "reviews.jsonl", f"items/{SPOKEN}.md"} <= set(inside)
    outside = [
        one
        for one in inside
        if one.partition("/")[0] not in ("items", "layouts", "voices", "recordings")
    ]
    assert set(outside) <= {"kit.toml", "reviews.jsonl", "codes.tsv"}


def test_what_is_not_as_it_was_made_is_not_kept(tmp_path: Path) -> None:
    there, store = Store(tmp_path / "there"), Store(tmp_path / "store")
    there.remember(WAITS.made_key, (there.put(".mp3", b"a"), there.put(".srt", b"b")))
    made = delivered_by((WAITS,), there)

    def flip(_content: dict[str, Any], blobs: dict[str, bytes]) -> None:
        name = min(blobs)
        blobs[name] += b" "

    def lose(_content: dict[str, Any], blobs: dict[str, bytes]) -> None:
        blobs.pop(min(blobs))

    def other(content: dict[str, Any], _blobs: dict[str, bytes]) -> None:
        content["program"] = "0" * 64

    for change, told in ((flip, "被改动过"), (lose, "不完整"), (other, "软件和这里的不一样")):
        with pytest.raises(VerifyError, match=told):
            take(altered(made, change), store)
    for broken in (made[:-9], b"", b"PK"):
        with pytest.raises(VerifyError, match="不完整"):
            take(broken, store)
    assert not (tmp_path / "store" / "recipes").exists()
    take(made, store)
    assert is_made(WAITS, store)
    assert store.recall(WAITS.key) is None, "it waits for a look"


def test_what_fails_its_look_is_not_asked_again(tmp_path: Path) -> None:
    store = Store(tmp_path)
    store.remember(sent_key(WAITS.made_key), (store.put(".mp3", b"lie"),))

    with pytest.raises(VerifyError, match="集群送回来的“口播”核对不过"):
        attempt((tmp_path, WAITS))
    assert not is_made(WAITS, store)
    assert not store.recall(WAITS.key)


def test_a_week_without_anything_due_is_told_and_no_other_machine_tries(township: Path) -> None:
    later = replace(OPTIONS, week=Week.parse("2029-W30"))

    assert isinstance(make_elsewhere(packed(township, later), later), SourceError)


class Restarted(InProcess):
    """Loses what waits, as where a cluster's scheduler starts anew."""

    def __init__(self, done: int) -> None:
        self.done = done

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        self.done -= 1
        if self.done >= 0:
            return super().submit(fn, *args, **kwargs)
        future: Future[Any] = Future()
        future.cancel()
        future.set_running_or_notify_cancel()
        return future


def double(number: int) -> int:
    if number == 3:
        raise MemoryError("too little")
    return 2 * number


def sent(number: int) -> tuple[int] | None:
    if number == 5:
        raise StorageError("读不出来。", "再做一次。")
    return None if number == 4 else (number,)


def test_a_restarted_scheduler_is_given_what_is_left_and_no_more() -> None:
    tries = iter([Restarted(2), Restarted(0), Restarted(9)])

    done = list(run_elsewhere(double, [0, 1, 2], sent, lambda: here(next(tries))))

    assert sorted(done, key=str) == [(0, 0), (1, 2), (2, 4)]


def test_what_fails_costs_itself_and_what_is_unchanged_is_not_sent() -> None:
    done = dict(run_elsewhere(double, range(6), sent, here))

    assert (done[0], done[1], done[2], done[4]) == (0, 2, 4, None)
    assert "集群上没有做成（MemoryError" in str(done[3])
    assert "读不出来" in str(done[5])


def test_a_cluster_that_never_answers_is_told_for_each() -> None:
    @contextmanager
    def gone() -> Iterator[Reached]:
        raise OSError
        yield

    done = dict(run_elsewhere(double, [0, 1], sent, gone))

    assert all("集群连不上" in str(one) for one in done.values())
    assert len(done) == 2


def test_a_machine_whose_disk_fails_is_not_taken_for_a_lost_cluster(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(**_given: str) -> None:
        raise OSError(errno.EIO, "broken")

    sent = packed(home / "01", OPTIONS)
    monkeypatch.setattr("tempfile.TemporaryDirectory", broken)

    with pytest.raises(StorageError, match="读写出错"):
        make_elsewhere(sent, OPTIONS)


def test_a_lost_cluster_is_no_reason_to_stop_those_who_asked_nothing_of_it(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    @contextmanager
    def gone(_address: str) -> Iterator[Reached]:
        raise CancelledError
        yield

    monkeypatch.setattr(afar, "reach", gone)

    assert built(home).exit_code is ExitCode.STORAGE


@pytest.mark.parametrize(
    "address",
    ["tcp://10.0.0.5:8786", "tcp://localhost:8786", "http://a:1", "tls://", "10.0.0.5:8786", ""],
)
def test_an_address_without_encryption_is_refused(address: str) -> None:
    with pytest.raises(RequestError, match="没有加密"):
        safe_address(address)


@pytest.mark.parametrize("address", ["tls://county:8786", "tcp://127.0.0.1:1", "tcp://[::1]:1"])
def test_an_encrypted_address_or_this_machine_is_taken(address: str) -> None:
    safe_address(address)


def test_a_kit_without_the_client_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)

    with pytest.raises(RequestError, match="没有装集群"), reach("tls://county:1"):
        pass


def test_one_township_needs_no_cluster(home: Path) -> None:
    told = CliRunner().invoke(main, ["build", str(home / "01"), "--cluster", "tls://county:1"])
    plain = CliRunner().invoke(main, ["build", "--all", str(home), "--cluster", "tcp://10.0.0.5:1"])

    assert told.exit_code == plain.exit_code == ExitCode.USAGE
    assert "--all" in told.output


def test_a_folder_that_is_still_copied_is_no_workspace(home: Path) -> None:
    (home / "03").rename(home / "03.part")
    (home / "02").rename(home / ".02")

    assert [one.name for one in workspaces_in(home)] == ["01"]

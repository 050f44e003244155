"""One bit that turned over by itself, and a forger's hand: found and mended, or named."""

from __future__ import annotations

import contextlib
import random
import re
import shutil
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from django.db import connections

from kit.desk.settings import DATABASE
from kit.edition.published.manifest import (
    MANIFEST,
    SIGNATURE,
    compare_files,
    new_key,
    read_signed_manifest,
    sign,
)
from kit.edition.published.newest import public_key_in
from kit.errors import SourceError, StorageError, VerifyError
from kit.returns.returns_log import Return, ReturnKind, add_returns, read_returns
from kit.review.ledger import read_ledger
from tests.desks import open_test_desk
from tests.faults.conftest import ALL
from tests.faults.small_township import (
    NOW,
    build_week,
    faults_of,
    faults_of_editions,
    seen_by_people,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from kit.edition.request import BuildResult
    from tests.faults.small_township import SmallTownship

FLIPS = 200 if ALL else 20
"""A kind of file, where the kit only reads."""
BUILDS = 200 if ALL else 2
"""A kind of file, where the kit builds after each."""
TAMPERS = 1000 if ALL else 50
PLACES = {
    "store": (".kit/store/blobs/*/*", ".kit/store/recipes/*/*"),
    "caches": (".kit/items/*", ".kit/last.json", ".kit/signed/*"),
    "codes and pages": ("codes.tsv", "output/本周.html", "output/site/**/*"),
    "edition": ("output/2026-W48/r02/**/*",),
}
"""By what staff lose: where it stands in a workspace."""


@pytest.fixture(scope="module")
def made(small: SmallTownship, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the workspace after its second build; tests copy it."""
    folder = small.copy(tmp_path_factory.mktemp("made") / "样例乡")
    build_week(folder)
    return folder


@pytest.fixture(scope="module")
def clean(made: Path) -> BuildResult:
    """Return what a build says where nothing is to do."""
    return build_week(made)


def flip_one_bit(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    place = chance.randrange(8 * len(data))
    data[place // 8] ^= 1 << place % 8
    path.write_bytes(data)


def one_of(folder: Path, patterns: Sequence[str], chance: random.Random) -> Path:
    """Return a file; each pattern is as likely, however many files it finds."""
    pattern = chance.choice([one for one in patterns if any(folder.glob(one))])
    files = [one for one in folder.glob(pattern) if one.is_file() and one.stat().st_size]
    return chance.choice(sorted(files))


def said(seen: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return all that people see but the heading of the codes, in which nothing is looked for."""
    return {**seen, "codes.tsv": seen["codes.tsv"].partition(b"\n")[2]}


@pytest.mark.parametrize("what", PLACES)
def test_a_bit_that_turned_over_is_mended_by_the_next_build_or_named(
    small: SmallTownship,
    made: Path,
    clean: BuildResult,
    tmp_path: Path,
    tried: Callable[[str, int], None],
    what: str,
) -> None:
    chance = random.Random(what)
    # Half of them before the week is built anew, half after, when nothing is to do.
    states = (made,) if what == "edition" else (made, small.folder)
    for number in range(BUILDS):
        folder = shutil.copytree(states[number % len(states)], tmp_path / str(number))
        file = one_of(folder, PLACES[what], chance)
        name = file.relative_to(folder).as_posix()
        flip_one_bit(file, chance)
        result = build_week(folder)

        assert (result.left_out, result.findings) == (clean.left_out, clean.findings), name
        if file.name in (MANIFEST, SIGNATURE):
            assert not faults_of(result.edition, folder), name
            assert any("重新做了一版" in one for one in result.notes), name
        else:
            assert not faults_of_editions(folder), name
            assert said(seen_by_people(folder)) == said(small.clean), name
        shutil.rmtree(folder)
    tried(f"bits turned over ({what})", BUILDS)


def test_a_ledger_with_a_turned_bit_is_refused_and_the_line_named(
    made: Path, tmp_path: Path, tried: Callable[[str, int], None]
) -> None:
    chance, whole = random.Random("ledger"), (made / "reviews.jsonl").read_bytes()
    ledger = tmp_path / "reviews.jsonl"
    for _ in range(FLIPS):
        ledger.write_bytes(whole)
        flip_one_bit(ledger, chance)

        with pytest.raises(SourceError, match=r"签字台账 reviews\.jsonl 第 \d+ 行"):
            read_ledger(ledger)
    tried("bits turned over (ledger)", FLIPS)


def test_returns_with_a_turned_bit_are_read_up_to_it_and_the_line_named(
    tmp_path: Path, tried: Callable[[str, int], None]
) -> None:
    chance, log = random.Random("returns"), tmp_path / "returns.jsonl"
    hung = Return(kind=ReturnKind.HUNG, by="王小明", at=NOW, week="2026-W48", places=("村口",))
    add_returns(log, [hung] * 9)
    whole, lines = log.read_bytes(), read_returns(log).lines
    for _ in range(FLIPS):
        log.write_bytes(whole)
        flip_one_bit(log, chance)
        read = read_returns(log)

        assert re.match(r"回执 returns\.jsonl 第 \d+ 行", read.damage)
        assert read.lines == lines[: len(read.lines)]
        with pytest.raises(SourceError):
            add_returns(log, [hung])
    tried("bits turned over (returns)", FLIPS)


def test_a_desk_whose_database_has_a_turned_bit_says_so_or_shows_what_was_written(
    tmp_path: Path, tried: Callable[[str, int], None]
) -> None:
    chance, desk = random.Random("database"), open_test_desk(tmp_path / "daxi")
    desk.account("样例甲")
    written = write_drafts()
    connections.close_all()
    database, shown = desk.place.private / DATABASE, 0
    whole = database.read_bytes()
    for _ in range(FLIPS):
        database.write_bytes(whole)
        flip_one_bit(database, chance)
        with contextlib.suppress(StorageError):
            open_test_desk(desk.folder)
            assert what_is_written() == written
            shown += 1
        connections.close_all()
    assert shown < FLIPS
    tried("bits turned over (database of the desk)", FLIPS)


def write_drafts() -> list[object]:
    """Write as two people do who are in one item, and return what is there then."""
    from kit.desk.models import Aside, Draft, Wording

    for number in range(1, 30):
        text = f"标题: 领高龄老人补贴\n金额: 每月{100 + number}元\n" * 20
        Wording(item_id="DX-2026-005", number=number, text=text, by="样例甲", at=NOW).save()
    Draft(item_id="DX-2026-005", text=text, seen="0" * 64, number=29, by="样例甲", at=NOW).save()
    Aside(item_id="DX-2026-005", label="金额", mine="每月90元", by="样例乙", at=NOW).save()
    return what_is_written()


def what_is_written() -> list[object]:
    from django.contrib.auth import get_user_model

    from kit.desk.models import Aside, Draft, Wording

    rows = [
        row for model in (Draft, Wording, Aside) for row in model.objects.order_by("id").values()
    ]
    return [*rows, *get_user_model().objects.values_list("username", flat=True)]


def overwrite(edition: Path, chance: random.Random) -> None:
    file = one_of(edition, ["**/*"], chance)
    data = file.read_bytes()
    place = chance.randrange(len(data))
    file.write_bytes(
        data[:place] + bytes([data[place] ^ chance.randrange(1, 256)]) + data[place + 1 :]
    )


def cut(edition: Path, chance: random.Random) -> None:
    file = one_of(edition, ["**/*"], chance)
    file.write_bytes(file.read_bytes()[: chance.randrange(file.stat().st_size)])


def append(edition: Path, chance: random.Random) -> None:
    with one_of(edition, ["**/*"], chance).open("ab") as stream:
        stream.write(chance.randbytes(1 + chance.randrange(9)))


def remove(edition: Path, chance: random.Random) -> None:
    one_of(edition, ["**/*"], chance).unlink()


def add(edition: Path, chance: random.Random) -> None:
    folder = one_of(edition, ["**/*"], chance).parent
    (folder / f"02_{chance.randrange(99)}.mp3").write_bytes(b"another programme")


def swap(edition: Path, chance: random.Random) -> None:
    """Give two files each other's bytes, where they differ."""
    first = one_of(edition, ["**/*"], chance)
    others = [
        one
        for one in sorted(edition.rglob("*"))
        if one.is_file() and one.read_bytes() != first.read_bytes()
    ]
    second = chance.choice(others)
    one, other = first.read_bytes(), second.read_bytes()
    first.write_bytes(other)
    second.write_bytes(one)


def sign_oneself(edition: Path, chance: random.Random) -> None:
    """Change a file and the list, and sign the list with a key of one's own."""
    data = (edition / MANIFEST).read_bytes()
    old = chance.choice(re.findall(rb'"sha256": "(\w+)"', data))
    data = data.replace(old, sha256(chance.randbytes(9)).hexdigest().encode())
    (edition / MANIFEST).write_bytes(data)
    (edition / SIGNATURE).write_bytes(sign(data, new_key()))


TAMPERINGS = (overwrite, cut, append, remove, add, swap, sign_oneself)


def test_an_edition_somebody_tampered_with_is_refused(
    made: Path, tmp_path: Path, tried: Callable[[str, int], None]
) -> None:
    key, whole = public_key_in(made), made / "output/2026-W48/r02"
    for number in range(TAMPERS):
        tampering = TAMPERINGS[number % len(TAMPERINGS)]
        edition = shutil.copytree(whole, tmp_path / "r02")
        tampering(edition, random.Random(number))

        assert is_refused(edition, key), (tampering.__name__, number)
        shutil.rmtree(edition)
    assert not is_refused(whole, key)
    tried("signed editions tampered with", TAMPERS)


def is_refused(edition: Path, key: str | None) -> bool:
    try:
        manifest, _ = read_signed_manifest(edition, key)
    except VerifyError:
        return True
    return bool(compare_files(edition, manifest))

"""Verifying an edition that came from elsewhere: its first key is kept, no other is taken."""

from __future__ import annotations

import contextlib
import random
import shutil
from typing import TYPE_CHECKING

import click
import pytest
from click.testing import CliRunner

from kit.cli import main
from kit.edition.published.known_keys import read_known, verify_known
from kit.edition.published.manifest import (
    MANIFEST,
    SIGNATURE,
    fingerprint,
    new_key,
    public_key_of,
    sign,
)
from kit.edition.published.verify import verify
from kit.errors import ExitCode, VerifyError
from tests.stalls import make_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from kit.progress import Step


def quiet(step: Step) -> None:
    """Take progress and show nothing."""


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    """Return an edition that was carried away from its workspace."""
    folder = make_workspace(tmp_path / "daxi")
    shutil.move(folder / "output", tmp_path / "stick")
    return tmp_path / "stick/2026-W48/r01"


@pytest.fixture
def known(tmp_path: Path) -> Path:
    return tmp_path / "config/known_keys.json"


def test_the_first_key_of_a_township_is_kept_and_told(edition: Path, known: Path) -> None:
    seen = verify_known(edition, known, quiet)

    assert seen.first_seen
    assert not seen.faults
    assert read_known(known) == {"大溪乡": seen.public_key}
    assert seen.fingerprint == fingerprint(seen.public_key)
    assert not verify_known(edition, known, quiet).first_seen


def test_another_key_is_refused_however_well_it_signs(edition: Path, known: Path) -> None:
    verify_known(edition, known, quiet)
    forger = new_key()
    (edition / SIGNATURE).write_bytes(sign((edition / MANIFEST).read_bytes(), forger))

    with pytest.raises(VerifyError, match=fingerprint(public_key_of(forger))):
        verify_known(edition, known, quiet)


def test_the_key_of_a_changed_edition_is_not_kept(edition: Path, known: Path) -> None:
    (edition / "1要打印/海报.pdf").write_bytes(b"%PDF-1.7 forged")

    assert verify_known(edition, known, quiet).faults
    assert not known.exists()


def test_in_its_own_workspace_its_own_key_counts(tmp_path: Path, known: Path) -> None:
    folder = make_workspace(tmp_path / "daxi")

    assert not verify_known(folder, known, quiet).first_seen
    assert not known.exists()


@pytest.mark.parametrize("text", ["", "{", "[]", '{"大溪乡": 3}', "null"])
def test_a_broken_list_of_keys_trusts_nobody(edition: Path, known: Path, text: str) -> None:
    known.parent.mkdir()
    known.write_text(text, encoding="utf-8")

    with pytest.raises(VerifyError, match="坏了"):
        verify_known(edition, known, quiet)


@pytest.mark.parametrize("name", [MANIFEST, SIGNATURE])
def test_an_unsigned_edition_is_refused(edition: Path, known: Path, name: str) -> None:
    (edition / name).unlink()

    with pytest.raises(VerifyError):
        verify_known(edition, known, quiet)


def test_a_page_is_not_made_right_by_a_list_put_beside_it(edition: Path, known: Path) -> None:
    output = edition.parents[1]
    forged = make_workspace(output.parent / "forger", {"site/index.html": b"pay here"})
    shutil.copytree(forged / "output/2026-W48", output / "2026-W49")
    (output / "site/index.html").write_bytes(b"pay here")

    assert verify_known(edition, known, quiet).faults == ("公开页“site/index.html”被改动过。",)


def accepted_tampers(folder: Path, count: int) -> list[tuple[str, int, int]]:
    """Return file, place and bit of every single changed byte that verifying did not see."""
    edition = folder / "output/2026-W48/r01"
    files = sorted(p for p in (folder / "output").rglob("*") if p.is_file())
    source = random.Random(11)
    accepted = []
    for _ in range(count):
        file = source.choice(files)
        data = bytearray(file.read_bytes())
        place, bit = source.randrange(len(data)), 1 << source.randrange(8)
        data[place] ^= bit
        file.write_bytes(data)
        with contextlib.suppress(VerifyError):
            if not verify(edition, quiet).faults:
                accepted.append((file.name, place, bit))
        data[place] ^= bit
        file.write_bytes(data)
    return accepted


@pytest.mark.slow
def test_a_thousand_changed_bytes_are_a_thousand_refusals(tmp_path: Path) -> None:
    folder = make_workspace(tmp_path / "daxi")

    assert accepted_tampers(folder, 1000) == []
    assert not verify(folder / "output/2026-W48/r01", quiet).faults


def test_every_byte_of_the_signature_file_counts(tmp_path: Path) -> None:
    edition = make_workspace(tmp_path / "daxi") / "output/2026-W48/r01"
    whole = (edition / SIGNATURE).read_bytes()
    for place in range(len(whole)):
        for bit in (1, 2, 4, 8):
            changed = bytearray(whole)
            changed[place] ^= bit
            (edition / SIGNATURE).write_bytes(changed)
            with pytest.raises(VerifyError):
                verify(edition, quiet)


def test_a_clerk_is_asked_once_to_compare_the_fingerprint(
    edition: Path, known: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(click, "get_app_dir", lambda _name, **_: str(known.parent))
    first = CliRunner().invoke(main, ["verify", str(edition)])
    again = CliRunner().invoke(main, ["verify", str(edition)])

    assert (first.exit_code, again.exit_code) == (0, 0)
    assert "打电话问做这一期的人" in first.output
    assert "打电话" not in again.output
    (edition / SIGNATURE).write_bytes(sign((edition / MANIFEST).read_bytes(), new_key()))
    forged = CliRunner().invoke(main, ["verify", str(edition)])
    assert forged.exit_code == ExitCode.VERIFY
    assert "不是认得的那一把" in forged.output


def test_nothing_promises_more_than_a_check_of_the_version(root: Path) -> None:
    for path in (root / "kit").rglob("*"):
        if path.suffix in {".py", ".html", ".toml"}:
            assert "防伪" not in path.read_text("utf-8")

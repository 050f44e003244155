"""The self-test tells what would not work on this machine, and touches nobody's files."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

import pytest

import kit
from kit.edition.published.manifest import new_key
from kit.errors import KitError, VerifyError
from kit.office import selftest
from kit.office.release import sign_release
from kit.office.set_up import set_up
from tests.faults.small_township import quiet

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


def for_the_board_of_lights(folder: Path, *, sample: bool, now: datetime) -> None:
    """Set up as always, and send the notice to one channel: no minute of speech in a test."""
    set_up(folder, sample=sample, now=now)
    notice = folder / f"items/{selftest._NOTICE}.md"
    head, _, rest = notice.read_text("utf-8").partition("渠道: ")
    notice.write_text(f"{head}渠道: [LED屏]\n{rest.partition(chr(10))[2]}", "utf-8")
    from kit.review.signing import sign_samples
    from kit.source.workspace import open_workspace

    sign_samples(open_workspace(folder), at=now)


def test_the_example_goes_all_the_way_and_its_files_are_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(selftest, "set_up", for_the_board_of_lights)

    assert selftest.self_test(quiet) > 5


def test_a_notice_that_does_not_get_through_fails_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def unsigned(folder: Path, *, sample: bool, now: datetime) -> None:
        set_up(folder, sample=sample, now=now)
        (folder / "reviews.jsonl").unlink()

    monkeypatch.setattr(selftest, "set_up", unsigned)

    with pytest.raises(KitError, match=selftest._NOTICE):
        selftest.self_test(quiet)


def test_a_library_that_does_not_load_is_named_with_what_is_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    name = "onnx_of_another_machine"
    monkeypatch.setattr(selftest, "_FOREIGN", {name: lambda: import_module(name)})

    with pytest.raises(VerifyError, match="onnx_of_another_machine 打不开") as failed:
        selftest.self_test(quiet)
    assert "vc_redist" in failed.value.remedy


def test_a_file_of_the_program_that_turned_bad_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = tmp_path / "2026.1"
    (version / "site/kit").mkdir(parents=True)
    (version / "site/kit/__init__.py").write_bytes(b"")
    sign_release(version, "2026.1", 1, new_key())
    monkeypatch.setattr(kit, "__file__", str(version / "site/kit/__init__.py"))
    (version / "site/kit/__init__.py").write_bytes(b"1")

    with pytest.raises(VerifyError, match=r"程序的文件有 1 个不对：“site/kit/__init__\.py”坏了"):
        selftest.self_test(quiet)

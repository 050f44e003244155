"""Printed numbers from the register to the address in the code, and what is refused on the way."""

from __future__ import annotations

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from kit.edition.jobs.all_jobs import jobs_of
from kit.edition.request import Options
from kit.edition.work import Work, look_at_week
from kit.errors import SourceError
from kit.office.set_up import set_up
from kit.plan.week import Week
from kit.text.code_content import printed_number

NOW = datetime(2026, 11, 23, 9).astimezone()


pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def example_workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("codes") / "daxi"
    set_up(folder, sample=True, now=NOW)
    return folder


@pytest.fixture
def folder(example_workspace: Path, tmp_path: Path) -> Path:
    return shutil.copytree(example_workspace, tmp_path / "daxi")


def look(folder: Path) -> Work:
    return look_at_week(folder, Options(week=Week.parse("2026-W48"), now=NOW, workers=1))


def test_a_number_whose_item_is_gone_is_never_given_to_another(folder: Path) -> None:
    (folder / "codes.tsv").write_text(
        "码号\t编号\n26W48-01\tDX-2020-999\n26W40-07\tDX-2026-004\n", encoding="utf-8"
    )

    work = look(folder)
    given = {entry.item_id: entry.code for entry in work.codes}

    assert given["DX-2020-999"] == "26W48-01"
    assert given["DX-2026-004"] == "26W40-07"  # it keeps what hangs on paper since October
    assert len(set(given.values())) == len(given)
    for job in jobs_of(work):
        payload = getattr(job.order, "payload", "")
        if payload and len(job.about) == 1:
            number = printed_number(given[job.about[0]], job.order.check_code)
            assert payload == f"https://dx.example/{number}"
            assert job.order.code_id == number


@pytest.mark.parametrize(
    "again", ["26W48-01\tDX-2026-005", "26W48-02\tDX-2026-004"], ids=["number", "item"]
)
def test_a_number_used_twice_stops_the_week_and_is_told_with_its_line(
    folder: Path, again: str
) -> None:
    (folder / "codes.tsv").write_text(
        f"码号\t编号\n26W48-01\tDX-2026-004\n{again}\n", encoding="utf-8"
    )

    with pytest.raises(SourceError, match=r"第 3 行.*第 2 行已经有了"):
        look(folder)


def test_a_host_too_long_for_the_code_stops_before_anything_is_made(folder: Path) -> None:
    settings = folder / "kit.toml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(text.replace("dx.example", "www.daxi-xiang.yongding.gov.cn"), "utf-8")

    with pytest.raises(SourceError, match="30 个字符，二维码扫不出，最多 26 个"):
        look(folder)

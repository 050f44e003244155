"""Reader sheets in the edition: Mandarin for all that is broadcast, the dialect where named."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from shutil import copytree

import pytest

from kit.edition.jobs.all_jobs import jobs_of
from kit.edition.jobs.voice_jobs import make_reader_sheet
from kit.edition.request import Options
from kit.edition.work import look_at_week
from kit.errors import SourceError
from kit.plan.week import Week
from kit.render.readback import read_text_of

NOW = datetime(2026, 11, 23, 9).astimezone()
OPTIONS = Options(week=Week.parse("2026-W48"), now=NOW, draft=True)
COMMENTED = '# [dialect]\n# voice = "hakka-yongding"'


@pytest.fixture
def workspace(example: Path, tmp_path: Path) -> Path:
    copytree(example, tmp_path / "daxi")
    return tmp_path / "daxi"


def with_dialect(workspace: Path, voice: str = "hakka-yongding") -> Path:
    path = workspace / "kit.toml"
    text = path.read_text("utf-8")
    assert COMMENTED in text
    path.write_text(text.replace(COMMENTED, f'[dialect]\nvoice = "{voice}"'), encoding="utf-8")
    return workspace


def stems(workspace: Path) -> list[tuple[str, str]]:
    jobs = [j for j in jobs_of(look_at_week(workspace, OPTIONS)) if j.folder.endswith("提词稿")]
    return [(job.about[0], job.order.voice.label if job.order.voice else "普通话") for job in jobs]


def test_every_broadcast_item_has_a_mandarin_sheet(workspace: Path) -> None:
    made = stems(workspace)

    assert ("DX-2026-004", "普通话") in made
    assert {label for _, label in made} == {"普通话"}
    assert len(made) == len(set(made))


def test_a_township_with_a_dialect_has_both(workspace: Path) -> None:
    made = stems(with_dialect(workspace))

    items = {item_id for item_id, _ in made}
    assert set(made) == {(i, label) for i in items for label in ("普通话", "客家话")}


def test_a_new_reading_makes_only_the_dialect_sheets_anew(workspace: Path) -> None:
    with_dialect(workspace)

    def keys() -> dict[tuple[str, str], str]:
        jobs = [j for j in jobs_of(look_at_week(workspace, OPTIONS)) if j.folder.endswith("提词稿")]
        return {(j.about[0], str(bool(j.order.voice))): j.key for j in jobs}

    before = keys()
    folder = workspace / "voices" / "hakka-yongding"
    folder.mkdir(parents=True)
    (folder / "protect.txt").write_text("新词\n", encoding="utf-8")
    after = keys()

    assert {name for name in before if before[name] != after[name]} == {
        name for name in before if name[1] == "True"
    }


def test_a_dialect_that_is_not_there_is_named(workspace: Path) -> None:
    with pytest.raises(SourceError, match="klingon"):
        jobs_of(look_at_week(with_dialect(workspace, "klingon"), OPTIONS))


@pytest.mark.parametrize("label", ["普通话", "客家话"])
def test_a_sheet_is_made_with_its_stamp_and_check_code(workspace: Path, label: str) -> None:
    jobs = jobs_of(look_at_week(with_dialect(workspace), OPTIONS))
    order = next(
        j.order
        for j in jobs
        if j.folder.endswith("提词稿")
        and j.about == ("DX-2026-005",)
        and bool(j.order.voice) == (label == "客家话")
    )

    (made,) = make_reader_sheet(replace(order, stamp="样例"))
    text = "".join(read_text_of(made.data)).replace("\n", "")

    assert made.name == f"_{label}.pdf"
    assert made.figures["sentences"] >= 10
    assert f"核对版本{order.check_code}" in text.replace(" ", "").replace("\u3000", "")

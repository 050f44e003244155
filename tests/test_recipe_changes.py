"""A change makes anew what depends on it and nothing else; a mended check only looks again."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from kit.edition.jobs.all_jobs import jobs_of
from kit.edition.jobs.job import Job, MadeFile, attempt, settled
from kit.edition.store import recipe as recipe_module
from kit.edition.store.closure import Code, library_versions
from kit.edition.store.recipe import LOOK, Recipes
from kit.edition.store.store import Store
from kit.edition.work import look_at_week
from kit.errors import VerifyError
from kit.office.set_up import set_up
from kit.program import own_files
from kit.source.private import PRIVATE
from tests.beeper import use_beeper
from tests.executed import NOW, OPTIONS, without_recipe

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kit.edition.store.closure import Closure
    from kit.edition.store.store import Artefact

ON_PAPER = {
    "make_poster", "make_handout", "make_full_text", "make_picture_cards", "make_share_card",
    "make_page", "make_article", "make_printed_page", "make_week_board",
    "make_window_sheet", "make_door_slip", "make_pack", "make_upload_table",
}  # fmt: skip
PREVIEWED = {"make_poster", "make_handout"}
SOUNDS = {"make_clip", "make_programme", "make_all_clear"}


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Job, ...]]:
    """Return the jobs of the example's week, those left that need no other."""
    folder = tmp_path_factory.mktemp("changes") / "daxi"
    set_up(folder, sample=True, now=NOW)
    with pytest.MonkeyPatch.context() as patch:
        use_beeper(patch)
        yield tuple(job for job in jobs_of(look_at_week(folder, OPTIONS)) if job.recipe)


def derived(jobs: Sequence[Job], folder: Path) -> tuple[Job, ...]:
    recipes = Recipes(Store(folder / PRIVATE / "store"))
    return tuple(without_recipe(job).derived(recipes) for job in jobs)


def use(patch: pytest.MonkeyPatch, file: str, old: str, new: str) -> None:
    """Let recipes be derived from a program in which one file is changed."""
    text = own_files()[file].decode("utf-8")
    assert text.count(old) == 1
    code = Code({**own_files(), file: text.replace(old, new).encode("utf-8")})
    patch.setattr(recipe_module, "own_code", lambda: code)


def made_anew(before: Sequence[Job], after: Sequence[Job]) -> set[str]:
    pairs = zip(before, after, strict=True)
    return {old.make.__name__ for old, new in pairs if old.made_key != new.made_key}


def looked_at_again(before: Sequence[Job], after: Sequence[Job]) -> set[str]:
    pairs = zip(before, after, strict=True)
    return {old.make.__name__ for old, new in pairs if old.key != new.key}


def test_without_a_change_every_recipe_is_the_same(week: tuple[Job, ...], tmp_path: Path) -> None:
    assert [job.key for job in derived(week, tmp_path)] == [job.key for job in week]


@pytest.mark.parametrize(
    ("file", "old", "new", "makers"),
    [
        ("plan/calendar.py", 'return "二十"', 'return "廿十"', ON_PAPER),
        ("compose/led.py", "截止", "前", {"make_led_text"}),
        ("edition/make/paper.py", "PREVIEW_PX = 640", "PREVIEW_PX = 641", PREVIEWED),
        ("speech/chime.py", "RISE_S = 0.008", "RISE_S = 0.009", SOUNDS),
        # Of readings an order holds what is read, sentence by sentence; tables are no input.
        ("text/readings/reader.py", "maxsize=4096", "maxsize=2048", set()),
        ("text/readings/neighbours.tsv", "# strong: before", "# strong:  before", set()),
    ],
)
def test_a_changed_function_makes_anew_what_can_run_it(
    week: tuple[Job, ...],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    file: str,
    old: str,
    new: str,
    makers: set[str],
) -> None:
    use(monkeypatch, file, old, new)

    assert made_anew(week, derived(week, tmp_path)) == makers


def test_another_version_of_the_lunar_calendar_makes_its_dates_anew(
    week: tuple[Job, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def newer(found: Closure) -> dict[str, str]:
        versions = library_versions(found)
        return versions | ({"borax": "99"} if "borax" in versions else {})

    monkeypatch.setattr(recipe_module, "library_versions", newer)

    # What is spoken asks the same reader of quantities, which knows lunar days too.
    spoken = SOUNDS | {"make_reader_sheet"}
    assert made_anew(week, derived(week, tmp_path)) == ON_PAPER | spoken


def test_a_mended_check_looks_again_and_makes_nothing_anew(
    week: tuple[Job, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(monkeypatch, "edition/inspect/inspection.py", "HIGHEST_DBTP = -1.0", "HIGHEST_DBTP = -1.2")
    after = derived(week, tmp_path)

    assert not made_anew(week, after)
    assert looked_at_again(week, after) == SOUNDS


CALLS: list[str] = []


def make(order: str) -> tuple[MadeFile, ...]:
    CALLS.append(f"make {order}")
    return (MadeFile(name=".txt", data=order.encode("utf-8"), figures={"length": len(order)}),)


def look(order: str, made: Sequence[MadeFile]) -> None:
    CALLS.append(f"look {order}")
    assert [one.figures["length"] for one in made] == [len(order)]
    if made[0].data != order.encode("utf-8") or order == "wrong":
        raise VerifyError("成品不对。", "请再做一次。")


def job(order: str, folder: Path, **changed: Any) -> Job:
    CALLS.clear()
    plain = Job(folder="", stem=order, make=make, look=look, title=f"试 {order}", order=order)
    known = plain.derived(Recipes(Store(folder)))
    return replace(known, recipe={**known.recipe, **changed})


def test_what_is_made_is_looked_at_once(tmp_path: Path) -> None:
    assert attempt((tmp_path, job("right", tmp_path)))
    assert CALLS == ["make right", "look right"]


def test_with_a_mended_look_the_stored_output_is_looked_at(tmp_path: Path) -> None:
    first = attempt((tmp_path, job("right", tmp_path)))

    again = attempt((tmp_path, job("right", tmp_path, **{LOOK: "mended"})))

    assert CALLS == ["look right"]
    assert again == first


def test_with_a_mended_maker_it_is_made_and_looked_at(tmp_path: Path) -> None:
    attempt((tmp_path, job("right", tmp_path)))

    attempt((tmp_path, job("right", tmp_path, program="mended")))

    assert CALLS == ["make right", "look right"]


def test_what_does_not_pass_is_not_known_as_made(tmp_path: Path) -> None:
    wrong = job("wrong", tmp_path)

    outcome = attempt((tmp_path, wrong))

    assert isinstance(outcome, VerifyError)
    assert "试 wrong" in outcome.message
    assert Store(tmp_path).recall(wrong.key) is None


def test_a_stored_output_that_was_damaged_is_made_again(tmp_path: Path) -> None:
    attempt((tmp_path, job("right", tmp_path)))
    for blob in (tmp_path / "blobs").rglob("*"):
        if blob.is_file():
            blob.write_bytes(bytes(blob.stat().st_size))

    attempt((tmp_path, job("right", tmp_path, **{LOOK: "mended"})))

    assert CALLS == ["make right", "look right"]


def test_a_job_that_shows_others_figures_gets_its_order_once_they_are_made(tmp_path: Path) -> None:
    store, first = Store(tmp_path), job("first", tmp_path)

    def order_from(made: Mapping[str, tuple[Artefact, ...]]) -> str:
        return f"{made[first.key][0].figures['length']} letters"

    waiting = Job(
        folder="", stem="list", make=make, title="表", order_from=order_from, needs=(first.key,)
    )

    assert settled([waiting], store) == (waiting,)
    assert not waiting.recipe
    attempt((tmp_path, first))
    (ready,) = settled([waiting], store)

    assert ready.order == "5 letters"
    assert ready.recipe
    assert ready.key != waiting.key

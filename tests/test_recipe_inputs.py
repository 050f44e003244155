"""One thing changed in a workspace: what is made from it is made anew, and ``why`` names it."""

from __future__ import annotations

import re
import shutil
from random import Random
from typing import TYPE_CHECKING

import pytest

from kit.compose.spoken.reader_sheet import doubts_in, reader_text
from kit.compose.spoken.script import compose_script
from kit.edition.jobs.all_jobs import jobs_of
from kit.edition.jobs.voice_jobs import make_reader_sheet
from kit.edition.published.why import INPUT_NAMES
from kit.edition.store.recipe import changed_inputs
from kit.edition.work import look_at_week
from kit.fonts import load_typeface
from kit.office.set_up import set_up
from kit.program import own_files
from kit.source.builtin import builtin_dir
from kit.source.workspace import open_workspace
from kit.speech.engine import pinyin_of
from kit.speech.township_voice import mandarin_lexicon
from kit.text.readings.pinyin import own_readings, with_tone_mark
from kit.text.readings.reading_tables import Lexicon
from tests.executed import NOW, OPTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from kit.compose.spoken.reader_sheet import ReaderLine
    from kit.edition.jobs.job import Job
    from kit.edition.jobs.voice_jobs import ReaderOrder
    from kit.speech.engine import Utterance
    from kit.speech.sound import Pinyin

FONT = "楷体.ttf"
_DRAWS = 12
_WORD = 4


def kai(file: Path, more: str = "") -> None:
    """Write a face of its own for the township: what any item or form may say, and ``more``."""
    words = "".join(text.decode("utf-8", "ignore") for text in own_files().values())
    items = "".join(item.read_text("utf-8") for item in (file.parent / "items").glob("*.*"))
    face = load_typeface()
    file.write_bytes(face.subset(filter(face.covers, {*words, *items, *more}), 400))


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("inputs") / "daxi"
    set_up(folder, sample=True, now=NOW)
    settings = folder / "kit.toml"
    text = settings.read_text("utf-8")
    assert 'font_file = ""' in text
    settings.write_text(text.replace('font_file = ""', f'font_file = "{FONT}"'), "utf-8")
    kai(folder / FONT)
    return folder


@pytest.fixture(scope="module")
def before(workspace: Path) -> dict[str, Job]:
    return week_of(workspace)


def week_of(folder: Path) -> dict[str, Job]:
    return named(jobs_of(look_at_week(folder, OPTIONS)))


def named(jobs: Iterable[Job]) -> dict[str, Job]:
    return {f"{job.folder}/{job.stem} {job.make.__name__}": job for job in jobs if job.recipe}


def changed(
    before: dict[str, Job], folder: Path, change: Callable[[Path], None], tmp_path: Path
) -> tuple[set[str], set[str], dict[str, Job]]:
    """Return the jobs to be made anew, what staff are told of them, and all jobs."""
    copy = tmp_path / "daxi"
    shutil.copytree(folder, copy)
    change(copy)
    after = week_of(copy)
    assert after.keys() == before.keys()
    anew = {name for name, job in after.items() if job.made_key != before[name].made_key}
    inputs = {
        one for name in anew for one in changed_inputs(before[name].recipe, after[name].recipe)
    }
    return anew, {INPUT_NAMES[one] for one in inputs}, after


def test_nothing_changed_makes_nothing_anew(
    before: dict[str, Job], workspace: Path, tmp_path: Path
) -> None:
    anew, told, _ = changed(before, workspace, lambda _: None, tmp_path)

    assert not anew
    assert not told


def test_a_layout_makes_anew_the_sheets_that_have_it(
    before: dict[str, Job], workspace: Path, tmp_path: Path
) -> None:
    given = (builtin_dir("layouts") / "handout-a5.toml").read_text("utf-8")

    def change(folder: Path) -> None:
        (folder / "layouts").mkdir(exist_ok=True)
        (folder / "layouts" / "handout-a5.toml").write_text(f"{given}# 本乡的\n", "utf-8")

    anew, told, _ = changed(before, workspace, change, tmp_path)

    assert anew == {
        n for n, job in before.items() if getattr(job.order, "layout_text", "") == given
    }
    assert {before[name].make.__name__ for name in anew} == {"make_handout", "make_door_slip"}
    assert told == {"版式"}


def test_a_font_makes_anew_what_is_drawn_with_it(
    before: dict[str, Job], workspace: Path, tmp_path: Path
) -> None:
    anew, told, _ = changed(before, workspace, lambda folder: kai(folder / FONT, "龘"), tmp_path)

    assert anew == {name for name, job in before.items() if hasattr(job.order, "font")}
    assert not anew & {name for name, job in before.items() if hasattr(job.order, "studio")}
    assert told == {"字体"}


def read_as(word: str, pinyin: str) -> Callable[[Path], None]:
    """Return what gives a word its own reading in the township's table."""

    def change(folder: Path) -> None:
        own = folder / "voices" / "mandarin" / "lexicon.tsv"
        own.parent.mkdir(parents=True, exist_ok=True)
        own.write_text(f"{word}\t{pinyin}\n", "utf-8")

    return change


def test_a_reading_makes_anew_what_says_its_word_and_why_names_it(
    before: dict[str, Job], workspace: Path, tmp_path: Path
) -> None:
    anew, told, after = changed(before, workspace, read_as("伙食", "huǒ shi"), tmp_path)

    saying = {n for n, job in before.items() if any("伙食" in one.spoken for one in job.said)}
    heard = {name for name, job in before.items() if job.said}
    assert anew == saying
    assert 0 < len(saying) < len(heard)
    assert told == {"念的话和读音"}
    spoken_anew = {one.spoken for one, _ in said(after) - said(before)}
    assert spoken_anew == {one.spoken for one, _ in said(before) if "伙食" in one.spoken}


def said(jobs: dict[str, Job]) -> set[tuple[Utterance, Pinyin]]:
    """Return all sentences as the voice is asked for them, and as the store keeps them."""
    return {pair for job in jobs.values() for pair in job.said.items()}


def test_a_reading_that_settles_a_doubt_makes_its_reader_sheet_anew(
    before: dict[str, Job], workspace: Path, tmp_path: Path
) -> None:
    doubted = {
        (name, line.spoken[note.start - 1 : note.end + 1], note)
        for name, job in before.items()
        if job.make is make_reader_sheet
        for line in reader_lines(job.order, mandarin_lexicon(open_workspace(workspace)))
        for note in line.notes
        if note.several and 0 < note.start < len(line.spoken) - 2
    }
    name, word, note = min(doubted, key=str)
    settled = " ".join((own(word[0]), note.reading.partition("或")[0], own(word[2])))

    anew, told, _ = changed(before, workspace, read_as(word, settled), tmp_path)

    assert name in anew
    assert "拿不准的读音" in told


def own(character: str) -> str:
    return with_tone_mark(own_readings(character)[0])


@pytest.mark.slow
def test_any_word_makes_anew_what_is_said_or_read_otherwise_and_nothing_else(
    workspace: Path, tmp_path: Path
) -> None:
    """Beside it stands what the tables say of every sentence, sound by sound, sheet by sheet."""
    folder, draw = tmp_path / "daxi", Random(48)
    shutil.copytree(workspace, folder)
    work = look_at_week(folder, OPTIONS)
    plain, township = named(jobs_of(work)), mandarin_lexicon(work.source.workspace)
    scripts = sorted({one.spoken for one, _ in said(plain) if len(one.spoken) > _WORD})
    heard_anew = 0
    for _ in range(_DRAWS):
        word = word_of(draw.choice(scripts), draw)
        pinyin = [draw.choice(own_readings(character)) for character in word]
        read_as(word, " ".join(map(with_tone_mark, pinyin)))(folder)

        after = named(jobs_of(work))

        anew = {name for name, job in after.items() if job.made_key != plain[name].made_key}
        told = township.with_words(Lexicon({word: tuple(pinyin)}))
        expected = {n for n, job in plain.items() if heard(job, township) != heard(job, told)}
        assert anew == expected, (word, pinyin)
        heard_anew += bool(anew)
    assert heard_anew > _DRAWS / 4, "words that change nothing prove nothing"


def word_of(sentence: str, draw: Random) -> str:
    """Return two Chinese characters of a sentence that stand together."""
    found: list[str] = re.findall(r"(?=([\u4e00-\u9fff]{2}))", sentence)
    return draw.choice(found)


def heard(job: Job, lexicon: Lexicon) -> object:
    """Return how what a job says is read, or what a neighbour sees who reads it."""
    if job.make is make_reader_sheet:
        return reader_lines(job.order, lexicon)
    return {one: pinyin_of(one, lexicon) for one in job.said}


def reader_lines(order: ReaderOrder, lexicon: Lexicon) -> tuple[ReaderLine, ...]:
    script = compose_script(order.item, order.township)
    return reader_text(script, doubts_in(script, lexicon)).lines

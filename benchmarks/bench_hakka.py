"""What a dialect reader is given: readings, spellings, suggested words, verdicts on takes.

The public 永定城关 table and the township's real report are not part of the product; where they
do not lie beside it, their lines are left out and that is said.
"""

from __future__ import annotations

from collections import Counter
from random import Random
from typing import TYPE_CHECKING

from benchmarks.figures import line
from kit.text.dialect.dialect_words import suggest
from kit.text.dialect.line_pairs import line_pairs
from tests.corpus.test_hakka_table import (
    HERE,
    OFFICIAL,
    REPORT,
    come_back,
    covered_report,
    table,
)
from tests.golden_scripts import example_scripts
from tests.hakka_words import changed_words, hakka, marked_and_found
from tests.test_recordings_verdicts import (
    FAULTY_FILES,
    LINES,
    RECORDINGS,
    alone,
    files_with,
    left_out,
    run_together,
    told,
    told_of_files,
)
from tests.test_text_wording import PROTECTED

if TYPE_CHECKING:
    from collections.abc import Iterator

FIGURES = "零一二两三四五六七八九十百千万点幺"
BAD_ROWS = ("第 23 行", "第 121 行")


def run() -> int:
    if not HERE:
        print("    ../shared/data/hakka is not here: table and report not counted")
    return (_table() + _report() if HERE else 0) + _words() + _lines() + _takes()


def _table() -> int:
    found = table()
    syllables = {reading.syllable for reading in found.readings}
    readings = (*found.readings, *found.rejected)
    characters = {one.character for one in readings}
    rows = [fault.partition("：")[0] for fault in found.faults]
    print(f"    rows that cannot be right: {'、'.join(rows)}")
    return (
        _exactly("readings in the table", len(readings), 3098)
        + _exactly("characters", len(characters), 2735)
        + _exactly("finals", len(found.finals), 51)
        + _exactly("tones", len(found.tones), 6)
        + _exactly("bad rows, told by their line", sum(r in BAD_ROWS for r in rows), 2)
        + _exactly("syllables", len(syllables), 1133)
        + _exactly("spellings that come back to theirs", len(come_back(syllables)), 1133)
    )


def _report() -> int:
    covered = covered_report()
    print(f"    the real report: {covered.read} of {covered.characters} characters have a reading")
    changed = _changed([REPORT.read_text("utf-8")])
    return line(
        "characters of the report that can be read", 100 * covered.share, "%", least=91
    ) + line("official words changed in the report", changed, "", most=0)


def _words() -> int:
    sentences = [s.spoken for one in example_scripts().values() for s in one.sentences]
    total, found = marked_and_found()
    changes = sum(len(suggest(one, hakka().wording).changes) for one in sentences)
    print(f"    the samples: {len(sentences)} sentences, {changes} words suggested")
    return (
        line("official words changed in the samples", _changed(sentences), "", most=0)
        + line("words marked by a careful reader", total, "", least=300)
        + line("of those suggested", 100 * found / total, "%", least=90)
    )


def _changed(texts: list[str]) -> int:
    """Return how often an official word is changed; print what of protect.txt is torn apart.

    A protected word may also stand across two others, and is then rightly changed: 主要｜是.
    """
    protected, official = hakka().wording.protected, {*OFFICIAL, *PROTECTED}
    torn = Counter[str]()
    for text in texts:
        torn.update(changed_words(text, protected | official))
    told = "、".join(f"{word} {count}" for word, count in torn.items()) or "none"
    print(f"    {len(official)} official words; of protect.txt ({len(protected)}) torn: {told}")
    return sum(abs(torn[word]) for word in official)


def _lines() -> int:
    """Count the lines that find their Mandarin, written otherwise by chance as a person would."""
    missed = 0
    for share, reordered, least in ((0.0, True, 99), (0.2, False, 95), (0.2, True, 90)):
        random = Random(1)
        right = lines = 0
        for script in example_scripts().values():
            suggested = list(
                dict.fromkeys(suggest(one.spoken, hakka().wording).text for one in script.sentences)
            )
            own = random.sample(suggested, len(suggested)) if reordered else suggested
            said = [_otherwise(one, share, random) for one in own]
            for one, places in zip(own, line_pairs(said, suggested), strict=True):
                right += [suggested[place] for place in places] == [one]
            lines += len(own)
        order = "reordered" if reordered else "in order"
        what = f"lines below their Mandarin, {share:.0%} other, {order}"
        missed += line(what, 100 * right / lines, "%", least=least)
    return missed


def _otherwise(said: str, share: float, random: Random) -> str:
    """Return a sentence with a share of its characters replaced, figures left as they are."""
    return "".join(
        random.choice("个系唔讲爱佢食行着俚")
        if character.isalnum() and character not in FIGURES and random.random() < share
        else character
        for character in said
    )


def _takes() -> int:
    verdicts = dict(_verdicts())
    for kind in (kind for kind, right in verdicts.items() if not right):
        print(f"    wrong verdict: {kind}")
    print(f"    {len(verdicts)} made recordings")
    return line("right verdicts", 100 * sum(verdicts.values()) / len(verdicts), "%", least=100)


def _verdicts() -> Iterator[tuple[str, bool]]:
    """Every made recording, and whether it was told what is wrong with it and nothing else."""
    numbers = range(1, len(LINES) + 1)
    for kind, (samples, wanted) in RECORDINGS.items():
        yield kind, told(samples) == wanted
    for number in numbers:
        yield f"sentence {number} left out", told(left_out(number)) == [("MISSING", number)]
    for number in numbers[:-1]:
        for between in ("", "，"):
            heard = told(run_together(number, between))
            yield f"{number} and {number + 1} in one{between}", heard == [("DOUBLE", number)]
    yield "a file a sentence", told_of_files(files_with(1, alone(LINES[0]))) == []
    for number, instead, fault in FAULTY_FILES:
        names = [name for name, _ in told_of_files(files_with(number, instead))]
        yield f"file {number} {fault.name}", names == [fault.name]


def _exactly(what: str, value: float, wanted: float) -> int:
    return line(what, value, "", most=wanted, least=wanted)

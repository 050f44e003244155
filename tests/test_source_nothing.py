"""无 is nothing: no row, no sound, however it is written and wherever it stands."""

from __future__ import annotations

from operator import attrgetter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.model.field import LISTS, NOTHING, Field, is_nothing
from kit.model.fields import BY_LABEL, FIELDS
from kit.model.finding import Severity
from kit.model.item import Item, Kind
from kit.review.digest import digest
from kit.source.item_file import ItemFile, read_item
from kit.source.template import new_item_text
from kit.text.passages import passages
from tests.test_source_bad_input import GOOD
from tests.test_source_setup import TODAY

BLANKS = st.text(alphabet=" \u3000\u00a0", max_size=3)
MARKS = st.sampled_from(["", "。", "．", ".", "｡", "，", "；", "！", "、"])
NOTHINGS = st.builds("{}{}{}{}{}".format, BLANKS, st.sampled_from("无無"), BLANKS, MARKS, BLANKS)
FACTS = [field for field in FIELDS if field.may_be_nothing]
LISTED = [field for field in FACTS if field.form in LISTS]
OPEN = [
    field
    for field in FIELDS
    if not field.required and field.attribute not in {"item_id", "privacy"}
]
NEVER = [
    field
    for field in FIELDS
    if field.required and not field.may_be_nothing and field.asked_for(Kind.NOTICE)
]


def read(folder: Path, text: str) -> ItemFile:
    path = folder / "DX-2026-004.md"
    path.write_text(text, encoding="utf-8")
    return read_item(path)


def good(reading: ItemFile) -> Item:
    assert reading.item is not None, reading.findings
    return reading.item


def with_field(field: Field, lines: str) -> str:
    """Return the good file with the field's lines put in the place of its own."""
    kept, inside = [], False
    for line in GOOD.split("\n"):
        inside = line.startswith(f"{field.label}:") or (inside and line.startswith(" "))
        if not inside:
            kept.append(line)
    return "\n".join([kept[0], lines, *kept[1:]])


def ways(field: Field, words: list[str]) -> list[str]:
    """Return what a clerk may make of 无 under a label, in quotes or not, in a list or not."""
    first = words[0]
    scalars = [f"{field.label}: {first}", f"{field.label}：{first}", f"{field.label}: '{first}'"]
    if field.form not in LISTS:
        return scalars
    bullets = "\n".join(f"  - {word}" for word in words)
    dashes = "\n".join(f"  -{word}" for word in words if word[0] in "无無")
    return [
        *scalars,
        f"{field.label}:\n{bullets}",
        f"{field.label}: ['{first}']",
        *([f"{field.label}:\n{dashes}"] if dashes else []),
    ]


@given(NOTHINGS)
def test_nothing_is_known_in_any_width_with_any_mark(word: str) -> None:
    assert is_nothing(word)


@pytest.mark.parametrize(
    "text", ["", " ", "。", "无需交费", "无人机", "有无", "无/有", "无 1", "没有"]
)
def test_words_that_only_begin_with_nothing_are_words(text: str) -> None:
    assert not is_nothing(text)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.sampled_from(FACTS), st.lists(NOTHINGS, min_size=1, max_size=3))
def test_a_fact_that_is_nothing_is_the_same_however_it_is_written(
    tmp_path: Path, field: Field, words: list[str]
) -> None:
    plain = good(read(tmp_path, with_field(field, f"{field.label}: {NOTHING}")))

    for lines in ways(field, words):
        item = good(read(tmp_path, with_field(field, lines)))
        assert attrgetter(field.attribute)(item) in (None, ())
        assert digest(item) == digest(plain)
        assert not any(is_nothing(passage.text) for passage in passages(item))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.sampled_from(OPEN), NOTHINGS)
def test_a_line_that_may_stay_open_says_nothing_with_nothing(
    tmp_path: Path, field: Field, word: str
) -> None:
    plain = good(read(tmp_path, with_field(field, "# ")))

    for lines in ways(field, [word]):
        reading = read(tmp_path, with_field(field, lines))
        assert digest(good(reading)) == digest(plain), lines


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(st.sampled_from(LISTED), NOTHINGS, st.booleans())
def test_nothing_among_other_entries_is_dropped_and_told(
    tmp_path: Path, field: Field, word: str, first: bool
) -> None:
    entry = field.example
    entries = [word, entry] if first else [entry, word]
    lines = f"{field.label}:\n" + "\n".join(f"  - {one}" for one in entries)

    reading = read(tmp_path, with_field(field, lines))

    alone = good(read(tmp_path, with_field(field, f"{field.label}:\n  - {entry}")))
    assert digest(good(reading)) == digest(alone)
    assert any("和别的写在一起" in f.message and f.field == field.label for f in reading.findings)


@pytest.mark.parametrize("field", NEVER, ids=lambda field: field.attribute)
@pytest.mark.parametrize("word", ["无", "无。", "　无"])
def test_a_field_that_every_notice_has_cannot_be_nothing(
    tmp_path: Path, field: Field, word: str
) -> None:
    for lines in ways(field, [word]):
        reading = read(tmp_path, with_field(field, lines))
        assert reading.item is None
        stops = [f for f in reading.findings if f.severity is Severity.STOP]
        assert [f.field for f in stops] == [field.label], lines


@pytest.mark.parametrize("word", ["无", "无。", "　无　", "（无）"])
def test_nothing_in_the_parts_of_a_record_leaves_them_out(tmp_path: Path, word: str) -> None:
    faq = f"问答:\n  - 问: {word}\n    答: {word}\n  - 问: 要交吗？\n    答: 要交。"
    item = good(read(tmp_path, with_field(BY_LABEL["问答"], faq)))

    assert [one.question for one in item.faq] == ["要交吗？"]
    body = GOOD.partition("集中缴费期")[0] + word + "\n"
    assert good(read(tmp_path, body)).body == ""


def test_privacy_has_nothing_among_its_answers(tmp_path: Path) -> None:
    for word in ("无", "无。", "　无"):
        item = good(read(tmp_path, with_field(BY_LABEL["个人信息"], f"个人信息: {word}")))
        assert item.privacy.value == "无"


@pytest.mark.parametrize("kind", Kind)
def test_the_form_is_filled_in_with_nothing_as_its_help_says(tmp_path: Path, kind: Kind) -> None:
    text = new_item_text(kind, "交明年的医保", "DX-2026-004", TODAY)
    for field in FACTS:
        ending = "\n  - " if field.form in LISTS else ""
        line = f"\n{field.label}:{ending}"
        assert f"{line}\n" in text
        text = text.replace(f"{line}\n", f"{line if ending else f'{line} '}{NOTHING}\n")

    told = {finding.field for finding in read(tmp_path, text).findings}

    assert not told & {field.label for field in FACTS}

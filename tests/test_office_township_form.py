"""The settings as a form: half filled in, typed by hand, saved where they changed."""

from __future__ import annotations

import shutil
import tomllib
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from kit.office.setting_parts import GUIDE, PARTS
from kit.office.setting_rows import TypedRow
from kit.office.setting_values import KEYS, meant
from kit.office.township_form import (
    fill_part,
    first_unfinished,
    open_part,
    parts_of,
    save_part,
)
from kit.review.definitions import changed_names, definitions
from kit.source.setup import create_workspace
from kit.source.township import read_township
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

    from kit.office.setting_cells import PartForm
    from kit.office.setting_rows import TypedPart
    from kit.office.setting_values import Typed


@pytest.fixture
def sample(tmp_path: Path, example: Path) -> Path:
    shutil.copyfile(example / "kit.toml", tmp_path / "kit.toml")
    (tmp_path / "items").mkdir()
    return tmp_path


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    create_workspace(tmp_path, sample=False)
    return tmp_path


def typed(form: PartForm) -> dict[str, list[TypedRow]]:
    """Return what a form holds, as it would come back untouched."""
    return {
        group.group.section: [
            TypedRow(was=row.was, values={cell.setting.key: cell.typed for cell in row.cells})
            for row in group.rows
        ]
        for group in form.groups
    }


def with_values(rows: TypedPart, section: str, number: int = 0, /, **values: Typed) -> TypedPart:
    changed = list(rows[section])
    row = changed[number] if number < len(changed) else TypedRow(values={})
    changed[number:] = [
        replace(row, values={**row.values, **values}),
        *changed[number + 1 :],
    ]
    return {**rows, section: changed}


def found(form: PartForm) -> dict[tuple[str, int, str], str]:
    """Return the findings of a page by section, row and key."""
    return {
        (group.group.section, number, cell.setting.key): cell.findings[0]
        for group in form.groups
        for number, row in enumerate(group.rows)
        for cell in row.cells
        if cell.findings
    }


def test_every_key_of_the_file_can_be_set_in_a_form_but_the_steps_of_the_review() -> None:
    asked = {(g.section, s.key) for part in PARTS for g in part.groups for s in g.settings}

    assert asked == {spot for spot in KEYS if spot[0] != "step"}


@pytest.mark.parametrize("name", [part.name for part in PARTS])
def test_a_page_saved_untouched_leaves_the_file_as_it_was(sample: Path, name: str) -> None:
    before = (sample / "kit.toml").read_bytes()
    form = open_part(sample, name)

    saved = save_part(sample, name, typed(form), seen=form.seen)

    assert saved.is_saved
    assert saved.changed == ()
    assert (sample / "kit.toml").read_bytes() == before


def test_a_change_is_saved_told_by_its_label_and_is_a_definition(sample: Path) -> None:
    before = definitions(open_workspace(sample))
    form = open_part(sample, "printing")

    saved = save_part(
        sample,
        "printing",
        with_values(typed(form), "township", handout="对折", black_only="on"),
        seen=form.seen,
    )

    assert saved.changed == ("墟天宣传单多大", "打印机只有黑色")
    after = definitions(open_workspace(sample))
    assert changed_names(before, after) == ("kit.toml black_only", "kit.toml handout")


def test_the_guide_fills_an_empty_workspace_until_it_can_be_read(empty: Path) -> None:
    steps: dict[str, dict[str, dict[str, Typed]]] = {
        "township": {
            "township": {
                "name": "样例乡",
                "county": "样例县",
                "government": "样例乡人民政府",
                "id_prefix": "YL",
                "villages": "样例一村\n样例二村、样例三村",
            }
        },
        "market": {"market": {"cycle": "lunar", "digits": ("3", "0"), "place": "墟场"}},
        "boards": {"board": {"name": "村口栏", "village": "样例一村", "place": "村口"}},
        "people": {
            "signer": {"name": "样甲", "posts": ("党政办业务人员",)},
            "department": {"name": "乡党政办", "phone": "0597-0123456"},
        },
        "broadcast": {"slot": {"at": "6点半"}},
    }
    for part in GUIDE:
        # Broadcasting begins with what is usual; all else is asked for.
        assert first_unfinished(empty) == (part.name if part.name != "broadcast" else "")
        form = open_part(empty, part.name)
        rows: TypedPart = typed(form)
        for section, values in steps[part.name].items():
            rows = with_values(rows, section, 0, **values)
        saved = save_part(empty, part.name, rows, seen=form.seen)
        assert saved.is_saved, found(saved.form)

    assert first_unfinished(empty) == ""
    township = read_township(empty / "kit.toml")
    assert township.villages == ("样例一村", "样例二村", "样例三村")
    assert township.market
    assert township.market.digits == (3, 0)
    assert f"{township.slots[0].at:%H:%M}" == "06:30"
    assert township.signers[0].posts == ("党政办业务人员",)
    assert "# 乡镇名，印在海报上" in (empty / "kit.toml").read_text("utf-8")


def test_what_is_wrong_stands_at_its_field_and_nothing_is_saved(sample: Path) -> None:
    before = (sample / "kit.toml").read_bytes()
    form = open_part(sample, "boards")
    rows = with_values(typed(form), "board", 1, read_from_m="两米", place="")
    rows = with_values(rows, "board", 5, name="新栏", village="", place="桥头", read_from_m="99")

    saved = save_part(sample, "boards", rows, seen=form.seen)

    assert not saved.is_saved
    told = found(saved.form)
    assert told["board", 1, "read_from_m"] == "“两米”不是数。请写成 1.5 这样。"
    assert told["board", 1, "place"] == "还没有填。"
    assert told["board", 5, "village"] == "还没有填。"
    assert told["board", 5, "read_from_m"] == "99 不行。要在 0.3 到 20 之间。"
    assert (sample / "kit.toml").read_bytes() == before


def test_a_blank_row_is_no_row_and_findings_know_the_rows_of_the_page(sample: Path) -> None:
    form = open_part(sample, "people")
    rows = typed(form)
    blank = TypedRow(values={"name": "", "posts": (), "from": "", "until": ""})
    bad = TypedRow(values={"name": "样乙", "posts": (), "from": "", "until": ""})
    kept = [row for row in rows["signer"] if row.was is not None]

    saved = save_part(sample, "people", {**rows, "signer": [*kept, blank, bad]}, seen=form.seen)
    assert list(found(saved.form)) == [("signer", len(kept) + 1, "posts")]

    saved = save_part(sample, "people", {**rows, "signer": [*kept, blank]}, seen=form.seen)
    assert (saved.is_saved, saved.changed) == (True, ())


def test_a_village_with_a_new_name_takes_its_boards_and_slots_along(sample: Path) -> None:
    form = open_part(sample, "township")
    rows = with_values(typed(form), "township", villages="样例一村\n样例二村\n新三村\n样例四村")

    assert save_part(sample, "township", rows, seen=form.seen).is_saved

    township = read_township(sample / "kit.toml")
    assert [board.village for board in township.boards][3] == "新三村"


def test_a_village_that_a_board_stands_in_is_not_taken_away(sample: Path) -> None:
    form = open_part(sample, "township")
    rows = with_values(typed(form), "township", villages="样例一村\n样例二村\n样例三村")

    saved = save_part(sample, "township", rows, seen=form.seen)

    assert not saved.is_saved
    assert any("样例四村" in told for told in saved.form.elsewhere)


def test_a_township_without_a_last_board_is_refused_in_the_clerks_words(sample: Path) -> None:
    form = open_part(sample, "boards")

    saved = save_part(sample, "boards", {"board": []}, seen=form.seen)

    assert saved.form.elsewhere == ("还要写上公开栏，至少 1 块公开栏。",)


def test_no_market_and_no_dialect_put_their_sections_out_of_use(sample: Path) -> None:
    form = open_part(sample, "market")
    rows = with_values(typed(form), "market", cycle="")

    saved = save_part(sample, "market", rows, seen=form.seen)

    assert saved.changed == ("墟天",)
    assert read_township(sample / "kit.toml").market is None
    assert parts_of(sample)[1].facts == "没有墟天"


def test_what_was_changed_elsewhere_meanwhile_is_shown_and_a_second_press_saves(
    sample: Path,
) -> None:
    form = open_part(sample, "township")
    path = sample / "kit.toml"
    path.write_text(path.read_text("utf-8").replace("永定区", "别的区"), "utf-8")
    rows = with_values(typed(form), "township", name="样例乡")

    met = save_part(sample, "township", rows, seen=form.seen)

    assert not met.is_saved
    assert "在别处改过" in met.form.elsewhere[0]
    assert "别的区" in found(met.form)["township", 0, "county"]
    assert save_part(sample, "township", rows, seen=met.form.seen).is_saved
    assert tomllib.loads(path.read_text("utf-8"))["township"]["county"] == "永定区"


def test_a_page_typed_so_far_is_shown_again_without_findings(sample: Path) -> None:
    form = open_part(sample, "boards")
    rows = with_values(typed(form), "board", 0, place="")

    again = fill_part(sample, "boards", rows, seen="an older file")

    assert (again.findings, again.seen) == (0, "an older file")


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("7点", "07:00"),
        ("7点半", "07:30"),
        ("１８：３０", "18:30"),
        ("7:5", "07:05"),
        ("傍晚", "傍晚"),
    ],
)
def test_times_are_taken_as_they_are_said(typed: str, value: str) -> None:
    assert meant("slot", "at", typed) == value


def test_capitals_are_made_where_only_they_may_stand() -> None:
    assert meant("township", "id_prefix", "ｄx") == "DX"
    assert meant("stall", "password", "daxi-2026") == "DAXI-2026"
    assert meant("township", "name", "Dx乡") == "Dx乡"


def test_days_and_numbers_are_taken_as_they_are_said() -> None:
    assert meant("market", "extra", "2027年2月4日、2027-2-5\n元旦") == [
        "2027-02-04",
        "2027-02-05",
        "元旦",
    ]
    assert meant("board", "read_from_m", "１.5 米") == 1.5
    assert meant("slot", "most_items", "3件") == 3
    assert meant("slot", "most_items", "") is None

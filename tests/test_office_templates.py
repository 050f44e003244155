"""Every template of the offices: what it asks for, and its sheets filled to the brim."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from random import Random
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kit.checks import Context, check_item
from kit.cli.app import main
from kit.compose.paper.frames import bounds
from kit.errors import RequestError
from kit.model.finding import Severity
from kit.model.item import Kind
from kit.model.township import Department, Paper
from kit.office.drafts import written_in
from kit.office.offered_templates import (
    by_office,
    department_of,
    new_from_office,
    template_called,
    templates,
)
from tests.desks import open_test_desk
from tests.filled_templates import NOW, begin, filled, with_wrong_figure
from tests.output_texts import Made, made_of, mismatches
from tests.sheets import ROOT, overlaps, texts, workspace
from tests.test_compose_measured import SMALLEST_PT, UNITS, breaks
from tests.test_text_linebreak_rules import NOT_AT_END, NOT_AT_START

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.finding import Finding
    from kit.model.item import Item

NAMES = [template.name for template in templates()]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Item]:
    return filled(tmp_path_factory.mktemp("templates") / "daxi")


@pytest.fixture(scope="module")
def made(full: dict[str, Item]) -> dict[str, Made]:
    return {name: made_of(item) for name, item in full.items()}


def told(item: Item) -> list[Finding]:
    around = Context(township=workspace().township, today=NOW.date())
    return [one for one in check_item(item, around) if one.severity is not Severity.INFO]


def test_filled_in_as_it_asks_every_template_passes_the_checks(full: dict[str, Item]) -> None:
    assert list(full) == NAMES
    assert {name: told(item) for name, item in full.items() if told(item)} == {}


def test_what_is_not_filled_in_is_asked_for(tmp_path: Path) -> None:
    begin(tmp_path / "daxi")
    path = new_from_office(tmp_path / "daxi", "专项资金", "", lambda: NOW)
    result = CliRunner().invoke(main, ["check", str(tmp_path / "daxi")])

    assert result.exit_code
    assert "金额" in result.output
    body = str(written_in(path.name, path.read_text("utf-8"))["正文"])
    assert re.findall("## (.+)", body) == (
        ["立项依据", "实施主体", "预算安排", "绩效目标", "自评结果", "绩效评价"]
    )
    assert body.count("待填") == 6


def test_words_left_open_stop_an_item(full: dict[str, Item]) -> None:
    left = replace(full["权责清单"], body="## 追责\n\n待填：不办、乱办的怎么追究。")

    assert [(one.code, one.field) for one in told(left)] == [("K05", "正文")]


def test_any_one_wrong_figure_of_a_table_with_sums_stops_it(full: dict[str, Item]) -> None:
    chance = Random(6)
    for name, item in full.items():
        if item.table is None or not item.table.checks:
            continue
        for _ in range(5):
            assert any(one.code == "K04" for one in told(with_wrong_figure(item, chance))), name


def test_every_template_fits_on_poster_and_full_text_at_its_fullest(made: dict[str, Made]) -> None:
    assert {name: one.refused for name, one in made.items() if one.refused} == {}


@pytest.mark.parametrize("name", NAMES)
def test_its_poster_keeps_to_the_measured_rules(
    name: str, full: dict[str, Item], made: dict[str, Made]
) -> None:
    for page in made[name].documents["公开栏"].pages:
        assert not overlaps(page)
        assert min(text.size_pt for text in texts(page)) >= SMALLEST_PT[Paper.A3]
        assert all(0 < bounds(text).x_mm < bounds(text).right_mm < 297 for text in texts(page))
        for before, after in breaks(page, full[name]):
            assert after[0] not in NOT_AT_START
            assert before[-1] not in NOT_AT_END
            figures = UNITS.finditer(before + after)
            assert not [m for m in figures if m.start() < len(before) < m.end()], (before, after)


def test_all_outputs_say_the_same_amounts_days_hours_and_phones(
    full: dict[str, Item], made: dict[str, Made]
) -> None:
    for name, item in full.items():
        assert not tuple(mismatches(item, made[name])), name


def test_an_office_is_called_as_the_township_calls_it() -> None:
    township = workspace().township
    assert list(by_office(township)) == ["乡财政所", "综合执法队", "乡党政办", "便民服务中心"]

    other = replace(township, departments=(Department(name="镇综合执法队"),))
    assert department_of(template_called("双随机抽查"), other) == Department(name="镇综合执法队")
    assert next(iter(by_office(other))) == "财政所"


def test_the_command_begins_one_with_its_table_and_names_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "daxi"
    begin(folder)
    words = ["new", "--template", "三公经费", "去年的三公经费", "--in", str(folder)]
    assert CliRunner().invoke(main, words).exit_code == 0

    (path,) = (folder / "items").glob("*.md")
    written = written_in(path.name, path.read_text("utf-8"))
    assert [written[label] for label in ("类型", "标题", "承办")] == (
        [Kind.TABLE, "去年的三公经费", "乡财政所"]
    )
    with path.with_suffix(".csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["项目", "上年决算", "本年预算", "本年决算", "比上年增减"]
    assert [row[0] for row in rows[1:]][-1] == "合计"
    with pytest.raises(RequestError, match="没有叫“预算”的样子。从这些里面选：部门预算、"):
        new_from_office(folder, "预算", "", lambda: NOW)


def test_the_desk_offers_them_by_office_and_opens_the_new_one(tmp_path: Path) -> None:
    clerk = open_test_desk(tmp_path / "daxi").clerk()
    page = clerk.get("/items/").content.decode()
    offices = re.findall("<b>(.+?)</b><span", page)
    assert offices == ["乡财政所", "综合执法队", "乡党政办", "便民服务中心"]

    where = clerk.post("/items/new/", {"template": "三重一大"}).url
    assert where == "/item/DX-2026-013/"
    assert 'id="grid-data"' in clerk.get(where).content.decode()


def test_the_guide_names_every_template_with_its_time() -> None:
    guide = (ROOT / "docs" / "guide" / "templates.md").read_text("utf-8")
    for one in templates():
        assert f"| {one.name} | {one.kind} | {one.within} |" in guide, one.name


def test_a_check_with_an_amount_that_is_not_filled_in_yet_says_so(full: dict[str, Item]) -> None:
    (one,) = (one for one in told(replace(full["部门决算"], amounts=())) if one.code == "K04")

    assert one.field == "金额"
    assert one.message == "核对“金额 = 合计.本年决算”要拿金额来比，金额还没有填。"

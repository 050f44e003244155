"""The register of requests: clocks by the year's working days, faults by their row, counts."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kit.cli.app import main
from kit.duty.fee import fee_of
from kit.duty.report_forms import Form, answers, part_three
from kit.duty.requests import Register, answer_of, clock, count_of_year, read_register
from kit.duty.workdays import read_workdays
from kit.edition.checked import checked
from kit.errors import SourceError
from kit.model.finding import Severity
from kit.office.request_register import NAME, new_register, request_register
from kit.office.set_up import set_up
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 23, 9).astimezone()
NAMES = ("编号", "收到", "申请人类别", "申请内容", "延长", "答复", "答复种类")
FULL = (*NAMES, "通知补正", "补正收到", "征求意见", "意见收到", "收费通知", "收费", "缴费")


def register(*rows: tuple[str, ...], names: tuple[str, ...] = NAMES) -> Register:
    filled = [(*row, *("",) * (len(names) - len(row))) for row in rows]
    return read_register(names, list(enumerate(filled, 2)))


def test_twenty_working_days_leave_out_the_holidays_and_count_the_days_worked_instead(
    tmp_path: Path,
) -> None:
    workdays = read_workdays(tmp_path)

    assert str(workdays.after(date(2026, 9, 21), 20)) == "2026-10-26"
    assert workdays.is_workday(date(2026, 10, 10))
    assert not workdays.is_workday(date(2026, 10, 7))


def test_a_time_that_reaches_beyond_the_known_years_is_provisional(tmp_path: Path) -> None:
    assert str(read_workdays(tmp_path).after(date(2026, 12, 10), 20)) == "2027-01-07（暂定）"


def test_the_workspace_may_know_a_year_that_the_kit_does_not(tmp_path: Path) -> None:
    (tmp_path / "workdays.toml").write_text(
        '[2027]\noff = ["01-01"]\nworked = ["01-03"]\n', "utf-8"
    )

    assert str(read_workdays(tmp_path).after(date(2026, 12, 10), 20)) == "2027-01-07"
    assert str(read_workdays(tmp_path).after(date(2027, 1, 1), 1)) == "2027-01-03"


def test_own_working_days_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    (tmp_path / "workdays.toml").write_text('[2027]\noff = ["13-01"]\n', "utf-8")

    with pytest.raises(SourceError, match=r"workdays\.toml"):
        read_workdays(tmp_path)


@pytest.mark.parametrize(
    ("cells", "due", "state"),
    [
        ({}, "2026-11-27", "还有 4 个工作日"),
        ({"延长": "2026-11-20"}, "2026-12-25", "还有 24 个工作日"),
        ({"答复": "2026-11-20", "答复种类": "予以公开"}, "2026-11-27", "已答复"),
        ({"答复": "2026-12-01", "答复种类": "重复申请"}, "2026-11-27", "已答复，迟了 2 个工作日"),
        ({"通知补正": "2026-11-05"}, None, "等补正"),
        ({"通知补正": "2026-11-05", "补正收到": "2026-11-12"}, "2026-12-10", "还有 13 个工作日"),
        ({"征求意见": "2026-11-05", "意见收到": "2026-11-12"}, "2026-12-04", "还有 9 个工作日"),
        ({"收费通知": "2026-11-05", "收费": "第11件"}, None, "等缴费"),
        (
            {"收费通知": "2026-11-05", "收费": "40页", "缴费": "2026-11-12"},
            "2026-12-10",
            "还有 13 个工作日",
        ),
        (
            {"通知补正": "2026-11-05", "答复": "2026-12-21", "答复种类": "3.6.1"},
            None,
            "已答复",
        ),
    ],
)
def test_every_request_has_its_clock(
    cells: dict[str, str], due: str | None, state: str, tmp_path: Path
) -> None:
    row = {
        "编号": "1",
        "收到": "2026-10-30",
        "申请人类别": "自然人",
        "申请内容": "低保名单",
    } | cells
    (one,) = register(tuple(row.get(name, "") for name in FULL), names=FULL).requests

    found = clock(one, read_workdays(tmp_path), NOW.date())

    assert (str(found.due) if found.due else None) == due
    assert found.state == state


@pytest.mark.parametrize(
    ("row", "named"),
    [
        (("1", "2026-11-20", "自然人", "甲", "", "2026-11-02", "予以公开"), "早于收到"),
        (("1", "2026-13-20", "自然人", "甲"), "没有“2026-13-20”这一天"),
        (("1", "", "自然人", "甲"), "没有写哪天收到"),
        (("", "2026-11-20", "自然人", "甲"), "没有编号"),
        (("1", "2026-11-20", "村民", "甲"), "“村民”不在格式里"),
        (("1", "2026-11-20", "自然人", "甲", "", "2026-11-22", "给了"), "“给了”不在格式里"),
        (("1", "2026-11-20", "自然人", "甲", "", "2026-11-22", ""), "没有写是哪一种"),
        (("1", "2026-11-20", "自然人", "甲", "", "", "予以公开"), "没有写哪天答复"),
    ],
)
def test_a_row_that_cannot_be_is_named_by_its_number(row: tuple[str, ...], named: str) -> None:
    found = register(row).faults

    assert [one.line for one in found] == [2] * len(found)
    assert any(named in one.message for one in found)
    assert all(one.remedy for one in found)


def test_two_rows_with_one_number_are_named_and_both_stay() -> None:
    found = register(*[("2026-1", "2026-11-20", "自然人", "甲")] * 2)

    assert len(found.requests) == 2
    assert "第 2、3 行" in found.faults[0].message


def test_a_register_without_a_needed_column_is_refused() -> None:
    with pytest.raises(SourceError, match="申请人类别"):
        read_register(("编号", "收到", "申请内容"), [])


@pytest.mark.parametrize("number", answers(Form.OF_2021))
def test_every_kind_of_answer_is_known_by_its_number_and_its_words(number: str) -> None:
    label = answers(Form.OF_2021)[number]

    assert answer_of(number) == answer_of(label) == number


def test_a_word_that_means_two_kinds_of_answer_means_none() -> None:
    assert answer_of("申请") == answer_of("") == answer_of("政府信息公开申请") == ""
    assert answer_of("国家秘密") == "3.3.1"


@pytest.mark.parametrize("form", Form)
def test_a_year_is_counted_so_that_it_adds_up(form: Form) -> None:
    counts = count_of_year(
        register(
            ("1", "2025-12-20", "自然人", "甲", "", "2026-01-10", "予以公开"),
            ("2", "2025-03-01", "自然人", "乙", "", "2025-03-20", "予以公开"),
            ("3", "2026-03-01", "商业企业", "丙", "", "2026-03-20", "3.6.1"),
            ("4", "2026-12-20", "自然人", "丁", "", "2027-01-05", "予以公开"),
            ("5", "2026-12-21", "其他", "戊"),
            ("6", "2027-01-21", "其他", "己"),
        ),
        2026,
        form,
    )

    assert list(counts) == list(part_three(form))
    assert counts["1"] == ("1", "1", "0", "0", "0", "1", "3")
    assert counts["2"] == ("1", "0", "0", "0", "0", "0", "1")
    assert counts["3.7"] == ("1", "1", "0", "0", "0", "0", "2")
    assert counts["4"] == ("1", "0", "0", "0", "0", "1", "2")
    assert counts["3.6" if form is Form.OF_2019 else "3.6.1"][-1] == "1"


def test_the_register_is_made_filled_in_and_read_with_what_is_late(tmp_path: Path) -> None:
    set_up(tmp_path, sample=True, now=NOW)
    assert request_register(tmp_path, lambda: NOW).file == ""
    new_register(tmp_path).unlink()
    (tmp_path / f"{NAME}.csv").write_text(
        "编号,收到,申请人类别,申请内容,答复,答复种类\n"
        "2026-1,2026-10-12,自然人,低保名单,,\n"
        "2026-2,2026-11-2,商业企业,采购结果,2026-11-9,予以公开\n",
        "utf-8",
    )

    seen = request_register(tmp_path, lambda: NOW)

    assert [one.request.number for one in seen.clocks] == ["2026-1", "2026-2"]
    assert [one.late for one in seen.clocks] == [True, False]
    assert "请马上答复" in seen.faults[0].remedy
    assert not seen.stops


def test_a_new_register_is_empty_and_is_never_written_over(tmp_path: Path) -> None:
    set_up(tmp_path, sample=True, now=NOW)
    new_register(tmp_path)

    assert request_register(tmp_path, lambda: NOW).clocks == ()
    with pytest.raises(SourceError, match="已经有了"):
        new_register(tmp_path)


def test_two_files_of_the_register_are_refused(tmp_path: Path) -> None:
    (tmp_path / f"{NAME}.csv").write_text(",".join(NAMES), "utf-8")
    (tmp_path / f"{NAME}.xlsx").write_bytes(b"PK")

    with pytest.raises(SourceError, match="两份"):
        request_register(tmp_path, lambda: NOW)


def test_the_command_shows_clocks_and_stops_at_a_row_that_cannot_be(tmp_path: Path) -> None:
    set_up(tmp_path, sample=True, now=NOW)
    none = CliRunner().invoke(main, ["requests", "--in", str(tmp_path)])
    (tmp_path / f"{NAME}.csv").write_text(
        "编号,收到,申请人类别,申请内容,答复,答复种类\n1,2026-10-12,自然人,名单,2026-10-1,予以公开\n",
        "utf-8",
    )
    found = CliRunner().invoke(main, ["requests", "--in", str(tmp_path)])

    assert "还没有登记簿" in none.output
    assert found.exit_code == 1
    assert "第 2 行 答复：答复 2026-10-01 早于收到 2026-10-12。" in found.output


def test_no_notice_waits_for_a_calendar_that_cannot_be_read(tmp_path: Path) -> None:
    set_up(tmp_path, sample=True, now=NOW)
    (tmp_path / "workdays.toml").write_text("[2027", "utf-8")
    workspace = open_workspace(tmp_path)

    found = checked(workspace, workspace.items[:1], NOW.date())
    told = CliRunner().invoke(main, ["requests", "--in", str(tmp_path)])

    assert not found.stopped
    assert "workdays.toml 读不懂" in told.output


@pytest.mark.parametrize(
    ("written", "yuan"),
    [
        ("第10件", 0),
        ("第11件", 100),
        ("第30件", 100),
        ("第31件", 200),
        ("第40件", 200),
        ("第41件", 300),
        ("30页", 0),
        ("31页", 10),
        ("120页", 70 * 10 + 20 * 20),
        ("201页", 70 * 10 + 100 * 20 + 40),
    ],
)
def test_a_fee_follows_the_steps_of_the_rule(written: str, yuan: int) -> None:
    fee = fee_of(written)

    assert fee is not None
    assert fee.yuan == yuan


@pytest.mark.parametrize(
    ("written", "named"),
    [("", "没有写怎样收费"), ("500元", "看不懂"), ("第0件", "看不懂"), ("第9件", "不收费")],
)
def test_a_fee_that_the_rule_does_not_give_makes_no_notice(written: str, named: str) -> None:
    row = ("1", "2026-11-02", "自然人", "甲", *[""] * (len(FULL) - 7), "2026-11-05", written, "")
    (fault,) = register(row, names=FULL).faults

    assert fault.severity is Severity.STOP
    assert named in fault.message

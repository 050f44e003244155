"""The catalogue held against the items, and the roster of who answers for openness."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
from click.testing import CliRunner

from kit.cli.app import main
from kit.duty.catalogue import COLUMNS, Held, Known, State, held_against, read_catalogue
from kit.duty.register_rows import RegisterForm
from kit.duty.roster import FORM, read_roster, unheld
from kit.errors import SourceError
from kit.office.catalogue import catalogue_seen
from kit.office.register_file import add_row, register_file
from kit.office.roster import new_roster
from kit.office.set_up import set_up
from kit.render.picture import opened

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 23, 9).astimezone()
NAMES = (*COLUMNS[:7], "公开层级县级", "公开层级乡级", "公开方式主动", "公开方式依申请", "对应编号")
ITEMS = (
    Known(
        item_id="DX-2026-001", title="2026年高龄津贴发放名单", field_name="养老服务", is_public=True
    ),
    Known(item_id="DX-2026-002", title="明年医保缴费", field_name="医疗保障", is_public=False),
)


def held(name: str, *ticks: str, ours: str = "", above: str = "养老服务") -> Held:
    marks = ["√" if column in ticks else "" for column in NAMES[7:11]]
    row = (above, name, "", "", "20个工作日", "民政办", "公开栏", *marks, ours)
    (one,) = held_against(read_catalogue("一", NAMES, [(3, row)]).matters, ITEMS)
    return one


@pytest.mark.parametrize(
    ("one", "state", "items"),
    [
        (held("高龄津贴", "公开层级乡级", "公开方式主动"), State.MAYBE, ("DX-2026-001",)),
        (held("特困人员", "公开层级乡级", "公开方式主动"), State.MISSING, ()),
        (held("特困人员", "公开层级县级", "公开方式主动"), State.ELSEWHERE, ()),
        (held("特困人员", "公开层级乡级", "公开方式依申请"), State.ELSEWHERE, ()),
        (held("特困人员", ours="不涉及"), State.NOT_OURS, ()),
        (held("特困人员", ours="DX-2026-001"), State.PUBLIC, ("DX-2026-001",)),
        (held("特困人员", ours="DX-2026-002"), State.WRITTEN, ("DX-2026-002",)),
        (held("特困人员"), State.MISSING, ()),
    ],
)
def test_a_matter_stands_as_the_clerk_wrote_and_else_is_asked_or_missing(
    one: Held, state: State, items: tuple[str, ...]
) -> None:
    assert (one.state, one.items) == (state, items)


def test_a_number_of_no_item_is_named() -> None:
    one = held("特困人员", ours="DX-2026-099、DX-2026-001")

    assert one.wrong == "没有编号 DX-2026-099 的事项"
    assert one.state is State.PUBLIC


def test_missing_columns_and_empty_rows_are_named_and_not_guessed() -> None:
    found = read_catalogue("一", ("二级事项", "公开时限"), [(2, ("低保", "")), (3, ("", "即时"))])

    assert found.missing == tuple(name for name in COLUMNS if name not in ("二级事项", "公开时限"))
    assert found.told == ("第 3 行没有写事项，没有算。",)
    assert not found.matters[0].is_elsewhere


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("catalogue")
    set_up(folder, sample=True, now=NOW)
    book = openpyxl.Workbook()
    sheet: Any = book.active
    sheet.title = "社会救助"
    sheet.append(["社会救助领域标准目录"])
    sheet.append(["序号", "公开事项", "", "公开内容", "公开时限", "公开主体", "公开层级", ""])
    sheet.append(["", "一级事项", "二级事项", "", "", "", "县级", "乡级"])
    for row in (
        ["1", "最低生活保障", "政策法规", "文件", "20个工作日", "民政办", "√", ""],
        ["2", "", "审批信息", "名单", "20个工作日", "民政办", "", "√"],
        ["3", "临时救助", "审批信息", "名单", "20个工作日", "民政办", "", "√"],
    ):
        sheet.append(row)
    for cells in ("A1:H1", "A2:A3", "B2:C2", "D2:D3", "E2:E3", "F2:F3", "G2:H2", "B4:B5"):
        sheet.merge_cells(cells)
    book.save(folder / "标准目录-社会救助.xlsx")
    return folder


def test_merged_cells_are_filled_and_told_and_nothing_is_lost(workspace: Path) -> None:
    seen = catalogue_seen(workspace)

    assert [(one.matter.name, one.state) for one in seen.held] == [
        ("政策法规", State.ELSEWHERE),
        ("审批信息", State.MISSING),
        ("审批信息", State.MISSING),
    ]
    assert seen.held[1].matter.cells["一级事项"] == "最低生活保障"
    assert any("合并的格子拆开填了" in one for one in seen.told)
    assert any("没有这几列：公开依据、公开渠道、公开对象、公开方式" in one for one in seen.told)


def test_a_file_without_matters_is_refused(tmp_path: Path) -> None:
    set_up(tmp_path, sample=True, now=NOW)
    (tmp_path / "标准目录.csv").write_text("名称,时限\n低保,即时\n医保,即时\n", "utf-8")

    with pytest.raises(SourceError, match="不知道一行是哪件事"):
        catalogue_seen(tmp_path)


def test_gaps_are_shown_and_printed(workspace: Path, tmp_path: Path) -> None:
    pdf, xlsx = tmp_path / "目录.pdf", tmp_path / "目录.xlsx"
    command = ["duty", "catalogue", "--pdf", str(pdf), "--xlsx", str(xlsx), "--in", str(workspace)]
    found = CliRunner().invoke(main, command)

    assert found.exit_code == 0
    assert "没有 2　不是乡级主动公开 1" in found.output
    assert "没有　社会救助 第 5 行 审批信息" in found.output
    with opened(pdf.read_bytes()) as read:
        assert len(read) == 1
    rows = list(openpyxl.load_workbook(xlsx)["核对"].values)
    assert len(rows) == 4


ROSTER = ("责任", "姓名", "职务", "办公室", "起", "止")


def test_the_roster_knows_who_held_a_duty_when_and_names_what_cannot_be() -> None:
    rows = (
        ("第一责任人", "样例甲", "乡长", "", "2025-03-01", "2026-06-30"),
        ("第一责任人", "样例乙", "乡长", "", "2026-06-01", ""),
        ("直接责任人", "样例丙", "干事", "党政办", "2026-01-01", "2025-01-01"),
        ("负责人", "样例丁", "", "", "2026-01-01", ""),
        ("主要责任人", "", "", "", "", ""),
    )
    found = read_roster(ROSTER, list(enumerate(rows, 2)))

    assert [one.name for one in found.holders if one.holds(date(2026, 6, 15))] == [
        "样例甲",
        "样例乙",
    ]
    assert [one.name for one in found.holders if one.holds(date(2026, 7, 15))] == ["样例乙"]
    told = "".join(f"{one.line}{one.message}" for one in found.faults)
    assert "32026-06-01 起有两位第一责任人：样例甲、样例乙。" in told
    assert "4止 2025-01-01 早于起 2026-01-01。" in told
    assert "5责任“负责人”不在格式里。" in told
    assert "6没有写姓名。" in told
    assert [one.message for one in unheld(found, date(2026, 7, 15))] == [
        "今天没有主要责任人。",
        "今天没有直接责任人。",
    ]


def test_the_roster_is_put_there_filled_in_and_printed(workspace: Path, tmp_path: Path) -> None:
    new_roster(workspace).unlink()
    (workspace / f"{FORM.name}.csv").write_text(
        f"{','.join(ROSTER)}\n第一责任人,样例甲,乡长,,2025-03-01,\n", "utf-8"
    )
    pdf = tmp_path / "名册.pdf"
    found = CliRunner().invoke(main, ["duty", "roster", "--pdf", str(pdf), "--in", str(workspace)])

    assert found.exit_code == 0
    assert "第一责任人　样例甲　乡长　2025-03-01 起" in found.output
    assert "今天没有主要责任人" in found.output
    assert pdf.read_bytes().startswith(b"%PDF")


OWN = RegisterForm(name="样例登记簿", columns=("编号", "事"), needed=("编号",), code="XX")


def test_a_row_is_added_to_a_csv_and_never_to_somebodys_workbook(tmp_path: Path) -> None:
    add_row(tmp_path, OWN, {"编号": "1", "事": "=HYPERLINK(1)\n二"})
    (tmp_path / "样例登记簿.csv").write_bytes("编号,另,事\n1,甲,乙".encode("gb18030"))
    add_row(tmp_path, OWN, {"编号": "2", "事": "丙"})

    found = register_file(tmp_path, OWN)
    assert found.columns == ("编号", "另", "事")
    assert [cells for _, cells in found.rows] == [("1", "甲", "乙"), ("2", "", "丙")]
    (tmp_path / "样例登记簿.csv").rename(tmp_path / "样例登记簿.xlsx")
    with pytest.raises(SourceError, match="Excel 表"):
        add_row(tmp_path, OWN, {"编号": "3"})

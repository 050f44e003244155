"""A workspace as a whole: the example, kit.toml, doubles, strays."""

from __future__ import annotations

import shutil
from datetime import date, time
from pathlib import Path

import pytest

from kit.errors import SourceError
from kit.model.finding import Severity
from kit.model.item import Kind
from kit.model.township import Cycle, Paper
from kit.source.workspace import Workspace, open_workspace


@pytest.fixture
def folder(tmp_path: Path, example: Path) -> Path:
    return shutil.copytree(example, tmp_path / "daxi")


def told(workspace: Workspace, file: str) -> str:
    return "".join(f.message + f.remedy for f in workspace.findings if f.file == file)


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_the_example_is_read_without_a_word(example: Path) -> None:
    workspace = open_workspace(example)

    assert workspace.findings == ()
    assert workspace.refused == ()
    assert [item.item_id for item in workspace.items] == [
        "DX-2021-001",
        *(f"DX-2026-{number:03}" for number in range(1, 13)),
    ]


def test_the_example_township_is_what_its_file_says(example: Path) -> None:
    township = open_workspace(example).township

    assert (township.name, township.county) == ("大溪乡", "永定区")
    assert [board.paper for board in township.boards].count(Paper.A2) == 1
    assert township.market is not None
    assert (township.market.cycle, township.market.digits) == (Cycle.LUNAR, (1, 6))
    assert [slot.at for slot in township.slots] == [time(7), time(12), time(18)]
    assert [step.name for step in township.chain] == [
        "提交", "保密审查", "初审", "二审", "再审", "终审",
    ]  # fmt: skip
    assert all(step.checklist for step in township.chain)
    assert len(f"https://{township.page_host}/D/26W48-03") <= 32


def test_every_department_of_the_example_is_known(example: Path) -> None:
    workspace = open_workspace(example)
    names = {department.name for department in workspace.township.departments}

    assert {item.dept for item in workspace.items} <= names


def test_the_samples_have_titles_for_a_poster(example: Path) -> None:
    assert all(len(item.title) <= 8 for item in open_workspace(example).items)


def test_the_real_report_stands_with_its_figures(example: Path) -> None:
    report = open_workspace(example).items[0]

    assert not report.sample
    assert (report.kind, report.doc_no) == (Kind.TABLE, "永大政〔2021〕69号")
    assert (report.dates.formed, report.dates.expire) == (date(2021, 12, 31), None)
    assert report.table is not None
    assert ("合计", "6") in report.table.rows
    assert "| 其他对外管理服务事项 | 0 | 189 | 0 |" in report.body
    assert "| 行政许可 | 0 | 8 | 0 |" in report.body
    for figure in ("6条", "186条", "批复函1条", "环保1条", "疫情防控3条", "表彰1条", "0件"):
        assert figure in report.body


def test_a_bad_item_is_refused_and_the_rest_stands(folder: Path) -> None:
    edit(folder / "items/DX-2026-004.md", "截止: 2026-12-31", "截止: 12月底")

    workspace = open_workspace(folder)

    assert len(workspace.items) == 12
    (refused,) = workspace.refused
    assert (refused.file, refused.title) == ("items/DX-2026-004.md", "交明年的居民医保")
    assert "不是日期" in told(workspace, "items/DX-2026-004.md")


def test_a_missing_table_is_told(folder: Path) -> None:
    (folder / "items/DX-2026-011.csv").unlink()

    workspace = open_workspace(folder)

    assert "找不到 DX-2026-011.csv" in told(workspace, "items/DX-2026-011.md")
    assert [refused.item_id for refused in workspace.refused] == ["DX-2026-011"]


def test_a_copied_item_that_kept_its_number_is_refused_and_both_files_are_named(
    folder: Path,
) -> None:
    shutil.copy(folder / "items/DX-2026-004.md", folder / "items/DX-2026-013.md")

    workspace = open_workspace(folder)

    assert [refused.file for refused in workspace.refused] == ["items/DX-2026-013.md"]
    text = told(workspace, "items/DX-2026-013.md")
    assert "items/DX-2026-004.md 里也有" in text
    assert "请把编号改成 DX-2026-013" in text


def test_a_copy_is_not_told_to_take_a_name_that_is_taken(folder: Path) -> None:
    items = folder / "items"
    shutil.copy(items / "DX-2026-004.md", items / "DX-2026-004 - 副本.md")

    said = told(open_workspace(folder), "items/DX-2026-004 - 副本.md")

    assert "像是 DX-2026-004.md 的副本" in said
    assert "改名为 DX-2026-004.md" not in said


def test_a_workspace_without_items_says_how_to_make_one(folder: Path) -> None:
    shutil.rmtree(folder / "items")
    (folder / "items").mkdir()

    assert "kit new" in told(open_workspace(folder), "items")


def test_a_hidden_second_suffix_is_told(folder: Path) -> None:
    (folder / "items/DX-2026-004.md").rename(folder / "items/DX-2026-004.md.txt")

    workspace = open_workspace(folder)

    (finding,) = workspace.findings
    assert finding.severity is Severity.STOP
    assert finding.item_id == "DX-2026-004"
    assert "请改名为 DX-2026-004.md" in finding.remedy


def test_office_files_and_unused_tables_are_told_and_hidden_files_are_not(folder: Path) -> None:
    items = folder / "items"
    for name in ("通知.docx", "旧.csv", "~$通知.docx", "Thumbs.db", ".DS_Store"):
        (items / name).write_bytes(b"x")
    (items / "2025").mkdir()

    found = {finding.file: finding.severity for finding in open_workspace(folder).findings}

    assert found == {"items/通知.docx": Severity.WARN, "items/旧.csv": Severity.INFO}


def test_an_unknown_village_is_told_with_the_nearest(folder: Path) -> None:
    edit(folder / "items/DX-2026-011.md", "村: 样例一村", "村: 样例五村")

    workspace = open_workspace(folder)

    assert "没有“样例五村”这个村" in told(workspace, "items/DX-2026-011.md")
    text = (folder / "items/DX-2026-011.md").read_text(encoding="utf-8")
    assert workspace.findings[0].line == text.split("\n").index("村: 样例五村") + 1
    assert len(workspace.items) == 12


def test_the_field_comes_from_the_department_when_none_is_written(folder: Path) -> None:
    edit(folder / "items/DX-2026-004.md", "领域: 医疗保障\n", "")

    item = next(i for i in open_workspace(folder).items if i.item_id == "DX-2026-004")

    assert item.field_name == "社会保险"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('name = "大溪乡"  ', 'nane = "大溪乡"  ', "不认识“nane”。是不是“name”"),
        ('paper = "A2"', 'paper = "B2"', "只能是 A4、A3、A2、A1"),
        ('at = "07:00"', 'at = "7点"', "不是钟点"),
        ('at = "07:00"', 'at = "05:59"', "落在夜里"),
        ('at = "18:00"', 'at = "21:57"', "只能播应急预警"),
        ('at = "18:00"', 'at = "00:00"', "噪声污染防治法"),
        ("digits = [1, 6]", 'digits = "1,6"', "要写成 [1, 6]"),
        ("digits = [1, 6]", "digits = [16]", "要在 0 到 9 之间"),
        ("read_from_m = 2.0", "read_from_m = 200", "要在 0.3 到 20 之间"),
        ('village = "样例一村"', 'village = "样列一村"', "是不是“样例一村”"),
        ('name = "样例二村公开栏"', 'name = "样例一村公开栏"', "写了两次"),
        ("same_person_as = []", 'same_person_as = ["保蜜审查"]', "是不是“保密审查”"),
        ('page_host = "dx.example"', 'page_host = "https://dx.example/"', "要像 dx.example"),
        (
            'page_host = "dx.example"',
            f'page_host = "{"a" * 30}.cn"',
            "33 个字符，二维码扫不出，最多 26",
        ),
        ("black_only = false", 'black_only = "否"', "要写 true"),
        ('font_file = ""', 'font_file = "../a.ttf"', "要像 字体/楷体.ttf"),
        ("[voice]", "[voices]", "不认识“voices”。是不是“voice”"),
        ('cycle = "lunar"', 'cycle = "阴历"', "只能是 农历、公历、星期"),
        ('government = "大溪乡人民政府" ', 'government = "" ', "government 还没有填"),
    ],
)
def test_every_fault_of_the_settings_is_told_with_its_line(
    folder: Path, old: str, new: str, message: str
) -> None:
    before = (folder / "kit.toml").read_text(encoding="utf-8").partition(old)[0]
    edit(folder / "kit.toml", old, new)
    line = before.count("\n") + 1

    with pytest.raises(SourceError) as caught:
        open_workspace(folder)

    found = [one for one in caught.value.message.split("\n") if message in one]
    assert found, caught.value.message
    assert found[0].startswith(f"第 {line} 行")


@pytest.mark.parametrize("at", ["06:00", "21:56"])
def test_a_slot_may_fill_the_day_to_its_ends(folder: Path, at: str) -> None:
    edit(folder / "kit.toml", 'at = "18:00"', f'at = "{at}"')

    assert at in {f"{slot.at:%H:%M}" for slot in open_workspace(folder).township.slots}


def test_all_faults_of_the_settings_are_told_at_once(folder: Path) -> None:
    edit(folder / "kit.toml", 'paper = "A2"', 'paper = "B2"')
    edit(folder / "kit.toml", 'at = "07:00"', 'at = "25:00"')

    with pytest.raises(SourceError, match="有 2 处要改"):
        open_workspace(folder)


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("[township]\nname = “大溪乡”\n".encode(), "第 2 行的格式不对"),
        ('[township]\nname = "大溪乡"'.encode("gbk"), "不是 UTF-8"),
        (b"a = " + b"[" * 20_000, "格式不对"),
        (b"", r"缺 \[township\] 这一段"),
    ],
)
def test_settings_that_cannot_be_read_are_told(folder: Path, data: bytes, message: str) -> None:
    (folder / "kit.toml").write_bytes(data)

    with pytest.raises(SourceError, match=message):
        open_workspace(folder)


def test_chinese_names_of_the_cycle_are_understood(folder: Path) -> None:
    edit(folder / "kit.toml", 'cycle = "lunar"', 'cycle = "公历"')

    market = open_workspace(folder).township.market

    assert market is not None
    assert market.cycle is Cycle.SOLAR


def test_a_folder_that_is_no_workspace_is_told(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(SourceError, match=r"没有 .*这个文件夹"):
        open_workspace(tmp_path / "nowhere")
    with pytest.raises(SourceError, match="kit init"):
        open_workspace(tmp_path)
    shutil.rmtree(folder / "items")
    with pytest.raises(SourceError, match="没有 items 文件夹"):
        open_workspace(folder)

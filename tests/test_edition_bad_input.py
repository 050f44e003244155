"""What no drawing foresaw, through a whole build: set well, or refused with a sentence."""

from __future__ import annotations

import re
import shutil
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kit.edition.build import build
from kit.edition.request import Options
from kit.errors import SourceError
from kit.office.set_up import set_up
from kit.plan.week import Week
from kit.render.readback import read_text_of
from kit.review.signing import sign_samples
from kit.source.workspace import open_workspace
from tests.sheets import ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from kit.edition.request import BuildResult

pytestmark = pytest.mark.slow

NOW = datetime(2026, 11, 23, 9).astimezone()
PAPER = frozenset({"公开栏", "网站"})
OPTIONS = Options(week=Week.parse("2026-W48"), now=NOW, workers=1, channels=PAPER)
ITEM = "DX-2026-004"
TOKEN = "A1b2C3" * 10
BOARD = """[[board]]
name = "栏"
village = "全乡"
place = "门口"
paper = "A3"
read_from_m = 1.5

"""
PARAGRAPH = "公开栏里的字要看得清，念得顺，听得懂，记得住。"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of one item for one A3 board, heard nowhere."""
    folder = tmp_path_factory.mktemp("bad") / "daxi"
    set_up(folder, sample=True, now=NOW)
    for path in (folder / "items").iterdir():
        if path.name != f"{ITEM}.md":
            path.unlink()
    settings = (folder / "kit.toml").read_text("utf-8")
    one, *_, last = re.split(r"(?=\[\[board\]\])", settings)
    rest = last[last.index("# 墟天") :]
    (folder / "kit.toml").write_text(one + BOARD + rest, encoding="utf-8")
    edit(folder, r"渠道: .*", "渠道: [公开栏]")
    return folder


@pytest.fixture
def workspace(example: Path, tmp_path: Path) -> Path:
    """A copy to be spoilt."""
    shutil.copytree(example, tmp_path / "daxi")
    return tmp_path / "daxi"


def edit(folder: Path, pattern: str, new: str) -> None:
    path = folder / "items" / f"{ITEM}.md"
    text, count = re.subn(pattern, lambda _: new, path.read_text("utf-8"), count=1)
    assert count == 1
    path.write_text(text, encoding="utf-8")


def body(folder: Path, text: str) -> None:
    edit(folder, r"(?s)(?<=---\n)\n集中缴费期.*$", f"\n{text}\n")


def table(folder: Path, header: Sequence[str], rows: Sequence[Sequence[str]], *types: str) -> None:
    kinds = types or ("文字",) * len(header)
    columns = "".join(
        f"    - {{名称: {name}, 类型: {kind}}}\n" for name, kind in zip(header, kinds, strict=True)
    )
    edit(folder, r"\n承办:", f"\n表格:\n  文件: {ITEM}.csv\n  标题: 一览\n  列:\n{columns}承办:")
    lines = [",".join(line) for line in (header, *rows)]
    (folder / "items" / f"{ITEM}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def made(folder: Path) -> BuildResult:
    sign_samples(open_workspace(folder), at=NOW)
    return build(folder, OPTIONS, lambda *_: None)


def words_of(result: BuildResult, place: str) -> str:
    (path,) = (result.edition / "1要打印" / place).glob(f"{ITEM}_*_A[34].pdf")
    return re.sub(r"\s", "", "".join(read_text_of(path.read_bytes())))


@pytest.mark.parametrize("text", ["", "好", f"请打开{TOKEN}看。"])
def test_a_text_of_any_length_is_set_whole(workspace: Path, text: str) -> None:
    body(workspace, text)
    result = made(workspace)

    assert not result.left_out
    assert text in words_of(result, "全文页")
    assert "400元" in words_of(result, "公开栏")


def test_twenty_thousand_characters_go_over_sheets_and_none_is_lost(workspace: Path) -> None:
    text = "\n\n".join(f"其中第{n}段。{PARAGRAPH * 38}" for n in range(1, 23))
    text += "好" * (20_000 - len(text))
    body(workspace, text)
    result = made(workspace)
    words = words_of(result, "全文页")

    assert not result.left_out
    assert re.findall(r"其中第(\d+)段。", words) == [str(n) for n in range(1, 23)]
    assert words.count("念得顺") >= 22 * 37
    assert words.count("好") >= text.count("好")


def test_signs_nobody_sees_are_taken_out_and_the_clerk_is_told(workspace: Path) -> None:
    body(workspace, "集\x07中\u200b缴费\u202e期\u202c到\ufeff了。")
    result = made(workspace)
    told = [finding.message for finding in open_workspace(workspace).findings]

    assert "集中缴费期到了。" in words_of(result, "全文页")
    assert "文字里有看不见的字符，已经去掉。" in told


def test_a_list_of_five_hundred_households_is_set_whole(workspace: Path) -> None:
    table(workspace, ["户"], [[f"第{n}户"] for n in range(1, 501)])
    edit(workspace, r"类型: 通知", "类型: 数据表")
    result = made(workspace)

    for place in ("公开栏", "全文页"):
        words = words_of(result, place)
        assert [int(n) for n in re.findall(r"第(\d+)户", words)] == list(range(1, 501))


def test_twelve_columns_of_three_rows_are_set_whole(workspace: Path) -> None:
    cells = [[f"第{row}行{column}列要折行的说明" for column in range(12)] for row in range(3)]
    table(workspace, [f"很长的第{n}列名称" for n in range(12)], cells)
    edit(workspace, r"类型: 通知", "类型: 数据表")
    result = made(workspace)

    assert not result.left_out
    for place in ("公开栏", "全文页"):
        letters = sorted(words_of(result, place))
        for cell in (cell for row in cells for cell in row):
            assert all(letters.count(c) >= cell.count(c) for c in cell)


def test_masked_names_and_document_numbers_are_read_whole_from_a_narrow_table(
    workspace: Path,
) -> None:
    rows = [["样**某", "永大政〔2021〕69号", "说明" * 20, f"{n * 17}.{n:02}"] for n in range(12)]
    table(workspace, ["姓名", "依据", "为什么", "金额"], rows, "文字", "文字", "文字", "金额")
    edit(workspace, r"类型: 通知", "类型: 数据表")
    result = made(workspace)

    for place in ("公开栏", "全文页"):
        words = words_of(result, place)
        assert words.count("样**某") == 12
        assert words.count("永大政〔2021〕69号") == 12
        assert all(row[3] in words for row in rows)


def too_long_a_title(folder: Path) -> None:
    edit(folder, r"标题: .*", f"标题: {TOKEN}")


def emoji(folder: Path) -> None:
    body(folder, "都来交医保😀。")


def right_to_left(folder: Path) -> None:
    body(folder, "集中缴费 שלום 开始。")


def one_endless_paragraph_on_a_page(folder: Path) -> None:
    edit(folder, r"渠道: .*", "渠道: [公开栏, 网站]")
    body(folder, PARAGRAPH * 869 + "好" * 13)


def too_many_columns(folder: Path) -> None:
    header = [f"很长的第{n}列名称" for n in range(12)]
    table(folder, header, [["一段说明文字要折行"] * 12] * 9)


def a_row_of_five_hundred_columns(folder: Path) -> None:
    table(folder, [f"第{n}项" for n in range(500)], [["1"] * 500])


def a_frame_outside_the_sheet(folder: Path) -> None:
    text = (ROOT / "layouts" / "full-text-a4.toml").read_text("utf-8")
    assert "box = [20, 12, 170" in text
    (folder / "layouts").mkdir(exist_ok=True)
    text = text.replace("box = [20, 12, 170", "box = [120, 12, 170")
    (folder / "layouts" / "full-text-a4.toml").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("spoil", "place", "fault", "remedy"),
    [
        (too_long_a_title, ITEM, "有 60 个字，最多 24 个。", "请删去 36 个字。"),
        (emoji, ITEM, "字体里没有“😀”", "请换一个字"),
        (right_to_left, ITEM, "字体里没有“ש”", "请换一个字"),
        (one_endless_paragraph_on_a_page, ITEM, "有一段（或表里一行）长到 60 KB", "请分成几段"),
        (too_many_columns, ITEM, "表格有 12 列", "请把不用公开的列设为“不公开”"),
        (a_row_of_five_hundred_columns, ITEM, "有一行超过 3000 字", "名单请放进 csv 文件"),
        (
            a_frame_outside_the_sheet,
            "layouts/full-text-a4.toml",
            "frame.body.box 出了版心",
            "请逐条改正",
        ),
    ],
)
def test_what_cannot_be_set_is_refused_with_its_place_and_a_remedy(
    workspace: Path, spoil: Callable[[Path], None], place: str, fault: str, remedy: str
) -> None:
    spoil(workspace)

    with pytest.raises(SourceError) as refused:
        made(workspace)
    told = str(refused.value)
    assert place in told
    assert fault in told
    assert remedy in told
    assert not list((workspace / "output").glob("*/r*"))

"""What clerks get wrong in an item file: each told with file, line, field and what to do."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kit.model.finding import Finding, Severity
from kit.source.item_file import ItemFile, read_item

if TYPE_CHECKING:
    from collections.abc import Callable

GOOD = """---
编号: DX-2026-004
类型: 通知
领域: 医疗保障
标题: 交明年的居民医保
谁: 没有参加职工医保的村民
截止: 2026-12-31
金额: 每人400元
时间: 9月1日到12月31日
地点: 乡便民服务中心
带什么:
  - 身份证
怎么办: 不会用手机的，带证件到便民服务中心交
电话:
  - 乡劳保所 0597-0123456（已试拨 2026-11-20）
大白话:
  - "{截止}以前要交。"
承办: 乡劳保所
发布单位: 大溪乡人民政府
依据:
  - 政府信息公开条例第二十条
成文: 2026-11-16
贴出: 2026-11-23
摘下: 2026-12-31
渠道: [公开栏, 广播]
村: 全乡
---

集中缴费期到{截止}为止。
"""
FILE = "items/DX-2026-004.md"


@pytest.fixture
def read(tmp_path: Path) -> Callable[..., ItemFile]:
    folder = tmp_path / "items"
    folder.mkdir()

    def read_text(text: str | bytes, name: str = "DX-2026-004.md") -> ItemFile:
        path = folder / name
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
        return read_item(path)

    return read_text


def only(reading: ItemFile, severity: Severity = Severity.STOP) -> Finding:
    (finding,) = (one for one in reading.findings if one.severity is severity)
    assert finding.file == FILE
    assert finding.remedy.endswith(("。", "？", "！"))
    return finding


def changed(old: str, new: str) -> str:
    assert GOOD.count(old) == 1
    return GOOD.replace(old, new)


def test_a_good_file_is_read_without_a_word(read: Callable[..., ItemFile]) -> None:
    reading = read(GOOD)

    assert reading.findings == ()
    assert reading.item is not None
    assert reading.item.body == "集中缴费期到{截止}为止。"
    assert reading.item.place.lines["截止"] == 7
    assert reading.item.place.lines["带什么"] == 11
    assert reading.item.place.lines["正文"] == 29


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "message", "remedy"),
    [
        ("截止: 2026-12-31", "截止: 12月底", 7, "截止", "“12月底”不是日期", "2026年12月31日"),
        ("截止: 2026-12-31", "截止: 2026-11-31", 7, "截止", "没有“2026-11-31”这一天", "核对"),
        ("截止: 2026-12-31", "截止: 1926-12-31", 7, "截止", "年份不对", "核对年份"),
        ("截止: 2026-12-31", "截止:", 7, "截止", "空着", "不适用的写 无"),
        ("截止: 2026-12-31\n", "", None, "截止", "缺“截止”这一栏", "没有填 无"),
        ("截止: 2026", "截至: 2026", 7, "", "没有“截至”这一栏", "是不是“截止”"),
        (
            "贴出: 2026-11-23",
            "贴出: 2026-11-23\n贴出: 2026-11-24",
            24,
            "贴出",
            "写了两次",
            "删掉一处",
        ),
        ("类型: 通知", "类型: 通之", 3, "类型", "没有“通之”这一项", "是不是“通知”"),
        ("类型: 通知", "类型: 预公开", None, "意见办法", "要有“意见办法”", "加一行"),
        ("标题: 交明年", f"标题: {'长' * 20}", 5, "标题", "最多 24 个", "请删去 1 个字"),
        ("[公开栏, 广播]", "[公开拦, 广播]", 25, "渠道", "没有“公开拦”", "是不是“公开栏”"),
        ("每人400元", "每人400", 8, "金额", "没有单位", "元、万元或亿元"),
        ("每人400元", "100到200元", 8, "金额", "看不出是多少", "分成两条"),
        ("每人400元", "每月100元，老人200元", 8, "金额", "有 2 个数", "一条写一个数"),
        ("0597-0123456", "0597-012345611", 15, "电话", "不是电话号码", "核对"),
        ("0597-0123456", "1234567", 15, "电话", "不是电话号码", "核对"),
        ("0597-0123456", "5830000", 15, "电话", "没有区号", "加上区号"),
        ("- 乡劳保所 0597", "- 0597", 15, "电话", "没有写是哪里的电话", "乡党政办 0597"),
        ('  - "{截止}以前要交。"', "  - 一\n" * 5 + "  - 二", 17, "大白话", "有 6 条", "删去 2 条"),
        ("村: 全乡", "播几遍: 9", 26, "播几遍", "“9”不行", "1 到 5"),
        ("村: 全乡", "样例: 对", 26, "样例", "看不懂", "是 或 否"),
        ("村: 全乡", "读音:\n  便民: 变民", 27, "读音", "不是带声调的拼音", "biàn mín"),
        ("村: 全乡", "读音:\n  四百: wǔ bǎi", 27, "读音", "念成别的字", "请改正文"),
        ("村: 全乡", "读音:\n  便民: biàn", 27, "读音", "不是 2 个音节", "biàn mín"),
        ("村: 全乡", "读音: 便民", 26, "读音", "一词一行", "便民: biàn mín"),
        ("村: 全乡", "问答: 怎么交", 26, "问答", "要分开填：问、答", "每行写"),
        ("村: 全乡", "问答:\n  - 问: 怎么交", 27, "问答", "缺“答”", "补上"),
        ("村: 全乡", "预警:\n  级别: 橙色", 27, "预警", "却填了预警", "应急预警"),
        ("村: 全乡", "预警:\n  起始: 明天", 27, "预警·起始", "不是日期加时间", "2026-11-23 12:00"),
        ("村: 全乡", "正文: 写在这里", 26, "正文", "正文写了两处", "只留"),
        ("村: 全乡", "表格: {}", 26, "表格", "找不到 DX-2026-004.csv", "放在事项文件旁边"),
        ("村: 全乡", "图片: ../a.png", 26, "图片", "不是单独的文件名", "只写文件名"),
        ("村: 全乡", "表格:\n  列:\n    - {名称：户主，类型：姓名}", 28, "表格·列", "没有", "半角"),
        ("村: 全乡", "预警:\n  级别: 橙", 27, "预警·级别", "没有“橙”", "蓝色、黄色、橙色、红色"),
        ("村: 全乡", "链接: 百度", 26, "链接", "不是网址", "https://"),
        ("村: 全乡", f"链接: https://{'a' * 60}", 26, "链接", "68 个字符，最多 60 个", "短网址"),
        ("村: 全乡", "图片: a.gif", 26, "图片", "后缀不对", ".png"),
        ("编号: DX-2026-004", "编号: DX-2026-005", 2, "编号", "文件名却是 DX-2026-004.md", "改"),
    ],
)
def test_a_wrong_field_is_told_with_line_and_remedy(
    read: Callable[..., ItemFile],
    old: str,
    new: str,
    line: int | None,
    field: str,
    message: str,
    remedy: str,
) -> None:
    reading = read(changed(old, new))

    assert reading.item is None
    told = [f for f in reading.findings if message in f.message]
    assert told, reading.findings
    assert told[0].file == FILE
    assert (told[0].line, told[0].field) == (line, field)
    assert remedy in told[0].remedy


@pytest.mark.parametrize(
    ("old", "new", "line", "message", "remedy"),
    [
        ("带什么:\n  - 身份证", "带什么: [身份证", 11, "方括号或花括号没有成对", "补上"),
        ("谁: 没有", '谁: "没有', 6, "引号没有成对", "补上"),
        ("  - 身份证", "  - 身份证\n \t - 户口本", 13, "混用了空格和制表符", "两个空格"),
        ("---\n\n集中", "\n\n集中", 30, "没有第二行 ---", "写一行 ---"),
        ("---\n编号", "编号", 1, "文件开头没有 ---", "三个减号"),
        ("谁: 没有", "谁: &a b\n怎么: *a\n有: ", None, "", ""),
    ],
)
def test_a_broken_head_is_told_with_its_line(
    read: Callable[..., ItemFile], old: str, new: str, line: int | None, message: str, remedy: str
) -> None:
    reading = read(changed(old, new))

    assert reading.item is None
    stops = [f for f in reading.findings if f.severity is Severity.STOP]
    assert message in stops[0].message
    assert remedy in stops[0].remedy
    assert line is None or stops[0].line == line


@pytest.mark.parametrize("open_sign", ["[[[[", "{{", "[", "{"])
def test_a_bracket_left_open_in_the_last_line_is_told(
    read: Callable[..., ItemFile], open_sign: str
) -> None:
    reading = read(changed("\n---\n\n", f"\n图片:\n  {open_sign}\n---\n\n"))

    assert any("方括号或花括号没有成对" in one.message for one in reading.findings)


@pytest.mark.parametrize("deep", [33, 400, 480])
def test_entries_within_entries_without_end_are_told(
    read: Callable[..., ItemFile], deep: int
) -> None:
    reading = read(changed("\n---\n\n", f"\n另外的数:\n  {'- ' * deep}一\n---\n\n"))

    assert any("分条套得太深" in one.message for one in reading.findings)


def test_all_problems_are_told_at_once(read: Callable[..., ItemFile]) -> None:
    text = (
        changed("截止: 2026-12-31", "截止: 明年").replace("渠道:", "频道:").replace("400元", "400")
    )

    told = [(finding.line, finding.field) for finding in read(text).findings]

    assert told == [(None, "渠道"), (7, "截止"), (8, "金额"), (25, "")]


def test_a_gbk_file_is_named_with_the_way_out(read: Callable[..., ItemFile]) -> None:
    finding = only(read(GOOD.encode("gbk")))

    assert "不是 UTF-8" in finding.message
    assert "另存为" in finding.remedy


def test_a_utf16_file_is_named_with_the_way_out(read: Callable[..., ItemFile]) -> None:
    assert "UTF-16" in only(read(GOOD.encode("utf-16"))).message


@pytest.mark.parametrize("text", ["", "\n\n  \n"])
def test_an_empty_file_is_told(read: Callable[..., ItemFile], text: str) -> None:
    assert "文件是空的" in only(read(text)).message


def test_a_byte_order_mark_and_windows_line_ends_are_no_matter(
    read: Callable[..., ItemFile],
) -> None:
    reading = read(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())

    assert reading.findings == ()
    assert reading.item is not None
    assert "\r" not in reading.item.body


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("标题: 交", "标题：交"),
        ("标题: 交", "标题:交"),
        ("标题: 交", "标题 ： 交"),
        ("带什么:\n  - 身份证", "带什么：\n  - 身份证"),
        ("  - 身份证", "\t- 身份证"),
        ("  - 身份证", "　- 身份证"),
        ("  - 身份证", "  -身份证"),
        ("  - 身份证", "  － 身份证"),
        ("  - 身份证", "  - 身\u200b份证"),
    ],
)
def test_slips_that_can_mean_one_thing_only_are_mended_and_told(
    read: Callable[..., ItemFile], old: str, new: str
) -> None:
    reading = read(changed(old, new))

    assert reading.item is not None, reading.findings
    assert (reading.item.title, reading.item.bring) == ("交明年的居民医保", ("身份证",))
    assert only(reading, Severity.INFO).code == "F09"


@pytest.mark.parametrize(
    "value",
    [
        "收费: 每月",
        "@所有人",
        "*重要*",
        "{截止}前交费",
        "50%的人",
        "%50",
        "！注意",
        "'交'费",
        "[2026]5号",
        '"三公"经费',
    ],
)
def test_signs_that_yaml_keeps_for_itself_are_plain_text_here(
    read: Callable[..., ItemFile], value: str
) -> None:
    reading = read(changed("标题: 交明年的居民医保", f"标题: {value}"))

    assert reading.item is not None
    assert reading.item.title == value


def test_a_tag_does_not_swallow_its_text(read: Callable[..., ItemFile]) -> None:
    reading = read(changed("标题: 交明年的居民医保", "标题: !注意 防火"))

    assert reading.item is not None
    assert reading.item.title == "!注意 防火"


def test_text_after_a_hash_is_left_out_and_told(read: Callable[..., ItemFile]) -> None:
    reading = read(changed("地点: 乡便民服务中心", "地点: 乡便民服务中心 #二楼"))

    assert "不会印出来" in only(reading, Severity.INFO).message


def test_labels_inside_a_script_are_text(read: Callable[..., ItemFile]) -> None:
    script = "广播稿: |\n  电话：12393\n  金额:400元\n  - 第一条"

    reading = read(changed("村: 全乡", script))

    assert reading.findings == ()
    assert reading.item is not None
    assert reading.item.script == "电话：12393\n金额:400元\n- 第一条"


def test_entries_on_one_line_count_as_entries(read: Callable[..., ItemFile]) -> None:
    text = changed("带什么:\n  - 身份证", "带什么: 身份证（办医保、低保的）、户口本")

    item = read(text.replace("[公开栏, 广播]", "公开栏、广播，墟天")).item

    assert item is not None
    assert item.bring == ("身份证（办医保、低保的）", "户口本")
    assert len(item.channels) == 3


def test_nothing_is_said_by_the_word_for_it(read: Callable[..., ItemFile]) -> None:
    text = changed("带什么:\n  - 身份证", "带什么: 无").replace("截止: 2026-12-31", "截止: 无")

    item = read(text.replace("每人400元", "无").replace("村: 全乡", "文号: 无")).item

    assert item is not None
    assert (item.bring, item.deadline, item.amounts, item.doc_no) == ((), None, (), "")


def test_a_long_body_is_refused_with_its_length(read: Callable[..., ItemFile]) -> None:
    assert "最多 20000 个" in only(read(GOOD + "字" * 20_000)).message


def test_a_huge_file_is_refused_unread(read: Callable[..., ItemFile]) -> None:
    assert "超过 1 MB" in only(read(GOOD + "字" * 400_000)).message


def test_a_link_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "items"
    folder.mkdir()
    (tmp_path / "elsewhere.md").write_text(GOOD, encoding="utf-8")
    (folder / "DX-2026-004.md").symlink_to(tmp_path / "elsewhere.md")

    assert "快捷方式" in only(read_item(folder / "DX-2026-004.md")).message


def test_a_name_that_is_no_number_is_refused(read: Callable[..., ItemFile]) -> None:
    reading = read(changed("编号: DX-2026-004\n", ""), "医保.md")

    assert any("不能作编号" in finding.message for finding in reading.findings)


def test_a_billion_laughs_are_not_laughed(read: Callable[..., ItemFile]) -> None:
    bomb = "甲: &a [x, x]\n" + "".join(
        f"乙{n}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)
    )

    assert read(changed("村: 全乡\n", bomb)).item is None


@pytest.mark.parametrize(
    "deep",
    [
        "[" * 300_000,
        "{甲: " * 100_000,
        "- " * 1_400 + "乙",
        "[\n " * 100_000,
        "[" * 390 + "]" * 390,
    ],
)
def test_a_head_that_nests_without_end_does_not_end_the_process(
    read: Callable[..., ItemFile], deep: str
) -> None:
    reading = read(
        changed("村: 全乡\n", f"带的: {deep}\n" if deep[0] != "-" else f"带的:\n  {deep}\n")
    )

    assert reading.item is None
    assert {finding.code for finding in reading.findings} <= {"F02", "F03"}


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_damage_to_a_file_is_ever_more_than_a_finding(
    tmp_path: Path, data: st.DataObject
) -> None:
    folder = tmp_path / "items"
    folder.mkdir(exist_ok=True)
    text = GOOD.encode()
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 40, len(text))))
    junk = data.draw(
        st.one_of(
            st.binary(max_size=12),
            st.text(alphabet="：: -—\t#&*!|>{}[]'\"\n表格列无400元", max_size=12).map(str.encode),
        )
    )
    (folder / "DX-2026-004.md").write_bytes(text[:start] + junk + text[end:])

    reading = read_item(folder / "DX-2026-004.md")

    stopped = any(finding.severity is Severity.STOP for finding in reading.findings)
    assert stopped == (reading.item is None)

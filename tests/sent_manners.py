"""Further manners in which offices lay out a list; rows, merged cells, and what a person reads."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from tests.workbooks import book_of

if TYPE_CHECKING:
    from collections.abc import Sequence

N: None = None  # a blank cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    rows: Sequence[Sequence[Any]]
    merged: tuple[str, ...] = ()
    caption: str = ""
    names: tuple[str, ...]
    first: tuple[str, ...]
    people: int
    sums: int = 0
    told: str = ""

    @property
    def data(self) -> bytes:
        return book_of(self.rows, merged=self.merged)


MANNERS = {
    "the sum stands first": Manner(
        rows=[
            ["附件3"],
            ["2026年退耕还林补助资金兑现公示表"],
            ["填报单位（盖章）：样例乡林业站", N, N, N, "填报时间：2026年11月5日", N],
            [],
            ["序号", "村", "小班号", "户主", "面积", "金额"],
            [N, "合计", N, N, 7.5, 937.5],
            [1, "样例一村", "12-3", "甲某某", 5, 625],
            [2, "样例一村", "12-4", "乙某某", 2.5, 312.5],
        ],
        merged=("A2:F2",),
        caption="2026年退耕还林补助资金兑现公示表",
        names=("序号", "村", "小班号", "户主", "面积", "金额"),
        first=("1", "样例一村", "12-3", "甲某某", "5", "625"),
        people=2,
        sums=1,
    ),
    "two columns of the same": Manner(
        rows=[
            ["高龄补贴名单"],
            ["序号", "姓名", "金额", "序号", "姓名", "金额"],
            [1, "甲某某", 100, 3, "丙某某", 100],
            [2, "乙某某", 100, 4, "丁某某", 200],
        ],
        merged=("A1:F1",),
        caption="高龄补贴名单",
        names=("序号", "姓名", "金额", "序号", "姓名", "金额"),
        first=("1", "甲某某", "100", "3", "丙某某", "100"),
        people=2,
        told="重复",
    ),
    "names in three rows": Manner(
        rows=[
            ["序号", "承包方", N, N, "补贴", N, "备注"],
            [N, "姓名", "证件", N, "面积", "金额", N],
            [N, N, "类型", "号码", N, N, N],
            [1, "甲某某", "身份证", "99999919500101100X", 2, 160, N],
            [2, "乙某某", "身份证", "999999195001011028", 1, 80, "代领"],
        ],
        merged=("A1:A3", "B1:D1", "B2:B3", "C2:D2", "E1:F1", "E2:E3", "F2:F3", "G1:G3"),
        names=(
            "序号",
            "承包方姓名",
            "承包方证件类型",
            "承包方证件号码",
            "补贴面积",
            "补贴金额",
            "备注",
        ),
        first=("1", "甲某某", "身份证", "99999919500101100X", "2", "160", ""),
        people=2,
    ),
    "names in two rows, nothing merged": Manner(
        rows=[
            ["村", "姓名", "早稻", N, "晚稻", N],
            [N, N, "面积", "金额", "面积", "金额"],
            ["样例一村", "甲某某", 1, 100, 2, 100],
            ["样例一村", "乙某某", 3, 300, 1, 50],
        ],
        names=("村", "姓名", "早稻面积", "早稻金额", "晚稻面积", "晚稻金额"),
        first=("样例一村", "甲某某", "1", "100", "2", "100"),
        people=2,
    ),
    "villages stand above their rows": Manner(
        rows=[
            ["临时救助公示"],
            ["序号", "姓名", "原因", "金额"],
            ["样例一村"],
            [1, "甲某某", "住院", 500],
            [2, "乙某某", "火灾", 800],
            ["小计", N, N, 1300],
            ["样例二村"],
            [3, "丙某某", "住院", 300],
            ["小计", N, N, 300],
            ["合计", N, N, 1600],
        ],
        merged=("A1:D1", "A3:D3", "A7:D7"),
        caption="临时救助公示",
        names=("序号", "姓名", "原因", "金额"),
        first=("1", "甲某某", "住院", "500"),
        people=3,
        sums=3,
        told="样例一村",
    ),
    "years are names": Manner(
        rows=[
            ["村集体收入（单位：万元）"],
            ["村", 2024, 2025, 2026],
            ["样例一村", 12.5, 13, 14],
            ["样例二村", 8, 9.25, 10],
            ["合计", 20.5, 22.25, 24],
        ],
        merged=("A1:D1",),
        caption="村集体收入",
        names=("村", "2024", "2025", "2026"),
        first=("样例一村", "12.5", "13", "14"),
        people=2,
        sums=1,
    ),
    "figures are words": Manner(
        rows=[
            ["姓名", "电话", "金额", "发放日期", "已签"],
            ["甲某某", 13800000000, "1,200元", "2026.11.3", "√"],
            ["乙某某", "138 0000 0001", "800元", "2026.11.4", N],
        ],
        names=("姓名", "电话", "金额", "发放日期", "已签"),
        first=("甲某某", "13800000000", "1,200元", "2026.11.3", "√"),
        people=2,
    ),
    "words above and below": Manner(
        rows=[
            ["公益性岗位补贴名单公示"],
            ["公示时间：2026年11月1日至11月7日"],
            ["序号", "姓名", "岗位", "月补贴（元）"],
            [1, "甲某某", "保洁", 800],
            [2, "乙某某", "护林", 900],
            ["合计：2人", N, N, 1700],
            ["监督电话：0000-0000000"],
            ["样例乡人民政府"],
            ["2026年11月1日"],
        ],
        merged=("A1:D1", "A2:D2", "A7:D7"),
        caption="公益性岗位补贴名单公示",
        names=("序号", "姓名", "岗位", "月补贴（元）"),
        first=("1", "甲某某", "保洁", "800"),
        people=2,
        sums=1,
        told="监督电话",
    ),
    "it begins in the middle": Manner(
        rows=[[], [], [], [N, N, "序号", "姓名", "金额"], [N, N, 1, "甲某某", 5]],
        names=("序号", "姓名", "金额"),
        first=("1", "甲某某", "5"),
        people=1,
    ),
    "two lists below each other": Manner(
        rows=[
            ["低保新增名单"],
            ["序号", "姓名", "金额"],
            [1, "甲某某", 400],
            ["低保停发名单"],
            ["序号", "姓名", "原因"],
            [1, "乙某某", "收入超过"],
        ],
        merged=("A1:C1", "A4:C4"),
        caption="低保新增名单",
        names=("序号", "姓名", "金额"),
        first=("1", "甲某某", "400"),
        people=1,
        told="第 5 行起是另一张表，没有读",
    ),
    "two columns alone": Manner(
        rows=[["村名", "户数"], ["样例一村", 320], ["样例二村", 210], ["合计", 530]],
        names=("村名", "户数"),
        first=("样例一村", "320"),
        people=2,
        sums=1,
    ),
    "one sum for a household": Manner(
        rows=[
            ["户主", "成员", "关系", "享受金额"],
            ["甲某某", "甲某某", "本人", 1200],
            [N, "乙某某", "妻", N],
            [N, "丙某某", "子", N],
            ["丁某某", "丁某某", "本人", 400],
        ],
        merged=("A2:A4", "D2:D4"),
        names=("户主", "成员", "关系", "享受金额"),
        first=("甲某某", "甲某某", "本人", "1200"),
        people=4,
        told="D2 1 处合并的格子里是数，没有拆开填",
    ),
}

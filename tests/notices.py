"""Notices and a township for tests of what hangs on paper."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from kit.compose.sheet_context import SheetContext
from kit.model.item import Amount, Channel, Dates, Item, Kind, Phone
from kit.model.township import Step, Township
from tests.page_reading import Square

TOWNSHIP = Township(
    name="大溪乡",
    county="永定区",
    government="大溪乡人民政府",
    id_prefix="DX",
    villages=("大溪村", "黄龙村"),
    boards=(),
    market=None,
    slots=(),
    departments=(),
    chain=(
        Step(name="保密审查", post="保密审查员", checklist=("不涉密", "没有个人隐私")),
        Step(name="初审", post="党政办负责人", checklist=("文字通顺", "数字、日期、电话没有写错")),
        Step(name="终审", post="区数字办", checklist=("可以公开",)),
    ),
    page_host="daxi.example.cn",
    sample=True,
)
SETTING = SheetContext(
    township=TOWNSHIP,
    metrics=Square(),
    lunar=lambda _day: "十一月廿三",
    payload="https://daxi.example.cn/D/26W48-03",
    code_id="26W48-03",
    check_code="7K2M-9QXD",
)
NOTICE = Item(
    item_id="DX-2026-004",
    kind=Kind.NOTICE,
    title="交明年的居民医保",
    full_title="关于2027年度城乡居民基本医疗保险集中缴费的通知（样例）",
    field_name="医疗保障",
    issuer="大溪乡人民政府",
    dept="乡劳保所",
    basis=("政府信息公开条例第二十条第（十一）项",),
    dates=Dates(formed=date(2026, 11, 16), publish=date(2026, 11, 23), expire=date(2026, 12, 31)),
    channels=(Channel.BOARD, Channel.LOUDSPEAKER),
    plain=("明年的居民医保，{截止}以前要交。", "每人{金额}。"),
    doc_no="永大政〔2026〕69号",
    who="没有参加职工医保的村民，不分老少",
    deadline=date(2026, 12, 31),
    amounts=(Amount(label="每人", value=Decimal(400), unit="元"),),
    when="2026年9月1日到12月31日",
    where="乡便民服务中心、村委会、银行",
    bring=("身份证或户口本",),
    how="不会用手机的，带证件到便民服务中心交",
    phones=(
        Phone(label="医保服务热线", number="12393", dialled=date(2026, 11, 20)),
        Phone(label="乡劳保所", number="0597-0123456"),
    ),
    sample=True,
    body="集中缴费期为2026年9月1日至{截止}。\n工作人员**不会打电话要验证码**，谨防诈骗。",
)


def notice(**changes: Any) -> Item:
    return replace(NOTICE, **changes)

"""Notices as strangers wrote them: some key facts, and one sentence that is right or wrong."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from kit.checks import Context, check_item
from kit.model.finding import Severity
from kit.source.item_file import read_item_text
from tests.notices import TOWNSHIP

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.model.finding import Finding

DATA = Path(__file__).parent / "data" / "strangers"
OWN = replace(
    TOWNSHIP,
    name="样例乡",
    county="样例县",
    villages=("样例一村", "样例二村", "样例三村", "样例四村"),
)
_ID = "YL-2026-001"
_FIELDS = ("谁", "截止", "金额", "时间", "地点", "带什么", "怎么办", "电话")
_WITH_TABLE = ("名单公示", "数据表", "废止")
_PLAIN_TABLE = "项目,说明\n公开事项,见原件\n"
_MOST = 45


def rows(name: str) -> list[dict[str, Any]]:
    """The lines of a file of cases, each a record."""
    return [json.loads(line) for line in (DATA / name).read_text("utf-8").splitlines()]


def told(row: dict[str, Any], declared: Iterable[str] = ()) -> list[Finding]:
    """All that reading and checks say of a notice that they do not say without its sentence."""
    usual = {(one.code, one.message) for one in _look(row, "", ())}
    found = _look(row, row["text"], declared)
    return [one for one in found if (one.code, one.message) not in usual]


def stops(row: dict[str, Any], declared: Iterable[str] = ()) -> list[Finding]:
    """What stops the notice because of the sentence."""
    return [one for one in told(row, declared) if one.severity is Severity.STOP]


def _look(row: dict[str, Any], text: str, declared: Iterable[str]) -> list[Finding]:
    head, body, table, published = _written(row, text)
    if declared:
        head["另外的数"] = list(declared)
    written = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, default_style='"')
    files = {f"{_ID}.csv": table.encode()} if "表格" in head else {}
    read = read_item_text(f"items/{_ID}.md", f"---\n{written}---\n\n{body}\n", files)
    found = list(read.findings)
    if read.item is not None:
        found += check_item(read.item, Context(township=OWN, today=published))
    return found


def _written(row: dict[str, Any], text: str) -> tuple[dict[str, Any], str, str, date]:
    facts, field = row["facts"], row["field"]
    table = facts.get("表格", _PLAIN_TABLE)
    kind = row["kind"] if row["kind"] in _WITH_TABLE or field != "表格" else "数据表"
    published = date.fromisoformat(row["published"])
    head: dict[str, Any] = {"编号": _ID, "样例": "是", "类型": kind, "标题": "看一看这件事"}
    head |= {"全称": "关于这件事情的公告", "公开对象": "全社会"}
    head |= {label: facts.get(label, "无") for label in _FIELDS}
    head["大白话"] = ["请大家看清楚再去办。"]
    head |= {"承办": "乡党政办", "发布单位": "样例乡人民政府", "依据": ["政府信息公开条例第二十条"]}
    head |= {"成文": str(published), "贴出": str(published)}
    head["摘下"] = str(published + timedelta(days=67)) if head["截止"] == "无" else head["截止"]
    head |= {"渠道": ["公开栏", "网站"], "村": facts.get("村", "全乡"), "个人信息": "无"}
    head |= _of_kind(kind, facts, published)
    if kind in _WITH_TABLE:
        head["表格"] = {"文件": f"{_ID}.csv", "标题": "一览"}
    body = [
        "请大家互相转告。",
        *(facts[name] for name in ("正文", "雨量", "人数") if name in facts),
    ]
    if text and field == "表格":
        table = text
    elif text and field == "正文":
        body.append(text)
    elif text:
        head[field] = _as_written(field, text)
    return head, "\n".join(body), table, published


def _of_kind(kind: str, facts: dict[str, Any], published: date) -> dict[str, Any]:
    if kind == "预公开":
        period = {"起": str(published), "止": facts["截止"]}
        return {"意见办法": {"办法": ["打电话"], "理由": "大家商量"}, **period}
    if kind == "处罚公示":
        return {"救济": "不服的，可以依法申请行政复议，也可以起诉。"}
    if kind == "废止":
        return {"替代": [f"样政〔20{17 + n}〕90{n}号" for n in (1, 2, 3)]}
    if kind == "应急预警":
        return {
            "预警": {"范围": "样例乡全乡", "警示": "会有危险", "措施": ["听通知"], **facts["预警"]}
        }
    return {}


def _as_written(field: str, text: str) -> Any:
    if field == "大白话":
        return [one for one in re.findall(f"[^。]{{1,{_MOST}}}。?", text) if one]
    if field == "问答":
        question, _, answer = text.partition("答：")
        return [{"问": question.removeprefix("问：").strip(), "答": answer.strip()}]
    return text.split("、") if field == "带什么" else text

"""A title as somebody says it to a village: 请大家交明年的居民医保."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.model.item import Kind, Scope
from kit.text.near_words import divided

if TYPE_CHECKING:
    from collections.abc import Mapping

ASKED = "请大家{title}"
"""What people are asked to do."""
TOLD = "给大家说一说，{title}"
LEADS: Mapping[Kind, str] = {
    Kind.PENALTY: "提醒大家，{title}",
    Kind.BAN: "提醒大家，{title}",
    Kind.REPEAL: "告诉大家，{title}",
    Kind.DECISION: "告诉大家，{title}",
    Kind.WATER: "告诉大家，{title}",
    Kind.POWER: "告诉大家，{title}",
    Kind.GAS: "告诉大家，{title}",
    Kind.ROAD: "告诉大家，{title}",
    Kind.CLARIFY: "跟大家说清楚，{title}",
}
"""How a title is led in that asks for nothing, by kind; others are ``TOLD``."""

_TO_DO = """
交 缴 领 提 办 补 看 查 签 换 打 带 来 去 选 评 填 报 学 种 防 不 别 莫 清
缴纳 补缴 补交 领取 申领 申请 申报 办理 补办 换领 换发 核对 核实 核查 登记 报名 报送 参加 参与
预约 接种 体检 检查 注意 小心 警惕 防范 防止 谨防 严防 预防 支持 配合 爱护 节约 清理 打扫
投票 认领 查看 查询 监督 投保 参保 续保 保管 收好 关好 远离 拒绝 抵制 举报 反映 安装 更换
"""
"""First words of a title that are something to do."""
TO_DO = frozenset(_TO_DO.split())

_GIVES_OPINION = re.compile("^提(.{2,10})的?意见$")
_ON_SOMETHING = re.compile("^对.{2,10}[提说讲]")
_IS_EVENT = re.compile("(?:报名|缴费|体检|接种|年审|招聘|培训|登记|申请|办理|评选|招生)$")


def said_title(title: str, kind: Kind, scope: Scope, *, again: bool = False) -> str:
    """Return a title as a sentence without its stop; all are asked for what concerns all.

    ``again``: what is only told needs no leading in a second time.
    """
    if match := _GIVES_OPINION.match(title):
        title = f"对{match[1]}提意见"
    is_to_do = bool(_ON_SOMETHING.match(title)) or _first_word(title) in TO_DO
    if is_to_do and scope is Scope.EVERYONE:
        return ASKED.format(title=title)
    named = f"{title}的事" if is_to_do or _IS_EVENT.search(title) else title
    return named if again else LEADS.get(kind, TOLD).format(title=named)


def _first_word(title: str) -> str:
    words = divided(title)
    return words[0][1] if words else ""

"""The first poster: what a board of this township would look like, before anything is written."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from kit.edition.jobs.one_item import outside_weeks
from kit.model.township import Paper
from kit.office.look import OpenWorkspace, look_at, sheets_of
from kit.office.settings_draft import township_so_far
from kit.source.item_file import read_item_text
from kit.source.workspace import Workspace

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from kit.model.township import Township
    from kit.office.look import SheetLook
    from kit.progress import Clock

WIDTH_PX = 560
NEAREST_M, FARTHEST_M = 0.3, 20.0
_HANGS = timedelta(days=30)


def sample_sheet(
    folder: Path, clock: Clock, *, paper: str = "", read_from_m: float | None = None
) -> SheetLook | None:
    """Return a notice of this township on a board's paper: by default on its first board's.

    None where the settings are too wrong to show one.

    Raises:
        SourceError: There is no ``kit.toml``, or it is no TOML.
    """
    township = township_so_far(folder)
    if township is None:
        return None
    board = township.boards[0]
    if paper in {one.value for one in Paper}:
        board = replace(board, paper=Paper(paper))
    if read_from_m is not None and NEAREST_M <= read_from_m <= FARTHEST_M:
        board = replace(board, read_from_m=read_from_m)
    return _drawn(folder, replace(township, boards=(board,)), clock().date())


def _drawn(folder: Path, township: Township, today: date) -> SheetLook | None:
    workspace = Workspace(folder=folder, township=township, items=(), findings=(), refused=())
    opened = OpenWorkspace(workspace, outside_weeks(workspace, today))
    number = f"{township.id_prefix}-{today.year}-001"
    item = read_item_text(f"items/{number}.md", _notice(township, number, today), {}).item
    assert item is not None
    return look_at(opened, item, sheets_of(opened, item)[0], width_px=WIDTH_PX)


def _notice(township: Township, number: str, today: date) -> str:
    """Return a notice that is true of every township."""
    office = township.departments[0]
    phone = f"\n  - {office.name} {office.phone}" if office.phone else " 无"
    return f"""---
编号: {number}
类型: 通知
标题: 有事看公开栏
公开对象: 全社会
谁: 全乡群众
截止: 无
金额: 无
时间: 今天起
地点: 各村公开栏
带什么: 无
怎么办: 每周看一次；看不清、听不懂，就打电话问
电话:{phone}
大白话:
  - 乡里的通知，今后都贴在公开栏，大喇叭里也播。
承办: {office.name}
发布单位: {township.government}
依据: [政府信息公开条例第二十三条]
成文: {today}
贴出: {today}
摘下: {today + _HANGS}
渠道: [公开栏]
村: 全乡
播几遍: 1
个人信息: 无
---

乡里的通知，今后都贴在各村公开栏，大喇叭里也播。
"""

"""Verbs about a week: plan, build."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

import click

from kit.cli.options import FOLDER, Line, as_json, now, show_json, week_option
from kit.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("folder", default=".", **FOLDER)
@week_option
@as_json
def plan(folder: Path, week: str, *, in_json: bool) -> None:
    """看这一周：墟天、要贴的、要发的、要播的、到期的、要摘的。"""
    from kit.cli.plan_text import plan_lines
    from kit.office.plan import plan_week

    planned = plan_week(folder, week, now)
    if in_json:
        show_json(planned)
        return
    for line in plan_lines(planned):
        click.echo(line)


@click.command()
@click.argument("folder", default=".", **FOLDER)
@week_option
@click.option("--only", metavar="渠道", help="只重做这些渠道，如 公开栏,广播。")
@click.option("--only-item", metavar="编号", help="只重做这一条，如应急预警。")
@click.option("--draft", is_flag=True, help="没签完字的也做出来，盖上“送审稿”。")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=None, metavar="个数", help="同时做几件。"
)
@click.option("--all", "every", is_flag=True, help="文件夹里放着各乡的工作夹，每个都做。")
@click.option("--cluster", metavar="地址", help="和 --all 一起用：叫集群念，如 tls://主机:8786。")
@as_json
def build(
    folder: Path,
    week: str,
    only: str | None,
    only_item: str | None,
    workers: int | None,
    cluster: str | None,
    *,
    draft: bool,
    every: bool,
    in_json: bool,
) -> None:
    """做一期：海报、宣传单、全文页、扫码页、广播，查过再发布。"""
    from kit.office.build import build as build_edition

    at_once = workers or min(os.cpu_count() or 1, 8)
    if every:
        if only_item is not None:
            raise click.BadParameter(
                "一条事项只在一个乡，不能和 --all 一起用。", param_hint="--only-item"
            )
        chosen = frozenset[str]() if only is None else _channels(only)
        _build_all(folder, week, chosen, at_once, cluster or "", draft=draft, in_json=in_json)
        return
    if cluster is not None:
        raise click.BadParameter("要和 --all 一起用。", param_hint="--cluster")
    result = build_edition(
        folder,
        now,
        Line(),
        week=week,
        channels=() if only is None else _channels(only),
        only_item="" if only_item is None else _number(only_item),
        draft=draft,
        workers=at_once,
    )
    if in_json:
        show_json(result)
    else:
        click.echo(
            f"做好了：{result.edition}（新做 {result.made} 项，没变的 {result.reused} 项）"
            if result.changed
            else f"内容没有变，还是这一期：{result.edition}"
        )
        for found in result.findings:
            click.echo(f"{found.severity} {found.code} {found.file} {found.message}{found.remedy}")
        for note in result.notes:
            click.echo(note)
        for name, why in result.left_out.items():
            click.echo(f"没有放进去：{name}　{why}")
        click.echo(f"请打开：{result.edition.parent.parent / '本周.html'}")
    if result.left_out:
        sys.exit(ExitCode.UNSIGNED)


def _build_all(
    home: Path,
    week: str,
    channels: frozenset[str],
    workers: int,
    cluster: str,
    *,
    draft: bool,
    in_json: bool,
) -> None:
    """Build every workspace in a folder and end as the gravest of them would."""
    from kit.cli.built_text import built_lines
    from kit.office.build_all import build_all

    built = build_all(
        home,
        now,
        Line(),
        week=week,
        channels=channels,
        draft=draft,
        workers=workers,
        cluster=cluster,
    )
    if in_json:
        show_json(built)
    else:
        for line in built_lines(built):
            click.echo(line)
    sys.exit(built.exit_code)


def _channels(text: str) -> frozenset[str]:
    # Loaded only here: most builds name no channel, and are answered at once.
    from kit.model.outputs import channels_with

    names = [name for name in text.replace("，", ",").split(",") if name.strip()]
    known = [channel.value for channel in channels_with()]
    for name in names:
        if name.strip() not in known:
            raise click.BadParameter(
                f"没有渠道“{name}”，可以写：{'、'.join(known)}。", param_hint="--only"
            )
    if not names:
        raise click.BadParameter(f"要写上渠道：{'、'.join(known)}。", param_hint="--only")
    return frozenset(name.strip() for name in names)


def _number(text: str) -> str:
    if not text.strip():
        raise click.BadParameter("要写上编号，如 DX-2026-008。", param_hint="--only-item")
    return text

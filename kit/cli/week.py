"""Verbs about a week: plan, build."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from datetime import datetime
from typing import TYPE_CHECKING

import click

from kit.cli.options import FOLDER, Line, as_json, item_number, week_option
from kit.errors import ExitCode
from kit.model.outputs import channels_with

if TYPE_CHECKING:
    from pathlib import Path

    from kit.edition.work import Work
    from kit.plan.week import Week


@click.command()
@click.argument("folder", default=".", **FOLDER)
@week_option
@as_json
def plan(folder: Path, week: str, *, in_json: bool) -> None:
    """看这一周：墟天、要贴的、要发的、要播的、到期的、要摘的。"""
    from kit.cli.plan_text import plan_as_json, plan_lines

    work = _work(folder, week)
    if in_json:
        click.echo(json.dumps(plan_as_json(work), ensure_ascii=False, indent=1))
        return
    for line in plan_lines(work):
        click.echo(line)


def _work(folder: Path, week: str) -> Work:
    from kit.edition.request import Options
    from kit.edition.work import look_at_week

    now = datetime.now().astimezone()
    return look_at_week(folder, Options(week=_week(week, now), now=now))


def _week(text: str, now: datetime) -> Week:
    from kit.plan.week import Week

    return Week.parse(text) if text else Week.of(now.date())


@click.command()
@click.argument("folder", default=".", **FOLDER)
@week_option
@click.option("--only", default="", metavar="渠道", help="只重做这些渠道，如 公开栏,广播。")
@click.option(
    "--only-item", default="", metavar="编号", type=item_number, help="只重做这一条，如应急预警。"
)
@click.option("--draft", is_flag=True, help="没签完字的也做出来，盖上“送审稿”。")
@click.option(
    "--workers", type=click.IntRange(1, 64), default=None, metavar="个数", help="同时做几件。"
)
@as_json
def build(
    folder: Path,
    week: str,
    only: str,
    only_item: str,
    workers: int | None,
    *,
    draft: bool,
    in_json: bool,
) -> None:
    """做一期：海报、宣传单、全文页、扫码页、广播，查过再发布。"""
    from kit.edition.published.unchanged import last_result
    from kit.edition.request import Options

    now = datetime.now().astimezone()
    options = Options(
        week=_week(week, now),
        now=now,
        draft=draft,
        channels=_channels(only),
        only_item=only_item,
        workers=workers or min(os.cpu_count() or 1, 8),
    )
    result = last_result(folder, options)
    if result is None:
        from kit.edition.build import build as build_edition

        result = build_edition(folder, options, Line())
    if in_json:
        summary = {
            "edition": str(result.edition),
            "changed": result.changed,
            "made": result.made,
            "reused": result.reused,
            "left_out": dict(result.left_out),
            "findings": [asdict(finding) for finding in result.findings],
            "notes": list(result.notes),
        }
        click.echo(json.dumps(summary, ensure_ascii=False, indent=1))
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


def _channels(text: str) -> frozenset[str]:
    names = [name for name in text.replace("，", ",").split(",") if name.strip()]
    known = [channel.value for channel in channels_with()]
    for name in names:
        if name.strip() not in known:
            raise click.BadParameter(
                f"没有渠道“{name}”，可以写：{'、'.join(known)}。", param_hint="--only"
            )
    return frozenset(name.strip() for name in names)

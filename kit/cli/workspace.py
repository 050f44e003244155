"""Verbs about the workspace: init, new, check."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.options import FOLDER, as_json
from kit.errors import ExitCode, SourceError
from kit.model.finding import Severity
from kit.model.item import Kind

if TYPE_CHECKING:
    from kit.model.finding import Finding


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="工作夹")
@click.option("--sample", is_flag=True, help="放进大溪乡的样例，马上可以做一期。")
def init(folder: Path, *, sample: bool) -> None:
    """新建一个工作夹。"""
    from kit.office.set_up import set_up

    set_up(folder, sample=sample, now=datetime.now().astimezone())
    click.echo(f"工作夹建好了：{folder.resolve()}")
    click.echo("先看看 kit.toml 里的乡名、村名、公开栏和墟期对不对。")
    then = "kit build" if sample else "kit new 通知 标题 --in"
    click.echo(f"再运行：{then} {folder}")


@click.command()
@click.argument("kind", metavar="类型", type=click.Choice([kind.value for kind in Kind]))
@click.argument("title", metavar="[标题]", default="")
@click.option("--in", "folder", default=".", **FOLDER, help="工作夹，默认是当前文件夹。")
def new(kind: str, title: str, folder: Path) -> None:
    """新建一条公开事项，留好要填的项目。"""
    from kit.source.numbers import next_item_id
    from kit.source.template import new_item_text
    from kit.source.workspace import open_workspace

    workspace = open_workspace(folder)
    today = datetime.now().astimezone().date()
    item_id = next_item_id(workspace, today.year)
    path = folder / "items" / f"{item_id}.md"
    if path.exists():
        raise SourceError(f"{path.name} 已经有了。", "请换一个编号，或直接改这个文件。")
    path.write_text(new_item_text(Kind(kind), title, item_id, today), encoding="utf-8")
    click.echo(f"请用记事本打开填写：{path}")


@click.command()
@click.argument("folder", default=".", **FOLDER)
@as_json
def check(folder: Path, *, in_json: bool) -> None:
    """检查所有公开事项，能不能发布。"""
    from kit.edition.work import read_findings

    findings = read_findings(folder, datetime.now().astimezone().date())
    if in_json:
        click.echo(json.dumps([asdict(f) for f in findings], ensure_ascii=False, indent=1))
    else:
        show_findings(findings)
    if any(finding.severity is Severity.STOP for finding in findings):
        sys.exit(ExitCode.FINDINGS)


def show_findings(findings: tuple[Finding, ...]) -> None:
    """Print findings, the heaviest first, and a last line that sums up."""
    order = list(Severity)
    for finding in sorted(findings, key=lambda f: (order.index(f.severity), f.item_id or f.file)):
        place = "".join(
            (finding.file or finding.item_id, f" 第{finding.line}行" if finding.line else "",
             f"【{finding.field}】" if finding.field else "")
        )  # fmt: skip
        click.echo(f"{finding.severity} {finding.code} {place} {finding.message}{finding.remedy}")
    stops = sum(finding.severity is Severity.STOP for finding in findings)
    warnings = sum(finding.severity is Severity.WARN for finding in findings)
    if stops:
        click.echo(f"有 {stops} 处不改不能发布，{warnings} 处请核实。")
    elif warnings:
        click.echo(f"可以送审；有 {warnings} 处请核实。")
    else:
        click.echo("没有发现问题，可以送审。")

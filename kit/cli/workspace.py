"""Verbs about the workspace: init, new, check."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.options import FOLDER, Line, as_json, in_option, now, show_json
from kit.errors import ExitCode
from kit.model.finding import Severity
from kit.model.item import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kit.model.finding import Finding
    from kit.office.check import Checked


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="工作夹")
@click.option("--sample", is_flag=True, help="放进大溪乡的样例，马上可以做一期。")
def init(folder: Path, *, sample: bool) -> None:
    """新建一个工作夹。"""
    from kit.office.set_up import set_up

    set_up(folder, sample=sample, now=now())
    click.echo(f"工作夹建好了：{folder.resolve()}")
    click.echo("先看看 kit.toml 里的乡名、村名、公开栏和墟期对不对。")
    then = "kit build" if sample else "kit new 通知 标题 --in"
    click.echo(f"再运行：{then} {folder}")


@click.command()
@click.argument("kind", metavar="类型", default="")
@click.argument("title", metavar="[标题]", default="")
@click.option("--template", metavar="样子", help="照科室的样子写，如 三公经费；类型不用再写。")
@in_option
def new(kind: str, title: str, template: str | None, folder: Path) -> None:
    """新建一条公开事项，留好要填的项目。"""
    from kit.office.new import new_item
    from kit.office.offered_templates import new_from_office

    if template is not None:
        # The kind is the template's: what stands first is the title, unless it is that kind.
        words = title if kind in set(Kind) else f"{kind}{title}"
        path = new_from_office(folder, template, words, now)
    elif kind in set(Kind):
        path = new_item(folder, Kind(kind), title, now)
    else:
        kinds = "、".join(Kind)
        raise click.BadParameter(f"“{kind}”不是类型。从这些里面选：{kinds}。", param_hint="类型")
    click.echo(f"请用记事本打开填写：{path}")


@click.command()
@click.argument("folder", default=".", **FOLDER)
@as_json
def check(folder: Path, *, in_json: bool) -> None:
    """检查所有公开事项，能不能发布。"""
    from kit.office.check import check as find_faults

    checked = find_faults(folder, now, Line())
    if in_json:
        show_json(checked.findings)
    else:
        _show(checked)
    if checked.stops:
        sys.exit(ExitCode.FINDINGS)


def _alike(findings: Iterable[Finding]) -> Iterable[Sequence[Finding]]:
    """Return the findings, those together that say the same of several items."""
    found: dict[tuple[str, ...], list[Finding]] = {}
    for one in findings:
        # Of one item each line is wanted: that is where the clerk types.
        said: tuple[str, ...] = (one.severity, one.code, one.field, one.message, one.remedy)
        while said in found and found[said][-1].item_id == one.item_id:
            said = (*said, "")
        found.setdefault(said, []).append(one)
    return found.values()


def _show(checked: Checked) -> None:
    """Print findings and a last line that sums up; what many items share is said once."""
    for same in _alike(checked.findings):
        first = same[0]
        if len(same) == 1:
            line = f" 第{first.line}行" if first.line else ""
            place = f"{first.file or first.item_id}{line}"
        else:
            place = f"{len(same)} 处：{'、'.join(one.item_id or one.file for one in same)} "
        field = f"【{first.field}】" if first.field else ""
        click.echo(f"{first.severity} {first.code} {place}{field} {first.message}{first.remedy}")
    warnings = checked.count(Severity.WARN)
    if checked.stops:
        click.echo(f"有 {checked.stops} 处不改不能发布，{warnings} 处请核实。")
    elif warnings:
        click.echo(f"可以送审；有 {warnings} 处请核实。")
    else:
        click.echo("没有发现问题，可以送审。")

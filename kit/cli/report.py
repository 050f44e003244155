"""The verb about the annual report: proofread one that somebody wrote."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.options import as_json, show_json
from kit.errors import ExitCode, RequestError

if TYPE_CHECKING:
    from kit.office.proof_report import ProofOfReport

_FILE = click.Path(path_type=Path)


@click.command()
@click.option("--proof", type=_FILE, metavar="文件", help="核对一份年报（.docx、.txt）。")
@click.option("--before", type=_FILE, metavar="文件", help="上一年的年报，看结转接不接得上。")
@as_json
def report(proof: Path | None, before: Path | None, *, in_json: bool) -> None:
    """政府信息公开工作年度报告：核对一份写好的。"""
    from kit.office.proof_report import proof_report

    if proof is None:
        raise RequestError("没有写要核对哪一份。", "请写：kit report --proof 年报.docx")
    found = proof_report(proof, before)
    if in_json:
        show_json(found)
    else:
        _show(found)
    if found.stops:
        sys.exit(ExitCode.FINDINGS)


def _show(found: ProofOfReport) -> None:
    click.echo(found.title or "（没有标题）")
    for line in found.told:
        click.echo(f"没有照原样读：{line}")
    for fault in found.faults:
        place = f"第 {fault.line} {found.counted}　" if fault.line else ""
        click.echo(f"[{fault.severity}] {place}{fault.field}：{fault.message}")
        click.echo(f"    {fault.remedy}")
    click.echo(f"表格里 {found.figures} 个数都对过。共 {len(found.faults)} 处要看。")

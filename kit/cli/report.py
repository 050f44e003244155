"""The verb about the annual report: made from the year's tables, or somebody's proofread."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.options import as_json, in_option, now, show_json
from kit.errors import ExitCode, RequestError

if TYPE_CHECKING:
    from kit.office.proof_report import ProofOfReport

_FILE = click.Path(path_type=Path)


@click.command()
@click.argument("year", default="", metavar="[年份]")
@click.option("--new", is_flag=True, help="先放一份填报表（.xlsx）：没有地方数的，在里面填。")
@click.option("--form", type=click.Choice(("2019", "2021")), help="哪一年的格式；不写照年份。")
@click.option("--proof", type=_FILE, metavar="文件", help="核对一份写好的（.docx、.txt）。")
@click.option("--before", type=_FILE, metavar="文件", help="上一年的年报，看结转接不接得上。")
@as_json
@in_option
def report(
    year: str,
    form: str | None,
    proof: Path | None,
    before: Path | None,
    folder: Path,
    *,
    new: bool,
    in_json: bool,
) -> None:
    """政府信息公开工作年度报告：做一份（.docx 和 PDF），或核对一份写好的。"""
    if bool(year) == bool(proof):
        raise RequestError(
            "没有写是做年报还是核对年报。", "请写：kit report 2026，或 kit report --proof 年报.docx"
        )
    if proof:
        _proof(proof, before, in_json=in_json)
    else:
        _make(folder, year, form or "", new=new, in_json=in_json)


def _make(folder: Path, text: str, form: str, *, new: bool, in_json: bool) -> None:
    from kit.office.annual_report import write_report
    from kit.office.report_entries import new_entries, year_of

    year = year_of(text)
    if new:
        click.echo(f"填报表：{new_entries(folder, year, form)}")
        click.echo(f"请用 Excel 或 WPS 打开来填，没有的写 0；填好再运行 kit report {year}。")
        return
    made = write_report(folder, now, year, form)
    if in_json:
        show_json(made)
        return
    for note in made.notes:
        click.echo(note)
    if made.notes:
        click.echo(f"登记簿：kit requests，加 --new 放一份；填报表：kit report {year} --new。")
    for file in made.files:
        click.echo(f"年报：{file}")
    if made.open_places:
        click.echo(f"还有 {len(made.open_places)} 处【待填】：{'、'.join(made.open_places)}")
    click.echo("在 WPS 里写好以后，用 kit report --proof 核对。")


def _proof(file: Path, before: Path | None, *, in_json: bool) -> None:
    from kit.office.proof_report import proof_report

    found = proof_report(file, before)
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

"""The verb about the registers of openness: catalogue and roster."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.options import as_json, in_option, now, show_json

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.model.finding import Finding

_FILE = click.Path(dir_okay=False, path_type=Path)
_PDF = click.option("--pdf", type=_FILE, metavar="文件", help="存成 PDF，打印出来。")
_XLSX = click.option("--xlsx", type=_FILE, metavar="文件", help="存成表格。")
_NEW = click.option("--new", is_flag=True, help="放一份空的（.xlsx）在工作夹里。")


@click.group()
def duty() -> None:
    """公开的几本册子：标准目录、责任名册。"""


@duty.command()
@_XLSX
@_PDF
@as_json
@in_option
def catalogue(xlsx: Path | None, pdf: Path | None, folder: Path, *, in_json: bool) -> None:
    """标准目录：工作夹里的“标准目录….xlsx”，哪些公开了，哪些还没有。"""
    from kit.office.catalogue import catalogue_pdf, catalogue_seen, catalogue_workbook

    seen = catalogue_seen(folder)
    _save(xlsx, catalogue_workbook(seen) if xlsx else b"", quiet=in_json)
    _save(pdf, catalogue_pdf(folder, seen) if pdf else b"", quiet=in_json)
    if in_json:
        show_json(seen)
        return
    if not seen.files:
        click.echo("还没有目录。把县里发的目录改名叫“标准目录….xlsx”，放在工作夹里。")
        return
    click.echo(f"{'、'.join(seen.files)}　{len(seen.held)} 项")
    for line in seen.told:
        click.echo(line)
    click.echo("　".join(f"{name} {count}" for name, count in seen.counts))
    for one in seen.gaps:
        items = f"　{'、'.join(one.items)}" if one.items else ""
        click.echo(
            f"{one.state}　{one.matter.sheet} 第 {one.matter.row} 行 {one.matter.name}{items}"
        )
        if one.wrong:
            click.echo(f"    {one.wrong}。")


@duty.command()
@_NEW
@_PDF
@as_json
@in_option
def roster(pdf: Path | None, folder: Path, *, new: bool, in_json: bool) -> None:
    """责任名册：第一、主要、直接责任人，领导小组，从哪天到哪天。"""
    from kit.office.roster import new_roster, roster_pdf, roster_seen

    if new:
        click.echo(f"名册：{new_roster(folder)}")
        return
    seen = roster_seen(folder, now)
    _save(pdf, roster_pdf(folder, seen) if pdf else b"", quiet=in_json)
    if in_json:
        show_json(seen)
        return
    if not seen.file:
        click.echo("还没有名册。kit duty roster --new 放一份空的。")
    for one in seen.now:
        click.echo(f"{one.duty}　{one.name}　{one.post}　{one.since} 起")
    _show_faults(seen.faults)


def _save(file: Path | None, data: bytes, *, quiet: bool) -> None:
    if file:
        file.write_bytes(data)
        click.echo(f"存好了：{file}", err=quiet)


def _show_faults(faults: Iterable[Finding]) -> None:
    for fault in faults:
        place = f"第 {fault.line} 行 " if fault.line else ""
        click.echo(f"[{fault.severity}] {place}{fault.field}：{fault.message}")
        click.echo(f"    {fault.remedy}")

"""The verb about the ledger of a year (公开台账)."""

from __future__ import annotations

from pathlib import Path

import click

from kit.cli.options import as_json, in_option, now, show_json

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.argument("year", metavar="年份")
@click.option("--xlsx", type=_FILE, metavar="文件", help="存成表格，一件一行，统计在第二张表。")
@click.option("--pdf", type=_FILE, metavar="文件", help="存成 PDF，A4 横放，打印出来交。")
@as_json
@in_option
def ledger(year: str, xlsx: Path | None, pdf: Path | None, folder: Path, *, in_json: bool) -> None:
    """公开台账：一年里公开了什么，哪天、哪里、哪一稿，谁摘的；本年新公开、历年累计。"""
    from kit.office.print_year import ledger_pdf, ledger_workbook
    from kit.office.public_ledger import year_ledger
    from kit.office.report_entries import year_of

    found = year_ledger(folder, now, year_of(year))
    made = [(xlsx, ledger_workbook(found))] if xlsx else []
    made += [(pdf, ledger_pdf(folder, found))] if pdf else []
    for file, data in made:
        file.write_bytes(data)
        click.echo(f"台账存好了：{file}", err=in_json)
    if in_json:
        show_json(found)
        return
    for note in found.notes:
        click.echo(note)
    total = "【待填】" if found.cumulative is None else str(found.cumulative)
    click.echo(f"{found.year}年新公开 {len(found.new)} 条，历年累计 {total} 条")
    if found.late:
        late = "、".join(f"{one.item_id}（{one.took_days} 个工作日）" for one in found.late)
        click.echo(f"成文以后公开得太慢的：{late}")
    for what, counts in (
        ("领域", found.by_field),
        ("渠道", found.by_channel),
        ("村", found.by_village),
        ("月", found.by_month),
    ):
        click.echo(f"按{what}：" + "　".join(f"{name} {count}" for name, count in counts))
    if found.before is None:
        click.echo(
            "启用以前的累计还没有填：kit report 年份 --new，在表里填“启用以前累计主动公开”。"
        )

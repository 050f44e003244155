"""Verbs about files of other offices: what comes in, and what goes out to them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.options import in_option, now

if TYPE_CHECKING:
    from kit.office.sent_lists import ListRead


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="文件")
@click.option("--for", "item_id", default="", metavar="编号", help="名单放到这一条；不写就新建。")
@click.option("--sheet", default="", metavar="工作表", help="有几张表时，要哪一张。")
@click.option("--replace", is_flag=True, help="这一条已有表格的，换成新的。")
@click.option("--write", is_flag=True, help="写进工作夹；不写这个只给你看。")
@in_option
def import_file(
    file: Path, item_id: str, sheet: str, folder: Path, *, replace: bool, write: bool
) -> None:
    """收进别的站所发来的名单（.xlsx、.csv）。"""
    from kit.office.import_list import new_list_item, put_beside
    from kit.office.sent_lists import read_list

    found = read_list(file, sheet)
    _show_list(found)
    if not write:
        click.echo("还没有写进去。看过没有问题，再加 --write 运行一次。")
    elif item_id:
        click.echo(f"放好了：{put_beside(folder, item_id, found, replace=replace)}")
        click.echo("请运行 kit check，照提示核对。")
    else:
        click.echo(f"新建了：{new_list_item(folder, found, now)}")
        click.echo("请用记事本打开，填好其余各栏；有电话、证号的，在“列”里写明怎么显示。")


def _show_list(found: ListRead) -> None:
    """Print what was read as a person would check it: names, ends, and all that was done."""
    if found.caption:
        click.echo(f"表名：{found.caption}" + (f"（单位：{found.unit}）" if found.unit else ""))
    click.echo("列：" + "、".join(f"{n}（{kind or '没认出'}）" for n, kind in found.columns))
    sums = f"，其中合计、小计 {found.sums} 行" if found.sums else ""
    click.echo(f"共 {len(found.rows)} 行{sums}。头尾两行：")
    for row in (found.rows[0], found.rows[-1]):
        click.echo(f"  {' │ '.join(row)}")
    for note in found.notes:
        click.echo(f"没有放进表里：{note}")
    for told in found.told:
        click.echo(f"注意：{told}")

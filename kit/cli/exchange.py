"""Verbs about files of other offices: what comes in, and what goes out to them."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.exchange_text import list_lines, row_lines
from kit.cli.options import as_json, in_option, now, show_json, week_option
from kit.errors import ExitCode, RequestError

if TYPE_CHECKING:
    from kit.office.not_sent import Sent
    from kit.office.rows_read import RowsRead
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
    """收进别的单位发来的通知（.docx，粘贴的文字写 -）、名单、报送单（.xlsx、.csv）。"""
    from kit.cli.import_notice import STDIN, import_notice
    from kit.office.import_file import is_list, read_sent
    from kit.office.sent_lists import ListRead

    if str(file) == STDIN or not is_list(file):
        if item_id or sheet or replace:
            raise RequestError(
                "--for、--sheet、--replace 只用于名单。", "这是通知：请去掉它们再运行。"
            )
        import_notice(file, folder, write=write)
        return
    read = read_sent(folder, file, now, sheet=sheet or "")
    if isinstance(read, ListRead):
        _import_list(folder, read, item_id, replace=replace, write=write)
    elif item_id:
        raise RequestError("报送单和导出的表里写明了是哪一条。", "请去掉 --for。")
    else:
        _import_rows(folder, read, write=write)


def _import_list(folder: Path, read: ListRead, item_id: str, *, replace: bool, write: bool) -> None:
    from kit.office.import_list import new_list_item, put_beside

    for line in list_lines(read):
        click.echo(line)
    if not write:
        _only_shown()
    elif item_id:
        click.echo(f"放好了：{put_beside(folder, item_id, read, replace=replace)}")
        click.echo("请运行 kit check，照提示核对。")
    else:
        click.echo(f"新建了：{new_list_item(folder, read, now)}")
        click.echo("请用记事本打开，填好其余各栏；有电话、证号的，在“列”里写明怎么显示。")


def _import_rows(folder: Path, read: RowsRead, *, write: bool) -> None:
    from kit.office.take_rows import take_rows

    for line in row_lines(read):
        click.echo(line)
    refused = len(read.refused)
    if write:
        taken = take_rows(folder, read)
        for one in taken.refused[refused:]:
            click.echo(f"没有写：{one.place} {one.message}{one.remedy}")
        refused = len(taken.refused)
        click.echo(f"写好了 {len(taken.files)} 个文件。改过的要重新送审；请运行 kit check。")
    elif read.rows or read.tables:
        _only_shown()
    if refused:
        sys.exit(ExitCode.FINDINGS)


def _only_shown() -> None:
    click.echo("还没有写进去。看过没有问题，再加 --write 运行一次。")


@click.command()
@click.argument("target", type=click.Path(path_type=Path), metavar="[文件]", default=".")
@click.option("--template", is_flag=True, help="空的报送单，发给各站所填。")
@click.option("--missing", is_flag=True, help="看哪些站所没有报送；默认这一周。")
@click.option("--year", default="", metavar="年份", help="只导出这一年的，如 2026。")
@week_option
@click.option("--month", default="", metavar="月份", help="和 --missing 一起，如 2026-11。")
@as_json
@in_option
def export(
    target: Path,
    year: str,
    week: str,
    month: str,
    folder: Path,
    *,
    template: bool,
    missing: bool,
    in_json: bool,
) -> None:
    """导出所有公开事项（.xlsx）；或报送单；或没有报送的站所。"""
    if template and missing:
        raise RequestError("--template 和 --missing 只能写一样。", "请分两次运行。")
    if missing:
        _show_missing(folder, week, month, in_json=in_json)
    elif template:
        from kit.office.report_form import write_report_form

        click.echo(f"报送单：{write_report_form(folder, target)}")
        click.echo("发给各站所；填好的用 kit import 收进来。")
    else:
        from kit.office.export_workbook import export_workbook

        found = export_workbook(folder, target, now, year=year)
        if in_json:
            show_json(found)
            return
        click.echo(f"导出了 {found.items} 条、{found.tables} 份名单：{found.path}")
        for line in found.left_out:
            click.echo(f"没有放进去：{line}")
        click.echo("改好以后运行 kit import 这个文件，看过再加 --write。")


def _show_missing(folder: Path, week: str, month: str, *, in_json: bool) -> None:
    from kit.office.not_sent import who_has_sent

    sent = who_has_sent(folder, now, week=week, month=month)
    if in_json:
        show_json(sent)
        return
    for line in _missing_lines(sent):
        click.echo(line)


def _missing_lines(sent: Sent) -> list[str]:
    lines = [f"{sent.first} 至 {sent.last}（按成文、贴出的日子）"]
    lines += [f"报了：{name} {count} 件" for name, count in sent.sent.items()]
    lines.append("没有报：" + ("、".join(sent.missing) or "没有，都报了"))
    if sent.others:
        lines.append(f"kit.toml 里没有这几个承办，请核对写法：{'、'.join(sent.others)}")
    return lines

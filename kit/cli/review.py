"""The verb of the review chain: sign, reject, and print the paper to sign."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kit.cli.options import in_option, now
from kit.errors import ExitCode, RequestError

if TYPE_CHECKING:
    from pathlib import Path

    from kit.office.find import Found


@click.command()
@click.argument("item_id", metavar="[编号]", default="")
@click.option(
    "--step", "steps", multiple=True, metavar="步骤", help="签哪一步，如 初审；应急的写 应急签发。"
)
@click.option("--by", "names", multiple=True, metavar="姓名", help="谁签的；几步一起录就写几对。")
@click.option("--reject", default="", metavar="理由", help="退回，写明理由。")
@click.option("--sheet", is_flag=True, help="打印审核表，在纸上签；不写编号就是这一周所有待签的。")
@click.option("--from-sheet", default="", metavar="表号", help="一周的审核表签好了，一次录进去。")
@click.option("--rows", default="", metavar="项号", help="只录表上的几项，如 1,3-5。")
@click.option("--all", "every_row", is_flag=True, help="表上各项都同意。")
@in_option
def sign(
    item_id: str,
    steps: tuple[str, ...],
    names: tuple[str, ...],
    reject: str,
    from_sheet: str,
    rows: str,
    folder: Path,
    *,
    sheet: bool,
    every_row: bool,
) -> None:
    """把纸上签好的字录进去；或打印审核表；或看签到哪一步了。"""
    if len(steps) != len(names):
        raise RequestError("步骤和姓名要成对。", "每个 --step 后面写一个 --by。")
    if from_sheet:
        if item_id or reject:
            raise RequestError(
                "录整张表不写编号，也不能退回。", "退回要逐条录：kit sign 编号 --reject 理由。"
            )
        if every_row == bool(rows):
            raise RequestError(
                "要说明录表上哪几项。", "全部同意写 --all，只同意几项写 --rows 1,3-5。"
            )
        _enter(folder, from_sheet, rows, list(zip(steps, names, strict=True)))
        return
    if sheet:
        from kit.office.sheet import write_review_sheet

        click.echo(f"审核表：{write_review_sheet(folder, item_id, now)}")
        return
    if not item_id:
        from kit.office.find import open_items

        for one in open_items(folder):
            click.echo(f"{one.item.item_id} {one.item.title}：{one.state.summary}")
        return
    if not steps and not reject:
        from kit.office.find import find

        _tell(find(folder, item_id))
        return
    from kit.office.sign import sign as enter

    for step, by in zip(steps or ("",), names or ("",), strict=True):
        _tell(enter(folder, item_id, now, step=step, by=by, reject=reject))


def _tell(found: Found) -> None:
    item, state = found.item, found.state
    click.echo(f"{item.item_id} {item.title}（核对版本 {found.check_code}）：{state.summary}")


def _enter(folder: Path, named: str, rows: str, signatures: list[tuple[str, str]]) -> None:
    from kit.office.enter_sheet import enter_sheet

    done = enter_sheet(folder, named, now, signatures=signatures, rows=rows)
    for row in done.rows:
        click.echo(f"第 {row.number} 项 {row.item_id} {row.signature}：{row.said}")
    told = f"录进 {done.entered} 个签字，早就录过 {done.again} 个，没有录 {done.refused} 个。"
    click.echo(f"审核表 {done.code}：{told}")
    if done.note:
        click.echo(done.note)
    if done.refused:
        sys.exit(ExitCode.UNSIGNED)


@click.command()
@click.argument("item_id", metavar="编号")
@click.option("--reason", default="", metavar="原因", help="为什么撤回；只给审核的人看。")
@click.option("--by", default="", metavar="姓名", help="急着撤的：谁应急签发，一个人签就撤下。")
@in_option
def withdraw(item_id: str, reason: str, by: str, folder: Path) -> None:
    """撤回一条已经公开的事项：从公开栏、广播、屏幕撤下，网页不再留内容。"""
    from kit.office.withdraw import withdraw as take_back

    taken = take_back(folder, item_id, now, reason=reason, by=by)
    click.echo(f"{taken.item.item_id} {taken.item.title}：已写成撤回。{taken.state.summary}")
    click.echo("现在运行 kit build：公开栏、广播、屏幕就撤下，要摘的写在各栏的张贴单上。")
    if not taken.state.complete:
        click.echo("网页要等签完字才换；等不得的，请一个人先应急签发（--step 应急签发）。")

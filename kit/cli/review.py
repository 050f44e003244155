"""The verb of the review chain: sign, reject, and print the paper to sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from kit.cli.options import in_option, now

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("item_id", metavar="[编号]", default="")
@click.option("--step", default="", metavar="步骤", help="签哪一步，如 初审；应急的写 应急签发。")
@click.option("--by", default="", metavar="姓名", help="谁签的。")
@click.option("--reject", default="", metavar="理由", help="退回，写明理由。")
@click.option("--sheet", is_flag=True, help="打印审核表，在纸上签；不写编号就是这一周所有待签的。")
@in_option
def sign(item_id: str, step: str, by: str, reject: str, folder: Path, *, sheet: bool) -> None:
    """把纸上签好的字录进去；或打印审核表；或看签到哪一步了。"""
    if sheet:
        from kit.office.sheet import write_review_sheet

        click.echo(f"审核表：{write_review_sheet(folder, item_id, now)}")
        return
    if not item_id:
        from kit.office.find import open_items

        for one in open_items(folder):
            click.echo(f"{one.item.item_id} {one.item.title}：{one.state.summary}")
        return
    from kit.office.sign import sign as enter

    signed = enter(folder, item_id, now, step=step, by=by, reject=reject)
    item, state = signed.item, signed.state
    click.echo(f"{item.item_id} {item.title}（核对版本 {signed.check_code}）：{state.summary}")

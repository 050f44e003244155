"""The verb of the review chain: sign, reject, and print the paper to sign."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import click

from kit.cli.options import FOLDER, item_number
from kit.errors import RequestError

if TYPE_CHECKING:
    from pathlib import Path


@click.command()
@click.argument("item_id", metavar="[编号]", default="", type=item_number)
@click.option("--step", default="", metavar="步骤", help="签哪一步，如 初审；应急的写 应急签发。")
@click.option("--by", default="", metavar="姓名", help="谁签的。")
@click.option("--reject", default="", metavar="理由", help="退回，写明理由。")
@click.option("--sheet", is_flag=True, help="打印审核表，在纸上签；不写编号就是这一周所有待签的。")
@click.option("--in", "folder", default=".", **FOLDER, help="工作夹，默认是当前文件夹。")
def sign(item_id: str, step: str, by: str, reject: str, folder: Path, *, sheet: bool) -> None:
    """把纸上签好的字录进去；或打印审核表；或看签到哪一步了。"""
    now = datetime.now().astimezone()
    if sheet:
        from kit.office.sheet import write_review_sheet

        click.echo(f"审核表：{write_review_sheet(folder, item_id, now)}")
        return
    from kit.office.sheet import states_of

    if not item_id:
        for line in states_of(folder):
            click.echo(line)
        return
    from kit.source.numbers import find_item
    from kit.source.workspace import open_workspace

    workspace = open_workspace(folder)
    item = find_item(workspace, item_id)
    if not step or not by:
        raise RequestError(
            "签字要写明哪一步、谁签的。", f"如：kit sign {item_id} --step 初审 --by 张三"
        )
    from kit.review.chain import review_state
    from kit.review.digest import digest, short_code
    from kit.review.ledger import FILE, read_ledger
    from kit.review.signing import sign as add_sign_off

    chain = workspace.township.chain
    add_sign_off(folder / FILE, item, chain, step=step, by=by, at=now, reject=reject)
    state = review_state(item, digest(item), read_ledger(folder / FILE), chain)
    click.echo(
        f"{item.item_id} {item.title}（核对版本 {short_code(digest(item))}）：{state.summary}"
    )

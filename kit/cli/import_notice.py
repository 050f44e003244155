"""A notice of another office on the terminal: each field beside the sentence it came from."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kit.cli.options import now

if TYPE_CHECKING:
    from pathlib import Path

    from kit.office.import_notice import NoticeRead

STDIN = "-"


def import_notice(file: Path, folder: Path, *, write: bool) -> None:
    """Print what a notice says for the fields; with ``write`` make a new item of what is sure."""
    from kit.office.import_notice import read_notice, sure_fields

    pasted = str(file) == STDIN
    source = sys.stdin.buffer.read() if pasted else file
    notice = read_notice(folder, source, now)
    _show(notice)
    if not write:
        click.echo("还没有写进去。看过没有问题，再加 --write 运行一次，把握大的会填好。")
        return
    from kit.office.take_over import take_over

    fields, remarks = sure_fields(notice)
    taken = take_over(folder, fields, now, body=notice.body, lists=notice.lists, remarks=remarks)
    for told in taken.told:
        click.echo(f"注意：{told}")
    click.echo(f"新建了：{taken.path}")
    click.echo("填好的栏目上面有原文，请逐栏核对；没有把握的只写在“#”后面，请自己填。")


def _show(notice: NoticeRead) -> None:
    """Print the proposals field by field, what was not read, and what is still to be found."""
    said = ""
    for one in notice.proposals:
        why = f"　{one.why}" if one.why else ""
        click.echo(f"{one.field}（{one.sure}）：{one.value}{why}")
        if one.sentence != said:
            click.echo(f"    原文：{' '.join(one.sentence.split())}")
        said = one.sentence
    for number, grid in enumerate(notice.lists, start=1):
        click.echo(f"名单 {number}：{len(grid.rows)} 行，{' │ '.join(grid.rows[0])}")
    if notice.left_open:
        click.echo(f"文件里没有找到：{'、'.join(notice.left_open)}")
    for told in notice.told:
        click.echo(f"注意：{told}")

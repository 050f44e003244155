"""The verb about requests for information (依申请公开)."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from kit.cli.options import as_json, in_option, now, show_json
from kit.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

    from kit.office.request_letters import LettersWritten
    from kit.office.request_register import RegisterSeen


@click.command()
@click.option("--new", is_flag=True, help="放一份空的登记簿（.xlsx）在工作夹里。")
@click.option(
    "--letter", default="", metavar="编号", help="做这一件的文书：回执、补正、延长、答复……"
)
@click.option("--only", default="", metavar="文书", help="同 --letter 用：只做这一份。")
@click.option("--form", is_flag=True, help="做一份空白的申请表。")
@as_json
@in_option
def requests(folder: Path, letter: str, only: str, *, new: bool, form: bool, in_json: bool) -> None:
    """依申请公开：登记簿里每一件哪天到期、还有几个工作日，哪一行写错了。"""
    from kit.office.request_letters import write_form, write_letters
    from kit.office.request_register import new_register, request_register

    if letter or form:
        made = write_letters(folder, letter, only) if letter else write_form(folder)
        _show_letters(made, in_json=in_json)
        return

    if new:
        click.echo(f"登记簿：{new_register(folder)}")
        click.echo("请用 Excel 或 WPS 打开，一件一行；“怎么填”在第二张表。")
        return
    seen = request_register(folder, now)
    if in_json:
        show_json(seen)
    else:
        _show(seen)
    if seen.stops:
        sys.exit(ExitCode.FINDINGS)


def _show_letters(made: LettersWritten, *, in_json: bool) -> None:
    if in_json:
        show_json(made)
        return
    for file in made.files:
        click.echo(f"做好了：{file}")
    for name in made.kept:
        click.echo(f"{name} 已经有了，没有动它。要重新做，请先改名，或移到别处。")
    if made.open_places:
        click.echo(f"还有 {made.open_places} 处【待填】，请在 WPS 里写好。")


def _show(seen: RegisterSeen) -> None:
    if not seen.file:
        click.echo("还没有登记簿。kit requests --new 放一份空的。")
        return
    click.echo(f"{seen.file}　{len(seen.clocks)} 件")
    for line in seen.told:
        click.echo(f"没有当作一件：{line}")
    for one in seen.clocks:
        due = f"　{one.due} 到期" if one.due else ""
        asked = one.request
        click.echo(f"{asked.number}　{asked.received} 收到{due}　{one.state}　{asked.about}")
    for fault in seen.faults:
        click.echo(f"[{fault.severity}] 第 {fault.line} 行 {fault.field}：{fault.message}")
        click.echo(f"    {fault.remedy}")

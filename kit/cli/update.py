"""Verbs that bring a new version from a stick, and try whether the present one works here."""

from __future__ import annotations

from pathlib import Path

import click

from kit.cli.options import Line


@click.command()
@click.argument(
    "stick",
    metavar="[U盘]",
    required=False,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.option("--older", is_flag=True, help="U盘上是旧版也换。")
@click.option("--back", is_flag=True, help="换回更新以前的那一版。")
def update(stick: Path | None, *, older: bool, back: bool) -> None:
    """更新：从插着的U盘换上新版；先核对签名、先自检，不行就还用原来的。"""
    from kit.office.release import own_home
    from kit.office.stick import plugged_in
    from kit.office.update import go_back, release_on, update

    home = own_home()
    if back:
        done = go_back(home)
        click.echo(f"换回 {done.version} 版了。关掉公开台，再打开就是它。")
        return
    stick = stick or release_on(one.path for one in plugged_in())
    done = update(home, stick, Line(), older=older)
    click.echo(f"更新好了：{done.version} 版，{done.files} 个文件都核对过，自检通过。")
    click.echo(f"关掉公开台，再打开就是新版。不合用：kit update --back 换回 {done.before} 版。")
    if done.is_new_format:
        click.echo("新版会把工作夹改成新格式，旧版就读不了了：打开以前先备份（kit backup）。")


@click.command()
def selftest() -> None:
    """自检：程序的文件全不全，在这台电脑上做不做得成一期；不碰工作夹。"""
    from kit.office.selftest import self_test

    click.echo(f"自检通过：样例做成一期，{self_test(Line())} 个文件都核对过。")

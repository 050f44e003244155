"""The verb that opens the desk."""

from __future__ import annotations

import contextlib
import webbrowser
from pathlib import Path

import click

from kit.cli.options import now
from kit.errors import RequestError


@click.command()
@click.argument(
    "folder",
    default=".",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="[工作夹]",
)
@click.option(
    "--port", type=click.IntRange(1024, 65535), default=None, metavar="端口", help="默认自己找。"
)
@click.option("--reset", default="", metavar="名字", help="谁忘了密码：取消它，再由他自己重设。")
@click.option("--no-browser", is_flag=True, help="不自动打开浏览器，只说网址。")
def desk(folder: Path, port: int | None, reset: str, *, no_browser: bool) -> None:
    """打开公开台：在浏览器里写、签、做、打印、播音，不用记命令。"""
    try:
        from kit.desk.launch import open_desk, take_password_away
    except ModuleNotFoundError as error:
        raise RequestError(
            f"公开台要用的 {error.name} 没有装。", "请运行 python3 run.py desk，它会装好。"
        ) from error
    if reset:
        take_password_away(folder, now, reset)
        click.echo(f"{reset}的密码取消了。请他自己在公开台的“签字的人”里重新设。")
        return
    from kit.office.first_start import make_ready

    make_ready(folder, now())
    with open_desk(folder, now, port=port or 0) as opened, contextlib.suppress(KeyboardInterrupt):
        click.echo(f"公开台开好了：{opened.address}")
        click.echo("用完了，关掉这个窗口就行；填的字都在。")
        if not no_browser:
            webbrowser.open(opened.address)
        opened.serve()
    click.echo("关上了。")

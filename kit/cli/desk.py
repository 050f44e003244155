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
@click.option("--lan", is_flag=True, help="让签字的人在自己的电脑上进来签；只在办公室的网里。")
@click.option("--address", default="", metavar="地址", help="本机在办公室网里的地址，一般不用写。")
@click.option(
    "--lan-port", type=click.IntRange(1024, 65535), default=8443, metavar="端口", help="默认 8443。"
)
@click.option("--reset", default="", metavar="名字", help="谁忘了密码：取消它，再由他自己重设。")
@click.option("--practice", is_flag=True, help="练习用：打开样例时，今天当作样例那一周的同一天。")
@click.option("--no-browser", is_flag=True, help="不自动打开浏览器，只说网址。")
def desk(
    folder: Path,
    port: int | None,
    reset: str,
    address: str,
    lan_port: int,
    *,
    lan: bool,
    practice: bool,
    no_browser: bool,
) -> None:
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
    from kit.office.practice import practice_clock

    make_ready(folder, now())
    clock = practice_clock(folder, now) if practice else now
    practises = clock is not now
    outside = _office_address(address) if lan or address else ""
    desk_now = open_desk(
        folder, clock, port=port or 0, lan=outside, lan_port=lan_port, practises=practises
    )
    with desk_now as opened, contextlib.suppress(KeyboardInterrupt):
        click.echo(f"公开台开好了：{opened.address}")
        if opened.office:
            click.echo(f"签字的人在自己的电脑上打开：{opened.office.address}")
            click.echo("浏览器第一次会说不认得证书。点开证书，SHA-256 指纹和这里一样才放心：")
            click.echo(f"  {opened.office.fingerprint}")
        if practises:
            click.echo(f"练习：今天当作样例那一周的 {clock():%Y年%m月%d日}。")
        click.echo("用完了，关掉这个窗口就行；填的字都在。")
        if not no_browser:
            webbrowser.open(opened.address)
        opened.serve()
    click.echo("关上了。")


def _office_address(address: str) -> str:
    """Return this machine's address in the office's network.

    Raises:
        RequestError: There is none, or there are several.
    """
    from kit.serve.address import lan_addresses

    found = lan_addresses()
    if address:
        return address
    if len(found) != 1:
        several = f"有几个地址：{'、'.join(found)}。" if found else "没有连上办公室的网。"
        raise RequestError(
            f"这台电脑{several}", "连上网再开；有几个的，用 --address 写上办公室那个。"
        )
    return found[0]

"""The verb of the market stall: serve the pages on its hotspot."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.options import now

if TYPE_CHECKING:
    from kit.office.counts import Counts


@click.command()
@click.argument(
    "folder",
    default=".",
    metavar="[工作夹或期]",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@click.option("--lan", is_flag=True, help="让连上同一个热点的手机也能看；不写就只在本机看。")
@click.option("--address", default="", metavar="地址", help="本机在热点里的地址，一般不用写。")
@click.option("--port", type=click.IntRange(1024, 65535), metavar="端口", help="默认 8080。")
@click.option(
    "--card",
    "card_file",
    metavar="文件",
    type=click.Path(dir_okay=False, path_type=Path),
    help="只做摊位卡（PDF），不开服务。",
)
@click.option("--counts", "counts_only", is_flag=True, help="只看每页打开过多少次。")
def serve(
    folder: Path,
    address: str,
    port: int | None,
    card_file: Path | None,
    *,
    lan: bool,
    counts_only: bool,
) -> None:
    """在墟天摊位上，让手机连热点看扫码页；只给看，不记谁看过。"""
    from kit.office.served import read_served
    from kit.office.stall import make_card, open_stall, stall_address, with_card, write_card
    from kit.serve.address import lan_addresses
    from kit.serve.guarded import THIS_MACHINE
    from kit.serve.server import open_server

    stall = open_stall(folder, now)
    if counts_only:
        _show(stall.counts)
        return
    number = port or stall.port
    outside = lan or bool(address) or card_file is not None
    found = lan_addresses() if outside and not address else ()
    here = stall_address(address, found) if outside else THIS_MACHINE
    if card_file is not None:
        write_card(stall, card_file, here, number)
        click.echo(f"摊位卡：{card_file}（地址 http://{here}:{number}/）")
        return
    served = read_served(folder)
    for path in served.left_out:
        click.echo(f"没有放上去：{path} 和做好的一期不一样，请用 kit verify 核对。")
    if outside and stall.township:
        served = with_card(served, make_card(stall.township, here, number))
    server = open_server(here, number, served, stall.counts)
    _say_where(here, number, outside=outside, card=outside and stall.township is not None)
    try:
        with server, contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()
    finally:
        stall.counts.save()
    click.echo("停下了。")
    _show(stall.counts)


def _say_where(address: str, port: int, *, outside: bool, card: bool) -> None:
    click.echo(f"开好了：http://{address}:{port}/")
    if not outside:
        click.echo("现在只有这台电脑能看。到摊位上，打开热点，运行 kit serve --lan。")
    if card:
        click.echo(f"摊位卡（给人扫、可打印）：http://{address}:{port}/card")
        click.echo("Windows 第一次会问是否允许访问网络，请勾“专用网络”。")
    click.echo("按 Ctrl+C 停下。")


def _show(counts: Counts) -> None:
    for day, code, number in counts.shown():
        click.echo(f"{day}　{code}　打开 {number} 次")

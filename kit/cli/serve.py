"""The verb of the market stall: serve the pages on its hotspot."""

from __future__ import annotations

import contextlib
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from datetime import date

    from kit.model.township import Township
    from kit.serve.counts import Counts


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
    from kit.office.shelf import fill_shelf
    from kit.office.stall import make_card, stall_address, with_card
    from kit.serve.address import lan_addresses
    from kit.serve.counts import Counts
    from kit.serve.server import THIS_MACHINE, open_server

    counts = Counts(_counts_file(folder), _today)
    if counts_only:
        _show(counts)
        return
    township = _township(folder)
    number = port or (township.stall.port if township else 8080)
    outside = lan or bool(address) or card_file is not None
    found = lan_addresses() if outside and not address else ()
    here = stall_address(address, found) if outside else THIS_MACHINE
    if card_file is not None:
        _write_card(card_file, township, here, number)
        return
    shelf = fill_shelf(folder)
    for path in shelf.left_out:
        click.echo(f"没有放上去：{path} 和做好的一期不一样，请用 kit verify 核对。")
    if outside and township:
        shelf = with_card(shelf, make_card(township, here, number))
    server = open_server(here, number, shelf, counts)
    _say_where(here, number, outside=outside, card=outside and township is not None)
    try:
        with server, contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()
    finally:
        counts.save()
    click.echo("停下了。")
    _show(counts)


def _write_card(file: Path, township: Township | None, address: str, port: int) -> None:
    from kit.errors import SourceError
    from kit.office.stall import make_card
    from kit.source.files import write_atomic

    if township is None:
        raise SourceError("这里没有 kit.toml，做不了摊位卡。", "请在工作夹里运行。")
    write_atomic(file, make_card(township, address, port).pdf)
    click.echo(f"摊位卡：{file}（地址 http://{address}:{port}/）")


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


def _today() -> date:
    return datetime.now().astimezone().date()


def _counts_file(folder: Path) -> Path | None:
    from kit.edition.request import PRIVATE
    from kit.serve.counts import FILE

    private = folder / PRIVATE
    return private / FILE if private.is_dir() else None


def _township(folder: Path) -> Township | None:
    """Return the workspace's township; None where an edition is served outside of one."""
    from kit.source.township import FILE, read_township

    file = folder / FILE
    return read_township(file) if file.is_file() else None

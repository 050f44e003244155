"""The verb of the USB stick: what goes on it, copied and read back."""

from __future__ import annotations

from pathlib import Path

import click

from kit.cli.options import Line, in_option, now, week_option
from kit.errors import RequestError

_MB = 1_000_000


@click.command()
@click.argument(
    "path", metavar="[U盘]", required=False, type=click.Path(file_okay=False, path_type=Path)
)
@click.option("--load", default="", metavar="哪一个", help="如 样例一村；不写就列出可以拷的。")
@click.option("--by", default="", metavar="姓名", help="谁拷的。")
@week_option
@in_option
def stick(path: Path | None, load: str, by: str, week: str, folder: Path) -> None:
    """拷U盘：换掉上周的，读回来核对，说可以拔了；别人的文件不动。"""
    from kit.office.stick import copy_to_stick, look_at_stick

    if path is None or not load:
        if path is not None:
            look_at_stick(path)
        _offer(folder, week)
        return
    if not by:
        raise RequestError("没有写谁拷的。", "请加上 --by 姓名。")
    copied = copy_to_stick(folder, path, load, now, Line(), by=by, week=week)
    click.echo(f"“{copied.load}”拷好 {copied.files} 个文件，读回来一样。{copied.said}")
    if copied.others:
        click.echo(f"U盘上还有别的 {len(copied.others)} 样，没有动：{'、'.join(copied.others[:5])}")
        click.echo("播放器也会播它们；要紧的话换一个空的U盘。")
    if copied.warning:
        click.echo(copied.warning)


def _offer(folder: Path, week: str) -> None:
    from kit.office.stick import loads, plugged_in

    click.echo("可以拷的：")
    for one in loads(folder, now, week):
        villages = "、".join(one.villages) or "全部村"
        where = "" if villages == one.name else f"　{villages}"
        click.echo(f"  {one.name}{where}　{len(one.files)} 个文件，{one.size / _MB:.1f} MB")
        if one.warning:
            click.echo(f"    {one.warning}")
    click.echo("插着的U盘：")
    there = plugged_in()
    for stick_ in there:
        last = f"，上次拷的是“{stick_.load}”（{stick_.edition}）" if stick_.load else ""
        torn = "，上次没拷完" if stick_.unfinished else ""
        others = f"，别的文件 {stick_.others} 样" if stick_.others else ""
        room = f"空 {stick_.free / _MB:.0f} MB"
        click.echo(f"  {stick_.path}　{stick_.label}　{room}{last}{torn}{others}")
        if stick_.warning:
            click.echo(f"    {stick_.warning}")
    if not there:
        click.echo("  没有。插上再看，或者直接写它的位置。")
    click.echo("拷：kit stick U盘的位置 --load 哪一个 --by 姓名")

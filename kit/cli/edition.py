"""Verbs about a finished edition: verify, why."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from kit.cli.options import Line, as_json, now, show_json
from kit.errors import ExitCode

LONGEST_SHOWN = 60
CONFIG = "township-kit"
KNOWN_KEYS = "known_keys.json"


@click.command()
@click.argument(
    "folder",
    default=".",
    metavar="[期]",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)
@as_json
def verify(folder: Path, *, in_json: bool) -> None:
    """逐个核对一期的文件、二维码和音频，有没有被改动。"""
    from kit.office.verify import verify as compare

    known = Path(click.get_app_dir(CONFIG, roaming=False)) / KNOWN_KEYS
    verified = compare(folder, known, now, Line())
    if in_json:
        show_json(verified)
    else:
        for told in (*verified.notes, *verified.faults):
            click.echo(told)
        click.echo(
            "这一期被改动过，不要张贴、不要播放，请重新做。"
            if verified.faults
            else f"{verified.edition}：{verified.files} 个文件都对。钥匙指纹 {verified.fingerprint}"
        )
        if len(verified.looked_at) > 1:
            click.echo(f"看过的：{'、'.join(verified.looked_at)}。")
        if verified.passed_over:
            click.echo(f"没有看的，里面的都到期或摘下了：{'、'.join(verified.passed_over)}。")
        if verified.first_seen:
            click.echo("这台电脑第一次核对这个乡的，已经记住这把钥匙。")
            click.echo("请打电话问做这一期的人，他那里 kit verify 说的指纹要和这里一样；")
            click.echo("不一样就不要用。")
    if verified.faults:
        sys.exit(ExitCode.VERIFY)


@click.command()
@click.argument(
    "path", metavar="文件", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
def why(path: Path) -> None:
    """看一个成品是用什么做的，为什么重做。"""
    from kit.office.why import why as explain

    explained = explain(path)
    click.echo(explained.path)
    if explained.about:
        click.echo(f"用到的公开事项：{'、'.join(explained.about)}")
    for name, value in explained.inputs.items():
        short = value if len(value) < LONGEST_SHOWN else f"{value[:16]}…"
        click.echo(f"  {name}：{short}")
    if explained.changed is None:
        click.echo("上一版里没有这个文件。")
    elif explained.changed:
        click.echo(f"和上一版相比，变了：{'、'.join(explained.changed)}。")
        for part in explained.program:
            click.echo(f"  软件里改了：{part}")
    else:
        click.echo("和上一版完全一样。")

"""Verbs that keep a whole workspace in one file, and put it back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.options import in_option, now

if TYPE_CHECKING:
    from kit.office.backup import Backup

_MB = 1_000_000


@click.command()
@click.argument("goal", metavar="放到哪里", type=click.Path(path_type=Path))
@in_option
def backup(goal: Path, folder: Path) -> None:
    """备份：整个工作夹存成一个文件，写完读回来核对。开着公开台也能做。"""
    from kit.office.backup import back_up

    made = back_up(folder, goal, now)
    click.echo(f"备份好了：{made.path}")
    click.echo(f"{made.files} 个文件，{made.size / _MB:.0f} MB，读回来一样。")
    click.echo("里面有签名的钥匙：备份要锁好，不要给别人。")


@click.command()
@click.argument(
    "file", metavar="备份.zip", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.argument("folder", metavar="[新文件夹]", required=False, type=click.Path(path_type=Path))
def restore(file: Path, folder: Path | None) -> None:
    """恢复：把备份放进一个新文件夹；不写文件夹，就只核对备份好不好。"""
    from kit.office.backup import look_at_backup, restore

    if folder is None:
        seen = look_at_backup(file)
        click.echo(f"备份是好的：{seen.township}，{_moment(seen)} 做的。")
        click.echo(f"{seen.files} 个文件，都和清单一样。恢复：kit restore {file} 新文件夹")
        return
    done = restore(file, folder)
    click.echo(f"恢复好了：{folder}，{done.files} 个文件，是 {_moment(done)} 做的备份。")
    click.echo(f"先看一遍，再用：kit desk {folder}")


def _moment(backup: Backup) -> str:
    return backup.made[:16].replace("T", " ")

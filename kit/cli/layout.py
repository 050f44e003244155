"""Verbs about layouts: list them, picture them, take one over to change it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.options import Line, as_json, in_option, show_json
from kit.errors import ExitCode

if TYPE_CHECKING:
    from kit.office.layouts import Listed

CONFIG = "kit.toml"


@click.group(invoke_without_command=True)
@in_option
@click.pass_context
def layout(context: click.Context, folder: Path) -> None:
    """版式：有哪些、什么样子，抄一份来改。"""
    if context.invoked_subcommand is None:
        context.invoke(list_layouts, folder=folder, in_json=False)


def _workspace(folder: Path) -> Path | None:
    return folder if (folder / CONFIG).is_file() else None


@layout.command("list")
@in_option
@as_json
def list_layouts(folder: Path, *, in_json: bool) -> None:
    """列出所有版式；自己改过的当场检查。"""
    from kit.office.layouts import all_layouts

    layouts = all_layouts(_workspace(folder))
    if in_json:
        show_json(layouts)
    else:
        for one in layouts:
            click.echo(_line(one))
        click.echo("看样子：kit layout thumbnails 文件夹　抄一份来改：kit layout copy 名字")
    if any(one.fault for one in layouts):
        sys.exit(ExitCode.FINDINGS)


def _line(one: Listed) -> str:
    whose = "本乡" if one.own else "自带"
    if one.fault:
        return f"{one.name:<15} {whose}　{one.fault}"
    paper = f"{one.paper}{' 横' if one.landscape else ''}"
    more = f"　（{one.unused}）" if one.unused else ""
    return f"{one.name:<15} {whose}　{paper:<5} {f'{one.read_from_m:g}米':<6} {one.words}{more}"


@layout.command()
@click.argument("dest", metavar="文件夹", type=click.Path(file_okay=False, path_type=Path))
@in_option
def thumbnails(dest: Path, folder: Path) -> None:
    """每个版式排一张样例，做成图片和一个网页。"""
    from kit.office.gallery import INDEX, make_gallery

    pictured = make_gallery(_workspace(folder), dest, Line())
    for one in pictured:
        if one.fault:
            click.echo(f"{one.layout.name}：{one.fault}")
    click.echo(f"做好了 {sum(bool(one.picture) for one in pictured)} 张，请打开：{dest / INDEX}")
    if any(one.fault for one in pictured):
        sys.exit(ExitCode.FINDINGS)


@layout.command("copy")
@click.argument("name", metavar="名字")
@click.argument("new_name", metavar="[新名字]", default="")
@in_option
def copy(name: str, new_name: str, folder: Path) -> None:
    """把自带的版式抄到工作夹的 layouts 里，改了就用您的。"""
    from kit.office.layouts import copy as copy_layout

    path = copy_layout(name, new_name, folder)
    click.echo(f"抄好了：{path}")
    click.echo("请用记事本改，保存，再运行 kit layout，看改得对不对。")

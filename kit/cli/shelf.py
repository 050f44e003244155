"""Verbs about the shelf of voices: add, remove, compare; under ``kit voice``."""

from __future__ import annotations

from pathlib import Path

import click

from kit.cli.options import in_option, now

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("file", type=_FILE, metavar="文件")
@click.option("--name", default="", metavar="名字", help="写进 kit.toml 的名字，如 zf_001。")
@click.option("--label", default="", metavar="叫法", help="给人看的，如 女声。")
@click.option("--licence", default="", metavar="许可", help="声音的许可，如 Apache-2.0；要写。")
@click.option("--source", default="", metavar="出处", help="从哪里来的。")
@click.option("--pick", default="", metavar="哪一个", help="文件里有几个声音时，要哪一个。")
@click.option("--network", type=_FILE, metavar="模型", help="要配另外的模型时，它的 .onnx。")
@click.option(
    "--symbols", type=_FILE, metavar="符号表", help="模型的 vocab.json、config.json 或 tokens.txt。"
)
@click.option("--no-sheet", is_flag=True, help="不做试听页。")
@in_option
def add(
    file: Path, name: str, label: str, licence: str, source: str, pick: str,
    network: Path | None, symbols: Path | None, folder: Path, *, no_sheet: bool,
) -> None:  # fmt: skip
    """收进一个声音（.bin、.npy、.npz、.pt），或连它的模型一起。"""
    from kit.office.hear_voices import listening_sheet
    from kit.office.voice_shelf import NewVoice, add_voice

    new = NewVoice(
        file=file, name=name, label=label, licence=licence, source=source, pick=pick,
        network=network, symbols=symbols,
    )  # fmt: skip
    shelved = add_voice(folder, new, now)
    click.echo(f"收进来了：{shelved.name}，校验值 {shelved.style_sha256}")
    if shelved.network_sha256:
        click.echo(f"它的模型，校验值 {shelved.network_sha256}")
    click.echo(f"许可：{licence}。在 {shelved.folder}")
    if not no_sheet:
        click.echo(f"请听：{listening_sheet(folder, shelved.name, now)}")
    click.echo(f'要用它，在“设置 → 声音”里选，或在 kit.toml 里写 voice.name = "{shelved.name}"。')


@click.command()
@click.argument("name", metavar="名字")
@in_option
def remove(name: str, folder: Path) -> None:
    """删去一个自己加的声音；读好的句子还留着。"""
    from kit.office.voice_shelf import remove_voice

    click.echo(f"删去了：{remove_voice(folder, name)}")


@click.command()
@click.argument("first", default="", metavar="[声音]")
@click.argument("second", default="", metavar="[声音]")
@click.option("--seed", default=1, metavar="数", help="换一个数，次序就不同。")
@click.option("--result", "results", multiple=True, type=_FILE, metavar="文件", help="算结果。")
@in_option
def compare(first: str, second: str, seed: int, results: tuple[Path, ...], folder: Path) -> None:
    """两个声音比一比：做一页不写名字的试听；--result 把大家存下的结果算在一起。"""
    from kit.office.hear_voices import compare_page
    from kit.office.voice_votes import tallied

    if not results:
        page = compare_page(folder, first, second, seed, now)
        click.echo(f"请人来听，用浏览器打开：{page}")
        click.echo("选完点“存下结果”。几个人的结果一起算：kit voice compare --result 文件")
        return
    tally = tallied(results)
    votes = "，".join(f"{name} {count} 句" for name, count in tally.votes.items())
    click.echo(f"{tally.listeners} 个人：{votes}，一样 {tally.alike} 句。")
    click.echo(
        f"{tally.better} 听得清的多，不像是碰巧。"
        if tally.better
        else "差得不多，可能是碰巧；请再找几个人听。"
    )


COMMANDS = (add, remove, compare)

"""Verbs about voices: how texts are read, and what neighbours need to read them aloud."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kit.cli import shelf, takes
from kit.cli.options import FOLDER, in_option, now, week_option
from kit.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kit.office.dialect import Covered
    from kit.office.listen import Heard
    from kit.office.online_readings import SentOnline

MOST_SHOWN = 40


@click.group()
def voice() -> None:
    """读音、试听；客家话稿与真人录音流程。机器只念普通话，方言由真人念。"""


def voice_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--voice``: a dialect; by default the one in kit.toml."""
    return click.option(
        "--voice", "voice_id", default="", metavar="方言", help="如 hakka-yongding。"
    )(command)


@voice.command("list")
@click.option("--online", is_flag=True, help="问联网的语音现在有哪些音色；要上网。")
@in_option
def list_voices(folder: Path, *, online: bool) -> None:
    """列出音色和方言。"""
    from kit.office.dialect import voices_at_hand

    if online:
        from kit.office.online_readings import online_voices

        for name, sex in online_voices(folder).items():
            click.echo(f"{name}　{sex}　联网")
        return
    at_hand = voices_at_hand(folder)
    for one in at_hand.machine:
        licence = f"　许可 {one.licence}" if one.licence else ""
        click.echo(f"{one.name}　{one.label}　{one.family}　机器朗读{licence}")
    for dialect in at_hand.dialects:
        click.echo(
            f"{dialect.voice_id}　{dialect.label}　{dialect.name}　真人念："
            f"读音 {len(dialect.readings.entries)} 条，用词 {len(dialect.wording.entries)} 条"
        )


@voice.command()
@click.argument("text", default="", metavar="[文字]")
@click.option("--pinyin", is_flag=True, help="下面一行写拼音。")
@in_option
def read(text: str, folder: Path, *, pinyin: bool) -> None:
    """看一段文字会怎么读；不写文字就从输入读。"""
    from kit.office.listen import read_lines

    troubled = False
    for line in read_lines(folder, (text or sys.stdin.read()).splitlines(), pinyin=pinyin):
        click.echo(line.spoken)
        if pinyin:
            click.echo(line.pinyin)
        for problem in line.problems:
            troubled = True
            click.echo(f"读不了：{problem.message}{problem.remedy}", err=True)
    if troubled:
        sys.exit(ExitCode.FINDINGS)


@voice.command()
@click.argument("folder", default=".", **FOLDER)
def check(folder: Path) -> None:
    """检查所有广播稿的读音：没有读音的、拿不准的。"""
    from kit.office.listen import check_readings
    from kit.office.online_readings import sent_online

    unknown = unsure = 0
    for one in check_readings(folder):
        click.echo(f"{one.item.item_id} {one.item.title}")
        for heard in one.heard:
            click.echo(f"  {_listen_line(heard, unsure_only=True)}")
        unknown += sum(len(heard.unknown) for heard in one.heard)
        unsure += len(one.heard)
    for sent in sent_online(folder):
        click.echo(_online_line(sent))
    click.echo(f"没有读音的 {unknown} 处，拿不准的 {unsure} 句；读音表都读得懂。")
    if unknown:
        sys.exit(ExitCode.FINDINGS)


@voice.command()
@click.argument("item_id", metavar="编号")
@in_option
def listen(item_id: str, folder: Path) -> None:
    """做一段试听，列出要留心听的字，拿不准的在前。"""
    from kit.office.try_out import try_out

    made = try_out(folder, item_id, now)
    for one in made.heard:
        click.echo(_listen_line(one))
    click.echo(f"请听：{made.path}")


def _online_line(one: SentOnline) -> str:
    told = [f"送去时写成“{one.sent}”"] if one.sent != one.spoken else []
    if one.left:
        words = "、".join(f"{left.character} {left.pinyin}" for left in one.left)
        told.append(f"{words} 联网的声音管不了，请先试听；读错的换个说法，或请人录音")
    return f"{one.item.item_id} “{one.spoken}”：{'；'.join(told)}。"


def _listen_line(one: Heard, *, unsure_only: bool = False) -> str:
    told = [f"{bad.message}{bad.remedy}" for bad in one.unknown]
    for character in one.characters:
        if character.sure and unsure_only:
            continue
        others = f"，不是 {'、'.join(character.others)}" if character.others else ""
        doubt = "" if character.sure else "？"
        told.append(f"{character.character} {character.pinyin}{doubt}{others}")
    return f"第 {one.number} 句“{one.spoken}”：{'；'.join(told)}"


@voice.command()
@click.argument("item_id", metavar="编号")
@in_option
@voice_option
def draft(item_id: str, folder: Path, voice_id: str) -> None:
    """普通话稿和建议的方言稿对照；改好后贴进“客家话稿”。"""
    from kit.office.dialect import draft as propose

    made = propose(folder, item_id, voice_id)
    for number, one in enumerate(made.proposed, start=1):
        click.echo(f"{number}　普通话　{one.mandarin}")
        click.echo(f"　　{made.dialect.label}　{one.text}")
        for change in one.changes:
            entry = change.entry
            also = f"；也说 {'、'.join(entry.forms[1:])}" if entry.forms[1:] else ""
            note = f"；{entry.note}" if entry.note else ""
            click.echo(
                f"　　　　{entry.mandarin} → {entry.forms[0]}（{entry.status.label}{also}{note}）"
            )
    click.echo(
        "这一条已经有人写了客家话稿，提词稿照它做。"
        if made.written
        else f"以上只是建议。请会讲的人改好，贴进 {made.item.place.file} 的“客家话稿”，再送审。"
    )


@voice.command()
@click.argument("item_id", metavar="编号")
@in_option
@voice_option
def preview(item_id: str, folder: Path, voice_id: str) -> None:
    """机器试读：写方言稿的人听个大概，绝不播出；要装 espeak-ng。"""
    from kit.office.rough_reading import read_roughly

    # Looked for here, for use cases read no environment.
    program = shutil.which("espeak-ng")
    made = read_roughly(folder, item_id, voice_id, Path(program) if program else None, now)
    if made.passed_over:
        click.echo(f"没有读音，跳过去了：{'、'.join(made.passed_over[:MOST_SHOWN])}")
    click.echo(f"请听：{made.path}")
    click.echo("声调、韵母都不准，不能当本地话听；只听句子顺不顺。播出的由真人念。")


@voice.command()
@click.argument("item_id", default="", metavar="[编号]")
@week_option
@in_option
@voice_option
def coverage(item_id: str, week: str, folder: Path, voice_id: str) -> None:
    """看方言读音够不够：一条、一周，或全部广播稿。"""
    from kit.office.dialect import covered

    for line in _coverage_lines(covered(folder, item_id, week, voice_id, now)):
        click.echo(line)


def _coverage_lines(covered: Covered) -> Iterator[str]:
    found = covered.found
    yield f"{covered.dialect.name}：{covered.scripts} 条广播稿"
    yield (
        f"{found.characters} 字里有读音的 {found.read} 字（{found.share:.1%}），"
        f"整词注音 {found.words} 处。这个比例说的是读音表，不是念得准不准。"
    )
    for source, count in found.sources.most_common():
        yield f"  {source}：{count} 字"
    yield _counted("没有读音", found.missing.most_common())
    yield _counted("几种读法，念的人定", found.several.most_common())
    if found.missing:
        yield "问到了读音，用 kit voice learn 字 读音 --by 姓名 记下来。"


def _counted(what: str, counted: list[tuple[str, int]]) -> str:
    shown = "、".join(f"{word}{count}" for word, count in counted[:MOST_SHOWN])
    more = f"……共 {len(counted)} 个" if len(counted) > MOST_SHOWN else ""
    return f"{what}：{shown or '没有'}{more}"


@voice.command()
@click.argument("word", metavar="词")
@click.argument("reading", metavar="读音")
@click.option("--by", required=True, metavar="姓名", help="哪位本地人确认的。")
@click.option("--note", default="", metavar="说明", help="用在哪里。")
@in_option
@voice_option
def learn(word: str, reading: str, by: str, note: str, folder: Path, voice_id: str) -> None:
    """记下一个本地人确认的方言读音。"""
    from kit.office.dialect import learn as write

    path = write(folder, word, reading, voice_id, now, by=by, note=note)
    click.echo(f"记下了：{word} {reading}（{by}，{now():%Y-%m-%d}），在 {path}")


@voice.command("import-table")
@click.argument(
    "file", type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="文件"
)
@click.option("--locality", required=True, metavar="地方", help="哪里的音，如 永定城关。")
@click.option("--source", required=True, metavar="出处", help="从哪里来的字表。")
@click.option("--licence", required=True, metavar="许可", help="字表的许可，如 MIT。")
@in_option
@voice_option
def import_table(
    file: Path, locality: str, source: str, licence: str, folder: Path, voice_id: str
) -> None:
    """把公开的同音字表收进本乡的读音表。"""
    from kit.office.dialect import take_table

    taken = take_table(folder, file, voice_id, locality=locality, source=source, licence=licence)
    table = taken.table
    for fault in table.faults:
        click.echo(fault)
    click.echo(
        f"收进 {len(table.readings)} 个读音、{len(table.characters)} 个字、"
        f"{len(table.finals)} 个韵母、{len(table.tones)} 个声调；"
        f"{len(table.faults)} 行有错没有收。在 {taken.path}"
    )
    click.echo("这些读音没有经本地人核对：拿不准的请问老人，用 kit voice learn 记下来。")


for _command in (*shelf.COMMANDS, *takes.COMMANDS):
    voice.add_command(_command)

"""Verbs about voices: how texts are read, and what neighbours need to read them aloud."""

from __future__ import annotations

import shutil
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kit.cli.options import FOLDER, item_number, week_option
from kit.cli.takes import COMMANDS
from kit.errors import ExitCode, SourceError, SpeechError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from kit.edition.listen import Heard
    from kit.source.voices import DialectVoice
    from kit.source.workspace import Workspace
    from kit.text.dialect.readings import Coverage

MOST_SHOWN = 40
GET_ESPEAK = (
    "它是另外的自由软件，本软件不带：Windows 到 github.com/espeak-ng/espeak-ng 下载 .msi，"
    "装好后把它的文件夹加进 PATH；Linux 运行 sudo apt install espeak-ng。不装，别的都照样用。"
)


@click.group()
def voice() -> None:
    """读音、试听；客家话稿与真人录音流程。机器只念普通话，方言由真人念。"""


def in_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--in``: the workspace."""
    return click.option("--in", "folder", default=".", **FOLDER, help="工作夹，默认是当前文件夹。")(
        command
    )


def voice_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--voice``: a dialect; by default the one in kit.toml."""
    return click.option(
        "--voice", "voice_id", default="", metavar="方言", help="如 hakka-yongding。"
    )(command)


def _workspace(folder: Path) -> Workspace:
    from kit.source.workspace import open_workspace

    return open_workspace(folder)


def _workspace_if_any(folder: Path) -> Workspace | None:
    return _workspace(folder) if (folder / "kit.toml").is_file() else None


def _dialect_id(workspace: Workspace | None, voice_id: str) -> str:
    dialect = workspace.township.dialect if workspace else None
    if voice_id or dialect:
        return voice_id or (dialect.voice if dialect else "")
    from kit.source.voices import dialect_folders

    known = list(dialect_folders(workspace.folder if workspace else None))
    if len(known) == 1:
        return known[0]
    raise SourceError(
        "不知道是哪一种方言。", f"请加上 --voice，现有的有：{'、'.join(known) or '（没有）'}。"
    )


def _dialect(workspace: Workspace, voice_id: str) -> DialectVoice:
    from kit.source.voices import read_dialect

    return read_dialect(_dialect_id(workspace, voice_id), workspace.folder)


@voice.command("list")
@in_option
def list_voices(folder: Path) -> None:
    """列出音色和方言。"""
    from kit.source.builtin import builtin_dir
    from kit.source.voices import dialect_folders, read_dialect
    from kit.speech.voices import known_voices

    for one in known_voices(folder / "voices", builtin_dir("voices")):
        click.echo(f"{one.name}　{one.label}　{one.family}　机器朗读")
    for name in dialect_folders(folder):
        dialect = read_dialect(name, folder)
        click.echo(
            f"{name}　{dialect.label}　{dialect.name}　真人念："
            f"读音 {len(dialect.readings.entries)} 条，用词 {len(dialect.wording.entries)} 条"
        )


@voice.command()
@click.argument("text", default="", metavar="[文字]")
@click.option("--pinyin", is_flag=True, help="下面一行写拼音。")
@in_option
def read(text: str, folder: Path, *, pinyin: bool) -> None:
    """看一段文字会怎么读；不写文字就从输入读。"""
    from kit.edition.listen import mandarin_lexicon, pinyin_line
    from kit.text.normalise.normaliser import normalise

    lexicon = mandarin_lexicon(_workspace_if_any(folder)) if pinyin else None
    troubled = False
    for line in (text or sys.stdin.read()).splitlines():
        normalised = normalise(line, day_word="号")
        click.echo(normalised.spoken)
        if lexicon is not None:
            click.echo(pinyin_line(normalised.spoken, lexicon))
        for problem in normalised.problems:
            troubled = True
            click.echo(f"读不了：{problem.message}{problem.remedy}", err=True)
    if troubled:
        sys.exit(ExitCode.FINDINGS)


@voice.command()
@click.argument("folder", default=".", **FOLDER)
def check(folder: Path) -> None:
    """检查所有广播稿的读音：没有读音的、拿不准的。"""
    from kit.edition.listen import mandarin_lexicon, scripts_of, to_listen_for
    from kit.source.voices import dialect_folders, read_dialect

    unknown = unsure = 0
    workspace = _workspace(folder)
    for name in dialect_folders(folder):
        read_dialect(name, folder)
    for item, script in scripts_of(workspace):
        heard = [
            one
            for one in to_listen_for(script, mandarin_lexicon(workspace, script))
            if not one.sure
        ]
        if heard:
            click.echo(f"{item.item_id} {item.title}")
        for one in heard:
            click.echo(f"  {_listen_line(one, unsure_only=True)}")
        unknown += sum(len(one.unknown) for one in heard)
        unsure += len(heard)
    click.echo(f"没有读音的 {unknown} 处，拿不准的 {unsure} 句；读音表都读得懂。")
    if unknown:
        sys.exit(ExitCode.FINDINGS)


@voice.command()
@click.argument("item_id", metavar="编号", type=item_number)
@in_option
def listen(item_id: str, folder: Path) -> None:
    """做一段试听，列出要留心听的字，拿不准的在前。"""
    from kit.compose.spoken.script import compose_script
    from kit.edition.listen import make_try_out, mandarin_lexicon, to_listen_for
    from kit.source.numbers import find_item

    workspace = _workspace(folder)
    item = find_item(workspace, item_id)
    script = compose_script(item, workspace.township)
    for one in to_listen_for(script, mandarin_lexicon(workspace, script)):
        click.echo(_listen_line(one))
    now = datetime.now().astimezone()
    path = make_try_out(workspace, item.item_id, f"{item.item_id}/试听/{now:%Y%m%d%H%M%S}")
    click.echo(f"请听：{path}")


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
@click.argument("item_id", metavar="编号", type=item_number)
@in_option
@voice_option
def draft(item_id: str, folder: Path, voice_id: str) -> None:
    """普通话稿和建议的方言稿对照；改好后贴进“客家话稿”。"""
    from kit.compose.spoken.dialect_text import own_sentences, suggestions
    from kit.compose.spoken.script import compose_script
    from kit.source.numbers import find_item

    workspace = _workspace(folder)
    item = find_item(workspace, item_id)
    dialect = _dialect(workspace, voice_id)
    script = compose_script(item, workspace.township)
    proposed = suggestions(script, dialect)
    for number, one in enumerate(proposed, start=1):
        click.echo(f"{number}　普通话　{one.mandarin}")
        click.echo(f"　　{dialect.label}　{one.text}")
        for change in one.changes:
            entry = change.entry
            also = f"；也说 {'、'.join(entry.forms[1:])}" if entry.forms[1:] else ""
            note = f"；{entry.note}" if entry.note else ""
            click.echo(
                f"　　　　{entry.mandarin} → {entry.forms[0]}（{entry.status.label}{also}{note}）"
            )
    click.echo(
        "这一条已经有人写了客家话稿，提词稿照它做。"
        if own_sentences(item)
        else f"以上只是建议。请会讲的人改好，贴进 {item.place.file} 的“客家话稿”，再送审。"
    )


@voice.command()
@click.argument("item_id", metavar="编号", type=item_number)
@in_option
@voice_option
def preview(item_id: str, folder: Path, voice_id: str) -> None:
    """机器试读：写方言稿的人听个大概，绝不播出；要装 espeak-ng。"""
    from kit.office.rough_reading import make_preview
    from kit.source.numbers import find_item

    program = shutil.which("espeak-ng")
    if program is None:
        raise SpeechError("这台电脑没有 espeak-ng，做不了机器试读。", GET_ESPEAK)
    workspace = _workspace(folder)
    item, dialect = find_item(workspace, item_id), _dialect(workspace, voice_id)
    number = f"{item.item_id}/机器试读/{datetime.now().astimezone():%Y%m%d%H%M%S}"
    made = make_preview(workspace, item, dialect, Path(program), number)
    if made.passed_over:
        click.echo(f"没有读音，跳过去了：{'、'.join(made.passed_over[:MOST_SHOWN])}")
    click.echo(f"请听：{made.path}")
    click.echo("声调、韵母都不准，不能当本地话听；只听句子顺不顺。播出的由真人念。")


@voice.command()
@click.argument("item_id", default="", metavar="[编号]", type=item_number)
@week_option
@in_option
@voice_option
def coverage(item_id: str, week: str, folder: Path, voice_id: str) -> None:
    """看方言读音够不够：一条、一周，或全部广播稿。"""
    from kit.compose.spoken.dialect_text import read_aloud
    from kit.edition.listen import scripts_of
    from kit.source.numbers import find_item
    from kit.text.dialect.readings import coverage as cover

    workspace = _workspace(folder)
    dialect = _dialect(workspace, voice_id)
    wanted = {find_item(workspace, item_id).item_id} if item_id else _due(folder, week)
    said = [
        read_aloud(item, script, dialect)
        for item, script in scripts_of(workspace)
        if wanted is None or item.item_id in wanted
    ]
    found = cover((sentence for sentences in said for sentence in sentences), dialect.readings)
    click.echo(f"{dialect.name}：{len(said)} 条广播稿")
    for line in _coverage_lines(found):
        click.echo(line)


def _due(folder: Path, week: str) -> frozenset[str] | None:
    """Return the ids that are due in a week; None where no week was asked for."""
    if not week:
        return None
    from kit.edition.request import Options
    from kit.edition.work import look_at_week
    from kit.plan.week import Week

    now = datetime.now().astimezone()
    options = Options(week=Week.parse(week), now=now, draft=True)
    return frozenset(look_at_week(folder, options).plan.due)


def _coverage_lines(found: Coverage) -> Iterator[str]:
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
    from kit.source.voice_tables import learn as write

    name = _dialect_id(_workspace(folder), voice_id)
    today = datetime.now().astimezone().date()
    path = write(word, reading, folder, name, by=by, day=today, note=note)
    click.echo(f"记下了：{word} {reading}（{by}，{today.isoformat()}），在 {path}")


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
    from kit.source.voice_tables import import_table as take_in

    name = _dialect_id(_workspace(folder), voice_id)
    path, table = take_in(file, folder, name, locality=locality, source=source, licence=licence)
    for fault in table.faults:
        click.echo(fault)
    click.echo(
        f"收进 {len(table.readings)} 个读音、{len(table.characters)} 个字、"
        f"{len(table.finals)} 个韵母、{len(table.tones)} 个声调；"
        f"{len(table.faults)} 行有错没有收。在 {path}"
    )
    click.echo("这些读音没有经本地人核对：拿不准的请问老人，用 kit voice learn 记下来。")


for _command in COMMANDS:
    voice.add_command(_command)

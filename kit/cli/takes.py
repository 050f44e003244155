"""Verbs about what neighbours record: import, record, sign, status, join; under ``kit voice``."""

from __future__ import annotations

import contextlib
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kit.cli.options import FOLDER, item_number
from kit.errors import ExitCode, SourceError

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.model.item import Item
    from kit.recordings.take_import import Imported, Speaker
    from kit.serve.booth import Session
    from kit.source.voices import DialectVoice
    from kit.source.workspace import Workspace

PHRASE_BANK = "短语"


def _reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the workspace, and in which voice it is read."""
    for option in (
        click.option("--in", "folder", default=".", **FOLDER, help="工作夹，默认是当前文件夹。"),
        click.option(
            "--voice",
            "voice_id",
            default="",
            metavar="声音",
            help="如 hakka-yongding；普通话写 mandarin；不写就是 kit.toml 里的方言。",
        ),
    ):
        command = option(command)
    return command


def _speaker_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add who reads and whether they agreed."""
    for option in (
        click.option("--consent", is_flag=True, help="念的人看过同意书，同意播出。"),
        click.option("--speaker", default="", metavar="姓名", help="谁念的。"),
    ):
        command = option(command)
    return command


def _opened(
    folder: Path, item_id: str, voice_id: str
) -> tuple[Workspace, Item, DialectVoice | None]:
    """Return the workspace, the item, and the dialect; None for Mandarin."""
    from kit.source.numbers import find_item
    from kit.source.workspace import open_workspace

    workspace = open_workspace(folder)
    return workspace, find_item(workspace, item_id), _dialect(workspace, voice_id)


def _dialect(workspace: Workspace, voice_id: str) -> DialectVoice | None:
    from kit.recordings.take import MANDARIN
    from kit.source.voices import read_dialect

    own = workspace.township.dialect
    name = voice_id or (own.voice if own else "")
    if not name:
        raise SourceError(
            "不知道是哪一种话。", "请加上 --voice，或在 kit.toml 里写好 [dialect] voice。"
        )
    return None if name == MANDARIN else read_dialect(name, workspace.folder)


def _speaker(name: str, *, consent: bool) -> Speaker:
    from kit.recordings.take_import import speaker_of

    return speaker_of(name, datetime.now().astimezone().date(), consent=consent)


@click.command("import")
@click.argument("item_id", metavar="编号", type=item_number)
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="录音…",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@_speaker_options
@_reading_options
@click.option("--anyway", is_flag=True, help="只是杂音、快慢的毛病，听过了，就用这一遍。")
def import_(
    item_id: str,
    files: tuple[Path, ...],
    speaker: str,
    folder: Path,
    voice_id: str,
    *,
    consent: bool,
    anyway: bool,
) -> None:
    """收进手机录音：整篇一个文件，或一句一个文件；当场检查。"""
    from kit.recordings.take_import import import_take

    who = _speaker(speaker, consent=consent)
    if item_id == PHRASE_BANK:
        _import_phrases(files, who, folder, voice_id)
        return
    workspace, item, voice = _opened(folder, item_id, voice_id)
    given = [(path.name, path.read_bytes()) for path in files]
    today = datetime.now().astimezone().date()
    imported = import_take(workspace, item, voice, given, speaker=who, day=today, tolerate=anyway)
    _tell(imported, item.item_id)


def _bank(folder: Path, voice_id: str) -> tuple[Workspace, DialectVoice]:
    """Return the workspace and the dialect whose phrases are recorded."""
    from kit.source.workspace import open_workspace

    workspace = open_workspace(folder)
    voice = _dialect(workspace, voice_id)
    if voice is None:
        raise SourceError("普通话没有短语库。", "短语库只给方言用。")
    return workspace, voice


def _import_phrases(files: tuple[Path, ...], who: Speaker, folder: Path, voice_id: str) -> None:
    from kit.recordings.phrases import import_phrases

    workspace, voice = _bank(folder, voice_id)
    given = [(path.name, path.read_bytes()) for path in files]
    today = datetime.now().astimezone().date()
    told = import_phrases(workspace, voice, given, speaker=who, day=today)
    for name, verdict in told:
        click.echo(f"{name}：{verdict}")
    click.echo(f"收进 {len(files) - len({name for name, _ in told})} 条短语。")
    if told:
        sys.exit(ExitCode.REFUSED)


@click.command()
@click.argument("item_id", metavar="编号", type=item_number)
@_speaker_options
@_reading_options
def join(item_id: str, speaker: str, folder: Path, voice_id: str, *, consent: bool) -> None:
    """用录好的短语拼例行的句子；拼不出的列出来，请人念。"""
    from kit.recordings.phrases import join_reading

    who = _speaker(speaker, consent=consent)
    workspace, item, voice = _opened(folder, item_id, voice_id)
    if voice is None:
        raise SourceError("普通话没有短语库。", "短语库只给方言用。")
    made = join_reading(workspace, item, voice, who, datetime.now().astimezone().date())
    if made.joined:
        click.echo(f"用短语拼成：第 {'、'.join(map(str, made.joined))} 句。")
    if made.folder is None:
        click.echo(f"还要念：第 {'、'.join(map(str, made.missing))} 句（kit voice record）。")
        sys.exit(ExitCode.REFUSED)
    click.echo(f"请从头到尾听一遍：{made.folder / '试听.mp3'}")


def _tell(imported: Imported, item_id: str) -> None:
    for verdict in imported.verdicts:
        click.echo(str(verdict))
    if imported.folder is None:
        poor = all(verdict.fault.tolerable for verdict in imported.verdicts)
        click.echo("没有收进去。" + ("听过觉得可以用的，加上 --anyway。" if poor else ""))
        sys.exit(ExitCode.REFUSED)
    click.echo(f"收好了，{imported.seconds:.0f} 秒。请另一个人听：{imported.folder / '试听.mp3'}")
    click.echo(f"听完没有问题：kit voice sign {item_id} --by 姓名")


@click.command()
@click.argument("item_id", metavar="编号", type=item_number)
@click.option("--by", default="", metavar="姓名", help="谁从头到尾听过。")
@click.option("--reject", default="", metavar="理由", help="退回，写明哪一句怎么不对。")
@_reading_options
def sign(item_id: str, by: str, reject: str, folder: Path, voice_id: str) -> None:
    """听审：从头到尾听过、和稿子一样，签字以后才播。"""
    from kit.recordings.human_readings import find_reading, read_mandarin
    from kit.recordings.listening import TakeState, ledger_name, sign_take
    from kit.review.ledger import FILE

    workspace, item, voice = _opened(folder, item_id, voice_id)
    township = workspace.township
    reading = (
        find_reading(folder, item, township, voice, ())
        if voice
        else read_mandarin(folder, item, township, ())
    )
    if reading is None or reading.state is TakeState.WANTED:
        why = reading.why if reading else "还没有录音"
        raise SourceError(f"{item.item_id} 没有可以听审的录音：{why}。", "请先录音、导入。")
    sign_take(
        folder / FILE,
        name=ledger_name(item, reading.voice),
        digest=reading.digest,
        speaker=reading.speaker,
        by=by,
        at=datetime.now().astimezone(),
        reject=reject,
    )
    click.echo(f"{item.item_id} {reading.label}：{'退回了' if reject else '已签，可以播'}。")


@click.command()
@click.argument("folder", default=".", **FOLDER)
def status(folder: Path) -> None:
    """看每一条的真人录音到哪一步：待录、已录待听、已签。"""
    from kit.recordings.human_readings import human_readings
    from kit.recordings.listening import listened
    from kit.review.ledger import FILE, read_ledger
    from kit.source.workspace import open_workspace

    workspace = open_workspace(folder)
    readings = human_readings(workspace, listened(read_ledger(folder / FILE)))
    titles = {item.item_id: item.title for item in workspace.items}
    for (item_id, _), reading in readings.items():
        parts = [f"{item_id} {titles[item_id]}　{reading.label}　{reading.state}"]
        parts += [reading.why] if reading.why and not reading.signed else []
        parts += [f"{reading.speaker}念"] if reading.speaker else []
        numbers = "、".join(map(str, reading.joined))
        parts += [f"第 {numbers} 句是短语拼成的"] if numbers else []
        click.echo("　".join(parts))
    if not readings:
        click.echo("没有录音，kit.toml 里也没有写方言。")


@click.command()
@click.argument("item_id", metavar="编号", type=item_number)
@_speaker_options
@_reading_options
@click.option("--open/--no-open", "open_page", default=True, help="自动打开浏览器。")
def record(
    item_id: str, speaker: str, folder: Path, voice_id: str, *, consent: bool, open_page: bool
) -> None:
    """在这台电脑的浏览器里录：一次一句，大字，当场检查；编号写“短语”就录短语库。"""
    who = _speaker(speaker, consent=consent)
    if item_id == PHRASE_BANK:
        _record_phrases(who, folder, voice_id, open_page=open_page)
        return
    from kit.recordings.take_session import TakeSession

    workspace, item, voice = _opened(folder, item_id, voice_id)
    session = TakeSession(workspace, item, voice, who, datetime.now().astimezone().date())
    _read_in(session, open_page=open_page)
    if session.seconds:
        click.echo(
            f"收好了，{session.seconds:.0f} 秒。听完：kit voice sign {item.item_id} --by 姓名"
        )
    else:
        done = sum(session.done())
        click.echo(f"停下了：{len(session.lines)} 句录好 {done} 句，下次接着录。")


def _record_phrases(who: Speaker, folder: Path, voice_id: str, *, open_page: bool) -> None:
    from kit.recordings.phrase_session import PhraseSession

    workspace, voice = _bank(folder, voice_id)
    session = PhraseSession(workspace, voice, who, datetime.now().astimezone().date())
    _read_in(session, open_page=open_page)
    done = sum(session.done())
    again = "" if done == len(session.lines) else "，下次接着录"
    click.echo(f"短语库 {len(session.lines)} 条，录好 {done} 条{again}。")


def _read_in(session: Session, *, open_page: bool) -> None:
    """Serve the recording page until all is handed in, or until somebody stops it."""
    from kit.serve.booth import BoothServer

    with BoothServer(session) as server:
        click.echo(f"请在这台电脑上打开：{server.address}")
        click.echo("录好的句子都存着，中途停下没有关系。按 Ctrl+C 停下。")
        if open_page:
            click.launch(server.address)
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()


COMMANDS: tuple[click.Command, ...] = (import_, record, join, sign, status)

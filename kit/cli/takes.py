"""Verbs about what neighbours record: import, record, sign, status, join; under ``kit voice``."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kit.cli.options import FOLDER, in_option, now
from kit.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.office.take import ItemReading, WhoReads
    from kit.serve.booth import Session

TRY_OUT = "试听.mp3"


def _reading_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the workspace, and in which voice it is read."""
    voice = click.option(
        "--voice",
        "voice_id",
        default="",
        metavar="声音",
        help="如 hakka-yongding；普通话写 mandarin；不写就是 kit.toml 里的方言。",
    )
    return voice(in_option(command))


def _speaker_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add who reads and whether they agreed."""
    for option in (
        click.option("--consent", is_flag=True, help="念的人看过同意书，同意播出。"),
        click.option("--speaker", default="", metavar="姓名", help="谁念的。"),
    ):
        command = option(command)
    return command


def _who(speaker: str, voice_id: str, *, consent: bool) -> WhoReads:
    from kit.office.take import WhoReads

    return WhoReads(name=speaker, consent=consent, voice_id=voice_id)


@click.command("import")
@click.argument("item_id", metavar="编号")
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
    from kit.office.take import PHRASE_BANK, take_in

    who = _who(speaker, voice_id, consent=consent)
    if item_id == PHRASE_BANK:
        _import_phrases(folder, who, files)
        return
    taken = take_in(folder, item_id, who, files, now, anyway=anyway)
    imported = taken.imported
    for verdict in imported.verdicts:
        click.echo(str(verdict))
    if imported.folder is None:
        poor = all(verdict.fault.tolerable for verdict in imported.verdicts)
        click.echo("没有收进去。" + ("听过觉得可以用的，加上 --anyway。" if poor else ""))
        sys.exit(ExitCode.REFUSED)
    click.echo(f"收好了，{imported.seconds:.0f} 秒。请另一个人听：{imported.folder / TRY_OUT}")
    click.echo(f"听完没有问题：kit voice sign {taken.item.item_id} --by 姓名")


def _import_phrases(folder: Path, who: WhoReads, files: tuple[Path, ...]) -> None:
    from kit.office.take import take_in_phrases

    kept = take_in_phrases(folder, who, files, now)
    for name, verdict in kept.refused:
        click.echo(f"{name}：{verdict}")
    click.echo(f"收进 {kept.count} 条短语。")
    if kept.refused:
        sys.exit(ExitCode.REFUSED)


@click.command()
@click.argument("item_id", metavar="编号")
@_speaker_options
@_reading_options
def join(item_id: str, speaker: str, folder: Path, voice_id: str, *, consent: bool) -> None:
    """用录好的短语拼例行的句子；拼不出的列出来，请人念。"""
    from kit.office.take import join as join_phrases

    made = join_phrases(folder, item_id, _who(speaker, voice_id, consent=consent), now)
    if made.joined:
        click.echo(f"用短语拼成：第 {'、'.join(map(str, made.joined))} 句。")
    if made.folder is None:
        click.echo(f"还要念：第 {'、'.join(map(str, made.missing))} 句（kit voice record）。")
        sys.exit(ExitCode.REFUSED)
    click.echo(f"请从头到尾听一遍：{made.folder / TRY_OUT}")


@click.command()
@click.argument("item_id", metavar="编号")
@click.option("--by", default="", metavar="姓名", help="谁从头到尾听过。")
@click.option("--reject", default="", metavar="理由", help="退回，写明哪一句怎么不对。")
@_reading_options
def sign(item_id: str, by: str, reject: str, folder: Path, voice_id: str) -> None:
    """听审：从头到尾听过、和稿子一样，签字以后才播。"""
    from kit.office.take import hear

    heard = hear(folder, item_id, voice_id, now, by=by, reject=reject)
    click.echo(
        f"{heard.item.item_id} {heard.reading.label}：{'退回了' if reject else '已签，可以播'}。"
    )


@click.command()
@click.argument("folder", default=".", **FOLDER)
def status(folder: Path) -> None:
    """看每一条的真人录音到哪一步：待录、已录待听、已签。"""
    from kit.office.take import all_readings

    readings = all_readings(folder)
    for one in readings:
        click.echo(_reading_line(one))
    if not readings:
        click.echo("没有录音，kit.toml 里也没有写方言。")


def _reading_line(one: ItemReading) -> str:
    item, reading = one.item, one.reading
    parts = [f"{item.item_id} {item.title}　{reading.label}　{reading.state}"]
    parts += [reading.why] if reading.why and not reading.signed else []
    parts += [f"{reading.speaker}念"] if reading.speaker else []
    numbers = "、".join(map(str, reading.joined))
    parts += [f"第 {numbers} 句是短语拼成的"] if numbers else []
    return "　".join(parts)


@click.command()
@click.argument("item_id", metavar="编号")
@_speaker_options
@_reading_options
@click.option("--open/--no-open", "open_page", default=True, help="自动打开浏览器。")
def record(
    item_id: str, speaker: str, folder: Path, voice_id: str, *, consent: bool, open_page: bool
) -> None:
    """在这台电脑的浏览器里录：一次一句，大字，当场检查；编号写“短语”就录短语库。"""
    from kit.office.take import PHRASE_BANK, open_phrases, open_session

    who = _who(speaker, voice_id, consent=consent)
    if item_id == PHRASE_BANK:
        done, total = _read_in(open_phrases(folder, who, now), open_page=open_page)
        again = "" if done == total else "，下次接着录"
        click.echo(f"短语库 {total} 条，录好 {done} 条{again}。")
        return
    session = open_session(folder, item_id, who, now)
    done, total = _read_in(session, open_page=open_page)
    if session.finished:
        click.echo(f"收好了。听完：kit voice sign {item_id} --by 姓名")
    else:
        click.echo(f"停下了：{total} 句录好 {done} 句，下次接着录。")


def _read_in(session: Session, *, open_page: bool) -> tuple[int, int]:
    """Serve the recording page until all is handed in, or until somebody stops it.

    Returns how many lines are recorded, of how many.
    """
    from kit.serve.booth import BoothServer

    with BoothServer(session) as server:
        click.echo(f"请在这台电脑上打开：{server.address}")
        click.echo("录好的句子都存着，中途停下没有关系。按 Ctrl+C 停下。")
        if open_page:
            click.launch(server.address)
        # Ctrl+C is how a reader stops: what is recorded is kept.
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()
    return sum(session.done()), len(session.lines)


COMMANDS: tuple[click.Command, ...] = (import_, record, join, sign, status)

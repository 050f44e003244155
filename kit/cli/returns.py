"""Verbs about what was done with an edition: printed, played, taken down; under ``kit returns``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.options import as_json, by_option, in_option, now, show_json, week_option
from kit.cli.returns_seen import COMMANDS
from kit.errors import RequestError

if TYPE_CHECKING:
    from datetime import date

    from kit.office.air_desk import Airing
    from kit.office.print_desk import PrintJob


@click.group()
def returns() -> None:
    """回执：印了、播了、没播成、摘了、公开栏的照片，记下来；台账看得到谁、几点、哪一稿。"""


@returns.command("print")
@click.option("--paper", default="", metavar="纸", help="如 A3、A4、“A4 双面”。")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="合成一份 PDF。")
@click.option("--done", is_flag=True, help="这种纸要印的都印好了，记下来。")
@click.option("--copies", multiple=True, metavar="编号=份数", help="宣传单印几份，可以写几个。")
@click.option("--tiled", multiple=True, metavar="纸", help="没有这种纸的打印机，改用拼的。")
@by_option
@week_option
@as_json
@in_option
def print_(
    paper: str,
    out: Path | None,
    copies: tuple[str, ...],
    tiled: tuple[str, ...],
    by: str,
    week: str,
    folder: Path,
    *,
    done: bool,
    in_json: bool,
) -> None:
    """要印什么：一种纸一份，按装袋的次序；印好了打勾，下次只印变了的。"""
    from kit.office.print_desk import print_desk
    from kit.office.printed import Chosen, file_for_printer, record_printed

    desk = print_desk(folder, week, tiled=tiled)
    if in_json:
        show_json(desk)
        return
    if not paper:
        for note in desk.notes:
            click.echo(note)
        click.echo(f"{desk.label}（{desk.edition}）")
        for job in desk.jobs:
            _show_job(job)
        return
    chosen = Chosen(paper=paper, week=desk.week, revision=desk.revision, tiled=frozenset(tiled))
    numbers = _numbers(copies, next((j for j in desk.jobs if j.paper == paper), None))
    if out:
        made = file_for_printer(folder, chosen, now, by=by, copies=numbers)
        out.write_bytes(made.data)
        click.echo(f"{out}：{made.pages} 页。印出来照这样分袋：")
        for place, first, last in made.bags:
            click.echo(f"  第 {first}—{last} 页：{place}")
    if done:
        added = record_printed(folder, chosen, now, by=by, copies=numbers)
        click.echo(f"记下了：{paper} 印好 {sum(one.copies for one in added)} 份。")


def _show_job(job: PrintJob) -> None:
    flip = f"，双面选“{job.flip}”" if job.two_sided else ""
    click.echo(f"{job.paper}{flip}：还要印 {job.to_print} 页")
    for bag in job.bags:
        click.echo(f"  {bag.place}")
        for one in bag.sheets:
            copies = f"{one.copies} 份" if one.copies else "份数自己定"
            said = f"（{one.printed_by}）" if one.printed_by else ""
            swap = "，揭下旧的" if one.replaces else ""
            click.echo(f"    [{one.state}] {one.title}　{copies}{swap}{said}")


def _numbers(copies: tuple[str, ...], job: PrintJob | None) -> dict[str, int]:
    """Return how many of which file: the clerk writes an item's number, or its end."""
    sheets = [one for bag in job.bags for one in bag.sheets] if job else []
    found: dict[str, int] = {}
    for text in copies:
        name, _, number = text.partition("=")
        hit = [one for one in sheets if one.item_id.endswith(name) and not one.copies]
        if not name or not hit or not number.isdecimal():
            raise RequestError(f"“{text}”看不懂。", "请写成 编号=份数，如 004=60。")
        found |= {one.path: int(number) for one in hit}
    return found


@returns.command()
@click.option("--played", default="", metavar="文件", help="播了：播出单上的文件名。")
@click.option("--failed", default="", metavar="文件", help="没播成。")
@click.option("--why", default="", metavar="原因", help="为什么没播成，如 停电。")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), metavar="日子", help="不写就是今天。")
@click.option(
    "--began", type=click.DateTime(["%H:%M"]), metavar="钟点", help="以前播的，几点开始。"
)
@by_option
@as_json
@in_option
def air(
    played: str,
    failed: str,
    why: str,
    day: datetime | None,
    began: datetime | None,
    by: str,
    folder: Path,
    *,
    in_json: bool,
) -> None:
    """今天播什么、几点播、播了没有；播了、没播成记下来。"""
    from kit.office.air_desk import air_desk
    from kit.office.aired import record_not_played, record_played

    desk = air_desk(folder, now)
    if in_json:
        show_json(desk)
        return
    on = day.date() if day else None
    known = (*desk.airings, *desk.missed)
    if played:
        start = datetime.combine(on or desk.day, began.time()) if began else None
        path = _path(played, known)
        one = record_played(folder, now, path, by=by, day=on, began=start)
        click.echo(f"记下了：{one.slot}，播了。")
    elif failed:
        one = record_not_played(folder, now, _path(failed, known), by=by, why=why, day=on)
        click.echo(f"记下了：{one.slot}，没播成，{one.why}。")
    else:
        _show_day(desk.day, desk.airings, desk.missed, desk.notes)


def _path(name: str, airings: tuple[Airing, ...]) -> str:
    """Return the file that a clerk means: its path, or its name where there is one of it."""
    paths = {path for one in airings for path in (one.path, one.all_clear) if path}
    ends = [path for path in paths if path == name or path.endswith(f"/{name}")]
    if len(ends) > 1:
        raise RequestError(f"“{name}”有 {len(ends)} 个。", f"请写全，如 {min(ends)}。")
    return ends[0] if ends else name


def _show_day(
    day: date, airings: tuple[Airing, ...], missed: tuple[Airing, ...], notes: tuple[str, ...]
) -> None:
    for note in notes:
        click.echo(note)
    click.echo(f"{day.month}月{day.day}日")
    for one in airings:
        at = f"{one.at:%H:%M}" if one.at else "收到就播" if one.is_alert else "白天"
        said = "；".join(
            f"{a.by} {a.at:%H:%M} {'播了' if a.played else f'没播成：{a.why}'}" for a in one.answers
        )
        villages = "、".join(one.villages) or "全部村"
        click.echo(f"  [{one.state}] {at}　{one.name}　{villages}　{'、'.join(one.titles)}")
        click.echo(f"    {one.path}" + (f"　{said}" if said else ""))
    for one in missed:
        click.echo(f"  {one.day.month}月{one.day.day}日的“{one.name}”没有记播了没有：{one.path}")


@returns.command()
@click.option("--done", multiple=True, metavar="编号", help="摘了哪一条，可以写几个。")
@click.option("--board", default="", metavar="公开栏", help="在哪一块；不写就是单子上各块。")
@by_option
@as_json
@in_option
def down(done: tuple[str, ...], board: str, by: str, folder: Path, *, in_json: bool) -> None:
    """今天要摘下什么、哪些迟了；摘了打勾。"""
    from kit.office.take_down import record_taken_down, to_take_down

    round_ = to_take_down(folder, now)
    if done:
        wanted = [
            (stop.board, one.item_id)
            for stop in round_.stops
            for one in stop.sheets
            if board in ("", stop.board)
            and not one.done_by
            and any(one.item_id.endswith(name) for name in done)
        ]
        added = record_taken_down(folder, now, wanted, by=by)
        click.echo(f"记下了：摘了 {len(added)} 张。")
        return
    if in_json:
        show_json(round_)
        return
    for note in round_.notes:
        click.echo(note)
    click.echo(f"该摘还没摘的 {round_.due} 张。")
    for stop in round_.stops:
        click.echo(f"{stop.village}　{stop.board}　{stop.place}")
        for one in stop.sheets:
            state = f"摘了，{one.done_by}" if one.done_by else "迟了" if one.late else "要摘"
            until = f"{one.day.month}月{one.day.day}日"
            click.echo(f"  [{state}] {one.item_id} {one.title}　最迟{until}　{one.reason}")


for command in COMMANDS:
    returns.add_command(command)

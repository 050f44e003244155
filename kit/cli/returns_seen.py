"""Verbs about what a board shows and what the account says; under ``kit returns``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.options import as_json, in_option, now, show_json, week_option

if TYPE_CHECKING:
    from kit.office.account import AccountRow, Deed
    from kit.office.board_photo import BoardSeen

_SHOWN_OF_A_SEAL = 8


@click.command()
@click.argument("board", metavar="公开栏")
@click.argument(
    "photos",
    nargs=-1,
    metavar="[照片…]",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--hung", multiple=True, metavar="编号", help="照片认不出、到栏前看过贴着的。")
@click.option("--by", default="", metavar="姓名", help="谁拍的、谁看过。")
@as_json
@in_option
def photo(
    board: str,
    photos: tuple[Path, ...],
    hung: tuple[str, ...],
    by: str,
    folder: Path,
    *,
    in_json: bool,
) -> None:
    """公开栏的照片：照片上有什么、哪张是旧的、哪张该摘、哪张歪了。"""
    from kit.office.board_photo import add_photos, board_seen, record_hung

    seen = board_seen(folder, now, board)
    if photos:
        dropped = [(path.name, path.read_bytes()) for path in photos]
        seen = add_photos(folder, now, board, dropped, by=by)
    if hung:
        full = [one.item_id for one in seen.sheets if one.item_id.endswith(hung)]
        record_hung(folder, now, board, full or hung, by=by)
        seen = board_seen(folder, now, board)
    if in_json:
        show_json(seen)
    else:
        _show_board(seen)


def _show_board(seen: BoardSeen) -> None:
    click.echo(f"{seen.village}　{seen.board}　{seen.day.month}月{seen.day.day}日")
    for one in seen.sheets:
        click.echo(f"  [{one.state}] {one.item_id} {one.title}　{one.number}　{one.said}")
    for line in (*seen.told, *seen.notes):
        click.echo(f"  {line}")
    for photo_ in seen.photos:
        click.echo(f"  存好了：{photo_.file}，认出 {len(photo_.marks)} 个码")


@click.command()
@click.option("--month", default="", metavar="月", help="如 2026-11。")
@click.option("--item", "item_id", default="", metavar="编号", help="只看一条，从第一次公开起。")
@click.option(
    "--csv",
    "csv_file",
    type=click.Path(dir_okay=False, path_type=Path),
    help="存成表格文件，用 WPS、Excel 打开。",
)
@week_option
@as_json
@in_option
def show(
    month: str, item_id: str, csv_file: Path | None, week: str, folder: Path, *, in_json: bool
) -> None:
    """台账：哪一条哪一稿、哪天起、在哪里公开，谁印谁播谁摘，还缺什么记录。"""
    from kit.office.account import account
    from kit.office.account_csv import account_csv

    found = account(folder, now, week=week, month=month, item_id=item_id)
    if csv_file:
        csv_file.write_bytes(account_csv(found))
        click.echo(f"台账存好了：{csv_file}")
        return
    if in_json:
        show_json(found)
        return
    for note in found.notes:
        click.echo(note)
    begun = f"回执从 {found.begun} 记起。" if found.begun else "还没有记过回执。"
    click.echo(f"{found.label}　{begun}")
    click.echo("　".join(f"{what} {count}" for what, count in found.counts.items()))
    for row in found.rows:
        _show_row(row)
    for deed in found.others:
        _show_deed(deed)


def _show_row(row: AccountRow) -> None:
    number = f"　{row.number}" if row.number else ""
    click.echo(f"{row.item_id} {row.title}　核对版本 {row.wording}{number}")
    days = f"{row.publish or '？'} 到 {row.expire or '长期'}"
    days += f"（{row.ended}）" if row.ended else ""
    click.echo(f"  公开：{days}　{row.villages or '全乡'}　{row.channels}")
    if row.signers:
        click.echo(f"  签字：{row.signers}")
    for deed in row.deeds:
        _show_deed(deed)
    for gap in row.gaps:
        click.echo(f"  缺：{gap}")


def _show_deed(deed: Deed) -> None:
    where = f"　{'、'.join(deed.places)}" if deed.places else ""
    copies = f"　{deed.copies} 份" if deed.copies else ""
    why = f"　{deed.why}" if deed.why else ""
    back = f"　划掉了（{deed.taken_back}）" if deed.taken_back else ""
    when = f"{deed.at:%m-%d %H:%M}"
    seal = deed.seal[:_SHOWN_OF_A_SEAL]
    click.echo(f"  {when} {deed.kind}　{deed.by}　{deed.what}{where}{copies}{why}{back}　#{seal}")


@click.command()
@click.argument("seal", metavar="号")
@click.option("--by", default="", metavar="姓名", help="谁划掉的。")
@click.option("--why", default="", metavar="原因", help="为什么，如 点错了。")
@in_option
def undo(seal: str, by: str, why: str, folder: Path) -> None:
    """记错了的一条划掉：原来的和划掉的都留着。"""
    from kit.office.account import take_back

    take_back(folder, now, seal.removeprefix("#"), by=by, why=why)
    click.echo("划掉了，原来的一条还看得到。")


@click.command()
@click.argument("name", default="", metavar="[单子]")
@click.option("--but", multiple=True, metavar="一行", help="没打勾的一行，可以写几个。")
@click.option("--by", default="", metavar="姓名", help="谁交回来的。")
@week_option
@as_json
@in_option
def sheet(
    name: str, but: tuple[str, ...], by: str, week: str, folder: Path, *, in_json: bool
) -> None:
    """打勾的单子：各村一张、送到了、查阅点目录、收回单，交回来一张记一张。"""
    from kit.office.back_sheets import back_sheets, record_back

    if name:
        listed = back_sheets(folder, week)
        file = next((one.file for one in listed.sheets if name in (one.title, one.file)), name)
        record_back(folder, now, file, by=by, week=listed.week, not_done=but)
    found = back_sheets(folder, week)
    if in_json:
        show_json(found)
        return
    click.echo(f"{found.label}：没交 {found.missing} 张")
    for one in found.sheets:
        click.echo(f"  [{one.done_by or '没交'}] {one.title}　{one.not_done}".rstrip())
        for line in one.work if not one.done_by else ():
            click.echo(f"      {line}")
    for line in found.notes:
        click.echo(f"  {line}")


COMMANDS = (photo, show, sheet, undo)

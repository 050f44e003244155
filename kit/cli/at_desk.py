"""Verbs for what the desk shows first: what waits this week, and an alert passed on."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.options import FOLDER, as_json, in_option, now, show_json
from kit.errors import ExitCode
from kit.office.alert_form import ASKED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Any

    from kit.office.alert_fields import AlertForm
    from kit.office.alert_form import AlertFault
    from kit.office.to_do import ToDo
    from kit.office.today_round import TodayRound

_OF_LINES = ("do", "phones")
_BETWEEN = "；"


@click.command()
@click.argument("folder", default=".", **FOLDER)
@click.option("--by", default="", metavar="姓名", help="等这个人签的；不写就是等经办的人做的。")
@as_json
def week(folder: Path, by: str, *, in_json: bool) -> None:
    """等着办的：要改的、退回的、没送签的、等谁签的，今天要贴、要摘的。"""
    from kit.office.to_do import to_do
    from kit.office.today_round import today_round
    from kit.office.week import view_week

    found = to_do(folder, now, by=by)
    view = view_week(folder, "", now)
    # Who only signs carries no paper to the boards.
    today = None if by else today_round(folder, view, now)
    if in_json:
        show_json({"mine": found.mine, "elsewhere": found.elsewhere, "today": today})
        return
    for line in (*_lines(found, by), *(_today_lines(today) if today else ())):
        click.echo(line)
    if view.nearest and not by:
        which = "下一个" if view.nearest > view.monday else "上一个"
        click.echo(f"这一周没有新贴的。{which}有新贴的一周从 {view.nearest:%Y年%m月%d日} 起。")


def _lines(found: ToDo, by: str) -> Iterator[str]:
    whose = f"等{by}签的" if by else "等着办的"
    yield f"{whose} {len(found.mine)} 件" if found.mine else f"没有{whose}。"
    for one in found.mine:
        late = f"，迟了 {one.late_days} 天" if one.late_days else ""
        step = f"：{one.step}" if one.step else ""
        why = f"　{one.why}" if one.why else ""
        yield f"  [{one.want}{step}{late}] {one.item_id} {one.title}{why}"
    if found.elsewhere:
        yield f"在别人那里 {len(found.elsewhere)} 件"
    for other in found.elsewhere:
        late = f"，迟了 {other.late_days} 天" if other.late_days else ""
        due = f"，{other.due:%m月%d日 %H:%M} 以前补审" if other.due else ""
        yield f"  {other.item_id} {other.title}：等{other.step}（{other.post}）签{due}{late}"


def _today_lines(today: TodayRound) -> Iterator[str]:
    if today.hang:
        yield f"今天要贴 {len(today.hang)} 件：{'、'.join(one.title for one in today.hang)}"
    if today.down:
        yield f"今天要摘 {len(today.down)} 件"
    for one in today.down:
        yield f"  {one.title}：{one.where}"


def _field_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add an option for every field of an alert."""
    for name, label in reversed(ASKED.items()):
        more = f"，几样用“{_BETWEEN}”隔开" if name in _OF_LINES else ""
        flag = f"--{name.replace('_', '-')}"
        command = click.option(flag, name, metavar="内容", help=f"{label}{more}。")(command)
    return command


@click.command()
@_field_options
@click.option("--item", "item_id", default="", metavar="编号", help="改写过的一条；要重新签。")
@click.option(
    "--preview",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="图.png",
    help="只看：海报画到这张图里，公开事项一个字不写。",
)
@click.option(
    "--cap",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="预警.xml",
    help="照上级发来的 CAP 1.2 文件填好；别的几样写了的，以写的为准。",
)
@as_json
@in_option
def alert(
    folder: Path,
    item_id: str,
    preview: Path | None,
    cap: Path | None,
    *,
    in_json: bool,
    **given: str | None,
) -> None:
    """转发预警：照原文写好，一个人签了就发。一样也不写，就一样一样问。"""
    from kit.office.alert import write_alert
    from kit.office.alert_form import alert_form, alert_typed

    if cap is not None:
        form = _received(folder, cap)
    else:
        form = alert_typed(folder, item_id) if item_id else alert_form(folder, given["kind"] or "")
    typed = {name: _of_lines(name, text) for name, text in given.items() if text is not None}
    asks = not typed and cap is None
    if asks and not item_id:
        form = alert_form(folder, _asked("kind", form.kind))
    form = _asked_all(form, (n for n in ASKED if n != "kind")) if asks else replace(form, **typed)
    if preview is not None:
        _preview(folder, form, preview, in_json=in_json)
        return
    written = write_alert(folder, form, now, item_id)
    while asks and any(one.field for one in written.faults):
        _tell(written.faults)
        form = _asked_all(form, dict.fromkeys(one.field for one in written.faults if one.field))
        written = write_alert(folder, form, now, item_id)
    if in_json:
        show_json(written)
    elif written.faults:
        _tell(written.faults)
    else:
        click.echo(f"写好了：{written.item_id} {form.kind}{form.level}预警。再和原文对一遍。")
        click.echo(f"一个人签：kit sign {written.item_id} --step 应急签发 --by 姓名")
        click.echo(f"签了就做：kit build --only-item {written.item_id}")
    if written.faults:
        sys.exit(ExitCode.FINDINGS)


def _received(folder: Path, file: Path) -> AlertForm:
    """Return the form that a CAP file fills; what must be looked at is told beside the answer."""
    from kit.office.alert_cap import read_received

    received = read_received(folder, file, now)
    for one in received.told:
        click.echo(one, err=True)
    return received.form


def _preview(folder: Path, form: AlertForm, picture: Path, *, in_json: bool) -> None:
    """Draw the alert's poster and say how long it is heard; nothing of it stands anywhere else."""
    from kit.office.alert import draw_alert

    look = draw_alert(folder, form, now, picture)
    if in_json:
        show_json({"faults": look.faults, "warnings": look.warnings, "seconds": look.seconds})
    else:
        _tell(look.faults)
        for one in look.warnings:
            click.echo(f"请核实：{one}")
        if look.picture:
            far = f"，约 {look.distance_m:.1f} 米看得清" if look.distance_m else ""
            click.echo(f"海报画在 {picture}{far}；广播念一遍约 {round(look.seconds)} 秒。")
            click.echo("还没有写进公开事项：看好了，去掉 --preview 再来一次。")
    if look.faults:
        sys.exit(ExitCode.FINDINGS)


def _tell(faults: Iterable[AlertFault]) -> None:
    for one in faults:
        field = f"【{ASKED[one.field]}】" if one.field else ""
        click.echo(f"{field}{one.message}{one.remedy}", err=True)


def _asked_all(form: AlertForm, names: Iterable[str]) -> AlertForm:
    """Return the form with what was answered; what stands there is proposed."""
    answers = {name: _of_lines(name, _asked(name, getattr(form, name))) for name in names}
    return replace(form, **answers)


def _asked(name: str, proposed: str) -> str:
    more = f"（几样用“{_BETWEEN}”隔开）" if name in _OF_LINES else ""
    shown = proposed.replace("\n", _BETWEEN)
    answer: str = click.prompt(f"{ASKED[name]}{more}", default=shown or None)
    return answer


def _of_lines(name: str, text: str) -> str:
    return text.replace(_BETWEEN, "\n") if name in _OF_LINES else text

"""The verb about the registers of openness: catalogue, roster, opinions, letters, marks."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kit.cli.options import as_json, by_option, in_option, now, show_json
from kit.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.model.finding import Finding

_FILE = click.Path(dir_okay=False, path_type=Path)
_PDF = click.option("--pdf", type=_FILE, metavar="文件", help="存成 PDF，打印出来。")
_XLSX = click.option("--xlsx", type=_FILE, metavar="文件", help="存成表格。")
_NEW = click.option("--new", is_flag=True, help="放一份空的（.xlsx）在工作夹里。")


@click.group()
def duty() -> None:
    """公开的几本册子：标准目录、责任名册、意见、来信、社会评议，和要办的日子。"""


@duty.command()
@_XLSX
@_PDF
@as_json
@in_option
def catalogue(xlsx: Path | None, pdf: Path | None, folder: Path, *, in_json: bool) -> None:
    """标准目录：工作夹里的“标准目录….xlsx”，哪些公开了，哪些还没有。"""
    from kit.office.catalogue import catalogue_pdf, catalogue_seen, catalogue_workbook

    seen = catalogue_seen(folder)
    _save(xlsx, catalogue_workbook(seen) if xlsx else b"", quiet=in_json)
    _save(pdf, catalogue_pdf(folder, seen) if pdf else b"", quiet=in_json)
    if in_json:
        show_json(seen)
        return
    if not seen.files:
        click.echo("还没有目录。把县里发的目录改名叫“标准目录….xlsx”，放在工作夹里。")
        return
    click.echo(f"{'、'.join(seen.files)}　{len(seen.held)} 项")
    for line in seen.told:
        click.echo(line)
    click.echo("　".join(f"{name} {count}" for name, count in seen.counts))
    for one in seen.gaps:
        items = f"　{'、'.join(one.items)}" if one.items else ""
        click.echo(
            f"{one.state}　{one.matter.sheet} 第 {one.matter.row} 行 {one.matter.name}{items}"
        )
        if one.wrong:
            click.echo(f"    {one.wrong}。")


@duty.command()
@_NEW
@_PDF
@as_json
@in_option
def roster(pdf: Path | None, folder: Path, *, new: bool, in_json: bool) -> None:
    """责任名册：第一、主要、直接责任人，领导小组，从哪天到哪天。"""
    from kit.office.roster import new_roster, roster_pdf, roster_seen

    if new:
        click.echo(f"名册：{new_roster(folder)}")
        return
    seen = roster_seen(folder, now)
    _save(pdf, roster_pdf(folder, seen) if pdf else b"", quiet=in_json)
    if in_json:
        show_json(seen)
        return
    if not seen.file:
        click.echo("还没有名册。kit duty roster --new 放一份空的。")
    for one in seen.now:
        click.echo(f"{one.duty}　{one.name}　{one.post}　{one.since} 起")
    _show_faults(seen.faults)


@duty.command()
@_NEW
@click.option("--draft", default="", metavar="编号", help="起草这件预公开的采纳情况。")
@click.option("--item", default="", metavar="编号", help="同 --pdf 用：哪一件预公开。")
@_PDF
@as_json
@in_option
def opinions(
    draft: str, item: str, pdf: Path | None, folder: Path, *, new: bool, in_json: bool
) -> None:
    """意见：预公开收到几条、采纳几条，起草采纳情况。"""
    from kit.office.opinions import draft_outcome, new_opinions, opinions_seen
    from kit.office.opinions_sheet import opinions_pdf

    if new:
        click.echo(f"登记簿：{new_opinions(folder)}")
        return
    if draft:
        click.echo(f"起草好了：{draft_outcome(folder, now, draft)}")
        click.echo("请补上依据、电话和【待填】的地方，再送去签。")
        return
    _save(pdf, opinions_pdf(folder, item) if pdf else b"", quiet=in_json)
    seen = opinions_seen(folder)
    if in_json:
        show_json(seen)
        return
    for one in seen.consultations:
        counts = "　".join(f"{name} {count}" for name, count in one.counted.by_outcome)
        left = f"　没有定 {one.counted.undecided}" if one.counted.undecided else ""
        result = f"　结果 {one.decision}" if one.decision else ""
        told = f"{counts}{left}{result}".strip()
        click.echo(
            f"{one.about.item_id}　{one.about.title}　{one.counted.count} 条　{told}".rstrip()
        )
    _show_faults(seen.faults)
    if seen.stops:
        sys.exit(ExitCode.FINDINGS)


@duty.command()
@_NEW
@click.option("--draft", default="", metavar="编号,编号", help="起草这几封的答复，名字去掉。")
@as_json
@in_option
def mailbox(draft: str, folder: Path, *, new: bool, in_json: bool) -> None:
    """来信：领导信箱、建议，哪几封还没有答复；起草公开的答复。"""
    from kit.office.mailbox import draft_answers, mailbox_seen, new_mailbox

    if new:
        click.echo(f"登记簿：{new_mailbox(folder)}")
        return
    if draft:
        numbers = draft.replace("，", ",").replace("、", ",").split(",")
        click.echo(f"起草好了：{draft_answers(folder, now, [one.strip() for one in numbers])}")
        click.echo("去掉的写着（略）。认不全，请再看一遍，写成大家看得懂的。")
        return
    seen = mailbox_seen(folder, now)
    if in_json:
        show_json(seen)
        return
    click.echo(f"{len(seen.letters)} 封，{len(seen.waiting)} 封还没有答复")
    for one in seen.waiting:
        due = f"　{one.due} 以前" if one.due else ""
        click.echo(f"{one.number}　{one.received} 收到{due}　{one.office}　{one.words}")
    _show_faults(seen.faults)


@duty.command()
@_NEW
@click.option("--cards", type=_FILE, metavar="文件", help="评议卡，一张 A4 四张，各有卡号。")
@click.option("--sheets", type=int, default=1, metavar="张", help="评议卡印几张 A4。")
@by_option
@_PDF
@as_json
@in_option
def survey(
    cards: Path | None,
    sheets: int,
    by: str,
    pdf: Path | None,
    folder: Path,
    *,
    new: bool,
    in_json: bool,
) -> None:
    """社会评议：印评议卡，收回来的数一数。"""
    from kit.office.survey import new_survey, survey_pdf, survey_seen
    from kit.office.survey_cards import survey_cards

    if new:
        click.echo(f"登记簿：{new_survey(folder)}")
        return
    _save(cards, survey_cards(folder, now, sheets, by=by) if cards else b"", quiet=in_json)
    seen = survey_seen(folder)
    _save(pdf, survey_pdf(folder, seen) if pdf else b"", quiet=in_json)
    if in_json:
        show_json(seen)
        return
    click.echo(f"{f'编了 {seen.numbered} 张的卡号，' if seen.numbered else ''}收回 {seen.cards} 张")
    for one in seen.marks if seen.cards else ():
        counts = "　".join(f"{a} {n}" for a, n in zip(seen.answers, one.counts, strict=True))
        share = "" if one.content is None else f"　满意率 {one.content}%"
        click.echo(f"{one.question}　{counts}{share}")
    _show_faults(seen.faults)


@duty.command()
@click.option("--ics", type=_FILE, metavar="文件", help="存成日历，手机和电脑都能打开。")
@as_json
@in_option
def dates(ics: Path | None, folder: Path, *, in_json: bool) -> None:
    """要办的日子：哪天以前答复申请、公布采纳情况。"""
    from kit.office.reminders import reminder_file, reminders

    _save(ics, reminder_file(folder, now) if ics else b"", quiet=in_json)
    found = reminders(folder, now)
    if in_json:
        show_json(found)
        return
    for one in found:
        click.echo(f"{one.day}{'' if one.sure else '（暂定）'}　{one.title}")
    if not found:
        click.echo("没有要办的。")


def _save(file: Path | None, data: bytes, *, quiet: bool) -> None:
    if file:
        file.write_bytes(data)
        click.echo(f"存好了：{file}", err=quiet)


def _show_faults(faults: Iterable[Finding]) -> None:
    for fault in faults:
        place = f"第 {fault.line} 行 " if fault.line else ""
        click.echo(f"[{fault.severity}] {place}{fault.field}：{fault.message}")
        click.echo(f"    {fault.remedy}")

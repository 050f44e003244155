"""The paper of the review (审核表): what signers must see, and where they sign."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.compose.fact_table import fact_rows
from kit.compose.fact_words import hangs_from, plain_sentences
from kit.compose.forms.review_banner import SHEET, banner_strips, head_strips
from kit.compose.paper.flow import Heading, Panel, Paragraph, Run, plain
from kit.compose.paper.form import (
    Running,
    bound,
    compose_flow,
    form_style,
    form_table,
    labelled_table,
)
from kit.compose.paper.grid import GridColumn
from kit.compose.spoken.script import scripts_of
from kit.model.item import Show, Status
from kit.plan.links import node_of
from kit.text.written_days import written_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import date

    from kit.compose.paper.flow import Element, Tabular
    from kit.compose.paper.page import Document
    from kit.model.finding import Finding
    from kit.model.item import Item
    from kit.model.township import Step, Township
    from kit.text.typeset.metrics import Metrics

STYLE = form_style(12)
OTHER_FIGURES = "K13"
"""The check that tells figures no key fact vouches for; who signs reads and ticks them."""
_DOUBTED = "L10"
"""The check that tells doubtful readings; who signs listens and ticks them."""
_SIGN_ROW_MM = 22.0
_NOTE = (
    "签字以核对版本为准：内容改动一个字，核对版本就变，要重新签字。"
    "签完交经办人登记，成品页脚的核对版本须与本表相同。"
)
_BASIS = "印播依据 {}：版式、读音表、字体和乡里的设置；其中一样改动，它就变。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What prints and speaks beside the items."""

    code: str
    """Short code of all of it."""
    changed: tuple[Finding, ...] = ()
    """What of it is not as in the last edition."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewEntry:
    """An item to be signed, with the short code of its text."""

    item: Item
    check_code: str
    findings: tuple[Finding, ...] = ()
    signed: Mapping[str, str] = field(default_factory=dict)
    """By step: who signed this very text and when, such as 李某某 11月20日."""
    titles: Mapping[str, str] = field(default_factory=dict)
    """By item id: titles, so that what a signature ends is told by more than its number."""


def compose_review_sheet(
    entries: Sequence[ReviewEntry],
    township: Township,
    metrics: Metrics,
    *,
    week_label: str,
    lunar: Callable[[date], str],
    basis: Basis,
) -> Document:
    """Return one form for each item: what it says, what was found, who signs what.

    Without an item the sheet says that nobody waits for a signature.

    Raises:
        LayoutError: A text has signs that cannot be printed.
    """
    if not entries:
        nothing = plain("没有等着签字的公开事项。")
        running = Running(title=f"审核表　{week_label}", left=township.name)
        return compose_flow((nothing,), metrics, style=STYLE, running=running, sheet=SHEET)
    documents = [
        compose_flow(
            tuple(_form(entry, township, metrics, week_label, lunar, basis)),
            metrics,
            style=STYLE,
            sheet=SHEET,
            running=Running(
                title=f"审核表　{entry.item.item_id}　{entry.item.plain_title}",
                left=f"核对版本 {entry.check_code}　{township.name}　{week_label}",
            ),
        )
        for entry in entries
    ]
    return bound(documents, f"审核表　{week_label}")


def compose_weekly_review(
    entries: Sequence[ReviewEntry],
    township: Township,
    metrics: Metrics,
    *,
    week_label: str,
    code: str,
    basis: Basis,
) -> Document:
    """Return the form on which the items of a week are signed together.

    Its list and its signatures carry the sheet's ``code``, so that neither page can be
    exchanged for another week's; with it the signed sheet is entered in one go.
    """
    return compose_flow(
        tuple(_weekly(entries, township, metrics, week_label, code, basis)),
        metrics,
        style=STYLE,
        sheet=SHEET,
        running=Running(
            title=f"一周公开事项审核表　{week_label}", left=f"表号 {code}　{township.name}"
        ),
    )


def _form(
    entry: ReviewEntry,
    township: Township,
    metrics: Metrics,
    week_label: str,
    lunar: Callable[[date], str],
    basis: Basis,
) -> Iterator[Element]:
    yield Panel(
        strips=head_strips("公开事项审核表", metrics, beside=week_label, small=township.name)
    )
    yield Panel(strips=banner_strips(entry.item, entry.check_code, metrics))
    yield Heading(text="内容")
    aloud = ((label, one.written) for label, one in scripts_of(entry.item, township))
    rows = (*summary_rows(entry, township, lunar), *aloud)
    yield labelled_table((label, printable(text, label)) for label, text in rows)
    yield Heading(text="电脑核对")
    yield from _found((*entry.findings, *basis.changed))
    yield plain(_BASIS.format(basis.code))
    yield plain(_NOTE)
    # Last, for whatever came after it would spill onto a page of its own.
    yield Heading(text="审核签字")
    yield _signatures(township.chain, entry.signed, ("□同意", "□退回，理由："))


def summary_rows(
    entry: ReviewEntry, township: Township, lunar: Callable[[date], str]
) -> list[tuple[str, str]]:
    """Return what the signer must know of the item; the whole text is the 送审稿."""
    item = entry.item
    table = f"，表格 {len(item.table.rows)} 行" if item.table else ""
    rows = [
        ("全称", item.full_title),
        ("文号", item.doc_no),
        # Whoever signs takes other notices down by it: no signature without seeing which.
        *_ended(entry),
        ("状态", "" if item.status is Status.VALID else item.status),
        *fact_rows(item, lunar),
        ("大白话", "\n".join(plain_sentences(item))),
        ("正文", f"{len(item.body)} 字{table}，见送审稿全文页" if item.body or table else "无"),
        ("依据", "；".join(item.basis)),
        ("公开对象", f"{item.scope}　{'、'.join(item.villages) or '全乡'}"),
        ("渠道", "、".join(map(township.called, item.channels))),
        ("个人信息", item.privacy),
        ("写全名", full_names_told(item)),
        ("承办", f"{item.dept}　发布单位：{item.issuer}"),
        ("张贴", hangs_from(item)),
    ]
    return [(label, text) for label, text in rows if text]


def _ended(entry: ReviewEntry) -> Iterator[tuple[str, str]]:
    for relation, target in node_of(entry.item, signed=False).links:
        title = entry.titles.get(target, "")
        yield relation, f"{target} “{title}”" if title else target


def full_names_told(item: Item) -> str:
    """Return which columns show full names, and why; for the signers to agree."""
    columns = item.table.columns if item.table else ()
    where = {Show.FULL: "", Show.OWN_BOARD: "只在本村公开栏"}
    shown = (column for column in columns if column.show in where and column.reason)
    return "；".join(
        f"□“{column.name}”一列{where[column.show]}写全名，理由：{column.reason}" for column in shown
    )


def _found(findings: Sequence[Finding]) -> Iterator[Element]:
    if not findings:
        yield plain("没有发现问题。")
    for finding in findings:
        label = f"{finding.severity}　" + (f"{finding.field}：" if finding.field else "")
        text = printable(f"{finding.message}{finding.remedy}（{finding.code}）", "核对结果")
        marker = "□" if finding.code in {OTHER_FIGURES, _DOUBTED} else "·"
        yield Paragraph(runs=(Run(label, bold=True), Run(text)), marker=marker)


def _signatures(
    chain: Sequence[Step], signed: Mapping[str, str], verdicts: Sequence[str]
) -> Tabular:
    """Return a row for each step: what that person looks at, the verdict, the signature."""
    columns = (
        GridColumn(name="步骤", bold=True, width_mm=38.0),
        GridColumn(name="看什么（看过打勾）"),
        GridColumn(name="意见", width_mm=38.0),
        GridColumn(name="签名、日期", width_mm=42.0),
    )
    rows = (
        (
            f"{step.name}\n{step.post}",
            "\n".join(f"□{point}" for point in step.checklist),
            "" if step.name in signed else "\n".join(verdicts),
            f"已签\n{signed[step.name]}" if step.name in signed else "",
        )
        for step in chain
    )
    return replace(form_table(columns, rows, _SIGN_ROW_MM), together=True)


def _weekly(
    entries: Sequence[ReviewEntry],
    township: Township,
    metrics: Metrics,
    week_label: str,
    code: str,
    basis: Basis,
) -> Iterator[Element]:
    small = f"{township.name}　共 {len(entries)} 项"
    title = "一周公开事项审核表"
    yield Panel(
        strips=head_strips(title, metrics, beside=f"表号 {code}", small=small, below=week_label)
    )
    columns = (
        GridColumn(name="项", grows=False),
        GridColumn(name="标题", bold=True),
        GridColumn(name="类型", grows=False),
        GridColumn(name="贴出—摘下", grows=False),
        GridColumn(name="电脑核对", grows=False),
        GridColumn(name="核对版本", bold=True, grows=False),
    )
    yield form_table(columns, (_weekly_row(n, entry) for n, entry in enumerate(entries, start=1)))
    if basis.changed:
        yield Heading(text="上一期以后改过的")
        yield from _found(basis.changed)
    yield plain(_BASIS.format(basis.code))
    yield plain("各项内容见每项的审核表或送审稿。" + _NOTE)
    yield plain(f"签完录入：kit sign --from-sheet {code} --all --step 步骤 --by 姓名")
    yield Heading(text="审核签字（一次签全部）")
    yield _signatures(township.chain, {}, ("□全部同意", "□除第＿＿＿＿项外同意"))


def _weekly_row(number: int, entry: ReviewEntry) -> tuple[str, ...]:
    item = entry.item
    until = item.dates.expire
    # With its year: a form may be signed long before the item goes up.
    near = item.dates.publish
    first = written_day(near)
    days = f"{first}—\n{written_day(until, near=near) if until else '长期'}"
    found = f"{len(entry.findings)} 处" if entry.findings else "无问题"
    return (
        str(number),
        printable(f"{item.plain_title}\n{item.item_id}", "标题"),
        item.kind,
        days,
        found,
        entry.check_code,
    )

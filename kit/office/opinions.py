"""Opinions on consultations: noted, counted, and the outcome drafted as an item."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.duty.opinions import (
    FORM,
    OUTCOMES,
    WAYS,
    Consultation,
    card_name,
    card_number,
    cards_out,
    next_number,
    outcome_text,
    read_opinions,
    tally,
)
from kit.errors import RequestError, SourceError
from kit.model.finding import Severity
from kit.model.item import Kind
from kit.office.card_numbers import numbers_given
from kit.office.new import begun
from kit.office.register_file import add_row, new_register_file, register_file
from kit.source.files import write_atomic
from kit.source.numbers import full_number
from kit.source.workspace import open_workspace
from kit.source.writer import with_fields, written_fields

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.duty.opinions import Opinion, Opinions, Tally
    from kit.model.finding import Finding
    from kit.model.item import Item
    from kit.progress import Clock
    from kit.source.head import Written
    from kit.source.workspace import Workspace

_NAMED = re.compile("《([^《》]+)》")
_WIDTHS = {1: 18, 2: 16, 3: 12, 5: 14, 6: 50, 7: 20, 9: 40}
_HELP = (
    ("编号", "每一条一个，也写在意见卡上；公开台记的自己编号"),
    ("预公开", "对哪一件提的：预公开的编号，如 DX-2026-001"),
    ("方式", "、".join(WAYS)),
    ("意见", "照卡上写的记；姓名、电话留在卡上，不用记在这里"),
    ("归类", "一样的意见写一样的归类，公布时一类写一条"),
    ("采纳", "、".join(OUTCOMES) + "；还没有定的空着"),
    ("说明", "怎么采纳，或为什么不采纳；公布时照它写"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationSeen:
    """A consultation with its opinions, counted; and the item that tells the outcome."""

    about: Consultation
    opinions: tuple[Opinion, ...]
    counted: Tally
    next_number: str
    decision: str = ""
    """Number of the item that tells the outcome; empty where there is none yet."""
    cards: int = 0
    """How many cards were given a number for the printer."""
    cards_out: tuple[str, ...] = ()
    """Those that have not come back: K003, K005到K010."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionsSeen:
    """All consultations, the newest first, and what is wrong in the register."""

    file: str
    consultations: tuple[ConsultationSeen, ...]
    faults: tuple[Finding, ...]
    told: tuple[str, ...]
    ways: tuple[str, ...] = WAYS

    @property
    def stops(self) -> bool:
        """Whether rows stand in it that cannot be counted."""
        return any(one.severity is Severity.STOP for one in self.faults)


def opinions_seen(folder: Path) -> OpinionsSeen:
    """Return the consultations with what was said about them.

    Raises:
        SourceError: There is no workspace, or two registers, or one without a needed column.
        ForeignFileError: The register cannot be read.
    """
    workspace = open_workspace(folder)
    return _seen(folder, workspace)


def _seen(folder: Path, workspace: Workspace) -> OpinionsSeen:
    found = register_file(folder, FORM)
    consultations = {
        item.item_id: _consultation(item) for item in workspace.items if item.kind is Kind.PREVIEW
    }
    read = read_opinions(found.columns, found.rows, consultations)
    decided = dict(_decided(workspace))
    cards = numbers_given(folder)
    seen = [_one(about, read, decided, cards[about.item_id]) for about in consultations.values()]
    seen.sort(key=lambda one: (str(one.about.end or ""), one.about.item_id), reverse=True)
    return OpinionsSeen(
        file=found.name, consultations=tuple(seen), faults=read.faults, told=found.told
    )


def _decided(workspace: Workspace) -> Iterator[tuple[str, str]]:
    """Yield consultations with the item that tells the outcome, also one just begun."""
    ids = {item.item_id for item in workspace.items}
    for refused in workspace.refused:
        try:
            data = (workspace.folder / refused.file).read_bytes()
            target = str(written_fields(refused.file, data).get("决定") or "")
        except (SourceError, OSError):
            continue  # told by the check; what it decides cannot be read
        yield full_number(target, ids), refused.item_id or refused.file
    for item in workspace.items:
        yield full_number(item.decides, ids), item.item_id


def _consultation(item: Item) -> Consultation:
    # What is consulted on stands in the notice's name: 关于公开征求《…方案》意见的公告.
    named = _NAMED.search(item.full_title)
    return Consultation(
        item_id=item.item_id,
        title=named[1] if named else item.full_title or item.plain_title,
        start=item.dates.period_start,
        end=item.dates.period_end,
    )


def _one(
    about: Consultation, read: Opinions, decided: dict[str, str], cards: int
) -> ConsultationSeen:
    opinions = read.of(about.item_id)
    return ConsultationSeen(
        about=about,
        opinions=opinions,
        counted=tally(opinions),
        next_number=next_number(read, about.item_id),
        decision=decided.get(about.item_id, ""),
        cards=cards,
        cards_out=cards_out(read, about.item_id, cards),
    )


def new_opinions(folder: Path) -> Path:
    """Return the empty register that was put into the workspace.

    Raises:
        SourceError: There is no workspace, or it has a register already.
        StorageError: It cannot be written.
    """
    return new_register_file(folder, FORM, _HELP, _WIDTHS)


def note_opinion(
    folder: Path,
    clock: Clock,
    preview: str,
    words: str,
    way: str = "",
    village: str = "",
    card: str = "",
) -> str:
    """Return the number under which an opinion was noted, to be written on its card.

    ``card`` is the number that is printed on the card, where there is one.

    Raises:
        RequestError: Nothing was written, it is no consultation, or the card was noted before.
        SourceError: The register is a workbook, or cannot be read.
        ForeignFileError: The register cannot be read.
        StorageError: The disk does not take it.
    """
    if not words.strip():
        raise RequestError("还没有写意见。", "请照卡上写的记，一条一次。")
    if way and way not in WAYS:
        raise RequestError(f"没有“{way}”这种方式。", f"请选：{'、'.join(WAYS)}。")
    one = consultation_in(_seen(folder, open_workspace(folder)), preview)
    number = _card_of(one, card) if card.strip() else one.next_number
    cells = {
        "编号": number,
        "预公开": preview,
        "收到": clock().date().isoformat(),
        "方式": way,
        "村": village,
        "意见": words,
    }
    add_row(folder, FORM, cells)
    return number


def _card_of(one: ConsultationSeen, card: str) -> str:
    """Return the number of a card's opinion.

    Raises:
        RequestError: No card bears it, or what is on the card stands in the register.
    """
    number = card_number(one.about.item_id, card)
    if not number:
        raise RequestError(f"“{card}”不是卡号。", "请照卡上印的写，如 K007；没有卡号的空着。")
    same = next((known for known in one.opinions if known.number == number), None)
    if same:
        raise RequestError(
            f"{card.strip()} 已经记过了（第 {same.row} 行：{same.words[:12]}）。",
            "请核对卡号；一张卡写了几条的，后面几条不写卡号。",
        )
    if int(number.rpartition("K")[2]) > one.cards:
        last = card_name(one.cards)
        told = f"只编到 {last}" if one.cards else "还没有从“打印”印过意见卡"
        raise RequestError(f"{card.strip()} 没有印过：{told}。", "请核对卡号；没有卡号的空着。")
    return number


def draft_outcome(folder: Path, clock: Clock, preview: str) -> Path:
    """Return the file of a new item that tells what became of the opinions, to be gone on with.

    It names the consultation in 决定; from there every sheet and page of the consultation leads
    to it, without a word changed in what was signed.

    Raises:
        RequestError: There is such an item, rows cannot be counted, or it is no consultation.
        SourceError: The workspace or the register cannot be read.
        ForeignFileError: The register cannot be read.
        StorageError: The disk does not take it.
    """
    workspace = open_workspace(folder)
    seen = _seen(folder, workspace)
    one = consultation_in(seen, preview)
    if one.decision:
        raise RequestError(f"{preview} 的结果已经写在 {one.decision} 里。", "请接着写那一条。")
    if seen.stops:
        fault = next(one for one in seen.faults if one.severity is Severity.STOP)
        raise RequestError(f"意见登记簿第 {fault.line} 行：{fault.message}", fault.remedy)
    item = next(item for item in workspace.items if item.item_id == preview)
    path, data = begun(workspace, Kind.DECISION, f"{item.plain_title}的结果", clock)
    changes: dict[str, Written | None] = {
        "决定": preview,
        "领域": item.field_name,
        "公开对象": item.scope.value,
        "承办": item.dept,
        "发布单位": item.issuer,
        "渠道": [channel.value for channel in item.channels],
        "村": list(item.villages) or "全乡",
        "大白话": _plain(one),
        "谁": item.who or "无",
    }
    text = with_fields(path.name, data, changes) + outcome_text(one.about, one.counted).encode()
    write_atomic(path, text)
    return path


def _plain(one: ConsultationSeen) -> list[Written]:
    counted = one.counted
    if not counted.count:
        return ["征求意见结束了，没有收到意见。"]
    outcomes = "，".join(f"{name}{count}条" for name, count in counted.by_outcome)
    return [f"大家提了{counted.count}条意见。", *([f"{outcomes}。"] if outcomes else [])]


def consultation_in(seen: OpinionsSeen, preview: str) -> ConsultationSeen:
    """Return one of the consultations.

    Raises:
        RequestError: There is none of that number.
    """
    found = next((one for one in seen.consultations if one.about.item_id == preview), None)
    if found is None:
        told = "、".join(one.about.item_id for one in seen.consultations) or "还没有"
        raise RequestError(f"没有编号 {preview} 的预公开。", f"现在的预公开：{told}。")
    return found

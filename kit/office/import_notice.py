"""A notice of another office, read and proposed field by field; nothing is taken over here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import ForeignFileError
from kit.foreign.child import bytes_of, read_foreign
from kit.foreign.gate import Kind as FileKind
from kit.foreign.known_words import words_of
from kit.foreign.notice.proposal import Sure
from kit.foreign.notice.read_notice import NoticeContent
from kit.model.field import LISTS
from kit.model.fields import BY_LABEL, FIELDS
from kit.model.item import Kind
from kit.office.new import WRITTEN_ALREADY
from kit.office.notice_rows import notice_rows
from kit.office.township_of import township_of

if TYPE_CHECKING:
    from pathlib import Path

    from kit.foreign.blocks import Grid
    from kit.foreign.notice.proposal import Proposal
    from kit.office.notice_rows import NoticeRow
    from kit.progress import Clock
    from kit.source.head import Written

_KIND, _TABLE = "类型", "表格"
_COMES_DOWN = "摘下"
_MOST_SHOWN = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeRead:
    """A notice as it was read; nothing of it stands in the workspace yet."""

    kind: Kind
    """What sort of item it seems to be."""
    proposals: tuple[Proposal, ...]
    """Of every field the likeliest first, in the order of the form."""
    body: str
    lists: tuple[Grid, ...]
    told: tuple[str, ...]
    """What was not read as it stands."""
    left_open: tuple[str, ...]
    """Labels that an item of this kind must fill and for which nothing was found."""

    @property
    def rows(self) -> tuple[NoticeRow, ...]:
        """The proposals as they are confirmed: a row, a tick."""
        return notice_rows(self.proposals)

    @property
    def may_be_nothing(self) -> tuple[str, ...]:
        """Labels left open that such a notice may well have nothing for, as somebody confirms.

        Not the day it comes down: with none it would hang for ever.
        """
        return tuple(
            label
            for label in self.left_open
            if BY_LABEL[label].may_be_nothing and label != _COMES_DOWN
        )


def read_notice(folder: Path, source: Path | bytes, clock: Clock) -> NoticeRead:
    """Return what stands in a file, or in the bytes of a text that was pasted, as proposals.

    Raises:
        ForeignFileError: The file is refused; the sentence says how to bring it again.
        SourceError: There is no workspace, whose words are the dictionary.
    """
    words = words_of(township_of(folder), clock().date())
    data = source if isinstance(source, bytes) else bytes_of(source)
    read = read_foreign(data, words)
    if read.kind is FileKind.XLSX:
        raise ForeignFileError(
            "这是表格，不是通知。", "名单请用 kit import 放进来，或在名单一栏放。"
        )
    content = read.as_type(NoticeContent)
    order = {field.label: place for place, field in enumerate(FIELDS)}
    proposals = tuple(sorted(content.proposals, key=lambda one: order[one.field]))
    kind = Kind(next((one.value for one in proposals if one.field == _KIND), Kind.NOTICE))
    found = {one.field for one in proposals} | ({_TABLE} if content.lists else set())
    return NoticeRead(
        kind=kind,
        proposals=proposals,
        body=content.body,
        lists=content.lists,
        told=content.told,
        left_open=tuple(
            field.label
            for field in FIELDS
            if field.demanded_of(kind)
            and field.label not in found | WRITTEN_ALREADY
            and not field.usual
        ),
    )


def sure_fields(notice: NoticeRead) -> tuple[dict[str, Written], dict[str, list[str]]]:
    """Return the fields of which a proposal is sure, and for every field remarks to check it by.

    What is less sure stands in the remarks alone.
    """
    fields: dict[str, Written] = {}
    remarks: dict[str, list[str]] = {}
    for one in notice.proposals:
        told = remarks.setdefault(one.field, [])
        source = f"原文：{one.sentence[:_MOST_SHOWN]}"
        if one.sure is Sure.HIGH and _fits(one, fields):
            told += [source] if source not in told else []
        else:
            why = f"（{one.why}）" if one.why else ""
            told.append(f"也许是（{one.sure}）：{one.value}{why}　{source}")
    return fields, remarks


def _fits(one: Proposal, fields: dict[str, Written]) -> bool:
    """Put a value into ``fields`` and return True, unless its field is full."""
    field = BY_LABEL[one.field]
    if field.form not in LISTS:
        return fields.setdefault(one.field, one.value) == one.value
    listed = fields.setdefault(one.field, [])
    if not isinstance(listed, list) or (field.most_entries and len(listed) >= field.most_entries):
        return False
    listed.append(one.value)
    return True

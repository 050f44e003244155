"""Drafts that keep themselves: every pause is a wording, and nobody writes over another's.

A page knows the number of the wording it shows. What it sends is held against that wording, so
that two people in one item each change what they changed and no more; where both changed one
field, the first one's stands and the second one's is put aside, to be chosen between.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import Max

from kit.desk.models import Aside, Draft, Wording
from kit.errors import RequestError
from kit.office.drafts import (
    Clash,
    hash_of,
    merge,
    save_draft,
    table_of,
    text_of,
    with_changes,
    written_in,
)
from kit.office.item_form import changes_in
from kit.office.table_grid import TABLE, csv_of, grid_in, spec_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from kit.office.table_grid import TableGrid

CELLS = "表格里的内容"
"""Label of what stands in a table, where two people changed it."""
KEPT = 200
"""Wordings of an item that can be undone to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """Who writes in which item, and when."""

    folder: Path
    item_id: str
    file: str
    by: str
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """How a draft stands after something was kept."""

    number: int
    text: str
    table: str
    at: datetime
    by: str
    can_undo: bool
    is_draft: bool
    """Somebody wrote something that is not in the file yet."""
    clashes: tuple[str, ...] = ()
    """Labels that another one changed meanwhile to something else."""
    others: tuple[str, ...] = ()
    """Labels that another one changed meanwhile: the page does not show them yet."""


def opened(writing: Writing) -> Kept:
    """Return the draft of an item, or its file where nobody is writing.

    Raises:
        SourceError: The file cannot be read.
    """
    with transaction.atomic():
        return _as_kept(_current(writing))


def typed(
    writing: Writing,
    base: Kept | Wording,
    posted: Mapping[str, Sequence[str]],
    grid: TableGrid | None,
) -> tuple[str, str]:
    """Return an item's text and its csv as a page has them that began from ``base``.

    Raises:
        SourceError: A value cannot stand in an item file.
    """
    written = written_in(writing.file, base.text)
    changes = changes_in(posted, written)
    table = base.table
    if grid is not None:
        before = table.encode() or table_of(writing.folder, writing.file, base.text)
        if grid != grid_in(before, written):
            changes[TABLE] = spec_of(grid, written)
            table = csv_of(grid).decode()
    return with_changes(writing.file, base.text, changes), table


def keep(
    writing: Writing,
    posted: Mapping[str, Sequence[str]],
    number: int,
    grid: TableGrid | None = None,
) -> Kept:
    """Keep what a page sends that shows the wording of that number.

    Raises:
        SourceError: A value cannot stand in an item file; what was kept before stands.
        RequestError: The page is too old to be told what changed since.
    """
    with transaction.atomic():
        current = _current(writing)
        base = _wording(writing, number)
        mine, table = typed(writing, base, posted, grid)
        if mine == base.text and table == base.table:
            return _as_kept(current, others=_changed(writing, base.text, current.text))
        merged = merge(writing.file, base.text, mine, current.text)
        clashes = merged.clashes
        if current.table not in (base.table, table) and table != base.table:
            clashes = (*clashes, Clash(label=CELLS, mine=table, theirs=current.table))
            table = current.table
        elif table == base.table:
            table = current.table
        _put_aside(writing, clashes)
        kept = _kept_as(writing, current, merged.text, table, current.number)
        return _as_kept(
            kept,
            clashes=tuple(one.label for one in clashes),
            others=_changed(writing, mine, merged.text),
        )


def rewrite(writing: Writing, change: Callable[[str], str]) -> Kept:
    """Keep the draft's text as ``change`` returns it: what is done to it by no form.

    Raises:
        KitError: As ``change`` does; what was kept before stands.
    """
    with transaction.atomic():
        current = _current(writing)
        text = change(current.text)
        return _as_kept(_kept_as(writing, current, text, current.table, current.number))


def undo(writing: Writing) -> Kept:
    """Return to the wording before the present one, as a new one: nothing is lost by it.

    Raises:
        RequestError: There is none.
    """
    with transaction.atomic():
        current = _current(writing)
        here = _wording(writing, current.number)
        if here.before is None:
            raise RequestError("没有可以撤销的了。", "现在就是打开时的样子。")
        earlier = _wording(writing, here.before)
        return _as_kept(_kept_as(writing, current, earlier.text, earlier.table, earlier.before))


def choose(writing: Writing, aside: Aside, *, mine: bool) -> None:
    """Settle a field that two people changed."""
    with transaction.atomic():
        if mine:
            current = _current(writing)
            text, table = current.text, current.table
            if aside.label == CELLS:
                table = aside.mine
            else:
                text = with_changes(writing.file, text, {aside.label: aside.mine})
            _kept_as(writing, current, text, table, current.number)
        aside.delete()


def drop(writing: Writing) -> None:
    """Let the draft go; the file stands as it is, and its wordings can be asked for no more."""
    with transaction.atomic():
        Draft.objects.filter(item_id=writing.item_id).delete()
        Aside.objects.filter(item_id=writing.item_id).delete()


def send(writing: Writing) -> None:
    """Put the draft into the item's file.

    Raises:
        SourceError: The file was changed meanwhile by something else than the desk.
        StorageError: The disk does not take it; the draft stands.
    """
    with transaction.atomic():
        current = _current(writing)
        if current.pk is not None:
            save_draft(
                writing.folder,
                writing.file,
                current.text,
                seen=current.seen,
                table=current.table.encode() or None,
                table_seen=current.table_seen,
            )
            current.delete()
            _file_wording(writing, current.text)


def asides(item_id: str) -> list[Aside]:
    """Return what was put aside of an item, the oldest first."""
    return list(Aside.objects.filter(item_id=item_id).order_by("at", "pk"))


def draft_ids() -> frozenset[str]:
    """Return the ids of the items that somebody is writing."""
    return frozenset(Draft.objects.values_list("item_id", flat=True))


def _current(writing: Writing) -> Draft:
    """Return the draft, or one that is not saved yet over what the file says."""
    text, seen = text_of(writing.folder, writing.file)
    draft = Draft.objects.filter(item_id=writing.item_id).first()
    if draft is not None and draft.seen != seen and _is_sent(writing, draft, text):
        # The desk was killed between the file and its own notes.
        draft.delete()
        draft = None
    if draft is None:
        number = _file_wording(writing, text)
        return Draft(
            item_id=writing.item_id,
            text=text,
            seen=seen,
            number=number,
            by=writing.by,
            at=writing.now,
        )
    if draft.seen != seen:
        _follow(writing, draft, text, seen)
    return draft


def _is_sent(writing: Writing, draft: Draft, text: str) -> bool:
    """Return whether the files say all that a draft says."""
    table = draft.table.encode()
    return draft.text == text and (
        not table or table_of(writing.folder, writing.file, text) == table
    )


def _follow(writing: Writing, draft: Draft, text: str, seen: str) -> None:
    """Take into a draft what somebody changed in the file with Notepad meanwhile."""
    files = Wording.objects.filter(item_id=writing.item_id, before=None)
    was = next((one.text for one in files if hash_of(one.text) == draft.seen), draft.text)
    merged = merge(writing.file, was, draft.text, text)
    _put_aside(writing, merged.clashes)
    before = _file_wording(writing, text)
    draft.seen = seen
    _kept_as(writing, draft, merged.text, draft.table, before)


def _file_wording(writing: Writing, text: str) -> int:
    """Return the number of the wording that the file has, a new one where it has none."""
    newest = Wording.objects.filter(item_id=writing.item_id, before=None).order_by("number").last()
    if newest is not None and newest.text == text:
        return newest.number
    number = _next(writing)
    _add(writing, number, None, text, "")
    return number


def _kept_as(writing: Writing, draft: Draft, text: str, table: str, before: int | None) -> Draft:
    if table and not draft.table:
        begun = table_of(writing.folder, writing.file, text)
        draft.table_seen = sha256(begun).hexdigest() if begun is not None else ""
    draft.text, draft.table = text, table
    draft.by, draft.at = writing.by, writing.now
    draft.number = _next(writing)
    _add(writing, draft.number, before, text, table)
    draft.save()
    old = Wording.objects.filter(item_id=writing.item_id, number__lte=draft.number - KEPT)
    old.exclude(before=None).delete()
    return draft


def _add(writing: Writing, number: int, before: int | None, text: str, table: str) -> None:
    Wording.objects.create(
        item_id=writing.item_id,
        number=number,
        before=before,
        text=text,
        table=table,
        by=writing.by,
        at=writing.now,
    )


def _next(writing: Writing) -> int:
    found = Wording.objects.filter(item_id=writing.item_id).aggregate(most=Max("number"))["most"]
    return int(found or 0) + 1


def _wording(writing: Writing, number: int) -> Wording:
    found = Wording.objects.filter(item_id=writing.item_id, number=number).first()
    if found is None:
        raise RequestError(
            "这一页开得太久了，没有存上。", "先把刚写的字复制下来，刷新以后再贴进去。"
        )
    return found


def _put_aside(writing: Writing, clashes: Sequence[Clash]) -> None:
    for one in clashes:
        Aside.objects.create(
            item_id=writing.item_id,
            label=one.label,
            mine=one.mine,
            by=writing.by,
            at=writing.now,
        )


def _changed(writing: Writing, before: str, after: str) -> tuple[str, ...]:
    """Return the labels that say something else."""
    if before == after:
        return ()
    old, new = (written_in(writing.file, text) for text in (before, after))
    return tuple(label for label in {**old, **new} if old.get(label) != new.get(label))


def _as_kept(draft: Draft, clashes: tuple[str, ...] = (), others: tuple[str, ...] = ()) -> Kept:
    here = Wording.objects.filter(item_id=draft.item_id, number=draft.number).first()
    return Kept(
        number=draft.number,
        text=draft.text,
        table=draft.table,
        at=draft.at,
        by=draft.by,
        can_undo=here is not None and here.before is not None,
        is_draft=draft.pk is not None,
        clashes=clashes,
        others=others,
    )

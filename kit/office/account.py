"""台账: what was public when and where, in which wording, and what was done with it, by whom."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from kit.edition.published.newest import public_key_in, signed_in
from kit.edition.published.posted import BETWEEN
from kit.edition.request import OUTPUT, revisions
from kit.errors import RequestError, SourceError
from kit.office.account_gaps import gaps
from kit.plan.week import Week
from kit.returns.returns_log import Return, ReturnKind, append_returns, read_returns
from kit.source.codes import read_codes
from kit.source.private import RETURNS
from kit.source.township import FILE as SETTINGS
from kit.source.township import read_township
from kit.text.code_content import printed_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from kit.edition.published.manifest import Manifest
    from kit.model.township import Township
    from kit.progress import Clock
    from kit.returns.returns_log import ReturnsLog

MISSING = "缺"
FEWEST_SEAL_CHARACTERS = 8
_MONTH = re.compile(r"(\d{4})-(\d{1,2})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """One thing that was done, or could not be done."""

    kind: str
    """已印, 编了卡号, 已贴, 播了, 没播成, 摘下, 拷盘, 照片."""
    at: datetime
    by: str
    places: tuple[str, ...]
    what: str
    """The file, the programme, or the photo."""
    copies: int
    why: str
    seal: str
    """By which it can be taken back."""
    taken_back: str = ""
    """Who took it back, and why; empty where it holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRow:
    """One wording of an item."""

    item_id: str
    title: str
    kind: str
    wording: str
    """Check code of the wording, 核对版本."""
    number: str
    """As printed below the code: 26W48-04-85WA; empty where it has none."""
    editions: tuple[str, ...]
    """2026-W48/r01, …: those that published exactly this wording."""
    publish: date | None
    expire: date | None
    """The last day it could hang: its own, or an earlier one on which it was taken off."""
    ended: str
    """Why it came off before its own day: 已撤回; empty where it did not."""
    channels: str
    villages: str
    """Empty means all."""
    signers: str
    deeds: tuple[Deed, ...]
    gaps: tuple[str, ...]
    """What an inspector will ask for and nobody noted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """The account of a week, a month, or an item."""

    label: str
    rows: tuple[AccountRow, ...]
    others: tuple[Deed, ...]
    """What concerns no single item: the week's overview, a photo in which nothing was read."""
    begun: date | None
    """The first day on which anything was noted; before it nothing is missing."""
    notes: tuple[str, ...]
    before: str = ""
    after: str = ""
    """The weeks beside it, where it is a week's."""

    @property
    def counts(self) -> Mapping[str, int]:
        """How many notes of each kind hold: 已印, 播了, …; and what is 缺."""
        deeds = (deed for row in self.rows for deed in row.deeds)
        unique = {deed.seal: deed for deed in (*deeds, *self.others) if not deed.taken_back}
        found = Counter(deed.kind for deed in unique.values())
        missing = sum(len(row.gaps) for row in self.rows)
        return {**found, MISSING: missing}


def account(
    folder: Path,
    clock: Clock,
    *,
    week: str = "",
    month: str = "",
    year: int | None = None,
    item_id: str = "",
) -> Account:
    """Return the account of a week (the present one if nothing is said), month, year or item.

    Raises:
        RequestError: ``week`` or ``month`` is none.
        SourceError: There is no such item, or the township cannot be read.
    """
    today = clock().date()
    if year is not None:
        label, weeks = f"{year}年", tuple(_weeks(date(year, 1, 1), date(year, 12, 31)))
    else:
        label, weeks = _period(folder, today, week, month, item_id)
    log = read_returns(folder / RETURNS)
    manifests = tuple(_manifests(folder, weeks))
    named = {one.name for one in weeks}
    lines = [one for one in log.lines if one.week in named and one.kind is not ReturnKind.VOID]
    begun = log.lines[0].at.date() if log.lines else None
    township = read_township(folder / SETTINGS)
    missing = gaps(manifests, log, township, today, begun)
    rows = _rows(manifests, _deeds(lines, log), missing, township)
    return Account(
        label=label,
        rows=tuple(one for one in rows if item_id in ("", one.item_id)),
        others=() if item_id else tuple(deed for one, deed in _deeds(lines, log) if not one.items),
        begun=begun,
        notes=tuple(_notes(manifests, log)),
        **({} if month or year or item_id else _beside(weeks[0])),
    )


def _beside(week: Week) -> dict[str, str]:
    one = timedelta(weeks=1)
    return {"before": Week.of(week.monday - one).name, "after": Week.of(week.monday + one).name}


def _notes(manifests: Sequence[Manifest], log: ReturnsLog) -> Iterator[str]:
    """Yield what is wrong with the log: a line is damaged, or lines at its end are gone."""
    if log.damage:
        yield log.damage
        return
    seals = {one.sha256 for one in log.lines}
    for manifest in manifests:
        if manifest.returns_head and manifest.returns_head not in seals:
            name = f"{manifest.week}/r{manifest.revision:02}"
            yield (
                f"做 {name} 的时候已经记下的回执，现在 {RETURNS} 里没有了。"
                f"请从备份里找回 {RETURNS}。"
            )
            return


def take_back(folder: Path, clock: Clock, seal: str, *, by: str, why: str) -> Return:
    """Return the note that a line of the log holds no more: both stay in it.

    ``seal`` is the line's, or the beginning of it.

    Raises:
        RequestError: There is no such line, or it was taken back before; or nobody says why.
        SourceError: The log is damaged.
        StorageError: The log cannot be written.
    """
    now = clock()

    def decide(there: ReturnsLog) -> list[Return]:
        lines = [one for one in there if one.sha256.startswith(seal)]
        if len(lines) != 1 or len(seal) < FEWEST_SEAL_CHARACTERS:
            raise RequestError("没有这一条回执，或者已经划掉了。", "请照台账上这一条的号再写。")
        (line,) = lines
        return [
            Return(
                kind=ReturnKind.VOID,
                by=by,
                at=now,
                week=line.week,
                why=why,
                voids=line.sha256,
            )
        ]

    (added,) = append_returns(folder / RETURNS, decide)
    return added


def _period(
    folder: Path, today: date, week: str, month: str, item_id: str
) -> tuple[str, tuple[Week, ...]]:
    if item_id:
        code = next((one for one in read_codes(folder) if one.item_id == item_id), None)
        if code is None:
            raise SourceError(f"“{item_id}”没有公开过。", "请核对编号，要写全，如 DX-2026-004。")
        first = Week.parse(f"20{code.week[:2]}-{code.week[2:]}")
        return item_id, tuple(_weeks(first.monday, today))
    if month:
        match = _MONTH.fullmatch(month.strip())
        if not match or not 1 <= int(match[2]) <= 12:
            raise RequestError(f"“{month}”不是一个月。", "请写成 2026-11。")
        first_day = date(int(match[1]), int(match[2]), 1)
        last_day = (first_day + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        return f"{first_day.year}年{first_day.month}月", tuple(_weeks(first_day, last_day))
    one = Week.parse(week) if week else Week.of(today)
    return f"{one.monday.year}年{one.label}", (one,)


def _weeks(first: date, last: date) -> Iterator[Week]:
    monday = Week.of(first).monday
    while monday <= last:
        yield Week.of(monday)
        monday += timedelta(weeks=1)


def _manifests(folder: Path, weeks: Iterable[Week]) -> Iterator[Manifest]:
    """Yield every revision of the weeks that the workspace signed, the oldest first."""
    key = public_key_in(folder)
    for week in weeks:
        for edition in revisions(folder / OUTPUT / week.name):
            if manifest := signed_in(edition, key):
                yield manifest


def _deeds(lines: Sequence[Return], log: ReturnsLog) -> list[tuple[Return, Deed]]:
    void = {one.voids: one for one in log.lines if one.kind is ReturnKind.VOID}
    return [
        (
            one,
            Deed(
                kind=one.kind.value,
                at=one.began or one.at,
                by=one.by,
                places=one.places,
                what=one.slot or one.file,
                copies=one.copies,
                why=one.why,
                seal=one.sha256,
                taken_back=f"{back.by}：{back.why}" if (back := void.get(one.sha256)) else "",
            ),
        )
        for one in lines
    ]


def _rows(
    manifests: Sequence[Manifest],
    deeds: Sequence[tuple[Return, Deed]],
    missing: Mapping[tuple[str, str], tuple[str, ...]],
    township: Township,
) -> Iterator[AccountRow]:
    entries: dict[tuple[str, str], dict[str, str]] = {}
    editions: dict[tuple[str, str], list[str]] = {}
    for manifest in manifests:
        for item_id, entry in (*manifest.posted.items(), *manifest.items.items()):
            if entry["draft"]:
                continue
            wording = (item_id, entry["check_code"])
            entries[wording] = entry
            listed = editions.setdefault(wording, [])
            name = f"{manifest.week}/r{manifest.revision:02}"
            if item_id in manifest.items and name not in listed:
                listed.append(name)
    done: dict[tuple[str, str], list[Deed]] = {}
    for one, deed in deeds:
        for wording in one.items.items():
            done.setdefault(wording, []).append(deed)
    for wording in sorted({*(w for w, names in editions.items() if names), *done, *missing}):
        entry = entries.get(wording, {})
        item_id, check_code = wording
        code = entry.get("code", "")
        yield AccountRow(
            item_id=item_id,
            title=entry.get("title", item_id).replace("｜", ""),
            kind=entry.get("kind", ""),
            wording=check_code,
            number=printed_number(code, check_code) if code else "",
            editions=tuple(editions.get(wording, ())),
            publish=_day(entry.get("publish", "")),
            expire=_last_day(entry),
            ended=_ended(entry),
            channels=BETWEEN.join(map(township.called, entry.get("channels", "").split(BETWEEN))),
            villages=entry.get("villages", ""),
            signers=entry.get("signers", ""),
            deeds=tuple(sorted(done.get(wording, ()), key=lambda deed: deed.at)),
            gaps=missing.get(wording, ()),
        )


def _last_day(entry: Mapping[str, str]) -> date | None:
    """Return the last day a wording could hang, as the newest list knows it."""
    own, off = _day(entry.get("expire", "")), _day(entry.get("day", ""))
    if off is None:
        return own
    first = _day(entry.get("publish", "")) or off
    # What is withdrawn on its first day hung that day.
    last = max(off - timedelta(days=1), min(first, off))
    return min(own, last) if own else last


def _ended(entry: Mapping[str, str]) -> str:
    own, last = _day(entry.get("expire", "")), _last_day(entry)
    return entry.get("reason", "") if last and (own is None or last < own) else ""


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None

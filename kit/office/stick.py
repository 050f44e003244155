"""U盘: what goes on which stick, copied, read back and noted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from kit.edition.index import PLAY
from kit.edition.published.at_hand import edition_at_hand
from kit.errors import RequestError, StorageError
from kit.office.air_desk import programmes_told
from kit.office.printed import wordings
from kit.plan.week import Week
from kit.returns.removable import let_go, stick_at, sticks
from kit.returns.returns_log import Return, ReturnKind, add_returns
from kit.returns.stick_files import list_on, others_on, put
from kit.source.private import RETURNS

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from typing import Any

    from kit.edition.published.at_hand import AtHand
    from kit.progress import Clock, Progress
    from kit.returns.removable import Stick

EVERYWHERE = "全乡"
_WEEKLY = "U盘_"


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What one stick is filled with."""

    name: str
    """样例一村, 全乡; 应急, 限时, or 解除 with its item for what stands alone."""
    villages: tuple[str, ...]
    """Empty means all."""
    files: tuple[str, ...]
    """Inside the edition, in play order."""
    size: int
    """Bytes."""
    warning: str = ""
    """What the broadcaster must know before it is copied."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PluggedIn:
    """A stick that is there; sizes in bytes."""

    path: Path
    label: str
    filesystem: str
    free: int
    total: int
    read_only: bool
    load: str
    """What the kit put on it last: 样例一村; empty where nothing."""
    edition: str
    unfinished: bool
    """The last copy did not end."""
    others: int
    """How many things lie on it that the kit did not put there; they stay."""
    warning: str
    """Why some players may not read it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """A stick that was filled and read back."""

    load: str
    files: int
    others: tuple[str, ...]
    """What else lies on it: players play that too."""
    let_go: bool
    """It may be pulled out; else the system must be told first."""
    said: str
    """可以拔了, or what is still to be done."""
    warning: str


def loads(folder: Path, clock: Clock, week: str = "") -> tuple[Load, ...]:
    """Return what the sticks of a week are filled with, this one if not told.

    An alert that is over is on none.

    Raises:
        SourceError: There is no edition of that week.
        VerifyError: It is damaged.
    """
    now = clock()
    at_hand = edition_at_hand(folder, week or Week.of(now.date()).name)
    return tuple(_loads(at_hand, now.replace(tzinfo=None)))


def plugged_in() -> tuple[PluggedIn, ...]:
    """Return the sticks that are there, with what the kit put on them last."""
    return tuple(map(_look_at, sticks()))


def look_at_stick(path: Path) -> PluggedIn:
    """Return what is known of the stick, or of any other folder, at ``path``.

    Raises:
        StorageError: It is not there.
    """
    return _look_at(_stick(path))


def copy_to_stick(
    folder: Path,
    path: Path,
    load: str,
    clock: Clock,
    progress: Progress,
    *,
    by: str,
    week: str = "",
) -> Copied:
    """Return what came of filling the stick at ``path``, which stands in the log then.

    Raises:
        RequestError: There is no such load, or nobody does it.
        SourceError: There is no edition of that week, or the log is damaged.
        StorageError: As :func:`kit.returns.stick_files.put`.
        VerifyError: The edition is damaged.
    """
    now = clock()
    at_hand = edition_at_hand(folder, week or Week.of(now.date()).name)
    offered = tuple(_loads(at_hand, now.replace(tzinfo=None)))
    chosen = next((one for one in offered if one.name == load), None)
    if chosen is None:
        names = "、".join(one.name for one in offered) or "没有"
        raise RequestError(f"{at_hand.name} 没有“{load}”这个U盘。", f"可以拷的：{names}。")
    if not by.strip():
        raise RequestError("没有写清是谁拷的。", "请写上姓名。")
    stick = _stick(path)
    if stick.read_only:
        raise StorageError("U盘写不进去。", "请看侧面的写保护开关，或者换一个。")
    files = {one.rpartition("/")[2]: at_hand.read(one) for one in chosen.files}
    put(stick.path, files, progress, edition=at_hand.name, load=chosen.name)
    add_returns(folder / RETURNS, (_noted(at_hand, chosen, by, now),))
    others, gone = others_on(stick.path), let_go(stick)
    return Copied(
        load=chosen.name,
        files=len(files),
        others=others,
        let_go=gone,
        said="可以拔了。" if gone else "核对过了，一样。先点“弹出”，再拔。",
        warning=_warning(stick),
    )


def _loads(at_hand: AtHand, now: datetime) -> Iterator[Load]:
    """Yield the sticks in the order of the run sheet, then the ends of alerts."""
    by_folder: dict[str, list[dict[str, Any]]] = {}
    ends: list[dict[str, Any]] = []
    for one in programmes_told(at_hand):
        if not _is_over(at_hand, one, now):
            by_folder.setdefault(one["file"].rpartition("/")[0], []).append(one)
        if one["all_clear"] and at_hand.manifest.file(one["all_clear"]):
            ends.append(one)
    for folder, told in by_folder.items():
        stand_alone = not told[0]["at"]
        name = told[0]["name"] if stand_alone else folder.rpartition("/")[2].removeprefix(_WEEKLY)
        name = EVERYWHERE if name == PLAY else name
        everywhere = any(not one["villages"] for one in told)
        villages = () if everywhere else dict.fromkeys(v for one in told for v in one["villages"])
        yield _load(
            at_hand,
            name,
            tuple(villages),
            tuple(one["file"] for one in told),
            "到期就收回，不和每周的拷在一起。" if stand_alone else "",
        )
    for one in ends:
        yield _load(
            at_hand,
            f"解除 {one['items'][0]}",
            tuple(one["villages"]),
            (one["all_clear"],),
            "接到解除通知才播；没接到，不拷、不播。",
        )


def _load(
    at_hand: AtHand, name: str, villages: tuple[str, ...], files: tuple[str, ...], warning: str
) -> Load:
    entries = filter(None, map(at_hand.manifest.file, files))
    return Load(
        name=name,
        villages=villages,
        files=files,
        size=sum(entry.size for entry in entries),
        warning=warning,
    )


def _is_over(at_hand: AtHand, told: dict[str, Any], now: datetime) -> bool:
    """Return whether nobody may play it any more: by its minute, else by its last day."""
    over = at_hand.manifest.items.get(told["items"][0], {}).get("over", "")
    if told["is_alert"] and over:
        return datetime.fromisoformat(over).replace(tzinfo=None) <= now
    return not told["at"] and str(told["last"]) < now.date().isoformat()


def _noted(at_hand: AtHand, load: Load, by: str, now: datetime) -> Return:
    entries = list(filter(None, map(at_hand.manifest.file, load.files)))
    about = dict.fromkeys(item_id for entry in entries for item_id in entry.about)
    return Return(
        kind=ReturnKind.COPIED,
        by=by,
        at=now,
        week=at_hand.manifest.week,
        revision=at_hand.manifest.revision,
        file=load.files[0].rpartition("/")[0],
        items=wordings(at_hand, tuple(about)),
        places=load.villages,
        slot=load.name,
        copies=len(load.files),
    )


def _stick(path: Path) -> Stick:
    try:
        if path.is_dir():
            return stick_at(path)
    except OSError as error:
        raise StorageError(f"读不出 {path}。", "请重新插上U盘再试。") from error
    raise StorageError(f"找不到 {path}。", "请插上U盘，或核对写的位置。")


def _look_at(stick: Stick) -> PluggedIn:
    listed = list_on(stick.path)
    try:
        others = len(others_on(stick.path))
    except OSError:
        others = 0
    return PluggedIn(
        path=stick.path,
        label=stick.label,
        filesystem=stick.filesystem,
        free=stick.free,
        total=stick.total,
        read_only=stick.read_only,
        load=listed.load,
        edition=listed.edition,
        unfinished=listed.writing,
        others=others,
        warning=_warning(stick),
    )


def _warning(stick: Stick) -> str:
    if stick.old_players:
        return ""
    return f"这个U盘是 {stick.filesystem} 格式，有的播放器读不出；最好用 FAT32 的。"

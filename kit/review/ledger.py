"""The ledger of sign-offs (reviews.jsonl): lines are only added, each one sealed to the last.

Who edits, drops or moves a line breaks the seals after it; the hash of the last line is
printed in every edition's manifest, so a ledger cut short is found as well. It shows that
something was changed; it cannot keep somebody with the file from changing it.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from kit.errors import LockedError, SourceError
from kit.source.files import storage_errors, write_atomic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

FILE = "reviews.jsonl"
_LOCK_WAIT_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff:
    """One signature under one digest (签字), or one rejection (退回)."""

    item_id: str
    digest: str
    step: str
    by: str
    at: datetime
    rejection: str = ""
    """Why it was sent back; empty means it was signed."""
    previous: str = ""
    """``sha256`` of the line before."""
    sha256: str = ""
    """Seal of this line: over all the rest of it."""


def read_ledger(path: Path) -> tuple[SignOff, ...]:
    """Return all sign-offs, oldest first; no ledger yet is none.

    Raises:
        SourceError: A line was changed, added by hand, moved or taken out; the first is named.
    """
    try:
        # utf-8-sig and CRLF: Notepad leaves them when somebody only looked and saved.
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return ()
    except UnicodeDecodeError:
        raise _broken(path, 1, "编码不是 UTF-8") from None
    except OSError as error:
        raise SourceError(
            f"读不出 {path.name}：{error.strerror}。", "请核对磁盘和权限。"
        ) from error
    sign_offs: list[SignOff] = []
    previous = ""
    for number, line in enumerate(lines, start=1):
        sign_off = _parsed(line)
        if sign_off is None:
            raise _broken(path, number, "不完整或被改过")
        if sign_off.sha256 != _seal(sign_off):
            raise _broken(path, number, "被改过")
        if sign_off.previous != previous:
            raise _broken(path, number, "和上一行接不上，有一行被删去、调换或插入")
        sign_offs.append(sign_off)
        previous = sign_off.sha256
    return tuple(sign_offs)


def append_sign_off(path: Path, sign_off: SignOff) -> SignOff:
    """Add one sign-off and return it sealed; see :func:`append_sign_offs`."""
    return append_sign_offs(path, lambda _: (sign_off,))[0]


def append_sign_offs(
    path: Path, decide: Callable[[tuple[SignOff, ...]], Sequence[SignOff]]
) -> tuple[SignOff, ...]:
    """Add what ``decide`` makes of the ledger as it stands, and return it sealed.

    ``decide`` runs while nobody else can add: of two who sign the same step at once, the
    second sees the first one's signature and is refused.

    Raises:
        SourceError: The ledger is broken.
        StorageError: The disk does not take it; the old ledger stands.
        LockedError: Somebody else keeps it locked.
    """
    with storage_errors(path), _locked(path):
        there = read_ledger(path)
        previous = there[-1].sha256 if there else ""
        added: list[SignOff] = []
        for sign_off in decide(there):
            sealed = replace(sign_off, previous=previous)
            sealed = replace(sealed, sha256=_seal(sealed))
            added.append(sealed)
            previous = sealed.sha256
        # The whole file anew and one rename: a line is never there in part.
        data = "".join(f"{_line(sign_off)}\n" for sign_off in (*there, *added))
        write_atomic(path, data.encode())
    return tuple(added)


@contextlib.contextmanager
def _locked(path: Path) -> Iterator[None]:
    # The system lets go of the lock when its holder crashes.
    import filelock

    lock = filelock.FileLock(path.with_name(f".{path.name}.lock"))
    try:
        lock.acquire(timeout=_LOCK_WAIT_S)
    except filelock.Timeout:  # an OSError, but not one of the disk
        raise LockedError("别人正在签字。", "请过一会儿再签。") from None
    try:
        yield
    finally:
        lock.release()


def _line(sign_off: SignOff) -> str:
    return _json({**_content(sign_off), "sha256": sign_off.sha256})


def _seal(sign_off: SignOff) -> str:
    return sha256(_json(_content(sign_off)).encode()).hexdigest()


def _content(sign_off: SignOff) -> dict[str, str]:
    return {
        "item": sign_off.item_id,
        "digest": sign_off.digest,
        "step": sign_off.step,
        "by": sign_off.by,
        "at": sign_off.at.isoformat(timespec="seconds"),
        "rejection": sign_off.rejection,
        "previous": sign_off.previous,
    }


def _json(content: dict[str, str]) -> str:
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _parsed(line: str) -> SignOff | None:
    """Return the line's sign-off, or None when it is none."""
    try:
        content: Any = json.loads(line)
        sign_off = SignOff(
            item_id=content["item"],
            digest=content["digest"],
            step=content["step"],
            by=content["by"],
            at=datetime.fromisoformat(content["at"]),
            rejection=content["rejection"],
            previous=content["previous"],
            sha256=content["sha256"],
        )
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return sign_off if _line(sign_off) == _json(content) else None


def _broken(path: Path, number: int, how: str) -> SourceError:
    return SourceError(
        f"签字台账 {path.name} 第 {number} 行{how}。",
        f"请从备份里找回 {path.name}，再核对这一行以后的纸面审核表；不要手工改它。",
    )

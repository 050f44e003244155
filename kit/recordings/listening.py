"""Takes under review: 待录, 已录待听, 已签; computed from files and ledger, never stored."""

from __future__ import annotations

import json
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING

from kit.errors import ReviewError
from kit.review.chain import same_person
from kit.review.ledger import SignOff, append_sign_offs

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from kit.model.item import Item
    from kit.recordings.take import Take

LISTEN_STEP = "听审"
"""The one signature of a recording: somebody else than the speaker listened to all of it."""


class TakeState(StrEnum):
    """How far a recording has come."""

    WANTED = "待录"
    RECORDED = "已录待听"
    SIGNED = "已签"


def take_digest(take: Take) -> str:
    """Return the hash a 听审 signature holds for: every file, every word that was to be read."""
    content = {
        "item": take.item_id,
        "voice": take.voice,
        "speaker": take.speaker,
        "lines": [[line.sha256, line.written, line.read, line.joined] for line in take.lines],
    }
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def recording_digest(item_id: str, script: Iterable[str], data: bytes) -> str:
    """Return the hash of a whole recording named after its item, and of what it should say."""
    content = [item_id, *script, sha256(data).hexdigest()]
    return sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def listened(sign_offs: Iterable[SignOff]) -> frozenset[str]:
    """Return the digests of all recordings whose last 听审 was a yes."""
    last = {one.digest: one for one in sign_offs if one.step == LISTEN_STEP}
    return frozenset(digest for digest, one in last.items() if not one.rejection)


def ledger_name(item: Item, voice: str) -> str:
    """Return how the ledger calls a recording: not as its item, whose own chain it is not in."""
    return f"{item.item_id}/{voice}"


def sign_take(
    ledger: Path,
    *,
    name: str,
    digest: str,
    speaker: str,
    by: str,
    at: datetime,
    reject: str = "",
) -> SignOff:
    """Return the 听审 signature, or the rejection, as it now stands in the ledger.

    Raises:
        ReviewError: The listener is not named, or is the speaker.
        SourceError: The ledger is broken.
        StorageError: The ledger cannot be written.
    """
    by = " ".join(by.split())
    if not 2 <= len(by) <= 20 or not by.isprintable():
        raise ReviewError("没有写清是谁听的。", "请写上 --by 姓名。")
    if speaker and same_person(by, speaker) and not reject:
        raise ReviewError("念的人不能自己听审。", "请换一个听得懂的人，从头到尾听一遍。")
    wanted = SignOff(
        item_id=name, digest=digest, step=LISTEN_STEP, by=by, at=at, rejection=reject.strip()
    )
    return append_sign_offs(ledger, lambda _: (wanted,))[0]

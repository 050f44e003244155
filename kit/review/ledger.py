"""The ledger of sign-offs (reviews.jsonl): lines are only added, each one sealed to the last.

Who edits, drops or moves a line breaks the seals after it; the hash of the last line is
printed in every edition's manifest, so a ledger cut short is found as well. It shows that
something was changed; it cannot keep somebody with the file from changing it.

Reading checks every seal and parses no line: a township has 30,000 of them after ten years,
and a week asks after a dozen items.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from itertools import chain as joined
from typing import TYPE_CHECKING, Any

from kit.json_text import parse_json
from kit.model.township import Step
from kit.review.digest import chain_digest
from kit.source.sealed_lines import SealedFile, append_lines, read_lines, value, whole_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

FILE = "reviews.jsonl"
_SHAPE = re.compile(
    rb'\{"at":"[^"]*",(.*?)"digest":"([^"]*)","item":"[^"]*",(.*?)"previous":"[^"]*",'
    rb'(.*?)"sha256":"[^"]*",(.*)\}'
)
_ITEM, _SEAL = b'"item":"', b'"sha256":"'
_BOOK = SealedFile(
    called="签字台账",
    compare="再核对这一行以后的纸面审核表",
    busy=("别人正在签字。", "请过一会儿再签。"),
)


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
    chain: str = ""
    """Hash of the review chain it was made under; empty in lines older than this field."""
    posts: tuple[str, ...] = ()
    """The signer's posts, as ``kit.toml`` had them; empty where it has no table of signers."""
    steps: tuple[Step, ...] = ()
    """The chain itself, in the first line that was made under it."""
    way: str = ""
    """How the signer was known: by a password, or on which sheet; empty where nobody says."""
    previous: str = ""
    """``sha256`` of the line before."""
    sha256: str = ""
    """Seal of this line: over all the rest of it."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """A ledger whose seals are whole; sign-offs are parsed for the items that are asked for."""

    by_item: Mapping[str, Sequence[bytes]] = field(default_factory=dict)
    """Lines by the name of what was signed, each oldest first."""
    chains: Mapping[str, tuple[Step, ...]] = field(default_factory=dict)
    """Every review chain that was signed under, by its hash, in the order of first use."""
    head: str = ""
    """Seal of the last line; empty where there is none."""

    def shape(self, name: str, digest: str) -> tuple[tuple[bytes, ...], ...]:
        """Return what counts of an item's lines, unparsed, and whether each is of ``digest``.

        All but when it was signed and the seals: the same for most items of ten years.
        """
        wanted = digest.encode()
        parts = (_SHAPE.fullmatch(line) for line in self.by_item.get(name, ()))
        return tuple(
            (*one.group(1, 3, 4, 5), b"same" if one[2] == wanted else b"") if one else ()
            for one in parts
        )

    def of(self, name: str) -> tuple[SignOff, ...]:
        """Return what was signed and sent back of one item, oldest first."""
        return _parsed(self.by_item.get(name, ()))

    def holds(self, seal: str) -> bool:
        """Return whether a line with that seal is still there."""
        wanted = _SEAL + seal.encode()
        return any(wanted in line for lines in self.by_item.values() for line in lines)

    @property
    def recordings(self) -> tuple[SignOff, ...]:
        """All sign-offs of recordings: their names hold a stroke, those of items do not."""
        names = (name for name in self.by_item if "/" in name)
        return tuple(joined.from_iterable(map(self.of, names)))


def read_ledger(path: Path) -> Ledger:
    """Return the ledger; none yet is an empty one.

    Raises:
        SourceError: A line was changed, added by hand, moved or taken out; the first is named.
    """
    return _ledger(path, read_lines(path))


def _ledger(path: Path, lines: Sequence[bytes]) -> Ledger:
    by_item: dict[str, list[bytes]] = {}
    chains: dict[str, tuple[Step, ...]] = {}
    head = b""
    for number, (line, seal) in enumerate(whole_lines(_BOOK, path, lines), start=1):
        head = seal
        by_item.setdefault(value(line, _ITEM).decode(), []).append(line)
        if b',"steps":[{' in line:
            (first,) = _parsed((line,))
            if chain_digest(first.steps) != first.chain:
                raise _BOOK.broken(path, number, "的审核链对不上")
            chains[first.chain] = first.steps
    return Ledger(by_item, chains, head.decode())


def append_sign_offs(
    path: Path,
    decide: Callable[[Ledger], Sequence[SignOff]],
    chain: tuple[Step, ...] = (),
) -> tuple[SignOff, ...]:
    """Add what ``decide`` makes of the ledger as it stands, and return it sealed.

    ``decide`` runs while nobody else can add: of two who sign the same step at once, the
    second sees the first one's signature and is refused. ``chain`` is the one signed under;
    the first line that names it holds it whole.

    Raises:
        SourceError: The ledger is broken.
        StorageError: The disk does not take it; the old ledger stands.
        LockedError: Somebody else keeps it locked.
    """

    def contents(lines: list[bytes]) -> Iterator[dict[str, Any]]:
        there = _ledger(path, lines)
        known = set(there.chains)
        for sign_off in decide(there):
            is_new = sign_off.chain and sign_off.chain not in known
            known.add(sign_off.chain)
            yield _content(replace(sign_off, steps=chain if is_new else ()))

    return _parsed(append_lines(_BOOK, path, lambda lines: [*contents(lines)]))


def _content(sign_off: SignOff) -> dict[str, Any]:
    optional = {
        "chain": sign_off.chain,
        "posts": sign_off.posts,
        "steps": [asdict(step) for step in sign_off.steps],
        "way": sign_off.way,
    }
    return {
        "item": sign_off.item_id,
        "digest": sign_off.digest,
        "step": sign_off.step,
        "by": sign_off.by,
        "at": sign_off.at.isoformat(timespec="seconds"),
        "rejection": sign_off.rejection,
        **{name: value for name, value in optional.items() if value},
    }


def _parsed(lines: Sequence[bytes]) -> tuple[SignOff, ...]:
    """Return the sign-offs of lines whose seals are whole."""
    return tuple(
        SignOff(
            item_id=content["item"],
            digest=content["digest"],
            step=content["step"],
            by=content["by"],
            at=datetime.fromisoformat(content["at"]),
            rejection=content["rejection"],
            chain=content.get("chain", ""),
            posts=tuple(content.get("posts", ())),
            steps=tuple(_step(**step) for step in content.get("steps", ())),
            way=content.get("way", ""),
            previous=content["previous"],
            sha256=content["sha256"],
        )
        for content in parse_json(b"[%b]" % b",".join(lines))
    )


def _step(*, checklist: Sequence[str], same_person_as: Sequence[str], **rest: str) -> Step:
    return Step(checklist=tuple(checklist), same_person_as=tuple(same_person_as), **rest)

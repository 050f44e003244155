"""Who may sign: the people of ``[[signer]]`` in kit.toml, each once, as of today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import normalize

from kit.office.township_of import township_of
from kit.review.chain import same_person

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from kit.model.township import Signer
    from kit.progress import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class SignerNow:
    """One person of the list, with all that stands of them there."""

    name: str
    account: str
    """The name without blanks and letter forms: what a password belongs to."""
    posts: tuple[str, ...]
    """What they hold today; empty before and after their term."""
    steps: tuple[str, ...]
    """Steps of the review that these posts sign, in their order."""
    term: str
    """From when to when they are on the list, as staff read it."""

    @property
    def in_office(self) -> bool:
        """Whether they may sign anything today."""
        return bool(self.posts)


def signers_now(folder: Path, clock: Clock) -> tuple[SignerNow, ...]:
    """Return everybody on the list, in its order; who stands in it twice is one person.

    Raises:
        SourceError: kit.toml cannot be read.
    """
    township, day = township_of(folder), clock().date()
    people: list[list[Signer]] = []
    for one in township.signers:
        mine = next((known for known in people if same_person(known[0].name, one.name)), None)
        if mine is None:
            people.append([one])
        else:
            mine.append(one)
    posts_of = {step.name: step.post for step in township.chain}
    return tuple(_now(entries, posts_of, day) for entries in people)


def signer_now(folder: Path, name: str, clock: Clock) -> SignerNow | None:
    """Return the person of that name, however it is written; None where the list has none.

    Raises:
        SourceError: kit.toml cannot be read.
    """
    people = signers_now(folder, clock)
    return next((one for one in people if same_person(one.name, name)), None)


def account_name(name: str) -> str:
    """Return the one writing under which a person has a password."""
    return "".join(normalize("NFKC", name).casefold().split())


def _now(entries: list[Signer], posts_of: dict[str, str], day: date) -> SignerNow:
    posts = [post for one in entries for post in one.posts if one.holds(post, day)]
    return SignerNow(
        name=entries[0].name,
        account=account_name(entries[0].name),
        posts=tuple(dict.fromkeys(posts)),
        steps=tuple(step for step, post in posts_of.items() if post in posts),
        term="；".join(f"{one.since or '以前'} 到 {one.until or '现在'}" for one in entries),
    )

"""What exactly was signed: an item's canonical form, its hash and the code staff compare."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.model.item import Item
    from kit.model.township import Step

# Crockford's base 32: no I, L, O or U, so nothing is misread from paper or over the phone.
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_CODE_CHARACTERS = 8
_ENCODER = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def canonical_form(item: Item) -> bytes:
    """Return the one byte string that stands for all an item says, its table included.

    JSON with sorted keys and NFC text. Values that are empty are left out: a field added to
    the kit later must not void every sign-off in the country.
    """
    return _json({"form": 1, **plain(item)})


def digest(item: Item) -> str:
    """Return the SHA-256 of the canonical form in hexadecimal; sign-offs hold for it alone."""
    return sha256(canonical_form(item)).hexdigest()


def chain_digest(chain: Sequence[Step]) -> str:
    """Return the SHA-256 of a review chain: names, posts, checklists, who may sign two steps."""
    return digest_of([plain(step) for step in chain])


def digest_of(value: Any) -> str:
    """Return the SHA-256 of a plain value as canonical JSON."""
    return sha256(_json(value)).hexdigest()


def short_code(digest: str) -> str:
    """Return eight characters of a digest in two groups, such as ``7K3M-9QXT``.

    Forty bits: to compare paper with screen, not to withstand an attack; the ledger holds
    the whole digest.
    """
    number = int(digest[: 2 * 5], 16)
    code = "".join(
        _ALPHABET[number >> 5 * place & 31] for place in reversed(range(_CODE_CHARACTERS))
    )
    return f"{code[:4]}-{code[4:]}"


@cache
def _compared(kind: type[Any]) -> tuple[str, ...]:
    """Return the names of what a value says, none for what has no parts.

    Where an item stands in its file is not what it says.
    """
    return tuple(one.name for one in fields(kind) if one.compare) if is_dataclass(kind) else ()


def _is_empty(value: object) -> bool:
    return value is None or isinstance(value, str | tuple | list | dict)


def _json(value: Any) -> bytes:
    return _ENCODER.encode(value).encode()


def plain(value: Any) -> Any:
    """Return the value as JSON knows it; 14.60 and 14.6 stay different, as on paper."""
    # Ordered by how often a value is met: an archive has half a million of them.
    if value is None or isinstance(value, str):  # members of StrEnum, too
        return normalize("NFC", value) if value else value
    if names := _compared(value.__class__):
        parts = {}
        for name in names:
            part = getattr(value, name)
            # Most fields of an item are empty: they are passed over unlooked at.
            if part or not _is_empty(part):
                part = plain(part)
                if part or not _is_empty(part):
                    parts[name] = part
        return parts
    if isinstance(value, tuple):
        return [plain(part) for part in value]
    if isinstance(value, dict):
        return {normalize("NFC", name): plain(part) for name, part in value.items()}
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, date | time):  # a datetime is a date
        return value.isoformat()
    return value

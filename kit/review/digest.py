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
_EMPTY: tuple[object, ...] = ("", (), [], {})


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
    """Return the names of what a value says; where an item stands in its file is not that."""
    return tuple(field.name for field in fields(kind) if field.compare)


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def plain(value: Any) -> Any:
    """Return the value as JSON knows it; 14.60 and 14.6 stay different, as on paper."""
    # Ordered by how often a value is met: an archive has half a million of them.
    if value is None or isinstance(value, str):  # members of StrEnum, too
        return normalize("NFC", value) if value else value
    if is_dataclass(value):
        parts = {}
        for name in _compared(value.__class__):
            part = getattr(value, name)
            # Most fields of an item are empty: they are passed over unlooked at.
            if part is not None and part not in _EMPTY:
                part = plain(part)
                if part not in _EMPTY:
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

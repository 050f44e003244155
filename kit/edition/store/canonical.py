"""An order in canonical form: the same text for the same content, on every machine.

A type that is not known here is an error, so nothing can stand in an order and not count.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, time
from decimal import Decimal
from enum import Enum
from types import FunctionType
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

if TYPE_CHECKING:
    from kit.edition.store.closure import Root


@dataclass(frozen=True, slots=True)
class Canonical:
    """What an order says, part by part, and the code that it brings with it."""

    parts: Mapping[str, str]
    """A hash for each field of the order, so that ``kit why`` can name what changed."""
    roots: frozenset[Root]
    """Classes and functions among its values: a worker may run all of them."""


def canonical(order: object) -> Canonical:
    """Return an order in canonical form.

    Raises:
        TypeError: A value of it has none; a path has none, for a file counts by its content.
    """
    roots: set[Root] = set()
    if is_dataclass(order) and not isinstance(order, type):
        _note(type(order), roots)
        named = {one.name: getattr(order, one.name) for one in fields(order) if one.compare}
    else:
        named = {"order": order}
    parts = {name: _hash(_form(value, roots)) for name, value in named.items()}
    return Canonical(parts, frozenset(roots))


def _hash(form: object) -> str:
    text = json.dumps(form, sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _form(value: object, roots: set[Root]) -> Any:
    """Return a value as JSON knows it; note the code it brings."""
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, Enum):
        _note(type(value), roots)
        return [type(value).__name__, _form(value.value, roots)]
    if is_dataclass(value) and not isinstance(value, type):
        _note(type(value), roots)
        compared = (one.name for one in fields(value) if one.compare)
        return [type(value).__name__, {n: _form(getattr(value, n), roots) for n in compared}]
    if isinstance(value, FunctionType):
        return _function(value, roots)
    if isinstance(value, Mapping):
        pairs = [[_form(key, roots), _form(one, roots)] for key, one in value.items()]
        # What must keep an order is a tuple: how a mapping was filled is nobody's input.
        return ["map", sorted(pairs, key=json.dumps)]
    if isinstance(value, set | frozenset):
        return ["set", sorted((_form(one, roots) for one in value), key=json.dumps)]
    if isinstance(value, tuple | list):
        _note(type(value), roots)
        return [_form(one, roots) for one in value]
    return _plain(value)


def _plain(value: object) -> Any:
    """Return a value without parts."""
    kind = type(value)
    if kind is str:
        # Some systems hand names out taken apart into letters and accents.
        return normalize("NFC", str(value))
    if kind is int:
        return value
    if isinstance(value, float):
        # All its bits, and none that a rounding made up.
        return ["float", float(value).hex()]
    if isinstance(value, bytes):
        return ["bytes", hashlib.sha256(value).hexdigest()]
    if isinstance(value, Decimal):
        return ["decimal", str(value)]
    if isinstance(value, date | time):
        return [kind.__name__, value.isoformat()]
    raise TypeError(f"{kind.__module__}.{kind.__qualname__} has no canonical form")


def _function(value: FunctionType, roots: set[Root]) -> list[str]:
    """Return a function by its name: what it does is in the closure.

    Raises:
        TypeError: It has no name at the top of a module, or holds values of its own.
    """
    if "<" in value.__qualname__ or value.__closure__:
        raise TypeError(f"{value.__module__}.{value.__qualname__} has no canonical form")
    _note(value, roots)
    return ["code", f"{value.__module__}.{value.__qualname__}"]


def _note(code: type | FunctionType, roots: set[Root]) -> None:
    if code.__module__ != "builtins":
        roots.add((code.__module__, code.__qualname__.partition(".")[0]))

"""Settings between ``kit.toml`` and a form: how a value is shown, and what typed text means."""

from __future__ import annotations

import re
from dataclasses import MISSING, fields
from datetime import date, time
from typing import TYPE_CHECKING, Any, TypeAlias
from unicodedata import normalize

from kit.errors import RequestError
from kit.model.township import Board, Dialect, MarketCycle, Slot, Stall, Township, Voice
from kit.source.prepare import clean
from kit.source.toml_table import Sort
from kit.source.township import SECTIONS
from kit.source.values import WrongValue, parse_date

if TYPE_CHECKING:
    from kit.source.toml_table import Key

Typed: TypeAlias = "str | tuple[str, ...]"
"""What a form holds of one setting: a text, or what is ticked of several."""

KEYS: dict[tuple[str, str], Key] = {
    (section.name, key.name): key for section in SECTIONS for key in section.keys
}
ON = "on"
_MODELS: dict[str, type] = {
    "township": Township,
    "board": Board,
    "market": MarketCycle,
    "slot": Slot,
    "voice": Voice,
    "dialect": Dialect,
    "stall": Stall,
}
_USUAL: dict[tuple[str, str], Any] = {
    ("board", "village"): "",
    ("board", "paper"): "A3",
    ("board", "read_from_m"): 1.5,
}
"""What a new row begins with where the model has no default."""
_HALF, _HOUR = "半", re.compile(r"(\d{1,2})(?:[:点时](\d{1,2}|半)?分?)?")
_MANY = re.compile(r"[\n、，,;；]+")
_DAYS = re.compile(r"[\s、，,;；]+")


class UnreadableError(RequestError):
    """Typed text that means no value."""


def usual(section: str, key: str) -> Any:
    """Return what counts where a key is not written; None where nothing does."""
    if (section, key) in _USUAL:
        return _USUAL[section, key]
    for one in fields(_MODELS[section]) if section in _MODELS else ():
        if one.name == key and one.default is not MISSING:
            return one.default
    return None


def shown(section: str, key: str, value: Any) -> Typed:
    """Return a value of ``kit.toml`` as a form shows it."""
    if value is None:
        value = usual(section, key)
    sort = KEYS[section, key].sort
    if sort is Sort.FLAG:
        return ON if value is True else ""
    if isinstance(value, list | tuple):
        texts = tuple(_text(one) for one in value)
        return texts if is_ticked(section, key) else "\n".join(texts)
    return () if is_ticked(section, key) else _text(value)


def is_ticked(section: str, key: str) -> bool:
    """Return whether several are ticked, and not typed one a line."""
    return KEYS[section, key].sort is Sort.COUNTS or (section, key) in {
        ("signer", "posts"),
        ("slot", "villages"),
    }


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, time):
        return f"{value:%H:%M}"
    if isinstance(value, float):
        return f"{value:g}"
    return value.isoformat() if isinstance(value, date) else str(value)


def meant(section: str, key: str, typed: Typed) -> Any:
    """Return the value of ``kit.toml`` that typed text means; empty text means an empty value.

    Raises:
        UnreadableError: It is no number where one is wanted.
    """
    sort = KEYS[section, key].sort
    if sort is Sort.FLAG:
        return typed == ON
    if isinstance(typed, tuple):
        return [int(one) for one in typed] if sort is Sort.COUNTS else list(typed)
    text = clean(typed).strip()
    if sort is Sort.TEXTS:
        return [part.strip() for part in _MANY.split(text) if part.strip()]
    if sort is Sort.DAYS:
        return [_day(part) for part in _DAYS.split(text) if part]
    if sort is Sort.DAY:
        return _day(text) if text else None
    if sort is Sort.CLOCK:
        return _clock(text)
    if sort in (Sort.NUMBER, Sort.COUNT):
        return _number(text, whole=sort is Sort.COUNT)
    # Where only capitals may stand nobody means small ones.
    wants_capitals = KEYS[section, key].pattern.startswith("[A-Z")
    return normalize("NFKC", text).upper() if wants_capitals else text


def _day(text: str) -> str:
    """Return a day as ISO has it; what is none is told by the check of the file."""
    try:
        return parse_date(text).isoformat()
    except WrongValue:
        return text


def _clock(text: str) -> str:
    """Return 07:00 for 7点, 7:00 and 7 点; 半 is thirty minutes."""
    match = _HOUR.fullmatch(normalize("NFKC", text).replace(" ", ""))
    if match is None:
        return text
    minutes = 30 if match[2] == _HALF else int(match[2] or 0)
    return f"{int(match[1]):02}:{minutes:02}"


def _number(text: str, *, whole: bool) -> int | float | None:
    plain = normalize("NFKC", text).strip().rstrip("米件分钟 ")
    if not plain:
        return None
    try:
        number = float(plain)
    except ValueError:
        number = float("nan")
    if not abs(number) < 10**6 or (whole and number != int(number)):
        like = "3" if whole else "1.5"
        raise UnreadableError(f"“{text}”不是数。", f"请写成 {like} 这样。")
    return int(number) if whole else number

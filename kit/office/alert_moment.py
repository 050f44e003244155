"""A moment as somebody types it in a hurry: 23日12点, 11月23日12时, 20:00."""

from __future__ import annotations

import re
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from unicodedata import normalize

if TYPE_CHECKING:
    from datetime import date

_MOMENT = re.compile(
    r"(?:(?:(?P<year>\d{4})[年./-])?(?:(?P<month>\d{1,2})[月./-])?(?P<day>\d{1,2})[日号]?"
    r"(?:[ T]+|(?<=[日号])))?"
    r"(?P<hour>\d{1,2})(?:[:点时](?P<minute>\d{1,2}|半|整)?分?)"
)
_WORDS = {"今天": 0, "今晚": 0, "明天": 1, "明早": 1, "后天": 2}
_AFTERNOON = ("下午", "晚上", "傍晚")
_MORNING = ("凌晨", "早上", "上午", "中午")
_LONG_AGO = timedelta(days=180)


def typed_moment(text: str, today: date) -> datetime | None:
    """Return the moment that was meant, without a zone; None where it cannot be told.

    A day without its year is the one nearest to ``today``; an hour alone is today's.
    """
    plain = normalize("NFKC", text).strip().replace("：", ":")
    offset = 0
    for word, days in _WORDS.items():
        if plain.startswith(word):
            plain, offset = plain.removeprefix(word).strip(), days
            plain = f"晚上{plain}" if word == "今晚" and not plain.startswith("晚") else plain
    is_late = any(word in plain for word in _AFTERNOON)
    for word in (*_AFTERNOON, *_MORNING):
        plain = plain.replace(word, " ")
    match = _MOMENT.fullmatch(re.sub(r"\s+", " ", plain).strip())
    if match is None:
        return None
    hour = int(match["hour"]) + (12 if is_late and int(match["hour"]) < 12 else 0)
    known = {None: 0, "整": 0, "半": 30}
    minute = known[match["minute"]] if match["minute"] in known else int(match["minute"])
    is_midnight = hour == 24 and not minute
    try:
        day = _day(match, today) + timedelta(days=offset + is_midnight)
        return datetime.combine(day, time(0 if is_midnight else hour, minute))
    except ValueError:
        return None


def written_moment(moment: datetime, near: date) -> str:
    """Return a moment as the form shows it: 11月23日 12:00; with its year where that differs."""
    year = f"{moment.year}年" if moment.year != near.year else ""
    return f"{year}{moment.month}月{moment.day}日 {moment:%H:%M}"


def _day(match: re.Match[str], today: date) -> date:
    if match["day"] is None:
        return today
    day = int(match["day"])
    month = int(match["month"] or today.month)
    if match["year"]:
        return today.replace(year=int(match["year"]), month=month, day=day)
    found = today.replace(month=month, day=day)
    if match["month"] is None:
        return found
    # A December alert that lasts into January.
    if today - found > _LONG_AGO:
        return found.replace(year=today.year + 1)
    return found.replace(year=today.year - 1) if found - today > _LONG_AGO else found

"""What all earlier weeks published, remembered: reading ten years of manifests takes seconds."""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict
from hashlib import sha256
from typing import TYPE_CHECKING

from kit.edition.published.manifest import SIGNATURE
from kit.edition.published.posted import History, Record, records_of
from kit.edition.request import newest_revision
from kit.errors import StorageError
from kit.json_text import parse_json
from kit.source.sealed import read_sealed, write_sealed

if TYPE_CHECKING:
    from pathlib import Path

    from kit.plan.week import Week

FILE = "history.json"
_FORMAT = 1


def read_history(output: Path, week: Week, private: Path) -> History:
    """Return what the newest editions of ``week`` and all weeks before published.

    What is remembered in ``private`` counts as far as the signatures of the editions are still
    the ones it was read from; a file that is damaged is read from the editions again.
    """
    names = sorted(one.name for one in output.glob("[0-9]*-W*") if one.name < week.name)
    weeks = [[name, *_newest(output / name)] for name in names]
    known, records = _remembered(private / FILE)
    if known != weeks[: len(known)]:
        known, records = [], {}
    for name in names[len(known) :]:
        records |= records_of(output / name, records)
    if known != weeks:
        _remember(private, weeks, records)
    return History(earlier=records, now=records_of(output / week.name, records))


def _newest(week_folder: Path) -> tuple[str, str]:
    edition = newest_revision(week_folder)
    if edition is None:
        return "", ""
    try:
        return edition.name, sha256((edition / SIGNATURE).read_bytes()).hexdigest()
    except OSError:
        return edition.name, ""


def _remembered(file: Path) -> tuple[list[list[str]], dict[str, Record]]:
    try:
        content = parse_json(read_sealed(file) or b"{}")
        if content["format"] != _FORMAT:
            return [], {}
        records = {item_id: Record(**fields) for item_id, fields in content["records"].items()}
        return content["weeks"], records
    except (ValueError, TypeError, KeyError):
        return [], {}


def _remember(private: Path, weeks: list[list[str]], records: dict[str, Record]) -> None:
    if not private.is_dir():
        return  # nothing was ever built here
    fields = {item_id: asdict(record) for item_id, record in records.items()}
    content = {"format": _FORMAT, "weeks": weeks, "records": fields}
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    with contextlib.suppress(StorageError):  # the next one reads what this one could not keep
        write_sealed(private / FILE, body)

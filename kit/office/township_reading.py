"""A reading that the whole township says: a line in its own table of readings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.office.kept_open import forget
from kit.source.files import read_text, write_in_folder
from kit.source.voices import LEXICON, VOICES
from kit.text.readings.reading_tables import lent_readings, parse_lexicon

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

_HEAD = "# 本乡的读音：词、拼音（一字一个音节）、出处，中间是制表符。比自带的优先。\n"


def learn_township_reading(folder: Path, word: str, pinyin: str, *, by: str, day: date) -> Path:
    """Return the township's table after ``word`` is read so in every item; an older line goes.

    Raises:
        SourceError: It is no reading of these characters, or the table has lines that are none.
        StorageError: The disk does not take it; the old table stands.
    """
    path = folder / VOICES / "mandarin" / LEXICON
    before = read_text(path) if path.is_file() else _HEAD
    name = f"{VOICES}/mandarin/{LEXICON}"
    line = f"{word.strip()}\t{' '.join(pinyin.split())}\t{by}，{day.isoformat()}"
    if "\n" in line or line.startswith("#") or lent_readings(parse_lexicon(line, name)):
        raise SourceError(f"“{word}”不能念成“{pinyin}”。", "在列出来的念法里选一个。")
    kept = [one for one in before.splitlines() if one.partition("\t")[0].strip() != word.strip()]
    text = "\n".join((*kept, line)) + "\n"
    parse_lexicon(text, name)
    write_in_folder(path, text.encode())
    forget(folder)
    return path

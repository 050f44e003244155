"""A workspace's own readings: a public character table taken in, a local's word added."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.source.files import read_text
from kit.source.tsv import Tsv, parse_tsv, read_tsv, write_tsv
from kit.source.voices import LEXICON, LEXICON_COLUMNS, VOICES, read_dialect
from kit.text.dialect.character_table import parse_character_table
from kit.text.dialect.readings import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from kit.text.dialect.character_table import CharacterTable
    from kit.text.dialect.romanization import Spelling

_REQUIRED = ("text", "source", "confidence")


def import_table(
    path: Path, workspace: Path, voice_id: str, *, locality: str, source: str, licence: str
) -> tuple[Path, CharacterTable]:
    """Write a public character table's readings into the workspace's lexicon and return both.

    Readings that locals confirmed stay below the table's, so that they still win. Glosses are
    not taken over: a reading is a fact, a gloss is somebody's text.

    Raises:
        SourceError: It is no character table, or the voice is not known.
        StorageError: The lexicon cannot be written.
    """
    spelling = read_dialect(voice_id, workspace).spelling
    table = parse_character_table(read_text(path), path.name)
    target = workspace / VOICES / voice_id / LEXICON
    kept = _local_rows(target)
    rows = (*_rows(table, spelling, locality, source), *kept.rows)
    written = Tsv(
        file=kept.file,
        comments=(
            f"# 来源：{source}" + (f"；{table.sources}" if table.sources else ""),
            f"# 许可：{licence}",
            f"# 从 {path.name} 收进 {len(table.readings)} 个读音；没有经本地人核对。",
        ),
        columns=tuple(dict.fromkeys((*LEXICON_COLUMNS, *kept.columns))),
        rows=rows,
        lines=(0,) * len(rows),
    )
    write_tsv(target, written)
    return target, table


def learn(
    word: str, reading: str, workspace: Path, voice_id: str, *, by: str, day: date, note: str = ""
) -> Path:
    """Add a reading that a named local confirmed and return the lexicon it stands in.

    ``reading`` is in the voice's letters (hei3), or in IPA with tone classes (xei3) where it
    has a sign no keyboard has.

    Raises:
        SourceError: The reading is none, does not match the word, or nobody stands for it.
        StorageError: The lexicon cannot be written.
    """
    voice = read_dialect(voice_id, workspace)
    if not by.strip():
        raise SourceError("没有写是谁确认的。", "请加上 --by 姓名：读音要有本地人担保。")
    ipa = [_ipa(one, voice.spelling) for one in reading.split()]
    if len(ipa) != len(word):
        raise SourceError(
            f"“{word}”有 {len(word)} 个字，读音有 {len(ipa)} 个音节。",
            '一个字写一个音节，用空格隔开，如 kit voice learn 墟日 "xi1 nyih6" --by 某某。',
        )
    target = workspace / VOICES / voice_id / LEXICON
    row = dict.fromkeys(LEXICON_COLUMNS, "") | {
        "text": word,
        "ipa": " ".join(one[:-1] for one in ipa) if all(ipa) else "",
        "tone_class": " ".join(one[-1] for one in ipa) if all(ipa) else "",
        "spelling": voice.spelling.spell(" ".join(ipa)) if all(ipa) else reading,
        "kind": "词" if len(word) > 1 else "字",
        "locality": voice.target or voice.locality,
        "source": f"{by}口述",
        "confidence": Confidence.LOCAL.value,
        "verified_by": by,
        "verified_on": day.isoformat(),
        "note": note,
    }
    table = read_tsv(target, _REQUIRED) if target.is_file() else _empty(target)
    write_tsv(target, table.with_row(row))
    return target


def _ipa(syllable: str, spelling: Spelling) -> str:
    """Return a syllable in IPA; empty for a voice without a table of letters.

    Raises:
        SourceError: The voice has such a table and the syllable is not in it.
    """
    if not spelling.finals:
        return ""
    found = spelling.parse(syllable) if syllable.isascii() else spelling.syllable(syllable)
    if found is None:
        raise SourceError(
            f"“{syllable}”不是这个方言的音节。",
            "字母写法如 hei3：声母、韵母、声调数字；见 voices 里这个方言的 voice.toml。",
        )
    return found.ipa


def _rows(
    table: CharacterTable, spelling: Spelling, locality: str, source: str
) -> Iterator[dict[str, str]]:
    for reading in table.readings:
        syllable = reading.syllable
        yield {
            "text": reading.character,
            "ipa": f"{syllable.initial}{syllable.final}",
            "tone_class": str(syllable.tone),
            "spelling": spelling.spell(syllable.ipa),
            "kind": "字",
            "register": reading.register,
            "locality": locality,
            "source": source,
            "confidence": Confidence.ATTESTED.value,
        }


def _local_rows(path: Path) -> Tsv:
    """Return what locals have confirmed so far."""
    if not path.is_file():
        return _empty(path)
    return read_tsv(path, _REQUIRED).where(lambda row: row["confidence"] == Confidence.LOCAL)


def _empty(path: Path) -> Tsv:
    return parse_tsv("\t".join(LEXICON_COLUMNS), f"{path.parent.name}/{path.name}", _REQUIRED)

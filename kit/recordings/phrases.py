"""The phrase bank: routine words recorded once by one person."""

from __future__ import annotations

from hashlib import sha256
from pathlib import PurePath
from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.recordings.own_voice import hear_person, own_voice
from kit.recordings.take import RECORDINGS
from kit.recordings.verdicts import check_sentence, trimmed
from kit.source.files import write_in_folder
from kit.source.tsv import Tsv, read_tsv, write_tsv
from kit.source.voices import PHRASES, VOICES
from kit.speech.flac import decode_flac, encode_flac
from kit.speech.loudspeaker import even
from kit.text.dialect.phrase_joins import bare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from kit.recordings.hearing import Hearing
    from kit.recordings.take_import import Speaker
    from kit.recordings.verdicts import Verdict
    from kit.source.voices import DialectVoice
    from kit.source.workspace import Workspace
    from kit.speech.sound import Samples

BANK = "phrases"
_COLUMNS = (
    "key", "text", "speaker", "consent", "take_file", "sha256", "date", "source", "confidence",
)  # fmt: skip
_VILLAGE = "village-"


def phrase_texts(workspace: Workspace, voice: DialectVoice) -> Mapping[str, str]:
    """Return what may be recorded for the bank, by key: the voice's phrases and the villages."""
    texts = {phrase.key: phrase.text for phrase in voice.phrases}
    villages = enumerate(workspace.township.villages, start=1)
    return texts | {f"{_VILLAGE}{number}": village for number, village in villages}


def import_phrases(
    workspace: Workspace,
    voice: DialectVoice,
    files: Sequence[tuple[str, bytes]],
    *,
    speaker: Speaker,
    day: date,
) -> tuple[tuple[str, Verdict], ...]:
    """Keep recordings named by their phrase's key or text; return what is wrong, by file.

    Raises:
        SourceError: A name is no phrase's, or another person recorded the bank.
        StorageError: The disk does not take it.
    """
    texts = phrase_texts(workspace, voice)
    one_speaker(workspace, voice, speaker)
    own = own_voice(workspace.folder)
    told: list[tuple[str, Verdict]] = []
    for key, name, data in [(_key_of(name, texts), name, data) for name, data in files]:
        hearing = hear_person(data, name, own)
        verdicts = check_sentence(hearing, 1, [texts[key]])
        told += [(name, verdict) for verdict in verdicts]
        if not verdicts:
            keep_phrase(workspace, voice, key, hearing, speaker=speaker, day=day)
    return tuple(told)


def one_speaker(workspace: Workspace, voice: DialectVoice, speaker: Speaker) -> None:
    """Refuse a second voice: sentences of two people joined are heard as two people's.

    Raises:
        SourceError: Another person recorded the bank.
    """
    rows = _table(workspace, voice).rows
    others = {row["speaker"] for row in rows if row.get("speaker")} - {speaker.name}
    if others:
        raise SourceError(
            f"短语库是{'、'.join(sorted(others))}录的。",
            "一个短语库只能一个人录；要换人，请整库重录。",
        )


def keep_phrase(
    workspace: Workspace,
    voice: DialectVoice,
    key: str,
    hearing: Hearing,
    *,
    speaker: Speaker,
    day: date,
) -> None:
    """Put a phrase into the bank, in the place of an earlier recording of it.

    Raises:
        StorageError: The disk does not take it.
    """
    data = encode_flac(trimmed(hearing))
    path = phrase_file(workspace, voice, key)
    write_in_folder(path, data)
    row = {
        "key": key,
        "text": phrase_texts(workspace, voice)[key],
        "speaker": speaker.name,
        "consent": speaker.consent,
        "take_file": path.name,
        "sha256": sha256(data).hexdigest(),
        "date": day.isoformat(),
        "source": f"{speaker.name}录音",
        "confidence": "local",
    }
    table = workspace.folder / VOICES / voice.voice_id / PHRASES
    others = _table(workspace, voice).where(lambda one: one.get("key") != key)
    write_tsv(table, others.with_row(row))


def phrase_file(workspace: Workspace, voice: DialectVoice, key: str) -> Path:
    """Return where the recording of a phrase stands."""
    return _folder(workspace, voice) / f"{key}.flac"


def _key_of(name: str, texts: Mapping[str, str]) -> str:
    """Return the key of the phrase that a file is named after.

    Raises:
        SourceError: There is none.
    """
    stem = PurePath(name).stem
    by_text = {bare(text): key for key, text in texts.items()}
    key = stem if stem in texts else by_text.get(bare(stem), "")
    if not key:
        raise SourceError(
            f"“{name}”不是短语库里的。", "文件名请写短语的 key 或原话，如 greeting.wav。"
        )
    return key


def recorded_phrases(workspace: Workspace, voice: DialectVoice) -> tuple[dict[str, Samples], str]:
    """Return the recorded phrases by their words, at one level, and who recorded them."""
    bank: dict[str, Samples] = {}
    owner = ""
    for phrase in voice.phrases:
        if not phrase.take_file:
            continue
        path = _folder(workspace, voice) / PurePath(phrase.take_file).name
        data = path.read_bytes() if path.is_file() else b""
        if sha256(data).hexdigest() != phrase.sha256:
            raise SourceError(f"短语录音 {path.name} 不见了，或和登记的不一样。", "请重录这一条。")
        bank[bare(phrase.text)] = even(decode_flac(data))
        owner = phrase.speaker
    return bank, owner


def _folder(workspace: Workspace, voice: DialectVoice) -> Path:
    return workspace.folder / RECORDINGS / BANK / voice.voice_id


def _table(workspace: Workspace, voice: DialectVoice) -> Tsv:
    path = workspace.folder / VOICES / voice.voice_id / PHRASES
    if path.is_file():
        return read_tsv(path, ("key", "text"))
    return Tsv(file=path.name, comments=(), columns=_COLUMNS, rows=(), lines=())

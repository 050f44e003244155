"""Dialect voices (方言): a folder each, the kit's own below the township's; data, no code.

A folder of the same name in the workspace adds to the kit's: its readings and words come
after the kit's and win. A folder that only the workspace has is a voice of its own.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from kit.errors import SourceError
from kit.source.builtin import builtin_dir
from kit.source.files import read_text
from kit.source.toml_table import Key, Section, Sort, TomlTable
from kit.source.tsv import read_tsv
from kit.text.dialect.dialect_words import Scope, Status, Wording, WordingEntry
from kit.text.dialect.readings import Confidence, DialectReading, ReadingTable
from kit.text.dialect.romanization import Spelling
from kit.text.toml_text import BadTomlError, parse_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from kit.source.tsv import Tsv

VOICES = "voices"
DESCRIPTION, LEXICON, WORDING, PROTECT, PHRASES = (
    "voice.toml", "lexicon.tsv", "wording.tsv", "protect.txt", "phrases.tsv",
)  # fmt: skip
LEXICON_COLUMNS = (
    "text", "ipa", "tone_class", "spelling", "kind", "register", "locality",
    "source", "confidence", "verified_by", "verified_on", "note",
)  # fmt: skip
_LEXICON_REQUIRED = ("text", "source", "confidence")
_WORDING_REQUIRED = ("zh", "scope", "status", "evidence")
_WORDING_COLUMNS = ("dialect", "hakka")
"""The dialect's own word: the kit's table, the first there was, names its dialect."""
_STATUSES = {
    **{one.value: one for one in Status},
    "attested": Status.ATTESTED,
    "split": Status.SPLIT,
}
_PHRASE_REQUIRED = ("key", "text", "source", "confidence")
_MOST_TOLD = 20
_SOUNDS = ("initials", "finals", "tones")
_NO_SOUNDS: Mapping[str, Mapping[str, str]] = {name: {} for name in _SOUNDS}
_SECTIONS = (
    Section(
        name="",
        keys=(
            *(Key(name, Sort.TEXT) for name in (
                "name", "kind", "label", "language", "locality", "target", "licence",
            )),
            Key("sources", Sort.TEXTS),
            Key("tones", Sort.WORDS),
        ),
    ),
    Section(name="spelling", keys=tuple(Key(name, Sort.WORDS) for name in _SOUNDS)),
    Section(
        name="preview",
        keys=(Key("espeak", Sort.TEXT), *(Key(name, Sort.WORDS) for name in _SOUNDS)),
    ),
)  # fmt: skip
_OTHER_FORM = "／"


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A phrase to be recorded once (短语库): what is said, and whose take it is."""

    key: str
    text: str
    source: str
    confidence: str
    speaker: str = ""
    consent: str = ""
    take_file: str = ""
    sha256: str = ""
    note: str = ""
    """What it is used for, where its words do not tell."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoughSounds:
    """The nearest sounds that espeak-ng has for a locality's, for a machine try (机器试读)."""

    espeak: str
    """Its voice, such as ``hak``."""
    initials: Mapping[str, str]
    finals: Mapping[str, str]
    """The tone goes where a final has its blank, else to its end."""
    tones: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DialectVoice:
    """A dialect as its folder describes it; people speak it, no machine does."""

    voice_id: str
    name: str
    label: str
    """Such as 客家话: what stands on the reader sheet."""
    language: str
    locality: str
    target: str
    licence: str
    sources: tuple[str, ...]
    tones: Mapping[str, str]
    spelling: Spelling
    readings: ReadingTable
    wording: Wording
    phrases: tuple[Phrase, ...]
    rough: RoughSounds | None = None


def dialect_folders(workspace: Path | None) -> dict[str, tuple[Path, ...]]:
    """Return the folders of every dialect voice by its id, the kit's own before the workspace's."""
    roots = [builtin_dir(VOICES)] + ([workspace / VOICES] if workspace else [])
    found: dict[str, tuple[Path, ...]] = {}
    for root in roots:
        for folder in sorted(path for path in root.glob("*") if path.is_dir()):
            found[folder.name] = (*found.get(folder.name, ()), folder)
    return {name: folders for name, folders in found.items() if _is_dialect(folders)}


def _is_dialect(folders: Sequence[Path]) -> bool:
    descriptions = [folder / DESCRIPTION for folder in folders]
    return any(
        path.is_file() and _described(path)[""].get("kind") == "dialect" for path in descriptions
    )


def read_dialect(voice_id: str, workspace: Path | None) -> DialectVoice:
    """Return the dialect voice of that name.

    Raises:
        SourceError: There is none, or one of its files is wrong; all faults of a file at once.
    """
    known = dialect_folders(workspace)
    if voice_id not in known:
        names = "、".join(known) or "（一个也没有）"
        raise SourceError(f"没有名叫“{voice_id}”的方言。", f"现有的有：{names}。")
    folders = known[voice_id]
    described = _description(folders)
    about = described[""]
    spelling = Spelling(**{**_NO_SOUNDS, **described["spelling"]})
    return DialectVoice(
        voice_id=voice_id,
        name=about.get("name", voice_id),
        label=about.get("label", "方言"),
        **{name: about.get(name, "") for name in ("language", "locality", "target", "licence")},
        sources=about.get("sources", ()),
        tones=about.get("tones", {}),
        spelling=spelling,
        # The workspace's folder comes last: its rows win over the kit's.
        readings=ReadingTable(
            tuple(
                reading
                for table in _tables(folders, LEXICON, _LEXICON_REQUIRED)
                for reading in _readings(table, spelling)
            ),
            about.get("locality", ""),
        ),
        wording=_wording(folders),
        phrases=tuple(
            phrase
            for table in _tables(folders, PHRASES, _PHRASE_REQUIRED)
            for phrase in _phrases(table)
        ),
        rough=_rough(described["preview"]),
    )


def _described(path: Path) -> dict[str, Any]:
    """Return what a description says, by section; what is not of a dialect is left out."""
    file = f"{path.parent.name}/{path.name}"
    text = read_text(path)
    # A folder may describe a machine voice as well, with keys of its own.
    table = TomlTable(text, unknown_told=False)
    try:
        said = table.read(parse_toml(text), _SECTIONS)
    except BadTomlError as bad:
        said, faults = {}, [(bad.line, "格式不对。")]
    else:
        faults = table.faults
    _refuse(file, [f"第 {line} 行：{fault}" if line else fault for line, fault in faults])
    return said


def _description(folders: Sequence[Path]) -> dict[str, Any]:
    """Return what the folders' descriptions say, the workspace's over the kit's."""
    said: dict[str, Any] = {section.name: {} for section in _SECTIONS}
    for folder in folders:
        if (folder / DESCRIPTION).is_file():
            own = _described(folder / DESCRIPTION)
            said |= {name: values for name, values in own.items() if name and values}
            said[""] |= own[""]
    return said


def _rough(said: Mapping[str, Any]) -> RoughSounds | None:
    return RoughSounds(**{**_NO_SOUNDS, **said}) if said.get("espeak") else None


def _tables(folders: Sequence[Path], name: str, required: Sequence[str]) -> Iterator[Tsv]:
    for folder in folders:
        if (folder / name).is_file():
            yield read_tsv(folder / name, required)


def _readings(table: Tsv, spelling: Spelling) -> tuple[DialectReading, ...]:
    """Return the rows of a reading table, told apart by what is wrong with them."""
    found: list[DialectReading] = []
    faults: list[str] = []
    for line, row in zip(table.lines, table.rows, strict=True):
        reading = _reading(row, spelling)
        if isinstance(reading, str):
            faults.append(f"第 {line} 行“{row.get('text', '')}”{reading}")
        else:
            found.append(reading)
    _refuse(table.file, faults)
    return tuple(found)


def _reading(row: Mapping[str, str], spelling: Spelling) -> DialectReading | str:
    """Return a row as a reading, or what is wrong with it."""
    text, letters = row.get("text", ""), row.get("spelling", "")
    sounds, tones = row.get("ipa", "").split(), row.get("tone_class", "").split()
    if len(sounds) != len(tones):
        return f"ipa 有 {len(sounds)} 个音节，tone_class 有 {len(tones)} 个声调"
    ipa = " ".join(sound + tone for sound, tone in zip(sounds, tones, strict=True))
    if not ipa and letters:
        parsed = [spelling.parse(one) for one in letters.split()]
        ipa = " ".join(one.ipa for one in parsed if one) if all(parsed) else ""
    if not text or not (ipa or letters):
        return "没有字，或没有读音"
    if len((ipa or letters).split()) != len(text):
        return f"有 {len(text)} 个字，读音有 {len((ipa or letters).split())} 个音节"
    if not row.get("source"):
        return "没有写出处（source）"
    if row.get("confidence") not in set(Confidence):
        return f"可靠程度（confidence）只能写 {'、'.join(Confidence)}"
    confidence = Confidence(row["confidence"])
    if confidence is Confidence.LOCAL and not row.get("verified_by"):
        return "写了本地人确认，没有写是谁（verified_by）"
    return DialectReading(
        text=text,
        ipa=ipa,
        spelling=spelling.spell(ipa) or letters,
        register=row.get("register", ""),
        locality=row.get("locality", ""),
        source=row["source"],
        confidence=confidence,
        verified_by=row.get("verified_by", ""),
        verified_on=row.get("verified_on", ""),
        note=row.get("note", ""),
    )


def _wording(folders: Sequence[Path]) -> Wording:
    entries: dict[str, WordingEntry] = {}
    for table in _tables(folders, WORDING, _WORDING_REQUIRED):
        faults: list[str] = []
        for line, row in zip(table.lines, table.rows, strict=True):
            entry = _entry(row)
            if isinstance(entry, str):
                faults.append(f"第 {line} 行“{row.get('zh', '')}”{entry}")
            else:
                entries[entry.mandarin] = entry
        _refuse(table.file, faults)
    protected: set[str] = set()
    for folder in folders:
        if (folder / PROTECT).is_file():
            lines = read_text(folder / PROTECT).splitlines()
            protected |= {w for line in lines if not line.startswith("#") for w in line.split()}
    return Wording(entries, frozenset(protected))


def _entry(row: Mapping[str, str]) -> WordingEntry | str:
    """Return a row as an entry of the wording table, or what is wrong with it."""
    said = next((row[name] for name in _WORDING_COLUMNS if row.get(name)), "")
    forms = tuple(form.strip() for form in said.split(_OTHER_FORM) if form.strip())
    if not row.get("zh") or not forms:
        return "没有普通话，或没有方言说法"
    if row.get("scope") not in set(Scope):
        return f"的范围（scope）只能写 {'、'.join(Scope)}"
    if row.get("status") not in _STATUSES:
        return f"的可靠程度（status）只能写 {'、'.join(_STATUSES)}"
    return WordingEntry(
        mandarin=row["zh"],
        forms=forms,
        scope=Scope(row["scope"]),
        status=_STATUSES[row["status"]],
        reading=row.get("reading", ""),
        evidence=row.get("evidence", ""),
        note=row.get("note", ""),
    )


def _phrases(table: Tsv) -> Iterator[Phrase]:
    for row in table.rows:
        yield Phrase(**{one.name: row.get(one.name, "") for one in fields(Phrase)})


def _refuse(file: str, faults: Sequence[str]) -> None:
    """Tell all faults of a table.

    Raises:
        SourceError: There are some.
    """
    if faults:
        more = f"；还有 {len(faults) - _MOST_TOLD} 处" if len(faults) > _MOST_TOLD else ""
        raise SourceError(
            f"{file} 有 {len(faults)} 处要改：{'；'.join(faults[:_MOST_TOLD])}{more}。",
            "请用记事本、WPS 或 Excel 改好，再试。",
        )

"""A script as a neighbour reads it in the dialect: the person's own text, or a suggestion.

What somebody wrote into 客家话稿 is read as it stands, below the Mandarin that each line says.
Without it the suggested words are underlined: nothing is changed silently.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.compose.spoken.breath import breaths
from kit.compose.spoken.broadcast import READ_A_MINUTE
from kit.compose.spoken.reader_sheet import Endnote, Note, ReaderLine, ReaderText, figure_notes
from kit.compose.spoken.rests import rested
from kit.compose.spoken.script_lines import phones_of, plain_text
from kit.text.characters import is_rare
from kit.text.dialect.dialect_words import suggest
from kit.text.dialect.line_pairs import line_pairs
from kit.text.dialect.readings import HOLE, coverage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from kit.compose.spoken.broadcast import Script, Sentence
    from kit.model.item import Item
    from kit.model.township import Dialect
    from kit.source.voices import DialectVoice
    from kit.text.dialect.dialect_words import Suggestion, WordingEntry
    from kit.text.dialect.readings import DialectReading, Spoken

WELL_COVERED = 0.5
"""From this share on a gap is worth a box; below, nearly every character would have one."""
_READINGS = re.compile(r"[（(][^）)]*[）)]|[/／·\s]+")
"""Parts the readings of a wording entry, such as ``xei3(城)/hei6(下)``."""
_NO_IPA = "字体里没有国际音标，读音用字母拼写"
_UNEDITED = "建议稿：还没有人改过，请会讲的人改好再念。"


def own_sentences(item: Item) -> tuple[Sentence, ...]:
    """Return the sentences of the item's 客家话稿; none where nobody wrote one."""
    paragraphs = (part.strip() for part in plain_text(item.dialect_script, item).splitlines())
    phones = phones_of(item)
    return rested([one for part in paragraphs if part for one in breaths(part, phones)])


def suggestions(script: Script, voice: DialectVoice) -> tuple[Suggestion, ...]:
    """Return a suggestion for every sentence of a Mandarin script, as it is spoken."""
    return tuple(suggest(_as_said(one.spoken), voice.wording) for one in script.sentences)


def read_aloud(item: Item, script: Script, voice: DialectVoice) -> tuple[str, ...]:
    """Return the sentences a dialect reader would say: the person's own, else the suggested."""
    own = own_sentences(item)
    if own:
        return tuple(_as_said(one.spoken) for one in own)
    return tuple(one.text for one in suggestions(script, voice))


def dialect_text(
    item: Item,
    script: Script,
    voice: DialectVoice,
    settings: Dialect,
    *,
    covers: Callable[[str], bool],
    repeat: int = 1,
) -> ReaderText:
    """Return what a dialect reader needs, with readings from the voice's tables.

    ``covers`` tells whether the typeface has a character: where it lacks a sign of the voice's
    IPA all readings are in letters, never in a mixture.
    """
    own = own_sentences(item)
    said = read_aloud(item, script, voice)
    boxes = coverage(said, voice.readings).share >= WELL_COVERED
    ipa = settings.ipa and all(map(covers, _ipa_signs(voice)))
    prompter = _Prompter(voice, replace(settings, ipa=ipa), covers, boxes)
    proposed = suggestions(script, voice)
    if own:
        mandarin = _mandarin_of(said, script, proposed)
        lines = tuple(map(prompter.own_line, own, mandarin))
    else:
        lines = tuple(map(prompter.suggested_line, script.sentences, proposed))
    return ReaderText(
        item_id=script.item_id,
        title=script.title,
        lines=lines,
        voice=voice.label,
        repeat=repeat,
        remarks=(
            *(() if own else (_UNEDITED,)),
            f"读音：{voice.name}",
            *((_NO_IPA,) if settings.ipa and not ipa else ()),
        ),
        endnotes=tuple(prompter.endnotes(said, script, own=bool(own))),
    )


def _mandarin_of(
    said: Sequence[str], script: Script, proposed: Sequence[Suggestion]
) -> tuple[str, ...]:
    """Return the Mandarin of each line of a person's own text; empty where it says none."""
    pairs = line_pairs(said, [one.text for one in proposed])
    # Once, also where the script says it twice.
    said_by = (dict.fromkeys(script.sentences[at].written for at in places) for places in pairs)
    return tuple("".join(written) for written in said_by)


def _not_said(
    said: Sequence[str], script: Script, proposed: Sequence[Suggestion]
) -> tuple[str, ...]:
    """Return the Mandarin sentences that no line of a person's own text says."""
    pairs = line_pairs(said, [one.text for one in proposed])
    places = {at for places in pairs for at in places}
    left = (one.written for at, one in enumerate(script.sentences) if at not in places)
    return tuple(dict.fromkeys(left))


def _ipa_signs(voice: DialectVoice) -> str:
    """Return every sign that the voice's IPA needs."""
    return "".join((*voice.spelling.initials, *voice.spelling.finals))


@dataclass(frozen=True, slots=True)
class _Prompter:
    """Makes the remarks on sentences from one voice's tables."""

    voice: DialectVoice
    settings: Dialect
    covers: Callable[[str], bool]
    boxes: bool
    """Whether every character without a reading gets a box."""

    def own_line(self, sentence: Sentence, mandarin: str) -> ReaderLine:
        """Return a sentence that a person wrote in the dialect, below its Mandarin."""
        spoken = _as_said(sentence.spoken)
        return ReaderLine(
            spoken=spoken,
            written=sentence.written,
            seconds=_seconds(spoken),
            pause_s=sentence.pause_s,
            notes=tuple(self.readings(spoken)),
            beside=mandarin,
        )

    def suggested_line(self, sentence: Sentence, suggestion: Suggestion) -> ReaderLine:
        """Return a sentence whose words are only suggested, its Mandarin above."""
        words = {i: c.entry for c in suggestion.changes for i in range(c.start, c.end)}
        figures = (
            _moved(note, suggestion) for note in figure_notes(sentence.written, suggestion.mandarin)
        )
        underlined = (Note(start=c.start, end=c.end, suggested=True) for c in suggestion.changes)
        notes = (*figures, *self.readings(suggestion.text, words), *underlined)
        return ReaderLine(
            spoken=suggestion.text,
            seconds=_seconds(suggestion.text),
            pause_s=sentence.pause_s,
            notes=notes,
            beside=sentence.written,
        )

    def readings(
        self, text: str, dialect_words: Mapping[int, WordingEntry] | None = None
    ) -> Iterator[Note]:
        """Yield the remarks on how words and characters of ``text`` are read."""
        for spoken in self.voice.readings.read(text):
            said = text[spoken.start : spoken.end]
            entry = (dialect_words or {}).get(spoken.start)
            odd = HOLE in said or any(map(is_rare, said))
            if spoken.missing:
                if odd or self.boxes:
                    yield Note(start=spoken.start, end=spoken.end, missing=True)
            elif entry or odd or spoken.several or self.settings.all_readings:
                yield self._reading(spoken, entry)

    def _reading(self, spoken: Spoken, entry: WordingEntry | None) -> Note:
        """Return the likeliest reading; a suggested word has its own, which is not in doubt."""
        meant = _meant(spoken, entry) if entry else None
        return Note(
            start=spoken.start,
            end=spoken.end,
            reading=self._shown(meant or spoken.readings[0]),
            several=spoken.several and meant is None,
        )

    def _shown(self, reading: DialectReading) -> str:
        """Return a reading's syllables; empty where the typeface has signs for neither form."""
        forms = (reading.shown(ipa=self.settings.ipa), reading.spelling)
        return next((form for form in forms if self._printable(form)), "")

    def _printable(self, text: str) -> bool:
        return all(character.isspace() or self.covers(character) for character in text)

    def endnotes(self, said: Sequence[str], script: Script, *, own: bool) -> Iterator[Endnote]:
        """Yield what stands on the last page."""
        choices = "；".join(self._choices(said))
        if choices:
            yield Endnote("有几种读法的字", (choices,))
        proposed = suggestions(script, self.voice)
        if own:
            if left := _not_said(said, script, proposed):
                yield Endnote("普通话稿里还有的，这里没有念到", ("".join(left),))
        elif changes := "；".join(self._changes(proposed)):
            yield Endnote("建议换的说法", (changes,))

    def _choices(self, said: Sequence[str]) -> Iterator[str]:
        words = {
            text[one.start : one.end]: one.readings
            for text in said
            for one in self.voice.readings.read(text)
            if one.several
        }
        for word, readings in words.items():
            yield f"{word} {'、'.join(filter(None, map(self._described, readings)))}"

    def _described(self, reading: DialectReading) -> str:
        place = "" if reading.locality == self.voice.locality else reading.locality
        remarks = [part for part in (reading.register, place, reading.note) if part]
        return self._shown(reading) + (f"（{'，'.join(remarks)}）" if remarks else "")

    def _changes(self, proposed: Sequence[Suggestion]) -> Iterator[str]:
        for entry in dict.fromkeys(change.entry for one in proposed for change in one.changes):
            others = "、".join(filter(self._printable, entry.forms[1:]))
            also = f"，也说“{others}”" if others else ""
            note = f"，{entry.note}" if entry.note and self._printable(entry.note) else ""
            yield f"{entry.mandarin} → {entry.forms[0]}（{entry.status.label}{also}{note}）"


def _meant(spoken: Spoken, entry: WordingEntry) -> DialectReading | None:
    """Return the reading that the wording table gives for its word."""
    wanted = set(_READINGS.split(entry.reading))
    return next((one for one in spoken.readings if one.ipa in wanted), None)


def _moved(note: Note, suggestion: Suggestion) -> Note:
    """Return a remark on the Mandarin sentence at its place in the suggested one."""
    shift = 0
    for change in suggestion.changes:
        before = change.start - shift + len(change.entry.mandarin)
        if before > note.start:
            break
        shift = change.end - before
    return replace(note, start=note.start + shift, end=note.end + shift)


def _as_said(spoken: str) -> str:
    """Return a sentence as neighbours say it: 一, not the radio's 幺."""
    return spoken.replace("幺", "一")


def _seconds(spoken: str) -> float:
    return sum(character.isalnum() for character in spoken) * 60 / READ_A_MINUTE

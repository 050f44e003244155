"""What a week's sound says: the voice, each item's script, and how every sentence is read.

Tables of readings end here. An order holds only how its own sentences are read, so that a
reading that changes remakes what says its word, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from kit.compose.spoken.reader_sheet import doubts_in
from kit.compose.spoken.script import compose_all_clear, compose_script
from kit.edition.make.spoken import Spoken, sentences_of
from kit.edition.make.studio import studio_of
from kit.recordings.take import MANDARIN
from kit.speech.engine import in_words, said_as, utterances

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kit.compose.spoken.broadcast import Script, Sentence
    from kit.compose.spoken.reader_sheet import Note
    from kit.edition.jobs.context import EditionContext
    from kit.edition.make.studio import Studio
    from kit.model.item import Item
    from kit.speech.engine import Said, Utterance
    from kit.speech.sound import Pinyin
    from kit.text.readings.reading_tables import Lexicon


@dataclass(frozen=True)
class Announcer:
    """Who says the items of a week; nothing is loaded before there is something to say."""

    context: EditionContext
    _scripts: dict[str, Script] = field(default_factory=dict)
    _read: dict[Utterance, Pinyin] = field(default_factory=dict)

    @cached_property
    def studio(self) -> Studio:
        """The township's voice.

        Raises:
            SourceError: The township's table of readings has lines that are no entry.
            SpeechError: ``kit.toml`` names a voice that is not there.
        """
        context = self.context
        studio = studio_of(context.workspace, context.store_folder)
        # Without what nobody hears: a new board must not make all sound anew.
        return replace(studio, township=context.heard, shared_folder=context.shared_speech)

    @cached_property
    def _lexicon(self) -> Lexicon:
        return self.studio.voice.lexicon()

    def script(self, item: Item) -> Script:
        """Return what is said of an item, composed once."""
        if item.item_id not in self._scripts:
            self._scripts[item.item_id] = compose_script(item, self.context.heard)
        return self._scripts[item.item_id]

    def spoken(self, item: Item) -> Spoken:
        """Return the item with what people read of it."""
        readings, dialect = self.context.readings, self.context.township.dialect
        return Spoken(
            item=item,
            mandarin=readings.get((item.item_id, MANDARIN)),
            dialect=readings.get((item.item_id, dialect.voice)) if dialect else None,
        )

    def said(self, spoken: Sequence[Spoken], around: Iterable[Sentence]) -> Said:
        """Return what the voice says of these items and ``around`` them, and how it reads it."""
        return self._said(sentences_of(spoken, self.script, around))

    def all_clear(self, item: Item, around: Iterable[Sentence]) -> Said:
        """Return what the voice says when an alert is lifted, and how it reads it."""
        end = compose_all_clear(item, self.context.heard)
        return self._said((*utterances(end), *in_words(around)))

    def _said(self, wanted: Sequence[Utterance]) -> Said:
        # Most are said in several programmes, and read once.
        self._read.update(said_as(set(wanted) - self._read.keys(), self._lexicon))
        return {one: self._read[one] for one in wanted}

    def doubts(self, item: Item) -> tuple[tuple[Note, ...], ...]:
        """Return for each sentence of an item's script what a reader must know of its readings."""
        return doubts_in(self.script(item), self._lexicon)

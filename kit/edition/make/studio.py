"""The machine voice of an edition: what it is, what it has spoken before, and having it speak."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.edition.pool import open_executor
from kit.edition.store.recipe import Recipes, key_of
from kit.edition.store.store import Store
from kit.program import hash_of
from kit.progress import Step
from kit.speech.township_voice import township_voice

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kit.errors import SpeechError
    from kit.model.township import Township
    from kit.progress import Progress
    from kit.source.workspace import Workspace
    from kit.speech.engine import MachineVoice, Said, Say, Utterance
    from kit.speech.loudspeaker import Preset
    from kit.speech.sound import Pinyin


@dataclass(frozen=True, slots=True)
class Sentences:
    """The store as the voice's cache: a sentence is spoken once in its life."""

    store: Store
    engine: str
    """Key of the recipe of the engine: its files, its code, its libraries."""
    shared: Store | None = None
    """What the voices of a whole county have spoken; each township keeps what it uses as well."""

    def get(self, sentence: str, pinyin: Pinyin) -> bytes | None:
        """Return a spoken sentence, or None."""
        key = self._key(sentence, pinyin)
        data = self.store.get_bytes(key)
        if data is None and self.shared is not None:
            data = self.shared.get_bytes(key)
            if data is not None:
                self.store.put_bytes(key, data)
        return data

    def put(self, sentence: str, pinyin: Pinyin, data: bytes) -> None:
        """Keep a spoken sentence."""
        key = self._key(sentence, pinyin)
        self.store.put_bytes(key, data)
        if self.shared is not None:
            self.shared.put_bytes(key, data)

    def _key(self, sentence: str, pinyin: Pinyin) -> str:
        return hash_of(self.engine, sentence, *pinyin)


@dataclass(frozen=True, slots=True, kw_only=True)
class Studio:
    """What all sound of an edition shares."""

    township: Township
    voice: MachineVoice = field(compare=False)
    """Its engine counts by ``engine``; of its tables counts what an order says is read."""
    engine: str
    """Key of the engine's recipe."""
    store_folder: Path = field(compare=False)
    shared_folder: Path | None = field(compare=False, default=None)
    """Where all townships of a county keep what their voices have spoken."""

    @property
    def sentences(self) -> Sentences:
        """What this voice has spoken before."""
        shared = Store(self.shared_folder) if self.shared_folder else None
        return Sentences(Store(self.store_folder), self.engine, shared)

    def say(self, said: Said) -> Say:
        """Return the voice for these sentences; what was spoken before comes from the store."""
        from kit.speech.engine import cached_voice

        return cached_voice(self.voice.spec, self.sentences, said)

    @property
    def preset(self) -> Preset:
        """How the township's loudspeakers want their sound.

        Raises:
            SpeechError: ``kit.toml`` names one that the kit does not have.
        """
        from kit.speech.loudspeaker import preset

        return preset(self.township.voice.preset)


def studio_of(workspace: Workspace, store_folder: Path) -> Studio:
    """Return the workspace's voice with its own readings and the store of what was spoken.

    Raises:
        SourceError: The township's table of readings has lines that are no entry.
        SpeechError: ``kit.toml`` names a voice that is not there.
    """
    from kit.speech.engine import speak

    voice = township_voice(workspace.folder, workspace.township.voice)
    return Studio(
        township=workspace.township,
        voice=voice,
        engine=key_of(Recipes(Store(store_folder)).of(speak, voice.spec)),
        store_folder=store_folder,
    )


def said_by(studio: Studio, wanted: Iterable[Utterance]) -> Said:
    """Return how a studio's voice reads what is wanted, by its own table and the township's.

    Raises:
        SourceError: A table of readings has lines that are no entry.
        SpeechError: A reading given with an utterance is no pinyin.
    """
    from kit.speech.engine import said_as

    return said_as(wanted, studio.voice.lexicon())


def speak_missing(
    said: Said,
    studio: Studio,
    workers: int,
    progress: Progress,
) -> Mapping[Utterance, SpeechError]:
    """Have every sentence spoken that the store lacks; return those the voice cannot say.

    Raises:
        SpeechError: The voice is not installed, or its process died.
    """
    from kit.speech.engine import speak_all

    if not said:
        return {}
    if studio.shared_folder is not None:
        # Each township in an order of its own: those at work at once do not speak the same
        # sentence at the same moment, and find what the others have spoken by then.
        said = dict(
            sorted(said.items(), key=lambda one: hash_of(studio.store_folder, one[0].spoken))
        )
    # No process is started before a sentence is missing.
    with open_executor(min(workers, len(said))) as executor:
        return speak_all(
            said,
            studio.voice.spec,
            studio.sentences,
            executor,
            told=lambda done, total, said: progress(Step("朗读", done, total, said)),
        )

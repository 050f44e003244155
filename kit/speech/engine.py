"""Engines: whatever turns a sentence into sound, how one is named, started and cached."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Protocol, TypeAlias

from kit.errors import OfflineError, SourceError, SpeechError
from kit.progress import as_finished
from kit.speech.edge import EdgeSpec
from kit.speech.flac import decode_flac, encode_flac
from kit.speech.kokoro import LEXICON, kokoro_spec
from kit.speech.voices import find_voice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from concurrent.futures import Executor
    from pathlib import Path

    from kit.compose.spoken.broadcast import Script, Sentence
    from kit.model.township import Voice
    from kit.speech.sound import Pinyin, Readings, Samples
    from kit.text.readings.reading_tables import Lexicon

    Say: TypeAlias = Callable[["Utterance"], Samples]
    """Gives the samples of an utterance at ``RATE_HZ``."""
    Said: TypeAlias = Mapping["Utterance", Pinyin]
    """Utterances, and how each character of them is read."""
    _Heard: TypeAlias = tuple[str, Pinyin]
    """What reaches an engine."""

CACHE_HEADROOM = 0.5
"""The voice's peaks reach 1.04; halved, they fit 16 bits with nothing cut off."""

MANDARIN = "mandarin"
"""The folder of the kit's own voice, in the last of the roots."""

MOST_ONLINE = 2
"""Sentences asked of an online voice at the same time."""


class SpeechEngine(Protocol):
    """Speaks one sentence at a time; knows nothing of items, weeks or files."""

    @property
    def rate_hz(self) -> int:
        """Sample rate of everything this engine says."""

    def speak(self, sentence: str, pinyin: Pinyin) -> Samples:
        """Return mono samples; ``pinyin`` says how each character is read.

        Raises:
            SpeechError: The voice cannot say this, or the engine is not to be had.
        """


class EngineSpec(Protocol):
    """All it takes to start an engine in another process: small, frozen, picklable."""

    @property
    def online(self) -> bool:
        """Whether it speaks elsewhere: then this machine waits instead of working."""

    def __hash__(self) -> int:
        """Specs name the engine a process has started."""

    def load(self) -> SpeechEngine:
        """Return the engine, ready to speak.

        Raises:
            SpeechError: Its files are missing or not what they should be.
        """


class SentenceCache(Protocol):
    """Where the sentences of one engine are kept; the edition's store is one.

    All that reaches the engine stands in its key and nothing else: a new word in a table of
    readings makes only those sentences anew which it changes.
    """

    def get(self, sentence: str, pinyin: Pinyin) -> bytes | None:
        """Return what was put for this sentence, or None."""

    def put(self, sentence: str, pinyin: Pinyin, data: bytes) -> None:
        """Keep ``data``, whole or not at all."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """A sentence to be spoken, with its item's own readings of words that occur in it."""

    spoken: str
    readings: Readings = ()


@dataclass(frozen=True, slots=True)
class MachineVoice:
    """An engine and what it is told of readings.

    Apart, so that a mended table or a mended lexicon never counts as another engine.
    """

    spec: EngineSpec
    table: str = ""
    """The text of the voice's own table of readings."""
    readings: Readings = ()
    """The township's own words, such as names of places and families."""

    def lexicon(self) -> Lexicon:
        """Return the readings that overrule the dictionary's for every item.

        Raises:
            SourceError: A table of readings has lines that are no entry.
        """
        from kit.text.readings.reading_tables import lexicon_of, parse_lexicon

        return parse_lexicon(self.table, LEXICON).with_words(lexicon_of(self.readings, "读音"))


def _edge(voice: Voice, roots: tuple[Path, ...], readings: Readings) -> MachineVoice:
    # It takes no pinyin; characters of the same sound are sent for what the tables say.
    spec = EdgeSpec(voice.name, voice.speed, voice.proxy, voice.ca_file)
    return MachineVoice(spec, _table(roots[-1] / MANDARIN), readings)


def _kokoro(voice: Voice, roots: tuple[Path, ...], readings: Readings) -> MachineVoice:
    folder = find_voice(voice.name, "kokoro", *roots).folder
    # A voice that came as a file has no table of its own: words are read as the kit reads them.
    table = _table(folder) or _table(roots[-1] / MANDARIN)
    return MachineVoice(kokoro_spec(folder, voice.name, voice.speed), table, readings)


def _table(folder: Path) -> str:
    """Return a voice folder's table of readings; empty where it has none."""
    file = folder / LEXICON
    return file.read_text("utf-8") if file.is_file() else ""


ENGINES: Mapping[str, Callable[[Voice, tuple[Path, ...], Readings], MachineVoice]] = {
    "edge": _edge,
    "kokoro": _kokoro,
}


def machine_voice(voice: Voice, *roots: Path, readings: Readings = ()) -> MachineVoice:
    """Return the township's voice; ``roots`` are folders of voices, own ones first.

    ``readings`` are the township's own words, such as names of places and families.

    Raises:
        SpeechError: ``kit.toml`` names an engine or a voice the kit does not have.
    """
    if voice.engine not in ENGINES:
        raise SpeechError(
            f"没有名叫“{voice.engine}”的朗读引擎。",
            f"请在 kit.toml 的 voice.engine 里写 {' 或 '.join(ENGINES)}。",
        )
    return ENGINES[voice.engine](voice, roots, readings)


def pinyin_of(one: Utterance, lexicon: Lexicon) -> Pinyin:
    """Return how each character is read: the dictionary's, the tables', its item's own.

    Raises:
        SpeechError: A reading of the item is no pinyin.
    """
    from kit.text.readings.reader import readings
    from kit.text.readings.reading_tables import lexicon_of

    try:
        table = lexicon.with_words(lexicon_of(one.readings, "“读音”一栏"))
    except SourceError as error:
        raise SpeechError(error.message, error.remedy) from error
    return tuple(reading.pinyin for reading in readings(one.spoken, table))


def said_as(wanted: Iterable[Utterance], lexicon: Lexicon) -> Said:
    """Return how each of the utterances is read: all that an engine is told of them.

    Raises:
        SpeechError: As :func:`pinyin_of`.
    """
    return {one: pinyin_of(one, lexicon) for one in wanted}


def speak(spec: EngineSpec, sentence: str, pinyin: Pinyin) -> bytes:
    """Return the sentence as a FLAC file; the engine stays in this process for the next one.

    A module-level function, so that an edition can hand it to a process pool.

    Raises:
        SpeechError: As ``SpeechEngine.speak``, or the engine returned no sound.
    """
    import numpy as np

    engine = _engine(spec)
    samples = engine.speak(sentence, pinyin)
    if not len(samples) or not np.isfinite(samples).all():
        raise SpeechError(
            f"没有读出这一句：“{sentence}”。",
            "请检查有没有生僻字，在“读音”一栏或读音表里注音；或请人录音。",
        )
    return encode_flac(samples, rate_hz=engine.rate_hz, headroom=CACHE_HEADROOM)


def utterance(spoken: str, readings: Readings) -> Utterance:
    """Return ``spoken`` with those readings that it needs: others must not spoil its cache key."""
    return Utterance(spoken, tuple(pair for pair in readings if pair[0] in spoken))


def utterances(script: Script) -> tuple[Utterance, ...]:
    """Return all that a voice must say for ``script``."""
    sentences = (*script.sentences, *script.headline)
    return tuple(utterance(sentence.spoken, script.readings) for sentence in sentences)


def in_words(sentences: Iterable[Sentence]) -> tuple[Utterance, ...]:
    """Return sentences that belong to no item as a voice must say them."""
    return tuple(Utterance(sentence.spoken) for sentence in sentences)


def cached_voice(spec: EngineSpec, cache: SentenceCache, said: Said) -> Say:
    """Return a function that gives one of ``said`` from the cache, spoken and kept where it lacks.

    How each is read is given, not looked up: so no table of readings is an input of a sound.
    """

    def say(wanted: Utterance) -> Samples:
        pinyin = said[wanted]
        data = cache.get(wanted.spoken, pinyin)
        if data is None:
            data = speak(spec, wanted.spoken, pinyin)
            cache.put(wanted.spoken, pinyin, data)
        return decode_flac(data, headroom=CACHE_HEADROOM)

    return say


def speak_all(
    said: Said,
    spec: EngineSpec,
    cache: SentenceCache,
    executor: Executor,
    *,
    told: Callable[[int, int, str], None] = lambda _done, _all, _sentence: None,
) -> Mapping[Utterance, SpeechError]:
    """Return the utterances that could not be spoken; all others are in the cache afterwards.

    Each is kept as soon as it is spoken, so a stopped build goes on where it was. A sentence
    that fails costs its own item, never the others. ``told`` hears (done, all, sentence).

    Raises:
        OfflineError: The online voice is not to be had: no sentence of it may stand beside
            the offline voice's, so the caller starts anew with that one.
        SpeechError: A speaking process died, mostly for want of memory.
    """
    # Words and readings once, whoever says them.
    each = {(one.spoken, pinyin): one for one, pinyin in said.items()}
    missing = {words: one for words, one in each.items() if cache.get(*words) is None}
    if not missing:
        return {}
    if spec.online:
        # More at once than a person would ask for gets the whole office's address blocked.
        with ThreadPoolExecutor(MOST_ONLINE) as few:
            return _speak_each(missing, spec, cache, few, told)
    return _speak_each(missing, spec, cache, executor, told)


def _speak_each(
    missing: Mapping[_Heard, Utterance],
    spec: EngineSpec,
    cache: SentenceCache,
    executor: Executor,
    told: Callable[[int, int, str], None],
) -> dict[Utterance, SpeechError]:
    failed: dict[Utterance, SpeechError] = {}
    speaking = as_finished(executor, partial(_speak_and_keep, spec, cache), missing)
    try:
        with closing(speaking):
            for done, (said, future) in enumerate(speaking, start=1):
                one = missing[said]
                try:
                    future.result()
                except OfflineError:
                    raise
                except SpeechError as error:
                    failed[one] = error
                told(done, len(missing), one.spoken)
    except BrokenProcessPool as error:
        raise SpeechError(
            "朗读的进程意外停止，多半是内存不够。",
            "请关掉别的程序，再运行一次 kit build --workers 1；已经读好的句子不会重读。",
        ) from error
    return failed


def _speak_and_keep(spec: EngineSpec, cache: SentenceCache, said: _Heard) -> None:
    """Speak a sentence and keep it, unless somebody has spoken it while this one waited."""
    if cache.get(*said) is None:
        cache.put(*said, speak(spec, *said))


@lru_cache(maxsize=1)
def _engine(spec: EngineSpec) -> SpeechEngine:
    """Return the engine of this process; one at a time, for each holds 0.4 GB."""
    return spec.load()

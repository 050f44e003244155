"""Voices heard by people: a sheet of one, and a blind comparison of two."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.web.listening_page import Heard, comparison_page, voice_sheet
from kit.edition.make.studio import studio_of
from kit.errors import RequestError
from kit.office.try_out import TRY_OUT
from kit.office.voice_sample import sample_mp3
from kit.source.builtin import builtin_dir
from kit.source.files import write_in_folder
from kit.source.private import STORE
from kit.source.voices import VOICES
from kit.source.workspace import open_workspace
from kit.text.normalise.normaliser import normalise

if TYPE_CHECKING:
    from pathlib import Path

    from kit.edition.make.studio import Studio
    from kit.progress import Clock

SENTENCES = (
    "各位乡亲，明年的医保，请在12月31日以前交清，每人400元。",
    "下埔、圩背两个村，11月27日上午8:30到11:30停电。",
    "今天下午有大暴雨，住在河边的，请马上到学校去。",
    "打电话0597-5831234，或者到便民服务中心问。",
    "满80岁的老人，每月补贴200元，请带身份证、户口本来办。",
    "山上不要烧纸、不要烧荒，见到火烟请打12119。",
    "每吨水1.85元，比去年少收15%。",
    "种三亩以上的，一亩补120元，报到村会计那里。",
    "这批鸡苗只打了一次针，回去一周内请再打一次。",
    "墟天摊位有人帮您填表，不收钱，也不用您写字。",
)
"""Days, hours, money, numbers and words of the neighbourhood: what must not be misheard."""


def listening_sheet(folder: Path, name: str, clock: Clock) -> Path:
    """Return the page on which a voice says ten sentences.

    Raises:
        RequestError: There is no such voice.
        SpeechError: It cannot say one of them.
        StorageError: The disk is full, read-only or gone.
    """
    from kit.speech.voices import known_voices

    sounds = _sounds(folder, name, clock)
    known = known_voices(folder / VOICES, builtin_dir(VOICES))
    about = next((one for one in known if one.name == name), None)
    rows = [
        Heard(text=text, sounds=(sound,), voices=(name,))
        for text, sound in zip(SENTENCES, sounds, strict=True)
    ]
    page = voice_sheet(name, about.label if about else name, about.licence if about else "", rows)
    path = folder / TRY_OUT / f"{name}.html"
    write_in_folder(path, page.encode("utf-8"))
    return path


def compare_page(folder: Path, first: str, second: str, seed: int, clock: Clock) -> Path:
    """Return a page with ten sentences by two voices, in an order that ``seed`` alone decides.

    Raises:
        RequestError: There is no such voice, or both are one.
        SpeechError: One of them cannot say a sentence.
        StorageError: The disk is full, read-only or gone.
    """
    if first == second or not second:
        raise RequestError("要比的是两个声音。", "请写两个不同的名字，kit voice list 列出现有的。")
    said = {name: _sounds(folder, name, clock) for name in (first, second)}
    order = random.Random(seed)  # noqa: S311 - told, so that the page can be made again
    rows = []
    for at in order.sample(range(len(SENTENCES)), len(SENTENCES)):
        voices = tuple(order.sample((first, second), 2))
        sounds = tuple(said[name][at] for name in voices)
        rows.append(Heard(text=SENTENCES[at], sounds=sounds, voices=voices))
    page = comparison_page((first, second), seed, rows)
    path = folder / TRY_OUT / f"比一比-{first}-{second}-{seed}.html"
    write_in_folder(path, page.encode("utf-8"))
    return path


def _sounds(folder: Path, name: str, clock: Clock) -> tuple[bytes, ...]:
    """Return the ten sentences in a voice, each an MP3 as the loudspeakers would get it."""
    from kit.speech.engine import Utterance

    studio = _studio(folder, name)
    spoken = (normalise(text, day_word="号").spoken for text in SENTENCES)
    return tuple(
        sample_mp3(studio, [Utterance(one)], clock, number=f"/{number}")
        for number, one in enumerate(spoken, start=1)
    )


def _studio(folder: Path, name: str) -> Studio:
    """Return the workspace's studio with another voice.

    Raises:
        RequestError: There is no such voice.
    """
    from kit.speech.voices import known_voices

    workspace = open_workspace(folder)
    engines = {one.name: one.engine for one in known_voices(folder / VOICES, builtin_dir(VOICES))}
    voice = workspace.township.voice
    if name not in engines and name != voice.name:
        raise RequestError(f"没有名叫“{name}”的声音。", f"现有的有：{'、'.join(engines)}。")
    voice = replace(voice, name=name, engine=engines.get(name, voice.engine))
    township = replace(workspace.township, voice=voice)
    return studio_of(replace(workspace, township=township), folder / STORE)

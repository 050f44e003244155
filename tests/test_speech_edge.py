from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import edge_tts.communicate
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.edition.store.canonical import canonical
from kit.edition.store.closure import library_versions, own_code
from kit.errors import OfflineError, SpeechError
from kit.model.township import Voice
from kit.speech import edge, edge_answer
from kit.speech.edge import MOST_CHARACTERS, EdgeSpec, split
from kit.speech.engine import Utterance, said_as, speak, speak_all
from kit.speech.same_sound import Respelt, respelt, same_sound
from kit.speech.township_voice import township_voice
from kit.text.characters import is_rare
from kit.text.readings.pinyin import own_readings
from kit.text.readings.reader import readings
from kit.text.readings.reading_tables import Lexicon
from tests.beeper import Shelf
from tests.fake_edge import FakeEdge, serving
from tests.online_voice import SPEC, TEXT, Impatient, Nap, ask, reached

if TYPE_CHECKING:
    from pathlib import Path


SAID = ("dan1", "jia1", "de5", "ren2", "qing3", "lai2", "kai1", "hui4", "")


@pytest.mark.parametrize("mode", ["ok", "slow", "words-only"])
def test_a_sentence_is_spoken_whole_at_the_wanted_pace(mode: str) -> None:
    fake = FakeEdge(mode)
    samples, naps = ask(fake)

    assert set(fake.texts) == {TEXT}
    assert set(fake.rates) == {"-10%"}
    assert fake.marks[-1] == ("WordBoundary" if mode == "words-only" else "SentenceBoundary")
    assert len(samples) / 24_000 == pytest.approx(len(TEXT) / 4 + 0.9, abs=0.2)
    assert not naps


@pytest.mark.parametrize("mode", ["503", "no-audio", "cut", "short", "close-early"])
def test_after_a_failure_it_asks_again_and_gets_the_whole(mode: str) -> None:
    samples, naps = ask(FakeEdge(mode, better_after=2))

    assert len(samples) / 24_000 > len(TEXT) / 4
    assert 1 <= naps[0] <= 2
    assert 2 <= naps[1] <= 4


@pytest.mark.parametrize("date_off_s", [0.0, 900.0])
def test_a_wrong_clock_is_mended_from_the_refusal(date_off_s: float) -> None:
    fake = FakeEdge("403-once", date_off_s=date_off_s)
    _samples, naps = ask(fake)

    assert fake.handshakes == 2
    assert not naps


def test_a_text_of_21_000_bytes_goes_in_requests_the_service_can_take(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(edge_answer, "FASTEST", 200.0)  # an hour of speech, in no time
    text = "".join(f"第{n}项大溪乡政府信息公开，" for n in range(560))
    assert len(text.encode()) > 21_000
    fake = FakeEdge(characters_a_second=100.0)
    samples, _naps = ask(fake, text)

    assert max(fake.ssml_bytes) < 4096
    assert "".join(fake.texts) == text
    assert len(samples) / 24_000 > len(text) / 100


@given(st.text(alphabet="公开栏大喇叭墟天，。、！", min_size=1, max_size=4000))
def test_splitting_loses_no_word(text: str) -> None:
    parts = list(split(text))

    assert all(len(part) <= MOST_CHARACTERS for part in parts)
    assert "".join(parts).rstrip("，。、！") == text.rstrip("，。、！")


def test_signs_alone_are_not_sent() -> None:
    fake = FakeEdge()
    with pytest.raises(SpeechError, match="没有可读的字"):
        ask(fake, "……！")

    assert not fake.handshakes


def test_an_impossible_voice_name_is_the_users_mistake_and_not_the_networks() -> None:
    with pytest.raises(SpeechError, match="没有名叫") as wrong:
        replace(SPEC, name="小易").load().speak(TEXT, ())

    assert not isinstance(wrong.value, OfflineError)


def test_two_sentences_at_once_and_never_more() -> None:
    fake, shelf = FakeEdge("slow"), Shelf()
    wanted = [Utterance(f"第{n}条，请大家互相转告。") for n in "一二三四五六"]
    with reached(fake), ThreadPoolExecutor(6) as executor:
        failed = speak_all(said_as(wanted, Lexicon()), SPEC, shelf, executor)

    assert not failed
    assert len(shelf.kept) == 6
    assert fake.most_in_flight == 2


def test_the_first_failure_ends_the_online_voice_for_all() -> None:
    fake = FakeEdge("503")
    wanted = [Utterance(f"第{n}条，请大家互相转告。") for n in range(40)]
    with reached(fake), ThreadPoolExecutor(1) as executor, pytest.raises(OfflineError):
        speak_all(said_as(wanted, Lexicon()), Impatient(), Shelf(), executor)

    assert fake.handshakes < 10


def test_without_the_client_it_says_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(edge, "find_spec", lambda name: None if name == "edge_tts" else name)
    with pytest.raises(OfflineError, match="pip install"):
        SPEC.load()


def test_where_there_is_a_proxy_it_is_asked() -> None:
    fake = FakeEdge()
    with pytest.MonkeyPatch.context() as patch, serving(fake) as address:
        # The name leads nowhere: only the proxy can be reached.
        there = urlsplit(address)
        nowhere = f"ws://speech.invalid{there.path}?{there.query}"
        patch.setattr(edge_tts.communicate, "WSS_URL", nowhere)
        spec = replace(SPEC, proxy=f"http://{there.netloc}")
        samples = replace(spec.load(), sleep=Nap()).speak(TEXT, ())

    assert len(samples) / 24_000 > len(TEXT) / 4
    assert fake.texts == [TEXT]


def test_the_settings_name_proxy_and_certificate_and_neither_makes_speech_anew(
    tmp_path: Path,
) -> None:
    voice = Voice(engine="edge", name="zh-CN-YunyangNeural")
    behind = replace(voice, proxy="http://10.0.0.1:8080", ca_file="防火墙.pem")

    spec = township_voice(tmp_path, behind).spec

    assert isinstance(spec, EdgeSpec)
    assert (spec.proxy, spec.ca_file) == ("http://10.0.0.1:8080", str(tmp_path / "防火墙.pem"))
    assert canonical(spec) == canonical(township_voice(tmp_path, voice).spec)
    assert repr(voice) == repr(behind)


def test_voices_and_paces_are_told_apart() -> None:
    others = [SPEC, replace(SPEC, name="zh-CN-XiaoxiaoNeural"), replace(SPEC, speed=1.0)]

    assert len({str(canonical(one).parts) for one in others}) == 3


def test_another_release_of_the_service_s_client_is_another_voice() -> None:
    found = own_code().closure({(speak.__module__, speak.__qualname__), *canonical(SPEC).roots})

    assert {"edge-tts", "edge_tts"} & library_versions(found).keys()


def test_what_a_table_says_is_sent_as_a_character_nobody_reads_otherwise() -> None:
    fake = FakeEdge()
    with reached(fake):
        SPEC.load().speak("单家的人请来开会。", ("shan4", *SAID[1:]))

    assert fake.texts == ["善家的人请来开会。"]


@pytest.mark.parametrize(
    ("pinyin", "sent", "left"),
    [
        (SAID, "丹家的人请来开会。", ()),
        (("shan4", *SAID[1:]), "善家的人请来开会。", ()),
        (("dan1", "jia1", "dei3", *SAID[3:]), "丹家的人请来开会。", (2,)),
        (("dan1", "jia5", *SAID[2:]), "丹家的人请来开会。", ()),
        ((), "单家的人请来开会。", ()),
    ],
)
def test_only_what_is_in_doubt_or_told_to_be_read_otherwise_is_respelt(
    pinyin: tuple[str, ...], sent: str, left: tuple[int, ...]
) -> None:
    assert respelt("单家的人请来开会。", pinyin) == Respelt(sent, left)


def test_a_doubtful_character_is_sent_as_it_was_told_to_sound() -> None:
    sentence = "请大家琢磨。"
    chosen = tuple(one.pinyin for one in readings(sentence, Lexicon()))

    sent = respelt(sentence, chosen).text

    assert sent[3] == same_sound()[chosen[3]]
    assert (sent[:3], sent[4:]) == (sentence[:3], sentence[4:])


def test_every_character_that_stands_for_a_sound_is_read_so_in_any_company() -> None:
    wrong = [
        character
        for syllable, character in same_sound().items()
        if own_readings(character)[0] != syllable or is_rare(character)
    ]

    assert not wrong
    assert len(same_sound()) > 900

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

import numpy as np
import pyebur128
import pytest
import soundfile

from kit.compose.spoken.broadcast import HEARD_A_MINUTE, Script, Sentence
from kit.compose.spoken.script import ai_cue, closing, opening
from kit.errors import SpeechError, VerifyError
from kit.model.township import Calls
from kit.speech import chime, subtitles
from kit.speech.engine import Utterance, cached_voice, in_words, utterances
from kit.speech.loudspeaker import PRESETS, produce
from kit.speech.mp3 import measure_mp3, write_mp3, write_wav
from kit.speech.programme import (
    DRAFT,
    MOST_STRETCH,
    Part,
    around_clip,
    around_programme,
    make_part,
    make_programme,
    single_clip,
)
from kit.speech.room import FLOOR_DBFS, in_room
from kit.speech.sound import RATE_HZ, Clip, Samples
from kit.speech.tags import Tags, carries_mark, id3v1
from tests.beeper import BEEPER, CHARACTER_S, Shelf
from tests.readings import reading

if TYPE_CHECKING:
    from pathlib import Path

    from kit.model.township import Township

HORN = PRESETS["horn"]
TOWNSHIP = cast("Township", SimpleNamespace(name="大溪乡", broadcast=Calls()))
SAY = cached_voice(BEEPER.spec, Shelf(), defaultdict(tuple))
TAGS = Tags(
    title="交明年的居民医保",
    artist="大溪乡人民政府",
    album="11月23—29日",
    day=date(2026, 11, 23),
    produce_id="2026-W48/01",
)


def script(item_id: str = "DX-2026-004", *, lines: int = 4, emergency: bool = False) -> Script:
    sentences = tuple(
        Sentence(written=f"第{n}句，400元。", spoken="每人四百元整，请大家互相转告。", pause_s=1.0)
        for n in range(1, lines + 1)
    )
    headline = (Sentence(written="交医保。", spoken="交明年的居民医保。", pause_s=1.0),)
    return Script(
        item_id=item_id,
        title=f"交医保{item_id[-1]}",
        sentences=sentences,
        headline=headline,
        emergency=emergency,
        sample=True,
    )


def part(item_id: str = "DX-2026-004", *, lines: int = 4) -> Part:
    return make_part(script(item_id, lines=lines), SAY, HORN)


def human(seconds: float = 6.0) -> Samples:
    at_s = np.arange(round(seconds * RATE_HZ)) / RATE_HZ
    return (0.2 * np.sin(2 * np.pi * 500 * at_s) * (np.sin(5 * at_s) > -0.5)).astype(np.float32)


def words(clip: Clip) -> list[str]:
    return [mark.written for mark in clip.marks]


def test_pauses_stand_between_sentences_and_marks_say_when_each_is_heard() -> None:
    made = part(lines=2).body
    first, second = made.marks
    spoken_s = len("每人四百元整请大家互相转告") * CHARACTER_S

    assert first.end_s - first.start_s == pytest.approx(spoken_s, abs=0.2)
    assert second.start_s - first.end_s == pytest.approx(MOST_STRETCH * 1.0, abs=0.001)
    assert second.end_s == pytest.approx(made.seconds, abs=0.001)
    assert {mark.item_id for mark in made.marks} == {"DX-2026-004"}


@pytest.mark.parametrize(("pace", "stretch"), [(150, 1.0), (314, 1.15), (480, MOST_STRETCH)])
def test_pauses_bring_a_voice_to_the_pace_people_can_follow(pace: int, stretch: float) -> None:
    def say(one: Utterance) -> Samples:
        return human(sum(c.isalnum() for c in one.spoken) * 60 / pace)

    lines = 10
    made = make_part(script(lines=lines), say, HORN).body
    pauses_s = [after.start_s - before.end_s for before, after in pairwise(made.marks)]
    characters = lines * len("每人四百元整请大家互相转告")

    assert min(pauses_s) == pytest.approx(stretch, abs=0.1)
    assert min(pauses_s) == pytest.approx(max(pauses_s), abs=0.001)
    if 1.0 < stretch < MOST_STRETCH:
        assert made.seconds == pytest.approx(characters * 60 / HEARD_A_MINUTE, abs=0.01)


def test_everything_a_programme_says_can_be_spoken_beforehand() -> None:
    asked = set[Utterance]()

    def say(one: Utterance) -> Samples:
        asked.add(one)
        return SAY(one)

    parts = [make_part(script(), say, HORN)]
    assert asked == set(utterances(script()))
    asked.clear()
    make_programme(parts, TOWNSHIP, say, HORN, most_minutes=4)
    assert asked == set(in_words(around_programme(TOWNSHIP)))


@pytest.mark.parametrize("draft", [False, True])
def test_nothing_is_spoken_for_a_clip_that_it_does_not_say(*, draft: bool) -> None:
    asked = set[Utterance]()

    def say(one: Utterance) -> Samples:
        asked.add(one)
        return SAY(one)

    first_words = opening(TOWNSHIP)
    single_clip(part(), say, HORN, first_words=first_words, draft=draft)

    assert asked == set(in_words(around_clip(first_words, draft=draft)))


def test_a_programme_opens_says_its_items_twice_and_ends_with_the_cue() -> None:
    made = make_programme([part()], TOWNSHIP, SAY, HORN, most_minutes=4)

    assert words(made.clip)[0] == "大溪乡的乡亲们请注意。"
    assert words(made.clip).count("第1句，400元。") == 2
    assert "下面再播送一遍。" in words(made.clip)
    ending = [ai_cue(), *closing(TOWNSHIP)]
    assert words(made.clip)[-len(ending) :] == [one.written for one in ending]
    assert made.repeated
    assert not made.note


def test_the_opening_may_lie_on_a_bed_and_nothing_else_changes() -> None:
    plain = make_programme([part()], TOWNSHIP, SAY, HORN, most_minutes=4).clip
    ducked = make_programme([part()], TOWNSHIP, SAY, HORN, most_minutes=4, ducked=True).clip

    changed = np.flatnonzero(plain.samples != ducked.samples) / RATE_HZ
    opening = [mark for mark in plain.marks if not mark.item_id][:2]
    assert words(ducked) == words(plain)
    assert changed.min() >= opening[0].start_s - 0.1
    assert changed.max() <= opening[1].end_s + 1.5


def test_headlines_come_first_where_there_are_several_items() -> None:
    made = make_programme([part(lines=1), part("DX-2026-005", lines=1)], TOWNSHIP, SAY, HORN,
                          most_minutes=4)  # fmt: skip

    assert words(made.clip)[2:4] == ["交医保。", "交医保。"]


def test_what_is_too_long_loses_its_repeat_then_its_headlines_and_then_says_so() -> None:
    parts = [part(lines=3), part("DX-2026-005", lines=3)]

    def made(minutes: float) -> tuple[bool, bool, bool]:
        result = make_programme(parts, TOWNSHIP, SAY, HORN, most_minutes=minutes)
        return result.repeated, result.headlines, result.clip.seconds <= minutes * 60

    assert made(4.0) == (True, True, True)
    assert made(0.9) == (False, True, True)
    assert made(0.6) == (False, False, True)
    assert made(0.2) == (False, False, False)
    note = make_programme(parts, TOWNSHIP, SAY, HORN, most_minutes=0.2).note
    assert "超过 0.2 分钟" in note
    assert "别的时段" in note


def test_no_word_stands_before_an_alert_and_the_cue_comes_after_it() -> None:
    alert = make_part(script("DX-2026-012", emergency=True), SAY, HORN)
    clip = single_clip(alert, SAY, HORN, call=chime.EMERGENCY)

    assert words(clip)[0] == "第1句，400元。"
    assert words(clip)[-1] == ai_cue().written
    assert clip.marks[0].start_s > 2.0


def test_a_draft_begins_and_ends_by_saying_so() -> None:
    clip = single_clip(part(), SAY, HORN, draft=True)

    assert words(clip)[0] == words(clip)[-1] == DRAFT.written
    assert ai_cue().written in words(clip)


def test_a_human_recording_takes_the_voice_s_place_and_needs_no_cue() -> None:
    def say(_one: Utterance) -> Samples:
        raise AssertionError("nobody asks the machine")

    made = make_part(replace(script(), sample=False), say, HORN, recording=human())
    clip = single_clip(made, say, HORN)

    assert not clip.synthetic
    assert len(clip.marks) == 1
    assert "第4句" in clip.marks[0].written
    assert make_programme([made], TOWNSHIP, SAY, HORN, most_minutes=4).clip.synthetic


def test_a_recording_of_a_sample_is_framed_by_the_voice_saying_so() -> None:
    made = make_part(script(), SAY, HORN, recording=human())

    assert len(made.body.marks) == 3
    assert words(made.body)[0] == words(made.body)[2] == script().sentences[0].written
    assert made.body.synthetic


def test_an_empty_script_and_an_empty_slot_are_refused() -> None:
    with pytest.raises(SpeechError, match="广播稿是空的"):
        part(lines=0)
    with pytest.raises(SpeechError, match="没有可播的内容"):
        make_programme([], TOWNSHIP, SAY, HORN, most_minutes=4)


def test_a_voice_that_gives_silence_is_not_broadcast() -> None:
    with pytest.raises(SpeechError, match="没有读出"):
        make_part(script(), lambda _one: np.zeros(RATE_HZ, np.float32), HORN)


@pytest.mark.parametrize("name", sorted(PRESETS))
def test_the_decoded_mp3_has_the_level_broadcasters_were_promised(
    name: str, tmp_path: Path
) -> None:
    clip = single_clip(make_part(script(), SAY, PRESETS[name]), SAY, PRESETS[name])
    file = tmp_path / "01_DXGK.MP3"
    file.write_bytes(write_mp3(clip.samples, PRESETS[name], TAGS))
    samples, rate_hz = soundfile.read(file, dtype="float32")
    mode = pyebur128.MeasurementMode.MODE_I | pyebur128.MeasurementMode.MODE_TRUE_PEAK
    state = pyebur128.R128State(1, rate_hz, mode)
    state.add_frames(samples, len(samples))

    assert soundfile.info(file).channels == 1
    assert rate_hz == 44_100
    assert len(samples) / rate_hz == pytest.approx(clip.seconds, abs=0.1)
    target = PRESETS[name].target_lufs
    assert pyebur128.get_loudness_global(state) == pytest.approx(target, abs=0.3)
    assert 20 * np.log10(pyebur128.get_true_peak(state, 0)) <= -1.0


def test_the_same_sound_gives_the_same_bytes() -> None:
    samples = part().body.samples

    assert write_mp3(samples, HORN, TAGS) == write_mp3(samples.copy(), HORN, TAGS)


def test_a_finished_file_is_decoded_once_for_all_who_ask_for_its_figures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    decoded: list[bytes] = []
    read = soundfile.read

    def counted(file: BytesIO, **wanted: str) -> object:
        decoded.append(file.getvalue())
        return read(file, **wanted)

    monkeypatch.setattr(soundfile, "read", counted)
    tags = replace(TAGS, title="谁也没有量过")
    data = write_mp3(part().body.samples, HORN, tags)
    # Not what the encoder gave, but the very file, tags and all.
    assert decoded[-1] == data

    decoded.clear()
    assert measure_mp3(data).lufs == pytest.approx(-16, abs=0.2)
    assert not decoded

    shorter = measure_mp3(data[: len(data) // 2])
    assert shorter.seconds < measure_mp3(data).seconds


def test_synthetic_files_carry_the_mark_and_human_ones_none() -> None:
    samples = part(lines=1).body.samples
    human_tags = Tags(title="通知", artist="大溪乡人民政府", album="周", day=date(2026, 11, 23))
    marked = [write_mp3(samples, HORN, TAGS), write_wav(samples, TAGS)]
    unmarked = [write_mp3(samples, HORN, human_tags), write_wav(samples, human_tags)]

    for data in marked:
        assert carries_mark(data)
        named = data.index("AIGC".encode("utf-16-le"))
        fields = json.JSONDecoder().raw_decode(data[named + 12 :].decode("utf-16-le", "replace"))[0]
        assert fields["Label"] == "1"
        assert fields["ContentProducer"] == "大溪乡人民政府"
        assert fields["ProduceID"] == "2026-W48/01"
    for data in unmarked:
        assert not carries_mark(data)
        assert b"A\0I\0G\0C\0" not in data


def test_a_wav_file_opens_everywhere_and_holds_the_same_sound(tmp_path: Path) -> None:
    samples = part(lines=1).body.samples
    file = tmp_path / "clip.wav"
    file.write_bytes(write_wav(samples, TAGS))
    read, rate_hz = soundfile.read(file, dtype="float32")

    assert rate_hz == RATE_HZ
    assert np.abs(read - samples).max() < 1e-4


def test_old_players_get_gbk_never_cut_inside_a_character() -> None:
    long = Tags(title="城" * 16, artist="é", album="", day=date(2026, 11, 23))
    tag = id3v1(long)

    assert len(tag) == 128
    assert tag[3:33].decode("gbk") == "城" * 15
    assert tag[93:97] == b"2026"


def test_nothing_cannot_be_written_and_noise_is_no_sound_file() -> None:
    with pytest.raises(SpeechError, match="没有声音"):
        write_mp3(np.zeros(0, np.float32), HORN, TAGS)
    with pytest.raises(VerifyError, match="打不开"):
        measure_mp3(b"not a sound file")


def test_a_clip_that_cannot_reach_its_level_is_not_written() -> None:
    clicks = np.zeros(5 * RATE_HZ, np.float32)
    clicks[::RATE_HZ] = 1.0

    with pytest.raises(VerifyError, match="响度"):
        write_mp3(clicks, HORN, TAGS)


def test_a_lively_reader_is_brought_to_the_same_level() -> None:
    """The limiter takes back four fifths of every decibel that is added to such a voice."""
    told = ["请大家互相转告，带好身份证、户口本。", "电话，零五九七，零幺二，三四五六。"]
    lively = Clip(samples=reading(told, rate_hz=RATE_HZ, pace=5.5))

    data = write_mp3(produce(lively, HORN).samples, HORN, TAGS)

    assert measure_mp3(data).lufs == pytest.approx(-16, abs=0.2)


def test_subtitles_follow_the_sound() -> None:
    marks = part(lines=2).body.marks
    text = subtitles.srt(marks)

    assert text.startswith("1\n00:00:00,000 --> 00:00:0")
    assert text.count("-->") == 2
    assert "第2句，400元。" in text


def test_the_text_to_read_along_parts_the_items_and_shows_the_time() -> None:
    made = make_programme([part(lines=1)], TOWNSHIP, SAY, HORN, most_minutes=4)
    text = subtitles.read_along("早间广播", made.clip.marks)

    assert text.splitlines()[0] == "早间广播"
    assert "\n\n00:" in text
    assert "　第1句，400元。" in text


def test_a_playlist_names_files_in_play_order() -> None:
    text = subtitles.m3u8([("01_DXGK.MP3", "早间", 61.4), ("02_DXGK.MP3", "晚间", 30.0)])

    assert text.splitlines() == [
        "#EXTM3U", "#EXTINF:61,早间", "01_DXGK.MP3", "#EXTINF:30,晚间", "02_DXGK.MP3",
    ]  # fmt: skip


def test_a_programme_tells_where_each_item_and_the_repeat_begin() -> None:
    parts = [make_part(script(f"DX-2026-00{n}", lines=2), SAY, HORN) for n in (1, 2)]
    broadcast = make_programme(parts, TOWNSHIP, SAY, HORN, most_minutes=30)

    marks = broadcast.clip.marks
    titles = [title for title, _ in broadcast.tracks]
    assert titles == ["开头", parts[0].title, parts[1].title, "再播一遍", "结尾"]
    for (_, start_s), part in zip(broadcast.tracks[1:3], parts, strict=True):
        begins = [mark.start_s for mark in marks if mark.item_id == part.item_id]
        assert min(abs(start_s - one) for one in begins) < 0.01
    again = next(mark for mark in marks if "再播送一遍" in mark.written)
    assert 0 <= again.start_s - broadcast.tracks[3][1] <= 2.1


def test_a_title_never_ends_a_cue_sheet_s_value_early() -> None:
    text = subtitles.cue_sheet("01.MP3", '大"溪', "乡", [('修"路"\n通知', 0.0)])

    assert 'TITLE "大\'溪"' in text
    assert "TITLE \"修'路' 通知\"" in text


def test_a_cue_sheet_starts_each_item_at_its_second() -> None:
    text = subtitles.cue_sheet(
        "01_DXGK.MP3", "早间广播", "大溪乡人民政府", [("交医保", 9.5), ("领补贴", 75.04)]
    )

    assert 'FILE "01_DXGK.MP3" MP3' in text
    assert "INDEX 01 00:00:00" in text
    assert "INDEX 01 01:15:03" in text


def test_rests_lead_and_tail_are_never_digitally_silent() -> None:
    made = part(lines=2)
    programme = make_programme([made, made], TOWNSHIP, SAY, HORN, most_minutes=4).clip
    alert = single_clip(made, SAY, HORN, call=chime.EMERGENCY)

    for clip in (programme, alert):
        decoded, rate_hz = soundfile.read(BytesIO(write_mp3(clip.samples, HORN, TAGS)))
        # The codec's own delay is silent at both ends.
        heard = decoded[rate_hz // 10 : -rate_hz // 10]
        tenths = heard[: len(heard) // 441 * 441].reshape(-1, 441)
        assert np.abs(tenths).max(1).min() > 0.5 / 2**15


def test_the_room_lies_at_its_level_and_is_the_same_every_time() -> None:
    quiet = Clip(samples=np.zeros(30 * RATE_HZ, np.float32))

    room = in_room(quiet).samples

    assert 20 * np.log10(np.sqrt(np.mean(np.square(room)))) == pytest.approx(FLOOR_DBFS, abs=0.2)
    assert np.array_equal(room, in_room(quiet).samples)


def test_an_echoing_square_gets_longer_rests() -> None:
    usual, echoing = (
        make_part(script(lines=2), SAY, PRESETS[n]).body for n in ("horn", "narrow_horn")
    )

    rests = [clip.marks[1].start_s - clip.marks[0].end_s for clip in (usual, echoing)]
    assert rests[1] - rests[0] == pytest.approx(0.2, abs=0.001)

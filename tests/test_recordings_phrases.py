"""The phrase bank: joined by longest match, listed as joined, and only where it is switched on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from kit.cli import main
from kit.errors import SourceError
from kit.model.township import Dialect
from kit.office.set_up import set_up
from kit.recordings.human_readings import find_reading
from kit.recordings.joined_reading import join_reading
from kit.recordings.listening import TakeState
from kit.recordings.phrases import import_phrases, phrase_file, phrase_texts
from kit.recordings.session import phrase_session
from kit.recordings.take_import import Speaker
from kit.serve.booth import BoothServer
from kit.source.voices import read_dialect
from kit.source.workspace import Workspace, open_workspace
from kit.text.dialect.phrase_joins import STOPS, join_phrases
from tests.readings import file_of, reading
from tests.test_edition_build import NOW

if TYPE_CHECKING:
    from pathlib import Path

VOICE = "hakka-yongding"
DAY = date(2026, 11, 23)
SPEAKER = Speaker(name="样例·播音员", consent="样例")
RATE = 16_000


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("十二月三十一号", ("十二月", "三", "十", "一", "号")),
        ("电话，零五九七", ("电话", "，", "零", "五", "九", "七")),
        ("十二月九号以前", ("十二月", "九", "号", "以前")),
        ("十二月交钱", ()),
        ("", ()),
    ],
)
def test_the_fewest_and_longest_phrases_are_joined(sentence: str, parts: tuple[str, ...]) -> None:
    known = {"十", "二", "十二月", "月", "三", "一", "号", "九", "以前", "电话", "零", "五", "七"}

    assert join_phrases(sentence, known) == parts


@given(st.text("一二三，。", max_size=12), st.sets(st.text("一二三", min_size=1, max_size=3)))
def test_what_is_joined_says_the_sentence_and_nothing_else(sentence: str, known: set[str]) -> None:
    parts = join_phrases(sentence, known)

    assert "".join(parts) in {sentence, ""}
    assert all(part in known or part in STOPS for part in parts)


def recordings(texts: dict[str, str]) -> list[tuple[str, bytes]]:
    return [
        (f"{key}.wav", file_of(reading([text], rate_hz=RATE), RATE)) for key, text in texts.items()
    ]


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    set_up(tmp_path / "daxi", sample=True, now=NOW)
    opened = open_workspace(tmp_path / "daxi")
    item = next(item for item in opened.items if item.item_id == "DX-2026-004")
    own = replace(item, sample=False, dialect_script="各位乡亲，大家好。\n样例一村，十二月。")
    township = replace(opened.township, dialect=Dialect(voice=VOICE, phrases=True))
    return replace(opened, items=(own,), township=township)


def test_routine_sentences_are_joined_and_listed_and_wait_to_be_heard(workspace: Workspace) -> None:
    item = workspace.items[0]
    voice = read_dialect(VOICE, workspace.folder)
    texts = phrase_texts(workspace, voice)
    wanted = {key: texts[key] for key in ("greeting", "month-12", "village-1")}
    assert join_reading(workspace, item, voice, SPEAKER, DAY).missing == (1, 2)

    told = import_phrases(workspace, voice, recordings(wanted), speaker=SPEAKER, day=DAY)
    assert told == ()
    voice = read_dialect(VOICE, workspace.folder)
    made = join_reading(workspace, item, voice, SPEAKER, DAY)

    assert made.joined == (1, 2)
    found = find_reading(workspace.folder, item, workspace.township, voice, ())
    assert found.state is TakeState.RECORDED
    assert found.joined == (1, 2)
    assert found.speaker == SPEAKER.name
    assert found.seconds > 2


def test_one_bank_has_one_speaker_and_knows_its_phrases(workspace: Workspace) -> None:
    voice = read_dialect(VOICE, workspace.folder)
    files = recordings({"month-12": "十二月"})
    import_phrases(workspace, voice, files, speaker=SPEAKER, day=DAY)

    with pytest.raises(SourceError, match="只能一个人录"):
        import_phrases(
            workspace, voice, files, speaker=replace(SPEAKER, name="样例·另一人"), day=DAY
        )
    with pytest.raises(SourceError, match="不是短语库里的"):
        import_phrases(workspace, voice, [("x.wav", files[0][1])], speaker=SPEAKER, day=DAY)


def test_nothing_is_joined_where_it_is_not_switched_on(workspace: Workspace) -> None:
    off = replace(workspace, township=replace(workspace.township, dialect=Dialect(voice=VOICE)))

    with pytest.raises(SourceError, match="没有打开短语拼句"):
        join_reading(off, off.items[0], read_dialect(VOICE, off.folder), SPEAKER, DAY)


def test_a_phrase_whose_file_was_changed_is_not_used(workspace: Workspace) -> None:
    voice = read_dialect(VOICE, workspace.folder)
    import_phrases(workspace, voice, recordings({"month-12": "十二月"}), speaker=SPEAKER, day=DAY)
    (workspace.folder / "recordings/phrases" / VOICE / "month-12.flac").write_bytes(b"x")

    with pytest.raises(SourceError, match="登记的不一样"):
        join_reading(
            workspace,
            workspace.items[0],
            read_dialect(VOICE, workspace.folder),
            SPEAKER,
            DAY,
        )


def recording(text: str, **more: float) -> bytes:
    return file_of(reading([text], rate_hz=RATE, **more), RATE)


def test_a_session_leads_through_every_phrase_once_and_goes_on_where_it_stopped(
    workspace: Workspace,
) -> None:
    voice = read_dialect(VOICE, workspace.folder)
    session = phrase_session(workspace, voice, SPEAKER, DAY)
    read = [line.read for line in session.lines]
    place = read.index("十二月") + 1

    assert len(set(read)) == len(read), "点 of hours and 点 of decimals is one recording"
    assert set(read) == set(phrase_texts(workspace, voice).values())
    assert {*"零一二三四五六七八九十", "样例四村", "再讲一遍。"} <= set(read)
    assert session.lines[read.index("点")].written == "几点钟的点，小数点的点"
    assert session.take(place, recording("十二月")) == ((), False)
    assert session.finish() == (("还有没录好的句子。",), False)

    later = phrase_session(workspace, read_dialect(VOICE, workspace.folder), SPEAKER, DAY)
    assert [n for n, done in enumerate(later.done(), start=1) if done] == [place]
    sound = later.sound(place)
    assert sound is not None
    assert sound.startswith(b"fLaC")
    assert phrase_file(workspace, voice, "month-12").is_file()


def test_every_phrase_of_the_bank_is_long_enough_to_be_checked(workspace: Workspace) -> None:
    voice = read_dialect(VOICE, workspace.folder)
    few = replace(voice, phrases=tuple(p for p in voice.phrases if len(p.text) < 3)[:6])
    session = phrase_session(
        replace(workspace, township=replace(workspace.township, villages=())), few, SPEAKER, DAY
    )

    told = [session.take(n, recording(o.read)) for n, o in enumerate(session.lines, start=1)]

    assert told == [((), False)] * 6
    assert session.finish() == (("短语库录好了，共 6 条。可以关掉这一页。",), True)


def test_a_poor_phrase_is_told_heard_again_and_kept_only_if_somebody_says_so(
    workspace: Workspace,
) -> None:
    session = phrase_session(workspace, read_dialect(VOICE, workspace.folder), SPEAKER, DAY)
    place = [line.read for line in session.lines].index("各位乡亲，大家好。") + 1
    noisy = recording("各位乡亲，大家好。", room=0.015)
    silent = file_of(np.zeros(2 * RATE, np.float32), RATE)

    verdicts, tolerable = session.take(place, silent)
    assert verdicts
    assert not tolerable
    session.tolerate(place)
    assert not any(session.done())
    verdicts, tolerable = session.take(place, noisy)
    assert "杂音" in verdicts[0]
    assert tolerable
    assert session.sound(place) == noisy
    session.tolerate(place)
    session.tolerate(place + 1)
    assert session.done()[place - 1]
    assert sum(session.done()) == 1


def test_a_second_person_does_not_record_into_the_bank(workspace: Workspace) -> None:
    voice = read_dialect(VOICE, workspace.folder)
    import_phrases(workspace, voice, recordings({"month-12": "十二月"}), speaker=SPEAKER, day=DAY)

    with pytest.raises(SourceError, match="只能一个人录"):
        phrase_session(workspace, voice, replace(SPEAKER, name="样例·另一人"), DAY)


def test_the_bank_is_recorded_from_the_command_line(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def two_phrases(server: BoothServer) -> None:
        for number in (1, 2):
            assert not server.session.take(
                number, recording(server.session.lines[number - 1].read)
            )[0]
        raise KeyboardInterrupt

    monkeypatch.setattr(BoothServer, "serve_forever", two_phrases)
    arguments = ["voice", "record", "短语", "--voice", VOICE, "--no-open"]
    arguments += ["--in", str(workspace.folder)]

    unnamed = CliRunner().invoke(main, arguments)
    done = CliRunner().invoke(main, [*arguments, "--speaker", SPEAKER.name, "--consent"])
    mandarin = [*arguments, "--speaker", SPEAKER.name, "--consent", "--voice", "mandarin"]

    assert "谁念的" in unnamed.output
    assert "录好 2 条，下次接着录" in done.output
    assert "普通话没有短语库" in CliRunner().invoke(main, mandarin).output

"""From a neighbour's telephone to the week's programme, along the way a township would go."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from click.testing import CliRunner, Result

from kit.cli import main
from kit.compose.spoken.rests import BETWEEN_ITEMS_S, LEAD_OUT_S
from kit.errors import ExitCode
from kit.office.set_up import set_up
from kit.recordings.human_readings import HumanReading, human_readings, lines_of, whole_recordings
from kit.recordings.listening import TakeState
from kit.recordings.take import read_take, write_take
from kit.review.ledger import read_ledger
from kit.source.voices import read_dialect
from kit.source.workspace import open_workspace
from tests.readings import file_of, in_room, reading

if TYPE_CHECKING:
    from kit.speech.sound import Samples

NOW = datetime(2026, 11, 23, 9).astimezone()
RATE = 16_000
PACE = 5.5
VOICE = "hakka-yongding"
KEPT = ("DX-2026-004", "DX-2026-005", "DX-2026-008")
TAKEN = "DX-2026-005"
SPEAKER = ("--speaker", "样例·播音员", "--consent")


@pytest.fixture(scope="module")
def township(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a small township that has a dialect; tests copy it."""
    folder = tmp_path_factory.mktemp("takes") / "daxi"
    set_up(folder, sample=True, now=NOW)
    for path in (folder / "items").iterdir():
        if not path.stem.startswith(KEPT):
            path.unlink()
    with_dialect(folder)
    return folder


@pytest.fixture(scope="module")
def with_take(township: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the township with a reading of one item that nobody has listened to."""
    folder = tmp_path_factory.mktemp("take") / "daxi"
    shutil.copytree(township, folder)
    imported = handed_in(folder, TAKEN)
    assert imported.exit_code == 0, imported.output
    return folder


@pytest.fixture
def workspace(township: Path, tmp_path: Path) -> Path:
    shutil.copytree(township, tmp_path / "daxi")
    return tmp_path / "daxi"


@pytest.fixture
def taken(with_take: Path, tmp_path: Path) -> Path:
    shutil.copytree(with_take, tmp_path / "daxi")
    return tmp_path / "daxi"


def with_dialect(folder: Path) -> None:
    with (folder / "kit.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'\n[dialect]\nvoice = "{VOICE}"\n')


def lines(folder: Path, item_id: str) -> list[str]:
    opened = open_workspace(folder)
    item = next(item for item in opened.items if item.item_id == item_id)
    return [line.read for line in lines_of(item, opened.township, read_dialect(VOICE, folder))]


def kit(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["voice", *map(str, arguments)])


def recorded(folder: Path, item_id: str, samples: Samples | None = None) -> Path:
    path = folder.parent / f"{item_id}.wav"
    told = reading(lines(folder, item_id), rate_hz=RATE, pace=PACE) if samples is None else samples
    path.write_bytes(file_of(told, RATE))
    return path


def handed_in(folder: Path, item_id: str) -> Result:
    return kit("import", item_id, recorded(folder, item_id), *SPEAKER, "--in", folder)


def state(folder: Path, item_id: str, voice: str = VOICE) -> HumanReading:
    heard = read_ledger(folder / "reviews.jsonl").recordings
    return human_readings(open_workspace(folder), heard)[item_id, voice]


def signed(folder: Path, *more: str, by: str = "样例·听审员") -> Result:
    return kit("sign", TAKEN, "--by", by, "--in", folder, *more)


def test_a_take_is_wanted_then_waits_to_be_heard_then_is_signed(
    township: Path, taken: Path
) -> None:
    assert state(township, TAKEN).state is TakeState.WANTED
    assert state(taken, TAKEN).state is TakeState.RECORDED

    own = signed(taken, by="样例·播音员")
    assert own.exit_code == ExitCode.UNSIGNED
    assert "不能自己听审" in own.output

    assert signed(taken).exit_code == 0
    assert state(taken, TAKEN).signed
    assert "已签" in kit("status", taken).output

    signed(taken, "--reject", "第三句念错")
    assert state(taken, TAKEN).state is TakeState.RECORDED


def test_the_original_speaker_consent_and_hash_are_kept(with_take: Path) -> None:
    folder = with_take / "recordings" / TAKEN / VOICE
    take = read_take(folder)

    assert take is not None
    assert take.speaker == "样例·播音员"
    assert "同意" in take.consent
    assert len(take.originals[0][1]) == 64
    kept = (folder / "original" / take.originals[0][0]).read_bytes()
    assert kept == (with_take.parent / f"{TAKEN}.wav").read_bytes()
    assert (folder / "试听.mp3").stat().st_size > 10_000


def test_an_earlier_take_stands_beside_the_new_one(taken: Path) -> None:
    folder = taken / "recordings" / TAKEN / VOICE
    take = read_take(folder)
    assert take is not None

    write_take(folder, take, {})

    assert (folder.with_name(f"{VOICE}.旧1") / "02.flac").is_file()


def tampered(folder: Path) -> None:
    path = folder / "recordings" / TAKEN / VOICE / "02.flac"
    path.write_bytes(path.read_bytes()[:-1])


def lost(folder: Path) -> None:
    (folder / "recordings" / TAKEN / VOICE / "02.flac").unlink()


def elsewhere(folder: Path) -> None:
    path = folder / "recordings" / TAKEN / VOICE / "take.toml"
    path.write_text(path.read_text("utf-8").replace('"02.flac"', '"../../../kit.toml"'), "utf-8")


def broken(folder: Path) -> None:
    (folder / "recordings" / TAKEN / VOICE / "take.toml").write_text("item = 3 [", "utf-8")


def another_amount(folder: Path) -> None:
    path = folder / "items" / f"{TAKEN}.md"
    path.write_text(path.read_text("utf-8").replace("村委会办", "乡政府办"), "utf-8")


@pytest.mark.parametrize("change", [tampered, lost, elsewhere, broken, another_amount])
def test_a_signature_holds_for_exactly_what_was_heard(taken: Path, change: Any) -> None:
    signed(taken)

    change(taken)

    assert state(taken, TAKEN).state is TakeState.WANTED
    assert state(taken, TAKEN).why


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--consent",), "谁念的"),
        (("--speaker", "样例·播音员"), "同意"),
        ((*SPEAKER, "--voice", "no-such"), "no-such"),
    ],
)
def test_nothing_is_taken_in_without_name_consent_and_voice(
    workspace: Path, arguments: tuple[str, ...], says: str
) -> None:
    file = recorded(workspace, "DX-2026-004", np.zeros(RATE, np.float32))

    refused = kit("import", "DX-2026-004", file, "--in", workspace, *arguments)

    assert refused.exit_code == ExitCode.REFUSED
    assert says in refused.output
    assert not (workspace / "recordings").exists()


@pytest.mark.parametrize("kind", ["m4a", "quiet", "missing", "noisy"])
def test_a_faulty_recording_is_refused_with_what_to_do(workspace: Path, kind: str) -> None:
    script = lines(workspace, "DX-2026-005")
    told = reading(script, rate_hz=RATE)
    samples, says = {
        "m4a": (told, "文件可能坏了"),
        "quiet": (np.float32(0.03) * told, "靠近手机 20 厘米"),
        "missing": (reading(script[:4] + script[5:], rate_hz=RATE), "少了一句"),
        "noisy": (in_room(told, 0.015), "关上门窗"),
    }[kind]
    file = recorded(workspace, "DX-2026-005", samples)
    if kind == "m4a":
        file.write_bytes(b"\0\0\0\x20ftypM4A " + bytes(40) + b"hdlr" + bytes(8) + b"soun" * 99)

    refused = kit("import", "DX-2026-005", file, *SPEAKER, "--in", workspace)

    assert refused.exit_code == ExitCode.REFUSED
    assert says in refused.output
    assert state(workspace, "DX-2026-005").state is TakeState.WANTED
    anyway = kit("import", "DX-2026-005", file, *SPEAKER, "--in", workspace, "--anyway")
    assert (anyway.exit_code == 0) == (kind == "noisy")


def test_one_file_a_sentence_is_sorted_by_its_number(workspace: Path) -> None:
    files = []
    for number, line in enumerate(lines(workspace, "DX-2026-005"), start=1):
        files.append(workspace.parent / f"录音 {number}.mp3")
        files[-1].write_bytes(file_of(reading([line], rate_hz=RATE), RATE, "MP3"))

    short = kit("import", "DX-2026-005", *files[:-1], *SPEAKER, "--in", workspace)
    whole = kit("import", "DX-2026-005", *reversed(files), *SPEAKER, "--in", workspace)

    assert short.exit_code == ExitCode.REFUSED
    assert f"给了 {len(files) - 1} 个文件" in short.output
    assert whole.exit_code == 0, whole.output


def test_a_slot_plays_the_dialect_after_alone_or_not_at_all() -> None:
    from kit.model.township import Placement
    from kit.speech.programme import Part, heard
    from kit.speech.sound import silence

    body, dialect = silence(1), silence(2)
    part = Part(item_id="x", title="x", body=body, headline=silence(0), dialect=dialect)

    assert heard(part, Placement.AFTER) == (body, dialect)
    assert heard(part, Placement.ONLY) == (dialect,)
    assert heard(part, Placement.NONE) == (body,)
    assert heard(replace(part, dialect=None), Placement.ONLY) == (body,)


def test_the_assembled_reading_is_as_long_as_its_parts(with_take: Path) -> None:
    from kit.recordings.human_clip import human_clip
    from kit.speech.flac import decode_flac
    from kit.speech.loudspeaker import preset, produce
    from kit.speech.programme import Part, dialect_clip, single_clip
    from kit.speech.sound import RATE_HZ, silence

    sentences = state(with_take, TAKEN).sentences
    horn = preset("horn")
    clip = human_clip(sentences, "x")
    parts_s = sum(len(decode_flac(one.data)) / RATE_HZ for one in sentences)
    rests_s = sum(one.pause_s for one in sentences[:-1])
    body = produce(clip, horn)
    part = Part(item_id="x", title="x", body=body, headline=silence(0), dialect=body)

    assert body.seconds == pytest.approx(parts_s + rests_s, abs=0.005)
    alone = dialect_clip(part, horn)
    assert alone.seconds == pytest.approx(body.seconds + horn.lead_in_s + LEAD_OUT_S, abs=0.005)
    assert not alone.synthetic
    both = single_clip(part, lambda _: body.samples, horn)
    assert both.seconds == pytest.approx(alone.seconds + BETWEEN_ITEMS_S + body.seconds, abs=0.005)
    assert not both.synthetic


def test_a_recording_in_capitals_is_found_and_of_two_one_is_used(tmp_path: Path) -> None:
    folder = tmp_path / "recordings"
    folder.mkdir()
    for name in ("DX-2026-004.M4A", "DX-2026-004.MP3", "DX-2026-004.txt", "DX-2026-0041.wav"):
        (folder / name).write_bytes(b"")

    found = [path.name for path in whole_recordings(tmp_path, "DX-2026-004")]

    assert found == ["DX-2026-004.MP3", "DX-2026-004.M4A"]


def test_a_take_of_the_first_version_is_read_as_it_was(taken: Path) -> None:
    folder = taken / "recordings" / TAKEN / VOICE
    take, file = read_take(folder), folder / "take.toml"
    older = re.sub(r"(?m)^(joined|tolerated) = .*\n", "", file.read_text("utf-8"))
    file.write_text(older, encoding="utf-8")

    assert read_take(folder) == take
    assert state(taken, TAKEN).state is TakeState.RECORDED


@pytest.mark.parametrize("entry", ['seconds = "lang"', "read = ", ""])
def test_a_take_with_a_spoilt_entry_is_wanted_anew(taken: Path, entry: str) -> None:
    file = taken / "recordings" / TAKEN / VOICE / "take.toml"
    text = file.read_text("utf-8")
    file.write_text(re.sub(r"(?m)^(seconds|read) = .*$", entry, text, count=1), encoding="utf-8")

    found = state(taken, TAKEN)
    assert found.state is TakeState.WANTED
    assert "不完整或被改坏" in found.why

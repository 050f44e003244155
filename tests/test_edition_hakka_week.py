"""The example's whole week with stand-in readings, along the way a township would go.

Reader sheets are made for all that is broadcast; five readings are imported, four of them are
listened to and signed by somebody else, two items nobody has read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kit.compose.spoken.rests import LEAD_OUT_S
from kit.compose.spoken.script import compose_script
from kit.edition.published.manifest import MANIFEST, parse_manifest
from kit.edition.request import Options
from kit.model.item import Channel
from kit.office.set_up import set_up
from kit.plan.week import Week
from kit.recordings.listening import TakeState
from kit.recordings.take import read_take, take_folder
from kit.render.readback import read_text_of
from kit.source.workspace import open_workspace
from kit.speech.loudspeaker import preset
from kit.speech.tags import carries_mark
from tests.built_once import build_once
from tests.test_recordings_takes import NOW, SPEAKER, VOICE, handed_in, kit, with_dialect

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.edition.published.manifest import FileEntry
    from kit.recordings.take import Take

pytestmark = pytest.mark.slow

WANTED, RECORDED, SIGNED = TakeState
STATES = {
    "DX-2026-001": RECORDED,
    "DX-2026-004": WANTED,
    "DX-2026-005": SIGNED,
    "DX-2026-008": SIGNED,
    "DX-2026-009": WANTED,
    "DX-2026-010": SIGNED,
    "DX-2026-012": SIGNED,
}
SPAN_S = 0.005
MP3_FRAMES_S = 0.1
"""An MP3 file is made of whole frames, and its encoder begins before the first sample."""
_TIME = r"(\d\d):(\d\d):(\d\d),(\d{3})"
_CUE = re.compile(rf"^\d+\n{_TIME} --> {_TIME}\n(.*)$", re.MULTILINE)


@dataclass(frozen=True)
class MadeFile:
    """A published week and where it came from."""

    folder: Path
    edition: Path
    files: Mapping[str, FileEntry]

    def entries(self, pattern: str) -> list[FileEntry]:
        return [entry for path, entry in self.files.items() if re.fullmatch(pattern, path)]

    def data(self, entry: FileEntry) -> bytes:
        return (self.edition / entry.path).read_bytes()

    def programmes(self) -> list[FileEntry]:
        return self.entries(r"2要播放/(U盘_.*/)?[A-Z]?\d\d_\d{4}\.MP3")

    def take(self, item_id: str) -> Take:
        take = read_take(take_folder(self.folder, item_id, VOICE))
        assert take is not None
        return take


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory) -> MadeFile:
    folder = tmp_path_factory.mktemp("week") / "daxi"
    set_up(folder, sample=True, now=NOW)
    with_dialect(folder)
    settings = folder / "kit.toml"
    # Twice the minutes for one slot: two items in both languages.
    settings.write_text(
        settings.read_text("utf-8").replace("most_minutes = 4", "most_minutes = 8", 1), "utf-8"
    )
    for item_id, state in STATES.items():
        if state is not WANTED:
            assert (imported := handed_in(folder, item_id)).exit_code == 0, imported.output
        if state is SIGNED:
            heard = kit("sign", item_id, "--by", "样例·听审员", "--in", folder)
            assert heard.exit_code == 0, heard.output
    channels = frozenset({"广播"})
    options = Options(week=Week.parse("2026-W48"), now=NOW, workers=1, channels=channels)
    edition = build_once(folder, options).edition
    manifest = parse_manifest((edition / MANIFEST).read_bytes())
    return MadeFile(folder, edition, {entry.path: entry for entry in manifest.files})


def parts_s(take: Take) -> float:
    """How long a reading is: its sentences, and the rests between them."""
    return sum(one.seconds + one.pause_s for one in take.lines) - take.lines[-1].pause_s


def cues(entry: FileEntry, week: MadeFile) -> list[tuple[float, float, str]]:
    path = week.edition / entry.path
    text = path.with_suffix(".SRT" if path.suffix == ".MP3" else ".srt").read_text("utf-8-sig")
    found = []
    for match in _CUE.finditer(text):
        h1, m1, s1, t1, h2, m2, s2, t2 = map(int, match.groups()[:8])
        start_s = 3600 * h1 + 60 * m1 + s1 + t1 / 1000
        end_s = 3600 * h2 + 60 * m2 + s2 + t2 / 1000
        found.append((start_s, end_s, match[9]))
    return found


def runs_of(lines: list[str], told: list[str]) -> list[int]:
    """Where ``lines`` stand one after the other in what is told."""
    size = len(lines)
    return [at for at in range(len(told) - size + 1) if told[at : at + size] == lines]


def script_of(item_id: str, week: MadeFile) -> list[str]:
    workspace = open_workspace(week.folder)
    item = next(item for item in workspace.items if item.item_id == item_id)
    return [one.written for one in compose_script(item, workspace.township).sentences]


def test_all_that_is_broadcast_has_its_reader_sheets(week: MadeFile) -> None:
    sheets = week.entries(r"1要打印/提词稿/.*\.pdf")
    told = [(entry.about[0], entry.path.rpartition("_")[2]) for entry in sheets]

    assert sorted(told) == sorted((i, f"{v}.pdf") for i in STATES for v in ("客家话", "普通话"))
    for entry in sheets:
        if "客家话" in entry.path and STATES[entry.about[0]] is not WANTED:
            assert entry.figures["sentences"] == len(week.take(entry.about[0]).lines)


def test_a_signed_reading_is_as_long_as_its_parts_and_nobodys_machine(week: MadeFile) -> None:
    clips = week.entries(rf"2要播放/.*_{VOICE}\.mp3")

    assert {e.about[0] for e in clips} == {i for i, state in STATES.items() if state is SIGNED}
    for entry in clips:
        take = week.take(entry.about[0])
        around_s = preset("horn").lead_in_s + LEAD_OUT_S
        told = cues(entry, week)
        assert told[-1][1] - told[0][0] == pytest.approx(parts_s(take), abs=SPAN_S)
        whole_s = parts_s(take) + around_s
        assert whole_s <= entry.figures["seconds"] + SPAN_S
        assert entry.figures["seconds"] <= whole_s + MP3_FRAMES_S
        assert [written for *_, written in told] == [one.written for one in take.lines]
        assert b"AIGC" not in week.data(entry)


def test_all_sound_is_as_loud_as_the_horn_wants_it(week: MadeFile) -> None:
    for entry in week.entries(r"2要播放/.*\.(?:mp3|MP3)"):
        assert entry.figures["lufs"] == pytest.approx(-16, abs=0.5), entry.path


def test_the_neighbour_follows_the_mandarin_and_no_machine_takes_her_place(week: MadeFile) -> None:
    mixed = 0
    for entry in week.programmes():
        told = cues(entry, week)
        written = [one for *_, one in told]
        times = 2 if entry.figures["repeated"] else 1
        states = {i: state for i, ((_, state, *_),) in entry.figures["readings"].items()}
        assert states == {item_id: STATES[item_id] for item_id in states}
        mixed += len(set(states.values())) > 1
        for item_id, state in states.items():
            mandarin = runs_of(script_of(item_id, week), written)
            if state != SIGNED:
                assert len(mandarin) == times
                continue
            take = week.take(item_id)
            lines = [one.written for one in take.lines]
            # Suggested words are written as the Mandarin is; the second of each pair is hers.
            hers = runs_of(lines, written)
            hers = hers[1::2] if lines == script_of(item_id, week) else hers
            assert len(hers) == times
            for at, before in zip(hers, mandarin, strict=False):
                assert at >= before + len(script_of(item_id, week))
                span_s = told[at + len(lines) - 1][1] - told[at][0]
                assert span_s == pytest.approx(parts_s(take), abs=SPAN_S)
        assert carries_mark(week.data(entry)), "its frame and its Mandarin are a machine's"
    assert mixed


def test_what_was_not_read_is_mandarin_alone_and_stands_in_the_run_sheet(week: MadeFile) -> None:
    sheet = (week.edition / "2要播放/播出单.pdf").read_bytes()
    told = re.sub(r"\s", "", "".join(read_text_of(sheet)))
    states = [
        state
        for entry in week.programmes()
        for ((_, state, *_),) in entry.figures["readings"].values()
    ]

    assert set(states) == set(TakeState)
    assert told.count("客家话待录（还没有录音），只播普通话") == states.count(WANTED)
    assert "客家话已录待听（录音还没有听审），只播普通话" in told
    assert "再客家话真人（样例·播音员）" in told


def test_the_states_are_told(week: MadeFile) -> None:
    status = kit("status", week.folder).output

    for item_id, state in STATES.items():
        assert re.search(rf"^{item_id} .*客家话　{state}", status, re.MULTILINE), status
    spoken = {
        item.item_id
        for item in open_workspace(week.folder).items
        if Channel.LOUDSPEAKER in item.channels
    }
    assert spoken >= set(STATES)
    assert SPEAKER[1] in status

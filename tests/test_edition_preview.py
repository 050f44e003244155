"""A machine try of a dialect text: says what it is, lies apart, and never gets into a build."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
import soundfile
from click.testing import CliRunner, Result

from kit.cli import main
from kit.edition.build import build
from kit.edition.request import Options
from kit.errors import ExitCode, SpeechError
from kit.office.set_up import set_up
from kit.plan.week import Week
from kit.recordings.decode import read_recording
from kit.source.private import PREVIEW, PRIVATE
from kit.source.voices import read_dialect
from kit.speech import espeak
from kit.speech.espeak import rough_line
from kit.speech.sound import RATE_HZ
from kit.speech.tags import carries_mark
from tests.beeper import CHARACTER_S, Beeper, use_beeper
from tests.readings import file_of, reading

if TYPE_CHECKING:
    from pathlib import Path

    from kit.speech.sound import Pinyin, Samples

NOW = datetime(2026, 11, 23, 9).astimezone()
ITEM = "DX-2026-004"
FILE = f"{ITEM}_客家话_机器试读.wav"
OWN_TEXT = "这系样例稿。我爱来。这系样例稿。"
READINGS = "样 iong5 例 li3 稿 kɔu3 这 ti3 来 lai2"
SPEAKS = """
import sys, wave
words = sys.stdin.buffer.read().decode()
assert sys.argv[1:3] == ["-v", "hak"] and words.startswith("[["), (sys.argv, words)
with wave.open(sys.argv[sys.argv.index("-w") + 1], "wb") as out:
    out.setparams((1, 2, 22050, 0, "NONE", ""))
    out.writeframes(b"\\0\\x40\\0\\xc0" * 22050)
"""
FAILS = "import sys\nsys.exit('no such voice')"
IS_SILENT = SPEAKS.replace('b"\\0\\x40\\0\\xc0"', "bytes(4)")
WRITES_NOTHING = ""
HANGS = "import time\ntime.sleep(60)"


@pytest.fixture
def workspace(example: Path, tmp_path: Path) -> Path:
    """Return the example with a dialect text of its own and readings for it."""
    folder = tmp_path / "daxi"
    shutil.copytree(example, folder)
    item = next((folder / "items").glob(f"{ITEM}*.md"))
    text = item.read_text("utf-8")
    item.write_text(text.replace("---\n", f"---\n客家话稿: {OWN_TEXT}\n", 1), encoding="utf-8")
    words = READINGS.split()
    rows = [
        f"{word}\t{ipa[:-1]}\t{ipa[-1]}\t自编\tattested"
        for word, ipa in zip(words[::2], words[1::2], strict=True)
    ]
    voice = folder / "voices" / "hakka-yongding"
    voice.mkdir(parents=True)
    (voice / "lexicon.tsv").write_text(
        "\n".join(["text\tipa\ttone_class\tsource\tconfidence", *rows]) + "\n", encoding="utf-8"
    )
    return folder


def install(monkeypatch: pytest.MonkeyPatch, folder: Path, program: str) -> None:
    """Put an espeak-ng on the PATH, and nothing else."""
    folder.mkdir()
    path = folder / "espeak-ng"
    path.write_text(f"#!{sys.executable}\n{program}", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    if os.name == "nt":
        run = f'@"{sys.executable}" "{path}" %*\n'
        path.with_suffix(".cmd").write_text(run, encoding="utf-8")
    monkeypatch.setenv("PATH", str(folder))


def preview(workspace: Path, item_id: str = ITEM, *more: str) -> Result:
    return CliRunner().invoke(main, ["voice", "preview", item_id, "--in", str(workspace), *more])


def test_its_name_its_first_words_and_its_mark_say_what_it_is(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, tmp_path / "bin", SPEAKS)
    use_beeper(monkeypatch)
    said: list[str] = []
    speak = Beeper.speak

    def heard(beeper: Beeper, sentence: str, pinyin: Pinyin) -> Samples:
        said.append(sentence)
        return speak(beeper, sentence, pinyin)

    monkeypatch.setattr(Beeper, "speak", heard)

    result = preview(workspace)

    assert result.exit_code == ExitCode.OK, result.output
    assert "不能当本地话听" in result.output
    assert said == ["机器试读，不能播出。"]
    assert [path.name for path in (workspace / PREVIEW).iterdir()] == [FILE]
    data = (workspace / PREVIEW / FILE).read_bytes()
    assert carries_mark(data)
    samples, rate_hz = soundfile.read(BytesIO(data))
    assert rate_hz == RATE_HZ
    seconds = len(samples) / rate_hz
    assert seconds == pytest.approx(8 * CHARACTER_S + 1.0 + 2.0, abs=0.2)


def test_a_preview_writes_nowhere_else(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, tmp_path / "bin", SPEAKS)
    use_beeper(monkeypatch)
    before = {p: p.read_bytes() for p in workspace.rglob("*") if p.is_file()}

    assert preview(workspace).exit_code == ExitCode.OK

    after = {p: p.read_bytes() for p in workspace.rglob("*") if p.is_file()}
    more = {p.relative_to(workspace).parts[0] for p in after.keys() - before.keys()}
    assert more == {PREVIEW, PRIVATE}  # the warning is kept with all that was ever spoken
    assert {p: after[p] for p in before} == before


def test_without_the_program_one_sentence_says_how_to_get_it(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    result = preview(workspace)

    assert result.exit_code == ExitCode.REFUSED
    assert "没有 espeak-ng" in result.output
    assert "sudo apt install espeak-ng" in result.output
    assert ".msi" in result.output
    assert not (workspace / PREVIEW).exists()


@pytest.mark.parametrize(
    ("program", "told"),
    [
        (FAILS, "出错了（1）：no such voice"),
        (IS_SILENT, "没有念出声音"),
        (WRITES_NOTHING, "没有念出声音"),
        (HANGS, "还没有念完"),
    ],
)
def test_a_program_that_fails_is_told_and_leaves_nothing(
    program: str, told: str, workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, tmp_path / "bin", program)
    use_beeper(monkeypatch)
    if program is HANGS:
        monkeypatch.setattr(espeak, "MOST_S", 0.3)

    result = preview(workspace)

    assert result.exit_code == ExitCode.REFUSED
    assert told in result.output
    assert "不影响提词稿和真人录音" in result.output
    assert not (workspace / PREVIEW).exists()


def test_a_program_that_cannot_be_started_is_told(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, tmp_path / "bin", SPEAKS)
    (tmp_path / "bin" / "espeak-ng").write_text("#!/nowhere/at/all\n", encoding="utf-8")

    result = preview(workspace)

    assert result.exit_code == ExitCode.REFUSED
    assert "启动不了" in result.output


def test_a_text_of_which_hardly_a_character_has_a_reading_is_refused(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, tmp_path / "bin", SPEAKS)
    shutil.rmtree(workspace / "voices")

    result = preview(workspace, "DX-2026-001")

    assert result.exit_code == ExitCode.REFUSED
    assert "的字有读音" in result.output
    assert "kit voice import-table" in result.output


def test_a_dialect_without_rough_sounds_is_refused(
    workspace: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    install(monkeypatch, tmp_path / "bin", SPEAKS)
    folder = workspace / "voices" / "cantonese"
    folder.mkdir()
    (folder / "voice.toml").write_text('kind = "dialect"\nname = "粤语"\n', encoding="utf-8")

    result = preview(workspace, ITEM, "--voice", "cantonese")

    assert result.exit_code == ExitCode.REFUSED
    assert "“粤语”没有写机器试读用的音素" in result.output


def test_characters_become_sounds_and_what_is_unknown_a_rest(workspace: Path) -> None:
    voice = read_dialect("hakka-yongding", workspace)
    assert voice.rough is not None
    assert rough_line("我来，龘。", voice, voice.rough) == "[[Nai2 lai2]], [[_:]]."


def test_every_syllable_of_the_locality_has_a_rough_sound() -> None:
    voice = read_dialect("hakka-yongding", None)
    assert voice.rough is not None
    assert voice.rough.initials.keys() == voice.spelling.initials.keys()
    assert voice.rough.finals.keys() == voice.spelling.finals.keys()
    assert voice.rough.tones.keys() == voice.spelling.tones.keys()


def test_it_is_no_recording_wherever_it_is_copied() -> None:
    good = file_of(reading(("我系样例。",), rate_hz=16_000), 16_000)
    assert len(read_recording(good, "好.wav"))

    with pytest.raises(SpeechError, match="不是人念的"):
        read_recording(good, FILE)


@pytest.mark.slow
def test_what_lies_in_preview_never_gets_into_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "daxi"
    set_up(folder, sample=True, now=NOW)
    for path in (folder / "items").iterdir():
        if not path.stem.startswith(ITEM):
            path.unlink()
    use_beeper(monkeypatch)
    options = Options(week=Week.parse("2026-W48"), now=NOW, workers=1)
    first = build(folder, options, lambda *_: None)

    (folder / PREVIEW).mkdir()
    human = file_of(reading(("我系样例。",) * 3, rate_hz=16_000), 16_000)
    for name in (FILE, f"{ITEM}.wav", f"{ITEM}.mp3", f"{ITEM}.md", "lexicon.tsv"):
        (folder / PREVIEW / name).write_bytes(human)
    looked_at = build(folder, options, lambda *_: None)
    (folder / PRIVATE / "last.json").unlink()
    planned_again = build(folder, options, lambda *_: None)

    assert (looked_at.changed, looked_at.edition) == (False, first.edition)
    assert (planned_again.made, planned_again.left_out) == (0, first.left_out)
    names = [path.name for path in (folder / "output").rglob("*")]
    assert len(names) > 20
    assert not [name for name in names if "机器试读" in name]

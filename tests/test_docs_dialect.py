"""No text of the product claims that a machine speaks a dialect."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import click
from click.testing import CliRunner

from kit.cli import main
from kit.cli.voice import voice

if TYPE_CHECKING:
    from pathlib import Path

CLAIM = re.compile(
    r"(客家话|方言|闽南语|粤语)[^，。；\n]{0,6}(语音合成|合成语音|TTS|机器朗读|机读)"
    r"|(Hakka|dialect)[ -](TTS|text-to-speech|speech synthesis|synthesi[sz]ed|voice synthesis)",
    re.IGNORECASE,
)


def texts(root: Path) -> list[Path]:
    found = [*root.glob("*.md"), *(root / "docs").rglob("*.md"), *(root / "examples").rglob("*.*")]
    return [*found, *(root / "voices").rglob("*.t*"), *(root / "kit").rglob("*.py")]


def test_the_readme_names_the_way_of_script_and_recording(root: Path) -> None:
    assert "客家话稿与真人录音流程" in (root / "README.md").read_text("utf-8")


def test_nowhere_is_a_machine_said_to_speak_a_dialect(root: Path) -> None:
    claims = {path.name: CLAIM.search(path.read_text("utf-8")) for path in texts(root)}
    assert {name: found[0] for name, found in claims.items() if found} == {}


def shown(*words: str) -> str:
    """What the help of a verb says, however its lines are broken."""
    return "".join(CliRunner().invoke(main, [*words, "--help"]).output.split())


def test_the_help_of_the_command_line_says_who_reads() -> None:
    helps = {name: shown("voice", name) for name in voice.list_commands(click.Context(voice))}

    assert "客家话稿与真人录音流程" in shown("voice")
    assert "方言由真人念" in shown()
    assert len(helps) > 8
    assert not [name for name, told in helps.items() if CLAIM.search(told)]


def test_wherever_a_machine_try_is_named_it_is_said_to_be_never_broadcast(root: Path) -> None:
    trying = re.compile(r"机器试读|voice preview")
    never = re.compile(r"绝?不能?播出|never broadcast|never for a loudspeaker")
    files = [path for path in texts(root) if "benchmarks" not in path.name]
    named = {path.name: path.read_text("utf-8") for path in files}
    told = {name for name, text in named.items() if trying.search(text)}

    assert {"voices.md", "CHANGELOG.md", "kit.toml", "voice.py"} <= told
    inside = {"decode.py", "private.py", "espeak.py", "voices.py"}  # no words for staff
    assert {name for name in told - inside if not never.search(named[name])} == set()


def test_the_guide_says_that_readings_are_unverified(root: Path) -> None:
    guide = (root / "docs" / "guide" / "voices.md").read_text("utf-8")
    assert "没有经大溪本地人核对" in guide
    assert "方言一律由真人念" in guide

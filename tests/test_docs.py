"""The documents say what the program does: every verb, field and decision is written down."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from kit.cli.app import VERBS
from kit.errors import ExitCode
from kit.model.fields import FIELDS
from kit.model.item import Channel
from kit.model.outputs import CHANNEL_OUTPUTS

if TYPE_CHECKING:
    from pathlib import Path


def guide(root: Path) -> str:
    texts = [path.read_text("utf-8") for path in (root / "docs" / "guide").glob("*.md")]
    return "\n".join([*texts, (root / "README.md").read_text("utf-8")])


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_is_in_the_guide(root: Path, verb: str) -> None:
    assert f"kit {verb}" in guide(root)


def test_every_field_of_the_form_is_in_the_guide_with_its_help(root: Path) -> None:
    text = (root / "docs" / "guide" / "item.md").read_text("utf-8")

    missing = [field.label for field in FIELDS if f"| {field.label} |" not in text]
    unexplained = [field.label for field in FIELDS if field.help not in text]

    assert not missing
    assert not unexplained


@pytest.mark.parametrize("channel", list(Channel))
def test_the_guide_says_what_every_channel_makes(root: Path, channel: Channel) -> None:
    made = "、".join(CHANNEL_OUTPUTS[channel]) or "还没有"

    assert f"| {channel} | {made} |" in (root / "docs" / "guide" / "item.md").read_text("utf-8")


@pytest.mark.parametrize("code", list(ExitCode))
def test_every_exit_code_is_explained(root: Path, code: ExitCode) -> None:
    assert f"| {code.value} |" in (root / "docs" / "guide" / "trouble.md").read_text("utf-8")


def test_every_link_between_documents_leads_somewhere(root: Path) -> None:
    documents = [*root.glob("*.md"), *(root / "docs").rglob("*.md")]

    broken = [
        f"{path.name}: {target}"
        for path in documents
        for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", path.read_text("utf-8"))
        if not (path.parent / target).exists()
    ]

    assert not broken


def test_the_architecture_fits_into_two_hundred_lines(root: Path) -> None:
    assert len((root / "ARCHITECTURE.md").read_text("utf-8").splitlines()) <= 200


def test_the_readme_speaks_chinese_first_and_names_the_two_commands(root: Path) -> None:
    text = (root / "README.md").read_text("utf-8")

    assert text.index("python3 run.py demo") < text.index("In English")
    assert text.index("python3 run.py test") < text.index("In English")
    assert "断网可用，发音可懂" in text
    assert "Hakka TTS" not in text


def test_what_the_security_page_names_as_shown_is_there(root: Path) -> None:
    named = re.findall(
        r"`(test_\w+\.py)(?:::(test_\w+))?`", (root / "docs/security.md").read_text("utf-8")
    )

    assert len(named) > 20
    for file, test in named:
        assert f"def {test}" in (root / "tests" / file).read_text("utf-8"), (file, test)

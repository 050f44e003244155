"""The example's sentences, spoken once and kept beside the installed packages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kit.edition.make.studio import Sentences
from kit.edition.store.recipe import Recipes, key_of
from kit.edition.store.store import Store
from kit.speech.engine import speak

if TYPE_CHECKING:
    from kit.speech.engine import MachineVoice

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".venv" / "spoken"


def kept(voice: MachineVoice) -> Sentences:
    """Return what a voice has spoken; a mended engine finds nothing of its own."""
    store = Store(KEPT)
    return Sentences(store, key_of(Recipes(store).of(speak, voice.spec)))

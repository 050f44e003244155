"""The example without its list of signers: whatever name a test gives may sign."""

from __future__ import annotations

import re
from pathlib import Path

_SIGNERS = re.compile(r"\[\[signer\]\]\n(?:[a-z]+ = .*\n)+\n*")


def anybody_signs(folder: Path, example: Path | None = None) -> Path:
    """Return ``folder`` with a kit.toml, its own or the example's, that lists nobody."""
    settings = folder / "kit.toml"
    text = ((example or folder) / "kit.toml").read_text("utf-8")
    assert _SIGNERS.search(text)
    settings.write_text(_SIGNERS.sub("", text), encoding="utf-8")
    return folder

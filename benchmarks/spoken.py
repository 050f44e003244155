"""The example's sentences, spoken once and kept beside the installed packages."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / ".venv" / "spoken"


@dataclass(frozen=True, slots=True)
class Kept:
    """Spoken sentences as files; a key names voice, words and readings, so none is ever stale."""

    folder: Path = KEPT

    def get(self, key: str) -> bytes | None:
        file = self.folder / f"{key}.flac"
        return file.read_bytes() if file.is_file() else None

    def put(self, key: str, data: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        (self.folder / f"{key}.flac").write_bytes(data)

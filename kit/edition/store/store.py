"""What was made once: bytes named by their own hash, and recipes that say what made them.

A file of the store is written whole or not at all, and is checked at every read: a
flipped bit is a file that must be made again, never one that is published.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from kit.json_text import parse_json
from kit.source.files import read_own, storage_errors, write_in_folder
from kit.source.private import STORE
from kit.source.sealed import read_sealed, write_sealed

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Artefact:
    """One finished file: its bytes stand in the store under ``sha256``."""

    name: str
    """File name ending, such as ``_A3.pdf``; the job decides the folder."""
    sha256: str
    size: int
    figures: dict[str, Any]
    """What was measured on it: type size, reading distance, codes, loudness, seconds."""


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of artefacts, shared by all workers of a build."""

    folder: Path

    def put(self, name: str, data: bytes, figures: dict[str, Any] | None = None) -> Artefact:
        """Keep ``data`` and return the artefact that stands for it."""
        sha256 = hashlib.sha256(data).hexdigest()
        # Read, not asked for its size: zeros that a crash left have the right size too.
        if self.read(sha256) is None:
            # A message names the folder: the file itself has a hash for its name.
            write_in_folder(self._blob(sha256), data, called=STORE)
        return Artefact(name=name, sha256=sha256, size=len(data), figures=figures or {})

    def read(self, sha256: str) -> bytes | None:
        """Return the bytes of a hash; None, and the file is gone, if they are not those."""
        path = self._blob(sha256)
        try:
            data = read_own(path)
        except OSError:
            return None
        if hashlib.sha256(data).hexdigest() == sha256:
            return data
        with storage_errors(path):
            path.unlink(missing_ok=True)
        return None

    def holds(self, artefact: Artefact) -> bool:
        """Return whether the bytes are there and right; what is not is made again."""
        return self.read(artefact.sha256) is not None

    def remember(
        self, key: str, artefacts: tuple[Artefact, ...], about: tuple[str, ...] = ()
    ) -> None:
        """Keep what the recipe with ``key`` made; written last, so it is never half true.

        The record names its own key and its items: moved to another's place, it is not believed.
        """
        record = {"key": key, "about": about, "made": [asdict(one) for one in artefacts]}
        body = json.dumps(record, ensure_ascii=False, sort_keys=True).encode("utf-8")
        write_sealed(self._recipe(key), body, called=STORE)

    def recall(self, key: str, about: tuple[str, ...] | None = None) -> tuple[Artefact, ...] | None:
        """Return what the recipe made, if the record is whole and its own; None if it is not.

        Whoever knows what the output is ``about`` says so: another item's is not taken for it.
        """
        path = self._recipe(key)
        body = read_sealed(path)
        if body is None:
            return None
        with contextlib.suppress(OSError):
            os.utime(path)  # what is asked for is in use, and not collected
        record = parse_json(body)
        if not isinstance(record, dict) or record["key"] != key:
            return None  # another's, or from before records named their own
        if about not in (None, tuple(record["about"])):
            return None
        return tuple(Artefact(**entry) for entry in record["made"])

    def get_bytes(self, key: str) -> bytes | None:
        """Return the single blob kept under a recipe key: a spoken sentence."""
        artefacts = self.recall(key)
        return self.read(artefacts[0].sha256) if artefacts else None

    def put_bytes(self, key: str, data: bytes) -> None:
        """Keep a single blob under a recipe key."""
        self.remember(key, (self.put("", data),))

    def _blob(self, sha256: str) -> Path:
        return self.folder / "blobs" / sha256[:2] / sha256[2:]

    def _recipe(self, key: str) -> Path:
        return self.folder / "recipes" / key[:2] / key[2:]

"""Summaries of the program's modules, made once for all workspaces of a machine.

They stand where Python keeps what it has compiled of these modules. Whoever can write there can
have any code run as the program, so a forged summary gives nobody more than he had. What is kept
counts for one state of the whole program; what is lost, spoilt or another's is summed up anew,
and so is everything, each time, where the folder cannot be written.
"""

from __future__ import annotations

import contextlib
import sys
from importlib.util import cache_from_source
from pathlib import Path

import msgspec

from kit.edition.store.summary import Summary, summed_up
from kit.errors import StorageError
from kit.program import hash_of, program_state
from kit.source.sealed import read_sealed, write_sealed


class KeptSummaries:
    """Sums up modules of the program that runs, or knows from before what they say."""

    def __init__(self, place: Path | None = None) -> None:
        self._place = place or Path(cache_from_source(__file__)).with_suffix(".json")
        self._made_by = hash_of(program_state(), sys.version).encode()
        self._known = self._read()
        self._is_new = False

    def summed_up(self, source: bytes, module: str, *, is_package: bool) -> Summary:
        """Return the summary of a module of the program."""
        if module not in self._known:
            self._known[module] = summed_up(source, module, is_package=is_package)
            self._is_new = True
        return self._known[module]

    def keep(self) -> None:
        """Keep what was summed up; a disk that takes nothing costs the time to do it again."""
        if self._is_new:
            with contextlib.suppress(StorageError, UnicodeError):
                write_sealed(self._place, self._made_by + msgspec.json.encode(self._known))
            self._is_new = False

    def _read(self) -> dict[str, Summary]:
        body = read_sealed(self._place) or b""
        if not body.startswith(self._made_by):
            return {}
        try:
            return msgspec.json.decode(body[len(self._made_by) :], type=dict[str, Summary])
        except msgspec.MsgspecError:
            return {}

"""Recording booths that are open: each a page of its own on this machine, until it is handed in."""

from __future__ import annotations

from threading import Lock, Thread
from typing import TYPE_CHECKING, TypeAlias

from kit.serve.booth import BoothServer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.serve.booth import Session

    Reading: TypeAlias = tuple[str, str]

_open: dict[Reading, BoothServer] = {}
_opening = Lock()


def open_booth(reading: Reading, session: Session) -> None:
    """Open the booth of an item in a voice; one that was open for it is closed.

    What is recorded stands in files, so that the new one goes on where the other was.
    """
    with _opening:
        if earlier := _open.pop(reading, None):
            earlier.shutdown()
        server = _open[reading] = BoothServer(session)
        Thread(target=_serve, args=(reading, server), daemon=True).start()


def booths() -> Mapping[Reading, str]:
    """Return the addresses of the booths that are open, by item and voice."""
    return {reading: server.address for reading, server in list(_open.items())}


def close_booths() -> None:
    """Close all of them; what was recorded stands."""
    for server in list(_open.values()):
        server.shutdown()


def _serve(reading: Reading, server: BoothServer) -> None:
    with server:
        server.serve_forever()
    if _open.get(reading) is server:
        _open.pop(reading, None)

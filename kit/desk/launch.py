"""The desk opened: one a workspace, on this machine alone unless asked otherwise."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Self

from filelock import FileLock, Timeout

from kit.desk.here import Place
from kit.errors import LockedError, StorageError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from kit.progress import Clock

THIS_MACHINE = "127.0.0.1"
THREADS = 6
"""A browser opens up to six connections; previews take turns among themselves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An open desk; close it to let the next one in."""

    address: str
    """Address to open in the browser: it carries the token."""
    server: Any
    lock: FileLock

    def serve(self) -> None:
        """Answer until the process is ended."""
        self.server.run()

    def __enter__(self) -> Self:
        """Return the desk."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Close it."""
        self.server.close()
        self.lock.release()


def open_desk(folder: Path, clock: Clock, *, port: int = 0) -> Desk:
    """Return the desk of a workspace; ``port`` 0 takes one that is free.

    Raises:
        LockedError: Another one is open for this workspace.
        StorageError: The workspace or the port cannot be used.
    """
    place = Place(folder=folder.resolve(), clock=clock, token=secrets.token_urlsafe(24))
    lock = _lock(place)
    from kit.desk.settings import configure

    configure(place)
    from django.core.wsgi import get_wsgi_application
    from waitress.server import create_server

    try:
        server = create_server(
            get_wsgi_application(),
            host=THIS_MACHINE,
            port=port,
            threads=THREADS,
            ident="",
            max_request_body_size=64 * 1024 * 1024,
        )
    except OSError as error:
        raise StorageError(
            f"端口 {port} 用不了：{error.strerror}。", "换一个端口，或者不写 --port。"
        ) from error
    address = f"http://{THIS_MACHINE}:{server.effective_port}/open/{place.token}/"
    return Desk(address=address, server=server, lock=lock)


def take_password_away(folder: Path, clock: Clock, name: str) -> None:
    """Take a signer's password away: for whoever may run commands on this machine.

    Raises:
        RequestError: Nobody of that name has one.
        StorageError: The workspace's disk does not take it.
    """
    from kit.desk.settings import configure

    configure(Place(folder=folder.resolve(), clock=clock, token=""))
    from kit.desk.passwords import forget

    forget(name)


def _lock(place: Place) -> FileLock:
    try:
        place.private.mkdir(parents=True, exist_ok=True)
        lock = FileLock(place.private / "open.lock", timeout=0)
        lock.acquire()
    except Timeout as error:
        raise LockedError(
            "这个工作夹的公开台已经开着。", "请用已经打开的那个窗口；找不到就先关掉它再开。"
        ) from error
    except OSError as error:
        raise StorageError(f"工作夹里写不进去：{place.private}。", "请看磁盘满了没有。") from error
    return lock

"""The desk opened: one a workspace, on this machine alone unless asked otherwise."""

from __future__ import annotations

import secrets
import ssl
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING, Any, Self

from filelock import FileLock, Timeout

from kit.desk.here import Place
from kit.errors import LockedError, StorageError

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

    from kit.progress import Clock

THIS_MACHINE = "127.0.0.1"
OFFICE_PORT = 8443
THREADS = 6
"""A browser opens up to six connections; previews take turns among themselves."""
LARGEST_BODY = 64 * 1024 * 1024
_SLOWEST_S = 6
"""Seconds in which another machine must say what it wants."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeDoor:
    """Where other machines of the office come in: with TLS, everyone by name and password."""

    address: str
    fingerprint: str
    """Of the certificate, which no browser knows: read aloud to whoever comes first."""
    server: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """An open desk; close it to let the next one in."""

    address: str
    """Address to open in the browser: it carries the token."""
    place: Place
    server: Any
    lock: FileLock
    office: OfficeDoor | None = None
    """The way in for other machines."""

    def serve(self) -> None:
        """Answer until the process is ended."""
        from kit.desk.read_ahead import read_ahead

        if self.office:
            Thread(target=self.office.server.serve, daemon=True).start()
        read_ahead(self.place)
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
        if self.office:
            self.office.server.stop()
        self.server.close()
        self.lock.release()


def open_desk(
    folder: Path,
    clock: Clock,
    *,
    port: int = 0,
    lan: str = "",
    lan_port: int = OFFICE_PORT,
    practises: bool = False,
) -> Desk:
    """Return the desk of a workspace; ``port`` 0 takes one that is free.

    ``lan`` is this machine's address in the office's network, for signers at their own desks.
    ``practises`` says on every page that ``clock`` stands at another day than today.

    Raises:
        LockedError: Another one is open for this workspace.
        StorageError: The workspace or a port cannot be used.
    """
    place = Place(
        folder=folder.resolve(),
        clock=clock,
        token=secrets.token_urlsafe(24),
        lan=lan,
        practises=practises,
    )
    lock = _lock(place)
    from kit.desk.settings import configure

    configure(place)
    from django.core.wsgi import get_wsgi_application
    from waitress.server import create_server

    from kit.desk.pages_at_need import loading_ahead

    try:
        server = create_server(
            loading_ahead(get_wsgi_application()),
            host=THIS_MACHINE,
            port=port,
            threads=THREADS,
            ident="",
            max_request_body_size=LARGEST_BODY,
        )
    except OSError as error:
        raise StorageError(
            f"端口 {port} 用不了：{error.strerror}。", "换一个端口，或者不写 --port。"
        ) from error
    address = f"http://{THIS_MACHINE}:{server.effective_port}/open/{place.token}/"
    office = _office_door(place, get_wsgi_application(), lan_port) if lan else None
    return Desk(address=address, place=place, server=server, lock=lock, office=office)


def _office_door(place: Place, application: Any, port: int) -> OfficeDoor:
    """Return the way in for other machines; it answers once it is served."""
    from cheroot.ssl.builtin import BuiltinSSLAdapter
    from cheroot.wsgi import Server

    from kit.desk.certificate import certificate

    own = certificate(place.private, place.lan, place.clock())
    server = Server(
        (place.lan, port),
        application,
        numthreads=THREADS,
        max=THREADS,
        timeout=_SLOWEST_S,
        server_name="",
    )
    server.max_request_body_size = LARGEST_BODY
    server.error_log = _say_nothing  # type: ignore[method-assign]  # cheroot has no other way
    adapter = BuiltinSSLAdapter(str(own.chain), str(own.key))
    adapter.context.minimum_version = ssl.TLSVersion.TLSv1_2
    server.ssl_adapter = adapter
    try:
        server.prepare()
    except OSError as error:
        raise StorageError(
            f"{place.lan} 的端口 {port} 用不了。",
            "看这台电脑连着办公室的网没有；或者换一个端口：--lan-port。",
        ) from error
    return OfficeDoor(
        address=f"https://{place.lan}:{server.bind_addr[1]}/",
        fingerprint=own.fingerprint,
        server=server,
    )


def _say_nothing(*_told: object, **_more: object) -> None:
    """Keep no log: who came and what went wrong with a connection is nobody's business."""


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

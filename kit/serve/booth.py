"""The recording booth: a page on this machine alone that leads a reader from line to line.

It listens on the loopback address, under a random path, and answers only to its own name: no
other page that is open in the browser can reach it, and nobody on the network.
"""

from __future__ import annotations

import json
import re
import secrets
from http import HTTPStatus
from typing import TYPE_CHECKING, Protocol

from kit.errors import KitError
from kit.serve.guarded import THIS_MACHINE, GuardedHandler, GuardedServer

if TYPE_CHECKING:
    from collections.abc import Sequence

LARGEST_BYTES = 30_000_000
"""Five minutes at 48 kHz; a sentence takes ten seconds."""
_NUMBER = re.compile(r"(\d{1,4})(\.wav|/anyway)?")


class Line(Protocol):
    """A sentence to be read: as it is said, and as it is written."""

    @property
    def read(self) -> str:
        """What is read aloud."""

    @property
    def written(self) -> str:
        """What the item says."""


class Session(Protocol):
    """What is recorded: lines, and where their sounds go."""

    @property
    def title(self) -> str:
        """What is read."""

    @property
    def label(self) -> str:
        """In which voice."""

    @property
    def lines(self) -> Sequence[Line]:
        """The sentences."""

    def done(self) -> list[bool]:
        """Return which lines are recorded well enough."""

    def take(self, number: int, data: bytes) -> tuple[tuple[str, ...], bool]:
        """Keep a recording; return its verdicts, and whether they may be put up with."""

    def tolerate(self, number: int) -> None:
        """Take the last recording of a line as it is."""

    def sound(self, number: int) -> bytes | None:
        """Return the last recording of a line."""

    def finish(self) -> tuple[tuple[str, ...], bool]:
        """Hand all in; return what there is to say, and whether it was taken."""


class BoothServer(GuardedServer):
    """Serves one session under one random path until it is handed in."""

    def __init__(self, session: Session, port: int = 0) -> None:
        self.session = session
        self.token = secrets.token_urlsafe(24)
        super().__init__((THIS_MACHINE, port), BoothHandler)

    @property
    def address(self) -> str:
        """What to open in the browser."""
        return f"http://{THIS_MACHINE}:{self.server_port}/{self.token}/"


class BoothHandler(GuardedHandler):
    """Answers the page and what it sends."""

    server: BoothServer

    def do_GET(self) -> None:
        """Answer with the page, or with a recording to listen to."""
        path = self._path()
        match = _NUMBER.fullmatch(path or "")
        if path == "":
            self._page()
        elif match and match[2] == ".wav" and (data := self._sound(int(match[1]))):
            self._show(data, "audio/flac" if data.startswith(b"fLaC") else "audio/wav")
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def do_POST(self) -> None:
        """Take a recording, or the end of the session."""
        path = self._path()
        if path is None:
            # Before anything else of the request is looked at: only our own page knows the path.
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        data = self.body(LARGEST_BYTES)
        if data is None:
            self.send_error(HTTPStatus.BAD_REQUEST)
            return
        match = _NUMBER.fullmatch(path)
        if path == "finish":
            told, kept = self._attempt_finish()
            self._say(told, kept=kept, tolerable=False)
            if kept:
                # From another thread: the server cannot end while it waits for its own answer.
                self.server.shutdown()
        elif match and self._is_line(int(match[1])) and match[2] != ".wav":
            self._line(int(match[1]), data, anyway=bool(match[2]))
        else:
            self.send_error(HTTPStatus.NOT_FOUND)

    def _line(self, number: int, data: bytes, *, anyway: bool) -> None:
        session = self.server.session
        if anyway:
            session.tolerate(number)
            self._say((), kept=session.done()[number - 1], tolerable=False)
            return
        try:
            verdicts, tolerable = session.take(number, data)
        except KitError as error:
            verdicts, tolerable = (str(error),), False
        self._say(verdicts, kept=not verdicts, tolerable=tolerable)

    def _attempt_finish(self) -> tuple[tuple[str, ...], bool]:
        try:
            return self.server.session.finish()
        except KitError as error:
            return (str(error),), False

    def _sound(self, number: int) -> bytes | None:
        return self.server.session.sound(number) if self._is_line(number) else None

    def _is_line(self, number: int) -> bool:
        return 1 <= number <= len(self.server.session.lines)

    def _path(self) -> str | None:
        """Return what is asked for below the random path; None where that is not known.

        A page of another site could lead its own name here, but then says that name.
        """
        port = self.server.server_port
        start = f"/{self.server.token}/"
        path = self.path.partition("?")[0]
        if self.headers.get("Host") != f"{THIS_MACHINE}:{port}":
            return None
        origin = self.headers.get("Origin")
        if origin not in {None, f"http://{THIS_MACHINE}:{port}"}:
            return None
        known = secrets.compare_digest(path[: len(start)].encode(), start.encode())
        return path[len(start) :] if known else None

    def _page(self) -> None:
        from jinja2 import Environment, PackageLoader, StrictUndefined

        session, nonce = self.server.session, secrets.token_urlsafe(16)
        environment = Environment(
            loader=PackageLoader("kit.serve"), autoescape=True, undefined=StrictUndefined
        )
        page = environment.get_template("record.html").render(
            title=session.title,
            label=session.label,
            lines=[{"read": line.read, "written": line.written} for line in session.lines],
            done=session.done(),
            nonce=nonce,
        )
        policy = (
            f"default-src 'none'; script-src 'nonce-{nonce}' blob:; style-src 'nonce-{nonce}'; "
            "media-src 'self'; connect-src 'self'; base-uri 'none'; "
            "form-action 'none'; frame-ancestors 'none'"
        )
        self._show(page.encode(), "text/html; charset=utf-8", policy)

    def _say(self, verdicts: Sequence[str], *, kept: bool, tolerable: bool) -> None:
        told = {"verdicts": list(verdicts), "kept": kept, "tolerable": tolerable}
        self._show(json.dumps(told, ensure_ascii=False).encode(), "application/json")

    def _show(self, data: bytes, kind: str, policy: str = GuardedHandler.policy) -> None:
        headers = {
            "Content-Type": kind,
            "Cache-Control": "no-store",
            "Content-Security-Policy": policy,
        }
        self.answer(HTTPStatus.OK, headers, data)

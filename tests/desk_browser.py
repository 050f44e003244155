"""Somebody at a desk over HTTP, without a window: cookies and forms as a browser sends them."""

from __future__ import annotations

import time
from dataclasses import dataclass, field
from http.client import HTTPConnection
from urllib.parse import quote, urlencode, urlsplit

PATIENCE_S = 120


@dataclass(frozen=True)
class Answer:
    status: int
    text: str
    location: str


@dataclass
class Browser:
    """Somebody who is let in; keeps one connection open, as browsers do."""

    connection: HTTPConnection
    cookies: dict[str, str] = field(default_factory=dict)

    @classmethod
    def let_in(cls, address: str) -> Browser:
        """Return the clerk's browser; ``address`` is the one with the desk's token."""
        parts = urlsplit(address)
        browser = cls(HTTPConnection(parts.netloc, timeout=PATIENCE_S))
        browser.get(parts.path)
        return browser

    def get(self, path: str) -> str:
        """Return a page; it must be there."""
        return self.well(self.ask("GET", path))

    def timed(self, method: str, path: str, words: dict[str, str] | None = None) -> float:
        """Return how many milliseconds an answer took."""
        begun = time.perf_counter()
        self.well(self.ask(method, path, words))
        return (time.perf_counter() - begun) * 1000

    def well(self, answer: Answer) -> str:
        assert answer.status in (200, 302), f"{answer.status}\n{answer.text[:2000]}"
        return answer.text

    def ask(self, method: str, path: str, words: dict[str, str] | None = None) -> Answer:
        """Return what is answered to a page that is opened, or to a form that is sent."""
        headers = {"Cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())}
        body = None
        if words is not None:
            token = self.cookies.get("csrftoken", "")
            body = urlencode({**words, "csrfmiddlewaretoken": token})
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        self.connection.request(method, quote(path, safe="/?&=%"), body, headers)
        answer = self.connection.getresponse()
        data = answer.read()
        for name, value in answer.getheaders():
            if name.lower() == "set-cookie":
                cookie, _, rest = value.partition("=")
                self.cookies[cookie] = rest.partition(";")[0]
        return Answer(
            answer.status, data.decode("utf-8", "replace"), answer.getheader("Location", "")
        )

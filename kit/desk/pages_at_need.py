"""Pages loaded when they are first asked for, so that the first one need not wait for the rest.

What the editor needs, fonts and readings and checks, takes as long to load as all of the desk.
One thread loads at a time, and no page is answered while all are being loaded: of a library whose
parts load one another, two threads that begin at different parts each find the other's half done.
"""

from __future__ import annotations

from importlib import import_module
from threading import Event, RLock, Thread
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import ModuleType

    from django.http import HttpRequest, HttpResponse

_NO_PAGES = ("/open/", "/static/")
_named: list[str] = []
_loading = RLock()


class Pages:
    """A module of ``kit.desk.pages``; its attributes are its pages."""

    def __init__(self, module: str) -> None:
        self._module = f"kit.desk.pages.{module}"
        _named.append(self._module)

    def __getattr__(self, name: str) -> Callable[..., HttpResponse]:
        """Return the page of that name, which loads its module when it is opened."""

        def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            opened: HttpResponse = getattr(loaded(self._module), name)(request, *args, **kwargs)
            return opened

        page.__name__ = name
        page.__module__ = self._module
        return page


def loaded(module: str) -> ModuleType:
    """Return a module; whoever asks while another thread loads waits for it."""
    with _loading:
        return import_module(module)


def load_all() -> None:
    """Load the modules of all pages."""
    with _loading:
        for module in _named:
            import_module(module)


def loading_ahead(answer: Callable[..., Iterable[bytes]]) -> Callable[..., Iterable[bytes]]:
    """Return a WSGI application that loads all pages while its first page is read."""
    begun = Event()

    def application(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        answered = answer(environ, start)
        if not begun.is_set() and not environ["PATH_INFO"].startswith(_NO_PAGES):
            begun.set()
            Thread(target=load_all, daemon=True).start()
        return answered

    return application

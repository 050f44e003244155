"""A desk opened for tests: its own workspace, a clock that stands still, browsers without a net."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.db import connections

from kit.desk.here import PRIVATE, Place
from kit.desk.settings import DATABASE, configure

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=ZoneInfo("Asia/Shanghai"))
EXAMPLE = Path(__file__).parents[1] / "examples" / "daxi"
TOKEN = "a-token-of-this-start"


@dataclass(frozen=True)
class TestDesk:
    """A place with its folder; ``browser`` gives a fresh one, ``clerk`` one that is let in."""

    __test__ = False
    place: Place

    @property
    def folder(self) -> Path:
        return self.place.folder

    def browser(self, **headers: str) -> Any:
        from django.test import Client

        return Client(enforce_csrf_checks=False, HTTP_HOST="127.0.0.1", **headers)

    def clerk(self) -> Any:
        client = self.browser()
        client.get(f"/open/{TOKEN}/")
        return client

    def account(self, name: str, password: str = "123-mima-9") -> None:
        """Give somebody a password, whether they stand on the list of signers or not."""
        from django.contrib.auth import get_user_model

        users = get_user_model().objects
        if not users.filter(username=name).exists():
            users.create_user(name, password=password)

    def signer(self, name: str, password: str = "123-mima-9") -> Any:
        """Return a browser in which a signer has signed in; the account is made if need be."""
        self.account(name, password)
        client = self.browser()
        client.post("/sign-in/", {"name": name, "password": password})
        return client


def open_test_desk(folder: Path, now: datetime = NOW, *, lan: str = "") -> TestDesk:
    """Return a desk over a copy of the example in ``folder``."""
    if not folder.exists():
        shutil.copytree(EXAMPLE, folder)
    place = Place(folder=folder, clock=lambda: now, token=TOKEN, lan=lan)
    if not (place.private / DATABASE).exists():
        place.private.mkdir(parents=True, exist_ok=True)
        shutil.copy(_first_start() / PRIVATE / DATABASE, place.private)
    configure(place)
    hash_quickly()
    return TestDesk(place)


@cache
def _first_start() -> Path:
    """Return the folder of a first start: it makes the database anew, which takes half a second.

    It is there as long as the tests: Django stays with the first folder's static files.
    """
    folder = Path(tempfile.mkdtemp(prefix="first-start-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    configure(Place(folder=folder, clock=lambda: NOW, token=TOKEN))
    connections.close_all()
    return folder


def hash_quickly() -> None:
    """Half a second for every password is right before a guesser, and wrong in a test."""
    from django.conf import settings
    from django.contrib.auth import hashers

    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    hashers.get_hashers.cache_clear()
    hashers.get_hashers_by_algorithm.cache_clear()

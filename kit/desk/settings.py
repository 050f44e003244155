"""Django as the desk uses it: accounts, sessions, forms and templates; nothing from outside."""

from __future__ import annotations

import contextlib
import logging
import secrets
import sqlite3
from pathlib import Path
from typing import TYPE_CHECKING, Any

import django
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connections
from django.db.migrations.exceptions import InconsistentMigrationHistory

from kit.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.desk.here import Place

_CODE = Path(__file__).parent
_SECRET = "secret"  # noqa: S105 - the file's name
DATABASE = "desk.sqlite3"
DEPLOY_WAIVED = {
    "security.W004": "HSTS would lock browsers out of a certificate that only the office knows.",
    "security.W008": "On this machine there is no TLS: nothing leaves it.",
    "security.W012": "The door marks cookies as secure wherever they travel by TLS.",
    "security.W016": "As W012.",
}
"""What ``check --deploy`` asks for and the desk does otherwise, each with its reason."""
SESSION_S = 12 * 3600
"""A working day: a desk left open overnight asks again."""
LARGEST_UPLOAD = 30 * 1024 * 1024
"""Bytes: a photograph of a board; larger files are refused before they are read."""

_SQLITE = {
    "ENGINE": "django.db.backends.sqlite3",
    "OPTIONS": {
        "timeout": 20,
        "transaction_mode": "IMMEDIATE",
        # An answered “存好了” must outlast a power cut.
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
    },
}
_FIXED: dict[str, Any] = {
    "DEBUG": False,
    "ROOT_URLCONF": "kit.desk.addresses",
    "INSTALLED_APPS": [
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.staticfiles",
        "kit.desk",
    ],
    "MIDDLEWARE": [
        "kit.desk.door.SecureCookies",
        "django.middleware.security.SecurityMiddleware",
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
        "kit.desk.door.Door",
    ],
    "TEMPLATES": [
        {
            "BACKEND": "django.template.backends.django.DjangoTemplates",
            "DIRS": [_CODE / "templates"],
            "OPTIONS": {
                "context_processors": [
                    "django.template.context_processors.request",
                    "kit.desk.roles.in_every_page",
                ]
            },
        }
    ],
    "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
    "AUTH_PASSWORD_VALIDATORS": [
        {
            "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
            "OPTIONS": {"min_length": 6},
        },
        {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    ],
    "LANGUAGE_CODE": "zh-hans",
    "TIME_ZONE": "Asia/Shanghai",
    "USE_TZ": True,
    "STATIC_URL": "/static/",
    "WHITENOISE_USE_FINDERS": True,
    "WHITENOISE_AUTOREFRESH": False,
    "LOGIN_URL": "sign_in",
    "SESSION_COOKIE_AGE": SESSION_S,
    "SESSION_COOKIE_HTTPONLY": True,
    "SESSION_COOKIE_SAMESITE": "Strict",
    "CSRF_COOKIE_HTTPONLY": True,
    "CSRF_COOKIE_SAMESITE": "Strict",
    "CSRF_FAILURE_VIEW": "kit.desk.refused.csrf",
    "SECURE_CONTENT_TYPE_NOSNIFF": True,
    "SECURE_REFERRER_POLICY": "same-origin",
    "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
    "X_FRAME_OPTIONS": "DENY",
    "DATA_UPLOAD_MAX_MEMORY_SIZE": LARGEST_UPLOAD,
    "LOGGING_CONFIG": None,
}


def configure(place: Place) -> None:
    """Set Django up for a place, once a process, and bring its database up to date.

    Raises:
        StorageError: The workspace's disk does not take it, or the database is damaged.
    """
    try:
        (place.private / "static").mkdir(parents=True, exist_ok=True)
        if settings.configured:
            _move_to(place)
        else:
            settings.configure(**_settings(place))
            django.setup()
            _be_silent()
    except OSError as error:
        raise StorageError(
            f"工作夹里写不进去：{place.private}。", "请看磁盘满了没有、文件夹能不能写。"
        ) from error
    with _damage_told():
        _look_at_pages(place.private / DATABASE)
        call_command("migrate", verbosity=0, interactive=False)
        _look_at_rows()


@contextlib.contextmanager
def _damage_told() -> Iterator[None]:
    try:
        yield
    except (
        sqlite3.DatabaseError,
        DatabaseError,
        InconsistentMigrationHistory,
        ValueError,
    ) as error:
        if "locked" in str(error):
            raise
        from kit.desk.models import damaged

        raise damaged() from error


def _look_at_pages(database: Path) -> None:
    """Read the whole database before anything is written to it.

    Raises:
        sqlite3.DatabaseError: Its pages, or a list by which rows are found, are not as they were.
    """
    if not database.exists():
        return
    with contextlib.closing(sqlite3.connect(database)) as opened:
        (said,) = opened.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok":
        raise sqlite3.DatabaseError(said)


def _look_at_rows() -> None:
    """Read every row as a page would: a text, a day or a seal that does not fit is found now."""
    for model in apps.get_models():
        list(model.objects.all())


def _be_silent() -> None:
    """Let nobody write down who asked for what; a defect of ours goes to ``kit.log``."""
    for name in ("django", "waitress"):
        logger = logging.getLogger(name)
        logger.addHandler(logging.NullHandler())
        logger.propagate = False


def _move_to(place: Place) -> None:
    """Open another place in the same process; only tests do."""
    connections.close_all()
    settings.PLACE = place
    connections["default"].settings_dict["NAME"] = place.private / DATABASE


def _settings(place: Place) -> dict[str, Any]:
    return {
        **_FIXED,
        "PLACE": place,
        "SECRET_KEY": _secret(place),
        "ALLOWED_HOSTS": ["127.0.0.1", "localhost", *filter(None, [place.lan])],
        "DATABASES": {"default": {**_SQLITE, "NAME": place.private / DATABASE}},
        "STATIC_ROOT": place.private / "static",
    }


def _secret(place: Place) -> str:
    path = place.private / _SECRET
    if not path.exists():
        path.write_text(secrets.token_urlsafe(48), "ascii")
        path.chmod(0o600)
    return path.read_text("ascii")

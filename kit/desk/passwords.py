"""Passwords: one a signer, held against the same throttle wherever one is asked for."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth import authenticate, get_user_model

from kit.desk.here import here
from kit.desk.models import Refused
from kit.errors import ReviewError

if TYPE_CHECKING:
    from datetime import datetime

MOST_WRONG = 5
WAIT = timedelta(minutes=5)
"""After five wrong passwords for a name, the next is looked at five minutes later."""


def names_with_password() -> tuple[str, ...]:
    """Return who has a password, by name."""
    users = get_user_model().objects.order_by("username")
    return tuple(one.get_username() for one in users if one.has_usable_password())


def signed_in(name: str, password: str) -> Any:
    """Return the Django user of a name and its password.

    Raises:
        ReviewError: It is not the password, or there were too many wrong ones.
    """
    now = here().clock()
    if _wrong(name, now) >= MOST_WRONG:
        raise ReviewError(f"“{name}”的密码错了太多次。", "请过 5 分钟再试。")
    user = authenticate(username=name, password=password)
    if user is None:
        Refused.objects.create(name=name[:40], at=now)
        raise ReviewError("名字或密码不对。", "请再输一遍；忘了密码，请找管这台电脑的人重设。")
    Refused.objects.filter(name=name).delete()
    return user


def _wrong(name: str, now: datetime) -> int:
    Refused.objects.filter(at__lt=now - WAIT).delete()
    return int(Refused.objects.filter(name=name[:40]).count())

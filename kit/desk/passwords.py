"""Passwords: one a signer, held against the same throttle wherever one is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib.auth import authenticate, get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from kit.desk.here import here
from kit.desk.models import Refused
from kit.desk.roles import CLERK
from kit.errors import RequestError, ReviewError
from kit.office.signers import account_name, signer_now, signers_now

if TYPE_CHECKING:
    from datetime import datetime

    from kit.office.signers import SignerNow

MOST_WRONG = 5
WAIT = timedelta(minutes=5)
"""After five wrong passwords for a name, the next is looked at five minutes later."""
LEAST_CHARACTERS = 6
MOST_CHARACTERS = 128
"""Longer ones are no stronger, and take long to hash."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A signer of kit.toml, and whether they can come in by themselves."""

    person: SignerNow
    since: datetime | None
    """When the first password was set; None where there is none."""


def accounts() -> tuple[Account, ...]:
    """Return everybody on the list of signers.

    Raises:
        SourceError: kit.toml cannot be read.
    """
    users = {one.get_username(): one for one in get_user_model().objects.all()}
    people = signers_now(here().folder, here().clock)
    return tuple(Account(person=one, since=_since(users.get(one.account))) for one in people)


def names_with_password() -> tuple[str, ...]:
    """Return who has a password, by name."""
    users = get_user_model().objects.order_by("username")
    return tuple(one.get_username() for one in users if one.has_usable_password())


def signed_in(name: str, password: str) -> Any:
    """Return the Django user of a name and its password.

    Raises:
        ReviewError: It is not the password, there were too many wrong ones, or who gave it is
            not on the list of signers today.
    """
    user = _known(name, password)
    if user.get_username() != CLERK:
        _in_office(user.get_username())
    return user


def signer_by_password(name: str, password: str) -> str:
    """Return the name, as the list of signers has it, of who gave this password.

    Raises:
        ReviewError: As for :func:`signed_in`.
    """
    return _in_office(_known(name, password).get_username())


def set_first(name: str, password: str, again: str) -> None:
    """Give a signer who has no password the first one.

    Raises:
        RequestError: There is no such signer, there is one already, or it cannot be this one.
        SourceError: kit.toml cannot be read.
    """
    person = signer_now(here().folder, name, here().clock)
    if person is None or person.account == CLERK:
        raise RequestError(f"签字人名单里没有“{name}”。", "请先在“设置”里把他加进名单。")
    users = get_user_model().objects
    if users.filter(username=person.account).exists():
        raise RequestError(
            f"“{person.name}”已经有密码。", "要改，用旧密码改；忘了，在这台电脑上重设。"
        )
    _judge(password, again)
    users.create_user(person.account, password=password, date_joined=here().clock())


def change(name: str, old: str, password: str, again: str) -> Any:
    """Return the Django user whose old password was exchanged for a new one.

    Raises:
        RequestError: It cannot be this one.
        ReviewError: As for :func:`signed_in`.
    """
    user = _known(name, old)
    _judge(password, again)
    user.set_password(password)
    user.save(update_fields=["password"])
    return user


def forget(name: str) -> None:
    """Take a signer's password away, so that the first one can be set again.

    Raises:
        RequestError: Nobody of that name has one.
    """
    account = account_name(name)
    deleted, _ = get_user_model().objects.filter(username=account).delete()
    Refused.objects.filter(name=account[:40]).delete()
    if not deleted:
        known = "、".join(names_with_password()) or "还没有人设过"
        raise RequestError(f"“{name}”没有密码，不用重设。", f"有密码的：{known}。")


def _known(name: str, password: str) -> Any:
    now, account = here().clock(), account_name(name)
    if _wrong(account, now) >= MOST_WRONG:
        raise ReviewError(f"“{account}”的密码错了太多次。", "请过 5 分钟再试。")
    user = authenticate(username=account, password=password[:MOST_CHARACTERS])
    if user is None:
        Refused.objects.create(name=account[:40], at=now)
        raise ReviewError("名字或密码不对。", "请再输一遍；忘了密码，请找管这台电脑的人重设。")
    Refused.objects.filter(name=account[:40]).delete()
    return user


def _in_office(account: str) -> str:
    person = signer_now(here().folder, account, here().clock)
    # A post, and no person: whoever signs stands on the list under a name of their own.
    if person is None or account == CLERK:
        raise ReviewError(f"签字人名单里没有“{account}”。", "请业务员在“设置”里核对名单。")
    if not person.in_office:
        raise ReviewError(
            f"“{person.name}”的任期是{person.term}，今天不在里面。",
            "请业务员在“设置”里核对任期。",
        )
    return person.name


def _judge(password: str, again: str) -> None:
    if password != again:
        raise RequestError("两次输的密码不一样。", "请再输一遍。")
    if not LEAST_CHARACTERS <= len(password) <= MOST_CHARACTERS:
        raise RequestError(
            f"密码要 {LEAST_CHARACTERS} 到 {MOST_CHARACTERS} 个字。", "字母、数字、汉字都行。"
        )
    try:
        validate_password(password)
    except ValidationError as error:
        raise RequestError("这个密码太容易猜到。", "请换一个，不要用连着的数字。") from error


def _since(user: Any) -> datetime | None:
    return user.date_joined if user is not None else None


def _wrong(account: str, now: datetime) -> int:
    Refused.objects.filter(at__lt=now - WAIT).delete()
    return int(Refused.objects.filter(name=account[:40]).count())

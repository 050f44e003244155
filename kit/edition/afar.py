"""Editions made by a cluster where they are missing; none is believed or signed here."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from kit.edition.cluster import reach, run_elsewhere, safe_address
from kit.edition.elsewhere import make_elsewhere
from kit.edition.published.unchanged import last_result
from kit.edition.sent_away import packed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from kit.edition.request import Options
    from kit.errors import KitError

Asked = TypeVar("Asked")


def made_afar(
    asked: Sequence[Asked], wanted: Callable[[Asked], tuple[Path, Options]], address: str
) -> Iterator[tuple[Asked, bytes | KitError | None]]:
    """Return each with what a cluster made of it; None of one that is unchanged and not sent.

    ``wanted`` gives the workspace of one, and what is wanted of it.

    Raises:
        RequestError: The cluster's address is not safe.
    """
    safe_address(address)

    def sent(one: Asked) -> tuple[bytes, Options] | None:
        folder, options = wanted(one)
        is_same = last_result(folder, options) is not None
        return None if is_same else (packed(folder, options), options)

    return run_elsewhere(make_elsewhere, asked, sent, lambda: reach(address))

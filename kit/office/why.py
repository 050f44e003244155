"""Why a finished output is as it is, in words for staff."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kit.edition.published.at_hand import edition_at_hand
from kit.edition.published.why import INPUT_NAMES, origin_of, origins_in

if TYPE_CHECKING:
    from pathlib import Path

    from kit.edition.published.why import Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionOrigins:
    """Every output of an edition with where it comes from."""

    edition: str
    """What staff call it: 2026-W48/r02."""
    changed: tuple[Origin, ...]
    """Made otherwise than the revision before."""
    new: tuple[Origin, ...]
    same: tuple[Origin, ...]


def why(path: Path) -> Origin:
    """Return what made a file of an edition, or a public page, as staff call it.

    Raises:
        SourceError: It lies in neither, or the kit did not make it.
    """
    return _as_called(origin_of(path))


def why_all(folder: Path, week: str = "") -> EditionOrigins:
    """Return what made each file of the newest edition, of that week or of all.

    Raises:
        RequestError: ``week`` is none.
        SourceError: There is no edition yet.
        VerifyError: It is not signed by this workspace.
    """
    edition = edition_at_hand(folder, week)
    found = tuple(map(_as_called, origins_in(edition.folder)))
    return EditionOrigins(
        edition=edition.name,
        changed=tuple(one for one in found if one.changed),
        new=tuple(one for one in found if one.changed is None),
        same=tuple(one for one in found if one.changed == ()),
    )


def _as_called(origin: Origin) -> Origin:
    """Return an origin with its inputs as staff call them."""
    changed = origin.changed
    return replace(
        origin,
        inputs={INPUT_NAMES.get(name, name): value for name, value in origin.inputs.items()},
        changed=None
        if changed is None
        else tuple(dict.fromkeys(INPUT_NAMES.get(one, one) for one in changed)),
    )

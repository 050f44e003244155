"""Why a finished output is as it is, in words for staff."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from kit.edition.published.why import INPUT_NAMES, origin_of

if TYPE_CHECKING:
    from pathlib import Path

    from kit.edition.published.why import Origin


def why(path: Path) -> Origin:
    """Return what made a file of an edition, or a public page, as staff call it.

    Raises:
        SourceError: It lies in neither, or the kit did not make it.
    """
    origin = origin_of(path)
    changed = origin.changed
    return replace(
        origin,
        inputs={INPUT_NAMES.get(name, name): value for name, value in origin.inputs.items()},
        changed=None if changed is None else tuple(INPUT_NAMES.get(one, one) for one in changed),
    )

"""Recipes: every input of an output by its hash, derived, so that nobody has to remember.

A recipe is the job's order in canonical form and the program that can run for it. Nobody writes
one down: whatever a worker is given counts, and whatever its code can reach. docs/decisions/0008.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from kit.edition.store.canonical import canonical
from kit.edition.store.closure import library_versions, own_code
from kit.errors import StorageError
from kit.program import hash_of, platform, program_state

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from kit.edition.store.closure import Root
    from kit.edition.store.store import Store

Recipe: TypeAlias = "Mapping[str, str]"

PROGRAM, LOOK = "program", "look"
"""Entries of a recipe: the code that makes an output, and the code that inspects it."""


@dataclass(frozen=True, slots=True)
class Recipes:
    """Derives recipes; the lists of what each program consists of are kept in the store."""

    store: Store

    def of(
        self,
        make: Callable[..., object],
        order: object,
        look: Callable[..., object] | None = None,
    ) -> dict[str, str]:
        """Return the recipe of what ``make`` makes from ``order`` and ``look`` inspects.

        Raises:
            TypeError: The order holds a value that has no canonical form.
        """
        known = canonical(order)
        recipe = {**known.parts, PROGRAM: self._program({root_of(make), *known.roots})}
        if look is not None:
            recipe[LOOK] = self._program({root_of(look), *known.roots})
        return recipe

    def program_of(self, makers: Iterable[Callable[..., object]], modules: Iterable[str]) -> str:
        """Return a hash of all that ``makers`` can run with any value of these modules."""
        return self._program(roots_in(makers, modules))

    def _program(self, roots: set[Root]) -> str:
        """Return the hash of the list of all that can run; the list stands in the store.

        The closure of the same names in the same program is known from the last time.
        """
        key = hash_of(program_state(), *sorted(map(str, roots)))
        kept = self.store.recall(key)
        if kept is not None:
            return kept[0].sha256
        listed = _listed(roots)
        # A disk that takes nothing only costs the time to list it again.
        with contextlib.suppress(StorageError):
            self.store.remember(key, (self.store.put("", listed),))
        return hashlib.sha256(listed).hexdigest()


def _listed(roots: Iterable[Root]) -> bytes:
    """Return a line for each definition, data file and library: its name and what it is now."""
    code = own_code()
    found = code.closure(sorted(roots))
    lines = [
        *(f"{module}.{name} {digest[:16]}" for (module, name), digest in found.definitions.items()),
        *(f"{file} {digest[:16]}" for file, digest in code.data_of(found).items()),
        *(f"{name} {version}" for name, version in library_versions(found).items()),
        *(one.replace("=", " ") for one in platform()),
    ]
    return "\n".join(sorted(lines)).encode("utf-8")


def roots_in(makers: Iterable[Callable[..., object]], modules: Iterable[str]) -> set[Root]:
    """Return where functions stand, and whole modules: each is named in the package above it."""
    parts = (name.rpartition(".") for name in modules)
    return {*map(root_of, makers), *((above, name) for above, _, name in parts)}


def root_of(function: Callable[..., object]) -> Root:
    """Return where a function's definition stands."""
    return function.__module__, function.__qualname__


def key_of(recipe: Recipe) -> str:
    """Return the key of a recipe: the hash of its canonical JSON, the same on every machine."""
    text = json.dumps(dict(recipe), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def changed_inputs(old: Recipe, new: Recipe) -> Iterable[str]:
    """Return the names of inputs in which two recipes differ."""
    return sorted(name for name in old.keys() | new.keys() if old.get(name) != new.get(name))

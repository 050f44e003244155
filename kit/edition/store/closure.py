"""What a function can run: its definitions, its libraries and its data files, computed.

The unit is the definition, not the module: a change of one drawing routine makes anew what draws
with it, and nothing else. A definition reaches every name it mentions, through imports at the top
of its module and inside of it. Values that arrive from outside bring their class along, so
nothing can run that was not mentioned. docs/decisions/0008.
"""

from __future__ import annotations

import hashlib
import re
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import TYPE_CHECKING, Protocol, TypeAlias

from kit.edition.store.kept_summaries import KeptSummaries
from kit.edition.store.summary import summed_up
from kit.program import own_files

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kit.edition.store.summary import Summary, Target

Root: TypeAlias = "tuple[str, str]"
"""A definition by its module and its name in it."""

_INIT = "__init__.py"


@dataclass(slots=True)
class Closure:
    """All that some definitions can run."""

    definitions: dict[Root, str] = field(default_factory=dict)
    """Each with its hash."""
    libraries: set[str] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    """Names that are nobody's; some are packages that a constant names."""


class SumUp(Protocol):
    """Sums up a module's source, or knows from before what it says."""

    def __call__(self, source: bytes, module: str, *, is_package: bool) -> Summary:
        """Return its summary."""


class Code:
    """The source of our own package; a module is summed up when it is first reached."""

    def __init__(
        self, files: Mapping[str, bytes], package: str = "kit", sum_up: SumUp = summed_up
    ) -> None:
        self.package = package
        self._sum_up = sum_up
        self._files = files
        self._modules = {_module_name(file, package): file for file in files if _is_source(file)}
        self._summaries: dict[str, Summary | None] = {}
        self._steps: dict[Root, tuple[Closure, frozenset[Root]]] = {}

    def closure(self, roots: Iterable[Root]) -> Closure:
        """Return what these definitions reach."""
        found, new = Closure(), set(roots)
        seen = set(new)
        # Whole sets at a time: a week asks for more than a hundred closures.
        while new:
            steps = [self._step(root) for root in new]
            for own, _ in steps:
                found.definitions |= own.definitions
                found.libraries |= own.libraries
                found.words |= own.words
            new = set[Root]().union(*(further for _, further in steps)) - seen
            seen |= new
        return found

    def _step(self, root: Root) -> tuple[Closure, frozenset[Root]]:
        """Return what one definition adds and mentions; many outputs share most of theirs."""
        if root not in self._steps:
            own = Closure()
            self._steps[root] = own, frozenset(self._reached(root, own))
        return self._steps[root]

    def data_of(self, found: Closure) -> dict[str, str]:
        """Return the data files of all packages that are reached, by hash: templates, profiles."""
        modules = {module for module, _ in found.definitions}
        packages = set(map(self._package_of, modules))
        return {
            file: digest for package in packages for file, digest in self._data.get(package, ())
        }

    @cached_property
    def _data(self) -> Mapping[str, Sequence[tuple[str, str]]]:
        """The data files of each package, by hash."""
        found = defaultdict[str, list[tuple[str, str]]](list)
        for file in self._files:
            if not _is_source(file):
                digest = hashlib.sha256(self._files[file]).hexdigest()
                found[self._owner(file)].append((file, digest))
        return found

    def summary(self, module: str) -> Summary | None:
        """Return a module of ours summed up; None for any other."""
        if module not in self._summaries:
            file = self._modules.get(module)
            is_package = file is not None and file.endswith(_INIT)
            self._summaries[module] = (
                self._sum_up(self._files[file], module, is_package=is_package) if file else None
            )
        return self._summaries[module]

    def _reached(self, root: Root, found: Closure) -> Iterator[Root]:
        """Yield all that a definition mentions, and note it."""
        module, name = root
        known = self.summary(module)
        if known is None:
            return
        mentions = known.definitions.get(name)
        if mentions is None:
            if name in known.imports:
                yield from self._imported(known.imports[name], found)
            else:
                yield from self._whole(f"{module}.{name}")
            return
        found.definitions[root] = mentions.digest
        for one in (module, *_above(module)):
            summary = self.summary(one)
            yield from ((one, statement) for statement in (summary.always if summary else ()))
        imports = {**known.imports, **mentions.imports}
        bases = {base for base, _ in mentions.attributes if self._is_module(imports.get(base))}
        for one in mentions.names - bases:
            if one in mentions.imports or (one in imports and one not in known.definitions):
                yield from self._imported(imports[one], found)
            elif one in known.definitions:
                yield module, one
            else:
                found.words.add(one)
        for base, chain in mentions.attributes:
            if base in bases:
                yield from self._of_module(imports[base], chain.split("."), found)

    def _imported(self, target: Target, found: Closure) -> Iterator[Root]:
        if self._is_foreign(target.module, found):
            return
        if target.symbol and self._has(target):
            yield target.module, target.symbol
        else:
            yield from self._whole(".".join(filter(None, target)))

    def _of_module(self, target: Target, chain: list[str], found: Closure) -> Iterator[Root]:
        """Yield what ``module.part.name`` names."""
        module = ".".join(filter(None, target))
        if self._is_foreign(module, found):
            return
        while len(chain) > 1 and f"{module}.{chain[0]}" in self._modules:
            module, chain = f"{module}.{chain[0]}", chain[1:]
        yield module, chain[0]

    def _whole(self, module: str) -> Iterator[Root]:
        """Yield all of a module: it was named, and nobody knows what of it is wanted."""
        summary = self.summary(module)
        yield from ((module, name) for name in (summary.definitions if summary else ()))

    def _is_foreign(self, module: str, found: Closure) -> bool:
        top = module.partition(".")[0]
        if top == self.package:
            return False
        found.libraries.add(top)
        return True

    def _is_module(self, target: Target | None) -> bool:
        return target is not None and (
            not target.symbol or f"{target.module}.{target.symbol}" in self._modules
        )

    def _has(self, target: Target) -> bool:
        summary = self.summary(target.module)
        return summary is not None and (
            target.symbol in summary.definitions or target.symbol in summary.imports
        )

    def _package_of(self, module: str) -> str:
        is_package = self._modules[module].endswith(_INIT)
        return module if is_package else module.rpartition(".")[0]

    def _owner(self, file: str) -> str:
        """Return the package a data file belongs to: the nearest one above it."""
        folder = file.rpartition("/")[0]
        while folder and f"{folder}/{_INIT}" not in self._files:
            folder = folder.rpartition("/")[0]
        return ".".join([self.package, *folder.split("/")]) if folder else self.package


def _is_source(file: str) -> bool:
    return file.endswith(".py")


def _module_name(file: str, package: str) -> str:
    parts = [package, *file.removesuffix(".py").split("/")]
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _above(module: str) -> list[str]:
    """Return the packages whose ``__init__`` runs before a module does."""
    parts = module.split(".")
    return [".".join(parts[:n]) for n in range(1, len(parts))]


@cache
def own_code() -> Code:
    """Return the program that runs."""
    return Code(own_files(), sum_up=own_summaries().summed_up)


@cache
def own_summaries() -> KeptSummaries:
    """Return what is known of the modules of the program that runs."""
    return KeptSummaries()


@cache
def _distributions() -> Mapping[str, list[str]]:
    # Loaded here: it takes longer than all else, and is wanted only when the program changed.
    from importlib import metadata

    return metadata.packages_distributions()


def library_versions(found: Closure) -> dict[str, str]:
    """Return the versions of what is imported and of all that this stands on."""
    by_name = _distributions()
    names = (found.libraries | (found.words & by_name.keys())) - sys.stdlib_module_names
    return _versions(frozenset(one for name in names for one in by_name.get(name, [name])))


@cache
def _versions(distributions: frozenset[str]) -> dict[str, str]:
    todo = list(distributions)
    versions: dict[str, str] = {}
    while todo:
        name = re.sub(r"[-_.]+", "-", todo.pop()).lower()
        if name not in versions:
            versions[name], required = _installed(name)
            todo += required
    return versions


@cache
def _installed(name: str) -> tuple[str, tuple[str, ...]]:
    """Return the version of a library and the names of those it stands on."""
    from importlib import metadata

    try:
        distribution = metadata.distribution(name)
    except metadata.PackageNotFoundError:
        return "none", ()  # an extra: once it is there, what wanted it is made anew
    required = (r for r in distribution.requires or () if "extra ==" not in r)
    return distribution.version, tuple(
        re.split(r"[ ;<>=!~\[(]", one, maxsplit=1)[0] for one in required
    )

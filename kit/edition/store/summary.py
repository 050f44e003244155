"""A module's source summed up: for each definition its hash and the names it mentions."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Mapping  # noqa: TC003 - msgspec reads it when it decodes
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_DEFINED = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
_NEVER_RUN = frozenset({"annotation", "returns"})
_LOADERS = frozenset({"import_module", "find_spec", "__import__", "files"})


class Target(NamedTuple):
    """What an import names: a module, and the symbol in it; none stands for the module itself."""

    module: str
    symbol: str = ""


@dataclass(frozen=True, slots=True)
class Mentions:
    """One definition at the top of a module: a function, a class or a constant."""

    digest: str
    names: frozenset[str] = frozenset()
    attributes: frozenset[tuple[str, str]] = frozenset()
    """``a.b.c`` as (``a``, ``b.c``): what is wanted of an imported module."""
    imports: Mapping[str, Target] = field(default_factory=dict)
    """Imported inside of it, by local name."""

    def beside(self, other: Mentions) -> Mentions:
        """Return both together: a name bound twice, in ``try`` and in ``except``."""
        return Mentions(
            _sha(self.digest + other.digest),
            self.names | other.names,
            self.attributes | other.attributes,
            {**self.imports, **other.imports},
        )


@dataclass(frozen=True, slots=True)
class Summary:
    """A module by its definitions."""

    definitions: Mapping[str, Mentions]
    imports: Mapping[str, Target]
    always: tuple[str, ...]
    """Statements that bind no name: they run whatever is wanted of the module."""


def summed_up(source: bytes, module: str, *, is_package: bool) -> Summary:
    """Return the summary of a module's source.

    Comments, docstrings, positions and layout do not count: none of them reaches an output.
    """
    place = module if is_package else module.rpartition(".")[0]
    definitions: dict[str, Mentions] = {}
    imports: dict[str, Target] = {}
    always: list[str] = []
    for number, node in enumerate(ast.parse(source).body):
        if isinstance(node, ast.Import | ast.ImportFrom):
            imports |= _imported(node, place)
            continue
        if _is_docstring(node) or _is_for_types(node):
            continue
        bound = bound_names(node)
        if not bound:
            bound = (f"<{number}>",)
            always += bound
        mentions = _mentions(node, place)
        for name in bound:
            known = definitions.get(name)
            definitions[name] = known.beside(mentions) if known else mentions
    return Summary(definitions, imports, tuple(always))


def bound_names(node: ast.AST) -> tuple[str, ...]:
    """Return the names a statement gives to what it makes."""
    if isinstance(node, _DEFINED):
        return (node.name,)
    found: list[str] = []
    for inner in ast.walk(node):
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store):
            found.append(inner.id)
        elif isinstance(inner, ast.Import | ast.ImportFrom):
            found += [alias.asname or alias.name.partition(".")[0] for alias in inner.names]
        elif isinstance(inner, _DEFINED):
            found.append(inner.name)
    return tuple(dict.fromkeys(found))


def _running(node: ast.AST) -> Iterator[ast.AST]:
    """Yield a statement's parts without its annotations.

    They never run: what arrives as an argument was made by code that is named elsewhere, or
    came with the order, whose classes are counted by themselves.
    """
    waiting = [node]
    while waiting:
        one = waiting.pop()
        yield one
        for name in reversed(one._fields):
            part = None if name in _NEVER_RUN else getattr(one, name, None)
            if isinstance(part, ast.AST):
                waiting.append(part)
            elif isinstance(part, list):
                waiting += [inner for inner in reversed(part) if isinstance(inner, ast.AST)]


def _is_for_types(node: ast.AST) -> bool:
    return isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)


def _imported(node: ast.Import | ast.ImportFrom, place: str) -> dict[str, Target]:
    if isinstance(node, ast.Import):
        return {
            alias.asname or alias.name.partition(".")[0]: Target(
                alias.name if alias.asname else alias.name.partition(".")[0]
            )
            for alias in node.names
        }
    base = node.module or ""
    if node.level:
        above = place.split(".")
        above = above[: len(above) - node.level + 1]
        base = ".".join([*above, *([base] if base else [])])
    return {alias.asname or alias.name: Target(base, alias.name) for alias in node.names}


def _mentions(node: ast.AST, place: str) -> Mentions:
    names: set[str] = set()
    attributes: set[tuple[str, str]] = set()
    imports: dict[str, Target] = {}
    for inner in _running(node):
        if isinstance(inner, ast.Name):
            names.add(inner.id)
        elif isinstance(inner, ast.Attribute):
            attributes |= _chain(inner)
        elif isinstance(inner, ast.Import | ast.ImportFrom):
            imports |= _imported(inner, place)
        elif isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            # The name of a package or of a class may stand in a constant.
            names |= {inner.value} if inner.value.isidentifier() else set()
        elif isinstance(inner, ast.Call):
            imports |= _loaded(inner)
    return Mentions(_hash(node), frozenset({*names, *imports}), frozenset(attributes), imports)


def _chain(node: ast.Attribute) -> set[tuple[str, str]]:
    parts, value = [node.attr], node.value
    while isinstance(value, ast.Attribute):
        parts.append(value.attr)
        value = value.value
    return {(value.id, ".".join(reversed(parts)))} if isinstance(value, ast.Name) else set()


def _loaded(call: ast.Call) -> dict[str, Target]:
    """Return the module that a call such as ``find_spec("numpy")`` names."""
    first = call.args[0] if call.args else None
    called = call.func.attr if isinstance(call.func, ast.Attribute) else ""
    called = call.func.id if isinstance(call.func, ast.Name) else called
    if called in _LOADERS and isinstance(first, ast.Constant) and isinstance(first.value, str):
        return {f"<{first.value}>": Target(first.value)}
    return {}


def _is_docstring(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )


def _hash(node: ast.AST) -> str:
    """Return the hash of what a definition does."""
    parts: list[str] = []
    _write(node, parts)
    return _sha("\n".join(parts))


def _write(value: object, parts: list[str]) -> None:
    """Add what ``ast.dump`` writes, docstrings left out; a whole program takes half the time."""
    if isinstance(value, ast.AST):
        parts.append(type(value).__name__)
        for name in value._fields:
            part = getattr(value, name, None)
            if name == "body" and isinstance(value, _DEFINED):
                part = [one for one in value.body if not _is_docstring(one)] or value.body[:1]
            _write(part, parts)
    elif isinstance(value, list):
        parts.append(f"[{len(value)}]")
        for part in value:
            _write(part, parts)
    else:
        parts.append(repr(value))


def _sha(text: str) -> str:
    # A source may name half a surrogate pair; it has a hash all the same.
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()

"""What prints or speaks and stands in no item: its hashes, and what changed in them.

Signatures hold for an item's text. Tables of readings, layouts, typefaces and most of kit.toml
decide with it what hangs and sounds, so a manifest and a review sheet name them too.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from kit.errors import SourceError
from kit.model.township import Voice
from kit.review.digest import chain_digest, digest_of, plain
from kit.source.builtin import builtin_dir
from kit.source.layouts import FOLDER as LAYOUTS
from kit.source.township import FILE, SECTIONS
from kit.source.voices import VOICES

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from kit.model.township import Township
    from kit.source.workspace import Workspace

CHAIN = f"{FILE} [[step]]"
_FOLDERS = (LAYOUTS, VOICES)
# A network and its voices are named in voice.toml by the checksums they must have.
_TABLES = (".toml", ".tsv", ".txt", ".json")
_NOT_HEARD = frozenset({"step", "signer"})


def definitions(workspace: Workspace) -> Mapping[str, str]:
    """Return the SHA-256 of everything outside the items that prints or speaks, by its name.

    Raises:
        SourceError: A file cannot be read.
    """
    township, folder = workspace.township, workspace.folder
    own = {
        path.relative_to(folder).as_posix(): _file_hash(path)
        for name in _FOLDERS
        for path in _tables(folder / name)
    }
    if township.font_file and (folder / township.font_file).is_file():
        own[township.font_file] = _file_hash(folder / township.font_file)
    built_in = {f"自带的 {name}": _folder_hash(builtin_dir(name)) for name in _FOLDERS}
    settings = {name: digest_of(plain(value)) for name, value in _settings(township)}
    return {**settings, CHAIN: chain_digest(township.chain), **built_in, **own}


def changed_names(before: Mapping[str, str], now: Mapping[str, str]) -> tuple[str, ...]:
    """Return the names of what was changed, added or taken away."""
    return tuple(name for name in {**now, **before} if before.get(name) != now.get(name))


def _settings(township: Township) -> Iterator[tuple[str, Any]]:
    """Yield the sections of kit.toml, those of the township's own key by key."""
    for section in SECTIONS:
        if section.name == "township":
            for key in section.keys:
                yield f"{FILE} {key.name}", getattr(township, key.name)
        elif section.name not in _NOT_HEARD:
            name = f"[[{section.name}]]" if section.many else f"[{section.name}]"
            value = getattr(township, section.name + "s" * section.many)
            # How a server is reached is not heard.
            is_voice = isinstance(value, Voice)
            yield f"{FILE} {name}", replace(value, proxy="", ca_file="") if is_voice else value


def _tables(folder: Path) -> list[Path]:
    return sorted(p for p in folder.rglob("*") if p.suffix.lower() in _TABLES and p.is_file())


def _folder_hash(folder: Path) -> str:
    return digest_of([[p.relative_to(folder).as_posix(), _file_hash(p)] for p in _tables(folder)])


def _file_hash(path: Path) -> str:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise SourceError(
            f"读不出 {path.name}（{error.strerror}）。", "请核对磁盘和权限。"
        ) from error

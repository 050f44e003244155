"""The register of codes beside the editions that printed them: mended from their signed lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.edition.published.manifest import signed_manifests
from kit.source.codes import FILE, CodeEntry, read_register, seal_of, write_codes

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.edition.published.manifest import Manifest
    from kit.source.codes import Register


def settle_codes(folder: Path, newest: Manifest | None, trusted_key: str | None) -> tuple[str, ...]:
    """Make the register hold every code that was ever printed; return what staff are told.

    What an edition signed stands; what only the register knows is kept beside it. So a code is
    never lost and never given to another item, whatever became of the file.

    Raises:
        SourceError: The register is damaged, and there is no edition that knows better.
        StorageError: The disk does not take it; the old register stands.
    """
    register = read_register(folder)
    if register.is_sealed and _is_up_to_date(register, newest):
        return ()
    signed = _signed_codes(folder / "output", trusted_key)
    if not signed and register.faults:
        raise register.faults[0]
    entries = _united(register, signed)
    told_all = tuple(entry for entry in entries if entry.code in signed)
    if not register.is_sealed and newest and newest.register == seal_of(told_all):
        entries = (
            told_all  # the editions tell the whole register: what else stands there is no code
        )
    if entries or register.entries:
        write_codes(folder, entries)
    if entries == register.entries and not register.faults:
        return ()  # it was plain, as earlier versions wrote it, and is sealed now
    back = len({*entries} - {*register.entries})
    return (f"{FILE} 和各期签过的清单不一样，已经照清单改好（补回 {back} 个码号）。",)


def _is_up_to_date(register: Register, newest: Manifest | None) -> bool:
    """Return whether it is the register that the newest edition was printed with."""
    return newest is None or newest.register in ("", seal_of(register.entries))


def _codes_of(manifest: Manifest) -> Iterator[tuple[str, str]]:
    for item_id, entry in (*manifest.items.items(), *manifest.posted.items()):
        if entry.get("code"):
            yield entry["code"], item_id


def _signed_codes(output: Path, trusted_key: str | None) -> dict[str, str]:
    """Return the item of every code in all editions, whoever printed it first.

    Editions signed with a key that is lost count too, after those of today's key: their paper
    hangs as well.
    """
    found: list[tuple[bool, int, str, int, Manifest]] = []
    for manifest, key in signed_manifests(output, None):
        foreign = key != trusted_key
        found.append((foreign, manifest.written, manifest.week, manifest.revision, manifest))
    codes: dict[str, str] = {}
    for *_, manifest in sorted(found, key=lambda one: one[:4]):
        for code, item_id in _codes_of(manifest):
            if item_id not in codes.values():
                codes.setdefault(code, item_id)
    return codes


def _united(register: Register, signed: dict[str, str]) -> tuple[CodeEntry, ...]:
    """Return the register's entries, as the editions correct them, and those it lacks."""
    code_of = {item_id: code for code, item_id in signed.items()}
    kept = [
        entry
        for entry in register.entries
        if signed.get(entry.code, entry.item_id) == entry.item_id
        and code_of.get(entry.item_id, entry.code) == entry.code
    ]
    there = {entry.code for entry in kept}
    missing = [CodeEntry(code=c, item_id=i) for c, i in signed.items() if c not in there]
    return tuple(sorted((*kept, *missing), key=lambda entry: (entry.week, entry.number)))

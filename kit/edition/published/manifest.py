"""The list of all that an edition holds, its signature, and the check against it."""

from __future__ import annotations

import base64
import contextlib
import hashlib
import json
from dataclasses import dataclass, field, fields
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import msgspec
from cryptography.exceptions import InternalError, InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from kit.edition.request import revisions
from kit.errors import VerifyError
from kit.json_text import parse_json
from kit.source.files import make_folder, read_own, storage_errors, write_atomic

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MANIFEST = "manifest.json"
SIGNATURE = "manifest.sig"
MANIFESTS = f"[0-9]*-W*/r*/{MANIFEST}"
"""Those of all editions, below ``output``."""
_FORMAT = 1
_SEAL = b"sha256: "
"""In a key's file, after the key: whoever reads PEM passes over it."""
_OF_WINDOWS = frozenset({"Thumbs.db", "desktop.ini", ".DS_Store"})
"""What a file manager leaves in a folder that somebody only looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """A file of the edition."""

    path: str
    sha256: str
    size: int
    stem: str
    """First part of the file's name; one piece of work may make several files."""
    key: str
    """Key of the recipe; empty for what only sums up the edition."""
    about: tuple[str, ...]
    """Ids of the items it shows or says."""
    figures: dict[str, Any]
    recipe: dict[str, str]

    @property
    def folder(self) -> str:
        """Folder inside the edition; empty at the top."""
        return self.path.rpartition("/")[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """All files of an edition, what they were made from, and what was left out."""

    week: str
    revision: int
    township: str
    files: tuple[FileEntry, ...]
    site: tuple[FileEntry, ...] = ()
    """The public pages this edition made; their paths start at ``output``."""
    items: dict[str, dict[str, str]] = field(default_factory=dict)
    """By item id: title, digest, short code, printed number, kind, channels, villages, days."""
    pages: dict[str, dict[str, str]] = field(default_factory=dict)
    """By item id: what the pages of an item that is over say, and what made them, by hash."""
    posted: dict[str, dict[str, str]] = field(default_factory=dict)
    """By item id: what is known of an item that comes down, or is on paper and not in ``items``."""
    left_out: dict[str, str] = field(default_factory=dict)
    """By item id, or file: why it is not in this edition."""
    definitions: dict[str, str] = field(default_factory=dict)
    """By name: SHA-256 of what prints or speaks and stands in no item."""
    ledger_head: str = ""
    """Hash of the last sign-off: who rewrites the ledger breaks the signature."""
    returns_head: str = ""
    """Hash of the last return: who cuts that log short is found out by the next account."""
    register: str = ""
    """Seal of the register of codes that this edition was printed with."""
    written: int = 0
    """How many editions the workspace had with this one. Keep it the last key by its name: the
    newest edition is found by the ends of the manifests."""

    def file(self, path: str) -> FileEntry | None:
        """Return the entry of a path inside the edition."""
        return next((entry for entry in self.files if entry.path == path), None)


@dataclass(frozen=True, slots=True)
class _Format:
    format: int


_PARTS = fields(Manifest)


def manifest_bytes(manifest: Manifest) -> bytes:
    """Return the manifest as it is written and signed: canonical, readable JSON."""
    content = {"format": _FORMAT, **{one.name: getattr(manifest, one.name) for one in _PARTS}}
    return msgspec.json.format(msgspec.json.encode(content, order="sorted"), indent=1)


def parse_manifest(data: bytes) -> Manifest:
    """Return the manifest written by :func:`manifest_bytes`.

    Raises:
        VerifyError: It is not one.
    """
    return _parsed(data)


@lru_cache(maxsize=3)
def _parsed(data: bytes) -> Manifest:
    """Return a manifest, known from the last time: a build asks a dozen times for the newest."""
    try:
        if msgspec.json.decode(data, type=_Format).format != _FORMAT:
            raise VerifyError("这一期是别的版本做的。", "请用做它的那个版本来查。")
        return msgspec.json.decode(data, type=Manifest)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise VerifyError(f"清单 {MANIFEST} 读不懂。", "这一期被改动过，请重新做。") from error


def manifest_in(edition: Path | None) -> Manifest | None:
    """Return an edition's manifest; None where there is none that can be read."""
    if edition is None:
        return None
    try:
        return parse_manifest(read_own(edition / MANIFEST))
    except (OSError, VerifyError):
        return None


def new_key() -> bytes:
    """Return a new private key (Ed25519, PEM), and below it its hash.

    With one bit turned over it would be somebody else's key, and as good as the first to look at.
    """
    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return private + _SEAL + hashlib.sha256(private).hexdigest().encode("ascii") + b"\n"


def write_key(file: Path) -> None:
    """Write a new private key that only its owner may read.

    Raises:
        StorageError: The disk does not take it.
    """
    with storage_errors(file):
        make_folder(file.parent)
    write_atomic(file, new_key())
    with storage_errors(file):
        file.chmod(0o600)


def sign(data: bytes, private_key: bytes) -> bytes:
    """Return the signature file of ``data``: the public key and the signature, as JSON.

    Raises:
        VerifyError: The key is none, or is not as it was written.
    """
    from cryptography.hazmat.primitives.serialization import load_pem_private_key

    broken = VerifyError("签名用的钥匙坏了。", "请从备份里取回 .kit/key.pem。")
    private, _, seal = private_key.partition(_SEAL)
    # Keys of earlier versions have no seal.
    if seal and hashlib.sha256(private).hexdigest().encode("ascii") != seal.strip():
        raise broken
    try:
        key = load_pem_private_key(private, None)
    except (ValueError, UnsupportedAlgorithm, InternalError) as error:
        raise broken from error
    if not isinstance(key, Ed25519PrivateKey):
        raise broken
    public = key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    return _signature_file(public, key.sign(data))


def _signature_file(public: bytes, signature: bytes) -> bytes:
    content = {
        "public_key": base64.b64encode(public).decode("ascii"),
        "signature": base64.b64encode(signature).decode("ascii"),
    }
    return json.dumps(content, sort_keys=True).encode("ascii")


def public_key_of(private_key: bytes) -> str:
    """Return the public half of a private key, as it stands in a signature file."""
    return str(parse_json(sign(b"", private_key))["public_key"])


def fingerprint(public_key: str) -> str:
    """Return the public key's fingerprint as printed: eight groups of four."""
    digits = hashlib.sha256(base64.b64decode(public_key)).hexdigest()[:32].upper()
    return " ".join(digits[n : n + 4] for n in range(0, 32, 4))


def check_signature(data: bytes, signature: bytes, trusted_key: str | None) -> str:
    """Return the public key that signed ``data``.

    Raises:
        VerifyError: The signature is broken, or is not by ``trusted_key``.
    """
    try:
        content = parse_json(signature)
        public = base64.b64decode(content["public_key"], validate=True)
        signed = base64.b64decode(content["signature"], validate=True)
        Ed25519PublicKey.from_public_bytes(public).verify(signed, data)
    except (ValueError, KeyError, TypeError, RecursionError, InvalidSignature) as error:
        raise VerifyError(
            "清单和签名对不上。", "这一期被改动过，不要张贴、不要播放，请重新做。"
        ) from error
    # Blanks, and the last bits of base64, can be changed without changing what is read.
    if signature != _signature_file(public, signed):
        raise VerifyError("签名文件被改动过。", "不要张贴、不要播放，请重新做。")
    public_key = str(content["public_key"])
    if trusted_key is not None and public_key != trusted_key:
        raise VerifyError(
            f"签名的钥匙不是认得的那一把（{fingerprint(public_key)}）。",
            "请向做这一期的人核对钥匙的指纹；对不上就不要用。",
        )
    return public_key


def read_signed_manifest(edition: Path, trusted_key: str | None) -> tuple[Manifest, str]:
    """Return an edition's manifest and the public key that signed it.

    Raises:
        VerifyError: There is none, or the signature is wrong.
    """
    try:
        data = read_own(edition / MANIFEST)
        signature = read_own(edition / SIGNATURE)
    except OSError as error:
        raise VerifyError(
            f"“{edition.name}”里没有清单或签名。", "请指到 r01 这样的一期文件夹；缺了就重新做。"
        ) from error
    public_key = check_signature(data, signature, trusted_key)
    return parse_manifest(data), public_key


def signed_manifests(output: Path, trusted_key: str | None) -> Iterator[tuple[Manifest, str]]:
    """Yield all manifests below ``output`` that are signed, with their keys; no other counts.

    The newest week comes first, and of a week its last revision.
    """
    weeks = sorted(output.glob("[0-9]*-W*"), reverse=True)
    for edition in (one for week in weeks for one in reversed(revisions(week))):
        with contextlib.suppress(VerifyError):
            yield read_signed_manifest(edition, trusted_key)


def compare_files(edition: Path, manifest: Manifest) -> tuple[str, ...]:
    """Return a sentence for each file that is changed, missing or added."""
    return tuple(told for told, _ in differences(edition, manifest))


def differences(edition: Path, manifest: Manifest) -> Iterator[tuple[str, str]]:
    """Yield a sentence and the name of each file that is changed, missing or added."""
    for entry in manifest.files:
        path = edition / entry.path
        if not path.is_file():
            yield f"少了“{entry.path}”。", entry.path
        elif hashlib.sha256(_read(path)).hexdigest() != entry.sha256:
            yield f"“{entry.path}”被改动过。", entry.path
    known = {entry.path for entry in manifest.files} | {MANIFEST, SIGNATURE}
    for path in sorted(edition.rglob("*")):
        name = path.relative_to(edition).as_posix()
        if path.is_file() and name not in known and path.name not in _OF_WINDOWS:
            yield f"多了“{name}”。", name


def _read(path: Path) -> bytes:
    with storage_errors(path):
        return path.read_bytes()

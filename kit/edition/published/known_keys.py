"""Keys this machine has seen: an edition from elsewhere must be signed as its first one was.

Whoever forges an edition can sign it too, with a key of his own. So the first key of a township
is kept on the machine that plays and prints, outside every edition, and no other is taken.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from kit.edition.published.manifest import read_signed_manifest
from kit.edition.published.verify import edition_of, trusted_key, verify
from kit.errors import VerifyError
from kit.json_text import parse_json
from kit.source.files import write_in_folder

if TYPE_CHECKING:
    from pathlib import Path

    from kit.edition.published.verify import Verified
    from kit.progress import Progress


def verify_known(folder: Path, file: Path, progress: Progress) -> Verified:
    """Return the state of an edition signed by its own workspace, or by a key in ``file``.

    Outside a workspace, the key of a township seen for the first time is added to ``file``,
    once the edition has no faults.

    Raises:
        VerifyError: It is not signed, or by another key than the one known.
        StorageError: The key cannot be written down.
    """
    edition = edition_of(folder)
    if trusted_key(edition) is not None:
        return verify(edition, progress)
    manifest, _ = read_signed_manifest(edition, None)
    keys = read_known(file)
    verified = verify(edition, progress, known_key=keys.get(manifest.township))
    if manifest.township in keys or verified.faults:
        return verified
    _write({**keys, manifest.township: verified.public_key}, file)
    return replace(verified, first_seen=True)


def read_known(file: Path) -> dict[str, str]:
    """Return the public keys this machine knows, by township.

    Raises:
        VerifyError: The file is broken. It is not begun anew: that would trust anybody.
    """
    if not file.is_file():
        return {}
    try:
        keys = parse_json(file.read_text("utf-8"))
    except ValueError:
        keys = None
    if isinstance(keys, dict) and all(isinstance(key, str) for key in keys.values()):
        return keys
    raise VerifyError(
        f"记着钥匙的文件 {file} 坏了。",
        "请删掉它，再核对一次，并打电话和做这一期的人对一对指纹。",
    )


def _write(keys: dict[str, str], file: Path) -> None:
    write_in_folder(file, json.dumps(keys, ensure_ascii=False, indent=1).encode("utf-8"))

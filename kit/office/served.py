"""What may be served: the public pages that a signed edition published, and nothing else.

A request is looked up in a table made at the start, so no path in it ever reaches the disk;
and a file is handed out only if its bytes are those a manifest lists.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kit.edition.published.manifest import read_signed_manifest, signed_manifests
from kit.edition.published.settle import settle_if_free
from kit.edition.published.site import SITE
from kit.edition.published.verify import edition_of, trusted_key
from kit.errors import SourceError
from kit.text.code_content import PRINTED

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".mp3": "audio/mpeg",
    ".jpg": "image/jpeg",
    ".pdf": "application/pdf",
}
_IN_MEMORY = (".html", ".xml", ".pdf")
"""Sound and pictures are read when they are asked for: years of them do not fit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedFile:
    """A file to be handed out."""

    kind: str
    """Ending of its name, a key of :data:`TYPES`."""
    sha256: str
    data: bytes | None = None
    """Its bytes; None means they are read from ``path`` and compared with the hash."""
    path: Path | None = None
    code: str = ""
    """The printed number whose page it is; empty for all else."""

    def read(self) -> bytes | None:
        """Return its bytes; None where the file was changed or taken away meanwhile."""
        if self.data is not None:
            return self.data
        assert self.path is not None
        try:
            data = self.path.read_bytes()
        except OSError:
            return None
        return data if hashlib.sha256(data).hexdigest() == self.sha256 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class ServedFiles:
    """All that is served, by the path of its address."""

    edition: Path
    files: Mapping[str, ServedFile]
    left_out: tuple[str, ...] = ()
    """Files of the site that no edition published as they are now."""
    township: str = ""
    extra: Mapping[str, ServedFile] = field(default_factory=dict)

    def find(self, path: str) -> ServedFile | None:
        """Return what stands at a path such as ``/D/26W48-03/``."""
        return self.extra.get(path) or self.files.get(path)


def made_page(html: str) -> ServedFile:
    """Return a page that no edition published: the stall's own card."""
    return made_file(html.encode("utf-8"), ".html")


def made_file(data: bytes, kind: str) -> ServedFile:
    """Return bytes made now as something to be handed out."""
    return ServedFile(kind=kind, sha256=hashlib.sha256(data).hexdigest(), data=data)


def read_served(folder: Path) -> ServedFiles:
    """Return the published pages of a workspace, or of the workspace an edition stands in.

    Raises:
        VerifyError: There is no signed edition.
        SourceError: It has no pages.
    """
    # Villagers must not meet what a crash left between two editions.
    settle_if_free(folder)
    edition = edition_of(folder)
    manifest, public_key = read_signed_manifest(edition, trusted_key(edition))
    output = edition.parent.parent
    files: dict[str, ServedFile] = {}
    left_out = []
    for path, hashes in sorted(_published(output, public_key).items()):
        file = output / path
        if not file.is_file() or file.suffix not in TYPES:
            continue
        data = file.read_bytes()
        sha256 = hashlib.sha256(data).hexdigest()
        if sha256 in hashes:
            files |= _placed(path, file, data, sha256)
        elif data:  # an emptied file is what a correction left, and no loss
            left_out.append(path)
    if "/" not in files:
        raise SourceError(
            f"“{edition.name}”旁边没有扫码页（{output.name}/{SITE}）。",
            "请指到工作夹；拷到别的电脑时，要拷整个 output 文件夹。",
        )
    return ServedFiles(
        edition=edition, files=files, left_out=tuple(left_out), township=manifest.township
    )


def _published(output: Path, public_key: str) -> dict[str, set[str]]:
    """Return by path all the hashes that editions signed by this key have published."""
    found: dict[str, set[str]] = {}
    for manifest, _ in signed_manifests(output, public_key):
        for entry in manifest.site:
            found.setdefault(entry.path, set()).add(entry.sha256)
    return found


def _placed(path: str, file: Path, data: bytes, sha256: str) -> dict[str, ServedFile]:
    """Return a file under its address, and a folder's page under the folder's too."""
    address = path.removeprefix(SITE)
    folder, _, name = address.rpartition("/")
    is_page = name == "index.html"
    # Both are counted for the code: the page of a notice, and that of a sheet with its wording.
    printed = PRINTED.fullmatch(folder.rpartition("/")[2]) if is_page else None
    keep = file.suffix in _IN_MEMORY
    served = ServedFile(
        kind=file.suffix,
        sha256=sha256,
        data=data if keep else None,
        path=None if keep else file,
        code=printed[1] if printed else "",
    )
    return {address: served, f"{folder}/": served} if is_page else {address: served}

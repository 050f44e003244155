"""The edition that staff print, play and copy from: signed by the workspace, and read by hash."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.edition.published.manifest import read_signed_manifest
from kit.edition.published.newest import newest_edition, own_revision, public_key_in
from kit.edition.request import OUTPUT, edition_name
from kit.errors import SourceError, VerifyError
from kit.plan.week import Week
from kit.source.files import read_own

if TYPE_CHECKING:
    from pathlib import Path

    from kit.edition.published.manifest import Manifest


@dataclass(frozen=True, slots=True, kw_only=True)
class AtHand:
    """An edition and its list, signed by the workspace's own key."""

    folder: Path
    manifest: Manifest

    @property
    def name(self) -> str:
        """What staff call it: ``2026-W48/r02``."""
        return edition_name(self.folder)

    def read(self, path: str) -> bytes:
        """Return a file's bytes as they were published.

        Raises:
            SourceError: The edition has no such file.
            VerifyError: It was changed or lost since.
        """
        entry = self.manifest.file(path)
        if entry is None:
            raise SourceError(f"{self.name} 里没有“{path}”。", "请刷新这一页，重新选。")
        try:
            data = read_own(self.folder / path)
        except OSError:
            data = b""
        if hashlib.sha256(data).hexdigest() != entry.sha256:
            raise VerifyError(
                f"“{path}”丢了或被改动过，不要用。", "再运行一次 kit build，会照原样补好。"
            )
        return data


def edition_at_hand(folder: Path, week: str = "", revision: int = 0) -> AtHand:
    """Return a week's newest edition, or that revision of it; without a week the newest of all.

    Raises:
        RequestError: ``week`` is none.
        SourceError: There is none yet.
        VerifyError: It is damaged, or signed by somebody else.
    """
    output, key = folder / OUTPUT, public_key_in(folder)
    if not week:
        found = newest_edition(output, key)
        if found is None:
            raise SourceError("还没有做好的一期。", "请先制作本周（kit build）。")
        return AtHand(folder=found[0], manifest=found[1])
    name = Week.parse(week).name
    edition = own_revision(output / name, key)
    if revision:
        edition = output / name / f"r{revision:02}"
    if edition is None or not edition.is_dir():
        raise SourceError(f"{name} 这一周还没有做。", "请先制作（kit build）。")
    if key is None:
        raise VerifyError("签名用的钥匙不见了。", "请从备份里取回 .kit/key.pem。")
    return AtHand(folder=edition, manifest=read_signed_manifest(edition, key)[0])

"""What another machine is sent of a township, to make its week: an allow-list, and no more.

No key, no store, no register, no list of persons. docs/decisions/0030.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from kit.duty.workdays import OWN_FILE as WORKDAYS
from kit.edition.published.history import FILE as HISTORY
from kit.edition.published.manifest import MANIFEST, SIGNATURE
from kit.edition.published.newest import newest_edition, public_key_in
from kit.edition.request import OUTPUT, newest_revision
from kit.errors import StorageError
from kit.recordings.take import RECORDINGS
from kit.review.ledger import FILE as LEDGER
from kit.source.codes import FILE as CODES
from kit.source.item_folders import ITEMS
from kit.source.layouts import FOLDER as LAYOUTS
from kit.source.private import PRIVATE
from kit.source.township import FILE, read_township
from kit.source.voices import VOICES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kit.edition.request import Options

SENT_FOLDERS = (ITEMS, RECORDINGS, LAYOUTS, VOICES)
SENT_FILES = (FILE, LEDGER, CODES, WORKDAYS)
"""All of a workspace that another machine may see, beside its typeface and published lists."""


def packed(folder: Path, options: Options) -> bytes:
    """Return what another machine needs of a workspace to make a week, as an archive.

    Raises:
        SourceError: ``kit.toml`` cannot be read.
        StorageError: A file cannot be read.
    """
    whole = io.BytesIO()
    with ZipFile(whole, "w", ZIP_DEFLATED) as archive:
        for path in _sent(folder, options):
            try:
                archive.write(path, path.relative_to(folder).as_posix())
            except OSError as error:
                raise StorageError(f"“{path.name}”读不出来。", "请检查磁盘，再做一次。") from error
    return whole.getvalue()


def _sent(folder: Path, options: Options) -> Iterator[Path]:
    own = (FILE, *SENT_FILES[1:], read_township(folder / FILE).font_file)
    yield from (folder / name for name in own if name and (folder / name).is_file())
    for name in SENT_FOLDERS:
        yield from (path for path in sorted((folder / name).rglob("*")) if path.is_file())
    # Of what was published only lists: what earlier weeks hung is remembered in one file, which
    # counts as long as the signatures of their editions are the same.
    output = folder / OUTPUT
    history = folder / PRIVATE / HISTORY
    yield from (history for _ in "1" if history.is_file())
    newest = newest_edition(output, public_key_in(folder))
    whole = {newest_revision(output / options.week.name), newest[0] if newest else None}
    for edition in map(newest_revision, sorted(output.glob("[0-9]*-W*"))):
        names = (SIGNATURE, MANIFEST) if edition in whole else (SIGNATURE,)
        found = (edition / name for name in names) if edition else ()
        yield from (path for path in found if path.is_file())

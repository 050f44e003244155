"""What stands beside a reading on its page: the reader's sheet, and the sound to be listened to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.edition.jobs.voice_jobs import READER_SHEETS
from kit.edition.published.at_hand import edition_at_hand
from kit.errors import SourceError
from kit.model.outputs import Output, outputs_of
from kit.office.take import ItemReading, all_readings
from kit.recordings.human_readings import LABEL_OF_MANDARIN, NOT_YET, HumanReading
from kit.recordings.kept_take import TRY_OUT
from kit.recordings.listening import TakeState
from kit.recordings.take import MANDARIN, take_folder
from kit.source.numbers import find_item
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from pathlib import Path


def readings_at_hand(folder: Path, item_id: str = "") -> tuple[ItemReading, ...]:
    """Return every reading that is there or wanted; of one item also what nobody asked for yet.

    Raises:
        SourceError: The workspace or its ledger cannot be read, or there is no such item.
    """
    found = all_readings(folder)
    if not item_id:
        return found
    item = find_item(open_workspace(folder), item_id)
    mine = tuple(one for one in found if one.item.item_id == item.item_id)
    if Output.CLIP not in outputs_of(item) or any(one.reading.voice == MANDARIN for one in mine):
        return mine
    wanted = HumanReading(
        voice=MANDARIN, label=LABEL_OF_MANDARIN, state=TakeState.WANTED, why=NOT_YET
    )
    return (ItemReading(item, wanted), *mine)


def sound_of(folder: Path, item_id: str, voice: str) -> bytes:
    """Return what is listened to from beginning to end before a recording is signed.

    Raises:
        SourceError: Nothing is recorded of the item in that voice.
    """
    reading = _reading(folder, item_id, voice)
    if reading.whole is not None:
        return reading.whole
    path = take_folder(folder, item_id, reading.voice) / TRY_OUT
    if reading.state is TakeState.WANTED or not path.is_file():
        raise SourceError("还没有可以听的录音。", "请先录音，或把手机里的录音收进来。")
    return path.read_bytes()


def reader_sheet(folder: Path, item_id: str, label: str) -> bytes:
    """Return the sheet that somebody reads an item from, as the newest edition has it.

    Raises:
        SourceError: There is no edition, or it has no such sheet.
        VerifyError: It was changed or lost since.
    """
    edition = edition_at_hand(folder)
    for one in edition.manifest.files:
        if READER_SHEETS in one.folder and item_id in one.about and label in one.path:
            return edition.read(one.path)
    raise SourceError(f"{edition.name} 里没有它的提词稿。", "签完字、做一期，就有了。")


def _reading(folder: Path, item_id: str, voice: str) -> HumanReading:
    for one in readings_at_hand(folder, item_id):
        if one.reading.voice == voice:
            return one.reading
    raise SourceError("没有这一种录音。", "请从“真人录音”里重新选。")

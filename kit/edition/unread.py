"""What no voice has a reading for, or only a doubtful one, told before anything is spoken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.errors import KitError
from kit.model.finding import Finding, Severity
from kit.source.voices import VOICES, read_dialect
from kit.speech.township_voice import mandarin_lexicon
from kit.text.characters import is_rare
from kit.text.dialect.dialect_words import keeps_figures
from kit.text.readings.doubted import doubted_words
from kit.text.readings.reader import unknown_characters
from kit.text.readings.reading_tables import lent_readings

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.compose.spoken.broadcast import Script
    from kit.model.item import Item
    from kit.source.workspace import Workspace


def unread_findings(
    workspace: Workspace, scripts: Iterable[tuple[Item, Script]]
) -> Iterator[Finding]:
    """Yield a stop for every character of a script that no voice has a reading for."""
    for item, script in scripts:
        # The dictionary is loaded where a character is rare enough to be missing from it.
        rare = [s.spoken for s in script.sentences if any(map(is_rare, s.spoken))]
        lexicon = mandarin_lexicon(workspace, script) if rare else None
        if lexicon is None:
            continue
        told = (bad for spoken in rare for bad in unknown_characters(spoken, lexicon))
        for message, remedy in dict.fromkeys((bad.message, bad.remedy) for bad in told):
            yield Finding(
                code="L04",
                severity=Severity.STOP,
                message=message,
                remedy=remedy,
                item_id=item.item_id,
                file=item.place.file,
                field="广播稿",
            )


def doubted_findings(
    workspace: Workspace, scripts: Iterable[tuple[Item, Script]]
) -> Iterator[Finding]:
    """Yield what somebody should listen to: words whose reading is doubtful, each once an item."""
    for item, script in scripts:
        lexicon = mandarin_lexicon(workspace, script)
        found = (one for line in script.sentences for one in doubted_words(line.spoken, lexicon))
        for one in {one.word: one for one in found}.values():
            said, otherwise = one.sounds
            yield Finding(
                code="L10",
                severity=Severity.INFO,
                message=f"“{one.word}”的“{one.character}”现在念 {said}，也许该念 {otherwise}。",
                remedy=f"请听一听；该改的在“读音”一栏写“{one.word}: {one.ways[1]}”。",
                item_id=item.item_id,
                file=item.place.file,
                field="广播稿",
            )


def table_findings(workspace: Workspace) -> Iterator[Finding]:
    """Yield what is wrong in the workspace's tables of readings, and entries nobody will hear."""
    if not (workspace.folder / VOICES).is_dir():
        return
    dialect = workspace.township.dialect
    try:
        lent = lent_readings(mandarin_lexicon(workspace))
        words = read_dialect(dialect.voice, workspace.folder).wording.entries if dialect else {}
    except KitError as error:
        yield Finding(
            code="L09",
            severity=Severity.STOP,
            message=error.message,
            remedy=error.remedy,
            file=VOICES,
        )
        return
    for word in lent:
        message = f"读音表把“{word}”念成别的字，这一行不起作用。"
        yield _no_effect(message, "读音只能在一个字自己的几个读法里选；请改好或删去。")
    for word, entry in words.items():
        if not keeps_figures(entry):
            message = f"方言用词表把“{word}”里的数改了，这一行不起作用。"
            yield _no_effect(message, "方言说法里的数要和普通话的一样；请改好或删去。")


def _no_effect(message: str, remedy: str) -> Finding:
    return Finding(code="L09", severity=Severity.WARN, message=message, remedy=remedy, file=VOICES)

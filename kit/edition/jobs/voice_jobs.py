"""Jobs for who reads live: a reader sheet for every item that is broadcast."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.spoken.reader_sheet import compose_reader_sheet, reader_text
from kit.compose.spoken.script import compose_script
from kit.edition.index import DRAFTS, PRINT
from kit.edition.inspect.inspection import inspect_text
from kit.edition.jobs.job import Job, MadeFile
from kit.edition.make.sheet import office_pdf, typeface
from kit.model.item import Channel
from kit.model.outputs import Output, outputs_of
from kit.plan.told_days import days_said
from kit.source.voices import read_dialect

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.spoken.reader_sheet import Note, ReaderText
    from kit.edition.jobs.announcer import Announcer
    from kit.edition.jobs.context import EditionContext
    from kit.edition.make.sheet import FontFile
    from kit.model.item import Item
    from kit.model.township import Township
    from kit.source.voices import DialectVoice

READER_SHEETS = "提词稿"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderOrder:
    """All that a reader sheet is made from."""

    item: Item
    township: Township
    font: FontFile
    check_code: str
    stamp: str
    doubts: tuple[tuple[Note, ...], ...] = ()
    """Of each sentence in Mandarin, what a reader must know of its readings."""
    voice: DialectVoice | None = None
    """None: it is read in Mandarin."""


def reader_jobs(
    context: EditionContext, items: Sequence[Item], announcer: Announcer
) -> Iterator[Job]:
    """Yield the jobs of the reader sheets, in Mandarin and in the township's dialect.

    Raises:
        SourceError: ``kit.toml`` names a dialect that is not there, or its tables are faulty.
    """
    spoken = [item for item in items if Output.CLIP in outputs_of(item)]
    dialect = context.township.dialect
    for item in spoken:
        yield _job(context, item, doubts=announcer.doubts(item))
    if dialect is not None and spoken:
        folder = context.workspace.folder
        voice = read_dialect(dialect.voice, folder)
        for item in spoken:
            yield _job(context, item, voice=voice)


def _job(
    context: EditionContext,
    item: Item,
    *,
    doubts: tuple[tuple[Note, ...], ...] = (),
    voice: DialectVoice | None = None,
) -> Job:
    draft = item.item_id in context.drafts
    return Job(
        folder=f"{DRAFTS if draft else PRINT}/{READER_SHEETS}",
        stem=context.stem(item),
        make=make_reader_sheet,
        look=look_at_reader_sheet,
        title=f"提词稿 {item.item_id}",
        about=(item.item_id,),
        channel=Channel.LOUDSPEAKER,
        order=ReaderOrder(
            item=item,
            township=context.read_aloud,
            font=context.font,
            check_code=context.check_code(item),
            stamp=context.stamp(item),
            doubts=doubts,
            voice=voice,
        ),
    )


def make_reader_sheet(order: ReaderOrder) -> tuple[MadeFile, ...]:
    """Return an item's reader sheet."""
    text = _text(order)
    document = compose_reader_sheet(
        (text,),
        typeface(order.font),
        week_label=f"核对版本 {order.check_code}",
        stamp=order.stamp,
    )
    data = office_pdf(document, order.township, order.font)
    figures = {"pages": len(document.pages), "sentences": len(text.lines)}
    return (MadeFile(name=f"_{text.voice}.pdf", data=data, figures=figures),)


def look_at_reader_sheet(order: ReaderOrder, _made: Sequence[MadeFile]) -> None:
    """Compare what stands written on a reader sheet with its item.

    What is spoken was made from that, and reads otherwise.

    Raises:
        VerifyError: A figure is not the item's, or a private number stands on it.
    """
    lines = _text(order).lines
    written = [words for line in lines for words in (line.written, line.beside) if words]
    days = days_said(order.item, order.township)
    inspect_text("\n".join(written), (order.item,), allow=days, required=())


def _text(order: ReaderOrder) -> ReaderText:
    script = compose_script(order.item, order.township)
    if order.voice is None:
        return reader_text(script, order.doubts, repeat=order.item.repeat)
    from kit.compose.spoken.dialect_text import dialect_text

    assert order.township.dialect is not None
    return dialect_text(
        order.item,
        script,
        order.voice,
        order.township.dialect,
        covers=typeface(order.font).covers,
        repeat=order.item.repeat,
    )

"""The reader sheet (提词稿): a script set for somebody who reads it at the microphone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.compose.paper.flow import Flow, Heading, Panel, Paragraph, Run, plain
from kit.compose.paper.form import Running, bound, compose_flow, form_style
from kit.compose.paper.page import Box, Ink, Rule
from kit.compose.paper.staff_sheet import STAFF, headed
from kit.compose.paper.strip import Strip, Type, line_marks
from kit.compose.spoken.broadcast import READ_A_MINUTE
from kit.compose.spoken.rests import says_again
from kit.text.readings.doubted import doubted_words
from kit.text.readings.reading_tables import lexicon_of
from kit.text.typeset.linebreak import Align, Span, measure, set_paragraph
from kit.text.typeset.sense import plain_title

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.paper.flow import Element
    from kit.compose.paper.page import Document, Mark
    from kit.compose.spoken.broadcast import Script, Sentence
    from kit.text.readings.reading_tables import Lexicon
    from kit.text.typeset.linebreak import Line
    from kit.text.typeset.metrics import Metrics

# Read at arm's length, moving, often without glasses.
SPOKEN = Type(size_pt=28, leading=1.8, weight=500)
_NUMBER = Type(size_pt=20, leading=1.8, weight=900)
_SMALL = Type(size_pt=12, leading=1.5, weight=500)
_STYLE = replace(
    form_style(14),
    headings=(Type(size_pt=28, leading=1.3, weight=900), Type(size_pt=16, weight=700)),
)
_NUMBER_MM = 15.0
_LEGEND = "∨ 换气　上方小字：读音或原来的写法　点线：多音字，写“或”的拿不准　方框：没有读音"
_SUGGESTED = "　横线：建议的说法"
_WRITTEN_OTHERWISE = re.compile(r"[0-9A-Za-z%％℃]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A remark on characters ``start`` to before ``end`` of the spoken text."""

    start: int
    end: int
    reading: str = ""
    """Set above them; syllables parted by blanks stand over their own characters."""
    several: bool = False
    """They have several readings: a dotted line below."""
    missing: bool = False
    """Nobody has given a reading: a box, and a line on the last page."""
    suggested: bool = False
    """Other words than in the script, and nobody has looked at them: a line below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderLine:
    """One sentence as it is read."""

    spoken: str
    written: str = ""
    seconds: float = 0.0
    pause_s: float = 0.0
    notes: tuple[Note, ...] = ()
    beside: str = ""
    """A small line above, such as the Mandarin of a Hakka sentence."""


@dataclass(frozen=True, slots=True)
class Endnote:
    """A heading of the last page and its lines."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReaderText:
    """A script ready to be read aloud."""

    item_id: str
    title: str
    lines: tuple[ReaderLine, ...]
    voice: str = "普通话"
    repeat: int = 1
    remarks: tuple[str, ...] = ()
    """What the reader must know before anything else, such as that nobody has checked it."""
    endnotes: tuple[Endnote, ...] = ()


def doubts_in(script: Script, lexicon: Lexicon) -> tuple[tuple[Note, ...], ...]:
    """Return for each sentence where ``lexicon`` and the item's own readings leave one in doubt.

    Both stand above the character, the likelier one first.
    """
    lexicon = lexicon.with_words(lexicon_of(script.readings, script.item_id))
    return tuple(
        tuple(
            Note(
                start=one.position,
                end=one.position + 1,
                reading="或".join(one.sounds),
                several=True,
            )
            for one in doubted_words(sentence.spoken, lexicon)
        )
        for sentence in script.sentences
    )


def reader_text(script: Script, doubts: Sequence[Sequence[Note]], *, repeat: int = 1) -> ReaderText:
    """Return a Mandarin script as a reader needs it, with the item's own readings.

    ``doubts`` are :func:`doubts_in` it. 幺 becomes 一: a neighbour reads as people speak.
    """
    return ReaderText(
        item_id=script.item_id,
        title=script.title,
        lines=tuple(
            _line_of(sentence, script.readings, doubted)
            for sentence, doubted in zip(script.sentences, doubts, strict=True)
        ),
        repeat=repeat,
    )


def _line_of(
    sentence: Sentence, readings: Sequence[tuple[str, str]], doubted: Sequence[Note]
) -> ReaderLine:
    spoken = sentence.spoken.replace("幺", "一")
    sounding = sum(character.isalnum() for character in spoken)
    notes = [
        Note(start=match.start(), end=match.end(), reading=reading)
        for word, reading in readings
        for match in re.finditer(re.escape(word), spoken)
    ]
    return ReaderLine(
        spoken=spoken,
        written=sentence.written,
        seconds=sounding * 60 / READ_A_MINUTE,
        pause_s=sentence.pause_s,
        notes=(*notes, *doubted),
    )


def compose_reader_sheet(
    texts: Sequence[ReaderText], metrics: Metrics, *, week_label: str = "", stamp: str = ""
) -> Document:
    """Return the sheets of all texts, each beginning a page.

    Raises:
        LayoutError: A sentence has signs that cannot be printed.
    """
    documents = [
        compose_flow(
            tuple(_elements(text, metrics)),
            metrics,
            style=_STYLE,
            sheet=STAFF,
            running=Running(
                title=f"提词稿（{text.voice}）　{plain_title(text.title)}",
                left=f"{text.item_id}　{week_label}".strip(),
                stamp=stamp,
            ),
        )
        for text in texts
    ]
    if not documents:
        running = Running(title="提词稿", left=week_label, stamp=stamp)
        empty = Paragraph(runs=(Run("本周没有要念的。"),))
        return compose_flow((empty,), metrics, style=_STYLE, running=running, sheet=STAFF)
    return bound(documents, f"提词稿　{week_label}")


def _elements(text: ReaderText, metrics: Metrics) -> Iterator[Element]:
    seconds = sum(line.seconds + line.pause_s for line in text.lines)
    times = f"　念{text.repeat}遍" if text.repeat > 1 else ""
    yield Panel(
        strips=headed(
            printable(plain_title(text.title), "标题"),
            metrics,
            beside=f"约 {seconds:.0f} 秒",
            small=f"{text.voice}提词稿　{len(text.lines)} 句{times}",
        )
    )
    yield from (plain(printable(remark, "说明"), bold=True) for remark in text.remarks)
    changed = any(note.suggested for line in text.lines for note in line.notes)
    legend = _LEGEND + _SUGGESTED if changed else _LEGEND
    yield plain(legend)
    again = [place for place, line in enumerate(text.lines) if says_again(line.spoken)]
    for number, line in enumerate(text.lines, start=1):
        rest = _rest(metrics) if number in again else ()
        yield Panel(strips=(*_sentence_strips(number, line, metrics), *rest))
    unknown = _unknown(text)
    if unknown:
        yield Heading(text="要请教本地老人的字")
        yield plain("、".join(unknown))
    for endnote in text.endnotes:
        yield Heading(text=endnote.heading)
        yield from (plain(printable(words, endnote.heading)) for words in endnote.lines)


def _unknown(text: ReaderText) -> tuple[str, ...]:
    """Return the characters nobody has given a reading for, each once."""
    words = (line.spoken[n.start : n.end] for line in text.lines for n in line.notes if n.missing)
    return tuple(dict.fromkeys(words))


def _sentence_strips(number: int, line: ReaderLine, metrics: Metrics) -> tuple[Strip, ...]:
    spoken = printable(line.spoken, f"第 {number} 句")
    measure_em = (STAFF.text_width_mm - _NUMBER_MM) / SPOKEN.em_mm
    notes = (*line.notes, *figure_notes(line.written, spoken))
    spans = _spans(spoken, notes, _line_ends(spoken, notes, metrics, measure_em))
    lines = set_paragraph(spans, metrics, measure_em=measure_em, align=Align.LEFT)
    marked = _marked(lines, spoken, line.notes)
    strips = [
        Strip(
            height_mm=SPOKEN.pitch_mm,
            marks=(
                *line_marks(row, SPOKEN, x_mm=_NUMBER_MM, baseline_mm=SPOKEN.base_mm),
                *marks,
            ),
            gap_mm=3.0 if index == 0 else 0.0,
            with_next=index < len(lines) - 1,
            continues=index > 0,
        )
        for index, (row, marks) in enumerate(zip(lines, marked, strict=True))
    ]
    if strips:
        strips[0] = replace(strips[0], marks=(*_label(number, line, metrics), *strips[0].marks))
    return (*_beside(line, metrics), *strips)


def _label(number: int, line: ReaderLine, metrics: Metrics) -> tuple[Mark, ...]:
    """Return the sentence's number, and above it how long it takes."""
    above = SPOKEN.base_mm - SPOKEN.em_mm
    return (
        *_words(str(number), metrics, _NUMBER, 0.0, SPOKEN.base_mm),
        *_words(f"{max(1, round(line.seconds))}秒", metrics, _SMALL, 0.0, above),
    )


def _words(
    text: str, metrics: Metrics, kind: Type, x_mm: float, baseline_mm: float
) -> tuple[Mark, ...]:
    (line,) = set_paragraph((Span(text, kind.weight),), metrics, measure_em=200.0, align=Align.LEFT)
    return line_marks(line, kind, x_mm=x_mm, baseline_mm=baseline_mm)


def _beside(line: ReaderLine, metrics: Metrics) -> tuple[Strip, ...]:
    """Return the small line above, clinging to its sentence."""
    if not line.beside:
        return ()
    style = replace(_STYLE, body=replace(_SMALL, size_pt=14))
    flow = Flow(style=style, metrics=metrics, width_mm=STAFF.text_width_mm, page_mm=200.0)
    strips = flow.strips((Paragraph(runs=(Run(printable(line.beside, "对照")),), indent_em=3.0),))
    return tuple(replace(strip, with_next=True) for strip in strips)


def _rest(metrics: Metrics) -> tuple[Strip, ...]:
    """Return the remark that what comes next is said again, after a breath."""
    y = _SMALL.base_mm
    width = STAFF.text_width_mm
    rule = Rule(
        x1_mm=_NUMBER_MM + 18.0,
        y1_mm=y - 1.5,
        x2_mm=width,
        y2_mm=y - 1.5,
        width_mm=0.3,
        dash_mm=(1.0, 1.5),
    )
    words = _words("停一停", metrics, _SMALL, _NUMBER_MM, y)
    return (Strip(height_mm=_SMALL.pitch_mm, marks=(*words, rule), gap_mm=1.0),)


def figure_notes(written: str, spoken: str) -> Iterator[Note]:
    """Return the written form of every figure that is spoken otherwise (31日 over 三十一号)."""
    matcher = SequenceMatcher(None, written, spoken, autojunk=False)
    for kind, first, last, start, end in matcher.get_opcodes():
        form = written[first:last]
        if kind == "replace" and _WRITTEN_OTHERWISE.search(form):
            yield Note(start=start, end=end, reading=form.strip())


def _line_ends(
    spoken: str, notes: Sequence[Note], metrics: Metrics, measure_em: float
) -> frozenset[int]:
    """Return where lines should end so that a clause is not torn: before one that will not fit."""
    # Measured with its readings: a wide one pushes its characters apart.
    measured = measure(_spans(spoken, notes, frozenset()), metrics)
    if measured.text != spoken:
        return frozenset()  # odd blanks were dropped, and places no longer agree
    ends = set()
    line_start = 0.0
    for match in re.finditer(r"[^，；：]+[，；：]*", spoken):
        start, last = measured.starts[match.start()], match.end() - 1
        end = measured.starts[last] + measured.advances[last]
        # A comma at the end of a line may hang by half its square.
        if start > line_start and end - line_start - 0.5 > measure_em:
            ends.add(match.start())
            line_start = start
    return frozenset(ends)


def _spans(spoken: str, notes: Sequence[Note], ends: frozenset[int]) -> tuple[Span, ...]:
    """Return the text with its readings; where two remarks meet the first one stands."""
    spans: list[Span] = []
    done = 0

    def plain(end: int) -> Iterator[Span]:
        stops = sorted(place for place in ends if done < place <= end)
        for start, stop in pairwise((done, *stops, end)):
            feed = "\n" if start in ends else ""
            yield Span(feed + spoken[start:stop], SPOKEN.weight)

    for note in sorted((n for n in notes if n.reading), key=lambda n: (n.start, n.end)):
        if note.start < done:
            continue
        spans += plain(note.start)
        spans.append(Span(spoken[note.start : note.end], SPOKEN.weight, note.reading))
        done = note.end
    spans += plain(len(spoken))
    return tuple(span for span in spans if span.text)


def _marked(
    lines: Sequence[Line], spoken: str, notes: Sequence[Note]
) -> tuple[tuple[Mark, ...], ...]:
    """Return for every line its breath marks, dotted lines and boxes."""
    several = {i for note in notes if note.several for i in range(note.start, note.end)}
    missing = {i for note in notes if note.missing for i in range(note.start, note.end)}
    suggested = {i for note in notes if note.suggested for i in range(note.start, note.end)}
    marks: list[tuple[Mark, ...]] = []
    index = 0
    for line in lines:
        row: list[Mark] = []
        for piece in line.pieces:
            for character, offset in zip(piece.characters, piece.offsets_em, strict=True):
                # The breaker drops blanks at the ends of lines: catch up with the text.
                index = spoken.index(character, index)
                x = _NUMBER_MM + offset * SPOKEN.em_mm
                if character in "，；：" and index < len(spoken) - 1:
                    row += _breath(x)
                if index in several:
                    row.append(_below(x, dash_mm=(0.6, 0.9)))
                elif index in suggested:
                    row.append(_below(x))
                if index in missing:
                    row.append(_boxed(x))
                index += 1
        marks.append(tuple(row))
    return tuple(marks)


def _breath(x_mm: float) -> tuple[Rule, Rule]:
    """Return a ∨ above a comma, in the empty part of its square."""
    em = SPOKEN.em_mm
    top, low = SPOKEN.base_mm - 0.78 * em, SPOKEN.base_mm - 0.42 * em
    left, middle, right = x_mm + 0.12 * em, x_mm + 0.28 * em, x_mm + 0.44 * em
    return (
        Rule(x1_mm=left, y1_mm=top, x2_mm=middle, y2_mm=low, width_mm=0.5),
        Rule(x1_mm=middle, y1_mm=low, x2_mm=right, y2_mm=top, width_mm=0.5),
    )


def _below(x_mm: float, dash_mm: tuple[float, ...] = ()) -> Rule:
    """Return a line below one character."""
    em = SPOKEN.em_mm
    y = SPOKEN.base_mm + 0.2 * em
    return Rule(
        x1_mm=x_mm + 0.08 * em,
        y1_mm=y,
        x2_mm=x_mm + 0.92 * em,
        y2_mm=y,
        width_mm=0.5,
        dash_mm=dash_mm,
    )


def _boxed(x_mm: float) -> Box:
    em = SPOKEN.em_mm
    return Box(
        x_mm=x_mm,
        y_mm=SPOKEN.base_mm - 0.92 * em,
        width_mm=em,
        height_mm=1.08 * em,
        stroke=Ink.BLACK,
        stroke_mm=0.35,
    )

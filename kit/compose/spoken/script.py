"""From an item to what the loudspeaker says (广播稿): for ears, not the written notice.

A listener hears each sentence once, over an echo: so the order is who speaks, about what,
the plain sentences, until when, how much, where and how; then 再说一遍 with the essentials
and the phone twice. What the plain sentences say already is not said a third time.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from kit.compose.spoken.breath import (
    MOST_CHARACTERS,
    Heard,
    breaths,
    is_one_breath,
    read,
    spoken_characters,
)
from kit.compose.spoken.broadcast import Script, Sentence
from kit.compose.spoken.rests import RULE_S, rested
from kit.compose.spoken.script_alert import alert_lines, alert_title, all_clear_lines
from kit.compose.spoken.script_lines import (
    Line,
    Rank,
    amount_lines,
    bring_lines,
    caution_lines,
    deadline_line,
    deadline_lines,
    how_lines,
    issuer_line,
    phone_lines,
    phones_of,
    plain_lines,
    plain_text,
    short_amounts,
    title_line,
    when_again,
    when_lines,
    where_again,
    where_lines,
    who_lines,
)
from kit.model.finding import Finding, Severity
from kit.model.item import Kind
from kit.model.outputs import Output, outputs_of
from kit.plan.programmes import MOST_NAMED
from kit.plan.told_days import with_days
from kit.text.normalise.self_check import misheard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kit.model.item import Item
    from kit.model.township import Slot, Township

LONGEST_S = 70.0
"""Three of them, with what stands around, fit into four minutes."""
LONGEST_ALERT_S = 80.0
"""An alert stands alone, and is called three times in it."""
_TOLD = 30
"""Characters of a sentence that a message repeats."""
SAMPLE = "这是样例稿，不是真的通知。"
DRILL = "演练，不是真的。"
AI_CUE = "本段语音由人工智能合成。"
_AGAIN = "再说一遍。"
_FOR_EARS = (
    (re.compile("(?<![模虚草比])拟(?![定稿订])"), "打算"),
    # 打 alone is missed in the wind, and the first figure with it.
    (re.compile(r"(?:拨打|打|拨)(?=\d{3})"), "打电话"),
    # Nothing stands below what is heard.
    (re.compile("(?:下面|下列|以下|如下)(?=[\\d一二三四五六七八九十两]+[份项个条种件])"), ""),
)
"""What is written otherwise than it is said, and how it is said."""


def compose_script(item: Item, township: Township) -> Script:
    """Return what the loudspeaker says of an item: its own 广播稿, or one made from its facts."""
    emergency = item.kind is Kind.EMERGENCY
    if item.script.strip():
        lines = _own_lines(item, emergency=emergency)
    elif item.cancels:
        # What has ended must not be called out once more, whatever the form still holds of it.
        lines = tuple(all_clear_lines(item, township))
    else:
        told = alert_lines(item, township) if emergency else _routine_lines(item, township)
        lines = tuple(map(_for_ears, told))
    phones = phones_of(item)
    dated = [replace(line, written=with_days(line.written, item, township)) for line in lines]
    also = tuple(
        replace(line, written=with_days(line.written, item, township))
        for line in _headline_lines(item, emergency=emergency)
    )
    kept, left_out = _fitting(
        _framed(dated, item, emergency=emergency), phones, most_s=_longest_s(item)
    )
    script = Script(
        item_id=item.item_id,
        title=plain_text(item.title, item),
        sentences=_sentences(kept, phones),
        headline=_sentences(also, phones),
        readings=tuple(item.readings.items()),
        emergency=emergency,
        sample=item.sample,
        left_out=tuple(line.written for line in left_out if line.rank is not Rank.AGAIN),
    )
    if emergency and not item.cancels:
        also += tuple(all_clear_lines(item, township))
    return replace(script, findings=tuple(dict.fromkeys(_findings(script, item, kept, also))))


def compose_all_clear(item: Item, township: Township) -> Script:
    """Return what the loudspeaker says when an alert is lifted (解除), in the item's own words."""
    lines = _framed(tuple(all_clear_lines(item, township)), item, emergency=True)
    return Script(
        item_id=item.item_id,
        title=f"{plain_text(item.title, item)}解除",
        sentences=_sentences(lines, phones_of(item)),
        readings=tuple(item.readings.items()),
        sample=item.sample,
    )


def scripts_of(item: Item, township: Township) -> Iterator[tuple[str, Script]]:
    """Yield what the loudspeaker will say of an item: signed with the rest, and heard by all."""
    if Output.CLIP in outputs_of(item):
        yield "广播稿", compose_script(item, township)
        if item.kind is Kind.EMERGENCY and not item.cancels:
            yield "解除时播", compose_all_clear(item, township)


def broadcast_scripts(items: Iterable[Item], township: Township) -> Iterator[tuple[Item, Script]]:
    """Yield every item that is broadcast with its script."""
    for item in items:
        if Output.CLIP in outputs_of(item):
            yield item, compose_script(item, township)


def opening(
    township: Township, slot: Slot | None = None, villages: Sequence[str] = ()
) -> tuple[Sentence, ...]:
    """Return the words a programme begins with; ``villages`` are those that hear it."""
    words = (slot.opening if slot else "") or township.broadcast.opening
    return rested(breaths(_filled(words, township, villages)))


def closing(township: Township) -> tuple[Sentence, ...]:
    """Return the words a programme ends with."""
    return rested(breaths(_filled(township.broadcast.closing, township)))


def _filled(words: str, township: Township, villages: Sequence[str] = ()) -> str:
    """Return the words of ``kit.toml`` with who is spoken to (听众) and the township (乡)."""
    if len(villages) > MOST_NAMED:
        named = f"{villages[0]}等{len(villages)}个村"
    else:
        named = "、".join(villages) or township.name
    return words.replace("{听众}", f"{named}的乡亲们").replace("{乡}", township.name)


def ai_cue() -> Sentence:
    """Return the spoken mark of synthetic speech (标识办法第四条)."""
    return Sentence(written=AI_CUE, spoken=AI_CUE, pause_s=RULE_S)


def _own_lines(item: Item, *, emergency: bool) -> tuple[Line, ...]:
    """Return the staff's own text; an alert is called three times whoever wrote it."""
    paragraphs = [part.strip() for part in plain_text(item.script, item).splitlines()]
    once = [Line(written=part) for part in paragraphs if part]
    if not emergency or "第三遍" in item.script:
        return tuple(once)
    return (*once, Line(written=_AGAIN), *once, Line(written="第三遍。"), *once)


def _routine_lines(item: Item, township: Township) -> Iterator[Line]:
    yield from _first_time(item, township)
    if item.repeat > 1:
        yield Line(written=_AGAIN)
        yield from _essentials(item)
    yield from phone_lines(item)


def _first_time(item: Item, township: Township) -> Iterator[Line]:
    plain = tuple(plain_lines(item))
    heard = Heard(phones_of(item)).after(*(line.written for line in (title_line(item), *plain)))
    yield issuer_line(item, township.name)
    yield title_line(item)
    yield from who_lines(item, heard)
    yield from plain
    # Each fact is weighed against all that was said before it.
    for facts in (
        deadline_lines,
        amount_lines,
        when_lines,
        where_lines,
        bring_lines,
        how_lines,
        caution_lines,
    ):
        lines = tuple(facts(item, heard))
        yield from lines
        heard = heard.after(*(line.written for line in lines))


def _essentials(item: Item) -> Iterator[Line]:
    """Yield what a listener should keep: what, by when, how much, where."""
    yield title_line(item, again=True)
    kept = [deadline_line(item)] if item.deadline is not None else list(when_again(item))
    kept += short_amounts(item)
    yield from kept or list(plain_lines(item))[:1]
    yield from where_again(item)


def _framed(lines: Sequence[Line], item: Item, *, emergency: bool) -> tuple[Line, ...]:
    """Return the lines of a sample between two warnings, so that nobody takes it for real."""
    if not item.sample:
        return tuple(lines)
    warning = Line(written=DRILL if emergency else SAMPLE)
    return (warning, *lines, warning)


def _for_ears(line: Line) -> Line:
    """Return a line in words that are understood when they are only heard."""
    written = line.written
    for pattern, said in _FOR_EARS:
        written = pattern.sub(said, written)
    return replace(line, written=written)


def _longest_s(item: Item) -> float:
    return LONGEST_ALERT_S if item.kind is Kind.EMERGENCY else LONGEST_S


def _fitting(
    lines: Sequence[Line], phones: tuple[str, ...], *, most_s: float
) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return the lines that a broadcast has time for, and those that gave way."""
    kept = list(lines)
    left_out: list[Line] = []
    while _seconds(kept, phones) > most_s:
        rank = max(line.rank for line in kept)
        if rank is Rank.ESSENTIAL:
            break
        # The last of a rank goes first.
        going = max(place for place, line in enumerate(kept) if line.rank is rank)
        left_out = [kept.pop(going), *left_out]
    return tuple(kept), tuple(left_out)


def _seconds(lines: Sequence[Line], phones: tuple[str, ...]) -> float:
    return Script(item_id="", title="", sentences=_sentences(lines, phones)).seconds


def _sentences(lines: Sequence[Line], phones: tuple[str, ...]) -> tuple[Sentence, ...]:
    return rested([one for line in lines for one in breaths(line.written, phones)])


def _headline_lines(item: Item, *, emergency: bool) -> tuple[Line, ...]:
    """Return the short form: the title with the last day and the amount."""
    if emergency:
        alert = [Line(written=f"{alert_title(item)}。"), *list(plain_lines(item))[:1]]
        return _framed(alert, item, emergency=True)
    mark = "样例，" if item.sample else ""
    lines = [Line(written=f"{mark}{plain_text(item.title, item)}。")]
    if item.deadline is not None:
        lines.append(deadline_line(item))
    lines += list(short_amounts(item))[:1]
    return tuple(_for_ears(line) for line in lines)


def _findings(
    script: Script, item: Item, lines: Sequence[Line], also: Sequence[Line]
) -> Iterator[Finding]:
    """Yield what staff must know before it is broadcast; ``also`` is said in other places."""
    yield from _misheard((*lines, *also), item)
    dialect = plain_text(item.dialect_script, item).splitlines()
    for finding in _misheard([Line(written=part) for part in dialect if part.strip()], item):
        yield replace(finding, field="客家话稿")
    if not any(_sentences((line,), phones_of(item)) for line in lines if not _is_frame(line)):
        message = "广播稿里没有能读的字。"
        yield _finding("L04", Severity.STOP, item, message, "请写成一句话，或删去，由程序写。")
    for sentence in script.sentences:
        told = sentence.written
        told = f"{told[:_TOLD]}……" if len(told) > _TOLD + MOST_CHARACTERS else told
        if spoken_characters(sentence.spoken) == 1:
            message = f"“{told}”只有一个字，声调读不准。"
            yield _finding("L01", Severity.WARN, item, message, "请写成一句话。")
        elif not is_one_breath(sentence.written, phones_of(item)):
            message = f"“{told}”一口气读不完（{MOST_CHARACTERS}字、三个数以内）。"
            yield _finding("L01", Severity.WARN, item, message, "请加逗号，或分成两句。")
    if script.seconds > (most_s := _longest_s(item)):
        message = f"广播稿约 {script.seconds:.0f} 秒，超过 {most_s:.0f} 秒。"
        remedy = "请缩短广播稿。" if item.script.strip() else "请缩短大白话，或减少金额的行数。"
        yield _finding("L02", Severity.WARN, item, message, remedy)
    for written in script.left_out:
        message = f"广播稿太长，没有播“{written}”。"
        yield _finding("L02", Severity.INFO, item, message, "要播这一句，请缩短别的句子。")


def _misheard(lines: Sequence[Line], item: Item) -> Iterator[Finding]:
    """Yield what is not said as it is written, in ``lines`` as they are broken into breaths."""
    phones = phones_of(item)
    for line in lines:
        said = "".join(one.spoken for one in _sentences((line,), phones))
        # In parts of one breath a number may have lost the noun that told how it is read.
        again = misheard(line.written, said, phones)
        for problem in read(line.written, phones).problems or filter(None, (again,)):
            yield _finding("L04", Severity.STOP, item, problem.message, problem.remedy)


def _is_frame(line: Line) -> bool:
    return line.written in (SAMPLE, DRILL)


def _finding(code: str, severity: Severity, item: Item, message: str, remedy: str) -> Finding:
    return Finding(
        code=code,
        severity=severity,
        message=message,
        remedy=remedy,
        item_id=item.item_id,
        file=item.place.file,
        field="广播稿",
    )

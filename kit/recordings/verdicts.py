"""Checking and cutting what a neighbour recorded: plain verdicts that say what to do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from math import log
from statistics import median
from typing import TYPE_CHECKING

from kit.compose.spoken.broadcast import READ_A_MINUTE
from kit.recordings.alignment import align
from kit.speech.sound import RATE_HZ

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.recordings.alignment import Passage
    from kit.recordings.hearing import Hearing
    from kit.speech.sound import Samples

CLIPPED_SHARE = 0.0005
"""Of all samples; a cough cuts a few, a wrong level cuts every vowel."""
SILENT_BELOW_DB = -70.0
SOFTEST_DB = -40.0
"""Below it a telephone's own noise comes up with the voice."""
LEAST_ABOVE_NOISE_DB = 18.0
LEAST_ABOVE_HUM_DB = 30.0
MOSTLY_HUM = 0.6
LEAST_PAUSES_S = 0.3
"""With less between the words nobody can say how loud the room is."""
LOWEST_GOOD_HZ = 16_000
"""Below it s, sh and f sound alike; telephone calls give 8 kHz."""

SLOWEST_A_MINUTE, FASTEST_A_MINUTE = 100.0, 400.0
SLACK_S = 0.6
"""Added to both limits: 再说一遍 may well take a second more."""
OWN_PACE_RANGE = 1.8
"""How far one sentence may be from a reader's own pace."""
LONGEST_PAUSE_S = 1.6
"""Inside a sentence; longer ones sound as if the loudspeaker had failed."""
SENTENCE_PAUSE_S = 0.5
UNWANTED_S = 0.5
"""Speech outside of the script that is told; shorter ones are coughs."""
COMMA_CHARACTERS = 1.2
KEEP_S = 0.1
"""Left on both sides of a sentence when it is cut out."""

_COMMAS = re.compile("[，、；：]")


class Fault(StrEnum):
    """What is wrong with a take."""

    SILENT = "没有声音"
    QUIET = "太轻"
    CLIPPED = "破音"
    NOISY = "杂音大"
    HUM = "有电流声"
    TELEPHONE = "电话音质"
    SHORT = "太短"
    LONG = "太长"
    PAUSE = "停得太久"
    MISSING = "少一句"
    DOUBLE = "两句连在一起"
    EXTRA = "多出话来"

    @property
    def tolerable(self) -> bool:
        """Whether a listener may decide that it is good enough all the same."""
        return self in (Fault.NOISY, Fault.HUM, Fault.TELEPHONE, Fault.LONG, Fault.PAUSE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A fault, where it is, and what the reader should do."""

    fault: Fault
    message: str
    remedy: str
    sentence: int = 0
    """Number in the script from 1; 0 where the whole recording is meant."""

    def __str__(self) -> str:
        return f"{self.message}{self.remedy}"


def faults_of_sound(hearing: Hearing, *, sentence: int = 0) -> tuple[Verdict, ...]:
    """Return what is wrong with the sound itself, the cause of the others alone."""
    which = f"第 {sentence} 句" if sentence else "录音"
    fault = _fault_of_sound(hearing)
    if fault is None:
        return ()
    message, remedy = _SOUND[fault]
    return (Verdict(fault=fault, message=f"{which}{message}", remedy=remedy, sentence=sentence),)


_AGAIN = "再录一遍。"
_SOUND = {
    Fault.SILENT: ("里听不到人声。", f"请检查话筒有没有被挡住、有没有关掉，{_AGAIN}"),
    Fault.QUIET: ("太轻。", f"请靠近手机 20 厘米，放开声音，{_AGAIN}"),
    Fault.CLIPPED: ("太响，声音破了。", f"请离手机 30 厘米以外，或把录音音量调小，{_AGAIN}"),
    Fault.NOISY: (
        "杂音太大，人声盖不住。",
        f"请关上门窗、风扇和电视，靠近手机 20 厘米，{_AGAIN}",
    ),
    Fault.HUM: (
        "里有嗡嗡的电流声。",
        f"请拔掉充电器，离开冰箱、日光灯和插座，{_AGAIN}",
    ),
    Fault.TELEPHONE: (
        "是打电话的音质，喇叭里听不清。",
        f"请用手机自带的录音机，不要用通话录音，{_AGAIN}",
    ),
}  # fmt: skip


def _fault_of_sound(hearing: Hearing) -> Fault | None:
    """Return the first thing to mend; the others may well be its consequence."""
    softest = hearing.speech_db < SOFTEST_DB
    near_hum = hearing.speech_db - hearing.hum_db < LEAST_ABOVE_HUM_DB
    hums = near_hum and hearing.hum_share > MOSTLY_HUM
    # Clipping makes noise and hum of its own, so it is told before them.
    if hearing.clipped > CLIPPED_SHARE:
        return Fault.CLIPPED
    if not hearing.phrases:
        if softest:
            return Fault.SILENT if hearing.speech_db < SILENT_BELOW_DB else Fault.QUIET
        return Fault.HUM if hums else Fault.NOISY
    if softest:
        return Fault.QUIET
    if hearing.rate_hz < LOWEST_GOOD_HZ:
        return Fault.TELEPHONE
    if hums:
        return Fault.HUM
    near_noise = hearing.speech_db - hearing.noise_db < LEAST_ABOVE_NOISE_DB
    if near_noise and hearing.pauses_s >= LEAST_PAUSES_S:
        return Fault.NOISY
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A reading cut into the sentences of its script, and what is wrong with it."""

    sentences: tuple[Samples | None, ...]
    """None where a sentence was left out or ran into another."""
    verdicts: tuple[Verdict, ...]


def cut_reading(hearing: Hearing, lines: Sequence[str]) -> Cut:
    """Return the sentences of ``lines`` as they are heard in one recording of them all."""
    wrong = faults_of_sound(hearing)
    nothing: tuple[Samples | None, ...] = (None,) * len(lines)
    if not hearing.phrases or not lines:
        return Cut(sentences=nothing, verdicts=wrong)
    passages = align(hearing.phrases, [_length(line) for line in lines])
    cut: dict[int, Samples | None] = dict.fromkeys(range(len(lines)))
    for passage in passages:
        if len(passage.sentences) == 1 and not passage.left_out:
            cut[passage.sentences[0]] = _part(hearing, passage.start_s, passage.end_s)
    structure = tuple(faults_of_passages(passages, hearing.gaps, lines))
    return Cut(sentences=tuple(cut.values()), verdicts=(*wrong, *structure))


def check_sentences(
    hearings: Sequence[Hearing], lines: Sequence[str], *, pace: float | None = None
) -> tuple[tuple[Verdict, ...], ...]:
    """Return the verdicts on recordings that hold one sentence each.

    ``pace`` is the reader's own, in characters a second, where it is known from elsewhere.
    """
    own = pace or usual_pace(hearings, lines)
    return tuple(
        check_sentence(hearing, number, lines, pace=own)
        for number, hearing in enumerate(hearings, start=1)
    )


def check_sentence(
    hearing: Hearing, number: int, lines: Sequence[str], *, pace: float | None = None
) -> tuple[Verdict, ...]:
    """Return the verdicts on a recording that should hold line ``number`` and no other."""
    return faults_of_sound(hearing, sentence=number) or tuple(
        _faults_of_length(hearing, number, lines, pace)
    )


def usual_pace(hearings: Sequence[Hearing], lines: Sequence[str]) -> float | None:
    """Return a reader's pace in characters a second; None from fewer than three sentences."""
    paces = [
        sounding(line) / hearing.span_s
        for hearing, line in zip(hearings, lines, strict=False)
        if hearing.phrases and sounding(line)
    ]
    # Of two sentences nobody can say which one is the odd one.
    return median(paces) if len(paces) >= 3 else None


def trimmed(hearing: Hearing) -> Samples:
    """Return a recording of one sentence without what stands before and after it."""
    if not hearing.phrases:
        return hearing.samples[:0]
    return _part(hearing, hearing.phrases[0][0], hearing.phrases[-1][1])


def sounding(line: str) -> int:
    """Return how many characters of a line make a sound."""
    return max(1, sum(character.isalnum() for character in line))


def _length(line: str) -> float:
    """Return a sentence's length in characters, its rests at commas counted as some."""
    return sounding(line) + COMMA_CHARACTERS * len(_COMMAS.findall(line.rstrip("。！？，")))


def usual_seconds(line: str) -> float:
    """Return how long a sentence takes about."""
    return sounding(line) * 60 / READ_A_MINUTE


def _part(hearing: Hearing, start_s: float, end_s: float) -> Samples:
    """Return a stretch with a little of the room around it, but none of the next sentence."""
    before = max((end for _, end in hearing.phrases if end <= start_s), default=0.0)
    after = min((start for start, _ in hearing.phrases if start >= end_s), default=hearing.seconds)
    first = max(start_s - KEEP_S, (before + start_s) / 2)
    last = min(end_s + KEEP_S, (end_s + after) / 2)
    return hearing.samples[round(first * RATE_HZ) : round(last * RATE_HZ)]


def faults_of_passages(
    passages: Sequence[Passage], gaps: Sequence[tuple[float, float]], lines: Sequence[str]
) -> Iterator[Verdict]:
    """Yield what was left out, ran together, was not in the script, or stopped half-way."""
    last, unwanted = 0, False
    for passage in passages:
        if not passage.sentences:
            # Parts of one false start are told once.
            if passage.end_s - passage.start_s >= UNWANTED_S and not unwanted:
                yield _extra(last, passage.start_s, passage.end_s)
                unwanted = True
            continue
        first, last, unwanted = passage.sentences[0] + 1, passage.sentences[-1] + 1, False
        if passage.left_out:
            yield _missing(last, lines[last - 1])
        elif first < last:
            yield _double(first)
        elif passage.close and first > 1:
            yield _double(first - 1)
        else:
            yield from _long_pause(gaps, passage.start_s, passage.end_s, last)


def _faults_of_length(
    hearing: Hearing, number: int, lines: Sequence[str], pace: float | None
) -> Iterator[Verdict]:
    line, seconds = lines[number - 1], hearing.span_s
    shortest, longest = _limits(line, pace)
    if seconds < shortest:
        yield Verdict(
            fault=Fault.SHORT,
            message=f"第 {number} 句只有 {seconds:.1f} 秒，"
            f"照稿子要 {usual_seconds(line):.0f} 秒上下，像是漏了字或念得太快。",
            remedy="请照提词稿一个字一个字念，再录一遍。",
            sentence=number,
        )
    elif other := _neighbour_inside(hearing, number, lines, pace):
        yield _double(min(number, other))
    elif pauses := tuple(_long_pause(hearing.gaps, 0.0, hearing.seconds, number)):
        yield from pauses
    elif seconds > longest:
        yield Verdict(
            fault=Fault.LONG,
            message=f"第 {number} 句有 {seconds:.1f} 秒，"
            f"照稿子只要 {usual_seconds(line):.0f} 秒上下，像是念得太慢，或多念了。",
            remedy="请只念这一句，再录一遍。",
            sentence=number,
        )


def _limits(line: str, pace: float | None) -> tuple[float, float]:
    """Return between how many seconds a sentence must last."""
    characters = sounding(line)
    shortest = characters * 60 / FASTEST_A_MINUTE - SLACK_S / 2
    longest = characters * 60 / SLOWEST_A_MINUTE + SLACK_S
    # A reader who keeps a pace narrows the limits; nobody widens them.
    if pace:
        shortest = max(shortest, characters / pace / OWN_PACE_RANGE - SLACK_S / 2)
        longest = min(longest, characters / pace * OWN_PACE_RANGE + SLACK_S)
    return shortest, longest


def _neighbour_inside(
    hearing: Hearing, number: int, lines: Sequence[str], pace: float | None
) -> int:
    """Return the number of the neighbouring sentence that is in the recording as well; 0 if none.

    Two sentences lie in it if one of its longer pauses parts it as their lengths would, and
    alone it would be read much more slowly than together.
    """
    characters = sounding(lines[number - 1])
    # One sentence alone is hardly ever a third longer than its reader is wont to be.
    if hearing.span_s < 1.35 * characters / (pace or READ_A_MINUTE / 60):
        return 0
    found: list[tuple[float, int]] = []
    for other in (number - 1, number + 1):
        if not 1 <= other <= len(lines):
            continue
        first, second = sorted((number, other))
        wanted = sounding(lines[first - 1]) / sounding(lines[second - 1])
        for start_s, end_s in hearing.gaps:
            if end_s - start_s < SENTENCE_PAUSE_S:
                continue
            before = start_s - hearing.phrases[0][0]
            after = hearing.phrases[-1][1] - end_s
            both = sounding(lines[first - 1]) + sounding(lines[second - 1])
            tempo = both / (before + after) / (pace or READ_A_MINUTE / 60)
            # Within a factor of 1.6, for readers are no clocks.
            if abs(log(before / after / wanted)) < 0.5 and abs(log(tempo)) < 0.5:
                found.append((abs(log(before / after / wanted)), other))
    return min(found)[1] if found else 0


def _long_pause(
    gaps: Sequence[tuple[float, float]], start_s: float, end_s: float, number: int
) -> Iterator[Verdict]:
    inside = [b - a for a, b in gaps if start_s <= a and b <= end_s]
    if max(inside, default=0.0) > LONGEST_PAUSE_S:
        yield Verdict(
            fault=Fault.PAUSE,
            message=f"第 {number} 句中间停了 {max(inside):.0f} 秒。",
            remedy="一句话请一口气念完，再录一遍。",
            sentence=number,
        )


def _missing(number: int, line: str) -> Verdict:
    return Verdict(
        fault=Fault.MISSING,
        message=f"少了一句，像是第 {number} 句“{line.strip()}”。",
        remedy="请照提词稿从头到尾再录一遍，一句也不要漏。",
        sentence=number,
    )


def _double(number: int) -> Verdict:
    return Verdict(
        fault=Fault.DOUBLE,
        message=f"第 {number} 句和第 {number + 1} 句连在一起了。",
        remedy="两句之间请停一秒，再录一遍。",
        sentence=number,
    )


def _extra(number: int, start_s: float, end_s: float) -> Verdict:
    where = f"第 {number} 句后面" if number else "开头"
    minutes, seconds = divmod(round(start_s), 60)
    return Verdict(
        fault=Fault.EXTRA,
        message=f"{where}多出 {end_s - start_s:.1f} 秒稿子上没有的话（{minutes}分{seconds}秒处）。",
        remedy="念错重念的，请从头到尾再录一遍，或一句一个文件交来。",
        sentence=number,
    )

"""The register of opinions (意见登记簿) on consultations: read, counted, and answered."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from kit.duty.letters import open_place
from kit.duty.register_rows import RegisterForm, by_line, numbered_rows
from kit.model.finding import Finding, Severity
from kit.text.written_days import written_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from kit.duty.register_rows import RegisterRow

FORM = RegisterForm(
    name="意见登记簿",
    columns=("编号", "预公开", "收到", "方式", "村", "意见", "归类", "采纳", "说明", "备注"),
    needed=("编号", "预公开", "收到", "意见"),
    code="OP",
)
"""Who spoke is no column: a name on a card stays on the card."""
WAYS = ("意见卡", "电话", "当面", "墟天", "信函", "网上", "会议", "其他")
TAKEN, PARTLY, NOT_TAKEN = "采纳", "部分采纳", "不采纳"
OUTCOMES = (TAKEN, PARTLY, NOT_TAKEN)
_CARD = re.compile(r"[Kk]?0*([1-9]\d{0,3})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """One opinion, and what became of it."""

    number: str
    preview: str
    """Number of the consultation it is about."""
    received: date
    way: str
    village: str
    words: str
    topic: str
    outcome: str
    """Empty as long as nobody decided."""
    reason: str
    row: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinions:
    """All opinions that could be read, and what is wrong with the rows."""

    opinions: tuple[Opinion, ...] = ()
    faults: tuple[Finding, ...] = ()

    def of(self, preview: str) -> tuple[Opinion, ...]:
        """Return the opinions on one consultation."""
        return tuple(one for one in self.opinions if one.preview == preview)


@dataclass(frozen=True, slots=True, kw_only=True)
class Consultation:
    """A consultation as opinions are held against it."""

    item_id: str
    title: str
    start: date | None
    end: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """What several said alike, and what became of it."""

    name: str
    count: int
    outcomes: tuple[tuple[str, int], ...]
    reasons: tuple[str, ...]
    undecided: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The opinions on one consultation, counted."""

    count: int
    by_way: tuple[tuple[str, int], ...]
    by_village: tuple[tuple[str, int], ...]
    by_outcome: tuple[tuple[str, int], ...]
    undecided: int
    topics: tuple[Topic, ...]
    """The ones most spoke of first; what has no topic stands last, under an empty name."""


def read_opinions(
    names: Sequence[str],
    rows: Iterable[tuple[int, Sequence[str]]],
    consultations: Mapping[str, Consultation],
) -> Opinions:
    """Return the opinions in a table; what cannot be counted is named by its row.

    Raises:
        SourceError: A column that is needed is not there.
    """
    found, wrong = numbered_rows(FORM, names, rows, lambda row: _opinion(row, consultations))
    doubts = [doubt for one in found for doubt in _doubts(one, consultations[one.preview])]
    return Opinions(opinions=found, faults=by_line([*wrong, *doubts]))


def _opinion(row: RegisterRow, consultations: Mapping[str, Consultation]) -> Opinion | None:
    number = row.needed("编号", "请给每一条一个编号，也写在意见卡上。")
    preview = row.needed("预公开", "请写是对哪一件提的：预公开的编号。")
    if preview and preview not in consultations:
        row.stop("预公开", f"没有编号 {preview} 的预公开。", "请照预公开的编号写，如 DX-2026-001。")
    received = row.day("收到")
    if not row.text("收到"):
        row.stop("收到", "没有写哪天收到。", "请写成 2026-11-23。")
    words = row.needed("意见", "请照卡上写的记。")
    way = row.choice("方式", WAYS, or_none=True)
    outcome = row.choice("采纳", OUTCOMES, or_none=True)
    if not number or received is None or preview not in consultations or not words:
        return None
    return Opinion(
        number=number,
        preview=preview,
        received=received,
        way=way,
        village=row.text("村"),
        words=words,
        topic=row.text("归类"),
        outcome=outcome,
        reason=row.text("说明"),
        row=row.number,
    )


def _doubts(one: Opinion, about: Consultation) -> Iterator[Finding]:
    """Yield what is counted all the same, and should be looked at."""
    if about.start and one.received < about.start:
        yield _told(
            one, "收到", f"早于征求意见的第一天 {about.start}。", "请核对日子，或是不是别的预公开。"
        )
    if about.end and one.received > about.end:
        told = f"晚于征求意见的最后一天 {about.end}。"
        yield _told(one, "收到", told, "已经算在里面；不算的，请删去这一行，并告诉提的人。")
    if one.outcome in (PARTLY, NOT_TAKEN) and not one.reason:
        yield _told(one, "说明", f"{one.outcome}，没有写为什么。", "请写一句理由，公布时要写。")


def _told(one: Opinion, field: str, message: str, remedy: str) -> Finding:
    return Finding(
        code="OP03",
        severity=Severity.WARN,
        field=field,
        line=one.row,
        message=message,
        remedy=remedy,
    )


def tally(opinions: Sequence[Opinion]) -> Tally:
    """Return the opinions counted by way, village, outcome and topic."""
    topics = sorted({one.topic for one in opinions}, key=lambda name: _rank(name, opinions))
    return Tally(
        count=len(opinions),
        by_way=_counted(one.way or "没有写方式" for one in opinions),
        by_village=_counted(one.village or "没有写村" for one in opinions),
        by_outcome=_outcomes(opinions),
        undecided=sum(not one.outcome for one in opinions),
        topics=tuple(
            _topic(name, [one for one in opinions if one.topic == name]) for name in topics
        ),
    )


def _rank(name: str, opinions: Sequence[Opinion]) -> tuple[bool, int, str]:
    return not name, -sum(one.topic == name for one in opinions), name


def _topic(name: str, opinions: Sequence[Opinion]) -> Topic:
    return Topic(
        name=name,
        count=len(opinions),
        outcomes=_outcomes(opinions),
        reasons=tuple(dict.fromkeys(one.reason for one in opinions if one.reason)),
        undecided=sum(not one.outcome for one in opinions),
    )


def _counted(words: Iterable[str]) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(words).most_common())


def _outcomes(opinions: Sequence[Opinion]) -> tuple[tuple[str, int], ...]:
    counts = Counter(one.outcome for one in opinions if one.outcome)
    return tuple((name, counts[name]) for name in OUTCOMES if counts[name])


def card_name(number: int) -> str:
    """Return what stands on a card that was printed with a number: K007."""
    return f"K{number:03d}"


def card_number(preview: str, text: str) -> str:
    """Return under which number the opinion of a printed card is noted; empty for no number."""
    found = _CARD.fullmatch(text.strip())
    return f"{preview}-{card_name(int(found[1]))}" if found else ""


def cards_out(opinions: Opinions, preview: str, given: int) -> tuple[str, ...]:
    """Return the numbers that were given to cards and have not come back, runs as 一个到一个."""
    back = {one.number for one in opinions.of(preview)}
    names = [card_name(number) for number in range(1, given + 1)]
    out = groupby(enumerate(names), lambda pair: f"{preview}-{pair[1]}" in back)
    runs = [[name for _, name in run] for is_back, run in out if not is_back]
    return tuple(run[0] if len(run) == 1 else f"{run[0]}到{run[-1]}" for run in runs)


def next_number(opinions: Opinions, preview: str) -> str:
    """Return the number of the next opinion on a consultation, for register and card."""
    taken = [
        int(tail)
        for one in opinions.of(preview)
        if (tail := one.number.removeprefix(f"{preview}-")).isdecimal()
    ]
    return f"{preview}-{max(taken, default=0) + 1:03d}"


def outcome_text(about: Consultation, counted: Tally) -> str:
    """Return the body of what is made public: how many spoke, what became of it and why.

    Nobody's own words stand in it, only topics and the office's reasons; what is not decided
    or not said is an open place.
    """
    start = written_day(about.start) if about.start else open_place("哪天起")
    end = written_day(about.end) if about.end else open_place("哪天止")
    if not counted.count:
        return f"《{about.title}》从{start}到{end}公开征求意见，没有收到意见。\n"
    ways = "、".join(f"{name}{count}条" for name, count in counted.by_way)
    outcomes = "，".join(f"{name}{count}条" for name, count in counted.by_outcome)
    left = open_place(f"还有{counted.undecided}条没有写采不采纳") if counted.undecided else ""
    told = "，".join(filter(None, (outcomes, left)))
    lines = [
        (
            f"《{about.title}》从{start}到{end}公开征求意见，收到意见{counted.count}条（{ways}）。"
            f"其中{told}。"
        ),
        "",
        "## 意见和采纳情况",
        "",
    ]
    for number, topic in enumerate(counted.topics, 1):
        name = topic.name or open_place("归类：说的是什么")
        what = "，".join(f"{outcome}{count}条" for outcome, count in topic.outcomes)
        open_ones = open_place(f"{topic.undecided}条采不采纳") if topic.undecided else ""
        why = "；".join(reason.rstrip("。") for reason in topic.reasons) or open_place("理由")
        became = "，".join(filter(None, (what, open_ones)))
        lines.append(f"{number}. {name}（{topic.count}条）：{became}。{why}。")
    return "\n".join([*lines, ""])

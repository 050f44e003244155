"""The annual report as it is made from ledger, register and entries; what is open is marked."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from kit.duty.entered import (
    BEFORE_REQUESTS,
    PUBLISHED_BESIDE,
    court_label,
    two_label,
)
from kit.duty.official import PaperHeading, PaperParagraph, PaperTitle
from kit.duty.report_forms import (
    CARRIED_IN,
    CARRIED_ON,
    COURTS,
    DONE,
    NEW,
    PART_TWO,
    PARTS,
    RESULTS,
    TOTAL,
    part_three,
)
from kit.duty.report_tables import OPEN, ReportTables
from kit.duty.requests import count_of_year
from kit.duty.span_table import table_four, table_three, table_two
from kit.model.finding import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.duty.entered import Entered
    from kit.duty.official import PaperBlock
    from kit.duty.report_forms import Form
    from kit.duty.requests import Register
    from kit.duty.year_ledger import YearLedger


@dataclass(frozen=True, slots=True, kw_only=True)
class YearFacts:
    """All that a year's report is made from."""

    year: int
    form: Form
    township: str
    government: str
    ledger: YearLedger
    register: Register | None
    """None where nobody keeps one: then nothing is counted."""
    entered: Entered


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeReport:
    """A report ready to be drawn."""

    title: str
    blocks: tuple[PaperBlock, ...]
    tables: ReportTables

    @property
    def open_places(self) -> tuple[str, ...]:
        """Where 【待填】 stands, as a clerk finds it."""
        found, heading = [], ""
        for block in self.blocks:
            if isinstance(block, PaperHeading):
                heading = block.text
            elif isinstance(block, PaperParagraph) and OPEN in block.text:
                found.append("落款" if block.signs else heading)
        return (*dict.fromkeys(found), *self.tables.open_places)


def tables_of(facts: YearFacts) -> ReportTables:
    """Return the three tables: counted where the kit knows, entered or open where it does not."""
    figures = facts.entered.figures
    two = {
        name: tuple(figures.get(two_label(name, column), OPEN) for column in group.columns)
        for group in PART_TWO[facts.form]
        for name in group.rows
    }
    register = facts.register
    three: dict[str, tuple[str, ...]]
    if register is None or any(one.severity is Severity.STOP for one in register.faults):
        three = dict.fromkeys(part_three(facts.form), (OPEN,) * 7)
    else:
        three = count_of_year(register, facts.year, facts.form)
    four: list[str] = []
    for court in COURTS:
        group = [figures.get(court_label(court, one), OPEN) for one in RESULTS if one != TOTAL]
        four += [*group, OPEN if OPEN in group else str(sum(map(int, map(Decimal, group))))]
    return ReportTables(form=facts.form, two=two, three=three, four=tuple(four))


def make_report(facts: YearFacts) -> MadeReport:
    """Return the six parts of a year's report."""
    tables = tables_of(facts)
    title = f"{facts.township}{facts.year}年政府信息公开工作年度报告"
    heads = [PaperHeading(text=f"{part.number}、{part.title}") for part in PARTS]
    first, second, third, fourth, fifth, sixth = heads
    blocks: list[PaperBlock] = [PaperTitle(text=title), first, *_overall(facts, tables)]
    blocks += [second, table_two(tables), third, table_three(tables), fourth, table_four(tables)]
    blocks += [fifth, *_words(facts, "（一）存在的主要问题", "主要问题")]
    blocks += [*_words(facts, "（二）改进情况", "改进情况"), sixth, *_said(facts, "其他事项")]
    blocks += [
        PaperParagraph(text=facts.government, signs=True),
        PaperParagraph(text=f"{facts.year + 1}年{OPEN}月{OPEN}日", signs=True),
    ]
    return MadeReport(title=title, blocks=tuple(blocks), tables=tables)


def _overall(facts: YearFacts, tables: ReportTables) -> Iterator[PaperBlock]:
    yield from _said(facts, "总体情况")
    yield PaperHeading(text="（一）主动公开情况", level=2)
    yield PaperParagraph(text=_published(facts))
    if facts.ledger.new:
        yield PaperParagraph(text=_by_channel(facts.ledger))
    yield PaperHeading(text="（二）依申请公开情况", level=2)
    yield PaperParagraph(text=_asked(facts, tables))
    for heading, label in (
        ("（三）政府信息管理情况", "政府信息管理"),
        ("（四）平台建设情况", "平台建设"),
        ("（五）监督保障情况", "监督保障"),
    ):
        yield from _words(facts, heading, label)


def _words(facts: YearFacts, heading: str, label: str) -> Iterator[PaperBlock]:
    yield PaperHeading(text=heading, level=2)
    yield from _said(facts, label)


def _said(facts: YearFacts, label: str) -> Iterator[PaperParagraph]:
    for line in (facts.entered.words.get(label) or OPEN).split("\n"):
        yield PaperParagraph(text=line)


def _published(facts: YearFacts) -> str:
    ledger, beside = facts.ledger, facts.entered.count(PUBLISHED_BESIDE)
    known = bool(ledger.new) or beside is not None
    new = str(len(ledger.new) + (beside or 0)) if known else OPEN
    total = OPEN if ledger.cumulative is None or not known else str(ledger.cumulative)
    return f"{facts.year}年，主动公开政府信息{new}条，历年累计{total}条。"


def _by_channel(ledger: YearLedger) -> str:
    channels = "、".join(f"{name}{count}条" for name, count in ledger.by_channel)
    fields = "、".join(f"{name}{count}条" for name, count in ledger.by_field)
    deeds = Counter[str]()
    for one in ledger.items:
        deeds.update(one.deeds)
    done = [f"广播播出{deeds['播了']}次"] if deeds["播了"] else []
    done += [f"印发{deeds['已印']}次"] if deeds["已印"] else []
    heard = f"记录在案的有{'、'.join(done)}。" if done else ""
    return f"一条可以在几个渠道公开。按渠道数：{channels}。按领域数：{fields}。{heard}"


def _asked(facts: YearFacts, tables: ReportTables) -> str:
    new, carried, done, left = (
        tables.three[row][-1] for row in (NEW, CARRIED_IN, DONE, CARRIED_ON)
    )
    until = f"截至{facts.year}年12月31日"
    before = facts.entered.count(BEFORE_REQUESTS)
    ways = total = ""
    if facts.register is not None and new != OPEN:
        in_year = [one for one in facts.register.requests if one.received.year == facts.year]
        told = Counter(one.way or "没有写方式" for one in in_year)
        ways = "、".join(f"{way}{count}件" for way, count in told.most_common())
        up_to = sum(one.received.year <= facts.year for one in facts.register.requests)
        total = OPEN if before is None else str(before + up_to)
    listed = f"（其中，{ways}）" if ways else ""
    return (
        f"{until}，收到政府信息公开申请{new}件{listed}；上年结转{carried}件，办结{done}件，"
        f"结转下年度{left}件。历年累计受理{total or OPEN}件。"
    )

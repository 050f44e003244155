"""What there is to do for a week: which items may go out, and the jobs that make them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import TYPE_CHECKING

from kit.checks import Context, check_items
from kit.compose.spoken.script import compose_script
from kit.edition.jobs.context import EditionContext
from kit.edition.make.sheet import font_of, typeface
from kit.edition.published.changed import changed_findings
from kit.edition.published.history import read_history
from kit.edition.published.manifest import key_fingerprint, manifest_in, published_test
from kit.edition.published.posted import History
from kit.edition.published.site import read_published
from kit.edition.request import newest_revision
from kit.edition.unread import scripts_of, table_findings, unread_findings
from kit.errors import SourceError
from kit.model.finding import Severity
from kit.model.item import Status
from kit.model.outputs import Output, outputs_of
from kit.model.township import Placement, Voice
from kit.plan.calendar import lunar_date
from kit.plan.plan import is_past, lies_in, plan_week
from kit.plan.relation_faults import relation_findings
from kit.plan.week import Week
from kit.recordings.human_readings import human_readings
from kit.recordings.listening import listened
from kit.review.chain import completed, review_state
from kit.review.definitions import definitions
from kit.review.digest import digest
from kit.review.ledger import FILE as LEDGER
from kit.review.ledger import read_ledger
from kit.source.codes import assign_codes, read_codes
from kit.source.private import KEY, PRIVATE, STORE
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from kit.compose.spoken.broadcast import Script
    from kit.edition.make.sheet import FontFile
    from kit.edition.request import Options
    from kit.fonts import Typeface
    from kit.model.finding import Finding
    from kit.model.item import Item
    from kit.plan.plan import WeekPlan
    from kit.recordings.human_readings import HumanReading
    from kit.review.chain import ReviewState
    from kit.source.codes import CodeEntry
    from kit.source.workspace import Workspace

OUTPUT = "output"
_MOST_TOLD = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The workspace, checked, with what the ledger says of every item."""

    workspace: Workspace
    findings: tuple[Finding, ...]
    digests: Mapping[str, str]
    """By item id."""
    waiting: Mapping[str, str]
    """By item id: what its review still lacks; signed items are not in it."""
    stopped: Mapping[str, str]
    """By item id or file: the first finding that stops it."""
    codes: tuple[CodeEntry, ...]
    ledger_head: str
    states: Mapping[str, ReviewState]
    """By item id: who signed it, and under which chain; of what is signed and over, nothing."""
    definitions: Mapping[str, str]
    """SHA-256 of what prints or speaks and stands in no item, by its name."""
    changed: tuple[Finding, ...]
    """What of it is not as in the last edition."""
    font: FontFile
    scripts: Mapping[str, Script] = field(default_factory=dict)
    """By item id: what is said of those that are not over, composed once."""
    readings: Mapping[tuple[str, str], HumanReading] = field(default_factory=dict)
    """By item id and voice: what people read."""
    history: History = field(default_factory=History)
    """What was published up to this week."""
    sounding: frozenset[str] = frozenset()
    """Ids of the items whose recording is in the week's last revision."""

    def seconds(self, item: Item) -> float:
        """Return how long an item is on the air, in Mandarin and in the dialect."""
        township = self.workspace.township
        # An old week built again may hold what is over by now.
        script = self.scripts.get(item.item_id) or compose_script(item, township)
        seconds = script.seconds
        if township.dialect and any(s.dialect is Placement.AFTER for s in township.slots):
            reading = self.readings.get((item.item_id, township.dialect.voice))
            seconds += reading.seconds if reading and reading.signed else 0.0
        return seconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What an edition is of, and what is not in it; its jobs are made of it by ``jobs_of``."""

    source: Source
    plan: WeekPlan
    context: EditionContext
    items: tuple[Item, ...]
    """Published in this edition."""
    drafts: tuple[Item, ...]
    codes: tuple[CodeEntry, ...]
    left_out: Mapping[str, str]
    printed: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By item id: check codes of all wordings on paper, with the code of what each says."""

    @property
    def made_ids(self) -> frozenset[str]:
        """Ids of all items in the edition, drafts included."""
        return frozenset(item.item_id for item in (*self.items, *self.drafts))


def read_source(folder: Path, options: Options) -> Source:
    """Return the workspace with its findings and the state of every review.

    Raises:
        SourceError: The workspace, its ledger or its register of codes cannot be read.
    """
    workspace = open_workspace(folder)
    font = font_of(workspace)
    ledger = read_ledger(folder / LEDGER)
    digests = {item.item_id: digest(item) for item in workspace.items}
    chain = workspace.township.chain
    now, today = definitions(workspace), options.now.date()
    # Ten years of notices that were signed, hung and came down must cost a week nothing.
    first = min(options.week, Week.of(today))
    past = [item for item in workspace.items if is_past(item, first)]
    over = completed(past, digests, ledger, chain)
    ahead = [item for item in workspace.items if item.item_id not in over]
    states = {
        item.item_id: review_state(item, digests[item.item_id], ledger, chain) for item in ahead
    }
    scripts = list(scripts_of(workspace, ahead))
    found = checked(workspace, ahead, scripts, typeface(font), today)
    findings = (*workspace.findings, *found)
    return Source(
        workspace=workspace,
        findings=findings,
        digests=digests,
        waiting={name: state.summary for name, state in states.items() if not state.complete},
        states=states,
        definitions=now,
        changed=tuple(changed_findings(now, chain, folder / OUTPUT, ledger)),
        stopped=_stopped(findings),
        codes=read_codes(folder),
        ledger_head=ledger.head,
        font=font,
        scripts={item.item_id: script for item, script in scripts},
        readings=human_readings(
            replace(workspace, items=tuple(ahead)), listened(ledger.recordings)
        ),
        history=read_history(folder / OUTPUT, options.week, folder / PRIVATE),
        sounding=_sounding(folder / OUTPUT / options.week.name),
    )


def _sounding(week_folder: Path) -> frozenset[str]:
    manifest = manifest_in(newest_revision(week_folder))
    clips = (entry for entry in manifest.site if entry.stem == "clip") if manifest else ()
    return frozenset(item_id for entry in clips for item_id in entry.about)


def checked(
    workspace: Workspace,
    ahead: Sequence[Item],
    scripts: Sequence[tuple[Item, Script]],
    face: Typeface,
    today: date,
) -> tuple[Finding, ...]:
    """Return what the checks say of the items ``ahead``, with their ``scripts``.

    Of all others only what concerns more than one item is asked: relations, and consultations
    that nobody has answered.
    """
    context = Context(
        township=workspace.township, today=today, covers=face.covers, lunar=lunar_date
    )
    names = {item.item_id for item in ahead}
    others = [item for item in workspace.items if item.item_id not in names]
    known = {entry.item_id for entry in read_codes(workspace.folder)}
    return (
        *check_items(ahead, context, others),
        *relation_findings(workspace.items, known),
        *(finding for _, script in scripts for finding in script.findings),
        *unread_findings(workspace, scripts),
        *table_findings(workspace),
    )


def look_at_week(folder: Path, options: Options) -> Work:
    """Return the week's work without doing any of it.

    Raises:
        SourceError: The workspace cannot be read, or nothing is due.
    """
    return plan_work(read_source(folder, options), options, {})


def _nothing_due(week: Week, left_out: Mapping[str, str]) -> SourceError:
    """Return what to tell where nothing can be published: why not, item by item."""
    told = [f"\n{name}：{why}" for name, why in left_out.items()][:_MOST_TOLD]
    if len(left_out) > len(told):
        told.append(f"\n……还有 {len(left_out) - len(told)} 条。")
    return SourceError(
        f"{week.label}没有可以发布的公开事项。{''.join(told)}" + ("\n" if told else ""),
        "请用 kit check 看问题、用 kit sign 补签字，或加 --draft 做送审稿。",
    )


def _stopped(findings: Collection[Finding]) -> dict[str, str]:
    by_name: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.severity is Severity.STOP:
            by_name.setdefault(finding.item_id or finding.file, []).append(finding)
    return {name: _reason(found) for name, found in by_name.items()}


def _reason(found: Sequence[Finding]) -> str:
    first = found[0]
    place = f"【{first.field}】" if first.field else ""
    more = f"还有 {len(found) - 1} 处，请看 kit check。" if len(found) > 1 else ""
    return f"{place}{first.message}{first.remedy}{more}"


def plan_work(source: Source, options: Options, failed: Mapping[str, str]) -> Work:
    """Return the week's work without the items that failed, and every due item left out.

    Raises:
        SourceError: Nothing at all is to be published this week.
    """
    workspace, unfit = source.workspace, {*source.stopped, *failed}
    sound = [
        item
        for item in workspace.items
        # What is taken back is often taken back for its faults.
        if item.status is Status.WITHDRAWN or item.item_id not in unfit
    ]
    signed = {item.item_id for item in sound if item.item_id not in source.waiting}
    today = options.now.date()
    plan = plan_week(
        workspace.items,
        workspace.township,
        options.week,
        signed=signed,
        seconds={i.item_id: source.seconds(i) for i in sound if lies_in(i, options.week)},
        hung=source.history.hung(source.digests),
        posted=source.history.posted(workspace, source.digests, signed, source.waiting, today),
        today=today,
    )
    due = [item for item in sound if item.item_id in plan.due]
    items = tuple(item for item in due if item.item_id in signed)
    unsigned = tuple(item for item in due if item.item_id not in signed)
    left_out = {
        # A file that could not be read has no days: it may be due.
        **{n: why for n, why in source.stopped.items() if n in plan.due or n not in source.digests},
        **failed,
        **{item.item_id: source.waiting[item.item_id] for item in unsigned},
    }
    drafts = unsigned if options.draft else ()
    if not (items or drafts or plan.take_down):
        raise _nothing_due(options.week, left_out)
    codes = assign_codes(
        source.codes, [item.item_id for item in (*items, *drafts)], options.week.code
    )
    printed = source.history.printed(items, source.digests)
    return Work(
        source=source,
        plan=plan,
        context=_context(source, options, plan, codes, printed, drafts=drafts, signed=signed),
        items=items,
        drafts=drafts,
        codes=codes,
        left_out=left_out,
        printed=printed,
    )


def _context(
    source: Source,
    options: Options,
    plan: WeekPlan,
    codes: Collection[CodeEntry],
    printed: Mapping[str, Mapping[str, str]],
    *,
    drafts: Collection[Item],
    signed: Collection[str],
) -> EditionContext:
    workspace = source.workspace
    numbers = {entry.item_id: entry.code for entry in codes}
    signed_pages = (i for i in workspace.items if i.item_id in numbers and i.item_id in signed)
    return EditionContext(
        workspace=workspace,
        plan=plan,
        digests=source.digests,
        codes=numbers,
        drafts=frozenset(item.item_id for item in drafts),
        font=source.font,
        store_folder=workspace.folder / STORE,
        pages={item.item_id: item for item in signed_pages},
        records=source.history.records,
        wordings=printed,
        published=cache(partial(read_published, workspace.folder / OUTPUT)),
        is_ours=published_test(workspace.folder / OUTPUT),
        today=options.now.date().isoformat(),
        fingerprint=key_fingerprint(workspace.folder / PRIVATE / KEY),
        readings=source.readings,
        sounds=frozenset(
            item.item_id
            for item in workspace.items
            if _clip_asked(item, options) or item.item_id in source.sounding
        ),
    )


def _clip_asked(item: Item, options: Options) -> bool:
    channel = outputs_of(item).get(Output.CLIP)
    return channel is not None and options.asks(channel, (item.item_id,))


def spoken_offline(source: Source) -> Source:
    """Return the source with the built-in voice in place of one that cannot be reached."""
    voice = source.workspace.township.voice
    offline = Voice(preset=voice.preset, gbk_titles=voice.gbk_titles)
    township = replace(source.workspace.township, voice=offline)
    return replace(source, workspace=replace(source.workspace, township=township))

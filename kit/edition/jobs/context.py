"""What all jobs of an edition share."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kit.edition.store.recipe import Recipes
from kit.edition.store.store import Store
from kit.model.item import Handout
from kit.model.township import Calls, Stall, Voice
from kit.review.digest import short_code
from kit.source.layouts import read_layout
from kit.text.code_content import page_address, printed_number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from kit.edition.make.sheet import FontFile
    from kit.edition.published.posted import Record
    from kit.edition.published.site import Published
    from kit.model.item import Item
    from kit.model.township import Township
    from kit.plan.plan import WeekPlan
    from kit.plan.relations import Effect
    from kit.plan.week import Week
    from kit.recordings.human_readings import HumanReading
    from kit.source.layouts import LayoutFile
    from kit.source.workspace import Workspace

# Characters no Windows file name may hold, and those that break a name in two.
_UNSAFE = re.compile(r'[\\/:*?"<>|\s｜]+')
_LONGEST_TITLE = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class EditionContext:
    """What all jobs of an edition share."""

    workspace: Workspace
    plan: WeekPlan
    digests: Mapping[str, str]
    codes: Mapping[str, str]
    """By item id: the printed number."""
    drafts: frozenset[str]
    font: FontFile
    store_folder: Path
    shared_speech: Path | None = None
    """Where all townships of a county keep what their voices have spoken."""
    pages: Mapping[str, Item] = field(default_factory=dict)
    """By id, items with a public page: in force or over, but signed."""
    published: Callable[[str], Published | None] = lambda _code: None
    """What stands in the site under a number since the last edition; read when it is asked for."""
    is_ours: Callable[[bytes], bool] = lambda _data: False
    """Whether a file of the site was published by an edition, and not put there by a hand."""
    today: str = ""
    """ISO date of the build: of a wording that is new with it."""
    carried: Mapping[str, str] = field(default_factory=dict)
    """By item id, pages that stay as they are: the day of their wording."""
    sounds: frozenset[str] = frozenset()
    """Ids of the items whose recording is made now; a page offers none that is not there."""
    earlier: Mapping[str, Record] = field(default_factory=dict)
    """By item id: what editions of earlier weeks have published of it."""
    replaced: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By item id: the wording that an earlier edition of this very week put up."""
    records: Mapping[str, Record] = field(default_factory=dict)
    """By item id: what editions have published of it."""
    hanging: Mapping[str, Record] = field(default_factory=dict)
    """By item id: what hangs on the boards as the week begins."""
    wordings: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """By item id: check codes of all wordings on paper, with the code of what each says."""
    readings: Mapping[tuple[str, str], HumanReading] = field(default_factory=dict)
    """By item id and voice: what people read."""
    layouts: dict[str, LayoutFile] = field(default_factory=dict)

    @property
    def township(self) -> Township:
        """The township of the workspace."""
        return self.workspace.township

    @property
    def week(self) -> Week:
        """The week of the edition."""
        return self.plan.week

    @property
    def recipes(self) -> Recipes:
        """What derives the recipes of the jobs."""
        return Recipes(Store(self.store_folder))

    @property
    def printed(self) -> Township:
        """The township as sheets and pages get it.

        Without what none of them shows: so they cannot show it, and none is made anew for it.
        """
        return replace(self._shown, voice=Voice())

    @property
    def heard(self) -> Township:
        """The township as everything that is heard gets it."""
        # How an online voice is reached is not heard.
        voice = replace(self.township.voice, proxy="", ca_file="")
        return replace(self._said, voice=voice)

    @property
    def read_aloud(self) -> Township:
        """The township as sheets get it from which people read what is heard."""
        return replace(self._said, voice=Voice())

    @property
    def _said(self) -> Township:
        market = self.township.market
        return replace(
            self._shown,
            broadcast=self.township.broadcast,
            market=replace(market, place="", hours="") if market else None,
        )

    @property
    def _shown(self) -> Township:
        return replace(
            self.township,
            boards=(),
            market=None,
            broadcast=Calls(),
            slots=(),
            departments=(),
            chain=(),
            signers=(),
            font_file="",
            handout=Handout.A5,
            stall=Stall(),
            sites=(),
            recipients=(),
            channels=(),
        )

    def stem(self, item: Item) -> str:
        """Return the beginning of the names of an item's files."""
        return f"{item.item_id}_{safe_name(item.title)}"

    def check_code(self, item: Item) -> str:
        """Return the short code of the item's text, 核对版本."""
        return short_code(self.digests[item.item_id])

    def number(self, item: Item) -> str:
        """Return the number printed on the item's sheets: its code and this wording's."""
        return printed_number(self.codes[item.item_id], self.check_code(item))

    def effect(self, item: Item) -> Effect:
        """Return what the item is this week."""
        return self.plan.effects[item.item_id]

    def says_anew(self, item: Item) -> bool:
        """Return whether no earlier week has published what the item says now."""
        earlier = self.earlier.get(item.item_id)
        return earlier is None or earlier.entry["digest"] != self.digests[item.item_id]

    def stamp(self, item: Item) -> str:
        """Return what is printed across the item's sheets."""
        marks = ("样例" if item.sample else "", "送审稿" if item.item_id in self.drafts else "")
        return "　".join(mark for mark in marks if mark)

    def payload(self, item: Item) -> str:
        """Return what the item's QR code says; empty where there is no page to open."""
        if item.link:
            return item.link
        host = self.township.page_host
        return page_address(host, self.number(item)) if host else ""

    def layout(self, name: str) -> LayoutFile:
        """Return a layout, read once.

        Raises:
            SourceError: There is none of that name, or it cannot be read.
        """
        if name not in self.layouts:
            self.layouts[name] = read_layout(name, self.workspace.folder)
        return self.layouts[name]


def safe_name(words: str) -> str:
    """Return the beginning of words as a part of a file's name."""
    return _UNSAFE.sub("", words)[:_LONGEST_TITLE]

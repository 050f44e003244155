"""The township as its ``kit.toml`` describes it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from kit.model.item import Channel, Handout

if TYPE_CHECKING:
    from datetime import date, time


class Paper(StrEnum):
    """Sheet sizes the kit composes for."""

    A6 = "A6"
    A5 = "A5"
    A4 = "A4"
    A3 = "A3"
    A2 = "A2"
    A1 = "A1"


class Flip(StrEnum):
    """Along which edge a printer turns the paper for the second side (双面)."""

    SHORT_EDGE = "短边翻转"
    LONG_EDGE = "长边翻转"


BOARD_PAPERS = (Paper.A4, Paper.A3, Paper.A2, Paper.A1)
"""What hangs; smaller sheets are handed out."""


class Cycle(StrEnum):
    """What the market days are counted by (墟期)."""

    LUNAR = "lunar"
    SOLAR = "solar"
    WEEKDAY = "weekday"


class ShortMonth(StrEnum):
    """What happens when a month lacks the 30th day the rule names."""

    NONE = "none"
    LAST_DAY = "last_day"


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """A notice board (公开栏): what hangs there and how far away people stand."""

    name: str
    village: str
    place: str
    paper: Paper
    read_from_m: float


SITE_CHANNELS = (Channel.WEBSITE, Channel.VILLAGE_NET)
"""What somebody uploads by hand."""


class SiteCell(StrEnum):
    """What the upload table of a site (上传表) can tell of an item."""

    TITLE = "标题"
    FULL_TITLE = "全称"
    DOC_NO = "文号"
    ISSUER = "发布单位"
    DEPT = "承办"
    FIELD = "领域"
    KIND = "类型"
    FORMED = "成文"
    PUBLISH = "贴出"
    EXPIRE = "摘下"
    PLAIN = "大白话"
    TEXT = "正文"
    PAGE = "网页"
    PICTURES = "图片"
    CODE = "编号"
    CHECK = "核对版本"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site that somebody uploads to: its name, its channel, and its own names of columns."""

    name: str
    channel: Channel
    columns: tuple[str, ...] = ("标题", "发布单位", "领域", "贴出", "正文", "图片", "编号")
    """信息名称=标题: the site's name for it, and a :class:`SiteCell`; one alone is both."""

    @property
    def cells(self) -> tuple[tuple[str, SiteCell], ...]:
        """The names of the columns with what stands in each."""
        parts = (column.partition("=") for column in self.columns)
        return tuple((name.strip(), SiteCell((told or name).strip())) for name, _, told in parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """A works, a school, a village (宣传单送到的地方) that gets handouts besides the market."""

    name: str
    copies: int
    place: str = ""
    """Where they are left: 门卫室."""
    fields: tuple[str, ...] = ()
    """Only items of these 领域; empty means all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ChannelName:
    """What people here call a channel: 大溪e家 is the township's 公众号."""

    name: Channel
    called: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarketCycle:
    """The rule of market days (墟天): ``digits`` are last digits of days, or weekdays 1–7."""

    cycle: Cycle
    digits: tuple[int, ...]
    short_month: ShortMonth = ShortMonth.NONE
    extra: tuple[date, ...] = ()
    skip: tuple[date, ...] = ()
    place: str = ""
    hours: str = ""


class Placement(StrEnum):
    """Where a slot plays the dialect reading of an item (方言放在哪里)."""

    AFTER = "after"
    """Mandarin first, the dialect after it."""
    ONLY = "only"
    """The dialect alone; an item without a signed reading is heard in Mandarin."""
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Slot:
    """A daily broadcast slot (广播时段)."""

    name: str
    at: time
    most_items: int = 3
    most_minutes: float = 4.0
    villages: tuple[str, ...] = ()
    """Villages whose loudspeakers play it; empty means all."""
    dialect: Placement = Placement.AFTER
    opening: str = ""
    """Its own first words; empty means those of all slots."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """The words around what is broadcast (开场白); ``{听众}`` and ``{乡}`` are filled in."""

    opening: str = "{听众}请注意。现在播送政务公开。"
    """First words of a programme: heads are turned by one's own name."""
    alert: str = "乡亲们请注意，"
    """Before the name of an alert, in one breath with it: every second counts."""
    closing: str = "{乡}政务公开，播送完了。谢谢大家收听。"
    alert_every_minutes: int = 0
    """How often an alert is called again in its first hour; 0 means as its colour asks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """An office that handles items (承办)."""

    name: str
    phone: str = ""
    duty: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step of the review chain (审核): who signs it and what that person looks at."""

    name: str
    post: str
    checklist: tuple[str, ...] = ()
    same_person_as: tuple[str, ...] = ()
    """Steps that the same person may also sign where staff is short."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signer:
    """A person who may sign (签字人), for which posts and in which days, both ends included."""

    name: str
    posts: tuple[str, ...]
    """Posts of the review chain's steps, as ``Step.post`` has them."""
    since: date | None = None
    """None where the person has always held the posts."""
    until: date | None = None

    def holds(self, post: str, day: date) -> bool:
        """Whether the person may sign for ``post`` on ``day``."""
        return (
            post in self.posts
            and (self.since is None or self.since <= day)
            and (self.until is None or day <= self.until)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """The machine voice of the programmes (音色)."""

    engine: str = "kokoro"
    name: str = "zn_middle"
    speed: float = 0.9
    preset: str = "horn"
    """Loudspeaker preset of ``kit.speech.loudspeaker``."""
    gbk_titles: bool = True
    """Titles in GBK at the end of a file too, for players that know no other (ID3v1)."""
    ducked_opening: bool = False
    """The chime sounds on softly under the opening's words (垫音)."""
    # Left out of ``repr``, by which recipes know a township: how a server is reached is not heard.
    proxy: str = field(default="", repr=False)
    """Proxy of the online voice; empty means none."""
    ca_file: str = field(default="", repr=False)
    """Certificate of a firewall, inside the workspace, for the online voice."""

    @property
    def offline(self) -> Voice:
        """The built-in voice in place of one that cannot be reached."""
        return Voice(preset=self.preset, gbk_titles=self.gbk_titles)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stall:
    """The hotspot of the market stall (摊位热点), where telephones read the pages offline."""

    hotspot: str = ""
    """Name of the network; empty means none is on the card."""
    password: str = ""
    port: int = 8080


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialect:
    """The dialect that neighbours read notices in (方言), and how its reader sheets look."""

    voice: str
    """Name of the folder in ``voices``."""
    all_readings: bool = False
    """A reading above every character; else only where one is wanted."""
    ipa: bool = False
    """Readings in IPA; else in plain letters."""
    phrases: bool = False
    """Routine sentences may be joined from phrases recorded once (短语拼句)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Township:
    """All that is the same for every item of a township."""

    name: str
    county: str
    government: str
    """Full name of the issuer, such as 大溪乡人民政府."""
    id_prefix: str
    villages: tuple[str, ...]
    boards: tuple[Board, ...]
    market: MarketCycle | None
    slots: tuple[Slot, ...]
    departments: tuple[Department, ...]
    chain: tuple[Step, ...]
    page_host: str = ""
    """Host of the public pages; empty means none yet, and no QR codes."""
    voice: Voice = field(default_factory=Voice)
    broadcast: Calls = field(default_factory=Calls)
    dialect: Dialect | None = None
    """None where all is read in Mandarin."""
    font_file: str = ""
    """The township's own typeface, inside the workspace; empty means the built-in one."""
    black_only: bool = False
    """Print in black ink alone (只用黑色): no colour and no grey on any sheet."""
    print_shop: bool = False
    """Make posters a second time with crop marks (印刷厂)."""
    flip: Flip = Flip.SHORT_EDGE
    """How its printer turns the paper for the second side."""
    essentials_code: bool = False
    """Put a text code (要点码) on handouts also where a page can be opened."""
    sample: bool = False
    # Left out of ``repr``, by which recipes know a township: no poster changes with these.
    handout: Handout = field(default=Handout.A5, repr=False)
    stall: Stall = field(default_factory=Stall, repr=False)
    sites: tuple[Site, ...] = field(default=(), repr=False)
    """Where items are uploaded; a channel without one has a site of its own name."""
    recipients: tuple[Recipient, ...] = field(default=(), repr=False)
    """Who gets handouts besides the market."""
    channels: tuple[ChannelName, ...] = field(default=(), repr=False)
    """What people here call a channel, where that is not its own name."""
    signers: tuple[Signer, ...] = field(default=(), repr=False)
    """Who may sign; empty where the township keeps no list, and then anybody may."""

    def called(self, channel: str) -> str:
        """Return what people here call a channel: by its name, by its sites', or as it is."""
        own = [one.called for one in self.channels if one.name == channel]
        sites = [one.name for one in self.sites if one.channel == channel]
        return "、".join(own or sites or [channel])

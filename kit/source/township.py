"""The township out of its ``kit.toml``: every key checked, all faults told at once."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kit.errors import SourceError
from kit.model.item import Channel, Handout
from kit.model.township import (
    BOARD_PAPERS,
    SITE_CHANNELS,
    Board,
    Calls,
    ChannelName,
    Cycle,
    Department,
    Dialect,
    Flip,
    MarketCycle,
    Placement,
    Recipient,
    ShortMonth,
    Signer,
    Site,
    Slot,
    Stall,
    Step,
    Township,
    Voice,
)
from kit.source.files import read_text
from kit.source.toml_table import Key, Section, Sort, TomlTable
from kit.source.township_checks import check_names
from kit.text.toml_text import BadTomlError, parse_toml

if TYPE_CHECKING:
    from pathlib import Path

FILE = "kit.toml"
MOST_TOLD = 30
_TEXTS_KEPT = 4
"""Texts of a kit.toml: the one that stands, and those that are being typed."""

_CYCLE_NAMES = {"农历": Cycle.LUNAR, "公历": Cycle.SOLAR, "星期": Cycle.WEEKDAY}

# What is uploaded lies in a folder of that name; several names stand with 、 between them.
_FOLDER_NAME = r"[^\\/:*?<>|.、｜]{1,20}"
# Words that every voice can say: no digit, no letter, no sign but those that are rests.
_WORDS = r"(?:[\u4e00-\u9fff，。！、：]|\{听众\}|\{乡\}){1,60}"
_OPENING = "{听众}请注意。现在播送政务公开。"

SECTIONS: tuple[Section, ...] = (
    Section(
        name="township",
        required=True,
        keys=(
            Key("name", Sort.TEXT, required=True),
            Key("county", Sort.TEXT, required=True),
            Key("government", Sort.TEXT, required=True),
            Key("id_prefix", Sort.TEXT, required=True, pattern=r"[A-Z]{2,8}", like="DX"),
            Key("villages", Sort.TEXTS, required=True),
            Key(
                "page_host",
                Sort.TEXT,
                pattern=r"[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?",
                like="dx.example",
            ),
            # Inside the workspace: it travels with it, and nothing else is opened.
            Key(
                "font_file",
                Sort.TEXT,
                pattern=r"(?!.*\.\.)[^/\\:][^\\:]*\.(ttf|otf|ttc)",
                like="字体/楷体.ttf",
            ),
            Key("black_only", Sort.FLAG),
            Key("print_shop", Sort.FLAG),
            Key("flip", Sort.CHOICE, choices=Flip),
            Key("essentials_code", Sort.FLAG),
            Key("handout", Sort.CHOICE, choices=Handout),
            Key("sample", Sort.FLAG),
        ),
    ),
    Section(
        name="board",
        many=True,
        required=True,
        keys=(
            Key("name", Sort.TEXT, required=True),
            Key("village", Sort.TEXT, required=True),
            Key("place", Sort.TEXT, required=True),
            Key("paper", Sort.CHOICE, required=True, choices=BOARD_PAPERS),
            Key("read_from_m", Sort.NUMBER, required=True, least=0.3, most=20),
        ),
    ),
    Section(
        name="market",
        keys=(
            Key("cycle", Sort.CHOICE, required=True, choices=Cycle, names=_CYCLE_NAMES),
            Key("digits", Sort.COUNTS, required=True, least=0, most=9),
            Key("short_month", Sort.CHOICE, choices=ShortMonth),
            Key("extra", Sort.DAYS),
            Key("skip", Sort.DAYS),
            Key("place", Sort.TEXT),
            Key("hours", Sort.TEXT),
        ),
    ),
    Section(
        name="slot",
        many=True,
        keys=(
            Key("name", Sort.TEXT, required=True),
            Key("at", Sort.CLOCK, required=True),
            Key("most_items", Sort.COUNT, least=1, most=10),
            Key("most_minutes", Sort.NUMBER, least=1, most=30),
            Key("villages", Sort.TEXTS),
            Key("dialect", Sort.CHOICE, choices=Placement),
            Key("opening", Sort.TEXT, pattern=_WORDS, like=_OPENING),
        ),
    ),
    Section(
        name="broadcast",
        keys=(
            Key("opening", Sort.TEXT, pattern=_WORDS, like=_OPENING),
            Key("alert", Sort.TEXT, pattern=_WORDS, like="乡亲们请注意，"),
            Key("closing", Sort.TEXT, pattern=_WORDS, like="{乡}政务公开，播送完了。"),
            Key("alert_every_minutes", Sort.COUNT, least=0, most=60),
        ),
    ),
    Section(
        name="department",
        many=True,
        required=True,
        keys=(
            Key("name", Sort.TEXT, required=True),
            Key("phone", Sort.TEXT, pattern=r"[0-9-]{3,13}", like="0597-0123456"),
            Key("duty", Sort.TEXT),
        ),
    ),
    Section(
        name="step",
        many=True,
        required=True,
        keys=(
            Key("name", Sort.TEXT, required=True),
            Key("post", Sort.TEXT, required=True),
            Key("checklist", Sort.TEXTS),
            Key("same_person_as", Sort.TEXTS),
        ),
    ),
    Section(
        name="signer",
        many=True,
        keys=(
            Key("name", Sort.TEXT, required=True),
            Key("posts", Sort.TEXTS, required=True),
            Key("from", Sort.DAY, attribute="since"),
            Key("until", Sort.DAY),
        ),
    ),
    Section(
        name="voice",
        keys=(
            Key("engine", Sort.TEXT, pattern=r"[a-z0-9_-]+", like="kokoro"),
            Key("name", Sort.TEXT, pattern=r"[A-Za-z0-9_-]+", like="zn_middle"),
            Key("speed", Sort.NUMBER, least=0.6, most=1.3),
            Key("preset", Sort.TEXT, pattern=r"[a-z0-9_-]+", like="horn"),
            Key("ducked_opening", Sort.FLAG),
            Key("gbk_titles", Sort.FLAG),
            Key(
                "proxy",
                Sort.TEXT,
                pattern=r"https?://[A-Za-z0-9.-]+(:\d+)?/?",
                like="http://10.0.0.1:8080",
            ),
            Key(
                "ca_file",
                Sort.TEXT,
                pattern=r"(?!.*\.\.)[^/\\:][^\\:]*\.(pem|crt|cer)",
                like="防火墙.pem",
            ),
        ),
    ),
    Section(
        name="dialect",
        keys=(
            Key(
                "voice",
                Sort.TEXT,
                required=True,
                pattern=r"[a-z0-9][a-z0-9_-]*",
                like="hakka-yongding",
            ),
            Key("all_readings", Sort.FLAG),
            Key("ipa", Sort.FLAG),
            Key("phrases", Sort.FLAG),
        ),
    ),
    Section(
        name="site",
        many=True,
        keys=(
            Key(
                "name",
                Sort.TEXT,
                required=True,
                pattern=_FOLDER_NAME,
                like="土楼阳光村务网",
            ),
            Key("channel", Sort.CHOICE, required=True, choices=SITE_CHANNELS),
            Key("columns", Sort.TEXTS),
        ),
    ),
    Section(
        name="recipient",
        many=True,
        keys=(
            Key("name", Sort.TEXT, required=True),
            Key("copies", Sort.COUNT, required=True, least=1, most=5000),
            Key("place", Sort.TEXT),
            Key("fields", Sort.TEXTS),
        ),
    ),
    Section(
        name="channel",
        many=True,
        keys=(
            Key("name", Sort.CHOICE, required=True, choices=Channel),
            Key("called", Sort.TEXT, required=True, pattern=_FOLDER_NAME, like="大溪e家"),
        ),
    ),
    Section(
        name="stall",
        # Capitals, digits and hyphens: a name with more cannot go into a code that all phones read.
        keys=(
            Key("hotspot", Sort.TEXT, pattern=r"[A-Z0-9-]{1,20}", like="DAXI-GONGKAI"),
            Key("password", Sort.TEXT, pattern=r"[A-Z0-9-]{8,27}", like="DAXI-2026"),
            Key("port", Sort.COUNT, least=1024, most=65535),
        ),
    ),
)


def read_township(path: Path) -> Township:
    """Return the township that ``path`` (a kit.toml) describes.

    Raises:
        SourceError: Something in it is wrong; all of it is told, line by line.
    """
    if not path.is_file():
        raise SourceError(
            f"{path.parent} 里没有 {FILE}。",
            "请先用 kit init 新建工作文件夹，或换到正确的文件夹。",
        )
    return township_in(read_text(path))


@lru_cache(maxsize=_TEXTS_KEPT)
def township_in(text: str) -> Township:
    """Return the township that the text of a kit.toml describes.

    Every page and every signature asks for it, most of them several times.

    Raises:
        SourceError: As :func:`read_township`.
    """
    try:
        data = parse_toml(text)
    except BadTomlError as bad:
        raise broken(bad.line) from None
    settings = TomlTable(text)
    read = settings.read(data, SECTIONS)
    check_names(read, settings)
    if settings.faults:
        raise _refused(settings.faults)
    return _build(read)


def broken(line: int) -> SourceError:
    """Return what to tell of a file that is not TOML at all."""
    where = f"第 {line} 行" if line else "最后一行"
    return SourceError(
        f"{FILE} {where}的格式不对，或者数太大。",
        '要写成 名称 = "内容"：用半角等号和半角引号 ""，几项之间用半角逗号，方括号要成对；'
        "不要用中文的冒号、等号和引号。",
    )


def _refused(faults: list[tuple[int, str]]) -> SourceError:
    told = [f"第 {line} 行：{fault}" if line else fault for line, fault in sorted(faults)]
    more = f"\n……还有 {len(told) - MOST_TOLD} 处" if len(told) > MOST_TOLD else ""
    listed = "\n".join(told[:MOST_TOLD])
    return SourceError(
        f"{FILE} 有 {len(told)} 处要改：\n{listed}{more}\n", "请用记事本改好，保存，再试。"
    )


def _build(read: dict[str, Any]) -> Township:
    return Township(
        **read["township"],
        boards=tuple(Board(**entry) for entry in read["board"]),
        market=MarketCycle(**read["market"]) if read["market"] else None,
        slots=tuple(Slot(**entry) for entry in read["slot"]),
        departments=tuple(Department(**entry) for entry in read["department"]),
        chain=tuple(Step(**entry) for entry in read["step"]),
        voice=Voice(**read["voice"]),
        broadcast=Calls(**read["broadcast"]),
        dialect=Dialect(**read["dialect"]) if "voice" in read["dialect"] else None,
        stall=Stall(**read["stall"]),
        sites=tuple(Site(**entry) for entry in read["site"]),
        recipients=tuple(Recipient(**entry) for entry in read["recipient"]),
        channels=tuple(ChannelName(**entry) for entry in read["channel"]),
        signers=tuple(Signer(**entry) for entry in read["signer"]),
    )

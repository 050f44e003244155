"""Layouts (版式) as data: frames in millimetres, styles in points, every fault told at once."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from kit.compose.layouts.reading import Reading
from kit.compose.layouts.rules import FLOORS, SHEET_MM, faults_of
from kit.errors import LayoutError
from kit.model.item import Handout, Kind
from kit.model.township import BOARD_PAPERS, Paper

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kit.model.item import Item


class Purpose(StrEnum):
    """What a layout is for; decides which frames and styles it must have."""

    FACTS = "facts"
    CONSULT = "consult"
    REPEAL = "repeal"
    ALERT = "alert"
    TABLE = "table"
    PROSE = "prose"
    SHEET = "sheet"
    HANDOUT = "handout"
    LEAFLET = "leaflet"
    QUESTIONS = "questions"
    CARD = "card"


TAKEN_HOME = frozenset({Purpose.HANDOUT, Purpose.LEAFLET, Purpose.QUESTIONS, Purpose.CARD})
"""What is given into the hand: it never comes down, and has room to write on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Needs:
    """The frames a layout must have, the styles its composer asks for, and what it is."""

    words: str
    frames: frozenset[str]
    styles: frozenset[str]


# A foot of its own stands where pages follow or no code does; else it is part of the lines.
_POSTER_FRAMES = frozenset({"head", "lines"})
_POSTER_STYLES = frozenset(
    {"issuer", "title", "label", "phone", "promise", "serial", "host", "note"}
)
_FACT_STYLES = frozenset({"date", "lead", "figure", "pair", "words", "rows"})
PURPOSES: Mapping[Purpose, Needs] = {
    Purpose.FACTS: Needs(
        words="要点海报：做什么、哪天以前、多少钱",
        frames=_POSTER_FRAMES,
        styles=_POSTER_STYLES | _FACT_STYLES,
    ),
    Purpose.CONSULT: Needs(
        words="预公开海报：打算做什么，怎么提意见",
        frames=_POSTER_FRAMES,
        styles=_POSTER_STYLES | _FACT_STYLES | {"heading", "reason"},
    ),
    Purpose.REPEAL: Needs(
        words="废止海报：停用了什么，从哪天起，现在怎么办",
        frames=_POSTER_FRAMES | {"foot"},
        styles=_POSTER_STYLES | _FACT_STYLES | {"cells"},
    ),
    Purpose.ALERT: Needs(
        words="应急预警：远处一眼看清",
        frames=_POSTER_FRAMES | {"foot"},
        styles=_POSTER_STYLES | {"area", "rows", "lead"},
    ),
    Purpose.TABLE: Needs(
        words="带表格的海报：名单公示、数据表",
        frames=_POSTER_FRAMES | {"foot"},
        styles=_POSTER_STYLES | _FACT_STYLES | {"cells"},
    ),
    Purpose.PROSE: Needs(
        words="只有文字的公告", frames=_POSTER_FRAMES, styles=_POSTER_STYLES | {"body"}
    ),
    # Flowing A4 sheets: their composers name their own styles.
    Purpose.SHEET: Needs(
        words="全文页，贴在海报下面", frames=frozenset({"body"}), styles=frozenset()
    ),
    Purpose.HANDOUT: Needs(
        words="墟天宣传单，裁开发",
        frames=_POSTER_FRAMES | {"back"},
        styles=_POSTER_STYLES | _FACT_STYLES | {"heading", "body"},
    ),
    Purpose.LEAFLET: Needs(
        words="墟天宣传单，A4 对折成四面",
        frames=_POSTER_FRAMES | {"back"},
        styles=_POSTER_STYLES | _FACT_STYLES | {"heading", "body"},
    ),
    Purpose.QUESTIONS: Needs(
        words="政策简明问答，裁开发",
        frames=frozenset({"body"}),
        styles=_POSTER_STYLES | {"date", "lead", "body"},
    ),
    Purpose.CARD: Needs(
        words="意见卡，裁开发",
        frames=_POSTER_FRAMES | {"foot"},
        styles=frozenset({"issuer", "title", "label", "body", "rows", "serial", "host", "note"}),
    ),
}
WIDE = "-wide"
"""Ending of a spare layout: used where it is copied under the name without it."""
_FILE_NAMES: Mapping[str, Purpose] = {
    **{purpose.value: purpose for purpose in PURPOSES if purpose is not Purpose.FACTS},
    "poster": Purpose.FACTS,
    "full-text": Purpose.SHEET,
}
_SHEET_FRAMES = frozenset({"body", "foot"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """How large and how small a text may be set, and on how many lines (0: any)."""

    largest_pt: float
    smallest_pt: float
    most_lines: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How the text of one part looks."""

    name: str
    fit: Fit
    weight: int = 500
    leading: float = 1.3
    """Distance of base lines as a multiple of the type size."""
    indent_em: float = 0.0
    paragraph_gap_em: float = 0.0
    floor: str = "text"
    """Which floor holds: ``fact``, ``text`` or ``note``."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """A rectangle of the sheet, origin at its top left corner."""

    name: str
    x_mm: float
    y_mm: float
    width_mm: float
    height_mm: float
    gap_mm: float = 4.0
    """Least space between the parts inside."""

    @property
    def right_mm(self) -> float:
        """The x of its right edge."""
        return self.x_mm + self.width_mm

    @property
    def bottom_mm(self) -> float:
        """The y of its lower edge."""
        return self.y_mm + self.height_mm


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A sheet, its frames and its styles."""

    name: str
    purpose: Purpose
    paper: Paper
    landscape: bool
    width_mm: float
    height_mm: float
    margin_mm: float
    read_from_m: float
    frames: Mapping[str, Frame]
    styles: Mapping[str, Style]
    seam_mm: tuple[float, float] | None = None
    """Band without text, where two smaller sheets are joined."""
    code_mm: float = 0.0
    """Side of the QR code with its quiet zone; 0 where the layout carries none."""


def parse_layout(text: str, file: str) -> Layout:
    """Return the layout that ``text`` describes; ``file`` is named in messages.

    Raises:
        LayoutError: With every fault of the file at once, each with its key.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LayoutError(
            f"版式 {file} 不是有效的 TOML：{error}。", "请对照 docs/layouts.md 改正这一行。"
        ) from error
    reading = Reading()
    layout = _read_layout(reading, data, file)
    if layout is not None:
        for problem in faults_of(layout):
            reading.problem(problem)
    if reading.problems or layout is None:
        listed = "；".join(reading.problems)
        raise LayoutError(
            f"版式 {file} 有 {len(reading.problems)} 处不对：{listed}。",
            "请逐条改正，写法见 docs/layouts.md。",
        )
    return layout


def _read_layout(reading: Reading, data: Mapping[str, Any], file: str) -> Layout | None:
    reading.known_keys(data, ("purpose", "page", "frame", "style"), "")
    purpose = reading.choice(data, "purpose", "", Purpose)
    page = reading.section(data, "page")
    reading.known_keys(page, _PAGE_KEYS, "page")
    paper = reading.choice(page, "size", "page", Paper)
    margin_mm = reading.number(page, "margin_mm", "page")
    read_from_m = reading.number(page, "read_from_m", "page")
    landscape = reading.flag(page, "landscape", "page")
    seam = reading.numbers(page, "seam_mm", "page", 2) if "seam_mm" in page else None
    code_mm = reading.number(page, "code_mm", "page", default=0.0)
    frames = _read_frames(reading, reading.section(data, "frame"))
    styles = _read_styles(reading, reading.section(data, "style"))
    if purpose is None or paper is None:
        return None
    name = file.replace("\\", "/").rsplit("/", 1)[-1].removesuffix(".toml")
    _check_file_name(reading, name, purpose, paper)
    _check_names(reading, purpose, frames, styles)
    width_mm, height_mm = SHEET_MM[paper]
    if landscape:
        width_mm, height_mm = height_mm, width_mm
    return Layout(
        name=name,
        purpose=purpose,
        paper=paper,
        landscape=landscape,
        width_mm=width_mm,
        height_mm=height_mm,
        margin_mm=margin_mm,
        read_from_m=read_from_m,
        frames=frames,
        styles=styles,
        seam_mm=(seam[0], seam[1]) if seam else None,
        code_mm=code_mm,
    )


_PAGE_KEYS = ("size", "landscape", "margin_mm", "read_from_m", "seam_mm", "code_mm")
_FRAME_KEYS = ("box", "gap_mm")
_STYLE_KEYS = ("weight", "leading", "indent_em", "paragraph_gap_em", "floor", "fit")


def _read_frames(reading: Reading, data: Mapping[str, Any]) -> dict[str, Frame]:
    frames = {}
    for name in data:
        key = f"frame.{name}"
        table = reading.section(data, name, key)
        reading.known_keys(table, _FRAME_KEYS, key)
        box = reading.numbers(table, "box", key, 4)
        gap_mm = reading.number(table, "gap_mm", key, default=4.0)
        if box is not None:
            frames[name] = Frame(
                name=name,
                x_mm=box[0],
                y_mm=box[1],
                width_mm=box[2],
                height_mm=box[3],
                gap_mm=gap_mm,
            )
    return frames


def _read_styles(reading: Reading, data: Mapping[str, Any]) -> dict[str, Style]:
    styles = {}
    for name in data:
        key = f"style.{name}"
        table = reading.section(data, name, key)
        reading.known_keys(table, _STYLE_KEYS, key)
        fit = reading.section(table, "fit", f"{key}.fit")
        reading.known_keys(fit, ("max", "min", "lines"), f"{key}.fit")
        floor = str(table.get("floor", "text"))
        if floor not in FLOORS:
            reading.unknown_value(floor, tuple(FLOORS), f"{key}.floor")
            floor = "text"
        styles[name] = Style(
            name=name,
            weight=int(reading.number(table, "weight", key, default=500)),
            leading=reading.number(table, "leading", key, default=1.3),
            indent_em=reading.number(table, "indent_em", key, default=0.0),
            paragraph_gap_em=reading.number(table, "paragraph_gap_em", key, default=0.0),
            floor=floor,
            fit=Fit(
                largest_pt=reading.number(fit, "max", f"{key}.fit"),
                smallest_pt=reading.number(fit, "min", f"{key}.fit"),
                most_lines=int(reading.number(fit, "lines", f"{key}.fit", default=0)),
            ),
        )
    return styles


def _check_file_name(reading: Reading, name: str, purpose: Purpose, paper: Paper) -> None:
    """Note where a file's name, by which it is chosen, says other than what is in it."""
    what, _, size = name.removesuffix(WIDE).rpartition("-")
    if _FILE_NAMES.get(what, purpose) is not purpose:
        reading.problem(f"文件名 {name} 是 {_FILE_NAMES[what]} 用的，purpose 却是 {purpose}")
    if what in _FILE_NAMES and size != paper.value.lower():
        reading.problem(f"文件名 {name} 是 {size.upper()} 纸用的，page.size 却是 {paper}")


def _check_names(
    reading: Reading,
    purpose: Purpose,
    frames: Mapping[str, Frame],
    styles: Mapping[str, Style],
) -> None:
    needs = PURPOSES[purpose]
    if purpose is Purpose.SHEET:
        reading.known_keys(frames, tuple(sorted(_SHEET_FRAMES)), "frame")
    else:
        reading.known_keys(frames, tuple(sorted(needs.frames)), "frame")
        reading.known_keys(styles, tuple(sorted(needs.styles)), "style")
    for kind, wanted, present in (
        ("frame", needs.frames, frames),
        ("style", needs.styles, styles),
    ):
        for name in sorted(wanted - set(present)):
            reading.problem(f"缺少 [{kind}.{name}]")


def purpose_of(item: Item) -> Purpose:
    """Return what sort of poster an item wants."""
    if item.emergency is not None:
        return Purpose.ALERT
    if item.kind is Kind.REPEAL and (item.table is not None or item.replaces):
        return Purpose.REPEAL
    if item.feedback is not None:
        return Purpose.CONSULT
    if item.table is not None:
        return Purpose.TABLE
    facts = (item.deadline, item.amounts, item.who, item.where, item.how, item.bring, item.when)
    # Fewer than two facts would leave a fact poster with one line on it.
    return Purpose.FACTS if sum(map(bool, facts)) > 1 else Purpose.PROSE


def poster_layout(item: Item, paper: Paper) -> str:
    """Return the name of the layout an item's poster is made with, such as ``poster-a3``."""
    name = "poster" if purpose_of(item) is Purpose.FACTS else purpose_of(item).value
    return f"{name}-{paper.value.lower()}"


HANDOUT_LAYOUTS: Mapping[Handout, str] = {
    Handout.A5: "handout-a5",
    Handout.A6: "handout-a6",
    Handout.FOLDED: "leaflet-a5",
}
QUESTIONS_LAYOUT = "questions-a5"
CARD_LAYOUT = "card-a5"
SHEET_LAYOUT = "full-text-a4"
SHEETS: Mapping[str, str] = {
    **dict.fromkeys(("handout-a5", QUESTIONS_LAYOUT, CARD_LAYOUT), "_A5两联"),
    "handout-a6": "_A6四联",
    "leaflet-a5": "_A4对折",
}
"""By layout, how what is handed out stands on its sheet: the ending of the file's name."""


def is_used(name: str) -> bool:
    """Return whether items are made with a layout of this name."""
    what, _, size = name.rpartition("-")
    hangs = what in _FILE_NAMES and size.upper() in BOARD_PAPERS
    return hangs or name in SHEETS or name == SHEET_LAYOUT

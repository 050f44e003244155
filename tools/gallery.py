"""One contact sheet of every kind, paper and extreme: ``python3 run.py gallery [folder] [commit]``.

With a commit (a release's tag) it is drawn a second time by the program as it was then, and
``before-after.png`` shows each sheet beside its old self. What cannot be made says why.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import dataclass, replace
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PIL import Image, ImageDraw, ImageFont

from kit.compose.layouts.purposes import poster_layout
from kit.edition.make.sheet import BUILT_IN, PaperOrder, SheetOrder, office_pdf, typeface
from kit.errors import KitError
from kit.model.item import Amount, Attachment, Column, Kind, Table
from kit.model.township import Paper
from kit.render.picture import write_png
from kit.source.workspace import open_workspace

try:
    from kit.plan.told_days import dated
except ModuleNotFoundError:  # the program as it was before

    def dated(item: Item, township: Township) -> Item:  # noqa: ARG001 - as it is called
        return item


try:
    from kit.edition.make.any_sheet import compose_any
except ModuleNotFoundError:  # the program as it was before
    # It is not there now, and stood there then.
    from kit.edition.make.handouts import compose_any  # type: ignore[attr-defined,no-redef]

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.item import Item
    from kit.model.township import Township
    from kit.source.workspace import Workspace

CELL_PX, LABEL_PX, GAP_PX, ABREAST = 300, 30, 16, 8
_NOT_THEN = "那时的程序还没有这一样。"
ROOT = Path.cwd()
_TOLD: dict[str, Any] = {
    "payload": "HTTPS://DX.EXAMPLE/26W48-04-7QF3",
    "code_id": "26W48-04-7QF3",
    "check_code": "7QF3-9QPW",
}
_FEE = "DX-2026-004"
_LONG = "便民服务中心、村委会、银行和邮政所，"


CARDS, LED = "转发图", "LED屏"
"""What is no paper and has no layout."""

_VILLAGES = (("12月1日、5日", "样例一村、样例二村"), ("12月2日、6日", "样例三村"))
# Kinds the example has no item of: the facts such a notice says, and a schedule.
_OTHER_KINDS: dict[str, dict[str, Any]] = {
    "WATER": {
        "title": "样例乡轮流停水",
        "when": "12月1日到12月7日，晚上8点到第二天9点",
        "where": "样例一村、样例二村、样例三村",
        "how": "提前接好水；来水先放一会儿再用",
    },
    "POWER": {
        "title": "样例二村停电检修",
        "when": "12月3日，上午8点到下午5点半",
        "who": "样例二村第三组到第六组",
        "where": "样例二村",
        "how": "要用氧气机的，提前打电话登记",
    },
    "GAS": {
        "title": "集镇停气一天",
        "when": "12月3日，上午8点到下午5点半",
        "who": "用管道气的住户和饭店",
        "where": "集镇和新街",
        "how": "关好阀门，来气以前不要打火",
    },
    "ROAD": {
        "title": "样例桥封闭施工",
        "when": "12月1日到12月7日",
        "who": "过桥的车和行人",
        "where": "样例桥两头",
        "how": "小车绕行样例三村，大车走省道",
    },
    "BAN": {
        "title": "禁止野外用火",
        "when": "从现在起，到12月31日",
        "where": "全乡山边、田边",
        "how": "看见烟火，马上打电话",
        "plain": ("上山不带火，祭扫不点香烛。",),
    },
    "CLARIFY": {
        "title": "自来水没有毒",
        "body": "传言：样例乡的自来水被污染了。\n\n事实：今天两次化验都合格，请放心用水。",
        "where": "化验单贴在乡公开栏",
        "how": "看到这个传言，不要再转发",
    },
    "EXAM": {
        "title": "招村医助理两名",
        "who": "18到35岁，有医学中专文凭",
        "where": "乡卫生院",
        "how": "带身份证、毕业证来填表",
    },
    "MEETING": {
        "title": "样例二村开村民大会",
        "when": "12月3日，晚上7点半",
        "who": "样例二村每户一人",
        "where": "样例二村祠堂",
        "how": "来不了的，可以托同户的人来",
    },
    "APPOINTMENT": {
        "title": "拟任样例站站长公示",
        "who": "样某某，女，现任副站长",
        "where": "乡便民服务中心",
        "how": "打电话或写信给乡纪委",
    },
    "MAJOR": {
        "title": "买一台垃圾车",
        "who": "乡环卫站，乡党委会定",
        "where": "全乡收垃圾用",
        "how": "打电话或写信给乡纪委",
        "amounts": (Amount(label="预算", value=Decimal(86000), unit="元"),),
    },
    "PROGRESS": {
        "title": "河道整改到哪了",
        "when": "11月20日检查",
        "who": "样例一村、样例二村的河段",
        "where": "乡公开栏",
        "how": "看到又有人倒垃圾，打电话说",
        "plain": ("五处垃圾清了四处，还有一处12月清。",),
    },
    "SIGN_UP": {
        "title": "免费学电工报名",
        "when": "12月7日开班，学10天",
        "who": "16到59岁的村民",
        "where": "乡便民服务中心二楼",
        "how": "打电话报名，名额30人",
    },
}
_WITH_DEADLINE = {"EXAM", "APPOINTMENT", "MAJOR", "SIGN_UP"}


@dataclass(frozen=True, slots=True)
class Case:
    """A sheet to be looked at."""

    name: str
    item: Item
    layout: str
    stamp: str = ""
    black_only: bool = False
    page: int = 0
    picture: bytes = b""


def cases(example: Workspace) -> Iterator[Case]:
    """Yield every kind, every paper, and the extremes of a notice and of a list."""
    by_id = {item.item_id: item for item in example.items}
    for item in example.items:
        yield Case(f"{item.kind} {item.item_id[-3:]}", item, poster_layout(item, Paper.A3))
    fee = by_id[_FEE]
    yield from _other_kinds(fee)
    for paper in (Paper.A4, Paper.A2, Paper.A1):
        yield Case(f"缴费 {paper}", fee, poster_layout(fee, paper))
    for number, paper in (("008", Paper.A4), ("001", Paper.A4), ("011", Paper.A4)):
        item = by_id[f"DX-2026-{number}"]
        yield Case(f"{item.kind} {paper}", item, poster_layout(item, paper))
    for name in ("full-text-a4", "handout-a5", "handout-a6", "leaflet-a5", "questions-a5"):
        yield Case(name, fee, name)
    yield Case("card-a5", by_id["DX-2026-001"], "card-a5")
    bare = replace(
        fee,
        plain=("过期要等三个月。",),
        amounts=(),
        who=None,
        when=None,
        where=None,
        bring=(),
        phones=(),
    )
    two = tuple(Amount(label=f"{age}岁以上每月", value=Decimal(age), unit="元") for age in (80, 90))
    full = replace(
        fee,
        title="关于明年城乡居民基本医疗保险集中缴费",
        who=_LONG[:36],
        where=_LONG * 2,
        how=_LONG * 2,
    )
    for name, item in (
        ("最短", replace(bare, title="交费", how="到村委会交", phones=fee.phones[:1])),
        ("最长", full),
        ("两项金额", replace(fee, amounts=two)),
        ("没有金额", replace(fee, amounts=())),
    ):
        yield Case(name, item, "poster-a3")
    for rows in (3, 12, 120):
        listed = replace(by_id["DX-2026-011"], table=_list(rows))
        yield Case(f"名单 {rows} 行", listed, "table-a3")
    for name, stamp in (("样例", "样例"), ("送审稿", "送审稿"), ("样例送审稿", "样例　送审稿")):
        yield Case(name, fee, "poster-a3", stamp=stamp)
    for item_id in (_FEE, "DX-2026-008"):
        layout = poster_layout(by_id[item_id], Paper.A3)
        yield Case(f"只有黑色 {item_id[-3:]}", by_id[item_id], layout, black_only=True)
    shown = replace(fee, pictures=(Attachment(file="图.png", sha256="0"),))
    for layout in ("full-text-a4", "poster-a3"):
        page = int(layout.startswith("full-text"))
        yield Case(f"有图 {layout}", shown, layout, picture=_photo(), page=page)
    for page in range(3):
        yield Case(f"{CARDS} 缴费 {page + 1}", fee, CARDS, stamp="样例", page=page)
    for number in ("008", "010", "011", "012"):
        yield Case(f"{CARDS} {number}", by_id[f"DX-2026-{number}"], CARDS, stamp="样例")
    for number in ("004", "008", "010", "012"):
        yield Case(f"{LED} {number}", by_id[f"DX-2026-{number}"], LED)


def _other_kinds(fee: Item) -> Iterator[Case]:
    """Yield an item of each kind that the example has none of, as far as the program knows it."""
    bare = replace(fee, full_title="", bring=(), amounts=(), deadline=None, body="", faq=())
    bare = replace(bare, who=None, when=None, where=None, plain=("看不懂的，打电话问。",))
    for name, facts in _OTHER_KINDS.items():
        if name not in Kind.__members__:
            continue
        item = replace(bare, kind=Kind[name], **facts)
        if name in _WITH_DEADLINE:
            item = replace(item, deadline=fee.deadline)
        if name == "WATER":
            heads = (Column(name="哪天停"), Column(name="停哪些村"))
            item = replace(item, table=Table(file="安排.csv", columns=heads, rows=_VILLAGES))
        yield Case(f"{item.kind} 另写", item, poster_layout(item, Paper.A3))


def _photo() -> bytes:
    """Return a picture of a hall before hills, as wide as a telephone's."""
    picture = Image.new("RGB", (1600, 1200), "#bfdcf2")
    pen = ImageDraw.Draw(picture)
    pen.polygon([(0, 800), (500, 300), (900, 700), (1250, 400), (1600, 800)], "#5d8f57")
    pen.rectangle((0, 800, 1600, 1200), "#cdb88f")
    pen.polygon([(400, 640), (800, 460), (1200, 640)], "#7c3b2e")
    pen.rectangle((450, 640, 1150, 960), "#efe6d4")
    pen.rectangle((730, 740, 870, 960), "#5b4636")
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _list(rows: int) -> Table:
    names = ("序号", "组别", "户主", "面积（亩）", "金额（元）")
    return Table(
        file="名单.csv",
        columns=tuple(Column(name=name) for name in names),
        rows=tuple(
            (str(n), f"第{1 + n * 6 // (rows + 1)}组", f"样{n % 10}*", "2.50", "200.00")
            for n in range(1, rows + 1)
        ),
    )


def draw(case: Case, example: Workspace) -> Image.Image:
    """Return a case's picture, or why there is none."""
    try:
        if case.layout == LED:
            return _screen(case.item)
        png = _card(case, example) if case.layout == CARDS else _sheet(case, example)
    except ImportError:
        return _words(_NOT_THEN)
    except (KitError, IndexError) as error:
        return _words(str(error))
    return Image.open(BytesIO(png)).convert("RGB")


def _words(text: str) -> Image.Image:
    picture = Image.new("RGB", (CELL_PX, CELL_PX), "white")
    lines = [text[n : n + 14] for n in range(0, len(text), 14)]
    ImageDraw.Draw(picture).text((8, 8), "\n".join(lines), "black", _font(20))
    return picture


def _sheet(case: Case, example: Workspace) -> bytes:
    order = PaperOrder(
        item=case.item,
        township=replace(example.township, black_only=case.black_only),
        layout_text=(ROOT / "layouts" / f"{case.layout}.toml").read_text("utf-8"),
        layout_file=f"layouts/{case.layout}.toml",
        pictures={"图.png": case.picture} if case.picture else {},
        **_TOLD,
        stamp=case.stamp,
    )
    if case.picture and case.layout.startswith("full-text"):
        from kit.edition.make.paper import make_full_text

        return write_png(make_full_text(order)[0].data, case.page, CELL_PX)
    pdf = office_pdf(compose_any(order), order.township, BUILT_IN)
    return write_png(pdf, case.page, CELL_PX)


def _card(case: Case, example: Workspace) -> bytes:
    from kit.edition.make.cards import make_picture_cards

    order = SheetOrder(item=case.item, township=example.township, **_TOLD, stamp=case.stamp)
    card = Image.open(BytesIO(make_picture_cards(order)[case.page].data))
    out = BytesIO()
    card.resize((CELL_PX, CELL_PX * card.height // card.width)).save(out, "PNG")
    return out.getvalue()


def _screen(item: Item) -> Image.Image:
    """Return a message as red lamps show it, twenty characters a line."""
    from kit.compose.led import led_message

    picture = Image.new("RGB", (CELL_PX, CELL_PX // 3), "black")
    pen = ImageDraw.Draw(picture)
    pen.text((8, 8), "\n".join(led_message(item)), "#ff3020", _font(14))
    return picture


def contact_sheet(drawn: dict[str, Image.Image], abreast: int = ABREAST) -> Image.Image:
    """Return pictures with their names, row by row, on grey."""
    names = list(drawn)
    rows = [names[n : n + abreast] for n in range(0, len(names), abreast)]
    heights = [max(drawn[name].height for name in row) + LABEL_PX + GAP_PX for row in rows]
    sheet = Image.new("RGB", ((CELL_PX + GAP_PX) * abreast + GAP_PX, sum(heights) + GAP_PX), "#bbb")
    pen, y = ImageDraw.Draw(sheet), GAP_PX
    for row, height in zip(rows, heights, strict=True):
        for column, name in enumerate(row):
            x = GAP_PX + column * (CELL_PX + GAP_PX)
            pen.text((x, y), name, "black", _font(20))
            sheet.paste(drawn[name], (x, y + LABEL_PX))
        y += height
    return sheet


def _font(size_px: int) -> ImageFont.FreeTypeFont:
    font = ImageFont.truetype(str(typeface(BUILT_IN).file), size_px)
    font.set_variation_by_axes([600])
    return font


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0] if arguments else "gallery").absolute()
    folder.mkdir(parents=True, exist_ok=True)
    example = open_workspace(ROOT / "examples" / "daxi")
    shown = replace(example, items=tuple(dated(i, example.township) for i in example.items))
    drawn = {}
    for case in cases(shown):
        drawn[case.name] = draw(case, example)
        drawn[case.name].save(folder / f"{case.name}.png")
    contact_sheet(drawn).save(folder / "gallery.png")
    print(f"{len(drawn)} 张：{folder / 'gallery.png'}")
    if len(arguments) > 1:
        before = _before(arguments[1], folder / "before")
        pairs = {}
        for name, now in drawn.items():
            old = before / f"{name}.png"
            pairs[f"{name} 以前"] = Image.open(old) if old.exists() else _words(_NOT_THEN)
            pairs[f"{name} 现在"] = now
        contact_sheet(pairs).save(folder / "before-after.png")
        print(folder / "before-after.png")
    return 0


def _before(commit: str, folder: Path) -> Path:
    """Draw the same cases by the program as it was, and return where their pictures are."""
    packed = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True)
    with tempfile.TemporaryDirectory() as old:
        with tarfile.open(fileobj=BytesIO(packed.stdout)) as files:
            files.extractall(old, filter="data")
        # This file draws, the program of then composes: it stands alone and is read by its path.
        command = [sys.executable, str(Path(__file__).resolve()), str(folder)]
        subprocess.run(command, cwd=old, env={**os.environ, "PYTHONPATH": old}, check=True)
    return folder


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

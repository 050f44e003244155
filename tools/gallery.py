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
from typing import TYPE_CHECKING

from PIL import Image, ImageDraw, ImageFont

from kit.compose.layouts.purposes import poster_layout
from kit.edition.make.handouts import compose_any
from kit.edition.make.sheet import BUILT_IN, PaperOrder, office_pdf, typeface
from kit.errors import KitError
from kit.model.item import Amount, Column, Table
from kit.model.township import Paper
from kit.render.picture import write_png
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.item import Item
    from kit.source.workspace import Workspace

CELL_PX, LABEL_PX, GAP_PX, ABREAST = 300, 30, 16, 8
ROOT = Path.cwd()
_FEE = "DX-2026-004"
_LONG = "便民服务中心、村委会、银行和邮政所，"


@dataclass(frozen=True, slots=True)
class Case:
    """A sheet to be looked at."""

    name: str
    item: Item
    layout: str
    stamp: str = ""
    black_only: bool = False


def cases(example: Workspace) -> Iterator[Case]:
    """Yield every kind, every paper, and the extremes of a notice and of a list."""
    by_id = {item.item_id: item for item in example.items}
    for item in example.items:
        yield Case(f"{item.kind} {item.item_id[-3:]}", item, poster_layout(item, Paper.A3))
    fee = by_id[_FEE]
    for paper in (Paper.A4, Paper.A2, Paper.A1):
        yield Case(f"缴费 {paper}", fee, poster_layout(fee, paper))
    for name in ("full-text-a4", "handout-a5", "handout-a6", "leaflet-a5", "questions-a5"):
        yield Case(name, fee, name)
    yield Case("card-a5", by_id["DX-2026-001"], "card-a5")
    bare = replace(fee, amounts=(), who=None, when=None, where=None, bring=(), phones=())
    two = tuple(Amount(label=f"{age}岁以上每月", value=Decimal(age), unit="元") for age in (80, 90))
    full = replace(
        fee,
        title="关于明年城乡居民基本医疗保险集中缴费",
        who=_LONG[:36],
        where=_LONG * 2,
        how=_LONG * 2,
    )
    for name, item in (
        ("最短", replace(bare, title="交费", how="到村委会交")),
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
    """Return a case's first page, or why there is none."""
    order = PaperOrder(
        item=case.item,
        township=replace(example.township, black_only=case.black_only),
        layout_text=(ROOT / "layouts" / f"{case.layout}.toml").read_text("utf-8"),
        layout_file=f"layouts/{case.layout}.toml",
        payload="HTTPS://DX.EXAMPLE/26W48-04-7QF3",
        code_id="26W48-04-7QF3",
        stamp=case.stamp,
        check_code="7QF3-9QPW",
    )
    try:
        pdf = office_pdf(compose_any(order), order.township, BUILT_IN)
    except KitError as error:
        picture = Image.new("RGB", (CELL_PX, CELL_PX), "white")
        lines = [str(error)[n : n + 14] for n in range(0, len(str(error)), 14)]
        ImageDraw.Draw(picture).text((8, 8), "\n".join(lines), "black", _font(20))
        return picture
    return Image.open(BytesIO(write_png(pdf, 0, CELL_PX))).convert("RGB")


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
    return ImageFont.truetype(str(typeface(BUILT_IN).file), size_px)


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0] if arguments else "gallery").absolute()
    folder.mkdir(parents=True, exist_ok=True)
    example = open_workspace(ROOT / "examples" / "daxi")
    drawn = {}
    for number, case in enumerate(cases(example)):
        drawn[case.name] = draw(case, example)
        drawn[case.name].save(folder / f"{number:02}.png")
    contact_sheet(drawn).save(folder / "gallery.png")
    print(f"{len(drawn)} 张：{folder / 'gallery.png'}")
    if len(arguments) > 1:
        before = _before(arguments[1], folder / "before")
        pairs = {}
        for number, (name, now) in enumerate(drawn.items()):
            old = before / f"{number:02}.png"
            pairs[f"{name} 以前"] = Image.open(old) if old.exists() else now.convert("L")
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

"""All layouts at a glance (kit layout): what each is for, and a picture of it with sample items."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.layouts.layout import Purpose
from kit.compose.layouts.parse import parse_layout
from kit.compose.layouts.purposes import PURPOSES, WIDE, is_used, purpose_of
from kit.edition.make.sheet import font_of
from kit.errors import KitError, LayoutError
from kit.model.outputs import Output, outputs_of
from kit.progress import Step
from kit.source.builtin import builtin_dir
from kit.source.files import storage_errors, write_atomic
from kit.source.layouts import copy_layout, layout_names, read_layout
from kit.source.setup import EXAMPLE
from kit.source.workspace import open_workspace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from pathlib import Path

    from kit.compose.layouts.layout import Layout
    from kit.compose.paper.page import FrameReport
    from kit.edition.make.sheet import FontFile
    from kit.model.item import Item
    from kit.model.township import Township
    from kit.progress import Progress
    from kit.source.layouts import LayoutFile

THUMBNAIL_PX = 560
INDEX = "index.html"
_CODE_ID, _CHECK_CODE = "26W48-03", "7K3M-9QPW"
_FITS: Mapping[Purpose, Callable[[Item], bool]] = {
    Purpose.QUESTIONS: lambda item: Output.QUESTIONS in outputs_of(item),
    Purpose.CARD: lambda item: Output.CARD in outputs_of(item),
    Purpose.SHEET: lambda item: bool(item.body),
    Purpose.PROSE: lambda item: bool(item.body),
    Purpose.HANDOUT: lambda item: Output.HANDOUT in outputs_of(item),
    Purpose.LEAFLET: lambda item: Output.HANDOUT in outputs_of(item),
}
"""Which sample shows a layout that no poster chooses by itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """A layout in the list."""

    name: str
    own: bool
    """The township's own, in place of the kit's or beside it."""
    paper: str = ""
    landscape: bool = False
    purpose: str = ""
    words: str = ""
    """What it is for."""
    read_from_m: float | None = None
    unused: str = ""
    """Why no item is made with it; empty where some are."""
    fault: str = ""
    """What is wrong in its file; then nothing else of it is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """A layout with its picture and how its frames came out."""

    layout: Listed
    picture: str
    """Name of its file; empty where it could not be made."""
    frames: tuple[FrameReport, ...] = ()
    fault: str = ""


def all_layouts(workspace: Path | None) -> tuple[Listed, ...]:
    """Return all layouts, those whose file is wrong with what is wrong in them."""
    found = (read_layout(name, workspace) for name in layout_names(workspace))
    return tuple(_listed(file, _parsed(file)) for file in found)


def copy(name: str, new_name: str, workspace: Path) -> Path:
    """Return the file of a built-in layout copied into the workspace, to be changed there.

    Raises:
        SourceError: There is no workspace, no such layout, or the file is there already.
        StorageError: The disk does not take it.
    """
    return copy_layout(name, new_name or name, workspace)


def _parsed(file: LayoutFile) -> Layout | LayoutError:
    try:
        return parse_layout(file.text, file.file)
    except LayoutError as error:
        return error


def _listed(file: LayoutFile, layout: Layout | LayoutError) -> Listed:
    if isinstance(layout, LayoutError):
        return Listed(name=file.name, own=file.own, fault=str(layout))
    return Listed(
        name=file.name,
        own=file.own,
        paper=layout.paper.value,
        landscape=layout.landscape,
        purpose=layout.purpose.value,
        words=PURPOSES[layout.purpose].words,
        read_from_m=layout.read_from_m,
        unused=_unused(file.name),
    )


def _unused(name: str) -> str:
    """Return why no item is made with a layout of that name; empty where some are."""
    if is_used(name):
        return ""
    if name.endswith(WIDE):
        return f"备用：运行 kit layout copy {name} {name.removesuffix(WIDE)} 才用得上"
    return "没有事项会用它：文件名要和自带的一样"


def make_gallery(workspace: Path | None, dest: Path, progress: Progress) -> tuple[Pictured, ...]:
    """Write a picture of every layout and a page that shows them into ``dest``.

    The words are the example's, the township and the typeface the workspace's own.

    Raises:
        StorageError: ``dest`` cannot be written.
    """
    example = open_workspace(builtin_dir("examples") / EXAMPLE)
    here = open_workspace(workspace) if workspace else example
    font = font_of(here)
    with storage_errors(dest):
        dest.mkdir(parents=True, exist_ok=True)
    pictured = []
    names = layout_names(workspace)
    for number, name in enumerate(names, start=1):
        file = read_layout(name, workspace)
        pictured.append(_picture(file, example.items, here.township, font, dest))
        progress(Step("版式", number, len(names), name))
    page = _page(here.township, pictured)
    write_atomic(dest / INDEX, page.encode("utf-8"))
    return tuple(pictured)


def _picture(
    file: LayoutFile, items: Sequence[Item], township: Township, font: FontFile, dest: Path
) -> Pictured:
    from kit.edition.make.handouts import compose_any
    from kit.edition.make.sheet import PaperOrder, office_pdf
    from kit.render.picture import write_png
    from kit.text.code_content import page_address, printed_number

    layout = _parsed(file)
    listed = _listed(file, layout)
    if isinstance(layout, LayoutError):
        return Pictured(layout=listed, picture="", fault=listed.fault)
    number = printed_number(_CODE_ID, _CHECK_CODE)
    order = PaperOrder(
        item=_sample(layout.purpose, items),
        township=township,
        layout_text=file.text,
        layout_file=file.file,
        font=font,
        payload=page_address(township.page_host, number) if township.page_host else "",
        code_id=number,
        stamp="样例",
        check_code=_CHECK_CODE,
    )
    try:
        document = compose_any(order)
    except KitError as error:
        return Pictured(layout=listed, picture="", fault=str(error))
    name = f"{file.name}.png"
    write_atomic(dest / name, write_png(office_pdf(document, township, font), 0, THUMBNAIL_PX))
    frames = {frame.frame: frame for page in document.pages for frame in page.frames}
    return Pictured(layout=listed, picture=name, frames=tuple(frames.values()))


def _sample(purpose: Purpose, items: Sequence[Item]) -> Item:
    """Return the example's item that shows most of what a layout can."""
    fits = _FITS.get(purpose)
    chosen = (one for one in items if (fits(one) if fits else purpose_of(one) is purpose))
    return max(chosen, key=_facts)


def _facts(item: Item) -> int:
    facts = (item.deadline, item.amounts, item.who, item.where, item.how, item.when, item.bring)
    return sum(map(bool, facts)) + len(item.phones)


def _page(township: Township, pictured: Sequence[Pictured]) -> str:
    from kit.edition.index import template

    return template("layouts.html").render(
        township=township, groups=tuple(_grouped(pictured)), words=PURPOSES
    )


def _grouped(pictured: Sequence[Pictured]) -> Iterator[tuple[str, list[Pictured]]]:
    """Yield the layouts by what they are for, those whose file is wrong first."""
    wrong = [one for one in pictured if one.layout.fault]
    if wrong:
        yield "要改正的", wrong
    for purpose, needs in PURPOSES.items():
        same = [one for one in pictured if one.layout.purpose == purpose.value]
        if same:
            yield needs.words, same

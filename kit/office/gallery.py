"""A picture of every layout, with sample items, on one page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.layouts.purposes import PURPOSES
from kit.compose.layouts.samples import sample_of
from kit.edition.index import template
from kit.edition.make.any_sheet import compose_any
from kit.edition.make.sheet import PaperOrder, font_of, office_pdf
from kit.errors import KitError, LayoutError
from kit.office.layouts import listed_as, parsed
from kit.progress import Step
from kit.render.picture import write_png
from kit.source.files import write_in_folder
from kit.source.layouts import layout_names, read_layout
from kit.source.setup import example_folder
from kit.source.workspace import open_workspace
from kit.text.code_content import page_address, printed_number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from kit.compose.paper.page import FrameReport
    from kit.office.layouts import Listed
    from kit.progress import Progress
    from kit.source.layouts import LayoutFile
    from kit.source.workspace import Workspace

THUMBNAIL_PX = 560
INDEX = "index.html"
_CODE_ID, _CHECK_CODE = "26W48-03", "7K3M-9QPW"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pictured:
    """A layout with its picture and how its frames came out."""

    layout: Listed
    picture: str
    """Name of its file; empty where it could not be made."""
    frames: tuple[FrameReport, ...] = ()
    fault: str = ""


def make_gallery(workspace: Path | None, dest: Path, progress: Progress) -> tuple[Pictured, ...]:
    """Write a picture of every layout and a page that shows them into ``dest``.

    The words are the example's, the township and the typeface the workspace's own.

    Raises:
        StorageError: ``dest`` cannot be written.
    """
    example = open_workspace(example_folder())
    here = open_workspace(workspace) if workspace else example
    pictured = []
    names = layout_names(workspace)
    for number, name in enumerate(names, start=1):
        pictured.append(_picture(read_layout(name, workspace), example, here, dest))
        progress(Step("版式", number, len(names), name))
    page = template("layouts.html").render(
        township=here.township, groups=tuple(by_purpose(pictured)), words=PURPOSES
    )
    write_in_folder(dest / INDEX, page.encode("utf-8"))
    return tuple(pictured)


def _picture(file: LayoutFile, example: Workspace, here: Workspace, dest: Path) -> Pictured:
    layout, township, font = parsed(file), here.township, font_of(here)
    listed = listed_as(file, layout)
    if isinstance(layout, LayoutError):
        return Pictured(layout=listed, picture="", fault=listed.fault)
    number = printed_number(_CODE_ID, _CHECK_CODE)
    order = PaperOrder(
        item=sample_of(layout.purpose, example.items),
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
    picture = write_png(office_pdf(document, township, font), 0, THUMBNAIL_PX)
    write_in_folder(dest / name, picture)
    # Of a part on several pages the last one is shown.
    frames = {frame.frame: frame for page in document.pages for frame in page.frames}
    return Pictured(layout=listed, picture=name, frames=tuple(frames.values()))


def by_purpose(pictured: Sequence[Pictured]) -> Iterator[tuple[str, list[Pictured]]]:
    """Yield the layouts by what they are for, those whose file is wrong first."""
    wrong = [one for one in pictured if one.layout.fault]
    if wrong:
        yield "要改正的", wrong
    for purpose, needs in PURPOSES.items():
        same = [one for one in pictured if one.layout.purpose == purpose.value]
        if same:
            yield needs.words, same

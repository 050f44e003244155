"""Pages for what stands on paper: is this sheet of today, or of an earlier wording?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from posixpath import normpath
from typing import TYPE_CHECKING

from kit.compose.fact_words import CODE_PROMISE, PROMISE
from kit.compose.web.item_page import WebPage, state_told
from kit.compose.web.templating import filled

if TYPE_CHECKING:
    from kit.model.township import Township
    from kit.plan.relations import Effect

PAGE = "index.html"
_ADDRESS = re.compile(r'(href|src)="(?![a-z]+:|#)([^"]+)"')


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A page that tells what has become of a notice, and nothing of what it said."""

    township: Township
    number: str
    """The printed number it stands for."""
    heading: str
    lines: tuple[str, ...]
    home: str
    """Address of the folder of all lists, relative to the page: ``../``."""
    link: str = ""
    """Address of the page to read instead, relative to ``home``."""
    version: str = ""
    """Which wording of the page it stands for: ``kit.edition.published.site``."""


def compose_note(note: Note) -> WebPage:
    """Return the page of a note; search engines are asked to leave it alone."""
    html = filled(
        "note.html",
        setting=note,
        township=note.township,
        promise=PROMISE,
        code_promise=CODE_PROMISE,
    )
    return WebPage(name=PAGE, html=html)


def ended_note(
    township: Township, number: str, effect: Effect, *, home: str, link: str = "", version: str = ""
) -> Note:
    """Return the note of a notice that is over and whose text is not to be read any more."""
    return Note(
        township=township,
        number=number,
        heading=f"这条公告{state_told(effect)}",
        lines=("原来公布的内容不再有效，也不再公开。还贴着、还拿着的纸，请不要再用。",),
        home=home,
        link=link,
        version=version,
    )


def outdated_note(
    township: Township, number: str, code_id: str, title: str, effect: Effect, *, corrected: str
) -> Note:
    """Return the note of a sheet whose wording was corrected since; ``corrected`` is the day."""
    since = f"{corrected}更正过" if corrected else "内容已经更正"
    told = f"这件事{state_told(effect)}。" if effect.is_over else f"{since}，请以现在的为准。"
    return Note(
        township=township,
        number=number,
        heading="这张纸是旧的",
        lines=(f"“{title}”：{told}",),
        home="../",
        link=f"D/{code_id}/{PAGE}",
    )


def as_printed(html: str, code_id: str, number: str, effect: Effect) -> str:
    """Return an item's page as it stands under the number that is printed on its sheet.

    Sound, pictures and further leaves stay where they are: beside the page of the code.
    """

    def moved(match: re.Match[str]) -> str:
        return f'{match[1]}="../{normpath(f"D/{code_id}/{match[2]}")}"'

    # What became of it stands at the head of the page already.
    told = "不要再用" if effect.is_over else "是现行的"
    banner = f'<p class="paper">这张纸（{number}）{told}。</p>'
    return _ADDRESS.sub(moved, html).replace("<!--banner-->", banner)

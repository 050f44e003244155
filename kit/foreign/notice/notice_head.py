"""What stands above the text of a notice: red head, document number, title."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.foreign.notice.patterns import DOCUMENT_NUMBER, ENDS_IN_GENRE, GENRE, OFFICE_END, squeezed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.foreign.notice.lines import Line

_MOST_LINES = 10
_MOST_CENTRED = 8
_MOST_TITLE_LINE = 60
_ENDS_SENTENCE = re.compile(r"[。；;]|[，,].*[，,]|[：:]$")
_RED_HEAD = re.compile(r"(?P<who>.{3,24}?)文件")
_OFFICE = re.compile(rf"[\u4e00-\u9fff（）()]{{2,24}}{OFFICE_END}")
_ONLY_GENRE = re.compile(GENRE)
_BRACKETED = re.compile(r"^[【\[](?P<inside>.{2,30})[】\]](?P<rest>.*)$")
_SHOUTED = re.compile(r"[!！]$|^[【\[].{2,30}[】\]]|[|｜]|→$")
_CALLED = re.compile(r"^(?:@所有人|#[^#]{2,12}#)\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The lines above the text, and which of them are what."""

    count: int = 0
    """How many lines are the head."""
    title_lines: tuple[Line, ...] = ()
    red_head: Line | None = None
    offices: tuple[str, ...] = ()
    """Offices that stand alone in a line above: who speaks, where nobody signs."""

    @property
    def title(self) -> str:
        """The title as one line, as it stands; empty where there is none."""
        joined = "".join(re.sub(r"\s", "", _CALLED.sub("", line.bare)) for line in self.title_lines)
        match = _BRACKETED.match(joined)
        if match is None:
            return joined
        # 【通知】…… names the kind before the title, 【停水通知】 is the title.
        return match["rest"] if len(match["rest"]) >= 4 else match["inside"]

    @property
    def issuer(self) -> str:
        """The office of the red head, or the one that the title begins with."""
        if self.red_head is not None:
            bare = squeezed(self.red_head.text)
            match = _RED_HEAD.fullmatch(bare)
            return match["who"] if match else bare
        titled = re.match(rf"(.{{2,18}}?{OFFICE_END})关于", self.title)
        return titled[1] if titled else next(iter(self.offices), "")


def head_of(lines: Sequence[Line]) -> Head:
    """Return the head of a notice, told by its looks, or by its words where it has none."""
    if any(line.centred for line in lines[:_MOST_CENTRED]):
        return _formatted(lines)
    return _plain(lines)


def _formatted(lines: Sequence[Line]) -> Head:
    count = 0
    for line in lines[:_MOST_CENTRED]:
        above = not count and not _ENDS_SENTENCE.search(line.text)
        alone = DOCUMENT_NUMBER.fullmatch(line.text) or above
        if line.cell or not (line.centred or alone) or len(line.text) > _MOST_TITLE_LINE:
            break
        count += 1
    return _sorted(lines[:count], count)


def _plain(lines: Sequence[Line]) -> Head:
    """Return the head of pasted text: up to the first line that ends as titles do."""
    looked_at = []
    for line in lines[:_MOST_LINES]:
        if line.cell or line.number or len(line.bare) > _MOST_TITLE_LINE:
            break
        if _ENDS_SENTENCE.search(line.bare) and not _SHOUTED.search(line.bare):
            break
        looked_at.append(line)
    titled = next((n for n, line in enumerate(looked_at) if ENDS_IN_GENRE.search(line.bare)), None)
    if titled is not None:
        first = titled
        while first and _goes_on(looked_at[first - 1].bare, looked_at[first].bare):
            first -= 1
        # A number and a red head stand above the title; a page's own lines do too, and go.
        above = [one for one in looked_at[:first] if _is_number(one) or _is_red(one, looked_at)]
        count = titled + 1
        if count < len(lines) and _is_number(lines[count]):
            above.append(lines[count])
            count += 1
        return _sorted([*above, *looked_at[first : titled + 1]], count)
    shouted = next((n for n, line in enumerate(looked_at) if _SHOUTED.search(line.bare)), None)
    if shouted is not None:
        offices = tuple(one.bare for one in looked_at[:shouted] if _OFFICE.fullmatch(one.bare))
        return Head(count=shouted + 1, title_lines=(looked_at[shouted],), offices=offices)
    return Head(count=1, title_lines=(looked_at[0],)) if looked_at else Head()


def _sorted(head: Sequence[Line], count: int) -> Head:
    red = next((line for line in head if _is_red(line, head)), None)
    title = [line for line in head if line is not red and not _is_number(line)]
    # 公告 alone above the title is the kind of the sheet.
    if len(title) > 1 and _ONLY_GENRE.fullmatch(squeezed(title[0].bare)):
        last = squeezed(title[-1].bare)
        title = title[1:] if ENDS_IN_GENRE.search(last) else title
    return Head(count=count, title_lines=tuple(title), red_head=red)


def _goes_on(above: str, below: str) -> bool:
    """Return whether a title that ends below begins in the line above."""
    if _is_number_text(above) or _ENDS_SENTENCE.search(above) or ENDS_IN_GENRE.search(above):
        return False
    if below.startswith("关于"):
        return bool(_OFFICE.fullmatch(squeezed(above)))
    if _SHOUTED.search(above):
        return False
    return "关于" in above or below.startswith("的") or bool(_ONLY_GENRE.fullmatch(below))


def _is_red(line: Line, head: Sequence[Line]) -> bool:
    """Return whether a line is the office's own head, and no part of the title."""
    bare = squeezed(line.text)
    if _RED_HEAD.fullmatch(bare):
        return True
    at = next((n for n, one in enumerate(head) if one is line), len(head))
    if not _OFFICE.fullmatch(bare) or at + 1 >= len(head):
        return False
    below = head[at + 1]
    alone = ENDS_IN_GENRE.search(below.bare) and not below.bare.startswith("关于")
    return _is_number(below) or bool(alone and len(below.bare) >= 4)


def _is_number(line: Line) -> bool:
    return _is_number_text(line.text)


def _is_number_text(text: str) -> bool:
    return bool(DOCUMENT_NUMBER.search(text)) and len(text) < 34 and "关于" not in text

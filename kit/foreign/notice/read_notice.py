"""What a notice from elsewhere holds, as the child hands it over: proposals, text, lists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.errors import ForeignFileError
from kit.foreign.blocks import Grid
from kit.foreign.docx import read_docx
from kit.foreign.notice.body import body_and_lists
from kit.foreign.notice.lines import lines_of
from kit.foreign.notice.notice import Notice
from kit.foreign.notice.pasted import Pasted, read_pasted
from kit.foreign.notice.proposal import Proposal
from kit.foreign.notice.proposals import propose
from kit.foreign.plain_text import decoded

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.foreign.gate import Opened
    from kit.foreign.known_words import KnownWords

_MOST_TOLD = 3
_TOO_LONG = "文件很长，各栏只在前面一万字里找；正文是全的。"


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeContent:
    """A notice read, and nothing of it taken over yet."""

    proposals: tuple[Proposal, ...]
    body: str
    """The text between title and signature, as it would stand in the item."""
    lists: tuple[Grid, ...]
    """Tables that go beside the item."""
    told: tuple[str, ...]
    """What was not read as it stands, for the clerk."""


def read_notice_file(opened: Opened, words: KnownWords) -> NoticeContent:
    """Return what stands in a document or text.

    Raises:
        ForeignFileError: It cannot be read, or nothing is written in it.
    """
    if opened.package:
        return notice_content(Pasted(document=read_docx(opened.package), aside=()), words)
    return notice_content(read_pasted(decoded(opened.data)), words)


def notice_content(pasted: Pasted, words: KnownWords) -> NoticeContent:
    """Return the proposals, text and lists of a document and what stood around it.

    Raises:
        ForeignFileError: Nothing is written in it.
    """
    document = pasted.document
    lines, more = lines_of(document)
    if not lines and not any(isinstance(block, Grid) for block in document.blocks):
        raise ForeignFileError(
            "文件里没有文字。", "多半是扫描件或图片：请照着打一遍，或向发文单位要有文字的文件。"
        )
    notice = Notice(
        lines=lines, words=words, page_day=pasted.page_day, page_office=pasted.page_office
    )
    frame = notice.frame
    apart = (*frame.head_lines, *frame.signers, *((frame.day_line,) if frame.day_line else ()))
    body, lists = body_and_lists(document, frozenset(line.text for line in apart))
    return NoticeContent(
        proposals=propose(notice),
        body=body,
        lists=lists,
        told=(*document.told, *_told(pasted.aside), *((_TOO_LONG,) if more else ())),
    )


def _told(aside: tuple[str, ...]) -> Iterator[str]:
    if aside:
        shown = "、".join(f"“{line.strip()[:20]}”" for line in aside[:_MOST_TOLD])
        more = "等" if len(aside) > _MOST_TOLD else ""
        yield f"像是网页、群聊带来的 {len(aside)} 行没有放进正文：{shown}{more}。"

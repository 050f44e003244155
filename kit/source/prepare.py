"""A file's bytes as clean text, split into head and body, with what had to be mended told."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import normalize

from kit.source.problems import Rule

if TYPE_CHECKING:
    from kit.source.problems import Problems

MOST_BYTES = 1_000_000
_SAVE_AS_UTF8 = "请用记事本打开它，点“文件—另存为”，编码选 UTF-8，再保存。"

# Pasted from web pages and chat: they show nothing, but they would be measured, hashed and
# compared, and the bidi controls among them (U+202A…) can show digits in another order.
_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
# Word's soft return and the separators of Unicode: a new line to the one who pasted them.
LINE_END = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
# WPS turns --- into a dash while it is typed.
_FENCE = re.compile(r"(?:-{3,}|—{1,4}|–{2,4}|－{3,})\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """The two parts of an item file; ``head[0]`` stands in line ``head_line`` of the file."""

    head: tuple[str, ...]
    head_line: int
    body: str
    body_line: int


def decode(data: bytes, problems: Problems) -> str | None:
    """Return the text of a UTF-8 file with plain line ends, or None when it is none."""
    if not data.strip():
        problems.at().stop(Rule.FILE, "文件是空的。", "请填好内容；不要的文件请删除。")
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        problems.at().stop(Rule.FILE, "文件不是 UTF-8 编码（是 Unicode/UTF-16）。", _SAVE_AS_UTF8)
        return None
    try:
        # utf-8-sig: Notepad on older Windows writes a byte order mark.
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problems.at(line).stop(Rule.FILE, "文件不是 UTF-8 编码（多半是 GBK）。", _SAVE_AS_UTF8)
        return None
    return _clean(text, problems)


def _clean(text: str, problems: Problems) -> str:
    unseen = _UNSEEN.search(text)
    if unseen:
        problems.at(len(LINE_END.findall(text, 0, unseen.start())) + 1).note(
            Rule.MENDED, "文字里有看不见的字符，已经去掉。", "多半是从网页或微信粘贴来的，不用改。"
        )
    return clean(text)


def clean(text: str) -> str:
    """Return text with plain line ends, and with no character that nobody sees."""
    # One form of each character: what looks the same must have the same digest.
    return normalize("NFC", _UNSEEN.sub("", LINE_END.sub("\n", text)))


def split(text: str, problems: Problems) -> Parts | None:
    """Return head and body of an item file, or None when the fences are not there."""
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    if first == len(lines) or not _FENCE.fullmatch(lines[first]):
        problems.at(min(first, len(lines) - 1) + 1).stop(
            Rule.HEAD,
            "文件开头没有 ---。",
            "请在第一行写三个减号 ---，下面填各栏，填完再写一行 ---，正文写在它下面。",
        )
        return None
    for number in range(first + 1, len(lines)):
        if _FENCE.fullmatch(lines[number]):
            return Parts(
                head=tuple(lines[first + 1 : number]),
                head_line=first + 2,
                body="\n".join(lines[number + 1 :]).strip("\n"),
                body_line=_first_written(lines, number + 1),
            )
    problems.at(len(lines)).stop(
        Rule.HEAD, "各栏填完以后没有第二行 ---。", "请在最后一栏下面、正文上面写一行 ---。"
    )
    return None


def _first_written(lines: list[str], start: int) -> int:
    """Return the number of the first line from ``start`` that is not blank."""
    for number in range(start, len(lines)):
        if lines[number].strip():
            return number + 1
    return start + 1

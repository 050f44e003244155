"""Text from elsewhere: Notepad's encodings, and nothing that only looks like text."""

from __future__ import annotations

import re
import unicodedata

from kit.errors import ForeignFileError

MOST_CHARACTERS = 200_000
# A web page hides blanks of no width and marks of direction among the words, and these can show
# digits in another order than the one in which they are read.
_UNSEEN = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
    "\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_LINE_END = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_SAVE_ANEW = "请用记事本打开它，点“文件—另存为”，编码选 UTF-8，再放进来。"


def decoded(data: bytes, *, most: int = MOST_CHARACTERS) -> str:
    """Return the text of ``data``: UTF-8, UTF-16 with its mark, or else GB18030.

    Raises:
        ForeignFileError: It is none of them, or more than anybody pastes.
    """
    text = plain(_strictly(data))
    if not text.strip():
        raise _no_text()
    if len(text) > most:
        raise ForeignFileError(
            f"文字超过 {most // 10_000} 万字，没有读。", "请只留要公开的部分，再放进来。"
        )
    return text


def plain(text: str) -> str:
    """Return ``text`` with plain line ends, composed, without what nobody sees."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _LINE_END.sub("\n", text)))


def _no_text() -> ForeignFileError:
    return ForeignFileError("这不是文字文件，打不开。", "请放 Word、Excel 文件，或粘贴文字。")


def _strictly(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    elif b"\0" in data:
        raise _no_text()
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ForeignFileError("这个文件的编码认不出来。", _SAVE_ANEW)

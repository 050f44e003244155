"""Text made fit for paper: invisible characters left out, what cannot be set refused."""

from __future__ import annotations

import unicodedata

from kit.errors import LayoutError

# Written from right to left; setting them in a Chinese line needs rules the kit has not.
_RIGHT_TO_LEFT = frozenset({"R", "AL", "AN"})
_INVISIBLE = frozenset({"Cc", "Cf", "Co", "Cn", "Cs"})
_SPACES = {"\t": " ", "\u00a0": " ", "\u2028": "\n", "\u2029": "\n"}


def printable(text: str, where: str) -> str:
    """Return ``text`` without control characters and other invisible signs.

    They come along when a clerk copies from a web page or a chat, and print as boxes.

    Raises:
        LayoutError: It holds emoji or words written from right to left, named with ``where``.
    """
    kept: list[str] = []
    for character in text:
        character = _SPACES.get(character, character)
        if character == "\n" or (character.isalnum() and character < "\u0590"):
            kept.append(character)
        elif unicodedata.category(character) not in _INVISIBLE:
            _refuse(character, where)
            # Selectors of colour and shape (U+FE0F) have no look of their own.
            kept.append("" if "\ufe00" <= character <= "\ufe0f" else character)
    return "".join(kept)


def _refuse(character: str, where: str) -> None:
    code = ord(character)
    if 0x1F000 <= code <= 0x1FBFF:
        raise LayoutError(
            f"{where}里有表情符号“{character}”，纸上印不出来。", "请删去，或改成文字。"
        )
    if unicodedata.bidirectional(character) in _RIGHT_TO_LEFT:
        raise LayoutError(
            f"{where}里有从右往左写的文字“{character}”，本软件排不了。",
            "请删去，或把这一段做成图片放在“图片”里。",
        )

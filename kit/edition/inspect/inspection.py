"""The kit reads what it made as a villager, a telephone and a meter would, before publishing."""

from __future__ import annotations

import html
import re
from itertools import repeat
from typing import TYPE_CHECKING, Any

from kit.errors import VerifyError
from kit.text.figures.compare_output import compare_output
from kit.text.figures.shown import APART
from kit.text.privacy.private_kinds import MERELY_ASKED
from kit.text.privacy.private_numbers import find_private

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from kit.edition.published.manifest import FileEntry
    from kit.model.item import Item
    from kit.text.figures.compare_output import KeyFigure

INSPECTION_DPI = 150
"""For what is in the hand, whatever code is on it."""
LOUDNESS_RANGE_LUFS = (-16.3, -13.7)
HIGHEST_DBTP = -1.0
LOUDNESS_TOLERANCE_LU = 0.1
LENGTH_TOLERANCE_S = 0.05
"""How far a published clip may measure from its manifest."""
SLOWEST_CHARACTERS_A_MINUTE = 90
FASTEST_CHARACTERS_A_MINUTE = 300

_BETWEEN_FIGURES = re.compile(r"(?<=\d)[ \n]+(?=\d)")
# A place where a line may end, and what is held together, stand inside a word.
_WITHIN = re.compile(r"<wbr>|</?span[^>]*>")
_TAGS = re.compile(r"<(style|head)\b.*?</\1>|<[^>]+>", re.DOTALL)


def inspect_paper(
    pdf: bytes,
    items: Sequence[Item],
    figures: Mapping[str, Any],
    *,
    allow: Collection[str],
    upright: bytes = b"",
) -> None:
    """Read a PDF back and compare it with its items and with what was meant to be on it.

    ``figures`` name the codes each page must carry and none else but those its edge cuts, the
    resolutions they are read at, and the words beside the sheet itself; ``upright`` is the same
    with no page turned.

    Raises:
        VerifyError: A page cannot be rendered, a code does not scan or says something else,
            a figure is not the item's, or a private number stands on it.
    """
    from kit.render.readback import read_back, read_text_of

    found, pages = read_back(pdf, figures["dpi"], apart=APART)
    compare_codes(found, figures["codes"], figures.get("cut_codes", ()))
    allow = (*allow, *figures.get("labels", ()))
    if upright:
        pages = read_text_of(upright, apart=APART)
    inspect_text(APART.join(pages), items, allow=allow)
    for said in {payload for page in found for payload in page if not payload.isascii()}:
        # What a text code says is shown on the phone like print.
        inspect_text(said, items, allow=allow, required=())


def compare_codes(
    found: Sequence[Collection[str]],
    wanted: Sequence[Collection[str]],
    cut: Sequence[Collection[str]] = (),
) -> None:
    """Compare the codes read from each page with those that must be there.

    Those that a page's edge ``cut`` may be read or not: they are whole once sheets are glued.

    Raises:
        VerifyError: They differ.
    """
    if len(found) != len(wanted):
        raise VerifyError(
            f"应有 {len(wanted)} 页，做出来 {len(found)} 页。", "请换一种版式，再做一次。"
        )
    pages = zip(found, wanted, cut or repeat(()), strict=False)
    for number, (is_, should, may) in enumerate(pages, start=1):
        if sorted(one for one in is_ if one not in may) != sorted(should):
            raise VerifyError(
                f"第 {number} 页的二维码扫不出来，或内容不对。", "请换大一些的版式，再做一次。"
            )


def inspect_text(
    text: str,
    items: Sequence[Item],
    *,
    allow: Collection[str] = (),
    required: Collection[KeyFigure] | None = None,
) -> None:
    """Compare the figures in a finished output's text with its items'.

    ``required`` are those it must show, by default all of the item's key figures.

    Raises:
        VerifyError: A figure is not one of the items', or a private number stands in it.
    """
    own = {re.sub(r"\D", "", phone.number) for item in items for phone in item.phones}
    # On paper a blank parts two cells; what an office may have as well was asked before.
    parted = _BETWEEN_FIGURES.sub("；", text.replace(APART, "\n"))
    stopped = (one for one in find_private(parted, known=own) if one.kind not in MERELY_ASKED)
    if private := next(stopped, None):
        raise _blamed(
            VerifyError(f"成品里有{private.kind}。", "请在源文件里删去或遮住它，再做一次。"), items
        )
    if len(items) == 1:
        mismatches = compare_output(text, items[0], required, allowed=allow)
        if mismatches:
            raise _blamed(
                VerifyError(
                    f"成品里的数字和要点对不上：{mismatches[0].message}",
                    "请核对正文和要点；写得没有错的，把那句话换个说法，再重新签字。",
                ),
                items,
            )


def _blamed(error: VerifyError, items: Sequence[Item]) -> VerifyError:
    """Return the error with the item it can be blamed on, where there is only one."""
    if len(items) == 1:
        error.about = (items[0].item_id,)
    return error


def text_of_html(page: str) -> str:
    """Return the words of a page as a reader sees them."""
    return html.unescape(_TAGS.sub("\n", _WITHIN.sub("", page)))


def inspect_sound(measured: Mapping[str, Any], characters: int, name: str) -> None:
    """Compare a finished clip's length and loudness with what its script asks for.

    Raises:
        VerifyError: It is far too short or long for its words, too soft, or clipped.
    """
    lowest, highest = LOUDNESS_RANGE_LUFS
    pace = characters / measured["seconds"] * 60
    if not SLOWEST_CHARACTERS_A_MINUTE <= pace <= FASTEST_CHARACTERS_A_MINUTE:
        raise VerifyError(
            f"“{name}”的长度和广播稿对不上（每分钟 {pace:.0f} 字）。",
            "请试听；录音的请核对是不是这一条。",
        )
    if not lowest <= measured["lufs"] <= highest or measured["dbtp"] > HIGHEST_DBTP:
        raise VerifyError(
            f"“{name}”的响度不对（{measured['lufs']} LUFS，峰值 {measured['dbtp']} dBTP）。",
            "请试听；录音的请重录。",
        )


def compare_sound(data: bytes, figures: Mapping[str, Any]) -> None:
    """Measure a finished sound's bytes, and compare them with what is noted of them.

    Raises:
        VerifyError: It is of another length or loudness, or cannot be decoded.
    """
    from kit.speech.mp3 import measure_mp3

    measured = measure_mp3(data)
    if (
        abs(measured.lufs - figures["lufs"]) > LOUDNESS_TOLERANCE_LU
        or abs(measured.seconds - figures["seconds"]) > LENGTH_TOLERANCE_S
    ):
        raise VerifyError("音频的长度或响度和清单不一样。", "请重新做。")


def inspect_again(entry: FileEntry, data: bytes) -> None:
    """Repeat the inspection of a published file against what its manifest says.

    Raises:
        VerifyError: It reads otherwise than when it was made.
    """
    if entry.path.endswith(".pdf") and "codes" in entry.figures:
        from kit.render.readback import read_codes_in

        figures = entry.figures
        found = read_codes_in(data, figures["dpi"])
        compare_codes(found, figures["codes"], figures.get("cut_codes", ()))
    if entry.path.lower().endswith((".mp3", ".wav")) and "lufs" in entry.figures:
        compare_sound(data, entry.figures)

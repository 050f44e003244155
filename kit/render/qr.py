"""QR codes: what is said, how large a module comes out and from how far a phone reads it.

Measured in the camera simulator of the kit's research (1080p phone, 67° field of view), with
zxing-cpp and WeChat's reader; the standard's own sizes are DENSO WAVE's.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from kit.errors import LayoutError
from kit.text.code_content import (
    MOST_ESSENTIALS_BYTES,
    MOST_ESSENTIALS_CHARACTERS,
    MOST_LINK_CHARACTERS,
    MOST_PAGE_CHARACTERS,
    segments,
)
from kit.units import PT_PER_MM

if TYPE_CHECKING:
    from collections.abc import Iterator

QUIET_MODULES = 4
"""White margin on every side (ISO/IEC 18004, 9.1)."""

MOST_URL_BYTES = MOST_LINK_CHARACTERS
"""Fits version 5 at level Q; the kit's own pages stay within version 4."""

_LARGEST_URL_VERSION = 5
_LARGEST_TEXT_VERSION = 15

# DENSO WAVE: a module wants at least four dots; office printers have 300 dpi at worst.
_PRINTER_DPI = 300
_DOTS_A_MODULE = 4
SMALLEST_MODULE_MM = _DOTS_A_MODULE * 72 / PT_PER_MM / _PRINTER_DPI

_FOCAL_PX = 1450
_PX_A_MODULE = 3.3

_WIFI_NAME = re.compile(r"[A-Z0-9-]+")
_SHORTEST_PASSWORD = 8  # WPA2 takes no shorter one

Matrix = tuple[tuple[bool, ...], ...]


def code_matrix(payload: str) -> Matrix:
    """Return the modules of an address or Wi-Fi code, or of a text code (要点码).

    An address is plain ASCII (a Chinese one is refused by half of the readers); all else is text.
    """
    return qr_matrix(payload) if payload.isascii() else text_matrix(payload)


@lru_cache(maxsize=64)
def qr_matrix(payload: str) -> Matrix:
    """Return the dark modules, row by row, without the quiet zone.

    Bytes without ECI at level Q, a page's number as capitals: every reader tried takes it, and
    a tenth of the code may be torn or wet. Kanji and ECI segments came back wrong from some.

    Raises:
        LayoutError: The payload is empty, not ASCII, or longer than version 5 holds.
    """
    if not payload or not payload.isascii():
        raise LayoutError(
            f"二维码的网址“{payload}”不能用：网址里只能有英文字母、数字和符号。",
            "请在 kit.toml 里把网址改成英文的。",
        )
    if len(payload) > MOST_URL_BYTES:
        raise LayoutError(
            f"二维码的网址“{payload}”有 {len(payload)} 个字符，再长手机扫不出。",
            f"最多 {MOST_URL_BYTES} 个字符，请换一个短的网址。",
        )
    return _matrix(*segments(payload), level="Q", largest_version=_LARGEST_URL_VERSION)


@lru_cache(maxsize=64)
def text_matrix(text: str) -> Matrix:
    """Return the modules of a text code (要点码): what it says is read without a network.

    Raises:
        LayoutError: The text is empty or longer than version 15 holds at level M.
    """
    data = text.encode("utf-8")
    if not text or len(data) > MOST_ESSENTIALS_BYTES:
        raise LayoutError(
            f"要点码的文字有 {len(text)} 字，要在 1 到 {MOST_ESSENTIALS_CHARACTERS} 字之间。",
            f"请删去约 {max(1, -(-(len(data) - MOST_ESSENTIALS_BYTES) // 3))} 字。"
            if text
            else "请写上文字。",
        )
    return _matrix(text, "", level="M", largest_version=_LARGEST_TEXT_VERSION)


def wifi_payload(ssid: str, password: str) -> str:
    """Return what a code says that lets a phone join the stall's network.

    Capitals, digits and hyphens only: phones disagree on how anything else is escaped, and a
    name that is typed by hand must not depend on an input method.

    Raises:
        LayoutError: Another character, a password under eight, or both too long for version 4.
    """
    for what, text in (("名称", ssid), ("密码", password)):
        if not _WIFI_NAME.fullmatch(text):
            raise LayoutError(
                f"热点{what}“{text}”不能做成二维码。",
                f"热点{what}只用大写字母、数字和连字符“-”，如 DAXI-2026。",
            )
    if len(password) < _SHORTEST_PASSWORD:
        raise LayoutError(
            f"热点密码只有 {len(password)} 位。", f"请改成 {_SHORTEST_PASSWORD} 位以上。"
        )
    payload = f"WIFI:T:WPA;S:{ssid};P:{password};;"
    if (surplus := len(payload) - MOST_PAGE_CHARACTERS) > 0:
        raise LayoutError(
            "热点名称和密码太长，二维码扫不出。", f"请两样一共缩短 {surplus} 个字符。"
        )
    return payload


def module_mm(payload: str, side_mm: float) -> float:
    """Return the width of a module when the code is ``side_mm`` wide with its quiet zone.

    Raises:
        LayoutError: A module would have fewer than four dots of a 300 dpi printer.
    """
    modules = len(code_matrix(payload)) + 2 * QUIET_MODULES
    module = side_mm / modules
    if module < SMALLEST_MODULE_MM:
        raise LayoutError(
            f"二维码印成 {side_mm:g} 毫米宽太小，打印机印不清。",
            f"请在版式里改成 {modules * SMALLEST_MODULE_MM:.0f} 毫米以上，或把内容写短。",
        )
    return module


def scan_distance_m(module_mm: float) -> float:
    """Return from how far a phone reads a code with modules of this width.

    A camera sees ``1450 · module / distance`` pixels a module. Both readers took every picture
    at 3.3 pixels in normal conditions (tilt to 25°, blur, noise) and at 5 in bad ones (tilt to
    35°, two folds, half the contrast). A phone of 720 lines reads from two thirds as far.
    """
    return _FOCAL_PX * module_mm / _PX_A_MODULE / 1000


def dark_runs(matrix: Matrix) -> Iterator[tuple[int, int, int]]:
    """Yield row, first column and length of every unbroken dark stretch."""
    for row, modules in enumerate(matrix):
        start = None
        for column, dark in enumerate((*modules, False)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                yield row, start, column - start
                start = None


def _matrix(text: str, capitals: str, *, level: str, largest_version: int) -> Matrix:
    import qrcode
    from qrcode.util import MODE_8BIT_BYTE, MODE_ALPHA_NUM, QRData

    levels = {"M": qrcode.ERROR_CORRECT_M, "Q": qrcode.ERROR_CORRECT_Q}
    code: Any = qrcode.QRCode(error_correction=levels[level], border=0)
    code.add_data(QRData(text.encode(), mode=MODE_8BIT_BYTE))
    if capitals:
        code.add_data(QRData(capitals.encode(), mode=MODE_ALPHA_NUM))
    code.make(fit=True)
    assert code.version <= largest_version, "the length was checked against the version"
    return tuple(tuple(map(bool, row)) for row in code.get_matrix())

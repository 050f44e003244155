"""自检: whether the program that is installed here does on this machine what it is for.

Nothing of anybody's is touched: the example's notice goes all the way from its file to a sheet,
a code and a spoken clip, in a folder that is thrown away, and is verified as an edition is.
"""

from __future__ import annotations

import tempfile
from datetime import datetime, timedelta, timezone
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import kit
from kit.edition.build import build
from kit.edition.published.verify import verify
from kit.edition.request import Options
from kit.errors import VerifyError
from kit.office.release import LIST, faults_of_release, read_release
from kit.office.set_up import set_up
from kit.plan.week import Week
from kit.progress import Step
from kit.source.item_folders import ITEMS

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.progress import Progress

# Not today: what the example says is of this week, and a machine's clock may be wrong.
_NOW = datetime(2026, 11, 23, 9, tzinfo=timezone(timedelta(hours=8)))
_WEEK = "2026-W48"
_NOTICE = "DX-2026-005"
_FOREIGN: dict[str, Callable[[], object]] = {
    "onnxruntime": lambda: import_module("onnxruntime"),
    "numpy": lambda: import_module("numpy"),
    "lxml.etree": lambda: import_module("lxml.etree"),
    "uharfbuzz": lambda: import_module("uharfbuzz"),
    "zxingcpp": lambda: import_module("zxingcpp"),
    "av": lambda: import_module("av"),
    "waitress": lambda: import_module("waitress"),
}
"""Libraries with parts of their own for each system, and what opens the desk."""


def self_test(progress: Progress) -> int:
    """Return how many files of an edition were made and verified here.

    Raises:
        VerifyError: A file of the program is not as it was signed, a library does not load, or
            the edition is not what it should be.
        KitError: What else keeps an edition from being made.
    """
    made = 0
    for number, (name, part) in enumerate(_PARTS, start=1):
        progress(Step("自检", number, len(_PARTS), name))
        made += part(progress)
    return made


def _files(_progress: Progress) -> int:
    """Read the program's own files, where it came with a list of them."""
    folder = Path(kit.__file__).resolve().parents[2]
    if (folder / LIST).is_file():
        release, _ = read_release(folder)
        faults = tuple(faults_of_release(folder, release))
        if faults:
            raise VerifyError(
                f"程序的文件有 {len(faults)} 个不对：{faults[0]}", "请用U盘再装一次。"
            )
    return 0


def _libraries(_progress: Progress) -> int:
    for name, load in _FOREIGN.items():
        try:
            load()
        except ImportError as error:
            raise VerifyError(
                f"{name} 打不开：{error}。",
                "多半是缺微软的运行库：请装 vc_redist.x64.exe（VC++ 2015—2022），再自检一次。",
            ) from error
    return 0


def _edition(progress: Progress) -> int:
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(place, "自检乡")
        set_up(folder, sample=True, now=_NOW)
        for item in (folder / ITEMS).rglob("DX-*"):
            if item.stem != _NOTICE:
                item.unlink()
        options = Options(week=Week.parse(_WEEK), now=_NOW, workers=1)
        result = build(folder, options, progress)
        verified = verify(result.edition, progress)
        if verified.faults:
            raise VerifyError(f"做出来的一期不对：{verified.faults[0]}", "请告诉维护的人。")
        return len(verified.manifest.files)


_PARTS: tuple[tuple[str, Callable[[Progress], int]], ...] = (
    ("程序的文件", _files),
    ("要用的库", _libraries),
    ("样例做一期", _edition),
)

"""Where the kit's own layouts, voices and examples lie."""

from __future__ import annotations

from pathlib import Path

from kit.errors import SourceError


def builtin_dir(name: str) -> Path:
    """Return the folder of the kit's own ``layouts``, ``voices`` or ``examples``.

    An installed wheel carries them in ``kit/_data``; in a checkout they stand beside ``kit``.

    Raises:
        SourceError: The installation lacks it.
    """
    package = Path(__file__).resolve().parents[1]
    for folder in (package / "_data" / name, package.parent / name):
        if folder.is_dir():
            return folder
    raise SourceError(f"安装不完整，找不到自带的 {name}。", "请重新安装本软件。")

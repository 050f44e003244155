"""A new workspace: the 大溪 example, or an empty one with the same comments to fill in."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from kit.errors import SourceError
from kit.source.builtin import builtin_dir
from kit.source.files import storage_errors, write_atomic
from kit.source.item_folders import ITEMS
from kit.source.private import PRIVATE
from kit.source.township import FILE

if TYPE_CHECKING:
    from pathlib import Path

_KEPT = frozenset({FILE, "README.md", ITEMS})
# What is the township's own: left open, and asked for by the first check.
_OPEN = {
    "township": {
        "name": '""',
        "county": '""',
        "government": '""',
        "id_prefix": '""',
        "villages": "[]",
        "page_host": '""',
        "sample": "false",
    },
    "board": {"name": '""', "village": '""', "place": '""'},
    "market": {"digits": "[]", "place": '""', "hours": '""'},
    "department": {"name": '""', "phone": '""', "duty": '""'},
    "stall": {"hotspot": '""', "password": '""'},
}
_ONE_IS_ENOUGH = frozenset({"board", "department"})
# Nobody signs before somebody says who: shown as a comment, for one entry would bar all others.
_SHOWN = {
    "signer": """\
# [[signer]]
# name = ""
# posts = ["党政办业务人员"]
# from = "2026-01-01"               # 哪天起；一直是他的不写
# until = "2027-12-31"              # 到哪天为止；还在任的不写
""",
    "site": """\
# [[site]]
# name = "村务网"
# channel = "村务网"
# columns = ["信息名称=标题", "来源=发布单位", "发布日期=贴出", "内容=正文"]
""",
    "recipient": """\
# [[recipient]]
# name = "乡中心小学"
# copies = 50
# place = ""                          # 交给谁、放在哪里
# fields = []                         # 只送这几个领域的；[] 都送
""",
    "channel": """\
# [[channel]]
# name = "公众号"
# called = ""
""",
}
_ABOUT_THE_EXAMPLE = "# 样例："
_COMMENT_COLUMN = 36
_HEADER = re.compile(r"\[\[?([a-z]+)\]\]?")
_ENTRY = re.compile(r"([a-z_]+) = (.*?)(\s*#.*)?")


def example_folder() -> Path:
    """Return the folder of the example that every installation has."""
    return builtin_dir("examples") / "daxi"


def create_workspace(dest: Path, *, sample: bool) -> None:
    """Make a workspace in ``dest``: the example, or an empty one made from it.

    Raises:
        SourceError: Something is there already; nothing is ever overwritten.
        StorageError: The disk does not take it.
    """
    example = example_folder()
    with storage_errors(dest):
        if dest.is_dir() and any(one.name != PRIVATE for one in dest.iterdir()):
            raise SourceError(f"{dest} 里已经有文件。", "请换一个空文件夹，或写一个新名字。")
        if dest.exists() and not dest.is_dir():
            raise SourceError(f"{dest} 是一个文件。", "请换一个文件夹名。")
        dest.mkdir(parents=True, exist_ok=True)
        if sample:
            _copy(example, dest)
            return
        (dest / ITEMS).mkdir()
    text = empty_settings((example / FILE).read_text(encoding="utf-8"))
    write_atomic(dest / FILE, text.encode())


def _copy(example: Path, dest: Path) -> None:
    for source in sorted(example.iterdir()):
        # Whatever a build left in the example is not part of it.
        if source.name not in _KEPT:
            continue
        if source.is_dir():
            # One by one: copytree gathers what the disk says into an error of its own.
            (dest / source.name).mkdir()
            for file in sorted(source.iterdir()):
                shutil.copyfile(file, dest / source.name / file.name)
        else:
            shutil.copyfile(source, dest / source.name)


def empty_settings(text: str) -> str:
    """Return the example's kit.toml with all its explanations and none of its own facts."""
    lines: list[str] = []
    section, seen, skipped = "", set[str](), False
    for line in text.split("\n"):
        header = _HEADER.fullmatch(line)
        if header:
            section = header.group(1)
            if section in _SHOWN and section not in seen:
                lines.append(_SHOWN[section])
            skipped = section in _SHOWN or (section in seen and section in _ONE_IS_ENOUGH)
            seen.add(section)
        elif line.startswith("#"):
            skipped = False  # the explanation of the section that comes next
        if not skipped and not line.startswith(_ABOUT_THE_EXAMPLE):
            lines.append(_opened(line, section))
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines))


def _opened(line: str, section: str) -> str:
    """Return the line with its value taken out where it is the township's own."""
    entry = _ENTRY.fullmatch(line)
    value = _OPEN.get(section, {}).get(entry.group(1)) if entry else None
    if entry is None or value is None:
        return line
    comment = (entry.group(3) or "").strip()
    return (f"{entry.group(1)} = {value}".ljust(_COMMENT_COLUMN) + comment).rstrip()

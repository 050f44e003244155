"""All that the state machine knows of the product: one township's folder, used as a clerk does.

The voice is the tests' beeper; everything else is the product's own code, in this process, in
a workspace of one A4 board and one slot.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pypdfium2
import pytest

from kit.edition.published.manifest import MANIFEST, Manifest, compare_files, parse_manifest
from kit.edition.published.verify import verify
from kit.edition.request import newest_revision
from kit.errors import KitError, ReviewError, SourceError
from kit.model.item import Kind
from kit.office.build import build
from kit.office.new import new_item
from kit.office.sign import sign
from kit.source.codes import FILE as CODES
from kit.source.codes import read_codes
from kit.speech import mp3
from kit.speech.sound import RATE_HZ
from kit.speech.tags import id3v2
from tests.beeper import use_beeper

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.plan.week import Week
    from kit.progress import Step
    from kit.speech.loudspeaker import Preset
    from kit.speech.sound import Samples
    from kit.speech.tags import Tags
    from tests.truth.township_machine import Paper

DAMAGES = (
    "edition file altered",
    "edition file gone",
    "page emptied",
    "codes gone",
    "pointer gone",
)
DRAFTS = "送审稿"
MARK = re.compile(r"(?<!\d)([1-9]\d{3})元")
SIGNERS = (("初审", "甲同志"), ("终审", "乙同志"))
SETTINGS = """
[township]
name = "大溪乡"
county = "永定区"
government = "大溪乡人民政府"
id_prefix = "DX"
villages = ["样例一村"]
page_host = "dx.example"
font_file = ""
black_only = false
print_shop = false
flip = "短边翻转"
essentials_code = false
handout = "A5"
sample = true
[[board]]
name = "乡政府公开栏"
village = "全乡"
place = "乡政府大门左侧"
paper = "A4"
read_from_m = 1.0
[[slot]]
name = "早上"
at = "07:00"
most_items = 9
most_minutes = 15
villages = []
dialect = "none"
[[department]]
name = "乡劳保所"
phone = "0597-0123456"
duty = "社会保险"
[[step]]
name = "初审"
post = "党政办负责人"
checklist = ["没有写错"]
same_person_as = []
[[step]]
name = "终审"
post = "区数字办"
checklist = ["可以公开"]
same_person_as = []
[[signer]]
name = "甲同志"
posts = ["党政办负责人"]
from = 2026-01-01
[[signer]]
name = "乙同志"
posts = ["区数字办"]
from = 2026-01-01
"""
ITEM = """---
编号: {item_id}
样例: 是
类型: {kind}
领域: 社会保险
标题: {title}
全称: 关于{title}的通知（样例）
公开对象: 全社会
谁: 全乡村民
截止: 无
金额: {money}
时间: 工作日上午
地点: 乡便民服务中心
带什么: 无
怎么办: 到便民服务中心问
电话:
  - 乡劳保所 0597-0123456
大白话:
  - {plain}
{more}承办: 乡劳保所
发布单位: 大溪乡人民政府
依据:
  - 政府信息公开条例第二十条第（十一）项
  - 样例文件〔2026〕{amount}号
成文: {day}
贴出: {day}
摘下: {end}
渠道: [公开栏, 广播, LED屏, 网站, 公众号]
村: 全乡
播几遍: 1
朗读: 机读
状态: 有效
个人信息: 无
---

{body}
"""
ALERT = """预警:
  类型: 森林火险
  级别: 橙色
  起始: {day} 12:00
  范围: 大溪乡全乡
  警示: 天气干燥，风大，容易发生山火
  措施:
    - 禁止野外用火
  发布: 永定区森林防灭火指挥部办公室（样例）
  发布时间: {day} {sent}
  到期: {end} 20:00
  来源: 样例-演练
"""


@dataclass(frozen=True)
class Output:
    """A file of an edition: whose it is, and the amounts it shows or says."""

    path: str
    about: tuple[str, ...]
    amounts: frozenset[int]


@dataclass(frozen=True)
class Page:
    """What stands under a printed code."""

    item_id: str
    text: str
    amounts: frozenset[int]


@dataclass(frozen=True)
class Outcome:
    """What a build said: its exit code, the message of one that stopped."""

    code: str
    message: str = ""


class BrokenOff(BaseException):
    """The current failed: nothing in the program may catch it."""


class Clerk:
    """One township's folder, used as a clerk uses it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        (folder / "items").mkdir(parents=True)
        (folder / "kit.toml").write_text(SETTINGS, encoding="utf-8")
        self.now = datetime(2026, 11, 24, 9).astimezone()
        self._patches = ExitStack()
        patch = self._patches.enter_context(pytest.MonkeyPatch.context())
        use_beeper(patch)
        patch.setattr(mp3, "write_mp3", _write_quickly)
        patch.setattr(mp3, "measure_mp3", _measure_quickly)
        self._manifests: dict[Path, Manifest] = {}

    def close(self) -> None:
        self._patches.close()

    # -- writing
    def write(self, paper: Paper) -> None:
        alert = paper.kind == "应急预警"
        sent = "12:30" if paper.cancels else "11:30"
        more = ALERT.format(day=paper.day, end=paper.end, sent=sent) if alert else ""
        more += f"替代:\n  - {paper.replaces}\n施行: {paper.day}\n" if paper.replaces else ""
        more += f"解除: {paper.cancels}\n" if paper.cancels else ""
        more += f"决定: {paper.decides}\n" if paper.decides else ""
        says = f"这件事每人{paper.amount + 5000}元。" if paper.wrong else "这件事每人{金额}。"
        if paper.odd:
            # Read as the head of a document of 2022, and no figure of this one.
            says = f"大溪乡人民政府2022年政府信息公开工作年度报告。{says}"
        text = ITEM.format(
            item_id=paper.item_id,
            title=paper.title,
            amount=paper.amount,  # an alert has no 金额, and must change with its wording, too
            kind=paper.kind,
            more=more,
            day=paper.day,
            end=paper.end,
            money="无" if alert else f"每人{paper.amount}元",
            plain="不要上山用火。" if alert else "每人{金额}，请记住。",
            body="不要上山用火。" if alert else says,
        )
        self._file(paper.item_id).write_text(text, encoding="utf-8")

    def delete(self, item_id: str) -> None:
        self._file(item_id).unlink()

    def archive(self, item_id: str) -> None:
        folder = self.folder / "items" / "2026"
        folder.mkdir(exist_ok=True)
        shutil.move(self._file(item_id), folder / f"{item_id}.md")

    def next_number(self) -> str:
        path = new_item(self.folder, Kind.NOTICE, "", lambda: self.now)
        path.unlink()
        return path.stem

    def _file(self, item_id: str) -> Path:
        archived = self.folder / "items" / "2026" / f"{item_id}.md"
        return archived if archived.exists() else self.folder / "items" / f"{item_id}.md"

    def withdraw(self, item_id: str) -> None:
        file = self._file(item_id)
        text = file.read_text("utf-8").replace("状态: 有效", "状态: 撤回")
        file.write_text(text, encoding="utf-8")

    # -- signing
    def sign(self, item_id: str) -> bool:
        signed = [self._sign(item_id, step, by) for step, by in SIGNERS]  # each, also after a no
        return all(signed)

    def reject(self, item_id: str) -> bool:
        return self._sign(item_id, "终审", "乙同志", "再核一遍")

    def _sign(self, item_id: str, step: str, by: str, reject: str = "") -> bool:
        """Sign, and return whether it stands: what was signed already is refused, and stands."""
        self.now += timedelta(seconds=1)
        try:
            sign(self.folder, item_id, lambda: self.now, step=step, by=by, reject=reject)
        except ReviewError:
            return not reject
        except SourceError:
            return False
        return True

    # -- building
    def build(
        self, week: Week, *, only: str = "", only_item: str = "", draft: bool = False
    ) -> Outcome:
        self.now += timedelta(minutes=1)
        try:
            result = build(
                self.folder,
                lambda: self.now,
                _quiet,
                week=week.name,
                channels=[only] if only else [],
                only_item=only_item,
                draft=draft,
            )
        except KitError as error:
            return Outcome(str(int(error.exit_code)), str(error))
        except BrokenOff:
            return Outcome("broken")
        return Outcome("3" if result.left_out else "0")

    @contextmanager
    def breaking_off(self, after: int, *, full: bool) -> Iterator[None]:
        """Let the ``after``-th write of what is done inside fail, and every one after it."""
        left = [after]
        real_replace, real_open = os.replace, Path.open

        def count() -> None:
            left[0] -= 1
            if left[0] <= 0:
                raise OSError(errno.ENOSPC, "No space left on device") if full else BrokenOff

        def replace(source: Path, target: Path) -> None:
            count()
            real_replace(source, target)

        def open_file(path: Path, mode: str = "r", *args: Any, **more: Any) -> Any:
            if mode[0] in "wax":
                count()
            return real_open(path, mode, *args, **more)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(os, "replace", replace)
            patch.setattr(Path, "open", open_file)
            yield

    def damage(self, kind: str, which: int, week: Week) -> str:
        """Change what was published, as ``kind`` says; return what was changed, or nothing."""
        edition = self.edition(week)
        output = self.folder / "output"
        if kind == "codes gone":
            paths = [self.folder / CODES]
        elif kind == "pointer gone":
            paths = [output / "本周.html"]
        elif kind == "page emptied":
            paths = sorted((output / "site").rglob("index.html"))
        else:
            paths = sorted(p for p in edition.rglob("*") if p.is_file()) if edition else []
            paths = [path for path in paths if not path.name.startswith("manifest")]
        paths = [path for path in paths if path.is_file()]
        if not paths:
            return ""
        path = paths[which % len(paths)]
        if kind.endswith("gone"):
            path.unlink()
        else:
            path.write_bytes(b"" if kind.endswith("emptied") else path.read_bytes() + b" ")
        return path.relative_to(self.folder).as_posix()

    # -- seeing what there is
    def edition(self, week: Week) -> Path | None:
        return newest_revision(self.folder / "output" / week.name)

    def manifest(self, edition: Path) -> Manifest:
        if edition not in self._manifests:
            self._manifests[edition] = parse_manifest((edition / MANIFEST).read_bytes())
        return self._manifests[edition]

    def paths(self, edition: Path) -> list[str]:
        manifest = self.manifest(edition)
        return [entry.path for entry in (*manifest.files, *manifest.site)]

    def outputs(self, edition: Path) -> list[Output]:
        """Return what may hang, be handed out or sound; drafts and reader sheets aside."""
        return [
            Output(entry.path, entry.about, amounts_in(entry.sha256, edition / entry.path))
            for entry in self.manifest(edition).files
            if entry.about and DRAFTS not in entry.path and "提词稿" not in entry.path
        ]

    def ids(self, edition: Path) -> set[str]:
        return {item_id for output in self.outputs(edition) for item_id in output.about}

    def hung(self, edition: Path) -> set[str]:
        return {i for o in self.outputs(edition) if "公开栏" in o.path for i in o.about}

    def pages(self) -> dict[str, Page]:
        found = {}
        for entry in read_codes(self.folder):
            page = self.folder / "output" / "site" / "D" / entry.code / "index.html"
            text = _plain(page.read_text("utf-8")) if page.is_file() else ""
            found[entry.code] = Page(entry.item_id, text, _amounts(text))
        return found

    def take_down_text(self, edition: Path) -> str:
        return "".join(
            _words(entry.sha256, edition / entry.path)
            for entry in self.manifest(edition).files
            if "张贴单" in entry.path
        )

    def verify(self, edition: Path) -> tuple[str, ...]:
        try:
            return verify(edition, _quiet).faults
        except KitError as error:
            return (str(error),)

    def altered(self, edition: Path) -> tuple[str, ...]:
        return compare_files(edition, self.manifest(edition))

    def points_to(self, edition: Path) -> bool:
        path = self.folder / "output" / "本周.html"
        return path.is_file() and edition.name in path.read_text("utf-8")


def _write_quickly(samples: Samples, _preset: Preset, tags: Tags, **_more: object) -> bytes:
    """Return a sound file's tags and length alone: encoding is nine tenths of a build's time."""
    return id3v2(tags) + b"\0" + str(len(samples)).encode()


def _measure_quickly(data: bytes) -> mp3.Measured:
    seconds = int(data.rpartition(b"\0")[2]) / RATE_HZ
    return mp3.Measured(seconds=seconds, lufs=-16.0, dbtp=-1.5)


def _quiet(_step: Step) -> None:
    """Take note of nothing."""


def _plain(html: str) -> str:
    body = re.sub(r"(?s)<(style|head).*?</\1>", " ", html)
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", " ", body))


def _amounts(text: str) -> frozenset[int]:
    return frozenset(int(a) for a in MARK.findall(re.sub(r"\s+", "", text)))


_WORDS: dict[str, str] = {}
"""By hash of the file: reading a PDF is most of a step's time."""


def _words(sha256: str, path: Path) -> str:
    if sha256 not in _WORDS:
        name = path.name.lower()
        if name.endswith(".pdf"):
            document = pypdfium2.PdfDocument(path)
            text = "".join(page.get_textpage().get_text_range() for page in document)
            document.close()
        elif name.endswith((".txt", ".html", ".srt")):
            text = _plain(path.read_text("utf-8-sig"))
        else:
            text = ""
        _WORDS[sha256] = text
    return _WORDS[sha256]


def amounts_in(sha256: str, path: Path) -> frozenset[int]:
    """Return the amounts a file shows or says."""
    return _amounts(_words(sha256, path))

"""The week in a clerk's words: what changed, what to print, what to play, what comes down."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.edition.inspect.legible import too_small
from kit.model.outputs import Output, channels_with
from kit.plan.calendar import lunar_date
from kit.text.written_days import weekday, written_day

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from jinja2 import Template

    from kit.edition.published.manifest import FileEntry, Manifest
    from kit.model.township import Board
    from kit.plan.plan import WeekPlan

PRINT, PLAY, FORWARD, TAKE_DOWN = "1要打印", "2要播放", "3要转发", "4要摘下"
ALL_CLEAR = f"{PLAY}/解除（只在解除后播放）"
DRAFTS = "0送审稿"
_RANKS = {output.value: number for number, output in enumerate(Output)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Files that differ from the last revision, by what a clerk has to do with them."""

    reprint: tuple[FileEntry, ...]
    replay: tuple[FileEntry, ...]
    forward: tuple[FileEntry, ...]
    gone: tuple[FileEntry, ...]

    @property
    def none(self) -> bool:
        """Whether there is nothing to do."""
        return not (self.reprint or self.replay or self.forward or self.gone)


def changes(manifest: Manifest, previous: Manifest) -> Changes:
    """Return what a clerk has to do again because of this revision."""
    before = {entry.path: entry.sha256 for entry in previous.files}
    now = {entry.path for entry in manifest.files}
    differs = [e for e in manifest.files if e.key and before.get(e.path) != e.sha256]
    # Drafts were never hung or played; the end of an alert waits for its day.
    nowhere = (f"{DRAFTS}/", f"{ALL_CLEAR}/")

    def under(folder: str) -> tuple[FileEntry, ...]:
        return tuple(entry for entry in differs if entry.path.startswith(folder))

    return Changes(
        reprint=tuple(e for e in (*under(PRINT), *under(TAKE_DOWN)) if e.path.endswith(".pdf")),
        replay=tuple(
            entry
            for entry in under(PLAY)
            if entry.path.lower().endswith(".mp3") and not entry.path.startswith(nowhere)
        ),
        forward=under(FORWARD),
        gone=tuple(
            entry
            for entry in previous.files
            if entry.key and entry.path not in now and not entry.path.startswith(nowhere)
        ),
    )


def week_page(
    manifest: Manifest, previous: Manifest | None, plan: WeekPlan, boards: Sequence[Board]
) -> bytes:
    """Return ``index.html`` of a revision: one file, no script, works from a USB stick."""
    week = plan.week
    page = template("week.html").render(
        manifest=manifest,
        plan=plan,
        week=week,
        markets=[f"{_day(d, week.monday)}（农历{lunar_date(d)}）" for d in plan.market_days],
        changes=changes(manifest, previous) if previous else None,
        groups=_groups(manifest),
        too_small=tuple(too_small(manifest.files)),
        title_of=lambda item_id: manifest.items.get(item_id, {}).get("title", item_id),
        day=lambda day: _day(day, week.monday),
        places=lambda some: _places(some, boards),
        short_name=_short_name,
    )
    return page.encode("utf-8")


def _groups(manifest: Manifest) -> list[tuple[str, str, dict[str, list[FileEntry]]]]:
    """Return heading, advice and files of each of the edition's folders, in a clerk's order.

    The files stand by what they show: an item's title, or their own name.
    """
    advice = {
        PRINT: "按文件名打印：A3 的用 A3 纸；没有 A3 打印机，就打“A3拼…张A4”那一份再粘起来。",
        PLAY: "把 MP3 按顺序拷进空的U盘。播出单跟着U盘走。",
        FORWARD: f"文字和图片，发到{'、'.join(channels_with(Output.LED_TEXT, Output.PICTURE))}。",
        ALL_CLEAR: "预警解除以后才播，现在不要拷进U盘。",
        DRAFTS: "还没有签完字，只能送审，不能张贴、不能播放。",
    }
    groups = []
    for folder, text in advice.items():
        files = [
            entry
            for entry in manifest.files
            if (
                entry.path.startswith(f"{folder}/")
                and (folder == ALL_CLEAR or not entry.path.startswith(f"{ALL_CLEAR}/"))
                and not entry.path.lower().endswith((".png", ".srt", ".cue"))
            )
            or (entry.path.startswith(FORWARD) and folder == FORWARD)
        ]
        if files:
            groups.append((folder, text, _by_title(manifest, files)))
    return groups


def _by_title(manifest: Manifest, files: list[FileEntry]) -> dict[str, list[FileEntry]]:
    """Return the files by what they show; first what sums up the week, posters before sheets."""
    by_title: dict[str, list[FileEntry]] = {}
    for entry in sorted(files, key=lambda e: (len(e.about) == 1, e.about, _rank(e), e.path)):
        alone = manifest.items.get(entry.about[0]) if len(entry.about) == 1 else None
        by_title.setdefault(alone["title"] if alone else entry.stem, []).append(entry)
    return by_title


def _rank(entry: FileEntry) -> int:
    place = entry.folder.rpartition("/")[2]
    return _RANKS.get(place, len(_RANKS))


def _short_name(entry: FileEntry) -> str:
    """Return folder and variant of a file, such as ``公开栏 A3``, for a list under its title."""
    place = entry.folder.partition("/")[2]
    kind = entry.path.rpartition("/")[2].removeprefix(entry.stem).lstrip("_")
    return f"{place} {kind}".replace(".pdf", "").strip()


def _day(day: date, near: date) -> str:
    return f"{written_day(day, near=near)}{weekday(day)}"


def _places(some: Sequence[Board], boards: Sequence[Board]) -> str:
    """Return where something hangs, in the words of somebody who walks there."""
    if len(some) == len(boards):
        return f"全部 {len(boards)} 块公开栏"
    return "、".join(board.name for board in some) or "没有合适的公开栏"


def template(name: str) -> Template:
    """Return one of the edition's own templates."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("kit.edition"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)

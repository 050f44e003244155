"""The week in a clerk's words: what changed, what to print, what to play, what comes down."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from kit.edition.index import ALL_CLEAR, DRAFTS, FORWARD, PLAY, PRINT, SLIPS, template
from kit.edition.inspect.legible import too_small
from kit.edition.week_changes import changes
from kit.model.outputs import Output, channels_with
from kit.plan.calendar import lunar_date
from kit.text.written_days import weekday, written_day

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from kit.edition.published.manifest import FileEntry, Manifest
    from kit.model.item import Item
    from kit.model.township import Board, Township
    from kit.plan.plan import WeekPlan

_RANKS = {output.value: number for number, output in enumerate(Output)}


def week_page(
    manifest: Manifest, previous: Manifest | None, plan: WeekPlan, township: Township
) -> bytes:
    """Return ``index.html`` of a revision: one file, no script, works from a USB stick."""
    week = plan.week
    page = template("week.html").render(
        manifest=manifest,
        plan=plan,
        week=week,
        markets=[f"{_day(d, week.monday)}（农历{lunar_date(d)}）" for d in plan.market_days],
        changes=changes(manifest, previous) if previous else None,
        boards_of={
            **{entry.item_id: entry.boards for entry in plan.take_down},
            **{entry.item_id: entry.boards for entry in plan.hang},
        },
        groups=_groups(manifest, township),
        too_small=tuple(too_small(manifest.files)),
        title_of=lambda item_id: manifest.items.get(item_id, {}).get("title", item_id),
        day=lambda day: _day(day, week.monday),
        places=lambda some: _places(some, township.boards),
        picture_of=partial(_picture_of, frozenset(entry.path for entry in manifest.files)),
        short_name=_short_name,
        copied_name=_copied_name,
    )
    return page.encode("utf-8")


def drafts_told(drafts: Sequence[Item]) -> tuple[str, ...]:
    """Return a sentence on the drafts that were made, if there are any."""
    return (f"{len(drafts)} 条没签完字的做了送审稿，在 {DRAFTS} 里。",) if drafts else ()


def _groups(
    manifest: Manifest, township: Township
) -> list[tuple[str, str, dict[str, list[FileEntry]]]]:
    """Return heading, advice and files of each of the edition's folders, in a clerk's order.

    The files stand by what they show: an item's title, or their own name.
    """
    sent_on = channels_with(Output.LED_TEXT, Output.PICTURE)
    advice = {
        PRINT: "按文件名打印：A3 的用 A3 纸；没有 A3 打印机，就打“A3拼…张A4”那一份再粘起来。",
        PLAY: "把 MP3 按顺序拷进空的U盘。播出单跟着U盘走。",
        FORWARD: f"文字和图片，发到{'、'.join(map(township.called, sent_on))}。",
        SLIPS: "一块公开栏一张，写着贴什么、摘什么；跟袋子走，做完交回。",
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


def _picture_of(paths: Collection[str], files: Sequence[FileEntry]) -> str:
    """Return the path of a picture of the first of some files that has one; empty without."""
    pictures = (f"{entry.path.rpartition('.')[0]}.png" for entry in files)
    return next((picture for picture in pictures if picture in paths), "")


def _rank(entry: FileEntry) -> int:
    place = entry.folder.rpartition("/")[2]
    return _RANKS.get(place, len(_RANKS))


def _short_name(entry: FileEntry) -> str:
    """Return folder and variant of a file, such as ``公开栏 A3``, for a list under its title."""
    place = entry.folder.partition("/")[2]
    if not place:
        return entry.stem
    name, _, suffix = entry.path.rpartition("/")[2].removeprefix(entry.stem).rpartition(".")
    kind = name.lstrip("_") if suffix.lower() in ("pdf", "png", "html") else f"{name}.{suffix}"
    return f"{place} {kind}".strip()


def _copied_name(entry: FileEntry) -> str:
    """Return a file's name below its stick's, or :func:`_short_name`."""
    return entry.stem if entry.folder.startswith(f"{PLAY}/") else _short_name(entry)


def _day(day: date, near: date) -> str:
    return f"{written_day(day, near=near)}{weekday(day)}"


def _places(some: Sequence[Board], boards: Sequence[Board]) -> str:
    """Return where something hangs, in the words of somebody who walks there."""
    if len(some) == len(boards):
        return f"全部 {len(boards)} 块公开栏"
    return "、".join(board.name for board in some) or "没有合适的公开栏"

"""The take-down list (要摘下): what comes off which board, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.clean import printable
from kit.compose.paper.flow import Heading, middle, plain
from kit.compose.paper.form import Running, compose_flow, form_style, form_table
from kit.compose.paper.grid import GridColumn
from kit.text.typeset.sense import plain_title
from kit.text.written_days import short_day, weekday

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kit.compose.paper.flow import Element
    from kit.compose.paper.page import Document
    from kit.model.township import Board, Township
    from kit.plan.take_down import TakeDown
    from kit.text.typeset.metrics import Metrics

STYLE = form_style(14)
_ROW_MM = 12.0


def compose_take_down(
    entries: Sequence[TakeDown],
    township: Township,
    metrics: Metrics,
    *,
    week_label: str,
    stamp: str = "",
) -> Document:
    """Return the list board by board, as somebody walks from one to the next.

    Raises:
        LayoutError: A title has signs that cannot be printed.
    """
    return compose_flow(
        tuple(_elements(entries, township, week_label)),
        metrics,
        style=STYLE,
        running=Running(title=f"要摘下　{week_label}", left=township.name, stamp=stamp),
    )


def _elements(
    entries: Sequence[TakeDown], township: Township, week_label: str
) -> Iterator[Element]:
    yield Heading(text="要摘下", level=1)
    yield middle(f"{township.name}　{week_label}")
    stops = _by_board(entries, township)
    if not stops:
        yield middle("本周没有要摘下的。")
        return
    yield plain("摘下的旧公告带回党政办，不要留在栏里，也不要贴在新公告下面。摘一张，打一个勾。")
    for place, listed in stops:
        yield Heading(text=printable(place, "公开栏"))
        yield form_table(_COLUMNS, map(_row, listed), _ROW_MM)
    yield plain("经手人：＿＿＿＿＿＿　日期：＿＿＿＿＿＿", gap_em=1.5)


_COLUMNS = (
    GridColumn(name="摘哪一张"),
    GridColumn(name="最迟哪天", width_mm=40.0),
    GridColumn(name="为什么", width_mm=46.0),
    GridColumn(name="摘了", width_mm=18.0),
)


def _row(entry: TakeDown) -> tuple[str, ...]:
    return (
        printable(f"{plain_title(entry.title)}\n{entry.item_id}", "标题"),
        f"{short_day(entry.day)}\n{weekday(entry.day)}",
        printable(entry.reason, "原因"),
        "□",
    )


def _by_board(entries: Sequence[TakeDown], township: Township) -> list[tuple[str, list[TakeDown]]]:
    """Return every board with what comes off it, the earliest day first.

    Boards stand as in kit.toml, where the clerk put them in the order of the round.
    """
    stops: dict[Board, list[TakeDown]] = {}
    for entry in sorted(entries, key=lambda entry: (entry.day, entry.item_id)):
        for board in entry.boards:
            stops.setdefault(board, []).append(entry)
    walk = [board for board in township.boards if board in stops]
    return [(_place(board), stops[board]) for board in dict.fromkeys([*walk, *stops])]


def _place(board: Board) -> str:
    return "　".join(part for part in (board.village, board.name, board.place) if part)

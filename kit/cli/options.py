"""Options that several verbs share."""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from kit.progress import Step

FOLDER: dict[str, Any] = {
    "type": click.Path(exists=True, file_okay=False, path_type=Path),
    "metavar": "[工作夹]",
}


def item_number(typed: str) -> str:
    """Return an item's 编号 as its file writes it, typed in whatever case."""
    return typed.strip().upper()


as_json = click.option("--json", "in_json", is_flag=True, help="结果写成 JSON，给别的程序用。")


def week_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--week``: the ISO week, or any of its days; by default this week."""
    return click.option(
        "--week", default="", metavar="星期", help="如 2026-W48 或 2026-11-23；不写就是这一周。"
    )(command)


@dataclass
class Line:
    """One line on a terminal: what is being made, how many of how many, time left."""

    begun_s: float = field(default_factory=time.monotonic)
    shown: bool = field(default_factory=lambda: sys.stderr is not None and sys.stderr.isatty())

    def __call__(self, step: Step) -> None:
        """Show the newest step; on anything but a terminal, nothing."""
        if not self.shown:
            return
        left_s = (time.monotonic() - self.begun_s) / max(step.done, 1) * (step.total - step.done)
        text = f"{step.done}/{step.total}　还要约 {_duration(left_s)}　{step.stage}：{step.what}"
        click.echo(f"\r\033[K{text[:70]}", nl=step.done >= step.total, err=True)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} 分 {rest} 秒" if minutes else f"{rest} 秒"

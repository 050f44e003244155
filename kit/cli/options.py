"""Options that several verbs share, the clock, and what they print for other programs."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from datetime import time as time_of_day
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


def now() -> datetime:
    """Return the present time: the only clock of the kit, handed to every use case."""
    return datetime.now().astimezone()


as_json = click.option("--json", "in_json", is_flag=True, help="结果写成 JSON，给别的程序用。")


def show_json(value: object) -> None:
    """Print a use case's result for another program to read."""
    click.echo(json.dumps(_plain(value), ensure_ascii=False, indent=1))


def _plain(value: object) -> Any:
    """Return a frozen result as what JSON knows."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: _plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): _plain(one) for key, one in value.items()}
    if isinstance(value, AbstractSet):
        return sorted(_plain(one) for one in value)
    if isinstance(value, Sequence) and not isinstance(value, str):
        return [_plain(one) for one in value]
    if isinstance(value, time_of_day):
        return value.isoformat("minutes")
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value


def week_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--week``: the ISO week, or any of its days; by default this week."""
    return click.option(
        "--week", default="", metavar="星期", help="如 2026-W48 或 2026-11-23；不写就是这一周。"
    )(command)


def in_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--in``: the workspace."""
    return click.option("--in", "folder", default=".", **FOLDER, help="工作夹，默认是当前文件夹。")(
        command
    )


def by_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--by``: who did it."""
    return click.option("--by", default="", metavar="姓名", help="谁做的。")(command)


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

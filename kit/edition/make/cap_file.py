"""Making an alert's CAP file, and reading it back as any receiver would."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.compose.cap_message import cap_message
from kit.edition.inspect.inspection import inspect_text
from kit.edition.jobs.job import MadeFile
from kit.errors import VerifyError
from kit.foreign.cap_reader import read_cap

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kit.model.item import Item
    from kit.model.township import Township


@dataclass(frozen=True, slots=True, kw_only=True)
class CapOrder:
    """All that an alert's CAP file is made from."""

    item: Item
    township: Township
    ended: Item | None = None
    """The alert whose end this is; None for a new one."""


def make_cap_file(order: CapOrder) -> tuple[MadeFile, ...]:
    """Return the alert as a CAP 1.2 message."""
    data = cap_message(order.item, order.township, ended=order.ended)
    return (MadeFile(name=".xml", data=data, figures={}),)


def look_at_cap_file(order: CapOrder, made: Sequence[MadeFile]) -> None:
    """Read the message back after the standard, and compare it with its item.

    Raises:
        ForeignFileError: The standard forbids it.
        VerifyError: It says another hour or figure, or a private number stands in it.
    """
    message = read_cap(made[0].data)
    alert, (info,) = order.item.emergency, message.infos
    if alert is None or (message.sent, info.onset, info.expires) != (
        alert.sent,
        alert.onset,
        alert.expires,
    ):
        raise VerifyError("预警文件里的时间和公开事项不一样。", "请重新做；还是这样就报告问题。")
    told = (info.event, info.headline, info.description, info.instruction, info.contact)
    inspect_text("\n".join((*told, *info.areas)), (order.item,), required=())

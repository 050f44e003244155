"""What an alert of a usual kind mostly says: proposals, to be put right after the original."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertKind:
    """A kind of alert, with what the original of such an alert asks people to do."""

    name: str
    warn: str
    """警示: what may happen."""
    do: tuple[str, ...]
    """措施, the most urgent first."""
    phones: tuple[str, ...] = ()


ALERT_KINDS = (
    AlertKind(
        name="森林火险",
        warn="天气干燥，风大，容易发生山火",
        do=("禁止野外用火", "老人孩子别进山", "见火打12119"),
        phones=("森林火警 12119", "火警 119"),
    ),
    AlertKind(
        name="暴雨",
        warn="雨大，容易山洪、塌方",
        do=("危险处先转移", "不涉水过河", "别去河沟边"),
        phones=("报警 110", "急救 120"),
    ),
    AlertKind(
        name="台风",
        warn="风大雨大，容易倒树、断电",
        do=("关好门窗", "危房先转移", "离开大树电线"),
        phones=("报警 110", "急救 120"),
    ),
)
"""Chosen with one press; every other kind is typed."""
LEVELS = ("蓝色", "黄色", "橙色", "红色")


def alert_kind(name: str) -> AlertKind:
    """Return what is known of a kind; of one that is not listed, nothing but its name."""
    known = {one.name: one for one in ALERT_KINDS}
    return known.get(name, AlertKind(name=name, warn="", do=()))

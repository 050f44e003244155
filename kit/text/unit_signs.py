"""What the signs of units and currencies are called."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

CURRENCIES = {
    "¥": "元",
    "￥": "元",
    "$": "美元",
    "€": "欧元",
    "£": "英镑",
    "HK$": "港元",
    "HKD": "港元",
    "RMB": "元",
    "CNY": "元",
    "USD": "美元",
}
# What is said, and the spellings it stands for.
_UNIT_TABLE = """
平方公里 km² km2 ㎢
平方米 m² m2 ㎡
平方厘米 cm²
立方米 m³ m3 ㎥
公顷 hm² hm2 ha
公里 km Km KM ㎞
分米 dm
厘米 cm ㎝
毫米 mm ㎜
微米 μm µm
毫米汞柱 mmHg
米 m
吨 t
公斤 kg Kg KG ㎏
克 g
毫克 mg ㎎
微克 μg µg
升 L l
毫升 ml mL ML ㎖
千瓦时 kWh kW·h kw·h kwh
兆瓦 MW
千瓦 kW kw KW
瓦 W
千伏安 kVA
千伏 kV KV kv
伏 V
千赫 kHz
兆赫 MHz
吉赫 GHz
赫兹 Hz
兆帕 MPa
千帕 kPa
帕 Pa
分贝 dB
兆 Mbps MB
摄氏度 ℃ °C
度 °
分 ′
秒 ″ s
分钟 min
小时 h H
"""
UNITS = {
    spelling: said
    for said, *spellings in map(str.split, _UNIT_TABLE.strip().splitlines())
    for spelling in spellings
}


def one_of(signs: Iterable[str]) -> str:
    """Return a pattern of any of ``signs``; the longer one before the shorter it begins with."""
    return "|".join(map(re.escape, sorted(signs, key=len, reverse=True)))

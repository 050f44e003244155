from __future__ import annotations

import pytest

from kit.text.office_level import is_county_or_above


@pytest.mark.parametrize(
    "name",
    [
        "永定区人民政府（乡政府转发）",
        "永定区教育主管部门",
        "区农业农村局",
        "县住房和城乡建设局",
        "省乡村振兴局",
        "龙岩市医疗保障局",
        "国务院办公厅",
        "镇江市民政局",
        "新乡县人民政府",
        "抚州市东乡区教育局",
        "东乡族自治县医疗保障局",
    ],
)
def test_these_stand_above_a_township(name: str) -> None:
    assert is_county_or_above(name)


@pytest.mark.parametrize(
    "name",
    [
        "大溪乡人民政府",
        "永定区大溪乡人民政府",
        "中共大溪乡委员会",
        "样例一村村委会",
        "城关社区居委会",
        "某某街道办事处",
        "镇江市丹徒区谷阳镇人民政府",
        "新乡县七里营镇人民政府",
        "大溪乡市场监督管理所",
        "西乡街道办事处",
        "乡民政办（区民政局指导）",
        "",
    ],
)
def test_these_do_not(name: str) -> None:
    assert not is_county_or_above(name)

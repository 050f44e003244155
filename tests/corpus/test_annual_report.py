"""The township's own report of 2021, proofread: all that is wrong in it, and no right sum."""

from __future__ import annotations

from pathlib import Path

import pytest

from kit.office.proof_report import ProofOfReport, proof_report

REPORT = Path(__file__).resolve().parents[3] / "shared" / "data" / "daxi-2021-report.txt"
pytestmark = pytest.mark.skipif(not REPORT.is_file(), reason="the report is no part of the product")

KNOWN = (
    (33, "各项加起来是 6条"),
    (437, "缺第五部分"),
    (441, "应当是第六部分"),
    (29, "（一）、（2）、（3）"),
    (None, "2019〕60号的格式"),
    (50, "已经由"),
    (20, "镇党政办"),
    (23, "交通信息发布"),
    (30, "交通行业"),
    (44, "2019 年的通知"),
    (440, "已经过完"),
    (15, "应为“公众”"),
    (440, "的的"),
    (44, "以及和"),
    (12, "12 处用了英文标点"),
    (25, "引号之间"),
    (None, "行政许可 上一年 0、增减 8、处理 0"),
    (35, "10 个类别，前面只列出 4 类"),
    (35, "规范性文件”却都是 0"),
    (9, "5 种叫法"),
    (9, "各不相同"),
    (446, "才截止"),
    (44, "5 步"),
)


@pytest.fixture(scope="module")
def proof() -> ProofOfReport:
    return proof_report(REPORT)


@pytest.mark.parametrize(("line", "said"), KNOWN)
def test_every_known_fault_is_named_at_its_place(
    line: int | None, said: str, proof: ProofOfReport
) -> None:
    assert any(one.line == line and said in one.message for one in proof.faults)


def test_nothing_else_is_told_and_the_sums_that_are_right_pass(proof: ProofOfReport) -> None:
    told = [one for one in proof.faults if not any(said in one.message for _, said in KNOWN)]

    assert told == []
    assert not [one for one in proof.faults if one.code in ("AR00", "AR01", "AR02", "AR03", "AR04")]
    assert proof.figures == 22 + 23 * 7 + 15

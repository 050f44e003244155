"""Rows of proposals: one tick for one sentence, and never for what excludes each other."""

from __future__ import annotations

from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from kit.foreign.notice.proposal import Proposal, Sure
from kit.model.field import LISTS
from kit.model.fields import BY_LABEL
from kit.office.notice_rows import NoticeRow, notice_rows

VALUES = {"标题": "停水", "全称": "停水通知", "截止": "2026-12-08", "摘下": "2026-12-08"}
VALUES |= {"时间": "12月8日", "谁": "用户", "金额": "8元", "电话": "水厂 96300", "带什么": "水桶"}
SENTENCES = ("停水通知", "12月8日停水，用户带水桶", "水厂 96300，8元")


def proposal(field: str, sentence: str, sure: Sure = Sure.HIGH, value: str = "") -> Proposal:
    return Proposal(field=field, value=value or VALUES[field], sentence=sentence, sure=sure)


def labels(*proposals: Proposal) -> list[str]:
    return [row.labels for row in notice_rows(proposals)]


def test_what_one_sentence_says_is_one_row_and_title_and_full_title_are_one() -> None:
    assert labels(
        proposal("标题", SENTENCES[0], Sure.LOW),
        proposal("全称", SENTENCES[0]),
        proposal("时间", SENTENCES[1]),
        proposal("摘下", SENTENCES[1], Sure.MIDDLE),
    ) == ["标题、全称", "时间、摘下"]


def test_amounts_of_different_sentences_and_what_is_hardly_sure_are_looked_at_alone() -> None:
    assert labels(
        proposal("金额", SENTENCES[0]),
        proposal("金额", SENTENCES[1]),
        proposal("金额", SENTENCES[1], Sure.LOW, "680元"),
    ) == ["金额", "金额", "金额"]


def test_phones_of_several_lines_are_one_row_with_each_sentence() -> None:
    (row,) = notice_rows(
        [proposal("电话", SENTENCES[1]), proposal("电话", SENTENCES[2], value="火警 119")]
    )

    assert [said.sentence for said in row.said] == [SENTENCES[1], SENTENCES[2]]


def test_a_day_is_marked_as_it_is_written_and_a_phone_without_its_office() -> None:
    (day, phone) = notice_rows(
        [proposal("摘下", SENTENCES[1]), proposal("电话", "打96300", value="水厂 96300")]
    )

    assert day.said[0].parts == (("12月8日", True), ("停水，用户带水桶", False))
    assert phone.said[0].parts == (("打", False), ("96300", True))


@given(
    st.lists(
        st.builds(
            proposal,
            st.sampled_from(sorted(VALUES)),
            st.sampled_from(SENTENCES),
            st.sampled_from(Sure),
            st.sampled_from(("", "12月8日", "2026-12-09")),
        )
    )
)
def test_every_value_is_in_one_row_beside_its_sentence_and_rivals_have_none_beside_them(
    found: list[Proposal],
) -> None:
    days = [one for one in found if one.field not in ("截止", "摘下") or one.value[0] == "2"]
    rows = notice_rows(days)

    shown = [value for row in rows for said in row.said for value in said.values]
    assert sorted(number for number, _ in shown) == list(range(len(days)))
    assert all(_whole(row) for row in rows)
    single = Counter(one.field for one in days if BY_LABEL[one.field].form not in LISTS)
    for row in rows:
        fields = [one.proposal.field for one in row.values]
        rival = any(single[field] > 1 for field in fields)
        assert row.is_one_of == rival
        assert not rival or len(fields) == 1


def _whole(row: NoticeRow) -> bool:
    return all("".join(part for part, _ in said.parts) == said.sentence for said in row.said)

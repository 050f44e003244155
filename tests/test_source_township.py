"""kit.toml: who may sign, and what of it is told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from kit.errors import SourceError
from kit.model.item import Channel
from kit.model.township import Signer, SiteCell
from kit.source.township import FILE, read_township
from tests.rosters import anybody_signs

SIGNERS = """
[[signer]]
name = "样甲"
posts = ["党政办业务人员", "保密审查员"]
from = "2026-01-01"
until = 2027-12-31

[[signer]]
name = "样乙"
posts = ["党政办负责人"]
"""


@pytest.fixture
def path(tmp_path: Path, example: Path) -> Path:
    anybody_signs(tmp_path, example)
    return tmp_path / FILE


def add(path: Path, text: str) -> None:
    path.write_text(path.read_text(encoding="utf-8") + text, encoding="utf-8")


def test_a_township_without_a_list_of_signers_is_read_as_ever(path: Path) -> None:
    assert read_township(path).signers == ()


def test_signers_have_posts_and_days(path: Path) -> None:
    add(path, SIGNERS)

    first, second = read_township(path).signers

    assert first == Signer(
        name="样甲",
        posts=("党政办业务人员", "保密审查员"),
        since=date(2026, 1, 1),
        until=date(2027, 12, 31),
    )
    assert (second.since, second.until) == (None, None)


def test_a_signer_holds_a_post_from_the_first_day_to_the_last() -> None:
    signer = Signer(
        name="样甲", posts=("党政办负责人",), since=date(2026, 3, 1), until=date(2026, 3, 31)
    )

    assert not signer.holds("党政办负责人", date(2026, 2, 28))
    assert signer.holds("党政办负责人", date(2026, 3, 1))
    assert signer.holds("党政办负责人", date(2026, 3, 31))
    assert not signer.holds("党政办负责人", date(2026, 4, 1))
    assert not signer.holds("主要领导", date(2026, 3, 15))
    assert Signer(name="样乙", posts=("主要领导",)).holds("主要领导", date(1999, 1, 1))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"党政办负责人"]', '"党政办负责任"]', "是不是“党政办负责人”"),
        ("2027-12-31", "2025-12-31", "until 2025-12-31 比 from 2026-01-01 还早"),
        ('from = "2026-01-01"', 'from = "元旦"', "“元旦”不是日期"),
        ('from = "2026-01-01"', "from = 20260101", '要写成 "2026-12-31"'),
        ('from = "2026-01-01"', 'form = "2026-01-01"', "不认识“form”。是不是“from”"),
        ('name = "样乙"\n', "", "name 还没有填"),
        ('posts = ["党政办负责人"]', 'posts = "党政办负责人"', '要写成 ["甲", "乙"]'),
    ],
)
def test_every_fault_of_a_signer_is_told_with_its_line(
    path: Path, old: str, new: str, message: str
) -> None:
    assert SIGNERS.count(old) == 1
    add(path, SIGNERS.replace(old, new))

    with pytest.raises(SourceError) as caught:
        read_township(path)

    assert message in caught.value.message
    assert "第 " in caught.value.message


def test_the_example_has_one_signer_for_every_step(example: Path) -> None:
    township = read_township(example / FILE)

    assert [one.posts for one in township.signers] == [(step.post,) for step in township.chain]
    assert len({one.name for one in township.signers}) == len(township.chain)


def test_nothing_in_the_settings_is_nothing_and_where_it_must_not_be_it_is_told(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace('page_host = "dx.example"', 'page_host = "无"').replace(
            'duty = "政务公开"', 'duty = "无。"'
        ),
        encoding="utf-8",
    )

    township = read_township(path)

    assert township.page_host == ""
    assert township.departments[0].duty == ""
    path.write_text(text.replace('county = "永定区"', 'county = "无"'), encoding="utf-8")
    with pytest.raises(SourceError, match="county 还没有填"):
        read_township(path)


def test_a_sites_columns_are_its_own_words_for_what_the_kit_knows(path: Path) -> None:
    add(path, '[[site]]\nname = "阳光网"\nchannel = "村务网"\ncolumns = ["内容=正文", "标题"]\n')

    (site,) = (one for one in read_township(path).sites if one.name == "阳光网")
    assert site.cells == (("内容", SiteCell.TEXT), ("标题", SiteCell.TITLE))


def test_a_column_of_which_the_kit_knows_nothing_is_told_with_the_nearest(path: Path) -> None:
    add(path, '[[site]]\nname = "阳光网"\nchannel = "广播"\ncolumns = ["内容=正文文"]\n')

    with pytest.raises(SourceError, match="正文文"):
        read_township(path)


def test_a_channel_is_called_as_people_call_it_or_as_its_site_or_as_it_is(path: Path) -> None:
    add(path, '[[site]]\nname = "政府网"\nchannel = "网站"\n')
    add(path, '[[channel]]\nname = "广播"\ncalled = "村村响"\n')

    township = read_township(path)

    assert township.called(Channel.LOUDSPEAKER) == "村村响"
    assert township.called(Channel.WEBSITE) == "政府网"
    assert township.called(Channel.LED) == "LED屏"


def test_a_channel_has_one_name_and_is_one_of_the_kits(path: Path) -> None:
    add(
        path,
        '[[channel]]\nname = "广播"\ncalled = "甲"\n[[channel]]\nname = "广播"\ncalled = "乙"\n',
    )
    with pytest.raises(SourceError, match="广播"):
        read_township(path)
    add(path, '[[channel]]\nname = "传真"\ncalled = "甲"\n')
    with pytest.raises(SourceError, match="传真"):
        read_township(path)

"""An item while it is written: sheet, script and findings, also where much is still missing."""

from __future__ import annotations

import shutil
from datetime import datetime
from typing import TYPE_CHECKING

import pytest

from kit.errors import SourceError
from kit.model.finding import Severity
from kit.model.item import Kind
from kit.office.drafts import text_of, with_changes
from kit.office.item_preview import all_findings, preview, telephone
from kit.office.kept_open import keep_open
from kit.office.new import new_item
from kit.office.unsaved import Text
from kit.source.template import new_item_text

if TYPE_CHECKING:
    from pathlib import Path

    from kit.office.kept_open import KeptOpen
    from kit.source.head import Written

NOTICE = "items/DX-2026-004.md"
LIST = "items/DX-2026-011.md"


def now() -> datetime:
    return datetime(2026, 11, 23, 9).astimezone()


@pytest.fixture(scope="module")
def kept(example: Path) -> KeptOpen:
    return keep_open(example, now)


def draft(example: Path, file: str = NOTICE, **changes: Written | None) -> Text:
    return Text(file=file, text=with_changes(file, text_of(example, file)[0], changes))


def test_a_whole_item_is_seen_heard_and_checked(kept: KeptOpen, example: Path) -> None:
    seen = preview(kept, draft(example, 大白话=["12月30日以前要交。"]), "poster-a3")

    assert seen.is_whole
    assert seen.look is not None
    assert seen.look.picture.startswith(b"\x89PNG")
    assert ("大白话", Severity.STOP) in {(one.field, one.severity) for one in seen.findings}
    assert seen.days["截止"] == "星期四，农历十一月廿三"
    assert seen.script[0].at_s == 0
    assert [line.at_s for line in seen.script] == sorted(line.at_s for line in seen.script)


def test_a_doubtful_word_stands_where_it_is_written_and_offers_its_readings(
    kept: KeptOpen, example: Path
) -> None:
    seen = preview(kept, draft(example, 读音=None, 大白话=["12月31日以前要交，大家琢磨。"]))

    doubts = [(line, one) for line in seen.script for one in line.doubts]
    assert doubts
    for line, one in doubts:
        assert line.written[one.start] in one.word
        assert len(one.readings) > 1
        assert all(len(way.split()) == len(one.word) for way in one.readings)


def test_a_sheet_it_does_not_get_gives_way_to_the_first(kept: KeptOpen, example: Path) -> None:
    seen = preview(kept, draft(example), "alert-a3")

    assert seen.look is not None
    assert seen.look.sheet == seen.sheets[0]


@pytest.mark.parametrize(
    "kind", [one for one in Kind if one not in {Kind.LIST, Kind.TABLE, Kind.INVENTORY}]
)
def test_an_item_just_begun_has_a_sheet_already(kept: KeptOpen, kind: Kind) -> None:
    text = new_item_text(kind, "刚写的标题", "DX-2026-099", now().date())

    seen = preview(kept, Text(file="items/DX-2026-099.md", text=text))

    assert not seen.is_whole
    assert seen.look is not None
    assert seen.look.picture
    assert "标题" not in {one.field for one in seen.findings if one.severity is Severity.STOP}


def test_a_wrong_day_in_what_is_written_is_told_before_the_rest_is_there(kept: KeptOpen) -> None:
    text = new_item_text(Kind.NOTICE, "交水费", "DX-2026-099", now().date())
    changes: dict[str, Written | None] = {"截止": "2026-12-20", "大白话": ["12月25日以前要交。"]}
    written = with_changes("items/DX-2026-099.md", text, changes)

    seen = preview(kept, Text(file="items/DX-2026-099.md", text=written))

    assert any(one.field == "大白话" and "25" in one.message for one in seen.findings)


def test_a_table_that_is_not_saved_yet_is_the_one_that_is_shown(
    kept: KeptOpen, example: Path
) -> None:
    table = (example / "items/DX-2026-011.csv").read_bytes()
    shorter = b"".join(table.splitlines(keepends=True)[:3])
    one = draft(example, LIST)

    whole, short = (
        preview(kept, Text(file=LIST, text=one.text, table=rows)).look for rows in (None, shorter)
    )

    assert whole is not None
    assert short is not None
    assert whole.picture != short.picture


def test_what_no_sheet_can_hold_is_found_before_it_is_sent(kept: KeptOpen, example: Path) -> None:
    hours = "上午八点半到十一点半，" * 3
    found = all_findings(kept, draft(example, 带什么=["证件的复印件两份"] * 8, 时间=hours))

    assert any(one.severity is Severity.STOP for one in found)


def test_a_village_that_kit_toml_does_not_know_is_told_while_typing(
    kept: KeptOpen, example: Path
) -> None:
    found = preview(kept, draft(example, 村=["样例九村"])).findings

    assert any("样例九村" in one.message for one in found)


def test_the_telephones_page_is_marked_as_a_draft(kept: KeptOpen, example: Path) -> None:
    page = telephone(kept, draft(example, 标题="改过的标题"))

    assert "改过的标题" in page
    assert "送审稿" in page
    with pytest.raises(SourceError, match="还看不了"):
        telephone(kept, Text(file=NOTICE, text="---\n::\n---\n"))


def test_a_new_item_says_already_what_nearly_all_say(example: Path, tmp_path: Path) -> None:
    workspace = shutil.copytree(example, tmp_path / "daxi")

    text = new_item(workspace, Kind.NOTICE, "交水费", now).read_text("utf-8")

    assert "发布单位: 大溪乡人民政府" in text
    assert "渠道: [公开栏, 广播, 墟天]" in text
    assert "渠道: [公开栏]" in new_item(workspace, Kind.LIST, "名单", now).read_text("utf-8")

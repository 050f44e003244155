"""The sheets that are carried along and ticked: what they list, for whom, and what they keep."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from kit.edition.jobs.one_item import outside_weeks
from kit.edition.jobs.print_orders import recipient_prints
from kit.edition.jobs.round_jobs import round_jobs
from kit.edition.jobs.slip_jobs import slip_jobs
from kit.edition.published.posted import BETWEEN, Record
from kit.model.item import Channel
from kit.model.township import Recipient
from kit.plan.plan import plan_week
from kit.plan.week import Week
from kit.render.readback import read_text_of
from kit.source.door_lists import FOLDER, Household, read_door_list
from tests.sheets import items, workspace
from tests.traced_items import endings, fetched_back

if TYPE_CHECKING:
    from pathlib import Path

    from kit.compose.forms.tick_sheet import TickSheet
    from kit.edition.jobs.context import EditionContext
    from kit.edition.jobs.job import Job
    from kit.model.item import Item

VILLAGE = "样例一村"
SCHOOL = Recipient(name="样例学校", copies=25, fields=("养老服务",))
LIST = "户主,门牌\n张大福,一组3号\n李四,一组5号\n"


def jobs(
    folder: Path | None = None,
    earlier: dict[str, Record] | None = None,
    of: tuple[Item, ...] = items(),
) -> dict[str, Job]:
    """The week's ticked sheets of the example, by their names."""
    context, due = week_of(folder, earlier, of)
    return {job.stem: job for job in round_jobs(context, due)}


def week_of(
    folder: Path | None = None,
    earlier: dict[str, Record] | None = None,
    of: tuple[Item, ...] = items(),
) -> tuple[EditionContext, list[Item]]:
    """A week of the example, and what is due in it."""
    here = workspace() if folder is None else replace(workspace(), folder=folder)
    ids = [one.item_id for one in of]
    plan = plan_week(of, here.township, Week.parse("2026-W48"), signed=ids)
    context = replace(
        outside_weeks(workspace(), date(2026, 11, 23)),
        workspace=here,
        plan=plan,
        codes=dict.fromkeys(ids, "26W48-03"),
        digests=dict.fromkeys(ids, "7" * 64),
        earlier=earlier or {},
        records=earlier or {},
    )
    return context, [one for one in of if one.item_id in plan.due]


def told(sheet: TickSheet, word: str) -> list[str]:
    """Titles of one of a sheet's lists."""
    return [line.title for part in sheet.parts if part.word == word for line in part.lines]


def listed(folder: Path, text: str | bytes) -> Path:
    (folder / FOLDER).mkdir()
    data = text if isinstance(text, bytes) else text.encode()
    (folder / FOLDER / f"入户-{VILLAGE}.csv").write_bytes(data)
    return folder


@pytest.mark.parametrize("ending", ["废止", "更正", "解除", "决定"])
def test_what_ends_an_item_is_told_on_all_eleven_channels_in_the_same_build(ending: str) -> None:
    assert fetched_back(endings()[ending]) == frozenset(Channel)


def test_a_week_in_which_nothing_ended_has_no_list_of_what_is_fetched_back() -> None:
    lasting = tuple(one for one in items() if one.item_id not in ("DX-2026-008", "DX-2026-012"))

    assert "收回单" not in jobs(of=lasting)


def test_what_goes_out_and_is_over_in_one_week_is_fetched_back_in_its_first_list() -> None:
    sheet = jobs()["收回单"].order.sheet

    assert "森林火险橙色预警" in "".join(told(sheet, "广播"))


def test_the_binder_is_told_what_is_new_exchanged_and_all_that_is_in_it() -> None:
    entry = {"title": "旧的那份", "digest": "6" * 64, "channels": BETWEEN.join(Channel)}
    sheet = jobs(earlier={"DX-2026-007": Record(entry=entry, hangs=True)})["目录"].order.sheet

    assert told(sheet, "放进去") == ["乡里公开了哪些事"]
    assert told(sheet, "换新的") == ["旧的那份"]
    assert told(sheet, "现在有的") == ["乡里公开了哪些事", "三公经费花了多少"]


def test_each_village_has_its_week_on_a_sheet_to_tick() -> None:
    made = jobs()
    sheet = made[VILLAGE].order.sheet
    (file,) = made[VILLAGE].make(made[VILLAGE].order)

    assert {one for one in made if one.endswith("村")} >= set(workspace().township.villages)
    assert "领高龄老人补贴" in told(sheet, "贴")
    assert "森林火险橙色预警" in told(sheet, "摘")
    assert "领高龄老人补贴" in told(sheet, "发")
    assert "早上 07:00" in told(sheet, "播")
    assert "做完一件打一个勾" in "".join(read_text_of(file.data))


@pytest.mark.parametrize(("digest", "brought"), [("7", False), ("6", True)])
def test_doors_are_called_on_once_and_again_after_a_correction(
    digest: str, *, brought: bool
) -> None:
    entry = {"title": "旧的那份", "digest": digest * 64, "channels": "入户"}
    record = Record(entry=entry, hangs=True)
    sheet = jobs(earlier={"DX-2026-005": record})[f"送到了_{VILLAGE}"].order.sheet

    assert ("领高龄老人补贴" in told(sheet, "送什么")) is brought


def test_what_never_hung_comes_off_no_board() -> None:
    only = tuple(replace(one, channels=(Channel.LOUDSPEAKER,)) for one in items())
    sheet = jobs(of=only)[VILLAGE].order.sheet

    assert told(sheet, "摘") == []
    assert told(sheet, "播")


def test_doors_are_listed_by_their_place_and_names_are_covered(tmp_path: Path) -> None:
    sheet = jobs(listed(tmp_path, LIST))[f"送到了_{VILLAGE}"].order.sheet
    (doors,) = (part for part in sheet.parts if part.word == "送到哪家")

    assert [(one.title, one.note) for one in doors.lines] == [
        ("一组3号", "张*福"),
        ("一组5号", "李*"),
    ]


def test_without_a_list_there_are_lines_to_fill_in_by_hand(tmp_path: Path) -> None:
    sheet = jobs(tmp_path)[f"送到了_{VILLAGE}"].order.sheet

    assert set(told(sheet, "送到哪家")) == {""}
    assert "没有名单" in sheet.where


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("甲,乙\n1,2\n", "第一行要有"),
        (b"", "第一行要有"),
        ('户主\n"张三\n' + "李四\n" * 2000, "引号没有收尾"),
    ],
)
def test_a_list_that_cannot_be_used_is_named_on_the_sheet_and_stops_nothing(
    tmp_path: Path, text: str | bytes, fault: str
) -> None:
    sheet = jobs(listed(tmp_path, text))[f"送到了_{VILLAGE}"].order.sheet

    assert fault in sheet.where
    assert set(told(sheet, "送到哪家")) == {""}


def test_a_list_is_read_as_excel_saves_it(tmp_path: Path) -> None:
    listed(tmp_path, "姓名\n张三\n\n".encode("gb18030"))

    assert read_door_list(tmp_path, VILLAGE).households == (Household("张三", ""),)


def test_a_school_has_a_bag_of_the_handouts_that_concern_it() -> None:
    context, due = week_of()
    town = replace(workspace().township, recipients=(SCHOOL,))
    context = replace(context, workspace=replace(workspace(), township=town))

    (slip,) = (job for job in slip_jobs(context, due, ()) if job.title.endswith(SCHOOL.name))
    orders = recipient_prints(context, {one.item_id: one for one in due}, SCHOOL)

    assert slip.channel is Channel.MARKET
    assert [(one.title, one.copies, one.paper) for one in orders] == [
        ("领高龄老人补贴", 13, "A4 双面")
    ]


def test_handouts_are_brought_once_and_again_when_they_say_something_else() -> None:
    everything = replace(SCHOOL, fields=())

    def brought(digest: str) -> list[str]:
        entry = {"title": "旧的", "digest": digest * 64, "channels": "墟天"}
        context, due = week_of(
            earlier={one.item_id: Record(entry=entry, hangs=False) for one in items()}
        )
        return [
            one.title
            for one in recipient_prints(context, {one.item_id: one for one in due}, everything)
        ]

    assert brought("7") == []
    assert "领高龄老人补贴" in brought("6")

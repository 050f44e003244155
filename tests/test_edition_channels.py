"""What the counter, the lecture and the door get: made as a build makes it, and looked at."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from kit.compose.handouts.lecture import READ_PTS, compose_talk
from kit.compose.handouts.slide_setter import HIGH_MM, LEAST_PT, WIDE_MM
from kit.compose.handouts.slides import compose_slides
from kit.compose.handouts.window_sheet import steps_of, window_front
from kit.compose.paper.page import Code
from kit.edition.jobs.context import EditionContext
from kit.edition.jobs.one_item import outside_weeks
from kit.edition.jobs.paper_jobs import paper_jobs
from kit.edition.jobs.upload_jobs import upload_jobs
from kit.errors import VerifyError
from kit.model.item import Channel, Question
from kit.model.township import ChannelName, Site
from kit.plan.relations import IN_FORCE
from kit.render.readback import read_text_of
from tests.sheets import item, items, layout, marks, overlaps, setting, texts, words, workspace

if TYPE_CHECKING:
    from kit.edition.jobs.job import Job, MadeFile
    from kit.model.item import Item
    from kit.model.township import Township

GUIDE = (
    "办理窗口：便民服务中心2号窗口。\n\n受理：村委会收下材料，当天报到乡民政办。\n\n"
    "审查：乡民政办5个工作日内查清户籍、年龄。\n\n决定：区民政局批准，从下个月起发到社保卡。\n\n"
    "办理时限：20个工作日。\n\n收费：不收费。\n\n样表：窗口墙上有填好的一份，照着填。"
)
LONG = "先到村委会领表，填好以后请村民小组长签字，再交到窗口。" * 12


def guide(**changes: Any) -> Item:
    return replace(item("2026-005"), **{"body": GUIDE, **changes})


@cache
def context() -> EditionContext:
    bare = outside_weeks(workspace(), date(2026, 11, 23))
    numbers = {one.item_id: "26W48-03" for one in items()}
    return replace(bare, codes=numbers, digests=dict.fromkeys(numbers, "7" * 64))


def uploads(*channels: Channel, of: Item | None = None, **changes: Any) -> dict[str, Job]:
    """The jobs of a township's sites, by folder and stem."""
    one = of or guide(channels=channels)
    around = replace(context(), workspace=replace(workspace(), township=township(**changes)))
    around = replace(around, plan=replace(around.plan, effects={one.item_id: IN_FORCE}))
    return {f"{job.folder}/{job.stem}": job for job in upload_jobs(around, (one,))}


def township(**changes: Any) -> Township:
    return replace(workspace().township, **changes)


def verified(job: Job) -> dict[str, bytes]:
    files = job.make(job.order)
    assert job.look is not None
    job.look(job.order, files)
    return {file.name: file.data for file in files}


def job_of(one: Item, channel: Channel) -> Job:
    (job,) = paper_jobs(context(), replace(one, channels=(channel,)))
    return job


def made(one: Item, channel: Channel) -> dict[str, MadeFile]:
    job = job_of(one, channel)
    files = job.make(job.order)
    assert job.look is not None
    job.look(job.order, files)
    return {file.name: file for file in files}


def said(file: MadeFile) -> str:
    return "".join("".join(read_text_of(file.data)).split())


def test_the_counter_has_three_steps_the_papers_the_time_and_the_text_behind() -> None:
    (sheet,) = made(guide(), Channel.SERVICE_HALL).values()
    told = said(sheet)

    assert "受理：村委会收下材料，当天报到乡民政办" in told
    assert "身份证、户口本、社保卡" in told
    assert all(one in told for one in ("多久办好", "20个工作日", "不收费", "2号窗口", "照着填"))
    assert sheet.figures["pages"] == 2
    assert sheet.figures["codes"][0] == sheet.figures["codes"][1]


def test_steps_are_those_the_notice_tells_in_their_order() -> None:
    told = guide(body="1. 审查环节：查户籍。\n2. 受理：收材料；另有问题的当场说。\n其他：无")

    assert steps_of(told) == ("受理：收材料", "审查：查户籍")
    assert steps_of(guide(body="受理的材料，由窗口审查。")) == ()


def test_what_is_no_guide_shows_its_facts_at_the_counter() -> None:
    front = window_front(item("2026-009"), layout("window-a4"), setting(stamp="样例"))

    assert front is not None
    assert "12月23日" in words(front).replace("\n", "")
    assert not overlaps(front)


def test_where_the_facts_have_no_room_the_text_stands_alone_at_the_counter() -> None:
    crowded = guide(amounts=item("2026-005").amounts * 12)

    assert window_front(crowded, layout("window-a4"), setting()) is None
    (sheet,) = made(crowded, Channel.SERVICE_HALL).values()
    assert sheet.figures["pages"] >= 1


def test_rows_without_room_give_way_and_are_read_in_the_text() -> None:
    (sheet,) = made(guide(how=LONG), Channel.SERVICE_HALL).values()

    assert "受理" in said(sheet)
    assert LONG in said(sheet)


def test_the_slip_for_the_door_says_who_brought_it() -> None:
    (slip,) = made(guide(), Channel.HOME_VISIT).values()
    told = said(slip)

    assert "送来的人" in told
    assert "村里找" not in told
    assert "0597-0123456" in told


def test_the_talk_is_read_standing_and_tells_every_fact() -> None:
    document = compose_talk(guide(), setting(stamp="样例"))
    told = "".join(words(page) for page in document.pages).replace("\n", "")
    body = [text for page in document.pages for text in texts(page) if "谁" in text.characters]

    assert all(text.size_pt >= min(READ_PTS) >= 26 for text in body)
    assert "0597-0123456" in told
    assert "每月100元" in told.replace(" ", "")


@pytest.mark.parametrize("number", ["2026-001", "2026-002", "2026-005", "2026-008"])
def test_slides_say_one_thought_each_and_the_code_last(number: str) -> None:
    asked = (Question(question="可以代办吗？", answer="可以，带上两个人的身份证。"),)
    pages = compose_slides(replace(item(number), faq=asked), setting(stamp="样例")).pages
    codes = [any(isinstance(mark, Code) for mark in marks(page)) for page in pages]

    assert pytest.approx(16 / 9) == WIDE_MM / HIGH_MM
    assert codes == [False] * (len(pages) - 1) + [True]
    assert not any(overlaps(page) for page in pages)
    assert any("可以代办吗？" in words(page) for page in pages)


@pytest.mark.parametrize("text", [LONG, LONG.replace("。", "，")])
def test_what_is_too_long_for_one_slide_goes_on_over_the_next(text: str) -> None:
    pages = compose_slides(guide(how=text), setting()).pages
    told = [page for page in pages if "怎么办" in words(page)]
    large = [t.characters for page in told for t in texts(page) if t.size_pt >= LEAST_PT]

    assert len(told) > 1
    assert text in "".join(large).replace("怎么办", "")


def test_a_slide_without_a_page_to_open_has_no_code() -> None:
    pages = compose_slides(guide(), setting(code=False)).pages

    assert not any(isinstance(mark, Code) for page in pages for mark in marks(page))


def test_the_lecture_is_read_back_and_a_wrong_figure_refused() -> None:
    one = guide()
    files = made(one, Channel.LECTURE)
    job = job_of(one, Channel.LECTURE)

    assert set(files) == {"_念稿.pdf", "_幻灯片.pdf"}
    other = replace(job.order, item=replace(one, phones=one.phones[1:]))
    with pytest.raises(VerifyError, match="对不上"):
        job.look(other, tuple(files.values()))  # type: ignore[misc] # what is made has a look


def test_a_site_gets_a_folder_an_item_and_a_table_in_its_own_words() -> None:
    site = Site(name="村务阳光", channel=Channel.VILLAGE_NET, columns=("信息名称=标题", "编号"))
    jobs = uploads(Channel.VILLAGE_NET, Channel.BOARD, sites=(site,))

    assert [folder.rpartition("/")[2] for folder in jobs] == ["正文", "上传表"]
    assert all(job.folder.startswith("3要转发/村务阳光") for job in jobs.values())
    pack, table = map(verified, jobs.values())
    assert table[".csv"].decode("utf-8-sig") == "信息名称,编号\r\n领高龄老人补贴,26W48-03\r\n"
    assert "0597-0123456" in pack[".txt"].decode("utf-8-sig")


def test_a_channel_without_a_site_has_one_of_the_name_people_call_it() -> None:
    called = (ChannelName(name=Channel.VILLAGE_NET, called="阳光网"),)
    jobs = uploads(Channel.WEBSITE, Channel.VILLAGE_NET, sites=(), channels=called)

    assert {folder.split("/")[1] for folder in jobs} == {"网站", "阳光网"}
    rows = openpyxl.load_workbook(BytesIO(verified(jobs["3要转发/网站/上传表"])[".xlsx"]))["网站"]
    assert [cell.value for cell in rows[1]][:3] == ["标题", "发布单位", "领域"]
    assert "受理" in str(rows["E2"].value)


@pytest.mark.parametrize("number", [one.item_id for one in items()])
def test_every_item_of_the_example_can_be_uploaded(number: str) -> None:
    one = replace(item(number), channels=(Channel.WEBSITE,))

    assert all(map(verified, uploads(Channel.WEBSITE, of=one, sites=()).values()))


def test_a_private_number_is_never_uploaded() -> None:
    job = uploads(Channel.WEBSITE, sites=())["3要转发/网站/上传表"]
    ((folder, page),) = job.order.entries
    wrong = replace(page, item=replace(page.item, body="李某，99999919500101001X。"))
    order = replace(job.order, entries=((folder, wrong),))

    assert job.look is not None
    with pytest.raises(VerifyError, match="身份证"):
        job.look(order, ())

"""年终 on the desk: how the year stands, its files, and a report that is proofread."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from kit.office.report_entries import entries_file
from kit.office.request_register import NAME
from kit.render.readback import read_text_of
from tests.desks import TestDesk, open_test_desk
from tests.made_editions import at
from tests.test_duty_proof import right_text
from tests.test_duty_report import fill
from tests.test_office_board_photo import folder

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["folder"]


@pytest.fixture
def desk(folder: Path) -> TestDesk:
    return open_test_desk(folder, at(24, 9))


def page(answer: Any) -> str:
    assert answer.status_code == 200
    text: str = answer.content.decode()
    return text


def test_the_year_stands_on_one_page_with_the_next_steps(desk: TestDesk) -> None:
    shown = page(desk.clerk().get("/ledger/year/?year=2026"))

    assert "2026年年终" in shown
    assert "放一份空的登记簿</button>" in shown
    assert "放一份填报表</button>" in shown
    assert "【待填】" in shown


def test_register_and_table_are_put_into_the_workspace_once(desk: TestDesk) -> None:
    clerk = desk.clerk()
    for table in ("register", "entries"):
        answer = clerk.post("/ledger/year/table/", {"year": "2026", "table": table})
        assert answer.status_code == 302

    assert (desk.folder / f"{NAME}.xlsx").is_file()
    assert (desk.folder / entries_file(2026)).is_file()
    shown = page(clerk.get("/ledger/year/?year=2026"))
    assert "放一份空的登记簿</button>" not in shown
    assert "放一份填报表</button>" not in shown


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        ("ledger.xlsx", b"PK"),
        ("ledger.pdf", b"%PDF"),
        ("report.docx", b"PK"),
        ("report.pdf", b"%PDF"),
    ],
)
def test_ledger_and_report_are_files_to_take_away(name: str, begins: bytes, desk: TestDesk) -> None:
    answer = desk.clerk().get(f"/ledger/year/{name}?year=2026")

    assert answer.status_code == 200
    assert answer.content.startswith(begins)
    assert "attachment" in answer.headers["Content-Disposition"]


def test_a_report_that_was_brought_is_proofread(desk: TestDesk) -> None:
    wrong = right_text().replace("都做了保密审查", "由镇党政办审查")
    file = SimpleUploadedFile("年报.txt", wrong.encode())

    shown = page(desk.clerk().post("/ledger/year/", {"year": "2026", "file": file}))

    assert "1 处要看" in shown
    assert "镇党政办" in shown


def test_a_clerks_year_end_at_the_desk_enter_make_proofread_print(desk: TestDesk) -> None:
    clerk = desk.clerk()
    for table in ("register", "entries"):
        clerk.post("/ledger/year/table/", {"year": "2026", "table": table})
    empty = page(clerk.get("/ledger/year/?year=2026"))
    fill(desk.folder, 2026, "0")
    filled = page(clerk.get("/ledger/year/?year=2026"))
    document = clerk.get("/ledger/year/report.docx?year=2026").content
    file = SimpleUploadedFile("年报.docx", document)
    proof = page(clerk.post("/ledger/year/", {"year": "2026", "file": file}))
    printed = clerk.get("/ledger/year/report.pdf?year=2026").content

    assert "处【待填】" in empty
    assert "还有 1 处【待填】" in filled
    # The day below the report is the clerk's to write; its figures are right.
    assert "表格里 200 个数都对过" in proof
    assert "落款" in proof
    assert "结转下年度继续办理" in "".join("".join(read_text_of(printed)).split())


def test_a_file_that_cannot_be_read_is_one_sentence_on_the_page(desk: TestDesk) -> None:
    file = SimpleUploadedFile("年报.doc", b"\xd0\xcf\x11\xe0 WordDocument")

    shown = page(desk.clerk().post("/ledger/year/", {"year": "2026", "file": file}))

    assert "旧格式" in shown
    assert "还没有文件" in page(desk.clerk().post("/ledger/year/", {"year": "2026"}))


def test_requests_have_a_page_with_letters_to_take_away(desk: TestDesk) -> None:
    clerk = desk.clerk()
    assert "放一份空的登记簿</button>" in page(clerk.get("/ledger/requests/"))
    (desk.folder / f"{NAME}.csv").write_text(
        "编号,收到,申请人类别,申请内容\n2026-1,2026-11-02,自然人,低保名单\n2,2026-11-02,村民,名单\n",
        "utf-8",
    )

    shown = page(clerk.get("/ledger/requests/"))
    letter = clerk.get("/ledger/requests/letter.docx?number=2026-1&letter=登记回执")
    form = clerk.get("/ledger/requests/letter.pdf")

    assert "letter=%E7%99%BB%E8%AE%B0%E5%9B%9E%E6%89%A7" in shown
    assert "“村民”不在格式里" in shown
    assert letter.content.startswith(b"PK")
    assert form.content.startswith(b"%PDF")
    assert clerk.get("/ledger/requests/letter.exe").status_code == 409


def test_catalogue_and_roster_stand_on_one_page_and_one_that_is_broken_hides_no_other(
    desk: TestDesk,
) -> None:
    clerk = desk.clerk()
    for what in ("roster", "mailbox", "survey"):
        assert clerk.post("/ledger/registers/", {"do": what}).status_code == 302
    assert clerk.post("/ledger/registers/", {"do": "answers"}).status_code == 409
    assert clerk.post("/ledger/registers/").status_code == 409
    (desk.folder / "标准目录.csv").write_text("甲,乙\n丙,丁\n", "utf-8")
    broken = page(clerk.get("/ledger/registers/"))
    (desk.folder / "标准目录.csv").write_text("一级事项,二级事项\n医疗保障,异地就医备案\n", "utf-8")
    shown = page(clerk.get("/ledger/registers/"))

    assert "不知道一行是哪件事" in broken
    assert "今天没有第一责任人" in broken
    assert "异地就医备案" in shown
    for name, begins in (
        ("catalogue.xlsx", b"PK"),
        ("catalogue.pdf", b"%PDF"),
        ("roster.pdf", b"%PDF"),
        ("survey.pdf", b"%PDF"),
        ("cards.pdf", b"%PDF"),
    ):
        assert clerk.get(f"/ledger/registers/{name}").content.startswith(begins)
    assert clerk.get("/ledger/registers/roster.exe").status_code == 409
    assert "编了 4 张的卡号" in page(clerk.get("/ledger/registers/"))
    assert clerk.get("/ledger/registers/cards.pdf?sheets=0").status_code == 409


def test_an_opinion_is_noted_at_the_desk_and_the_outcome_drafted(tmp_path: Path) -> None:
    desk = open_test_desk(tmp_path / "daxi", at(24, 9))
    clerk = desk.clerk()
    note = {"preview": "DX-2026-001", "way": "意见卡", "words": "太贵了"}
    noted = clerk.post("/ledger/opinions/", note)
    shown = page(clerk.get(noted.headers["Location"]))
    refused = page(clerk.post("/ledger/opinions/", note | {"way": "鸽子"}))
    drafted = clerk.post("/ledger/opinions/", {"preview": "DX-2026-001", "do": "draft"})

    assert "请在卡上写：DX-2026-001-001" in shown
    assert "没有“鸽子”这种方式" in refused
    assert "太贵了</textarea>" in refused
    assert drafted.headers["Location"].startswith("/item/DX-")
    assert clerk.get("/ledger/opinions/file.ics").content.startswith(b"BEGIN:VCALENDAR")
    assert clerk.get("/ledger/opinions/file.pdf?item=DX-2026-001").content.startswith(b"%PDF")

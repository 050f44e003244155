"""Letters about a request: filled from the register, open where nobody knows, right by law."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from kit.cli.app import main
from kit.duty.letters import Letter, Remedy, fill_letter, letters_for, read_letters
from kit.duty.official import PaperParagraph
from kit.duty.report_forms import Form, answers
from kit.duty.requests import read_register
from kit.duty.workdays import read_workdays
from kit.errors import RequestError, SourceError
from kit.foreign.gate import open_foreign
from kit.foreign.known_words import NO_WORDS
from kit.foreign.whole_document import read_whole_file
from kit.office.request_letters import FOLDER, letter_names, write_letters
from kit.office.request_register import NAME
from kit.office.set_up import set_up
from kit.render.picture import opened

if TYPE_CHECKING:
    from pathlib import Path

    from kit.duty.requests import Request

NOW = datetime(2026, 11, 23, 9).astimezone()
USUAL = {"编号": "2026-3", "收到": "2026-10-12", "申请人类别": "自然人", "申请内容": "低保名单。"}
FACTS = {"机关": "样例乡人民政府", "复议机关": "样例县人民政府", "电话": "0597-0000000"}
ANSWERED = {"答复": "2026-11-20"}


def request(**cells: str) -> Request:
    row = USUAL | cells
    (one,) = read_register(tuple(row), [(2, tuple(row.values()))]).requests
    return one


def letters_of(folder: Path, one: Request) -> list[str]:
    return [letter.name for letter in letters_for(one, read_letters(folder))]


def words(folder: Path, one: Request, name: str) -> str:
    letter = next(x for x in letters_for(one, read_letters(folder)) if x.name == name)
    paper = fill_letter(letter, one, FACTS, read_workdays(folder))
    return "\n".join(x.text for x in paper.blocks if isinstance(x, PaperParagraph))


@pytest.mark.parametrize("number", answers(Form.OF_2021))
def test_every_kind_of_answer_has_one_letter_with_its_reason_and_its_remedy(
    number: str, tmp_path: Path
) -> None:
    one = request(**ANSWERED, 答复种类=number)
    receipt, answer = letters_of(tmp_path, one)

    told = words(tmp_path, one, answer)

    assert receipt == "登记回执"
    assert "本机关于2026年10月12日收到您提出的政府信息公开申请（编号2026-3）" in told
    assert "您申请公开的内容为：低保名单。" in told
    assert "向样例县人民政府申请行政复议" in told
    assert told.endswith("样例乡人民政府\n2026年11月20日")
    assert "{" not in told
    assert "【待填：情形】" not in told
    assert "【待填：条款】" not in told or number in ("3.5.5", "3.6.3")


def test_a_letter_asks_for_no_lawsuit_before_the_review_where_the_law_wants_the_review_first(
    tmp_path: Path,
) -> None:
    refused = words(tmp_path, request(**ANSWERED, 答复种类="属于国家秘密"), "不予公开告知书")
    given = words(tmp_path, request(**ANSWERED, 答复种类="予以公开"), "公开告知书")

    assert "应当先自收到之日起60日内" in refused
    assert "或者自收到之日起6个月内向" in given


def test_each_step_of_the_register_has_its_letter_with_the_days_of_that_step(
    tmp_path: Path,
) -> None:
    one = request(通知补正="2026-10-15", 补正收到="2026-10-20", 延长="2026-11-10")

    assert letters_of(tmp_path, one) == ["登记回执", "补正告知书", "延长答复期限告知书"]
    assert "将在2026年11月9日以前作出答复" in words(tmp_path, one, "登记回执")
    longer = words(tmp_path, one, "延长答复期限告知书")
    assert "10月20日收到您补正的申请" in longer
    assert "不能在2026年11月17日以前答复" in longer
    assert "延长至2026年12月15日" in longer


def test_the_notice_of_a_fee_counts_it_and_the_answer_tells_that_it_was_paid(
    tmp_path: Path,
) -> None:
    charged = {"收费通知": "2026-10-15", "收费": "第35件", "缴费": "2026-10-20"}
    one = request(**ANSWERED, **charged, 答复种类="3.1")

    notice = words(tmp_path, one, "信息处理费收费通知")

    assert "这是第35件，按件计收，应缴200元" in notice
    assert notice.endswith("2026年10月15日")
    assert "行政复议" not in notice
    assert "10月20日收到您缴纳的信息处理费" in words(tmp_path, one, "公开告知书")


def test_what_was_sent_on_goes_with_a_letter_and_the_applicant_is_told_where(
    tmp_path: Path,
) -> None:
    one = request(**ANSWERED, 答复种类="3.4.1", 转送="永定区民政局")

    assert letters_of(tmp_path, one) == ["登记回执", "转送函", "非本机关负责公开告知书"]
    assert words(tmp_path, one, "转送函").startswith("【待填：文号】\n永定区民政局：")
    assert words(tmp_path, one, "转送函").endswith("【待填：日期】")
    assert "建议您向永定区民政局申请" in words(tmp_path, one, "非本机关负责公开告知书")


def test_a_day_nobody_knows_yet_is_an_open_place(tmp_path: Path) -> None:
    waiting = request(征求意见="2026-10-20", 延长="2026-11-02")
    unsure = request(收到="2026-12-10")

    assert "延长至【待填：答复期限】" in words(tmp_path, waiting, "延长答复期限告知书")
    assert "【待填：核对：照星期算是2027年1月7日" in words(tmp_path, unsure, "登记回执")


def test_words_of_the_register_fill_no_places_of_their_own(tmp_path: Path) -> None:
    one = request(申请内容="{电话}和{?名单}")

    assert "内容为：｛电话｝和｛?名单｝。" in words(tmp_path, one, "登记回执")


def test_a_township_has_its_own_templates_and_says_its_court_once(tmp_path: Path) -> None:
    (tmp_path / "letters.toml").write_text(
        '[facts]\n"法院" = "样例县人民法院"\n'
        '[[letter]]\nname = "登记回执"\ntitle = "回执"\nstage = "收到"\ntext = "{编号}收到了。"\n',
        "utf-8",
    )
    letters = read_letters(tmp_path)

    assert letters.facts == {"法院": "样例县人民法院"}
    assert [one.text for one in letters.templates if one.name == "登记回执"] == ["{编号}收到了。"]
    assert len(letters.templates) > 10


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ('[[letter]]\nname = "甲"\ntitle = "甲"\nstage = "收到"\ntext = "{姓名}"', "姓名"),
        ('[[letter]]\nname = "甲"\ntitle = "甲"\nstage = "办完"\ntext = ""', "办完"),
        ('[[letter]]\nname = "甲"\ntitel = "甲"', "titel"),
        ('[facts]\n"局长" = "甲"', "局长"),
        ("[[letter", "读不懂"),
    ],
)
def test_a_template_that_asks_for_what_nobody_has_is_named(
    text: str, named: str, tmp_path: Path
) -> None:
    (tmp_path / "letters.toml").write_text(text, "utf-8")

    with pytest.raises(SourceError, match=named):
        read_letters(tmp_path)


def test_a_letter_says_for_which_kinds_of_answer_it_is_and_which_way_a_court_takes_first() -> None:
    letter = Letter(name="甲", title="甲", stage="收到", text="")

    assert letter.remedy is Remedy.NONE
    assert letter.is_for(request())


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("letters")
    set_up(folder, sample=True, now=NOW)
    (folder / f"{NAME}.csv").write_text(
        "编号,收到,申请人类别,申请内容,答复,答复种类\n"
        "2026/1,2026-10-12,自然人,低保名单,2026-11-02,予以公开\n"
        "2,2026-10-12,自然人,低保名单,2026-10-02,予以公开\n"
        "3,2026-10-12,自然人,低保名单,,\n"
        "3,2026-10-13,自然人,补贴名单,,\n",
        "utf-8",
    )
    return folder


def test_letters_are_written_once_as_document_and_paper_beside_the_register(
    workspace: Path,
) -> None:
    command = ["requests", "--letter", "2026/1", "--in", str(workspace)]
    made = CliRunner().invoke(main, command)
    again = CliRunner().invoke(main, command)
    folder = workspace / FOLDER / "2026-1"

    assert made.exit_code == again.exit_code == 0
    assert "处【待填】，请在 WPS 里写好" in made.output
    assert again.output.count("已经有了，没有动它") == 2
    assert len(list(folder.iterdir())) == 4
    answer = folder / "2026-1公开告知书.docx"
    read = read_whole_file(open_foreign(answer.read_bytes()), NO_WORDS)
    assert "【待填：申请人姓名或名称】：" in [piece.text for piece in read.pieces]
    with opened(answer.with_suffix(".pdf").read_bytes()) as pdf:
        assert len(pdf) == 1


@pytest.mark.parametrize(
    ("number", "only", "named"),
    [
        ("2", "", "第 4 行|早于收到"),
        ("3", "", "有 2 件"),
        ("9", "", "没有编号 9"),
        ("2026/1", "补正告知书", "现在没有“补正告知书”"),
    ],
)
def test_what_would_carry_a_wrong_day_out_of_the_house_is_not_written(
    number: str, only: str, named: str, workspace: Path
) -> None:
    with pytest.raises(RequestError, match=named):
        write_letters(workspace, number, only)


def test_rows_with_faults_offer_no_letters(workspace: Path) -> None:
    assert letter_names(workspace) == {2: ("登记回执", "公开告知书")}


def test_the_blank_form_is_one_sheet(workspace: Path) -> None:
    made = CliRunner().invoke(main, ["requests", "--form", "--in", str(workspace)])

    assert made.exit_code == 0
    with opened((workspace / FOLDER / "政府信息公开申请表.pdf").read_bytes()) as pdf:
        assert len(pdf) == 1

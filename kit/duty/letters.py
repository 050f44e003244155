"""The letters about a request (依申请公开文书): templates as data, filled from the register."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kit.duty.official import OfficialPaper, PaperParagraph, PaperTitle
from kit.duty.report_forms import Form, answers
from kit.duty.requests import DAYS, due_of, first_due_of
from kit.errors import SourceError
from kit.text.toml_text import parse_toml
from kit.text.written_days import short_day, written_day

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from kit.duty.requests import Request
    from kit.duty.workdays import Until, Workdays

OWN_FILE = "letters.toml"
"""In the workspace: the township's own templates, and facts such as the court's name."""
FACTS = ("机关", "地址", "电话", "复议机关", "法院")
"""What a township says once for all its letters."""
_FILE = Path(__file__).with_name("letters.toml")
_PLACE = re.compile(r"\{(\??)([^{}]+)\}")
_STAGES = ("收到", "通知补正", "征求意见", "收费通知", "延长", "答复")
_APPLICANT = "申请人姓名或名称"
_OF_REQUEST = frozenset(
    {
        *("编号", "收到", "方式", "申请内容", "转送", "经过"),
        *("答复期限", "原来期限", "收费", "情形", "条款"),
    }
)


class Remedy(StrEnum):
    """What an applicant may do against an answer; which way a court takes first is law."""

    NONE = ""
    EITHER = "either"
    REVIEW_FIRST = "review first"
    """行政复议法 23 (4): against not publishing, all or a part, a review comes before the court."""


_REMEDIES = {
    Remedy.EITHER: (
        "如对本答复不服，可以自收到之日起60日内向{复议机关}申请行政复议，或者自收到之日起"
        "6个月内向{法院}提起行政诉讼。{?这一种答复要不要先申请行政复议，请问司法所，改好这一段}"
    ),
    Remedy.REVIEW_FIRST: (
        "如对本答复不服，应当先自收到之日起60日内向{复议机关}申请行政复议；"
        "对行政复议决定不服的，可以自收到决定书之日起15日内向{法院}提起行政诉讼。"
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A template: its text, and for which requests it is."""

    name: str
    title: str
    stage: str
    """The column of the register whose day it bears."""
    text: str
    answers: frozenset[str] = frozenset()
    """Numbers of the kinds of answer it tells; empty where it is no answer."""
    passed_on: bool | None = None
    """Only for requests that were sent on, or only for others; None is for both."""
    to: str = _APPLICANT
    to_office: bool = False
    """It goes to the office to which the request was sent; no column has the day of it."""
    remedy: Remedy = Remedy.NONE
    cases: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """By kind of answer: what is so (情形), and by which article (条款)."""

    def is_for(self, one: Request) -> bool:
        """Return whether a request is so far that this letter goes out."""
        if self.passed_on is not None and self.passed_on != bool(one.passed_on):
            return False
        if self.answers and one.answer not in self.answers:
            return False
        return day_of(one, self.stage) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Letters:
    """All templates in the order in which they go out, and what the township says once."""

    templates: tuple[Letter, ...]
    facts: Mapping[str, str] = field(default_factory=dict)


def day_of(one: Request, stage: str) -> date | None:
    """Return the day that the register has in the column of a stage."""
    return dict(
        zip(
            _STAGES,
            (
                *(one.received, one.mend_asked, one.third_asked),
                *(one.charged, one.longer, one.answered),
            ),
            strict=True,
        )
    )[stage]


def read_letters(folder: Path) -> Letters:
    """Return the kit's templates, those of the same name replaced by the township's own.

    Raises:
        SourceError: The township's own file cannot be read, or asks for what no register has.
    """
    own = folder / OWN_FILE
    if not own.is_file():
        return _built_in()
    try:
        added = _letters(parse_toml(own.read_text("utf-8-sig")))
    except (OSError, UnicodeDecodeError, ValueError, TypeError, AttributeError) as error:
        raise SourceError(
            f"{OWN_FILE} 读不懂（{error}）。",
            "一份文书写一段 [[letter]]，要有 name、title、stage、text；"
            '地址、法院写在 [facts] 下："法院" = "……"。',
        ) from error
    templates = {one.name: one for one in (*_built_in().templates, *added.templates)}
    return Letters(templates=tuple(templates.values()), facts=added.facts)


@cache
def _built_in() -> Letters:
    return _letters(tomllib.loads(_FILE.read_text("utf-8")))


def _letters(read: Mapping[str, Any]) -> Letters:
    facts = {str(name): str(value) for name, value in read.get("facts", {}).items()}
    _known("facts", facts, FACTS)
    return Letters(templates=tuple(map(_letter, read.get("letter", []))), facts=facts)


def _letter(read: Mapping[str, Any]) -> Letter:
    name = str(read.get("name", ""))
    _known(name, read, Letter.__dataclass_fields__)
    letter = Letter(
        **{
            **read,
            "answers": frozenset(read.get("answers", ())),
            "remedy": Remedy(read.get("remedy", "")),
        }
    )
    _known(name, [letter.stage], _STAGES)
    _known(name, letter.answers, answers(Form.OF_2021))
    texts = [letter.text, *(words for case in letter.cases.values() for words in case)]
    asked = [place[2] for words in texts for place in _PLACE.finditer(words) if not place[1]]
    _known(name, asked, {*FACTS, *_OF_REQUEST})
    return letter


def _known(
    name: str, found: Mapping[str, Any] | Sequence[str] | frozenset[str], names: Any
) -> None:
    strange = [one for one in found if one not in names]
    if strange:
        told = f"“{name}”里的“{'、'.join(strange)}”不认识；能写的有 {'、'.join(sorted(names))}"
        raise ValueError(told)


def open_place(words: str) -> str:
    """Return a place that somebody has still to fill in, with what belongs there."""
    return f"【待填：{words}】"


def letters_for(one: Request, letters: Letters) -> tuple[Letter, ...]:
    """Return the letters that go out about a request as far as it is, in their order."""
    return tuple(
        sorted(
            (letter for letter in letters.templates if letter.is_for(one)),
            key=lambda letter: _STAGES.index(letter.stage),
        )
    )


def fill_letter(
    letter: Letter, one: Request, facts: Mapping[str, str], workdays: Workdays
) -> OfficialPaper:
    """Return a letter filled from the register; what stands nowhere is an open, marked place."""
    case = dict(zip(("情形", "条款"), letter.cases.get(one.answer, ()), strict=False))
    known = {**facts, **_facts_of(one, letter, workdays), **case}
    day = None if letter.to_office else day_of(one, letter.stage)
    to = one.passed_on if letter.to_office else ""
    texts = [*letter.text.strip().split("\n"), *filter(None, [_REMEDIES.get(letter.remedy, "")])]
    return OfficialPaper(
        title=letter.title,
        blocks=(
            PaperTitle(text=letter.title),
            PaperParagraph(text=open_place("文号"), signs=True),
            PaperParagraph(text=f"{to or open_place(letter.to)}：", is_address=True),
            *(PaperParagraph(text=_filled(text, known)) for text in texts),
            PaperParagraph(text=known.get("机关") or open_place("机关"), signs=True, is_apart=True),
            PaperParagraph(text=written_day(day) if day else open_place("日期"), signs=True),
        ),
    )


def _filled(text: str, known: Mapping[str, str]) -> str:
    def put(place: re.Match[str]) -> str:
        is_open, words = place[1], place[2]
        value = "" if is_open else known.get(words, "")
        return _filled(value, known) if value else open_place(words)

    return _PLACE.sub(put, text)


def _facts_of(one: Request, letter: Letter, workdays: Workdays) -> dict[str, str]:
    due = due_of(one, workdays)
    if letter.stage == "收到":
        due = workdays.after(one.received, DAYS)  # nobody knows yet what will put it off
    elif one.third_asked and not one.third_heard:
        due = None  # it waits for somebody whose day nobody knows
    return {
        "编号": _plain(one.number),
        "收到": written_day(one.received),
        "方式": _plain(one.way),
        "申请内容": _plain(one.about),
        "转送": _plain(one.passed_on),
        "经过": "，".join(_course(one, letter.stage)),
        "原来期限": _until(first_due_of(one, workdays)),
        "收费": f"{one.fee.told}，应缴{one.fee.yuan}元" if one.fee else "",
        "答复期限": _until(due),
    }


def _plain(text: str) -> str:
    """Return what somebody wrote in the register, so that it asks for nothing of a template's."""
    return text.translate({ord("{"): "｛", ord("}"): "｝"}).rstrip("。")


def _until(due: Until | None) -> str:
    if due is None:
        return ""
    if due.sure:
        return written_day(due.day)
    told = f"核对：照星期算是{written_day(due.day)}，那年的放假安排还没有"
    return "{?" + told + "}"


def _course(one: Request, stage: str) -> Iterator[str]:
    """Yield what was done with a request, up to the stage of a letter."""
    way = f"以{one.way}方式" if one.way and one.way != "其他" else ""
    yield (
        f"本机关于{written_day(one.received)}收到您{_plain(way)}提出的政府信息公开申请"
        f"（编号{_plain(one.number)}）"
    )
    if stage in ("延长", "答复") and one.mended:
        yield f"{_day(one.mended, one)}收到您补正的申请"
    if stage in ("延长", "答复") and one.paid:
        yield f"{_day(one.paid, one)}收到您缴纳的信息处理费"
    if stage == "答复" and one.longer:
        yield f"{_day(one.longer, one)}告知您延长答复期限"


def _day(day: date, one: Request) -> str:
    return short_day(day) if day.year == one.received.year else written_day(day)

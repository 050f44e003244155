"""The register of requests (依申请公开登记簿): a row a request, read, clocked and counted."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.duty.fee import fee_of
from kit.duty.register_rows import RegisterForm, numbered_rows
from kit.duty.report_forms import (
    ANSWER_GROUPS,
    APPLICANTS,
    CARRIED_IN,
    CARRIED_ON,
    DONE,
    NEW,
    Form,
    answers,
    label_key,
    part_three,
)
from kit.model.finding import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from kit.duty.fee import Fee
    from kit.duty.register_rows import RegisterRow
    from kit.duty.workdays import Until, Workdays

FORM = RegisterForm(
    name="依申请公开登记簿",
    columns=(
        *("编号", "收到", "方式", "申请人类别", "申请内容", "通知补正", "补正收到"),
        *("征求意见", "意见收到", "收费通知", "收费", "缴费", "延长", "转送"),
        *("答复", "答复种类", "备注"),
    ),
    needed=("编号", "收到", "申请人类别", "申请内容"),
    code="RQ",
)
"""Who asked is no column, for nobody needs the name to count."""
WAYS = ("当面", "信函", "在线", "传真", "其他")
DAYS, LONGER_DAYS = 20, 20
"""Working days for an answer, and those it may be put off once (条例 33)."""
SOON_DAYS = 5
_ANSWERS = answers(Form.OF_2021)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request, and what became of it."""

    number: str
    received: date
    way: str
    applicant: str
    about: str
    row: int
    """In the file, as Excel shows it."""
    mend_asked: date | None = None
    mended: date | None = None
    third_asked: date | None = None
    third_heard: date | None = None
    charged: date | None = None
    """The day of the notice of a fee."""
    fee: Fee | None = None
    paid: date | None = None
    longer: date | None = None
    """The day on which the applicant was told that it takes longer."""
    passed_on: str = ""
    """The office to which it was sent."""
    answered: date | None = None
    answer: str = ""
    """Number of the kind of answer: 3.4.1."""
    note: str = ""

    @property
    def begins(self) -> date:
        """The day after which the time for the answer runs: each step of the applicant's anew."""
        return max(day for day in (self.received, self.mended, self.paid) if day)

    @property
    def waits_for(self) -> str:
        """What the applicant has still to do; no time runs meanwhile."""
        if self.mend_asked and not self.mended:
            return "补正"
        return "缴费" if self.charged and not self.paid else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """All requests that could be read, and what is wrong with the rows."""

    requests: tuple[Request, ...] = ()
    faults: tuple[Finding, ...] = ()
    rows: int = 0
    """Of the file, also those that are refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clock:
    """Until when a request has to be answered, and how it stands."""

    request: Request
    due: Until | None
    """None while the applicant has still to mend or to pay it."""
    state: str
    """已答复, 等补正, 等缴费, 还有 8 个工作日, 超过 3 个工作日."""
    late: bool
    soon: bool


def read_register(names: Sequence[str], rows: Iterable[tuple[int, Sequence[str]]]) -> Register:
    """Return the requests in the rows of a table; what cannot be counted is named by its row.

    Raises:
        SourceError: A column that is needed is not there.
    """
    told = tuple(rows)
    found, faults = numbered_rows(FORM, names, told, _request)
    return Register(requests=found, faults=faults, rows=len(told))


def _request(row: RegisterRow) -> Request | None:
    """Return the row as a request; None where it cannot be counted."""
    received, answered = row.day("收到"), row.day("答复")
    number = row.text("编号")
    applicant = row.choice("申请人类别", APPLICANTS)
    if not number:
        row.stop("编号", "没有编号。", "请给每一件一个编号，如 2026-003。")
    if received is None and not row.text("收到"):
        row.stop("收到", "没有写哪天收到。", "请写成 2026-11-23。")
    answer = _answer(row, answered)
    order = [
        *(("收到", received), ("通知补正", row.day("通知补正"))),
        *(("补正收到", row.day("补正收到")), ("答复", answered)),
    ]
    row.in_order(order)
    row.in_order([("收到", received), ("延长", row.day("延长")), ("答复", answered)])
    third = [("征求意见", row.day("征求意见")), ("意见收到", row.day("意见收到"))]
    row.in_order([("收到", received), *third, ("答复", answered)])
    charged, paid = row.day("收费通知"), row.day("缴费")
    row.in_order([("收到", received), ("收费通知", charged), ("缴费", paid), ("答复", answered)])
    fee = _fee(row, charged)
    if received is None or not number or not applicant:
        return None
    return Request(
        number=number,
        received=received,
        way=row.text("方式"),
        applicant=applicant,
        about=row.text("申请内容"),
        row=row.number,
        mend_asked=row.day("通知补正"),
        mended=row.day("补正收到"),
        third_asked=third[0][1],
        third_heard=third[1][1],
        charged=charged,
        fee=fee,
        paid=paid,
        longer=row.day("延长"),
        passed_on=row.text("转送"),
        answered=answered,
        answer=answer,
        note=row.text("备注"),
    )


def _answer(row: RegisterRow, answered: date | None) -> str:
    text = row.text("答复种类")
    kind = answer_of(text)
    if text and not kind:
        told = f"答复种类“{text}”不在格式里，或不止一种。"
        row.stop("答复种类", told, "请照年报表三的行名写，如 予以公开、重复申请，或写 3.5.2。")
    elif answered and not kind:
        row.stop("答复种类", "答复了，没有写是哪一种。", "请照年报表三的行名写。")
    elif kind and not answered:
        row.stop("答复", "写了答复种类，没有写哪天答复。", "请写上答复的日子。")
    return kind if answered else ""


def _fee(row: RegisterRow, charged: date | None) -> Fee | None:
    text = row.text("收费")
    fee = fee_of(text)
    if (text or charged) and fee is None:
        told = f"收费“{text}”看不懂。" if text else "发了收费通知，没有写怎样收费。"
        row.stop("收费", told, "请写 第35件（申请人本月的第几件），或 120页；金额照标准算。")
    elif fee and not fee.yuan:
        row.stop("收费", f"“{text}”不收费。", "十件以下、三十页以下不收费，请删去收费这几栏。")
    return fee


def answer_of(text: str) -> str:
    """Return the number of a kind of answer by its number or words; empty where it is none."""
    plain = text.strip()
    if plain in _ANSWERS:
        return plain
    key = label_key(plain.rpartition("·")[2])
    if not key:
        return ""
    labels = {label_key(label): number for number, label in _ANSWERS.items()}
    if key in labels:
        return labels[key]
    near = [number for label, number in labels.items() if key in label and len(key) > 2]
    return near[0] if len(near) == 1 else ""


def due_of(one: Request, workdays: Workdays, today: date | None = None) -> Until | None:
    """Return until when a request has to be answered; None while it waits for the applicant.

    The time begins anew when what the applicant had to mend or to pay has come, and stands still
    while a third party is asked: up to ``today`` where it has not answered.
    """
    if one.waits_for:
        return None
    days = DAYS + (LONGER_DAYS if one.longer else 0)
    if one.third_asked:
        heard = one.third_heard or max(today or one.third_asked, one.third_asked)
        days += workdays.between(one.third_asked, heard)
    return workdays.after(one.begins, days)


def first_due_of(one: Request, workdays: Workdays) -> Until:
    """Return until when it had to be answered before anything put it off."""
    return workdays.after(one.begins, DAYS)


def clock(one: Request, workdays: Workdays, today: date) -> Clock:
    """Return until when a request has to be answered, and how it stands today."""
    due = due_of(one, workdays, today)
    if due is None:
        state = "已答复" if one.answered else f"等{one.waits_for}"
        return Clock(request=one, due=None, state=state, late=False, soon=False)
    end = one.answered or today
    over = workdays.between(due.day, end) if end > due.day else 0
    left = workdays.between(end, due.day)
    if one.answered:
        state = f"已答复，迟了 {over} 个工作日" if over else "已答复"
    else:
        state = f"超过 {over} 个工作日" if over else f"还有 {left} 个工作日"
    waiting = one.answered is None
    return Clock(
        request=one,
        due=due,
        state=state,
        late=end > due.day,
        soon=waiting and not over and left <= SOON_DAYS,
    )


def clock_faults(register: Register, workdays: Workdays, today: date) -> Iterator[Finding]:
    """Yield requests that are late or soon will be, and such as were put off too late."""
    for one in register.requests:
        stands = clock(one, workdays, today)
        first = first_due_of(one, workdays)
        if one.longer and one.longer > first.day and not one.third_asked:
            told = f"{one.number} {one.longer} 才延长，{first} 就到期了。"
            yield _clocked(one, "延长", told, "延长要在到期以前告诉申请人。")
        if stands.late and not one.answered:
            told = f"{one.number} 应当在 {stands.due} 以前答复，{stands.state}。"
            yield _clocked(one, "答复", told, "请马上答复。")
        elif stands.soon and not one.longer:
            told = f"{one.number} {stands.due} 到期，{stands.state}。"
            remedy = f"来不及的，请在到期以前延长（最多 {LONGER_DAYS} 个工作日），并告诉申请人。"
            yield _clocked(one, "答复", told, remedy)


def _clocked(one: Request, field: str, message: str, remedy: str) -> Finding:
    return Finding(
        code="RQ03",
        severity=Severity.WARN,
        field=field,
        line=one.row,
        message=message,
        remedy=remedy,
    )


def count_of_year(register: Register, year: int, form: Form) -> dict[str, tuple[str, ...]]:
    """Return part three of the report: by row seven figures, as the register has them."""
    in_year: dict[str, Callable[[Request], bool]] = {
        NEW: lambda one: one.received.year == year,
        CARRIED_IN: lambda one: (
            one.received.year < year and not (one.answered and one.answered.year < year)
        ),
        CARRIED_ON: lambda one: (
            one.received.year <= year and not (one.answered and one.answered.year <= year)
        ),
    }
    counts = {row: Counter[str]() for row in part_three(form)}
    for row, holds in in_year.items():
        counts[row].update(one.applicant for one in register.requests if holds(one))
    for one in register.requests:
        if one.answered and one.answered.year == year and one.received.year <= year and one.answer:
            row = one.answer if one.answer in counts else one.answer.rpartition(".")[0]
            counts[row][one.applicant] += 1
            counts[DONE][one.applicant] += 1
    return {
        row: (*(str(count[who]) for who in APPLICANTS), str(count.total()))
        for row, count in counts.items()
    }


def answer_words(number: str) -> str:
    """Return a kind of answer as it is written: 不予公开·属于国家秘密."""
    label = _ANSWERS.get(number, "")
    above = ANSWER_GROUPS.get(number.rpartition(".")[0], "")
    return f"{above}·{label}" if above else label

"""The register of requests (依申请公开登记簿): kept by clerks in Excel, read and clocked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.duty.report_forms import APPLICANTS
from kit.duty.requests import FORM, WAYS, Register, clock, clock_faults, read_register
from kit.duty.workdays import read_workdays
from kit.model.finding import Severity
from kit.office.register_file import new_register_file, register_file

if TYPE_CHECKING:
    from pathlib import Path

    from kit.duty.requests import Clock
    from kit.model.finding import Finding
    from kit.progress import Clock as Now

NAME = FORM.name
_WIDTHS = {1: 12, 2: 12, 4: 14, 5: 40, 16: 30, 17: 24}


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterSeen:
    """The register as it stands today."""

    file: str
    """Name in the workspace; empty where there is none yet."""
    clocks: tuple[Clock, ...]
    """Of every request, those waiting first."""
    faults: tuple[Finding, ...]
    told: tuple[str, ...]
    """What in the table was not read as a row."""

    @property
    def stops(self) -> bool:
        """Whether rows stand in it that cannot be counted."""
        return any(one.severity is Severity.STOP for one in self.faults)


def request_register(folder: Path, now: Now) -> RegisterSeen:
    """Return the requests with their clocks, and what is wrong in the register.

    Raises:
        SourceError: There are two files of it, or a column is missing.
        ForeignFileError: The file cannot be read.
    """
    today = now().date()
    workdays = read_workdays(folder)
    file, register, told = register_of(folder)
    clocks = [clock(one, workdays, today) for one in register.requests]
    return RegisterSeen(
        file=file,
        clocks=tuple(sorted(clocks, key=_waiting_first)),
        faults=(*register.faults, *clock_faults(register, workdays, today)),
        told=told,
    )


def _waiting_first(one: Clock) -> tuple[bool, str]:
    return one.request.answered is not None, str(one.due.day) if one.due else ""


def register_of(folder: Path) -> tuple[str, Register, tuple[str, ...]]:
    """Return the file's name, the register in it, and what was not read as a row.

    Raises:
        SourceError: There are two files of it, or a column is missing.
        ForeignFileError: The file cannot be read.
    """
    found = register_file(folder, FORM)
    if not found.name:
        return "", Register(), ()
    return found.name, read_register(found.columns, found.rows), found.told


def new_register(folder: Path) -> Path:
    """Return the empty register that was put into the workspace, with what its columns take.

    Raises:
        SourceError: There is no workspace, or it has a register already.
        StorageError: It cannot be written.
    """
    help_rows = (
        ("方式", "、".join(WAYS)),
        ("申请人类别", "、".join(APPLICANTS)),
        ("征求意见、意见收到", "问第三方的日子和答复的日子，中间的工作日不算"),
        ("收费通知、收费、缴费", "收费写 第35件（申请人本月的第几件）或 120页，金额照标准算"),
        ("延长", "告诉申请人要延长的那一天，要在到期以前"),
        ("转送", "转给哪个机关"),
        ("答复种类", "照年报表三的行名，如 予以公开、属于国家秘密、重复申请，或写 3.5.2"),
        ("日子", "都写成 2026-11-23；申请人的姓名、电话不用写在这里"),
    )
    return new_register_file(folder, FORM, help_rows, _WIDTHS)

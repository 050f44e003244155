"""The letters about a request, and the form to ask with: as documents and on paper."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kit.duty.letters import fill_letter, letters_for, read_letters
from kit.duty.request_form import request_form
from kit.duty.workdays import read_workdays
from kit.errors import RequestError
from kit.model.finding import Severity
from kit.office.print_year import official_document, official_pdf
from kit.office.request_register import register_of
from kit.office.township_of import township_of
from kit.source.files import write_in_folder

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from kit.duty.letters import Letter, Letters
    from kit.duty.official import OfficialPaper
    from kit.duty.requests import Register, Request

FOLDER = "依申请公开"
FORM_NAME = "政府信息公开申请表"
_NO_NAME = re.compile(r'[\\/:*?"<>|\s]+')


@dataclass(frozen=True, slots=True, kw_only=True)
class LettersWritten:
    """What was written about a request."""

    files: tuple[Path, ...]
    kept: tuple[str, ...] = ()
    """Documents that were there: somebody may have written in them."""
    open_places: int = 0


def letter_names(folder: Path) -> dict[int, tuple[str, ...]]:
    """Return by row of the register the letters that go out; none for rows with faults.

    Raises:
        SourceError: Register or templates cannot be read.
        ForeignFileError: The register cannot be opened.
    """
    _, register, _ = register_of(folder)
    letters = read_letters(folder)
    wrong = {fault.line for fault in register.faults if fault.severity is Severity.STOP}
    twice = _twice(register)
    return {
        one.row: tuple(letter.name for letter in letters_for(one, letters))
        for one in register.requests
        if one.row not in wrong and one.number not in twice
    }


def letter_paper(folder: Path, number: str, name: str) -> OfficialPaper:
    """Return a letter about a request, filled from the register.

    Raises:
        RequestError: There is no such request, or this letter is none of it.
        SourceError: Its row is wrong; register, templates or kit.toml cannot be read.
        ForeignFileError: The register cannot be opened.
    """
    one = _request(register_of(folder)[1], number)
    letters = read_letters(folder)
    (letter,) = _chosen(one, letters, name)
    return fill_letter(letter, one, _facts(folder, letters), read_workdays(folder))


def write_letters(folder: Path, number: str, name: str = "") -> LettersWritten:
    """Return where the letters about a request were written; a document there is left alone.

    Without ``name`` these are all letters that go out as far as the register tells.

    Raises:
        RequestError: As :func:`letter_paper`.
        SourceError: As :func:`letter_paper`.
        ForeignFileError: As :func:`letter_paper`.
        StorageError: The disk does not take them.
    """
    one = _request(register_of(folder)[1], number)
    letters = read_letters(folder)
    facts, workdays = _facts(folder, letters), read_workdays(folder)
    plain = _NO_NAME.sub("-", one.number)
    files: list[Path] = []
    kept: list[str] = []
    count = 0
    for letter in _chosen(one, letters, name):
        path = folder / FOLDER / plain / f"{plain}{letter.name}.docx"
        if path.exists():
            kept.append(path.name)
            continue
        paper = fill_letter(letter, one, facts, workdays)
        count += open_count(paper)
        files += _written(folder, path, paper)
    return LettersWritten(files=tuple(files), kept=tuple(kept), open_places=count)


def blank_form(folder: Path) -> OfficialPaper:
    """Return the form to ask with, with the office that takes it.

    Raises:
        SourceError: There is no workspace, or its templates cannot be read.
    """
    return request_form(_facts(folder, read_letters(folder)))


def write_form(folder: Path) -> LettersWritten:
    """Return where the form was written; it is made anew each time, for nobody writes in it.

    Raises:
        SourceError: As :func:`blank_form`.
        StorageError: The disk does not take it.
    """
    paper = blank_form(folder)
    files = _written(folder, folder / FOLDER / f"{FORM_NAME}.docx", paper)
    return LettersWritten(files=tuple(files), open_places=open_count(paper))


def open_count(paper: OfficialPaper) -> int:
    """Return how many places of a paper are still open."""
    return sum(getattr(block, "text", "").count("【待填") for block in paper.blocks)


def _written(folder: Path, path: Path, paper: OfficialPaper) -> Sequence[Path]:
    sheet = path.with_suffix(".pdf")
    write_in_folder(path, official_document(paper.blocks), called=path.name)
    write_in_folder(sheet, official_pdf(folder, paper.title, paper.blocks), called=sheet.name)
    return path, sheet


def _request(register: Register, number: str) -> Request:
    """Return the request of a number whose row tells what was.

    Raises:
        RequestError: There is none of that number.
        SourceError: There are two, or its row cannot be right.
    """
    found = [one for one in register.requests if one.number == number.strip()]
    if not found:
        told = "、".join(one.number for one in register.requests[-5:]) or "还没有一件"
        raise RequestError(f"登记簿里没有编号 {number}。", f"请核对编号；最近的有：{told}。")
    wrong = [
        fault
        for fault in register.faults
        if fault.severity is Severity.STOP and fault.line in {one.row for one in found}
    ]
    if wrong:
        # A letter would carry the wrong day out of the house.
        first = wrong[0]
        raise RequestError(f"登记簿第 {first.line} 行：{first.message}", first.remedy)
    return found[0]


def _twice(register: Register) -> frozenset[str]:
    numbers = [one.number for one in register.requests]
    return frozenset(number for number in numbers if numbers.count(number) > 1)


def _chosen(one: Request, letters: Letters, name: str) -> tuple[Letter, ...]:
    found = letters_for(one, letters)
    chosen = tuple(letter for letter in found if not name or letter.name == name)
    if not chosen:
        told = "、".join(letter.name for letter in found) or "没有"
        raise RequestError(
            f"{one.number} 现在没有“{name}”。",
            f"登记簿写到哪一步，就有哪一份；现在有：{told}。",
        )
    return chosen


def _facts(folder: Path, letters: Letters) -> Mapping[str, str]:
    township = township_of(folder)
    return {
        "机关": township.government,
        "复议机关": f"{township.county}人民政府",
        **letters.facts,
    }

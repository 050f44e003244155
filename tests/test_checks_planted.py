"""Two hundred wrong digits, planted one at a time: every one must be caught."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kit.checks import Context, check_item, check_items
from kit.model.finding import Severity
from kit.model.item import Kind
from kit.source.workspace import open_workspace
from kit.text.figures.compare_output import compare_output
from kit.text.figures.quantities import read
from kit.text.figures.quantity import Day
from kit.text.figures.quantity import Kind as Sort
from kit.text.passages import passages
from kit.text.references import fill

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.model.item import Item

EXAMPLE = Path(__file__).parents[1] / "examples" / "daxi"
COMPARED = (Sort.MONEY, Sort.DATE, Sort.PHONE)


@cache
def workspace() -> tuple[tuple[Item, ...], Context]:
    opened = open_workspace(EXAMPLE)
    context = Context(township=opened.township, today=date(2026, 11, 23))
    return opened.items, context


def written_out(item: Item) -> Item:
    """The item as a clerk writes it who does not use references, with a script of his own."""
    plain = tuple(fill(sentence, item) for sentence in item.plain)
    said = [*plain]
    if item.deadline is not None:
        said.append(f"最后一天是{item.deadline.month}月{item.deadline.day}日。")
    said += [f"{amount.label}{amount.figure}。" for amount in item.amounts if amount.figure]
    said += [f"{phone.label}，打{phone.number}。" for phone in item.phones]
    return replace(item, plain=plain, body=fill(item.body, item), script="\n".join(said))


def digits_of(text: str, near: date) -> list[int]:
    """Places of the digits of money, days and phones; years alone are no figure to act on."""
    places: list[int] = []
    for figure in read(text, near=near):
        day = figure.value
        if figure.kind in COMPARED and not (isinstance(day, Day) and day.month is None):
            places += [i for i in range(figure.start, figure.end) if text[i] in "0123456789"]
    return places


def with_digit(text: str, place: int, digit: str) -> str:
    return f"{text[:place]}{digit}{text[place + 1 :]}"


def changes_in_words(item: Item) -> Iterator[tuple[str, Item]]:
    near = item.dates.publish
    for place in digits_of(item.body, near):
        if has_counterpart(item, item.body, place):
            for digit in others(item.body[place]):
                yield "正文", replace(item, body=with_digit(item.body, place, digit))
    for place in digits_of(item.script, near):
        for digit in others(item.script[place]):
            yield "广播稿", replace(item, script=with_digit(item.script, place, digit))
    for number, sentence in enumerate(item.plain):
        for place in digits_of(sentence, near):
            for digit in others(sentence[place]):
                changed = with_digit(sentence, place, digit)
                plain = (*item.plain[:number], changed, *item.plain[number + 1 :])
                yield "大白话", replace(item, plain=plain)


def others(digit: str) -> str:
    return "0123456789".replace(digit, "")


def has_counterpart(item: Item, text: str, place: int) -> bool:
    """Whether the key facts say the same figure: 每年缺口约8万元 stands in the body alone."""
    key = [item.when or "", item.who or "", *(amount.written for amount in item.amounts)]
    key += [item.deadline.isoformat()] if item.deadline else []
    key += [item.dates.effective.isoformat()] if item.dates.effective else []
    known = [f for words in key for f in read(words, near=item.dates.publish)]
    numbers = {phone.number.replace("-", "") for phone in item.phones}
    for figure in read(text, near=item.dates.publish):
        if figure.start <= place < figure.end:
            if isinstance(figure.value, Day):
                day = figure.value
                return any(
                    isinstance(k.value, Day)
                    and (day.month, day.day) == (k.value.month, k.value.day)
                    for k in known
                )
            return figure.value in numbers or any(k.value == figure.value for k in known)
    return False


def changes_in_key_facts(item: Item) -> Iterator[tuple[str, Item]]:
    for number, amount in enumerate(item.amounts):
        if amount.value is None:
            continue
        text = str(amount.value)
        for place in (i for i, character in enumerate(text) if character.isdigit()):
            for digit in others(text[place]):
                value = Decimal(with_digit(text, place, digit))
                changed = replace(amount, value=value)
                amounts = (*item.amounts[:number], changed, *item.amounts[number + 1 :])
                yield "金额", replace(item, amounts=amounts)
    if item.deadline is not None:
        text = item.deadline.isoformat()
        for place in (0, 1, 2, 3, 5, 6, 8, 9):
            for digit in others(text[place]):
                try:
                    day = date.fromisoformat(with_digit(text, place, digit))
                except ValueError:
                    continue  # reading the file refuses it
                yield "截止", replace(item, deadline=day)
    for number, phone in enumerate(item.phones):
        for place in (i for i, character in enumerate(phone.number) if character.isdigit()):
            for digit in others(phone.number[place]):
                changed_phone = replace(phone, number=with_digit(phone.number, place, digit))
                phones = (*item.phones[:number], changed_phone, *item.phones[number + 1 :])
                yield "电话", replace(item, phones=phones)


def stops(item: Item) -> list[str]:
    _, context = workspace()
    return [f.message for f in check_item(item, context) if f.severity is Severity.STOP]


def test_no_item_of_the_example_is_stopped() -> None:
    items, context = workspace()

    found = [f for f in check_items(items, context) if f.severity is Severity.STOP]

    assert found == []
    assert len(items) == 13


@pytest.mark.parametrize("number", range(13))
def test_no_item_is_stopped_when_its_figures_are_written_out(number: int) -> None:
    items, _ = workspace()

    assert stops(written_out(items[number])) == []


def planted(count: int) -> list[tuple[str, Item]]:
    """``count`` changes of each field, the same ones every run."""
    items, _ = workspace()
    by_field: dict[str, list[tuple[str, Item]]] = {}
    for item in map(written_out, items):
        for field, changed in (*changes_in_words(item), *changes_in_key_facts(item)):
            by_field.setdefault(field, []).append((field, changed))
    rng = random.Random(20261123)
    chosen: list[tuple[str, Item]] = []
    for field in sorted(by_field):
        changes = by_field[field]
        chosen += rng.sample(changes, min(count, len(changes)))
    return chosen


def test_every_planted_digit_in_the_source_is_stopped() -> None:
    changes = planted(60)

    missed = [(field, item.item_id) for field, item in changes if not stops(item)]

    assert len(changes) >= 200
    assert missed == []


def sheet_of(item: Item) -> str:
    """All that an item's full-text sheet says, its lines broken as on paper."""
    lines = [passage.text for passage in passages(item)]
    if item.deadline is not None:
        lines.append(f"最后一天\n{item.deadline.month}月{item.deadline.day}日")
    lines += [f"{phone.label}\n{phone.number}" for phone in item.phones]
    text = "\r\n".join(lines)
    return text.replace("，", "，\r\n").replace("以前", "以\r\n前")


@pytest.mark.parametrize("number", range(13))
def test_a_right_sheet_has_no_mismatch(number: int) -> None:
    items, _ = workspace()

    assert compare_output(sheet_of(items[number]), items[number]) == ()


def test_every_planted_digit_in_an_output_is_found() -> None:
    items, _ = workspace()
    sheets = [(item, sheet_of(item)) for item in items]
    places = [
        (item, sheet, place, digit)
        for item, sheet in sheets
        for place in digits_of(sheet, item.dates.publish)
        for digit in others(sheet[place])
    ]
    rng = random.Random(20261123)
    chosen = rng.sample(places, 300)

    missed = [
        (item.item_id, sheet[max(0, place - 12) : place + 8], digit)
        for item, sheet, place, digit in chosen
        if not compare_output(with_digit(sheet, place, digit), item)
    ]

    assert missed == []
    assert any(item.kind is Kind.TABLE for item, *_ in chosen)

"""Orders in canonical form: equal for equal content, and nothing in them can fail to count."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from enum import StrEnum
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.edition.store.canonical import canonical
from kit.edition.store.recipe import PROGRAM, Recipes
from kit.edition.store.store import Store
from kit.plan.calendar import lunar_date

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Colour(StrEnum):
    RED = "红"


@dataclass(frozen=True)
class Inner:
    price: Decimal = Decimal("400.00")


@dataclass(frozen=True)
class Order:
    text: str = "每人400元"
    number: int = 1
    length_mm: float = 0.1
    whether: bool = True
    data: bytes = b"picture"
    on: date = date(2026, 11, 28)
    at: time = time(7, 0)
    moment: datetime = datetime(2026, 11, 28, 9, tzinfo=UTC)
    colour: Colour = Colour.RED
    inner: Inner = Inner()
    inners: tuple[Inner, ...] = (Inner(),)
    named: Mapping[str, int] = field(default_factory=lambda: {"a": 1, "b": 2})
    some: frozenset[str] = frozenset({"甲", "乙"})
    lunar: Callable[[date], str] = lunar_date
    nothing: None = None
    lies_at: Path = field(default=Path("here"), compare=False)


OTHER: dict[str, Any] = {
    "text": "每人500元",
    "number": True,
    "length_mm": 0.2,
    "whether": False,
    "data": b"another",
    "on": datetime(2026, 11, 28, tzinfo=UTC),
    "at": time(7, 1),
    "moment": datetime(2026, 11, 28, 9, 1, tzinfo=UTC),
    "colour": "红",
    "inner": Inner(Decimal(400)),
    "inners": (Inner(), Inner()),
    "named": {"a": 2, "b": 1},
    "some": frozenset({"甲"}),
    "lunar": str.__module__,
    "nothing": "",
}


def test_equal_orders_have_equal_forms_wherever_their_files_lie() -> None:
    other = replace(Order(), lies_at=Path("elsewhere"), named={"b": 2, "a": 1})

    assert canonical(Order()) == canonical(other)


@pytest.mark.parametrize("name", [f.name for f in fields(Order) if f.compare])
def test_every_field_counts_and_is_named(name: str) -> None:
    before, after = canonical(Order()), canonical(replace(Order(), **{name: OTHER[name]}))

    assert {n for n in before.parts if before.parts[n] != after.parts[n]} == {name}


def test_the_same_text_in_either_way_of_composing_it_is_the_same() -> None:
    assert canonical(("e\u0301",)) == canonical(("\u00e9",))


class Plain:
    """Of no known type."""


@pytest.mark.parametrize(
    "value",
    [
        Path("a"),
        (1, (Path("a"),)),
        {"a": Path("a")},
        Plain(),
        lambda: 1,
        [object()],
        1j,
        canonical("").parts.items,
    ],
)
def test_what_has_no_canonical_form_is_refused(value: object) -> None:
    with pytest.raises(TypeError, match="canonical form"):
        canonical(value)


def test_an_order_brings_the_code_of_its_values() -> None:
    roots = canonical(Order()).roots

    here = __name__
    assert {(here, "Order"), (here, "Inner"), (here, "Colour")} <= roots
    assert ("kit.plan.calendar", "lunar_date") in roots
    assert not [module for module, _ in roots if module == "builtins"]


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.binary() | st.floats(),
    lambda inner: st.tuples(inner, inner) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(VALUES, VALUES)
def test_only_equal_values_have_equal_forms(one: object, other: object) -> None:
    def known(value: object) -> str:
        return json.dumps(_told(value), sort_keys=True)

    assert (canonical(one) == canonical(other)) == (known(one) == known(other))


def _told(value: object) -> object:
    """Return a value so that two are told apart by type as well as by content."""
    if isinstance(value, dict):
        return {"map": sorted(([k, _told(v)] for k, v in value.items()), key=json.dumps)}
    if isinstance(value, tuple):
        return [_told(one) for one in value]
    if isinstance(value, float):
        return {"float": value.hex()}
    if isinstance(value, bytes):
        return {"bytes": value.hex()}
    if isinstance(value, str):
        return normalize("NFC", value)
    return value


def make_one(order: Order) -> str:
    return order.text


def test_a_read_only_mapping_is_one_too() -> None:
    assert canonical(MappingProxyType({"a": 1})) == canonical({"a": 1})


def test_a_recipe_names_each_field_of_the_order_and_the_program(tmp_path: Path) -> None:
    recipes = Recipes(Store(tmp_path))
    recipe = recipes.of(make_one, Order())

    assert recipe.keys() == {*(f.name for f in fields(Order) if f.compare), PROGRAM}
    assert recipes.of(make_one, Order()) == recipe


def test_the_list_of_what_a_program_consists_of_stands_in_the_store(tmp_path: Path) -> None:
    store = Store(tmp_path)
    recipe = Recipes(store).of(lunar_date, date(2026, 11, 28))

    listed = (store.read(recipe[PROGRAM]) or b"").decode("utf-8").splitlines()

    assert [line for line in listed if line.startswith("kit.plan.calendar.lunar_date ")]
    assert [line for line in listed if line.startswith("borax ")]
    assert [line for line in listed if line.startswith("python ")]

"""Every address that a page names is one of the desk's, with as many parts as it takes.

``{% url 'name' as link %}`` says nothing of a name that is none: its link is only not there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.desks import open_test_desk

DESK = Path(__file__).parents[1] / "kit" / "desk"
IN_TEMPLATE = re.compile(r"""\{%\s*url\s+(?P<name>\S+)(?P<parts>[^%]*?)\s*(?:as\s+\w+\s*)?%\}""")
IN_CODE = re.compile(r"""\b(?:reverse|redirect)\(\s*"(?P<name>\w+)"(?P<parts>[^)]*)""")
QUOTED = re.compile(r"""^(['"])(\w+)\1$""")


def named_in_templates() -> Iterator[tuple[str, str, int]]:
    for path in sorted((DESK / "templates").rglob("*.html")):
        for found in IN_TEMPLATE.finditer(path.read_text("utf-8")):
            yield path.name, found["name"], len(found["parts"].split())


def takes(name: str) -> set[int]:
    from django.urls import get_resolver

    known = get_resolver().reverse_dict.getlist(name)
    return {len(parts) for possible, *_ in known for _, parts in possible}


@pytest.fixture(scope="module", autouse=True)
def _configured(tmp_path_factory: pytest.TempPathFactory) -> None:
    open_test_desk(tmp_path_factory.mktemp("links") / "daxi")


def test_every_address_that_a_template_names_is_there_with_its_parts() -> None:
    named = list(named_in_templates())
    wrong = [
        f"{file}: {name} with {parts}"
        for file, name, parts in named
        if not (quoted := QUOTED.match(name)) or parts not in takes(quoted[2])
    ]

    assert len(named) > 100
    assert not wrong


def test_every_address_that_a_page_turns_to_is_there() -> None:
    named = [
        (path.name, found["name"])
        for path in sorted(DESK.rglob("*.py"))
        for found in IN_CODE.finditer(path.read_text("utf-8"))
    ]

    assert len(named) > 20
    assert not [f"{file}: {name}" for file, name in named if not takes(name)]


def test_a_name_that_is_none_would_be_found() -> None:
    assert takes("week") == {0}
    assert takes("item") == {1}
    assert takes("wek") == set()


def test_every_picture_that_the_style_names_is_there() -> None:
    style = DESK / "static" / "desk" / "desk.css"
    named = re.findall(r'url\("([^"]+)"\)', style.read_text("utf-8"))

    assert "drawing.svg" in named, "what stands in a sheet's place while it is drawn"
    assert [name for name in named if not (style.parent / name).is_file()] == []

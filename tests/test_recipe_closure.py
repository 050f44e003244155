"""What a function can run, computed from its source: all of it, and as little else as can be."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pytest

from kit.edition.store.closure import Code, library_versions, own_code
from kit.edition.store.summary import summed_up
from kit.program import installed, own_files

if TYPE_CHECKING:
    from collections.abc import Mapping

MAKE = ("kit.make", "make")


def code(**modules: str) -> Code:
    """Return a program of these modules; ``a__b`` stands in a package ``a``."""
    files = {f"{name.replace('__', '/')}.py": text.encode() for name, text in modules.items()}
    packages = {f"{name.rpartition('/')[0]}/__init__.py".lstrip("/"): b"" for name in files}
    return Code({**packages, **files})


def reached(program: Code, *roots: tuple[str, str]) -> set[str]:
    found = program.closure(roots or (MAKE,)).definitions
    return {f"{module.removeprefix('kit.')}.{name}" for module, name in found}


def test_a_function_reaches_what_it_names_and_what_that_names() -> None:
    program = code(
        make="from kit.draw import line\ndef make(order):\n    return line(order)\nOTHER = 1\n",
        draw="WIDTH = 2\ndef line(order):\n    return WIDTH\ndef circle(order):\n    return 3\n",
    )

    assert reached(program) == {"make.make", "draw.line", "draw.WIDTH"}


@pytest.mark.parametrize(
    "text",
    [
        "from kit.draw import line\ndef make(o): return line(o)",
        "from kit.draw import line as drawn\ndef make(o): return drawn(o)",
        "def make(o):\n    from kit.draw import line\n    return line(o)",
        "import kit.draw\ndef make(o): return kit.draw.line(o)",
        "from kit import draw\ndef make(o): return draw.line(o)",
        "from . import draw\ndef make(o): return draw.line(o)",
        "from .draw import line\ndef make(o): return line(o)",
        "from kit.draw import line\nTABLE = {'a': line}\ndef make(o): return TABLE[o](o)",
        "from kit.draw import line\ndef make(o, how=line): return how(o)",
        "from kit.draw import line\nclass A:\n    f = line\nclass B(A): ...\ndef make(o): B()",
        "from kit.draw import line\n@line\ndef make(o): return o",
        "from kit.draw import line\ndef make(o):\n    return [lambda: line(o)]",
        "try:\n    from kit.draw import line\nexcept ValueError: ...\ndef make(o): return line(o)",
        "if True:\n    from kit.draw import line\ndef make(o): return line(o)",
        "from importlib import import_module\ndef make(o): import_module('kit.draw')",
        "import kit.draw as d\ndef make(o): return d",
    ],
)
def test_however_a_function_is_named_it_is_reached(text: str) -> None:
    program = code(make=text, draw="def line(order):\n    return 2\n")

    assert "draw.line" in reached(program)


def test_what_stands_in_a_package_itself_runs_before_its_modules() -> None:
    program = Code(
        {
            "__init__.py": b"",
            "paper/__init__.py": b"import kit.fonts\nkit.fonts.load()\n",
            "paper/make.py": b"def make(order):\n    return 1\n",
            "fonts.py": b"def load(): ...\n",
        }
    )

    assert "fonts.load" in reached(program, ("kit.paper.make", "make"))


def test_annotations_and_imports_for_types_alone_reach_nothing() -> None:
    program = code(
        make="from __future__ import annotations\nfrom typing import TYPE_CHECKING\n"
        "if TYPE_CHECKING:\n    from kit.draw import Line\n"
        "def make(order: Line) -> Line:\n    copy: Line = order\n    return copy\n",
        draw="class Line: ...\n",
    )

    assert reached(program) == {"make.make"}


SOURCE = 'def make(order):\n    """Return it."""\n    return order + 1  # one more\n'


@pytest.mark.parametrize(
    ("text", "is_another"),
    [
        ("\n\n\n" + SOURCE, False),
        (SOURCE.replace("Return it.", "Return the next."), False),
        (SOURCE.replace("  # one more", ""), False),
        (SOURCE.replace("order + 1", "(order\n        + 1)"), False),
        (SOURCE.replace("1  #", "2  #"), True),
        (SOURCE.replace("order + 1", "1 + order"), True),
    ],
)
def test_only_what_runs_counts(text: str, *, is_another: bool) -> None:
    before, after = code(make=SOURCE), code(make=text)

    assert (before.closure([MAKE]) != after.closure([MAKE])) is is_another


def test_a_name_bound_twice_counts_with_both() -> None:
    text = "try:\n    A = 1\nexcept ValueError:\n    A = 2\ndef make(o): return A\n"
    program, other = code(make=text), code(make=text.replace("A = 2", "A = 3"))

    assert program.closure([MAKE]) != other.closure([MAKE])


def test_libraries_are_counted_with_all_they_stand_on() -> None:
    program = code(make="def make(o):\n    import jinja2\n    return jinja2, absent_one\n")

    versions = library_versions(program.closure([MAKE]))

    assert {"jinja2", "markupsafe"} == versions.keys()


def test_a_library_that_is_not_there_counts_as_none_until_it_is() -> None:
    program = code(make="def make(o):\n    import no_such_library\n")

    assert library_versions(program.closure([MAKE])) == {"no-such-library": "none"}


def test_a_package_that_only_a_constant_names_is_counted() -> None:
    program = code(make="PACKAGE = 'jinja2'\ndef make(o): return open(PACKAGE)\n")

    assert "jinja2" in library_versions(program.closure([MAKE]))


def test_data_files_count_for_those_that_reach_their_package() -> None:
    files = {
        "__init__.py": b"",
        "web/__init__.py": b"",
        "web/page.py": b"def page(o): ...\n",
        "web/templates/page.html": b"<p>",
        "make.py": b"def make(o): ...\n",
    }
    program = Code(files)

    assert program.data_of(program.closure([MAKE])) == {}
    assert program.data_of(program.closure([("kit.web.page", "page")])) == {
        "web/templates/page.html": hashlib.sha256(b"<p>").hexdigest()
    }


def test_the_program_knows_its_own_lunar_dates_and_checks() -> None:
    make = ("kit.edition.make.paper", "make_poster")
    found = own_code().closure([make])

    assert ("kit.plan.calendar", "lunar_date") in found.definitions
    assert "borax" in found.libraries
    assert "fonts/NotoSansRare.ttf" in own_code().data_of(found)
    assert "reportlab" in library_versions(found)


def changed(files: Mapping[str, bytes], file: str, old: str, new: str) -> Code:
    text = files[file].decode("utf-8")
    assert old in text
    return Code({**files, file: text.replace(old, new).encode("utf-8")})


def test_a_led_text_does_not_depend_on_how_posters_are_drawn() -> None:
    files = own_files()
    led, poster = (
        ("kit.edition.make.forms", "make_led_text"),
        ("kit.edition.make.paper", "make_poster"),
    )
    drawn = changed(files, "edition/make/paper.py", "PREVIEW_PX = 640", "PREVIEW_PX = 641")

    assert drawn.closure([led]) == own_code().closure([led])
    assert drawn.closure([poster]) != own_code().closure([poster])


def test_every_module_of_ours_can_be_summed_up() -> None:
    for file, data in own_files().items():
        if file.endswith(".py"):
            assert summed_up(data, "kit.any", is_package=False) is not None


def test_what_is_installed_is_told_with_its_version() -> None:
    assert [name for name in installed() if name.startswith("reportlab-")]
    assert all(name.endswith(("-info", ".egg-info")) for name in installed())

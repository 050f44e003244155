"""Pages are loaded when they are asked for; all that an address names is there."""

from __future__ import annotations

import subprocess
import sys
import threading
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

from kit.desk import pages_at_need
from kit.desk.pages_at_need import Pages, loading_ahead
from tests.desks import open_test_desk

if TYPE_CHECKING:
    from pathlib import Path

LOOKED_UP = (
    "kit.checks.registry",
    "kit.text.normalise.normaliser",
    "kit.compose.spoken.script",
    "numpy",
)
"""What finds out anew what a later start knows; half of a start's time went into loading it."""
HEAVY = ("kit.desk.pages.item_editor", "reportlab", "onnxruntime")


def addressed() -> tuple[Any, ...]:
    from kit.desk.addresses import urlpatterns

    return tuple(pytest.param(one.callback, id=one.name) for one in urlpatterns)


@pytest.mark.parametrize("page", addressed())
def test_every_address_has_its_page(page: Any, tmp_path: Path) -> None:
    open_test_desk(tmp_path / "w")

    assert callable(getattr(import_module(page.__module__), page.__name__))


def test_the_first_page_loads_nothing_heavy(root: Path, tmp_path: Path) -> None:
    program = f"""
import sys
from pathlib import Path
from tests.desks import open_test_desk
client = open_test_desk(Path(r"{tmp_path}") / "w").clerk()
assert client.get("/").status_code == 200
sys.exit(repr([name for name in {HEAVY!r} if name in sys.modules]))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False
    )

    assert done.stderr.strip() == "[]"


def test_a_later_start_loads_no_checks_and_nothing_that_speaks(root: Path, tmp_path: Path) -> None:
    program = f"""
import sys
from pathlib import Path
from tests.desks import open_test_desk
client = open_test_desk(Path(r"{tmp_path}") / "w").clerk()
assert client.get("/").status_code == 200
sys.exit(repr([name for name in {LOOKED_UP!r} if name in sys.modules]))
"""
    said = [
        subprocess.run(
            [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False
        ).stderr.strip()
        for _ in range(2)
    ]

    assert said == [repr(list(LOOKED_UP)), "[]"]


def test_the_others_are_loaded_while_the_first_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    loaded = threading.Event()
    monkeypatch.setattr(pages_at_need, "load_all", loaded.set)
    application = loading_ahead(lambda _environ, _start: [b"x"])

    assert application({"PATH_INFO": "/static/desk/desk.css"}, None) == [b"x"]
    assert not loaded.wait(0.05)
    assert application({"PATH_INFO": "/"}, None) == [b"x"]
    assert loaded.wait(5)


def test_two_pages_that_begin_at_two_ends_of_one_library_are_both_answered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The whole loads its part, which asks for the whole: each would find the other half done."""
    library = tmp_path / "ring_of_parts"
    library.mkdir()
    begun, slowly = tmp_path / "begun", "import time\ntime.sleep(0.1)\n"
    (library / "__init__.py").write_text(
        f"open({str(begun)!r}, 'x').close()\n{slowly}early = 1\n"
        "from ring_of_parts.part import said\n",
        "utf-8",
    )
    (library / "part.py").write_text(
        f"from ring_of_parts import early\n{slowly}def said(): return 'said'\n", "utf-8"
    )
    for page, begins in (("page_whole", "ring_of_parts"), ("page_part", "ring_of_parts.part")):
        (tmp_path / f"{page}.py").write_text(f"from {begins} import said\n", "utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    answered = []

    def ask(page: str) -> None:
        answered.append(pages_at_need.loaded(page).said())

    whole, part = (
        threading.Thread(target=ask, args=(page,)) for page in ("page_whole", "page_part")
    )
    whole.start()
    while not begun.exists():
        whole.join(0.01)
    part.start()
    whole.join()
    part.join()

    assert answered == ["said", "said"]


def test_a_page_is_what_its_module_calls_so() -> None:
    page = Pages("week").this_week

    assert (page.__module__, page.__name__) == ("kit.desk.pages.week", "this_week")

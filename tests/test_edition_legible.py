"""What cannot be read from where people stand is found, named and told once."""

from __future__ import annotations

from dataclasses import replace

from kit.compose.paper.page import reported
from kit.edition.inspect.legible import frame_figures, too_small
from kit.edition.make.handouts import make_handout
from kit.edition.make.paper import make_poster
from kit.edition.make.sheet import PaperOrder
from kit.edition.published.manifest import FileEntry
from kit.model.finding import Severity
from kit.model.item import Item
from kit.model.township import Paper
from kit.text.typeset.legibility import size_pt_for
from tests.sheets import ROOT, item, setting


def entry(
    path: str = "1要打印/公开栏/x_A3.pdf", *, wanted_m: float = 1.5, **sizes: float
) -> FileEntry:
    return FileEntry(
        path=path,
        sha256="",
        size=1,
        stem="x",
        key="k",
        about=("DX-2026-004",),
        figures=frame_figures(
            [reported(name, size_pt) for name, size_pt in sizes.items()],
            wanted_m=wanted_m,
            paper=Paper.A3,
            layout="poster-a3",
        ),
        recipe={},
    )


def order(one: Item, layout_name: str, *, read_from_m: float = 0.0) -> PaperOrder:
    base = setting()
    file = f"layouts/{layout_name}.toml"
    return PaperOrder(
        item=one,
        township=base.township,
        layout_text=(ROOT / file).read_text(encoding="utf-8"),
        layout_file=file,
        payload=base.payload,
        code_id=base.code_id,
        stamp="样例",
        check_code=base.check_code,
        read_from_m=read_from_m,
    )


def test_a_frame_too_small_is_named_with_size_distance_and_remedy() -> None:
    (found,) = too_small([entry(rows=24, title=120)])

    assert found.severity is Severity.WARN
    assert found.item_id == "DX-2026-004"
    assert "版式 poster-a3 要从 1.5 米看清" in found.message
    assert "各行 24 磅，约 1.3 米" in found.message
    assert "标题" not in found.message
    assert f"要 {size_pt_for(1.5):.0f} 磅才够" in found.remedy
    assert "换 A2 的纸" in found.remedy


def test_what_is_read_from_where_it_should_be_is_no_finding() -> None:
    assert not list(too_small([entry(rows=44, title=120)]))


def test_small_print_is_read_from_near_and_is_no_finding() -> None:
    assert not list(too_small([entry(rows=44, foot=16, serial=16, note=18, label=20)]))


def test_of_a_frame_that_comes_twice_the_smaller_counts() -> None:
    figures = frame_figures(
        [reported("phone", 60), reported("phone", 20)],
        wanted_m=1.5,
        paper=Paper.A3,
        layout="poster-a3",
    )

    assert figures["frames"]["phone"]["pt"] == 20


def test_a_poster_is_told_once_though_it_comes_in_tiles_too() -> None:
    files = [entry(rows=24), entry("1要打印/公开栏/x_A3拼2张A4.pdf", rows=24)]

    assert len(list(too_small(files))) == 1


def test_the_boards_distance_counts_where_it_is_farther_than_the_layouts() -> None:
    figures = {m: make_poster(order(item("2026-004"), "poster-a3", read_from_m=m))[0].figures
               for m in (0.0, 6.0)}  # fmt: skip

    assert figures[0.0]["read_from_m"] == 1.5
    assert figures[6.0]["read_from_m"] == 6.0
    near, far = (replace(entry(), figures=figures[m]) for m in (0.0, 6.0))
    assert not list(too_small([near]))
    (found,) = too_small([far])
    assert "要从 6 米看清" in found.message


def test_every_frame_of_what_is_handed_out_has_its_distance() -> None:
    for name, number in (("handout-a6", "2026-004"), ("questions-a5", "2026-004"),
                         ("card-a5", "2026-001"), ("leaflet-a5", "2026-001")):  # fmt: skip
        made = make_handout(order(item(number), name))[0]

        assert made.name.endswith(".pdf")
        assert made.figures["frames"]
        assert all(frame["m"] > 0 for frame in made.figures["frames"].values())
        assert made.figures["reading_distance_m"] >= 0.4
        assert not list(too_small([replace(entry(), figures=made.figures)]))

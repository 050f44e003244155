"""Codes of real sheets, photographed from where people stand."""

from __future__ import annotations

import numpy as np
import pytest

from kit.render.qr import scan_distance_m
from tests.reach.camera import BAD, NORMAL, Grey, blotted, photograph
from tests.reach.papers import PAYLOAD, handout, poster
from tests.reach.readers import read_wechat, read_zbar, read_zxing
from tests.reach.sheets import CodeView, code_views, page_picture
from tests.reach.shots import shoot

SHEETS = ("poster", "handout")


def view(sheet: str) -> CodeView:
    made = poster("004", "poster-a3") if sheet == "poster" else handout("004")
    return code_views(made.data)[0]


def test_the_camera_takes_the_same_picture_again_and_another_with_another_seed() -> None:
    one = view("poster")

    def picture(seed: int) -> Grey:
        return photograph(one.picture, one.px_a_mm, distance_m=0.6, conditions=BAD, seed=seed)

    assert np.array_equal(picture(1), picture(1))
    assert not np.array_equal(picture(1), picture(2))


def test_the_camera_is_not_too_kind() -> None:
    one = view("poster")
    too_far = 2.5 * scan_distance_m(one.module_mm)

    tally = shoot(one, distance_m=too_far, conditions=NORMAL, seeds=range(4))

    assert tally.by_some == 0


def test_blots_cover_the_share_they_are_told_to() -> None:
    one = view("poster")
    _, _, side = one.code_px
    grey = np.full_like(one.picture, 128)

    spotted = blotted(grey, one.code_px, share=0.03, module_px=one.module_px, seed=1)

    # Blots may overlap, or reach over the edge of the code.
    assert 0.015 < np.count_nonzero(spotted != 128) / side**2 < 0.05


@pytest.mark.parametrize("sheet", SHEETS)
def test_every_page_is_read_by_the_readers_of_three_makers(sheet: str) -> None:
    made = poster("004", "poster-a3") if sheet == "poster" else handout("004")

    page = page_picture(made.data, 0, 150)

    assert set(read_zxing(page)) == set(read_zbar(page)) == {PAYLOAD}
    assert set(read_wechat(view(sheet).picture)) == {PAYLOAD}


@pytest.mark.slow
@pytest.mark.parametrize("sheet", SHEETS)
def test_a_code_is_read_from_the_distance_it_states(sheet: str) -> None:
    one = view(sheet)
    stated = scan_distance_m(one.module_mm)

    normal = shoot(one, distance_m=stated, conditions=NORMAL, seeds=range(12))
    bad = shoot(one, distance_m=0.6 * stated, conditions=BAD, seeds=range(12))

    assert normal.right["zxing"] >= 11
    assert normal.right["wechat"] >= 11
    assert bad.right["zxing"] >= 10
    assert bad.right["wechat"] >= 10
    assert normal.wrong == bad.wrong == 0


@pytest.mark.slow
def test_a_muddy_code_is_read_by_some_reader_and_never_wrong() -> None:
    one = view("handout")

    tally = shoot(
        one,
        distance_m=scan_distance_m(one.module_mm),
        conditions=NORMAL,
        seeds=range(12),
        blots=0.03,
    )

    assert tally.by_some >= 10
    assert tally.wrong == 0

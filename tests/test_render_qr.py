from __future__ import annotations

import pytest
import qrcode
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from qrcode.util import MODE_8BIT_BYTE, QRData

from kit.errors import LayoutError
from kit.render.qr import (
    MOST_URL_BYTES,
    QUIET_MODULES,
    SMALLEST_MODULE_MM,
    Matrix,
    code_matrix,
    dark_runs,
    module_mm,
    qr_matrix,
    scan_distance_m,
    text_matrix,
    wifi_payload,
)
from kit.text.code_content import (
    MOST_ESSENTIALS_CHARACTERS,
    MOST_HOST_CHARACTERS,
    PRINTED,
    page_address,
    printed_number,
)

ADDRESS = "https://dx.ydgov.cn/26W48-03-7QF3"
URL_CHARACTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~:/?#=&%+"


def read(matrix: Matrix) -> zxingcpp.Barcode:
    side = len(matrix) + 2 * QUIET_MODULES
    image = Image.new("L", (side, side), 255)
    for y, x, length in dark_runs(matrix):
        image.paste(0, (x + QUIET_MODULES, y + QUIET_MODULES, x + QUIET_MODULES + length, y + 5))
    (code,) = zxingcpp.read_barcodes(image.resize((side * 4, side * 4), Image.Resampling.NEAREST))
    return code


def version(matrix: Matrix) -> int:
    return (len(matrix) - 17) // 4


@settings(max_examples=40)
@given(st.text(alphabet=URL_CHARACTERS, min_size=1, max_size=MOST_URL_BYTES))
def test_every_address_allowed_comes_back_unchanged(payload: str) -> None:
    code = read(qr_matrix(payload))

    assert code.text == payload
    assert code.symbology_identifier == "]Q1"  # no ECI: some readers fail on it
    assert version(qr_matrix(payload)) <= 5


def test_an_address_of_the_usual_length_makes_version_3() -> None:
    assert version(qr_matrix(ADDRESS)) == 3
    assert version(qr_matrix("h" * 32)) == 3
    assert version(qr_matrix("h" * 33)) == version(qr_matrix("h" * 46)) == 4
    assert version(qr_matrix("h" * 47)) == 5  # an article of WeChat has 49


@pytest.mark.parametrize("code_id", ["26W48-04", "26W48-100"])
def test_the_check_code_of_a_wording_makes_no_code_finer(code_id: str) -> None:
    number = printed_number(code_id, "7QF3-9QXT")
    assert PRINTED.fullmatch(number)
    for length in range(4, MOST_HOST_CHARACTERS + 1):
        host = "a" * length
        address = page_address(host, number)
        before = qr_matrix_of_bytes(f"https://{host}/D/{code_id}")
        assert len(qr_matrix(address)) == before
        assert read(qr_matrix(address)).text == address


def qr_matrix_of_bytes(text: str) -> int:
    """Return the side of a code in bytes alone, as it was before there was a check code."""
    code = qrcode.QRCode(error_correction=qrcode.ERROR_CORRECT_Q, border=0)
    code.add_data(QRData(text, mode=MODE_8BIT_BYTE))
    code.make(fit=True)
    return len(code.get_matrix())


def test_what_was_printed_before_is_read_as_a_number_too() -> None:
    match = PRINTED.fullmatch("26W48-04")
    assert match is not None
    assert match.groups() == ("26W48-04", None)


def test_a_tenth_of_the_code_may_be_lost() -> None:
    assert read(qr_matrix(ADDRESS)).ec_level == "Q"


def test_digits_and_capitals_stay_in_byte_mode() -> None:
    # Numeric mode would fit 26 digits into version 1; byte mode needs version 3.
    assert version(qr_matrix("1" * 26)) == 3


def test_an_address_too_long_is_refused_with_the_length_allowed() -> None:
    with pytest.raises(LayoutError, match="60"):
        qr_matrix("h" * (MOST_URL_BYTES + 1))


@pytest.mark.parametrize("payload", ["", "https://大溪.cn/D/26W48-03"])
def test_an_address_that_is_empty_or_chinese_is_refused(payload: str) -> None:
    with pytest.raises(LayoutError, match="网址"):
        qr_matrix(payload)


@settings(max_examples=15)
@given(
    st.text(alphabet="公开栏大喇叭墟天茗荷，。12A", min_size=1, max_size=MOST_ESSENTIALS_CHARACTERS)
)
def test_a_text_code_comes_back_in_chinese(text: str) -> None:
    matrix = text_matrix(text)

    assert read(matrix).text == text
    assert version(matrix) <= 15


def test_a_text_code_holds_137_characters_and_not_one_more() -> None:
    assert version(text_matrix("墟" * MOST_ESSENTIALS_CHARACTERS)) == 15
    with pytest.raises(LayoutError, match="删去约 1 字"):
        text_matrix("墟" * (MOST_ESSENTIALS_CHARACTERS + 1))
    with pytest.raises(LayoutError, match="写上"):
        text_matrix("")


def test_ascii_goes_the_way_of_addresses_and_chinese_the_way_of_text() -> None:
    assert code_matrix(ADDRESS) == qr_matrix(ADDRESS)
    assert code_matrix("医保 400元") == text_matrix("医保 400元")


def test_dark_runs_cover_the_dark_modules_and_nothing_else() -> None:
    matrix = qr_matrix(ADDRESS)
    again = [[False] * len(matrix) for _ in matrix]
    for y, x, length in dark_runs(matrix):
        again[y][x : x + length] = [True] * length

    assert tuple(map(tuple, again)) == matrix


def test_module_and_distance_agree_with_the_measured_table() -> None:
    # 60 mm, version 3: module 1.62 mm, read from 0.71 m.
    module = module_mm(ADDRESS, 60)

    assert module == pytest.approx(60 / 37)
    assert scan_distance_m(module) == pytest.approx(0.71, abs=0.005)


def test_a_module_of_less_than_four_printer_dots_is_refused_with_the_size_it_takes() -> None:
    least = 37 * SMALLEST_MODULE_MM
    assert module_mm(ADDRESS, least + 0.01) > SMALLEST_MODULE_MM
    with pytest.raises(LayoutError, match="13 毫米"):
        module_mm(ADDRESS, least - 0.01)


WIFI_CHARACTERS = "ABCXYZ0189-"


@settings(max_examples=15)
@given(
    st.text(alphabet=WIFI_CHARACTERS, min_size=1, max_size=14),
    st.text(alphabet=WIFI_CHARACTERS, min_size=8, max_size=14),
)
def test_a_wifi_code_says_name_and_password_as_they_are(ssid: str, password: str) -> None:
    payload = wifi_payload(ssid, password)

    assert payload == f"WIFI:T:WPA;S:{ssid};P:{password};;"
    assert read(qr_matrix(payload)).text == payload


@pytest.mark.parametrize(
    ("ssid", "password", "told"),
    [
        ("daxi", "DAXI2026", "名称“daxi”.*大写"),
        ("DAXI;S:X", "DAXI2026", "名称.*大写"),
        ("大溪公开", "DAXI2026", "名称.*大写"),
        ("", "DAXI2026", "名称.*大写"),
        ("DAXI", "daxi 2026", "密码.*大写"),
        ("DAXI", "DAXI", "8 位以上"),
        ("DAXI-GONGKAI-TAN", "DAXI-2026-GONG", "缩短 2 个字符"),
    ],
)
def test_a_wifi_name_that_phones_read_differently_is_refused(
    ssid: str, password: str, told: str
) -> None:
    with pytest.raises(LayoutError, match=told):
        wifi_payload(ssid, password)

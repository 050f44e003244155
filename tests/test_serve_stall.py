"""The stand at the market: which address, what the card says, how openings are told."""

from __future__ import annotations

import socket
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
import zxingcpp

from kit.errors import LayoutError, SourceError
from kit.model.township import Stall
from kit.office.counts import Counts, told
from kit.office.served import read_served
from kit.office.stall import make_card, stall_address, with_card
from kit.render.readback import read_codes_in, read_text_of
from kit.serve import address
from kit.serve.address import lan_addresses, ranked
from kit.source.township import read_township
from tests.notices import TOWNSHIP
from tests.stalls import ask, make_workspace, serving

if TYPE_CHECKING:
    from pathlib import Path

STALL = Stall(hotspot="DAXI-GONGKAI", password="DAXI-2026")
HOST = "192.168.137.1"


def test_a_hotspots_own_address_comes_first() -> None:
    found = ranked(
        ["127.0.0.1", "10.0.0.5", "192.168.1.7", "192.168.137.1", "169.254.3.3", "8.8.8.8",
         "fe80::1", "192.168.137.1", "0.0.0.0"]  # noqa: S104 - not bound to
    )  # fmt: skip

    assert found == ("192.168.137.1", "192.168.1.7", "10.0.0.5")


def test_looking_for_addresses_asks_the_system_and_never_fails(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(address, "_ASKED", ("127.0.0.1",))
    monkeypatch.setattr(socket, "gethostname", lambda: "no-such-name.invalid")

    def by_name(*_: object) -> list[tuple[object, ...]]:
        return [(0, 0, 0, "", ("192.168.137.1", 0)), (0, 0, 0, "", ("127.0.1.1", 0))]

    monkeypatch.setattr(socket, "getaddrinfo", by_name)
    assert lan_addresses() == ("192.168.137.1",)

    def unknown(*_: object) -> list[tuple[object, ...]]:
        raise socket.gaierror(-2, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    assert lan_addresses() == ()


def test_a_machine_in_no_network_is_told_what_to_do() -> None:
    with pytest.raises(SourceError, match="没有连上网络") as error:
        stall_address("", ())
    assert "移动热点" in error.value.remedy
    assert stall_address("192.168.8.1", ()) == "192.168.8.1"


def test_the_card_has_both_codes_and_says_how() -> None:
    card = make_card(replace(TOWNSHIP, stall=STALL), HOST, 8080)

    assert read_codes_in(card.pdf, 150) == (
        ("WIFI:T:WPA;S:DAXI-GONGKAI;P:DAXI-2026;;", "http://192.168.137.1:8080/"),
    )
    text = "".join(read_text_of(card.pdf)).replace("\n", "")
    for words in ("用手机自带相机扫，不用微信", "192.168.137.1:8080", "DAXI-GONGKAI", "继续使用",
                  "关掉移动数据", "不收钱、不填身份证", "样例"):  # fmt: skip
        assert words in text
        assert words in card.page
    assert "<script" not in card.page
    assert len(card.page.encode("utf-8")) < 50_000


def test_without_a_hotspot_the_card_has_the_page_alone() -> None:
    card = make_card(TOWNSHIP, HOST, 8080)

    assert read_codes_in(card.pdf, 150) == (("http://192.168.137.1:8080/",),)
    assert "帮你连上" in card.page


@pytest.mark.parametrize(
    ("name", "password"),
    [("大溪", "DAXI-2026"), ("DAXI", "daxi;2026"), ("DAXI", "SHORT"), ("A" * 20, "B" * 20)],
)
def test_a_hotspot_no_phone_joins_is_refused(name: str, password: str) -> None:
    with pytest.raises(LayoutError):
        make_card(replace(TOWNSHIP, stall=Stall(hotspot=name, password=password)), HOST, 8080)


def test_the_code_on_the_screen_is_the_one_on_paper() -> None:
    import re

    import numpy as np

    card = make_card(replace(TOWNSHIP, stall=STALL), HOST, 8080)
    found = []
    for size, path in re.findall(r'viewBox="-4 -4 (\d+).*?fill="#000" d="([^"]+)"', card.page):
        picture = np.full((int(size), int(size)), 255, dtype=np.uint8)
        for x, y, n in re.findall(r"M(\d+) (\d+)h(\d+)v1", path):
            picture[int(y) + 4, int(x) + 4 : int(x) + 4 + int(n)] = 0
        found += [code.text for code in zxingcpp.read_barcodes(picture.repeat(6, 0).repeat(6, 1))]

    assert found == ["WIFI:T:WPA;S:DAXI-GONGKAI;P:DAXI-2026;;", "http://192.168.137.1:8080/"]


def test_the_stalls_screen_shows_the_card_and_prints_it(tmp_path: Path) -> None:
    card = make_card(TOWNSHIP, HOST, 8080)
    served = with_card(read_served(make_workspace(tmp_path / "daxi")), card)
    with serving(served) as server:
        assert ask(server, "/card")[1].decode("utf-8") == card.page
        answer, pdf = ask(server, "/card.pdf")
        assert (answer.headers["Content-Type"], pdf) == ("application/pdf", card.pdf)


def test_few_openings_are_not_told_apart() -> None:
    assert [told(n) for n in (1, 4, 5, 120)] == ["<5", "<5", "5", "120"]


def test_counts_go_on_after_a_break_and_survive_a_broken_file(tmp_path: Path) -> None:
    file = tmp_path / "counts.tsv"
    file.write_bytes(b"2026-11-22\t26W48-03\t7\nbroken\n\xff\t\tx\n")
    counts = Counts(file, lambda: date(2026, 11, 23))
    for _ in range(3):
        counts.add("26W48-03")
    counts.save()

    assert Counts(file, lambda: date(2026, 11, 24)).shown() == (
        ("2026-11-22", "26W48-03", "7"),
        ("2026-11-23", "26W48-03", "<5"),
    )


def test_the_example_has_a_hotspot(example: Path) -> None:
    assert read_township(example / "kit.toml").stall.hotspot == "DAXI-GONGKAI"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('hotspot = "DAXI-GONGKAI"', 'hotspot = "大溪"', "DAXI-GONGKAI"),
        ('password = "DAXI-2026"', 'password = "短"', "DAXI-2026"),
        ('password = "DAXI-2026"', 'password = "DAXI-2026-DAXI-2026-DAXI"', "一共 36 个字符"),
        ('password = "DAXI-2026"', 'password = ""', "还要写密码"),
        ("port = 8080", "port = 80", "1024"),
        ("port = 8080", 'ports = "x"', "ports"),
    ],
)
def test_wrong_stall_settings_are_told(
    example: Path, tmp_path: Path, old: str, new: str, words: str
) -> None:
    text = (example / "kit.toml").read_text("utf-8")
    assert old in text
    (tmp_path / "kit.toml").write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(SourceError, match=words):
        read_township(tmp_path / "kit.toml")


def test_another_password_makes_no_poster_anew(example: Path) -> None:
    township = read_township(example / "kit.toml")

    assert repr(replace(township, stall=STALL)) == repr(replace(township, stall=Stall()))

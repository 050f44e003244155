"""方言稿和读音 on the desk: what is known of the dialect, and each sheet as the item stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kit.render.readback import read_text_of
from tests.desks import TestDesk, open_test_desk

if TYPE_CHECKING:
    from pathlib import Path

WRITTEN, SUGGESTED = "DX-2026-005", "DX-2026-004"


@pytest.fixture
def plain(tmp_path: Path) -> TestDesk:
    return open_test_desk(tmp_path / "daxi")


@pytest.fixture
def desk(plain: TestDesk) -> TestDesk:
    config = plain.folder / "kit.toml"
    text = config.read_text("utf-8")
    for line in ("[dialect]", "voice =", "all_readings =", "ipa =", "phrases ="):
        text = text.replace(f"# {line}", line, 1)
    config.write_text(text, encoding="utf-8")
    return plain


def test_without_a_dialect_the_page_says_where_to_choose_one(plain: TestDesk) -> None:
    clerk = plain.clerk()

    assert "还没有选哪里的话" in clerk.get("/recordings/dialect/").content.decode()
    refused = clerk.get(f"/recordings/dialect/{SUGGESTED}/")
    assert refused.status_code == 409
    assert "还没有选方言" in refused.content.decode()


def test_every_broadcast_is_listed_with_who_wrote_it_and_what_is_to_be_asked(
    desk: TestDesk,
) -> None:
    clerk = desk.clerk()
    page = clerk.get("/recordings/dialect/").content.decode()

    assert 'href="/recordings/dialect/"' in clerk.get("/recordings/").content.decode()
    assert page.count("写好了") == 1
    assert "还是建议稿" in page
    assert "读音表收了多少，不是念得准不准" in page
    assert f"/recordings/dialect/{WRITTEN}/" in page


@pytest.mark.parametrize(("item", "says"), [(WRITTEN, "没有念到"), (SUGGESTED, "还没有人改过")])
def test_a_sheet_is_drawn_as_the_item_stands_and_stamped_as_a_draft(
    item: str, says: str, desk: TestDesk
) -> None:
    answer = desk.clerk().get(f"/recordings/dialect/{item}/")
    text = "".join(read_text_of(answer.content)).replace("\n", "")

    assert answer["Content-Type"] == "application/pdf"
    assert "送审稿" in text
    assert says in text


def test_what_is_not_broadcast_has_no_sheet(desk: TestDesk) -> None:
    refused = desk.clerk().get("/recordings/dialect/DX-2026-002/")

    assert refused.status_code == 409
    assert "不上喇叭" in refused.content.decode()


def test_a_reading_that_a_local_confirmed_is_kept_and_counts_at_once(desk: TestDesk) -> None:
    clerk = desk.clerk()
    asked = {"word": "众", "reading": "zong3", "by": "样甲"}
    answer = clerk.post("/recordings/dialect/learn/", asked, follow=True)
    page = answer.content.decode()

    assert "记下了“众”" in page
    table = desk.folder / "voices" / "hakka-yongding" / "lexicon.tsv"
    assert "样甲" in table.read_text("utf-8")


@pytest.mark.parametrize(
    "asked",
    [{"word": "众", "reading": "zong3"}, {"word": "众", "reading": "a b", "by": "样甲"}, {}],
)
def test_a_reading_without_a_witness_or_of_another_length_is_refused(
    asked: dict[str, str], desk: TestDesk
) -> None:
    answer = desk.clerk().post("/recordings/dialect/learn/", asked)

    assert answer.status_code == 409
    assert not (desk.folder / "voices" / "hakka-yongding" / "lexicon.tsv").exists()

"""What must fit together in ``kit.toml``: names that point to each other, hours, lengths."""

from __future__ import annotations

from datetime import time
from typing import TYPE_CHECKING, Any

from kit.model.field import EVERYWHERE
from kit.model.township import Cycle, SiteCell, Slot
from kit.text.code_content import MOST_HOST_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kit.source.toml_table import TomlTable

DAY_BEGINS, NIGHT_BEGINS = time(6), time(22)
MOST_WIFI_LETTERS = 28
"""What fits a code of version 4 beside the words that say it is a network."""


def check_names(read: dict[str, Any], settings: TomlTable) -> None:
    """Tell what does not fit together among the values that could be read.

    Names are held only against a section that is whole: what is wrong there was told there.
    """
    told = {spot for spot, _ in settings.told}
    if ("township", 0, "villages") not in told:
        _check_villages(read, settings)
    if "step" not in {section for section, _, _ in told}:
        _check_steps(read, settings)
    for number, slot in enumerate(read["slot"]):
        if {"name", "at"} <= slot.keys() and (fault := _at_night(Slot(**slot))):
            settings.tell(("slot", number, "at"), fault)
    for number, signer in enumerate(read["signer"]):
        if "since" in signer and "until" in signer and signer["until"] < signer["since"]:
            what = f"until {signer['until']} 比 from {signer['since']} 还早，请核对。"
            settings.tell(("signer", number, "until"), what)
    for section in ("board", "slot", "department", "step", "site", "recipient", "channel"):
        settings.distinct(section, [entry.get("name", "") for entry in read[section]])
    for number, site in enumerate(read["site"]):
        for column in site.get("columns", ()):
            name, _, told = column.partition("=")
            settings.known((told or name).strip(), SiteCell, ("site", number, "columns"))
    _check_codes(read, settings)
    digits = set(read["market"].get("digits", ()))
    if read["market"].get("cycle") is Cycle.WEEKDAY and not digits <= set(range(1, 8)):
        settings.tell(("market", 0, "digits"), "按星期写时，digits 只能是 1 到 7（7 是星期日）。")


def _check_villages(read: dict[str, Any], settings: TomlTable) -> None:
    villages = read["township"].get("villages", ())
    for number, board in enumerate(read["board"]):
        _known(
            board.get("village"), [*villages, EVERYWHERE], ("board", number, "village"), settings
        )
    for number, slot in enumerate(read["slot"]):
        for village in slot.get("villages", ()):
            settings.known(village, villages, ("slot", number, "villages"))


def _check_steps(read: dict[str, Any], settings: TomlTable) -> None:
    steps = [step["name"] for step in read["step"]]
    for number, step in enumerate(read["step"]):
        for other in step.get("same_person_as", ()):
            settings.known(other, steps, ("step", number, "same_person_as"))
    posts = dict.fromkeys(step["post"] for step in read["step"])
    for number, signer in enumerate(read["signer"]):
        for post in signer.get("posts", ()):
            settings.known(post, posts, ("signer", number, "posts"))


def _known(
    name: str | None, names: Iterable[str], spot: tuple[str, int, str], settings: TomlTable
) -> None:
    if name is not None:
        settings.known(name, names, spot)


def _check_codes(read: dict[str, Any], settings: TomlTable) -> None:
    """Tell what is too long for a code that all telephones read."""
    host = read["township"].get("page_host", "")
    if len(host) > MOST_HOST_CHARACTERS:
        what = f"网址 {len(host)} 个字符，二维码扫不出，最多 {MOST_HOST_CHARACTERS} 个。"
        settings.tell(("township", 0, "page_host"), f"page_host：{what}请换一个短的。")
    stall = read["stall"]
    letters = len(stall.get("hotspot", "")) + len(stall.get("password", ""))
    if stall and letters > MOST_WIFI_LETTERS:
        what = f"名称和密码一共 {letters} 个字符，二维码扫不出，最多 {MOST_WIFI_LETTERS} 个。"
        settings.tell(("stall", 0, "password"), what)
    if "hotspot" in stall and "password" not in stall:
        settings.tell(("stall", 0, "hotspot"), "写了热点，还要写密码 password，至少 8 位。")


def _at_night(slot: Slot) -> str:
    """Return why a slot may not stand there; empty where all of it lies in the day.

    Nights are silent by law but for alerts, which stand in no slot (噪声污染防治法第八十八条).
    """
    ends = slot.at.hour * 60 + slot.at.minute + slot.most_minutes
    if slot.at >= DAY_BEGINS and ends <= NIGHT_BEGINS.hour * 60:
        return ""
    return (
        f"at：“{slot.name}”{slot.at:%H:%M} 起播 {slot.most_minutes:g} 分钟，落在夜里。"
        "晚上 10 点到早上 6 点只能播应急预警（噪声污染防治法），"
        "请改成 06:00 以后，22:00 以前播完。"
    )

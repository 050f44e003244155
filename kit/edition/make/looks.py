"""The looks at what was made: each reads finished outputs back and compares them with the order.

A look is apart from its maker, with a recipe of its own: when a check is mended, what stands in
the store is looked at again and nothing is made anew. It raises, or all is well.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.compose.web.item_page import hangs, state_told
from kit.edition.inspect.inspection import (
    compare_sound,
    inspect_paper,
    inspect_sound,
    inspect_text,
    text_of_html,
)
from kit.edition.make.handouts import handout_document
from kit.edition.make.sheet import office_pdf
from kit.plan.told_days import days_said
from kit.text.figures.compare_output import key_figures

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kit.compose.paper.page import Document
    from kit.edition.jobs.job import MadeFile
    from kit.edition.make.paper_pages import PrintedOrder
    from kit.edition.make.sheet import PaperOrder
    from kit.edition.make.sound import ClipOrder, ProgrammeOrder
    from kit.edition.make.web_page import PageOrder
    from kit.model.item import Item
    from kit.model.township import Township


def look_at_paper(order: PaperOrder, made: Sequence[MadeFile]) -> None:
    """Read every sheet back, its codes and its words.

    Raises:
        VerifyError: Something reads otherwise than it should.
    """
    for one in made:
        if "codes" in one.figures:
            inspect_paper(one.data, (order.item,), one.figures, allow=order.allow)


def look_at_handout(order: PaperOrder, made: Sequence[MadeFile]) -> None:
    """Read a handout back: its codes as it is printed, its words before a side is turned.

    Raises:
        VerifyError: Something reads otherwise than it should.
    """
    look_at_both_sides(order, made, handout_document(order))


def look_at_both_sides(order: PaperOrder, made: Sequence[MadeFile], document: Document) -> None:
    """Read a sheet for both sides back as :func:`look_at_handout`; ``document`` is not turned.

    Raises:
        VerifyError: Something reads otherwise than it should.
    """
    upright = office_pdf(document, order.township, order.font)
    for one in made:
        if "codes" in one.figures:
            inspect_paper(one.data, (order.item,), one.figures, allow=order.allow, upright=upright)


def look_at_printed_page(order: PrintedOrder, made: Sequence[MadeFile]) -> None:
    """Read the words of the page of a printed number.

    Raises:
        VerifyError: As :func:`look_at_page`.
    """
    look_at_page(order.page, made, order.number)


def look_at_page(order: PageOrder, made: Sequence[MadeFile], *shown: str) -> None:
    """Read the words of a public page; ``shown`` stands on it beside the item's own.

    Raises:
        VerifyError: A figure is not the item's, or a private number stands on it.
    """
    setting = order.setting
    beside = (setting.corrected, *(f"{v.day} {v.check_code}" for v in setting.earlier))
    titles = (link.title for link in (*setting.replaced_by, *setting.replaces))
    told = (hangs(order.item), state_told(setting.effect))
    pages = (one.data.decode("utf-8") for one in made if one.name.endswith((".html", ".txt")))
    inspect_text(
        "\n".join(map(text_of_html, pages)),
        (order.item,),
        allow=(setting.code_id, setting.check_code, *told, *beside, *titles, *shown),
    )


def look_at_article(order: PageOrder, made: Sequence[MadeFile]) -> None:
    """Read the words of an article, as :func:`look_at_page` does a page's.

    Raises:
        VerifyError: A figure is not the item's, or a private number stands in it.
    """
    host = order.setting.township.page_host
    look_at_page(order, made, f"https://{host}/D/{order.setting.code_id}/")


def look_at_led_text(items: tuple[Item, ...], made: Sequence[MadeFile]) -> None:
    """Compare each message for the LED screen with its item.

    Raises:
        VerifyError: A figure is not the item's, or a private number stands in it.
    """
    messages = made[0].data.decode("utf-8-sig").split("\n\n")
    for item, message in zip(items, messages, strict=True):
        inspect_text(message, (item,), required=())


def look_at_clip(order: ClipOrder, made: Sequence[MadeFile]) -> None:
    """Compare what a clip says with its item, and its length and loudness with its words.

    Raises:
        VerifyError: It says another figure, is too short or long, too soft or clipped.
    """
    compare_said(_said(made), order.spoken.item, order.studio.township)
    look_at_sound(order, made)


def compare_said(lines: Iterable[str], item: Item, township: Township) -> None:
    """Compare what is or will be said of an item with its key figures.

    Raises:
        VerifyError: A figure is missing or not the item's, or a private number stands in it.
    """
    # The second phone gives way where a script would be too long; an all-clear says one thing,
    # and no figure of the alert's.
    required = () if item.cancels else key_figures(item, phones=1)
    inspect_text("\n".join(lines), (item,), allow=days_said(item, township), required=required)


def look_at_all_clear(order: ClipOrder, made: Sequence[MadeFile]) -> None:
    """Look at an alert's end; it names no figure of the alert.

    Raises:
        VerifyError: As :func:`look_at_clip`.
    """
    inspect_text("\n".join(_said(made)), (order.spoken.item,), required=())
    look_at_sound(order, made)


def look_at_sound(_order: ClipOrder | ProgrammeOrder, made: Sequence[MadeFile]) -> None:
    """Compare a finished sound's length and loudness with what its words ask for.

    Raises:
        VerifyError: It is far too short or long for them, too soft, or clipped.
    """
    words = sum(character.isalnum() for line in _said(made) for character in line)
    (sound,) = (one for one in made if one.name == ".mp3")
    # Measured anew: what is noted of it may be another machine's word. Where it was made just now,
    # it has been.
    compare_sound(sound.data, sound.figures)
    inspect_sound(sound.figures, words, _read_along(made)[0])


def _said(made: Sequence[MadeFile]) -> list[str]:
    """Return the sentences of a sound, each without its minute and second."""
    return [line.partition("　")[2] for line in _read_along(made)[1:]]


def _read_along(made: Sequence[MadeFile]) -> list[str]:
    (text,) = (one for one in made if one.name == ".txt")
    return text.data.decode("utf-8-sig").splitlines()

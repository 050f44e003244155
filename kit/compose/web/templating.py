"""The templates of all pages, filled; what is written into them is shown as text.

Chinese may be broken between any two characters, and browsers do: 12月31｜日, 居民医｜保. Large
words are broken between words alone (``words``), running text nowhere in a figure (``figures``).
What is copied out of a page is the text to the letter.
"""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kit.text.typeset.bonds import Bond
from kit.text.typeset.measured import bonds_between
from kit.text.typeset.sense import sense_units

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

_LONGEST_HELD = 14
"""What a telephone of 320 px shows on a line; a longer figure must be broken somewhere."""


def filled(template: str, /, **values: object) -> str:
    """Return a template of ``kit/compose/web/templates`` with its values."""
    return _environment().get_template(template).render(**values)


def macros(template: str) -> Any:
    """Return the macros of a template as functions."""
    return _environment().get_template(template).module


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("kit.compose.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(words=_words, figures=_figures)
    environment.tests.update(figure=_is_figure)
    return environment


def _words(text: str) -> Markup:
    """Return a text with <wbr> wherever its line may end; the style keeps the rest together."""
    from markupsafe import Markup

    return Markup("<wbr>").join(sense_units(text))


def _figures(text: str, *, inline: bool = False) -> Markup:
    """Return a text with each figure, its unit and the mark after it held together.

    ``inline``: where no style sheet goes along, the style stands in the element.
    """
    from markupsafe import Markup

    style = ' style="white-space:nowrap"' if inline else ""
    held = Markup(f"<span{style}>{{}}</span>")  # noqa: S704 - the text comes in escaped
    return Markup().join(
        held.format(piece) if _is_figure(piece) else piece for piece in _bonded(text)
    )


def _is_figure(text: str) -> bool:
    """Return whether a text is one figure with its unit, and short enough to be held together."""
    return (
        1 < len(text) <= _LONGEST_HELD and any(map(str.isdigit, text)) and len(_bonded(text)) == 1
    )


def _bonded(text: str) -> list[str]:
    bonds = bonds_between(text)
    cuts = [place for place in range(1, len(text)) if bonds[place - 1] is Bond.FREE]
    return [text[start:stop] for start, stop in pairwise((0, *cuts, len(text)))]

"""The folders of an edition, in a clerk's words, and its own templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jinja2 import Template

PRINT, PLAY, FORWARD, SLIPS = "1要打印", "2要播放", "3要转发", "4张贴单"
ALL_CLEAR = f"{PLAY}/解除（只在解除后播放）"
BACK = f"{SLIPS}/收回"
CLIPS = f"{PLAY}/clips"
DRAFTS = "0送审稿"
STALL = "墟天摊位"
"""Where what is given into the hand goes."""


def template(name: str) -> Template:
    """Return one of the edition's own templates."""
    from jinja2 import Environment, PackageLoader, StrictUndefined

    environment = Environment(
        loader=PackageLoader("kit.edition"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(name)

"""The templates of all pages, filled; what is written into them is shown as text."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from jinja2 import Environment


def filled(template: str, /, **values: object) -> str:
    """Return a template of ``kit/compose/web/templates`` with its values."""
    return _environment().get_template(template).render(**values)


def macros(template: str) -> Any:
    """Return the macros of a template as functions."""
    return _environment().get_template(template).module


@cache
def _environment() -> Environment:
    from jinja2 import Environment, PackageLoader, StrictUndefined

    return Environment(
        loader=PackageLoader("kit.compose.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )

"""Where the public pages stand: one folder for all weeks, so that no printed code dies."""

from __future__ import annotations

SITE = "site"


def page_folder(code: str) -> str:
    """Return the folder of a page below ``output``: upper case, as it is printed."""
    return f"{SITE}/D/{code}"


def is_site_path(path: str) -> bool:
    """Return whether an output belongs to the public pages and not into the edition."""
    return path.startswith(f"{SITE}/")

"""What a worker loads while it waits for its first sheet."""

from __future__ import annotations


def load_makers() -> None:
    """Load what nearly every sheet is made with; what a few need comes with them."""
    import kit.edition.make.channel_sheets
    import kit.render.pdf  # noqa: F401

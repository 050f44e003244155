"""Print-and-broadcast kit for townships whose villagers do not use the internet."""

from __future__ import annotations

__version__ = "2026.1"

"""Lengths, days and times in the units the whole kit uses."""

from __future__ import annotations

PT_PER_MM = 72 / 25.4
MM_PER_PT = 25.4 / 72

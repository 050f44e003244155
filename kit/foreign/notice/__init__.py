"""A notice read: its frame, its lines, and what each field could be, each a cut of the text."""

from __future__ import annotations

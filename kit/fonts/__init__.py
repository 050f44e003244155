"""Typefaces: widths, coverage and the subsets that go into a PDF."""

from __future__ import annotations

from kit.fonts.typeface import Subset, Typeface, load_typeface

__all__ = ["Subset", "Typeface", "load_typeface"]

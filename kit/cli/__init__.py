"""The command line: parse, call, print; it decides nothing."""

from __future__ import annotations

from kit.cli.app import main

__all__ = ["main"]

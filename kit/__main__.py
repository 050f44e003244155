"""Run the kit's commands as ``python -m kit``."""

from __future__ import annotations

from kit.cli import main

main(prog_name="kit")

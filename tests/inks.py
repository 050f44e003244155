"""The inks a finished PDF asks a printer for."""

from __future__ import annotations

from io import BytesIO

import pikepdf

_PAINTS = {"g", "G", "rg", "RG", "k", "K", "cs", "CS", "sc", "SC", "scn", "SCN", "sh"}
BLACK_AND_WHITE = {"0 g", "1 g", "0 G", "1 G"}


def painted(pdf: bytes) -> set[str]:
    """Every operator that chooses a colour, with its operands, on pages and on forms."""
    with pikepdf.open(BytesIO(pdf)) as document:
        forms = [
            thing
            for thing in document.objects
            if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Form"
        ]
        return {
            " ".join([*map(str, instruction.operands), str(instruction.operator)])
            for drawn in (*document.pages, *forms)
            for instruction in pikepdf.parse_content_stream(drawn)
            if str(instruction.operator) in _PAINTS
        }

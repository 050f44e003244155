"""Names in a Word document, and attributes read whatever a strange program wrote there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.foreign.safe_xml import tree

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

    from kit.foreign.gate import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
VML = "{urn:schemas-microsoft-com:vml}"
VAL = f"{W}val"
MOST_ELEMENTS = 300_000
"""Of a part; a notice with a list of two thousand people has a third of that."""
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_USUAL = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def named(*names: str) -> frozenset[str]:
    """Return the names of the document's own elements."""
    return frozenset(f"{W}{name}" for name in names)


def root_of(package: Package, name: str) -> Element | None:
    """Return the root of a part, or None where there is no such part.

    Raises:
        ForeignFileError: The part is broken.
    """
    data = package.part(name)
    # The strict form of the format differs in the names alone, and its names are as unique.
    plain = None if data is None else data.replace(_STRICT, _USUAL)
    return None if plain is None else tree(plain, most_elements=MOST_ELEMENTS)


def value(parent: Element | None, path: str, otherwise: str = "") -> str:
    """Return ``w:val`` of the element at ``path``, or ``otherwise``."""
    found = None if parent is None else parent.find(path)
    return otherwise if found is None else found.get(VAL, otherwise)


def whole(text: str | None, otherwise: int = 0) -> int:
    """Return a whole number, or ``otherwise`` where a file says something else."""
    return int(text) if text and text.isascii() and text.isdecimal() else otherwise


def is_on(parent: Element | None, name: str) -> bool:
    """Return whether a switch such as ``w:vanish`` is there and not turned off."""
    found = None if parent is None else parent.find(f"{W}{name}")
    return found is not None and found.get(VAL) not in ("0", "false", "off")


def shown_choice(alternatives: Element) -> Element | None:
    """Return the one of two forms of the same thing that new programs show.

    Both stand in the file: whoever reads both reads the head of the notice twice.
    """
    choice = alternatives.find(f"{MC}Choice")
    return choice if choice is not None else alternatives.find(f"{MC}Fallback")


def outermost(element: Element, name: str) -> Iterator[Element]:
    """Yield the elements of that name inside ``element`` that stand in no other of them."""
    for child in element:
        if child.tag == name:
            yield child
        elif child.tag == f"{MC}AlternateContent":
            chosen = shown_choice(child)
            if chosen is not None:
                yield from outermost(chosen, name)
        else:
            yield from outermost(child, name)

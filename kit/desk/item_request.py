"""What a request says of the item that somebody is writing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kit.desk.here import here
from kit.desk.keeping import Writing
from kit.desk.roles import who
from kit.office.kept_open import file_of, keep_open
from kit.office.unsaved import Text

if TYPE_CHECKING:
    from django.http import HttpRequest


def writing_of(request: HttpRequest, item_id: str) -> Writing:
    """Return who writes in which item.

    Raises:
        SourceError: There is no such item.
    """
    place = here()
    return Writing(
        folder=place.folder,
        item_id=item_id,
        file=file_of(keep_open(place.folder, place.clock), item_id),
        by=who(request),
        now=place.clock(),
    )


def text_in(writing: Writing, text: str, table: str) -> Text:
    """Return a text as it is read for a preview."""
    return Text(file=writing.file, text=text, table=table.encode() or None)


def posted_in(request: HttpRequest) -> dict[str, list[str]]:
    """Return what a form sends, all values of each field."""
    return {name: request.POST.getlist(name) for name in request.POST}


def number_in(request: HttpRequest) -> int:
    """Return the number of the wording that a page began from."""
    number = request.POST.get("number", "")
    return int(number) if number.isdecimal() else 0

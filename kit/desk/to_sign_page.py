"""What the page of an item to be signed shows, put as the template reads it."""

from __future__ import annotations

from typing import Any

from kit.desk.here import here
from kit.desk.models import Draft
from kit.desk.passwords import names_with_password
from kit.desk.shown_item import sheet_title
from kit.errors import RequestError
from kit.model.finding import Severity
from kit.office.look import look_at, open_to_look, sheets_of
from kit.office.signers import account_name, signers_now
from kit.office.to_sign import to_sign

PICTURE_PX = 900
"""Wide enough to be read on the page when it is opened large."""


def page_of(item_id: str, me: str) -> dict[str, Any]:
    """Return all that the page shows of an item; ``me`` is the signer who asks.

    Raises:
        SourceError: There is no such item, or the workspace cannot be read.
    """
    place = here()
    opened = open_to_look(place.folder, place.clock)
    seen = to_sign(place.folder, item_id, place.clock, me)
    with_password = set(names_with_password())
    weights = [Severity.STOP, Severity.WARN]
    return {
        "seen": seen,
        "item": seen.item,
        "step": seen.turn.step,
        "signed": [one.step for one in seen.turn.state.signed],
        "sheets": [(name, sheet_title(name)) for name in sheets_of(opened, seen.item)],
        "changed_lines": sum(1 for line in seen.script if line.is_changed),
        "heard_lines": sum(1 for line in seen.script if line.is_changed and line.number),
        "writing": Draft.objects.filter(item_id=item_id).first(),
        "findings": sorted(
            (one for one in seen.findings if one.severity in weights),
            key=lambda one: weights.index(one.severity),
        ),
        "stops": sum(one.severity is Severity.STOP for one in seen.findings),
        "ready": [one for one in seen.names if account_name(one) in with_password],
        "has_list": bool(signers_now(place.folder, place.clock)),
    }


def sheet_picture(item_id: str, name: str, page: int, code: str) -> bytes:
    """Return a page of a sheet as PNG, of the text whose 核对版本 is ``code``.

    Raises:
        RequestError: The item says something else now, or it cannot be drawn.
        SourceError: There is no such item, or the workspace cannot be read.
        VerifyError: The sheet has no such page.
    """
    place = here()
    seen = to_sign(place.folder, item_id, place.clock)
    if seen.check_code != code:
        raise RequestError("内容改过，这张图不对了。", "请刷新这一页。")
    opened = open_to_look(place.folder, place.clock)
    drawn = look_at(opened, seen.item, name, page=page, width_px=PICTURE_PX)
    if not drawn.picture:
        raise RequestError("这一张排不下。", "请退回，让业务员改短。")
    return drawn.picture

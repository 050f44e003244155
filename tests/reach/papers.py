"""The example township's papers, made as an edition makes them."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from kit.edition.make.handouts import make_handout
from kit.edition.make.paper import make_poster
from kit.edition.make.sheet import PaperOrder
from tests.sheets import ROOT, item, workspace

if TYPE_CHECKING:
    from kit.edition.jobs.job import MadeFile

PAYLOAD = "https://dx.example/D/26W48-03"


@cache
def poster(number: str, layout_name: str) -> MadeFile:
    return make_poster(_order(number, layout_name))[0]


@cache
def handout(number: str) -> MadeFile:
    return make_handout(_order(number, "handout-a5"))[0]


def _order(number: str, layout_name: str) -> PaperOrder:
    file = f"layouts/{layout_name}.toml"
    return PaperOrder(
        item=item(number),
        township=workspace().township,
        layout_text=(ROOT / file).read_text(encoding="utf-8"),
        layout_file=file,
        payload=PAYLOAD,
        code_id="26W48-03",
        stamp="样例",
        check_code="7K3M-9QPW",
    )

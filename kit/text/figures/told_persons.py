"""People whom the item names as its contact, against the same name a character otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.text.figures.item_facts import KEYS
from kit.text.figures.verdict import stop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kit.text.figures.item_facts import Facts
    from kit.text.figures.said import Said
    from kit.text.figures.verdict import Verdict

_OFFICE = (
    "联系人|经办人|负责人|值班(?:人员?)?|带班领导?|主任|书记|[所站村组]长|会计|医生|老师"
    "|党政办|民政办|办公室"
)
_NAMED = re.compile(
    rf"(?:{_OFFICE})[:是为找]?(?P<name>[\u4e00-\u9fff]{{3}})(?=[,。;、()\s\d]|的|电话|$)"
)
_WHOLE = 3


def judge_persons(facts: Facts, said: Said) -> Iterator[tuple[int, int, Verdict]]:
    """Give 林建华 behind an office where another text has 林建国 behind one: one is mistyped."""
    found = list(_NAMED.finditer(said.text))
    if not found or said.label in KEYS:
        return
    own = {
        match["name"]
        for other in facts.texts
        for match in _NAMED.finditer(other.text)
        if other is not said or match.start() < found[-1].start()
    }
    for match in found:
        name = match["name"]
        near = [one for one in sorted(own - {name}) if _is_near(name, one)]
        if name not in own and near:
            yield *match.span("name"), stop("和别处写的名字差一个字", "请核对是谁。")


def _is_near(one: str, other: str) -> bool:
    return one[0] == other[0] and sum(a == b for a, b in zip(one, other, strict=True)) == _WHOLE - 1

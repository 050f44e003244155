"""Remarks above the fields of an item file: read by the clerk, seen by nobody else."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kit.model.fields import BY_LABEL

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_FENCE = "---"


def with_remarks(text: str, remarks: Mapping[str, Sequence[str]]) -> str:
    """Return an item file with remarks above fields, by label; of absent fields at the end.

    A remark is one line, whatever it is made of: it must not become a line of the head.
    """
    lines = text.split("\n")
    close = lines.index(_FENCE, 1)
    left = {label: [_line(one) for one in said] for label, said in remarks.items() if said}
    head: list[str] = []
    for line in lines[:close]:
        label = re.match(r"(?:# )?([\u4e00-\u9fff]+):", line)
        if label and label[1] in BY_LABEL:
            head += left.pop(label[1], [])
        head.append(line)
    apart = [f"# {label}：{one[2:]}" for label, said in left.items() for one in said]
    return "\n".join([*head, *apart, *lines[close:]])


def _line(text: str) -> str:
    return f"# {' '.join(text.split())}"

"""What a page shows of an item that is being written, as the script beside it reads it."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING, Any

from kit.model.finding import Severity
from kit.office.stand_ins import PART

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kit.model.finding import Finding
    from kit.office.doubtful import SpokenLine
    from kit.office.item_form import FormField
    from kit.office.item_preview import ItemPreview

MISSING = "F04"
"""Code of what is not written yet."""
LOOKS_LIKE = "K15"
"""Code of what a plain notice will hang as: the form offers that kind beside 类型."""
_KINDS_OF_SHEET = (
    ("full-text", "全文页"),
    ("handout", "宣传单"),
    ("leaflet", "宣传单"),
    ("questions", "问答"),
    ("card", "意见卡"),
)
_PAPERS = ("a1", "a2", "a3", "a4", "a5", "a6")
_WORDS = {Severity.STOP: "要改", Severity.WARN: "请核实"}
_HINT = "提示"


def shown_preview(seen: ItemPreview) -> dict[str, Any]:
    """Return a preview as JSON: findings by field, a sheet as a picture, the script."""
    look = seen.look
    return {
        "findings": shown_findings(seen.findings),
        "stops": _count(seen.findings, Severity.STOP),
        "looks": _count(seen.findings, Severity.WARN),
        "sheets": [{"name": name, "title": sheet_title(name)} for name in seen.sheets],
        "sheet": look.sheet if look else "",
        "pages": look.pages if look else 0,
        "paper": _paper(look.sheet) if look else "",
        "distance": _distance(look.distance_m) if look and look.picture else "",
        "picture": b64encode(look.picture).decode() if look else "",
        "script": list(_script(seen.script)),
        "seconds": _length(seen.seconds),
        "doubts": len({one.word for line in seen.script for one in line.doubts}),
        "days": dict(seen.days),
        "whole": seen.is_whole,
    }


def shown_findings(findings: Iterable[Finding]) -> list[dict[str, str | bool]]:
    """Return the findings that a clerk should see to, in the order of their weight."""
    wanted = [one for one in findings if one.severity in _WORDS or one.code == LOOKS_LIKE]
    wanted.sort(key=lambda one: one.severity is not Severity.STOP)
    return [
        {
            "field": one.field.replace(PART, "."),
            "code": one.code,
            "missing": one.code == MISSING,
            "stop": one.severity is Severity.STOP,
            "word": _WORDS.get(one.severity, _HINT),
            "text": one.message + one.remedy,
        }
        for one in wanted
    ]


def stops(findings: Iterable[Finding]) -> list[Finding]:
    """Return the findings that keep an item from being signed."""
    return [one for one in findings if one.severity is Severity.STOP]


def sheet_title(name: str) -> str:
    """Return what staff call a sheet: 海报 A3, 宣传单."""
    title = next((word for start, word in _KINDS_OF_SHEET if name.startswith(start)), "")
    return title or f"海报 {_paper(name)}"


def values_of(fields: Iterable[FormField], labels: Iterable[str]) -> dict[str, str] | None:
    """Return what stands in the boxes of some labels; None where they are no single boxes."""
    wanted = set(labels)
    simple = {
        one.name: one.value
        for one in fields
        if one.label in wanted and not one.groups and one.widget.value != "choices"
    }
    return simple if wanted <= set(simple) else None


def _count(findings: Iterable[Finding], severity: Severity) -> int:
    return sum(one.severity is severity for one in findings)


def _paper(name: str) -> str:
    last = name.rpartition("-")[2]
    return last.upper() if last in _PAPERS else ""


def _distance(distance_m: float | None) -> str:
    return f"约 {distance_m:.1f} 米看得清" if distance_m else ""


def _length(seconds: float) -> str:
    """Return how long a script lasts: 1 分 29 秒."""
    minutes, rest = divmod(round(seconds), 60)
    return (f"{minutes} 分 " if minutes else "") + (f"{rest} 秒" if rest or not minutes else "整")


def _script(lines: Iterable[SpokenLine]) -> Iterator[dict[str, Any]]:
    for line in lines:
        minutes, seconds = divmod(int(line.at_s), 60)
        yield {
            "at": f"{minutes:02}:{seconds:02}",
            "said": line.spoken,
            "parts": list(_parts(line)),
        }


def _parts(line: SpokenLine) -> Iterator[dict[str, Any]]:
    """Yield a line cut where a doubtful character stands."""
    done = 0
    for doubt in line.doubts:
        if doubt.start < done:
            continue
        yield {"text": line.written[done : doubt.start]}
        done = doubt.start + 1
        yield {
            "text": line.written[doubt.start : done],
            "word": doubt.word,
            "ways": list(doubt.readings),
        }
    yield {"text": line.written[done:]}

"""The steps of a long work, as its child writes them and the pages read them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from kit.json_text import parse_json

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One kind of work within it, such as 朗读, summed over its rounds."""

    name: str
    done: int
    total: int
    what: str
    """What was done last."""
    began_s: float
    """Seconds from the birth of the child to the first step of the stage."""
    at_s: float
    """The same to its newest step."""
    earlier: int = 0
    """Steps of the rounds before the present one: what shows others' figures is made after."""

    @property
    def is_done(self) -> bool:
        """Whether no step is left, as far as is known."""
        return self.done >= self.total


def read_stages(path: Path) -> tuple[Stage, ...]:
    """Return the stages written so far, in the order in which they were begun."""
    try:
        lines = path.read_text("utf-8", errors="replace").splitlines()
    except OSError:
        return ()
    return stages_of(filter(None, map(_step, lines)))


def stages_of(steps: Iterable[Mapping[str, Any]]) -> tuple[Stage, ...]:
    """Return the stages that steps make up."""
    stages: dict[str, Stage] = {}
    for step in steps:
        name, done, total, at_s = step["stage"], step["done"], step["total"], step["at_s"]
        known = stages.get(name)
        if known is None:
            began = Stage(name=name, done=0, total=0, what="", began_s=at_s, at_s=at_s)
            known = began
        elif done <= known.done - known.earlier and known.is_done:
            known = replace(known, earlier=known.done)  # a new round begins to count from one
        stages[name] = replace(
            known,
            done=known.earlier + done,
            total=known.earlier + total,
            what=step["what"],
            at_s=at_s,
        )
    return tuple(stages.values())


def _step(line: str) -> Mapping[str, Any] | None:
    try:
        step = parse_json(line)
    except ValueError:
        return None  # the line that is being written, or was when the machine went down
    whole = isinstance(step, dict) and step.keys() >= {"stage", "done", "total", "what", "at_s"}
    return step if whole else None

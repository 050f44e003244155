"""How far a piece of work has come, how somebody stops it, and what the time is: handed in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable
    from concurrent.futures import Executor, Future

Order = TypeVar("Order")
Result = TypeVar("Result")

Clock = Callable[[], datetime]
"""Returns the present time with its zone; the library itself never looks at a clock."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a longer piece of work, just done."""

    stage: str
    """What kind of work: 朗读, 制作, 核对."""
    done: int
    total: int
    """How many steps the stage has, this one counted."""
    what: str
    """What was done, for whoever waits: 海报 DX-2026-004."""


class Progress(Protocol):
    """Told of every step; shown on a terminal, on a page, or nowhere.

    **Cancelling**: a progress that raises :class:`kit.errors.Cancelled` ends the work after the
    step it was told of. What is finished stays in the store, nothing is published, no lock and
    no process is left behind, and the same work asked for again goes on from there.
    """

    def __call__(self, step: Step, /) -> None:
        """Take note of ``step``, or raise ``Cancelled``."""


def as_finished(
    executor: Executor, work: Callable[[Order], Result], orders: Iterable[Order]
) -> Generator[tuple[Order, Future[Result]], None, None]:
    """Yield each order as it finishes; what has not begun when this is closed never does.

    What is done in this very process is told of before the next begins, or a single worker
    would show nothing, and could not be stopped, until all of it is over.
    """
    from concurrent.futures import as_completed

    begun: dict[Future[Result], Order] = {}
    try:
        for order in orders:
            future = executor.submit(work, order)
            if future.done() and not begun:
                yield order, future
            else:
                begun[future] = order
        for future in as_completed(begun):
            yield begun[future], future
    finally:
        for future in begun:
            future.cancel()

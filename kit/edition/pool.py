"""The processes that do an edition's work on this machine's cores; none outlives its parent."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from multiprocessing.connection import wait
from typing import TYPE_CHECKING, Any

from kit.errors import StorageError
from kit.progress import as_finished

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from typing import Self

    from kit.progress import Order, Result

_PARENT_GONE = 75
_TRIES = 2


def end_with_parent() -> None:
    """Begin to watch the parent: a worker of a killed build must not stay for hours.

    The sentinel is a pipe's end on Linux and a process handle on Windows; ``wait`` takes both.
    """
    parent = multiprocessing.parent_process()
    if parent is not None:
        watch = threading.Thread(target=_end_after, args=(parent.sentinel,), daemon=True)
        watch.start()


def _end_after(sentinel: int) -> None:
    wait([sentinel])
    # At once, also in the middle of a sentence: a worker writes nothing that is not renamed last.
    os._exit(_PARENT_GONE)


class InProcess(Executor):
    """Runs each job at once in this process: one worker, and nothing to start."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return a future that is already done."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:  # noqa: BLE001 - the future carries it, as in any executor
            future.set_exception(error)
        return future


def open_executor(workers: int) -> Executor:
    """Return this machine's workers; ``spawn``, so that Linux behaves as Windows does."""
    if workers <= 1:
        return InProcess()
    return open_processes(workers)


def open_processes(workers: int) -> ProcessPoolExecutor:
    """Return so many processes beside this one."""
    context = multiprocessing.get_context("spawn")
    return ProcessPoolExecutor(workers, context, initializer=end_with_parent)


def _nothing() -> None:
    """Load nothing."""


class Team:
    """So many workers for a build: begun before there is work, kept until all of it is done.

    To begin a process and load what makes sheets takes as long as to make ten of them. It is
    done while this process still reads and plans the week, and once for all rounds of making.
    """

    def __init__(self, workers: int, load: Callable[[], None] = _nothing) -> None:
        """``load`` loads in each what its work will need."""
        self.workers = workers
        self._load = load
        self._executor = open_executor(workers)

    def __enter__(self) -> Self:
        """Have the workers get ready, without waiting for them."""
        # One alone is this very process, and loads what it needs when it needs it.
        for _ in range(self.workers if self.workers > 1 else 0):
            self._executor.submit(self._load)
        return self

    def __exit__(self, *_: object) -> None:
        """Let the workers end after what they are doing."""
        self._executor.shutdown(wait=True, cancel_futures=True)

    def run_all(
        self, work: Callable[[Order], Result], orders: Sequence[Order]
    ) -> Iterator[tuple[Order, Result]]:
        """Yield each order with its result as it finishes; an order's own error is raised.

        A worker that dies takes its whole pool with it, also one that waits for work. So the rest
        is tried in a new pool, until twice in a row nothing gets done.

        Raises:
            StorageError: Workers keep dying and nothing more gets done.
        """
        left = {id(order): order for order in orders}
        idle = 0
        while left:
            before = len(left)
            with contextlib.suppress(BrokenExecutor):  # dead before it was asked
                for order, future in as_finished(self._executor, work, tuple(left.values())):
                    try:
                        result = future.result()
                    except BrokenExecutor:
                        continue
                    del left[id(order)]
                    yield order, result
            if left:
                self._executor.shutdown(wait=True, cancel_futures=True)
                self._executor = open_executor(self.workers)
            idle = idle + 1 if len(left) == before else 0
            if idle == _TRIES:
                raise StorageError(
                    f"有 {len(left)} 项做不完，做事的进程被系统结束了。",
                    "请关闭其他程序，再做一次。",
                )


ALONE = Team(1)
"""This very process: nothing to begin, and nothing to end."""

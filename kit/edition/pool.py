"""The processes that do an edition's work on this machine's cores; none outlives its parent."""

from __future__ import annotations

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

    from kit.progress import Order, Result

_PARENT_GONE = 75


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


def run_all(
    work: Callable[[Order], Result], orders: Sequence[Order], workers: int
) -> Iterator[tuple[Order, Result]]:
    """Yield each order with its result as it finishes; an order's own error is raised.

    A worker that dies takes its whole pool with it, so the rest is tried in a new pool as
    long as each round gets something done.

    Raises:
        StorageError: Workers keep dying and nothing more gets done.
    """
    left = list(orders)
    while left:
        unfinished: list[Order] = []
        with open_executor(min(workers, len(left))) as executor:
            try:
                for order, future in as_finished(executor, work, left):
                    try:
                        yield order, future.result()
                    except BrokenExecutor:
                        unfinished.append(order)
            finally:
                executor.shutdown(wait=True, cancel_futures=True)
        if len(unfinished) == len(left):
            raise StorageError(
                f"有 {len(left)} 项做不完，做事的进程被系统结束了。", "请关闭其他程序，再做一次。"
            )
        left = unfinished

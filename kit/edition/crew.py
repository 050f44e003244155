"""Child processes that do large pieces of work, such as a township's week each.

In one pool of many processes a dead one takes the work of all others with it, and nobody knows
whose work killed it. Here each process is a pool of its own: it costs the work it was doing.
"""

from __future__ import annotations

import threading
from concurrent.futures import BrokenExecutor, Executor, ThreadPoolExecutor
from typing import TYPE_CHECKING, Any

from kit.edition.pool import open_processes
from kit.errors import StorageError

if TYPE_CHECKING:
    from collections.abc import Callable
    from concurrent.futures import Future, ProcessPoolExecutor

_TRIES = 2
"""A process may be killed for what others used; work that kills two does so itself."""


class Crew(Executor):
    """So many processes, each with work of its own.

    The future of what ended its process twice holds a ``StorageError``; all others go on.
    """

    def __init__(self, workers: int) -> None:
        self._threads = ThreadPoolExecutor(workers)
        self._own = threading.local()
        self._open: list[ProcessPoolExecutor] = []

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Return the future of what one of the processes will do."""
        return self._threads.submit(self._run, fn, args, kwargs)

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Let the processes end after what they are doing."""
        self._threads.shutdown(wait, cancel_futures=cancel_futures)
        for process in self._open:
            process.shutdown(wait)

    def _run(self, work: Callable[..., Any], args: Any, kwargs: Any) -> Any:
        for _ in range(_TRIES):
            try:
                return self._process().submit(work, *args, **kwargs).result()
            except BrokenExecutor:
                self._own.process = None
        raise StorageError(
            "做它的进程两次被系统结束了，多半是内存不够。",
            "请关闭其他程序，或加 --workers 1 再做。",
        )

    def _process(self) -> ProcessPoolExecutor:
        """Return this thread's process; a new one where it has none, or lost it."""
        process: ProcessPoolExecutor | None = getattr(self._own, "process", None)
        if process is None:
            process = self._own.process = open_processes(1)
            self._open.append(process)
        return process

"""Work given to a cluster of machines that is there already, through its executor.

A machine that is lost costs its own work, which another does. Where the one that deals it out
starts anew, all that waited is given to it again; what was finished by then is finished.
"""

from __future__ import annotations

import ipaddress
import ssl
from concurrent.futures import FIRST_COMPLETED, CancelledError, wait
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from kit.errors import KitError, RequestError, StorageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Executor, Future
    from contextlib import AbstractContextManager

    from distributed import Security

Order = TypeVar("Order")
Result = TypeVar("Result")

_ROUNDS = 5
"""So often the cluster is looked for anew while nothing gets done."""
_REACHED_WITHIN_S = 60
_CERTIFY = (
    "请用本县的 CA 给这台电脑发一份证书，和 CA 的一起写在 Dask 的设置 distributed.comm.tls 里，"
    "再做一次。"
)
_RETRIES = 2
"""On other machines, of what raised: a full disk is that machine's own."""


@dataclass(frozen=True, slots=True)
class Reached:
    """A cluster as it answers now."""

    executor: Executor
    places: int
    """Pieces of work that it does at once."""


@contextmanager
def reach(address: str) -> Iterator[Reached]:
    """Yield the cluster at an address; its certificates are those of Dask's own settings.

    Raises:
        RequestError: The address is not safe, the client is not installed, or the certificates
            of this machine and of the cluster are not of one CA.
        OSError: It does not answer.
    """
    safe_address(address)
    try:
        from distributed import Client, Security
        from distributed.comm.core import FatalCommClosedError
    except ImportError as error:
        raise RequestError(
            "这里没有装集群要用的部分。", "请按 requirements/cluster.txt 装好，再做一次。"
        ) from error
    security = Security(require_encryption=True) if address.startswith("tls:") else None
    if security is not None:
        _own_certificate(security)
    try:
        opened = Client(address, security=security, timeout=_REACHED_WITHIN_S)
    except OSError as error:
        # One of both does not know the other's CA: who is refused sees an alert, or only the end.
        if isinstance(error, FatalCommClosedError) or isinstance(error.__cause__, ssl.SSLError):
            raise RequestError(
                "集群和这台电脑互不相认：证书不是同一个 CA 发的。", _CERTIFY
            ) from error
        raise
    with opened as client:
        client.wait_for_workers(1, timeout=_REACHED_WITHIN_S)
        places = sum(client.nthreads().values())
        yield Reached(client.get_executor(pure=False, retries=_RETRIES), places)


def _own_certificate(security: Security) -> None:
    """Refuse to call a cluster without a certificate to show.

    Raises:
        RequestError: None is named in Dask's settings, or a file of it cannot be read.
    """
    try:
        context = security.get_connection_args("client").get("ssl_context")
    except OSError as error:
        raise RequestError(f"这台电脑的证书读不出来（{error}）。", _CERTIFY) from error
    if context is None:
        raise RequestError("这台电脑没有集群要的证书。", _CERTIFY)


def safe_address(address: str) -> None:
    """Refuse a cluster that anybody on the way could give work to, or take work from.

    Raises:
        RequestError: It is neither ``tls://``, nor ``tcp://`` on this machine itself.
    """
    parts = urlsplit(address)
    if parts.hostname and (parts.scheme == "tls" or _is_here(parts.scheme, parts.hostname)):
        return
    raise RequestError(
        f"集群的地址“{address}”不能用：没有加密，谁都能往里塞东西。",
        "请写 tls://主机:端口；只有本机试的时候可以写 tcp://127.0.0.1:端口。",
    )


def _is_here(scheme: str, host: str) -> bool:
    try:
        return scheme == "tcp" and ipaddress.ip_address(host).is_loopback
    except ValueError:  # a name: it may lead anywhere
        return False


def run_elsewhere(
    work: Callable[..., Result],
    orders: Sequence[Order],
    sent: Callable[[Order], tuple[object, ...] | None],
    reached: Callable[[], AbstractContextManager[Reached]],
) -> Iterator[tuple[Order, Result | KitError | None]]:
    """Yield each order with what a cluster made of it as it comes, or with why it did not.

    ``sent`` says what goes out for an order; for None nothing goes out, and None comes back. No
    more is under way than the cluster does at once and as much again: neither side holds a
    province in memory.
    """
    left = list(orders)
    idle = 0
    while left:
        before = len(left)
        try:
            with reached() as cluster:
                for order, outcome in _dealt(work, tuple(left), sent, cluster):
                    left.remove(order)
                    yield order, outcome
        except (OSError, CancelledError):  # what deals the work out is gone, or not there yet
            idle = idle + 1 if len(left) == before else 0
        if idle >= _ROUNDS:
            gone = StorageError(
                "集群连不上。",
                "请看集群的调度进程和做事的进程开着没有，再运行一次：做好了的不再做。",
            )
            yield from ((order, gone) for order in left)
            return


def _dealt(
    work: Callable[..., Result],
    orders: Sequence[Order],
    sent: Callable[[Order], tuple[object, ...] | None],
    cluster: Reached,
) -> Iterator[tuple[Order, Result | KitError | None]]:
    """Yield what comes back.

    Raises:
        CancelledError: The cluster is lost.
    """
    waiting: dict[Future[Result], Order] = {}
    rest = iter(orders)
    try:
        while True:
            while len(waiting) < 2 * cluster.places and (order := next(rest, None)) is not None:
                try:
                    goods = sent(order)
                except KitError as error:
                    yield order, error
                    continue
                if goods is None:
                    yield order, None
                else:
                    waiting[cluster.executor.submit(work, *goods)] = order
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                outcome = _outcome(future)
                yield waiting.pop(future), outcome
    finally:
        for future in waiting:
            future.cancel()


def _outcome(future: Future[Result]) -> Result | KitError:
    try:
        return future.result()
    except (CancelledError, OSError):
        raise
    except KitError as error:
        return error
    except Exception as error:  # noqa: BLE001 - it ends its machines, or they lack the kit
        return StorageError(
            f"集群上没有做成（{type(error).__name__}：{error}）。",
            "请看做它的机器装好没有、内存够不够，再做一次；或者在这里单独做。",
        )

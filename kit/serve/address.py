"""This machine's addresses on the stall's network: plain numbers, for Android knows no names."""

from __future__ import annotations

import contextlib
import ipaddress
import socket
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

HOTSPOTS = ("192.168.137.", "10.42.0.", "192.168.43.", "192.168.12.")
"""Networks that Windows, NetworkManager, Android and create_ap give to their own hotspots."""
# Nothing is sent: connecting a UDP socket only asks the system which card would be used.
_ASKED = (
    *(f"{network}254" for network in HOTSPOTS),
    "192.168.0.254",
    "192.168.1.254",
    "10.255.255.254",
    "172.16.0.254",
    "203.0.113.1",
)


def lan_addresses() -> tuple[str, ...]:
    """Return this machine's addresses that telephones nearby can reach, a hotspot's first."""
    return ranked((*_by_route(), *_by_name()))


def ranked(addresses: Iterable[str]) -> tuple[str, ...]:
    """Return the private addresses among these, each once, a hotspot's own before others."""
    usable = {address for address in addresses if _is_usable(address)}
    return tuple(sorted(usable, key=lambda address: (_rank(address), address)))


def _is_usable(address: str) -> bool:
    try:
        number = ipaddress.IPv4Address(address)
    except ValueError:
        return False
    local = number.is_loopback or number.is_link_local or number.is_unspecified
    return number.is_private and not local


def _rank(address: str) -> int:
    for number, network in enumerate((*HOTSPOTS, "192.168.")):
        if address.startswith(network):
            return number
    return len(HOTSPOTS) + 1


def _by_route() -> Iterator[str]:
    for target in _ASKED:
        with (
            contextlib.suppress(OSError),
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asking,
        ):
            asking.connect((target, 9))
            yield str(asking.getsockname()[0])


def _by_name() -> Iterator[str]:
    with contextlib.suppress(OSError):
        for *_, address in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET):
            yield str(address[0])

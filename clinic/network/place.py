"""Where this machine is on the local network: its names and its addresses, found without asking any other machine."""

from __future__ import annotations

import platform
import re
import socket
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

Address = IPv4Address | IPv6Address

LOCAL = tuple(
    ip_network(one) for one in ("10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "fc00::/7", "::1/128")
)
"""The ranges that are used inside a house and nowhere else (RFC 1918, RFC 4193), and this machine itself."""
LINK = tuple(ip_network(one) for one in ("169.254.0.0/16", "fe80::/10"))
THIS_MACHINE = ("localhost", "127.0.0.1", "::1")
TOWARDS = ("10.255.255.254", "192.168.255.254", "172.31.255.254", "192.0.2.1", "fdff::1", "2001:db8::1")
"""One address in each range and two far away: the machine says from which of its own it would send. Nothing is sent."""
NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*")


@dataclass(frozen=True)
class Place:
    """Host names in lower case and addresses, each in the order in which people should try them. Those that mean
    "this machine" wherever they are typed stand last. `elsewhere` are addresses it has outside any local network."""

    names: tuple[str, ...]
    addresses: tuple[Address, ...]
    elsewhere: tuple[Address, ...] = ()

    @property
    def hosts(self) -> frozenset[str]:
        """Every name and address as a browser sends it in the Host header, without the port."""
        return frozenset((*self.names, *map(str, self.addresses)))


def find_place(given: Iterable[str] = (), host_name: str | None = None, towards: Iterable[str] = TOWARDS) -> Place:
    """This machine's names and addresses now, and those that the clinic has `given` it.

    Where it has local IPv4 addresses those are enough: nobody types the others, and they change by the day.
    """
    host = (socket.gethostname() if host_name is None else host_name).lower().rstrip(".")
    stated = [one.lower().strip("[]") for one in given]
    names = [host, *([] if "." in host else [f"{host}.local"]), *(one for one in stated if not is_address(one))]
    sent_from = [*source_addresses(towards), *listed_addresses(host)]
    local = [one for one in sent_from if is_local(one) and not one.is_loopback]
    found = [one for one in local if one.version == 4] or local
    found += [ip_address(one) for one in (*stated, *THIS_MACHINE) if is_address(one)]
    return Place(
        tuple(dict.fromkeys(one for one in (*names, "localhost") if NAME.fullmatch(one))),
        tuple(sorted(dict.fromkeys(one for one in found if is_local(one)), key=lambda one: one.is_loopback)),
        tuple(dict.fromkeys(one for one in (*sent_from, *found) if not is_local(one) and not _is_link(one))),
    )


def is_address(host: str) -> bool:
    """Whether this is an address and no name."""
    with suppress(ValueError):
        return bool(ip_address(host))
    return False


def is_local(address: Address) -> bool:
    """Whether an address belongs to a local network, and to no other machine on the internet."""
    return any(address in network for network in LOCAL if network.version == address.version)


def is_neighbour(peer: str, own: str) -> bool:
    """Whether who connects from `peer` to our address `own` is on the local network: by a local address, or in IPv6 by
    the same 64 leading bits, since every machine of a house has addresses of the internet's there."""
    theirs, ours = ip_address(peer.partition("%")[0]), ip_address(own.partition("%")[0])
    if is_local(theirs) or _is_link(theirs):
        return True
    return theirs.version == 6 and ours.version == 6 and int(theirs) >> 64 == int(ours) >> 64


def source_addresses(towards: Iterable[str]) -> list[Address]:
    """The addresses this machine would send from. Nothing is sent: a datagram socket only picks its way."""
    found = []
    for target in towards:
        family = socket.AF_INET6 if ":" in target else socket.AF_INET
        with suppress(OSError), socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((target, 9))
            found.append(ip_address(probe.getsockname()[0].partition("%")[0]))
    return found


def listed_addresses(host: str) -> list[Address]:
    """The addresses that Windows and macOS list under the machine's own name; elsewhere that would ask the network."""
    if platform.system() not in ("Windows", "Darwin"):
        return []
    with suppress(OSError):
        rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
        return [ip_address(str(row[4][0]).partition("%")[0]) for row in rows]
    return []


def _is_link(address: Address) -> bool:
    return any(address in network for network in LINK if network.version == address.version)

"""Sockets that listen on a port, of one address or of all that this machine has."""

from __future__ import annotations

import errno
import os
import socket

from clinic.network.errors import NetworkError

EVERYWHERE = ((socket.AF_INET, "0.0.0.0"), (socket.AF_INET6, "::"))  # noqa: S104  # the local network only is let in: is_neighbour()
NO_SUCH_FAMILY = (errno.EADDRNOTAVAIL, errno.EAFNOSUPPORT)


def bind(host: str | None, port: int) -> tuple[socket.socket, ...]:
    """Sockets for this port of one address, or of all when there is no host; the system picks one for port 0.

    Raises NetworkError when the port is taken or cannot be had.
    """
    bound: list[socket.socket] = []
    try:
        if host:
            family, _, _, _, place = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            return (_bound(family, str(place[0]), port),)
        for kind, every in EVERYWHERE:
            try:
                bound.append(_bound(kind, every, bound[0].getsockname()[1] if bound else port))
            except OSError as error:
                if not bound or error.errno not in NO_SUCH_FAMILY:  # a machine may be without IPv6
                    raise
    except OSError as error:
        for one in bound:
            one.close()
        where = f"port {port} of {host}" if host else f"port {port}"
        raise NetworkError(
            f"cannot listen on {where}: {error.strerror}. Stop what uses it, or choose another; colleagues then need "
            "the new address."
        ) from error
    return tuple(bound)


def _bound(family: int, host: str, port: int) -> socket.socket:
    listening = socket.socket(family, socket.SOCK_STREAM)
    try:
        if os.name == "posix":  # elsewhere it would let two programs have the same port
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            listening.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        listening.bind((host, port))
    except OSError:
        listening.close()
        raise
    return listening

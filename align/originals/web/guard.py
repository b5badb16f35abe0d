"""Which addresses may be asked, and connections that go where the check looked.

Every name is resolved once for a connection; all its addresses must be public, and the one that was checked is the one that
is connected to, so that a name that answers otherwise the second time (DNS rebinding) gains nothing. TLS names and Host stay.
"""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

import httpcore2

from align.errors import InputError

Address = IPv4Address | IPv6Address
Resolver = Callable[[str, int], list[str]]
PORTS = {"http": 80, "https": 443}
_NAT64, _SIX_TO_FOUR = IPv6Network("64:ff9b::/96"), IPv6Network("2002::/16")


class Refused(InputError):
    """An address that is not asked, and why."""


def is_public(address: Address) -> bool:
    """Whether an address is one of the public internet; those inside other addresses count (mapped, NAT64, 6to4)."""
    if isinstance(address, IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if address in _NAT64:
            inner = IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(inner)
        if address in _SIX_TO_FOUR or address.teredo is not None:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses of a host by the system's resolver."""
    return list(dict.fromkeys(str(found[4][0]) for found in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)))


def check_url(url: str, allowed: frozenset[tuple[str, int]] = frozenset()) -> tuple[str, str, int]:
    """(scheme, host, port) of an address that may be asked: http or https, a standard port, no user name.

    `allowed`: (host, port) pairs that may be asked besides. Raises Refused.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused(f"{url[:200]}: expected an address: {error}") from error
    scheme, host = parts.scheme.lower(), (parts.hostname or "").rstrip(".")
    if scheme not in PORTS or not host:
        raise Refused(f"{url[:200]}: expected an http or https address")
    if parts.username or parts.password:
        raise Refused(f"{url[:200]}: expected an address without a user name")
    port = port or PORTS[scheme]
    if port != PORTS[scheme] and (host, port) not in allowed:
        raise Refused(f"{url[:200]}: expected port {PORTS[scheme]}, found {port}")
    return scheme, host, port


class GuardedBackend(httpcore2.SyncBackend):
    """Connects to public addresses alone, and to the ones in `allowed`."""

    def __init__(self, resolve: Resolver = system_resolver, allowed: Iterable[tuple[str, int]] = ()) -> None:
        self._resolve, self._allowed = resolve, frozenset(allowed)

    def connect_tcp(  # type: ignore[no-untyped-def]
        self, host: str, port: int, timeout: float | None = None, local_address: str | None = None, socket_options=None,  # noqa: ANN001
    ) -> httpcore2.NetworkStream:  # fmt: skip
        """Connect where the name led when it was checked. Raises Refused, or ConnectError for a name that leads nowhere."""
        try:
            found = self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"{host}: {error}") from error
        if not found:
            raise httpcore2.ConnectError(f"{host}: no address")
        if (host, port) not in self._allowed:
            bad = [address for address in found if not is_public(ip_address(address.partition("%")[0]))]
            if bad:
                raise Refused(f"{host}: expected a public address, found {bad[0]}")
        return super().connect_tcp(found[0], port, timeout, local_address, socket_options)

"""Which network addresses a page may make us connect to: public ones, and the host of the user's own URL."""

import ipaddress
import re
import socket
from collections.abc import Callable, Sequence

from feedgen_liveblog.errors import AddressRefused
from feedgen_liveblog.expressions import expression

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Resolver = Callable[[str, int], Sequence[str]]
"""A host name and port to its numeric addresses, best first; raises socket.gaierror."""

_UNICAST_V6 = ipaddress.IPv6Network("2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_V4_IN_V6 = tuple(
    ipaddress.IPv6Network(net)
    for net in (
        "::/96",
        "::ffff:0:0/96",
        "::ffff:0:0:0/96",
        "64:ff9b::/96",
        "64:ff9b:1::/48",
        "2002::/16",
        "2001::/32",
    )
)
# Of the IANA special-purpose registries, what Python calls global in one version or another; and the address
# on which Azure answers its virtual machines' platform requests.
_SPECIAL = tuple(
    ipaddress.ip_network(net)
    for net in ("192.0.0.0/24", "192.88.99.0/24", "168.63.129.16/32", "2001::/23", "2002::/16", "3fff::/20")
)
# The forms that the C library reads as IPv4 beside four decimal numbers: 2130706433, 0x7f.1, 0177.0.0.1
_NUMERIC_HOST = expression(r"(?:.*\.)?(?:\d+|0x[0-9a-f]*)\.?", re.IGNORECASE)


def system_resolver(host: str, port: int) -> list[str]:
    """The addresses that this machine's resolver gives."""
    return list(
        dict.fromkeys(str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    )


def is_public(address: str) -> bool:
    """Whether a numeric address is one that anybody on the Internet could reach."""
    ip: Address = ipaddress.ip_address(address.partition("%")[0])
    if ip in _NAT64:  # how an IPv6-only network reaches IPv4: judged by the address inside
        ip = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    if (ip.version == 6 and ip not in _UNICAST_V6) or any(ip in net for net in _SPECIAL):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved)


class Guard:
    """The rule for each connection of a session; asked when connecting, so that no later answer counts.

    `open` is true only while the user's own URL is fetched: then any address may be used. The addresses that
    the user's own host had first stay good for it; another that it is given later must be public, so that
    the owner of a name cannot turn it to our inside (DNS rebinding).

    `public_only` is for a URL that a stranger gave: it has no rights that any other page's addresses have not.
    """

    def __init__(self, resolve: Resolver = system_resolver, *, public_only: bool = False) -> None:
        self.open = False
        self._resolve = resolve
        self._public_only = public_only
        self._own = ""
        self._own_addresses: frozenset[str] = frozenset()

    def own(self, host: str) -> None:
        """Makes `host` the host of the user's own URL."""
        if host != self._own:
            self._own, self._own_addresses = host, frozenset()

    def addresses(self, host: str, port: int) -> list[str]:
        """The numeric addresses of `host` that may be connected to, best first.

        Raises AddressRefused if none may, socket.gaierror if the host has none.
        """
        own = host.rstrip(".").lower() == self._own and not self._public_only
        anywhere = self.open and not self._public_only
        if not own and not anywhere:
            refuse_odd_form(host)
        found = list(self._resolve(host, port))
        if own and (anywhere or not self._own_addresses):
            self._own_addresses = frozenset(found)
        if anywhere:
            return found
        good = [each for each in found if is_public(each) or (own and each in self._own_addresses)]
        if found and not good:
            # A stranger who names a host need not learn where it is inside.
            place = "" if self._public_only else f" at {found[0]}, which is"
            raise AddressRefused(f"not fetched: {host} is{place} not a public address")
        return good


def refuse_odd_form(host: str) -> None:
    """Raises AddressRefused for IPv4 written as one number, in octal or hexadecimal, or inside IPv6, and for
    IPv6 with a zone, which is of this machine's own links."""
    if "%" in host:
        raise AddressRefused(f"not fetched: {host} is an odd form of a numeric address")
    try:
        ip = ipaddress.ip_address(host.strip("[]").partition("%")[0])
    except ValueError:
        if _NUMERIC_HOST.fullmatch(host):
            raise AddressRefused(f"not fetched: {host} is an odd form of a numeric address") from None
        return
    if isinstance(ip, ipaddress.IPv6Address) and any(ip in net for net in _V4_IN_V6):
        raise AddressRefused(f"not fetched: {host} is not a public address (IPv4 inside IPv6)")

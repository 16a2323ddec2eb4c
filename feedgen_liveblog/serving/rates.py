"""How often a client may ask: a bucket each, which fills at a steady rate and holds a minute's worth."""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock

_MANY = 10_000  # clients that are remembered


class Rate:
    """So many `per_minute` for each client, all at once if they like. Safe to use from threads."""

    def __init__(self, per_minute: int, *, now: Callable[[], float] = time.monotonic) -> None:
        self._pause = 60 / per_minute
        self._now = now
        # When each client's bucket is full again (the generic cell rate algorithm). Who is not here has a full one.
        self._full: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()

    def wait(self, client: str) -> float:
        """Counts a request and returns 0, or counts none and returns how many seconds the client has to wait."""
        now = self._now()
        with self._lock:
            full = max(self._full.get(client, 0.0), now) + self._pause
            if full - now > 60.0 + self._pause / 2:  # half a request for the sake of rounding
                return full - now - 60.0
            self._full[client] = full
            self._full.move_to_end(client)
            while len(self._full) > _MANY:
                self._full.popitem(last=False)
            return 0.0


def client(address: str | None) -> str:
    """Who asks, by a network address: an IPv6 network of one household is one client, whatever its hosts are."""
    try:
        ip = ipaddress.ip_address((address or "").partition("%")[0])
    except ValueError:
        return "unknown"
    if ip.version == 4 or ip.is_loopback:
        return str(ip)
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    return str(ipaddress.ip_network((ip, 64), strict=False))

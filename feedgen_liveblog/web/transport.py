"""Connections that go only where the guard lets them, and that end when the clock says so."""

import functools
import http.client
import io
import socket
import time
from typing import Any

from requests.adapters import HTTPAdapter
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool
from urllib3.exceptions import ConnectTimeoutError, NameResolutionError, NewConnectionError
from urllib3.util.connection import create_connection

from feedgen_liveblog.web.guard import Guard


class Clock:
    """The time left for the fetch under way."""

    def __init__(self) -> None:
        self._end = 0.0

    def start(self, seconds: float) -> None:
        """A new fetch begins and may take `seconds`."""
        self._end = time.monotonic() + seconds

    @property
    def left(self) -> float:
        """Seconds left, 0 when it is over."""
        return max(0.0, self._end - time.monotonic())


class _ClockedReader(io.RawIOBase):
    """Reads a socket; each read waits no longer than the fetch may take in all.

    A timeout per read is no limit at all for a server that sends one byte now and then.
    """

    def __init__(self, raw: Any, sock: socket.socket, clock: Clock) -> None:
        self._raw = raw
        self._sock = sock
        self._clock = clock
        self._silence = sock.gettimeout()

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._clock.left
        if not left:
            raise TimeoutError("the time for this fetch is over")
        self._sock.settimeout(left if self._silence is None else min(left, self._silence))
        count: int | None = self._raw.readinto(buffer)
        return count

    def close(self) -> None:
        self._raw.close()
        super().close()


class _ClockedResponse(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *args: Any, clock: Clock, **kwargs: Any) -> None:
        super().__init__(sock, *args, **kwargs)
        raw = self.fp.detach()
        self.fp = io.BufferedReader(_ClockedReader(raw, sock, clock), 65536)


def _guarded(kind: type[HTTPConnection], guard: Guard, clock: Clock) -> type[HTTPConnection]:
    """A connection class like `kind` that connects to checked addresses only."""

    class Guarded(kind):  # type: ignore[misc, valid-type]
        response_class = staticmethod(functools.partial(_ClockedResponse, clock=clock))

        def _new_conn(self) -> socket.socket:
            if self.proxy is not None:  # the proxy is the user's choice; what it connects to is its own
                return super()._new_conn()  # type: ignore[no-any-return]
            try:
                addresses = guard.addresses(self._dns_host, self.port)
            except (socket.gaierror, UnicodeError) as error:
                reason = error if isinstance(error, socket.gaierror) else socket.gaierror(str(error))
                raise NameResolutionError(self.host, self, reason) from error
            failure: OSError = OSError("the host has no address")
            for address in addresses:
                try:
                    return create_connection(
                        (address, self.port),
                        min(clock.left, self.timeout) or 0.001,
                        source_address=self.source_address,
                        socket_options=self.socket_options,
                    )
                except OSError as error:
                    failure = error
            if isinstance(failure, TimeoutError):
                raise ConnectTimeoutError(self, "no answer") from failure
            raise NewConnectionError(self, str(failure)) from failure

    return Guarded


class GuardedAdapter(HTTPAdapter):
    """The transport of one session: guarded, clocked, and one connection per host."""

    def __init__(self, guard: Guard, clock: Clock) -> None:
        self._pools = {
            "http": _pool(HTTPConnectionPool, _guarded(HTTPConnection, guard, clock)),
            "https": _pool(HTTPSConnectionPool, _guarded(HTTPSConnection, guard, clock)),
        }
        super().__init__(pool_maxsize=1)

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, **kwargs)
        self.poolmanager.pool_classes_by_scheme = self._pools

    def proxy_manager_for(self, proxy: str, **kwargs: Any) -> Any:
        manager = super().proxy_manager_for(proxy, **kwargs)
        manager.pool_classes_by_scheme = self._pools
        return manager


def _pool(kind: type[HTTPConnectionPool], connection: type[HTTPConnection]) -> type[HTTPConnectionPool]:
    return type(kind.__name__, (kind,), {"ConnectionCls": connection})

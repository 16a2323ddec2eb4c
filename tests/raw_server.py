"""A web server on 127.0.0.1 whose every byte a test decides, so that it can misbehave as it likes."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import BinaryIO

Script = bytes | Callable[[dict[str, str]], bytes | Iterator[bytes]]
"""What to answer: raw bytes, or a function of the request's headers that gives them, perhaps bit by bit."""


def reply(body: bytes = b"", status: int = 200, **headers: str) -> bytes:
    """A well-formed response; a header named `content_type` becomes Content-Type."""
    fields = {"Content-Type": "text/html", "Content-Length": str(len(body)), "Connection": "close"}
    fields |= {name.replace("_", "-").title(): value for name, value in headers.items()}
    head = "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    return f"HTTP/1.1 {status} X\r\n{head}\r\n".encode("latin-1") + body


def redirect(to: str, status: int = 302, **headers: str) -> bytes:
    """A redirect to `to`."""
    return reply(status=status, location=to, **headers)


class RawServer:
    """`routes`: what each path answers, 404 elsewhere; `requests`: path and lower-case headers of each."""

    def __init__(self, routes: Mapping[str, Script], host: str, tls: ssl.SSLContext | None) -> None:
        self.routes = dict(routes)
        self.requests: list[tuple[str, dict[str, str]]] = []
        self.connections = 0
        self._tls = tls
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self._listener = socket.create_server((host, 0), family=family)
        self.port: int = self._listener.getsockname()[1]
        name = f"[{host}]" if ":" in host else host
        self.url = f"{'https' if tls else 'http'}://{name}:{self.port}"
        self._threads: list[threading.Thread] = []

    def paths(self) -> list[str]:
        """The paths asked for, in order."""
        return [path for path, _ in self.requests]

    def sent(self, path: str) -> dict[str, str]:
        """The headers of the last request for `path`."""
        return next(headers for asked, headers in reversed(self.requests) if asked == path)

    def run(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:
                return
            self.connections += 1
            thread = threading.Thread(target=self._answer, args=(connection,), daemon=True)
            self._threads.append(thread)
            thread.start()

    def _answer(self, connection: socket.socket) -> None:
        with suppress(OSError), connection:
            if not self._tls and connection.recv(1, socket.MSG_PEEK) == b"\x16":
                connection.sendall(reply(b"this is no TLS", 400))
                return
            stream = self._tls.wrap_socket(connection, server_side=True) if self._tls else connection
            with stream, stream.makefile("rb") as file:
                while self._request(stream, file):
                    pass

    def _request(self, stream: socket.socket, file: BinaryIO) -> bool:
        """Answers one request; whether the connection stays open for another."""
        first = file.readline()
        if not first:
            return False
        path = first.split()[1].decode("latin-1")
        lines = iter(lambda: file.readline().decode("latin-1").strip(), "")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
        self.requests.append((path, headers))
        script = self.routes.get(path, reply(b"not here", 404))
        answer = script if isinstance(script, bytes) else script(headers)
        for piece in (answer,) if isinstance(answer, bytes) else answer:
            stream.sendall(piece)
        return isinstance(answer, bytes) and b"Connection: keep-alive" in answer

    def close(self) -> None:
        self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=5)


@contextmanager
def serve(
    routes: Mapping[str, Script], *, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None
) -> Iterator[RawServer]:
    """A RawServer, running."""
    server = RawServer(routes, host, tls)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.close()
        thread.join(timeout=5)

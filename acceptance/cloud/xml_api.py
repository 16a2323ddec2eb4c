"""Google's XML API, by which our library writes, in front of an emulator that writes by the JSON API only.

Each PUT and DELETE is translated and all else handed on, so the conditions on generations are the emulator's own.
"""

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote, unquote

_BOUNDARY = "the-object-comes-after-what-it-is"


@contextmanager
def xml_api(emulator: str) -> Iterator[str]:
    """The URL of the XML API of an emulator."""

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            request = urllib.request.Request(emulator + self.path, method=self.command)
            self._hand_on(request)

        do_HEAD = do_GET

        def do_PUT(self) -> None:
            data = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self._hand_on(_upload(emulator, self.path, self.headers, data), written=True)

        def do_DELETE(self) -> None:
            bucket, _, key = unquote(self.path.partition("?")[0]).lstrip("/").partition("/")
            url = f"{emulator}/storage/v1/b/{bucket}/o/{quote(key, safe='')}"
            self._hand_on(urllib.request.Request(url, method="DELETE"))

        def _hand_on(self, request: urllib.request.Request, written: bool = False) -> None:
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:
                    status, headers, body = answer.status, dict(answer.headers), answer.read()
            except urllib.error.HTTPError as error:
                status, headers, body = error.code, {}, error.read()
            if written and status == 200:
                made = json.loads(body)
                headers = {"ETag": f'"{made["md5Hash"]}"', "X-Goog-Generation": made["generation"]}
                body = b""
            self.send_response(status)
            for name, value in headers.items():
                if name not in ("Connection", "Content-Length", "Date"):
                    self.send_header(name, value)
            length = headers.get("Content-Length") if self.command == "HEAD" else None
            self.send_header("Content-Length", length or str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def _upload(emulator: str, path: str, headers: Mapping[str, str], data: bytes) -> urllib.request.Request:
    bucket, _, key = unquote(path.partition("?")[0]).lstrip("/").partition("/")
    kind = headers.get("Content-Type", "application/octet-stream")
    about = {"name": key, "contentType": kind, "cacheControl": headers.get("Cache-Control", "")}
    condition = headers.get("X-Goog-If-Generation-Match")
    url = f"{emulator}/upload/storage/v1/b/{bucket}/o?uploadType=multipart"
    body = (
        (
            f"--{_BOUNDARY}\r\nContent-Type: application/json\r\n\r\n{json.dumps(about)}\r\n"
            f"--{_BOUNDARY}\r\nContent-Type: {kind}\r\n\r\n"
        ).encode()
        + data
        + f"\r\n--{_BOUNDARY}--".encode()
    )
    return urllib.request.Request(
        url + (f"&ifGenerationMatch={condition}" if condition else ""),
        body,
        {"Content-Type": f"multipart/related; boundary={_BOUNDARY}"},
        method="POST",
    )

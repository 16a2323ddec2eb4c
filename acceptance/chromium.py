"""A headless Chromium without a network, driven over a pipe (the Chrome DevTools Protocol), nothing else needed."""

import base64
import json
import os
import shutil
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

_FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
    "--disable-site-isolation-trials", "--disable-features=IsolateOrigins,site-per-process",
    "--remote-debugging-pipe",
)  # fmt: skip
_PIXEL = base64.b64encode(
    base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")
).decode()


class Chromium:
    """A browser with one page. Every request of the page is answered here and counted; `said` is what it did."""

    def __init__(self, sent: int, received: int) -> None:
        self.requests: Counter[str] = Counter()
        self.said: list[str] = []
        self.serve: Callable[[str], str | None] = lambda url: None
        self._sent, self._received = sent, received
        self._rest = b""
        self._last = 0
        self._session: str | None = None

    def open(self, url: str) -> None:
        """A new page at a URL."""
        if self._session:
            self._call("Target.closeTarget", targetId=self._target)
        self._session = None
        self._call("Target.setDiscoverTargets", discover=True)
        self._target = self._call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self._call("Target.attachToTarget", targetId=self._target, flatten=True)["sessionId"]
        self._call("Fetch.enable", patterns=[{"urlPattern": "*"}])
        for domain in ("Page", "Runtime"):
            self._call(f"{domain}.enable")
        self._call("Page.navigate", url=url)
        self._home = url
        while self.run("document.readyState") != "complete" or self.run("location.href") != url:
            pass

    def run(self, script: str) -> Any:
        """The value of an expression in the page, once it is there if it is a promise."""
        answer = self._call("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if error := answer.get("exceptionDetails"):
            raise RuntimeError(error.get("exception", {}).get("description", error["text"]))
        return answer["result"].get("value")

    def _call(self, method: str, **params: Any) -> Any:
        number = self._send(method, params)
        while True:
            message = self._read()
            if message.get("id") == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']['message']}")
                return message["result"]
            if "method" in message:
                self._event(message["method"], message["params"])

    def _send(self, method: str, params: dict[str, Any]) -> int:
        self._last += 1
        message = {"id": self._last, "method": method, "params": params}
        if self._session:
            message["sessionId"] = self._session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self._sent, data) :]
        return self._last

    def _read(self) -> dict[str, Any]:
        pieces = [self._rest]
        while b"\0" not in pieces[-1]:
            piece = os.read(self._received, 1 << 20)
            if not piece:
                raise RuntimeError("Chromium is gone")
            pieces.append(piece)
        message, _, self._rest = b"".join(pieces).partition(b"\0")
        found: dict[str, Any] = json.loads(message)
        return found

    def _event(self, name: str, told: dict[str, Any]) -> None:
        if name == "Fetch.requestPaused":
            self._answer(told["requestId"], told["request"]["url"], told["resourceType"])
        elif name == "Page.javascriptDialogOpening":
            self.said.append(f"a dialog: {told['message']}")
            self._send("Page.handleJavaScriptDialog", {"accept": False})
        elif name == "Runtime.consoleAPICalled":
            self.said.append(f"a word on the console: {told['args']}"[:200])
        elif name == "Runtime.exceptionThrown":
            self.said.append(f"an error of a script: {told['exceptionDetails']}"[:200])
        elif name == "Page.frameNavigated":
            url = told["frame"]["url"]
            if url not in (self._home, "about:blank", "about:srcdoc"):
                self.said.append(f"a frame went to {url[:150]}")
        elif name == "Target.targetCreated" and told["targetInfo"].get("openerId"):
            self.said.append(f"a window was opened: {told['targetInfo']['url'][:150]}")

    def _answer(self, request: str, url: str, kind: str) -> None:
        body = self.serve(url)
        if body is None:
            self.requests[f"{kind.lower()} by {url.partition(':')[0]}"] += 1
            if kind != "Image":
                self.said.append(f"asked for {kind.lower()} {url[:150]}")
        if body is None and not url.startswith(("https://cdn.example/", "https://player.example/")):
            self._send("Fetch.failRequest", {"requestId": request, "errorReason": "AddressUnreachable"})
            return
        media = "image/gif" if body is None else "text/html; charset=utf-8"
        data = _PIXEL if body is None else base64.b64encode(body.encode()).decode()
        head = [{"name": "Content-Type", "value": media}]
        answer = {"requestId": request, "responseCode": 200, "responseHeaders": head, "body": data}
        self._send("Fetch.fulfillRequest", answer)


@contextmanager
def chromium() -> Iterator[Chromium]:
    """A browser, gone with its files at the end."""
    theirs, sent = os.pipe()
    received, theirs_too = os.pipe()
    home = tempfile.mkdtemp(prefix="chromium-")
    program = [shutil.which("chromium") or "chromium", *_FLAGS, f"--user-data-dir={home}"]
    shell = ["sh", "-c", f'exec "$@" 3<&{theirs} 4>&{theirs_too}', "sh", *program, "about:blank"]
    process = subprocess.Popen(shell, pass_fds=(theirs, theirs_too), stderr=subprocess.DEVNULL)
    os.close(theirs)
    os.close(theirs_too)
    try:
        yield Chromium(sent, received)
    finally:
        os.close(sent)
        process.terminate()
        process.wait(20)
        os.close(received)
        shutil.rmtree(home, ignore_errors=True)

"""What a server may answer instead of the page: each fault by name, as bytes on the wire."""

import gzip
import hashlib
import random
import threading
import time
from collections.abc import Iterator

from tests.raw_server import redirect, reply
from tests.simulator.world import PATH, World

GOOD = "good"
CHALLENGE = (
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head><body>"
    '<div id="cf-chl-widget">Checking your browser</div></body></html>'
)
HARMLESS = ("stale", "fewer", "holes")
"""What is a good page by its looks: a run takes what it can from it, and loses nothing."""

FAULTS = (
    "500", "503", "403", "404", "429", "challenge", "consent", "front page", "empty", "half", "short", "reset",
    "garbage", "bad gzip", "redirect loop", "redirect away", "drip", "no posts", "few posts", *HARMLESS,
)  # fmt: skip
CONSENT = (
    "<!DOCTYPE html><html><head><title>Before you continue</title></head><body><h1>Your privacy</h1>"
    "<p>We and our partners store information on your device. Choose what you allow.</p>"
    '<form><button name="all">Accept all</button></form></body></html>'
)


class Server:
    """Answers for a world, in the way that `fault` names; `served` counts the good pages given in full.

    `given` are the posts on them, in this step. `moving`: a post comes between one who asks and the next; then
    `late` holds it.
    """

    def __init__(self, world: World, *, etags: bool, rng: random.Random) -> None:
        self.world = world
        self.fault = GOOD
        self.served = 0
        self.unchanged = 0
        self.given: set[str] = set()
        self.moving = False
        self.late: set[str] = set()
        self._lock = threading.Lock()
        self._etags = etags
        self._rng = rng
        self._copies: list[dict[int, str]] = []
        self._left_out: set[str] = set()
        self._page: dict[int, str] = {}

    def next_step(self, fault: str) -> None:
        """Makes the pages of a step. Within it, all who ask a good server get the same."""
        if self._page:
            self._copies = [*self._copies, self._page][-4:]
        self._make_pages()
        self.given = set()
        self.moving = False
        self.late = set()
        self._left_out = set()
        self.fault = fault

    def _make_pages(self) -> None:
        pages = range(1, 3 + len(self.world.posts) // 20)
        self._page = {number: self.world.page(number) for number in pages}

    def get(self, path: str, default: bytes) -> object:
        """The answer to a path, as RawServer's `routes` give it."""
        base, _, query = path.partition("?")
        if base == "/":
            return lambda headers: reply(self._front_page().encode())
        if base != PATH:
            return default
        return lambda headers: self._in_turn(int(query.partition("page=")[2] or 1), headers)

    def _in_turn(self, number: int, headers: dict[str, str]) -> bytes | Iterator[bytes]:
        with self._lock:  # what is noted as given is what was given
            return self._answer(number, headers)

    def _answer(self, number: int, headers: dict[str, str]) -> bytes | Iterator[bytes]:
        page = self._page.get(number, "")
        if self.fault != GOOD:
            return self._bad(page, number)
        etag = f'"{hashlib.sha1(page.encode()).hexdigest()}"'
        if self._etags and headers.get("if-none-match") == etag:
            self.unchanged += 1
            return reply(status=304, etag=etag)
        self.served += 1
        self.given |= {post.id for post in self.world.on_page(number)}
        if self.moving and number == 1:
            self.moving = False
            before = {post.id for post in self.world.posts}
            self.world.arrive()
            self.late = {post.id for post in self.world.posts} - before
            self._make_pages()
        return reply(
            page.encode(), content_type="text/html; charset=utf-8", **({"etag": etag} if self._etags else {})
        )

    def _bad(self, page: str, number: int) -> bytes | Iterator[bytes]:
        body = page.encode()
        match self.fault:
            case "429":
                return reply(b"Slowly", 429, retry_after="30")
            case "consent":
                return reply(CONSENT.encode())
            case "front page":
                return reply(self._front_page().encode())
            case "redirect away":
                return redirect("/")
            case "fewer":
                return reply(
                    self.world.page(only=self.world.first_page()[: self._rng.randrange(3, 19)]).encode()
                )
            case "holes":
                # What is missing on two pages in a row is deleted, and rightly: to each who asks, other holes.
                left = [
                    post
                    for post in self.world.first_page()
                    if self._rng.random() < 0.75 or post.id in self._left_out
                ]
                self._left_out |= {post.id for post in self.world.first_page() if post not in left}
                return reply(self.world.page(only=left).encode())
            case "500" | "503" | "403" | "404":
                return reply(b"<html><body>Sorry</body></html>", int(self.fault))
            case "challenge":
                return reply(CHALLENGE.encode(), 403, server="cloudflare", cf_mitigated="challenge")
            case "empty":
                return reply(b"")
            case "half":
                return reply(body[: len(body) * self._rng.randrange(20, 90) // 100])
            case "short":
                whole = reply(body)
                return whole[: len(whole) // 2]
            case "reset":
                return b""
            case "garbage":
                return reply(self._rng.randbytes(3000))
            case "bad gzip":
                return reply(gzip.compress(body)[:-400] + self._rng.randbytes(300), content_encoding="gzip")
            case "redirect loop":
                return redirect(f"{PATH}?{self._rng.random()}")
            case "drip":
                return self._drip(reply(body))
            case "stale":
                # Each page is from another time: so some posts may be on none, or on two of them.
                copies = [copy[number] for copy in self._copies if number in copy] or [page]
                return reply(self._rng.choice(copies).encode())
            case "no posts":
                return reply(self.world.empty_page().encode())
            case "few posts":
                return reply(self._other_story().encode())
        raise ValueError(self.fault)

    def _drip(self, whole: bytes) -> Iterator[bytes]:
        for n in range(0, len(whole), 20):
            time.sleep(0.05)
            yield whole[n : n + 20]

    def _front_page(self) -> str:
        """The site's own page, with headlines and no live blog."""
        teasers = "".join(
            f'<div class="teaser"><h3><a href="/news/{n}">{self.world._words(5).capitalize()}</a></h3></div>'
            for n in range(12)
        )
        return f"<!DOCTYPE html><html><head><title>News</title></head><body>{teasers}</body></html>"

    def _other_story(self) -> str:
        """A page of another story, as a server gives that mixes up its caches."""
        other = World(rng=random.Random(self._rng.random()), now=self.world.now, layout="dom")
        for _ in range(2):
            other._add(self.world.now.replace(microsecond=0))
        return other.page()

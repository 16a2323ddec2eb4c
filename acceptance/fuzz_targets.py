"""What is fuzzed: each target takes bytes, and raises if the program does what it must not; and where it begins."""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from lxml import etree

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from feedgen_liveblog import config, dates, jsonld, render
from feedgen_liveblog.config import Blog
from feedgen_liveblog.errors import FetchError, LiveblogError
from feedgen_liveblog.extract import extract
from feedgen_liveblog.history import keeping, state
from feedgen_liveblog.history.looking import Look
from feedgen_liveblog.model import LiveBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.source import Offline
from feedgen_liveblog.store import Expect, Stored
from feedgen_liveblog.web.decode import decode
from feedgen_liveblog.web.limits import Limits
from tests.golden import cases
from tests.hostile_feeds import documents, shown
from tests.memory.blogs import URL, after, page, post

ROOT = Path(__file__).resolve().parent.parent
NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
_LIMITS = Limits(page_elements=20_000, page_depth=128)


class Target(NamedTuple):
    """`run` is given the bytes; `seeds` are where mutation begins; `largest` is their length at most."""

    run: Callable[[bytes], None]
    seeds: Callable[[], Iterator[bytes]]
    largest: int = 20_000


def _published(live: LiveBlog) -> None:
    """Well-formed in all formats; raises otherwise, or where a feed has a value that it may not have."""
    for format, document in documents(live).items():
        assert not [one for one in shown(format, document) if "\0" in one.value]


def _page(data: bytes) -> None:
    try:
        text, kind = decode(data, where="https://news.example/live")
        live = extract(Page("https://news.example/live", text, kind, _LIMITS), Offline(), now=NOW)
    except LiveblogError:
        return
    _published(live)


def _pages() -> Iterator[bytes]:
    for case in cases():
        for file in case.folder.glob("page.*"):
            if file.stat().st_size < 20_000:
                yield file.read_bytes()


def _json_ld(data: bytes) -> None:
    text = data.decode("utf-8", "replace").replace("</", "<\\/")
    document = f"<html><body><p>Live</p><script type='application/ld+json'>{text}</script></body></html>"
    _page(document.encode())


def _json_lds() -> Iterator[bytes]:
    for case in cases():
        for file in case.folder.glob("page.html"):
            text, _ = decode(file.read_bytes())
            for block in Page("https://x.example/", text).root.xpath("//script[contains(@type, 'ld+json')]"):
                if jsonld.load(block.text or ""):
                    yield (block.text or "").encode()


_ZONES = (None, UTC, dates.zone("Europe/Berlin"), dates.zone("America/New_York"), dates.zone("Asia/Tokyo"))
_LANGUAGES = (None, "en", "de", "fr", "ja", "ar", "tr", "ru", "pl", "fi")


def _dates(data: bytes) -> None:
    how, _, text = data.decode("utf-8", "replace").partition("\n")
    zone, language = _ZONES[len(how) % len(_ZONES)], _LANGUAGES[sum(data[:4]) % len(_LANGUAGES)]
    lines = text.split("\n")[:8]
    for line in lines:
        found = dates.read(line, now=NOW, tz=zone, language=language)
        assert found is None or found.utcoffset() == timedelta()
    days = [line if n % 2 else None for n, line in enumerate(lines)]
    dates.read_all(lines, now=NOW, tz=zone, days=days, updates=lines[::-1], page_day=None, language=language)


def _dates_seen() -> Iterator[bytes]:
    texts = {post.published or "" for case in cases() for post in _raw(case.folder)}
    yield from (f"x\n{text}".encode() for text in sorted(filter(None, texts))[:400])
    yield "xx\n5 minutes ago\nvor 3 Stunden\nil y a 2 h\n昨日 11:04\n11.04 Uhr\n90+3'".encode()


def _raw(folder: Path) -> Iterator[Any]:
    from feedgen_liveblog.recognise import open_formats

    for file in folder.glob("page.*"):
        text, kind = decode(file.read_bytes(), where=str(file))
        try:
            found = open_formats(Page("https://x.example/", text, kind), Offline())
        except LiveblogError:
            continue
        yield from found.posts if found else ()


class _Service:
    """A getter that answers everything with the same."""

    known: frozenset[str] = frozenset()

    def __init__(self, text: str) -> None:
        self._text, self._left = text, 20

    def __call__(self, url: str, *, headers: Mapping[str, str] | None = None) -> Page:
        self._left -= 1
        if self._left < 0:
            raise FetchError("HTTP 404 Not Found", url, status=404)
        return Page(url, self._text, "json", _LIMITS)


@cache
def _services() -> list[tuple[Page, list[bytes]]]:
    found = []
    for case in cases():
        if case.folder.parent.name == "providers" and case.settings.get("answers"):
            text, kind = decode(next(case.folder.glob("page.*")).read_bytes())
            answers = [(case.folder / name).read_bytes() for name in case.settings["answers"].values()]
            found.append((Page(case.settings["url"], text, kind), answers))
    return found


def _provider(data: bytes) -> None:
    page, _ = _services()[data[0] % len(_services())] if data else _services()[0]
    try:
        live = extract(page, _Service(data[1:].decode("utf-8", "replace")), now=NOW)
    except LiveblogError:
        return
    _published(live)


def _answers() -> Iterator[bytes]:
    for number, (_, answers) in enumerate(_services()):
        yield from (bytes([number]) + answer for answer in answers if len(answer) < 20_000)


class _Shelf(dict[str, bytes]):
    """A store in memory."""

    def read(self, key: str) -> Stored | None:
        version = self.version(key)
        return Stored(data=self[key], version=version, modified=NOW) if version else None

    def version(self, key: str) -> str | None:
        return str(hash(self[key])) if key in self else None

    def write(
        self, key: str, data: bytes, *, content_type: str, expect: Expect = ..., lasting: bool = False
    ) -> str:
        self[key] = data
        return str(hash(data))


_BLOG = Blog(name="day", url=URL, files={"atom": "day.xml", "json": "day.json"})
_LIVE = page(post(5), post(4, "b"), 3, 2)


def _kept(shelf: _Shelf) -> None:
    """A run over what is in the store: whatever it is, the feeds that it leaves are well-formed."""
    with suppress(LiveblogError):
        keeping.settle(_BLOG, shelf, Look(blog=_LIVE), now=NOW)
    if "day.xml" in shelf and "day.json" in shelf:
        etree.fromstring(shelf["day.xml"])
        json.loads(shelf["day.json"])


def _state(data: bytes) -> None:
    """With the seal that it should have: what is wrong must be found, not only that something is."""
    _kept(_Shelf({"day.state.json": state.sealed(b"{" + data.partition(b",")[2].rstrip())}))


def _states() -> Iterator[bytes]:
    memory = after(page(1, 2, 3), page(post(1, "b"), 2, 3)).memory
    yield state.dump(state.State(source=URL, memory=memory))
    shelf = _Shelf()
    keeping.settle(_BLOG, shelf, Look(blog=_LIVE), now=NOW)
    yield shelf["day.state.json"]


def _lost(data: bytes) -> None:
    _kept(_Shelf({"day.xml": data, "day/archive-0001.xml": data}))


def _feeds() -> Iterator[bytes]:
    shelf = _Shelf()
    keeping.settle(_BLOG, shelf, Look(blog=_LIVE), now=NOW)
    yield shelf["day.xml"]
    yield render.atom(page(1, 2, 3))


def _config(data: bytes) -> None:
    try:
        config.parse(data.decode("utf-8", "replace"), "feeds.toml", folder=Path("/conf"))
    except LiveblogError:
        return


def _configs() -> Iterator[bytes]:
    from tests.test_config import FULL

    yield FULL.encode()
    for file in (ROOT / "docs").glob("*.md"):
        yield from (part.partition("```")[0].encode() for part in file.read_text().split("```toml\n")[1:])


TARGETS = {
    "page": Target(_page, _pages),
    "json-ld": Target(_json_ld, _json_lds),
    "dates": Target(_dates, _dates_seen, 400),
    "provider": Target(_provider, _answers),
    "state": Target(_state, _states, 8_000),
    "lost state": Target(_lost, _feeds, 8_000),
    "configuration": Target(_config, _configs, 4_000),
}

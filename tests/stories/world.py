"""The real command, `run feeds.toml --now …`, through the four days of a newsroom; and what came of it."""

import contextlib
import io
import json
import logging
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from lxml import etree

from feedgen_liveblog.cli import main
from feedgen_liveblog.extract import extract
from feedgen_liveblog.page import Page
from feedgen_liveblog.source import Offline
from tests.raw_server import reply, serve
from tests.stories.newsroom import START, Newsroom
from tests.validity import check_atom, check_json, check_rss

ATOM = "{http://www.w3.org/2005/Atom}"
_CONFIG = """\
output = "out"
base_url = "https://feeds.example/"
formats = ["atom", "rss", "json"]
window = 20
[limits]
pause = 0
retries = 0
[[blogs]]
name = "harbour"
url = "{url}"
interval = ["110m", "3h"]
follow = {follow}
"""
_FOLLOW = {
    "from": '{{ from = "{site}/harbour/fire", match = "*harbour?fire?live*", title = "The harbour fire" }}',
}
TOKEN = re.compile(r"This is ([\w-]+)\.")
_REFUSED = re.compile(r"not followed: (\S+): (.*)")
_HOP = re.compile(r"now on (\S+): (.*)")
_END = START + timedelta(days=3, hours=18)


@dataclass(slots=True)
class Summary:
    """What a world made of the feed."""

    kind: str
    runs: int = 0
    requests: int = 0
    shown: int = 0
    entries: int = 0
    doubled: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)
    misplaced: list[str] = field(default_factory=list)
    changed: list[str] = field(
        default_factory=list
    )  # posts that have another id than their own page alone gives
    hops: list[tuple[str, str, str]] = field(default_factory=list)  # when, where to, why
    right: list[str] = field(default_factory=list)  # where the hops should lead
    decoys: dict[str, Counter[str]] = field(default_factory=dict)  # why each lead was not followed, how often
    elsewhere: int = 0
    problems: list[str] = field(default_factory=list)


def live_through(kind: str, folder: Path) -> Summary:
    """Four days of a story whose publisher leads on in one way, polled whenever the feed is due."""
    summary = Summary(kind)
    with _listening(summary), serve({}) as elsewhere, serve({}) as server:
        elsewhere.routes = Nothing()  # type: ignore[assignment]
        room = Newsroom(kind, elsewhere.url)
        server.routes = room  # type: ignore[assignment]
        follow = _FOLLOW.get(kind, "true").format(site=server.url)
        config = folder / "feeds.toml"
        config.write_text(_CONFIG.format(url=server.url + room.days[0].path, follow=follow))
        room.now = START + timedelta(minutes=150)
        while room.now < _END:
            _run(config, room, summary)
            room.now = max(_due(folder), room.now + timedelta(minutes=1))
        summary.requests = len(server.requests)
        summary.elsewhere = len(elsewhere.requests)
        summary.right = [server.url + day.path for day in room.days[1:]]
        _judge(summary, room, server.url, folder)
    return summary


@contextlib.contextmanager
def _listening(summary: Summary) -> Iterator[None]:
    """Takes down what the search says of leads that it did not follow."""

    class Handler(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            if found := _REFUSED.search(record.getMessage()):
                path = re.sub(r"-\d{5,}", "", urlsplit(found[1]).path)
                summary.decoys.setdefault(path.rpartition("/")[2], Counter())[found[2]] += 1

    logger, handler = logging.getLogger("feedgen_liveblog.stories.search"), Handler()
    level = logger.level
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)


class Nothing(dict[str, bytes]):
    """Another site: what it is asked for is counted, and should be nothing."""

    def get(self, path: str, default: object = None) -> bytes:  # type: ignore[override]
        return reply(b"<html><body>another site</body></html>")


def _run(config: Path, room: Newsroom, summary: Summary) -> None:
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        status = main(["run", str(config), "--now", room.now.isoformat()])
    summary.runs += 1
    if status or "not due" in out.getvalue():
        summary.problems.append(
            f"{room.now:%d %H:%M} status {status}: {out.getvalue()}{err.getvalue()}".strip()
        )
    if found := _HOP.search(out.getvalue()):
        summary.hops.append((f"{room.now:%d %H:%M}", found[1], found[2]))


def _due(folder: Path) -> datetime:
    at = json.loads((folder / "out" / "harbour.due.json").read_text()).get("at")
    return datetime.fromisoformat(at) if at else _END


def _judge(summary: Summary, room: Newsroom, site: str, folder: Path) -> None:
    """Each post that a day's live blog showed is in the feed once, from that live blog, and no other is."""
    expected = {post.token: day.path for day in reversed(room.days) for post in (*day.copied, *day.posts)}
    found: dict[str, list[tuple[str, str]]] = {}
    documents = [folder / "out" / "harbour.xml", *sorted((folder / "out" / "harbour").glob("archive-*.xml"))]
    for document in documents:
        for entry in etree.parse(document).iter(f"{ATOM}entry"):
            link = entry.find(f"{ATOM}source/{ATOM}link")
            token = TOKEN.search(entry.findtext(f"{ATOM}content") or "")
            where = urlsplit(link.get("href")).path if link is not None else ""
            found.setdefault(token[1] if token else "?", []).append((entry.findtext(f"{ATOM}id"), where))
    for check, ending in ((check_atom, "xml"), (check_rss, "rss"), (check_json, "json")):
        check((folder / "out" / f"harbour.{ending}").read_bytes())
    summary.shown, summary.entries = len(expected), sum(map(len, found.values()))
    summary.lost = sorted(expected.keys() - found.keys())
    summary.foreign = sorted(found.keys() - expected.keys())
    summary.doubled = sorted(token for token, entries in found.items() if len(entries) > 1)
    summary.misplaced = sorted(
        f"{token} is from {entries[0][1]}, not {expected[token]}"
        for token, entries in found.items()
        if token in expected and entries[0][1] != expected[token]
    )
    own = {guid for day in room.days for guid in _guids(room, site, day.path)}
    summary.changed = sorted(
        token for token, entries in found.items() if token in expected and entries[0][0] not in own
    )


def _guids(room: Newsroom, site: str, path: str) -> set[str]:
    """The ids that the posts of a page have in a feed of that page alone."""
    text, _ = room.document(path)
    page = Page(site + path, text)
    return {post.guid for post in extract(page, Offline(), now=room.now).posts}

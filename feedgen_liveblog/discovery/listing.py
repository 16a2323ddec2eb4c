"""What was found as OPML, JSON or tables of `feeds.toml`, and added to a configuration."""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

from feedgen_liveblog import config as configs
from feedgen_liveblog import ids, settings
from feedgen_liveblog.discovery.survey import Found
from feedgen_liveblog.render import opml
from feedgen_liveblog.store import FileStore

_LONGEST = 40  # letters of a name
_NEW = 'output = "out"\n'


def as_json(found: Sequence[Found]) -> str:
    """A list of objects."""
    return json.dumps([_object(each) for each in found], ensure_ascii=False, indent=1) + "\n"


def as_opml(found: Sequence[Found], *, serve: str | None = None) -> str:
    """OPML 2.0. With the address of a `serve`, outlines are feeds to subscribe to, else links."""
    outlines = []
    for each in found:
        own = {"type": "link", "url": each.url}
        if serve:
            feed = f"{serve.rstrip('/')}/feed?url={quote(each.url, safe='')}&format=atom"
            own = {"type": "rss", "xmlUrl": feed, "htmlUrl": each.url}
        outlines.append({"text": each.title or each.url, **own})
    return opml("Live blogs", outlines).decode()


def as_toml(found: Sequence[Found], taken: Sequence[str] = ()) -> str:
    """A `[[blogs]]` table for each, under a name that is not `taken`."""
    names = {name.casefold() for name in taken}
    tables = []
    for each in found:
        name = next(name for name in _names(each) if name.casefold() not in names)
        names.add(name.casefold())
        title = " ".join(each.title.split())
        comment = f"# {title}\n" if title else ""
        tables.append(f'{comment}[[blogs]]\nname = "{name}"\nurl = {json.dumps(each.url)}\n')
    return "\n".join(tables)


def add(found: Sequence[Found], file: str) -> list[Found]:
    """Appends those that are not in the configuration yet, or begins one; returns them.

    The rest of the file stays as it is. Raises ConfigError if it is not right, StoreError.
    """
    path = Path(file)
    text, known = _NEW, configs.Config(output="out", blogs=())
    if path.exists():
        known = configs.load(file)
        text = path.read_text(encoding="utf-8")
    addresses = {ids.canonical(blog.url) for blog in known.blogs}
    new = [each for each in found if ids.canonical(each.url) not in addresses]
    if new:
        text = f"{text.rstrip()}\n\n{as_toml(new, [blog.name for blog in known.blogs])}"
        configs.parse(text, file, folder=path.parent)
        FileStore(path.parent).write(path.name, text.encode(), content_type="application/toml")
    return new


def _object(found: Found) -> dict[str, Any]:
    return {
        "title": found.title,
        "url": found.url,
        "state": state(found),
        "last": found.last.isoformat() if found.last else None,
        "posts": found.posts,
    }


def state(found: Found) -> str:
    """'live' or 'closed'."""
    return "closed" if found.closed else "live"


def _names(found: Found) -> Iterator[str]:
    """Names for files, best first: of the title's words, else of the address's."""
    plain = unicodedata.normalize("NFKD", found.title or found.url.rpartition("/")[2])
    words = re.findall(r"[a-z0-9]+", plain.encode("ascii", "ignore").decode().casefold())
    name = ""
    for word in words:
        if name and len(name) + len(word) >= _LONGEST:
            break
        name = f"{name}-{word}"[: _LONGEST + 1].lstrip("-")
    name = name or "live"
    try:
        yield settings.name(name)
    except ValueError:
        name = f"live-{name}"
    number = 2
    while True:
        yield f"{name}-{number}"
        number += 1

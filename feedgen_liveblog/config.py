"""The configuration file, `feeds.toml`: which blogs become which feeds."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from feedgen_liveblog import settings, urls
from feedgen_liveblog.errors import ConfigError, UsageError
from feedgen_liveblog.history.window import Window
from feedgen_liveblog.stories.choice import Follow, follow
from feedgen_liveblog.tables import Document, Reader, document

if TYPE_CHECKING:
    from feedgen_liveblog.parsers.selectors import Selectors
    from feedgen_liveblog.web.limits import Limits

ENDINGS = {"atom": ".xml", "rss": ".rss", "json": ".json", "html": ".html"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Blog:
    """One live blog to keep, and how.

    `files` are the keys of its feeds by format; `name` leads those of its state and archives. `base_url` (it
    ends with '/') is where readers fetch all of them, None where that is not known. `interval` is the
    shortest and the longest time between two polls in seconds, None for our own choice. After
    `unreadable_after` failures in a row, 0 for never, the feed says that its source cannot be read.
    `public_only`: a stranger named its URL, so it may not lead into our network. `follow` says how the feed
    goes on to the next live blog of its story, None that it does not.
    """

    name: str
    url: str
    files: Mapping[str, str]
    base_url: str | None = None
    title: str | None = None
    tz: str | None = None
    selectors: "Selectors | None" = None
    window: Window = field(default_factory=Window)
    hub: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    interval: tuple[float, float | None] | None = None
    max_pages: int = 50
    unreadable_after: int = 0
    generic: bool = False
    public_only: bool = False
    follow: Follow | None = None
    indexed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """All blogs of a configuration and where their feeds go: a folder or the URL of an object store.

    `index` are the blogs that the page over all of them lists, none for no such page. It stays whole where
    `blogs` are only those that were asked for.
    """

    output: str
    blogs: tuple[Blog, ...]
    index: tuple[Blog, ...] = ()
    limits: "Limits | None" = None


def login(url: str) -> tuple[str, dict[str, str]]:
    """A URL without the user name and password in it, and the header that says them.

    A blog's URL is in its state, its errors and, where it cannot be read, in the feed; its headers are in none.
    """
    bare = urls.without_login(url.strip())
    if bare == url.strip():
        return url, {}
    from feedgen_liveblog.web import origins

    return bare, origins.login(url)


def load(file: str, *, base_url: str | None = None) -> Config:
    """The configuration in a file. A relative `output` is meant from the file's folder.

    `base_url` takes the place of the file's. Raises ConfigError with file, line and the nearest right key.
    """
    path = Path(file)
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise ConfigError("no such file", file) from error
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise ConfigError(f"cannot be read: {reason.lower()}", file) from error
    return parse(text, file, folder=path.parent, base_url=base_url)


def parse(text: str, file: str, *, folder: Path, base_url: str | None = None) -> Config:
    """The configuration in a TOML text; `file` is its name in errors."""
    doc = document(text, file)
    every: dict[str, Reader] = {
        "formats": settings.choices(list(ENDINGS)),
        "tz": _zone,
        "window": settings.window,
        "hub": settings.address,
        "headers": settings.headers,
        "interval": settings.interval,
        "max_pages": settings.number(1, 10_000),
        "unreadable_after": settings.number(0, 1000),
        "follow": follow,
    }
    own: dict[str, Reader] = {"name": settings.name, "url": settings.address, "title": settings.text}
    top = doc.read(
        (),
        doc.values,
        every
        | {
            "output": settings.text,
            "base_url": settings.address,
            "index": settings.flag,
            "limits": _limits,
            "defaults": lambda table: doc.read(("defaults",), _table(table), every),
            "blogs": _list,
        },
    )
    if not top.get("blogs"):
        raise doc.error((), "no [[blogs]]: at least one with a name and a url is needed")
    if "output" not in top:
        raise doc.error((), "output is missing: the folder or object store to write to")
    place = base_url or top.get("base_url")
    base_url = place.rstrip("/") + "/" if place else None
    defaults = {key: value for key, value in top.items() if key in every} | top.get("defaults", {})
    blogs = tuple(
        _blog(doc, number, table, every | own, defaults, base_url)
        for number, table in enumerate(top["blogs"])
    )
    _distinct(doc, blogs)
    index: tuple[Blog, ...] = ()
    if top.get("index", any("html" in blog.files for blog in blogs)):
        index = blogs = tuple(replace(blog, indexed=True) for blog in blogs)
    output = top["output"] if "://" in top["output"] else str(folder / Path(top["output"]).expanduser())
    return Config(output=output, blogs=blogs, index=index, limits=top.get("limits"))


def _blog(
    doc: Document,
    number: int,
    table: Any,
    readers: Mapping[str, Reader],
    defaults: Mapping[str, Any],
    base_url: str | None,
) -> Blog:
    path = ("blogs", number)
    readers = {**readers, "selectors": lambda value: _selectors(doc, (*path, "selectors"), _table(value))}
    values = {**defaults, **doc.read(path, _table(table), readers)}
    for key in ("name", "url"):
        if key not in values:
            raise doc.error(path, f"{key} is missing in this blog")
    if "hub" in values and not base_url:
        where = (*path, "hub") if "hub" in table else ("hub",)
        raise doc.error(where, "hub: needs base_url, the address at which the hub can fetch the feeds")
    if (story := values.get("follow")) and story.title:
        values.setdefault("title", story.title)
    formats = values.pop("formats", ("atom",))
    # Atom is written first: from it alone what another run published is taken over.
    ordered = sorted(formats, key=lambda format: format != "atom")
    files = {format: values["name"] + ENDINGS[format] for format in ordered}
    values["url"], header = login(values["url"])
    values["headers"] = header | values.get("headers", {})
    return Blog(files=files, base_url=base_url, **values)


def _distinct(doc: Document, blogs: tuple[Blog, ...]) -> None:
    """Names differ on every file system: to some, capitals make no difference."""
    seen: dict[str, str] = {}
    for number, blog in enumerate(blogs):
        folded = blog.name.casefold()
        if folded in seen:
            raise doc.error(
                ("blogs", number, "name"), f"name: {blog.name!r} would overwrite {seen[folded]!r}"
            )
        seen[folded] = blog.name


def _selectors(doc: Document, path: tuple[str | int, ...], table: Mapping[str, Any]) -> "Selectors":
    from feedgen_liveblog.parsers.selectors import Selectors

    readers = {item.name: settings.text for item in fields(Selectors) if item.name != "tags"}
    values = doc.read(path, table, readers | {"tz": _zone})
    if "post" not in values:
        raise doc.error(path, "selectors: post is missing, the selector of each post")
    return Selectors(**values)


def _zone(value: Any) -> str:
    from feedgen_liveblog import dates

    name = settings.text(value)
    dates.zone(name)
    return name


def _limits(value: Any) -> "Limits":
    from feedgen_liveblog.web.limits import limits

    return limits(_table(value))


def _table(value: Any) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise UsageError("a table is expected")
    return value


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise UsageError("[[blogs]] with two brackets is expected, one for each blog")
    return value

"""Our feedgen extension: the elements that feedgen has no call for, or spells wrongly, or slowly.

feedgen makes the document and its head. The entries are added by this extension: feedgen's own entries drop
the attributes of links (its issue #135), set the process's locale to write a date, and take twice the time.
"""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from feedgen.ext.base import BaseExtension
from feedgen.feed import FeedGenerator

from feedgen_liveblog import __version__

HOMEPAGE = "https://github.com/feedgen-liveblog/feedgen-liveblog"


class Extension(BaseExtension):  # type: ignore[misc]
    """Calls `write` with the element that the feed's head is in: Atom's feed, or RSS's channel."""

    def __init__(self, namespaces: Mapping[str, str], write: Callable[[Any], None]) -> None:
        self._namespaces = namespaces
        self._write = write

    def extend_ns(self) -> Mapping[str, str]:
        return self._namespaces

    def extend_atom(self, feed: Any) -> Any:
        self._write(feed)
        return feed

    def extend_rss(self, rss: Any) -> Any:
        self._write(rss[0])
        return rss


def generator(namespaces: Mapping[str, str], write: Callable[[Any], None]) -> FeedGenerator:
    """A FeedGenerator that says who made it, and that calls `write` after the feed's own fields.

    `namespaces` are the prefixes, with their URIs, of what `write` adds.
    """
    feed = FeedGenerator()
    feed.register_extension("liveblog", partial(Extension, namespaces, write))
    feed.generator("feedgen-liveblog", version=__version__, uri=HOMEPAGE)
    return feed

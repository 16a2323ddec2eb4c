"""A LiveBlog as bytes: Atom, RSS 2.0, JSON Feed and a readable page from one model, the same for the same blog.

A format is loaded when it is first asked for: most feeds are in one alone.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from feedgen_liveblog.render.atom_feed import atom
    from feedgen_liveblog.render.html_page import htmlpage
    from feedgen_liveblog.render.index_page import Row, indexpage
    from feedgen_liveblog.render.json_feed import jsonfeed
    from feedgen_liveblog.render.links import FeedLinks
    from feedgen_liveblog.render.opml_list import opml
    from feedgen_liveblog.render.rss_feed import rss
    from feedgen_liveblog.render.title import title_of

__all__ = ["FeedLinks", "Row", "atom", "htmlpage", "indexpage", "jsonfeed", "opml", "rss", "title_of"]

_FROM = {
    "atom": "atom_feed",
    "htmlpage": "html_page",
    "indexpage": "index_page",
    "Row": "index_page",
    "jsonfeed": "json_feed",
    "FeedLinks": "links",
    "opml": "opml_list",
    "rss": "rss_feed",
    "title_of": "title",
}


def __getattr__(name: str) -> Any:
    """The writer of a format (PEP 562). Raises AttributeError."""
    if name not in _FROM:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_FROM[name]}"), name)

"""A LiveBlog as bytes: Atom, RSS 2.0 and JSON Feed from one model, the same bytes for the same blog."""

from feedgen_liveblog.render.atom_feed import atom
from feedgen_liveblog.render.json_feed import jsonfeed
from feedgen_liveblog.render.links import FeedLinks
from feedgen_liveblog.render.rss_feed import rss
from feedgen_liveblog.render.title import title_of

__all__ = ["FeedLinks", "atom", "jsonfeed", "rss", "title_of"]

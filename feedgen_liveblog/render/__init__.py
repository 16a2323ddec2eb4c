"""A LiveBlog as bytes: Atom, RSS 2.0, JSON Feed and a readable page from one model, the same for the same blog."""

from feedgen_liveblog.render.atom_feed import atom
from feedgen_liveblog.render.html_page import htmlpage
from feedgen_liveblog.render.index_page import Row, indexpage
from feedgen_liveblog.render.json_feed import jsonfeed
from feedgen_liveblog.render.links import FeedLinks
from feedgen_liveblog.render.opml import opml
from feedgen_liveblog.render.rss_feed import rss
from feedgen_liveblog.render.title import title_of

__all__ = ["FeedLinks", "Row", "atom", "htmlpage", "indexpage", "jsonfeed", "opml", "rss", "title_of"]

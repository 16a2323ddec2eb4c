"""Anything a page holds to what may be published: safe HTML, plain text, absolute URLs, and their digest."""

from feedgen_liveblog.clean.body import Cleaned, clean
from feedgen_liveblog.clean.digest import digest
from feedgen_liveblog.clean.links import address
from feedgen_liveblog.clean.words import from_text, line, plain

__all__ = ["Cleaned", "address", "clean", "digest", "from_text", "line", "plain"]

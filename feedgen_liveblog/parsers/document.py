"""A JSON or XML document that is itself a list of posts: what a publisher's or provider's API answers."""

from typing import Any

from feedgen_liveblog import listwalk, xmldata
from feedgen_liveblog.model import Getter, RawBlog
from feedgen_liveblog.page import Page


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The posts of a JSON or XML document, by a generic walk; None for other documents and for feeds."""
    if page.kind == "json":
        value: Any = page.data
        if isinstance(value, dict) and "jsonfeed.org" in str(value.get("version")):
            return None
    elif page.kind == "xml":
        value = xmldata.value(page.root)
        if next(iter(value), "") in ("rss", "feed", "RDF"):
            return None
    else:
        return None
    return listwalk.find([("", value)], url=page.url, name=page.kind)

"""A JSON or XML document that is itself a list of posts: what a publisher's or provider's API answers."""

from typing import Any

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.model import Getter, RawBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.pagedata import jsvalue, packed

# JSONP, or a script that does nothing but set a variable.
_CALL = expression(r"\s*(?:/\*\*/\s*)?(?:export\s+)?(?:(?:var|let|const)\s+)?[\w$.]+\s*[(=]\s*(?=[{\[])")


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The posts of a JSON or XML document, by a generic walk; None for other documents and for feeds."""
    if page.kind == "html":
        return None
    from feedgen_liveblog.lists import walk as listwalk
    from feedgen_liveblog.lists import xmldata

    if page.kind == "json":
        value: Any = packed.related(page.data)
        if isinstance(value, dict) and "jsonfeed.org" in str(value.get("version")):
            return None
    elif page.kind == "xml":
        value = xmldata.value(page.root)
        if next(iter(value), "") in ("rss", "feed", "RDF"):
            return None
    elif page.kind == "text" and (wrapped := _CALL.match(page.text)):
        try:
            value, _ = jsvalue.read(page.text, wrapped.end())
        except jsvalue.Unreadable:
            return None
    else:
        return None
    return listwalk.find([("", value)], url=page.url, name="xml" if page.kind == "xml" else "json")

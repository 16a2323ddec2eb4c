"""What one page may hold: so many elements, so deep, so many posts. Real pages have a hundredth of it."""

import re
from functools import cache
from typing import TYPE_CHECKING

from lxml import etree

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.model import RawBlog
from feedgen_liveblog.web.limits import Limits

if TYPE_CHECKING:
    from feedgen_liveblog.page import Page

_OPENING = expression(r"<[A-Za-z]")
_ATTRIBUTE = r"""[\s/]*+[^\s>/][^\s>/=]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s>"']++))?+"""
_RAW = ("script", "style", "textarea", "title", "xmp")
# One token of HTML after the other, none ever read twice, as far as tags have no more than MOST attributes.
_TOKENS = r"""(?xsi: [^<]++
  | <!--(?>.*?(?:-->|\Z))
  | RAW
  | <[a-z][^\s>/]*+ATTRIBUTES(?:>|\Z)
  | <(?![a-z])
)*+"""


def check_size(text: str, kind: str, limits: Limits, where: str) -> None:
    """Raises FetchError for more elements (objects and lists of JSON, lines of text) than `page_elements`, or
    an element with more attributes than `page_attributes`.

    Counted in the text, before it is parsed: a tree takes ten times the memory of its text and more, and
    libxml2 compares each attribute of an element with all others.
    """
    if kind == "text":
        count = text.count("\n")
    elif kind == "json":
        count = text.count("{") + text.count("[")
    else:
        count = text.count("<")  # end tags too: quick, and most often enough
        if count > limits.page_elements:
            count -= text.count("</")
        if count > limits.page_elements:
            count = sum(1 for _ in _OPENING.finditer(text))
    if count > limits.page_elements:
        raise limits.reached("page_elements", "the page holds more elements", where)
    if kind in ("html", "xml") and _crowded(text, limits.page_attributes):
        raise limits.reached("page_attributes", "an element of the page has more attributes", where)


def _crowded(text: str, most: int) -> bool:
    """Whether an element has more than `most` attributes: surely not, or after a closer look; scripts and
    comments hold what looks like one (`i<n; i++ …`)."""
    suspect, tokens = _patterns(most)
    if not suspect.search(text):
        return False
    read = tokens.match(text)
    return read is not None and read.end() < len(text)


@cache
def _patterns(most: int) -> tuple[re.Pattern[str], re.Pattern[str]]:
    attributes = rf"(?:{_ATTRIBUTE}){{0,{most}}}+[\s/]*+"
    raw = " | ".join(rf"<{name}(?=[\s/>]){attributes}>(?>.*?(?:</{name}|\Z))" for name in _RAW)
    return (
        re.compile(rf"<[A-Za-z][^\s>/]*+(?:{_ATTRIBUTE}){{{most + 1}}}"),
        expression(_TOKENS.replace("ATTRIBUTES", attributes).replace("RAW", raw)),
    )


def check_depth(root: etree._Element, limits: Limits, where: str) -> None:
    """Raises FetchError where elements nest deeper than `page_depth`."""
    if root.xpath("boolean(" + "/*" * (limits.page_depth + 1) + ")"):
        raise limits.reached("page_depth", "the page's elements nest deeper", where)


def check_page(page: "Page") -> None:
    """Parses the page, so that one beyond its limits is refused once, before any parser tries it."""
    if page.kind == "json":
        _ = page.data
    elif page.kind == "text":
        check_size(page.text, page.kind, page.limits, page.url)
    else:
        _ = page.root


def check_posts(page: "Page", *blogs: RawBlog) -> None:
    """Raises FetchError where more posts than `page_posts` are seen in the page."""
    if max((len(blog.posts) for blog in blogs), default=0) > page.limits.page_posts:
        raise page.limits.reached("page_posts", "the page holds more posts", page.url)

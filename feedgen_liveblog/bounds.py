"""What one page may hold: so many elements, so deep, so many posts. Real pages have a hundredth of it."""

import re

from lxml import etree

from feedgen_liveblog.limits import Limits

_OPENING = re.compile(r"<[A-Za-z]")


def check_size(text: str, kind: str, limits: Limits, where: str) -> None:
    """Raises FetchError for more elements, or objects and lists of JSON, than `page_elements`.

    Counted in the text, before it is parsed: a tree takes ten times the memory of its text and more.
    """
    if kind == "json":
        count = text.count("{") + text.count("[")
    else:
        count = text.count("<")  # end tags too: quick, and most often enough
        if count > limits.page_elements:
            count = sum(1 for _ in _OPENING.finditer(text))
    if count > limits.page_elements:
        raise limits.reached("page_elements", "the page holds more elements", where)


def check_depth(root: etree._Element, limits: Limits, where: str) -> None:
    """Raises FetchError where elements nest deeper than `page_depth`."""
    if root.xpath("boolean(" + "/*" * (limits.page_depth + 1) + ")"):
        raise limits.reached("page_depth", "the page's elements nest deeper", where)


def check_posts(count: int, limits: Limits, where: str) -> None:
    """Raises FetchError for more posts than `page_posts`."""
    if count > limits.page_posts:
        raise limits.reached("page_posts", "the page holds more posts", where)

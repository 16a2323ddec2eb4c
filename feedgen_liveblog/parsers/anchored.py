"""The elements of a page that its JSON-LD names as posts: by an id, or by the number or word that tells it."""

from collections.abc import Iterator

from lxml import etree

from feedgen_liveblog import match
from feedgen_liveblog.model import RawBlog, RawPost
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers import infer
from feedgen_liveblog.parsers.elements import text
from feedgen_liveblog.parsers.groups import Group

_LEAST = 25  # characters; with fewer it is a place for a script to fill
_NO_POSTS = frozenset({"a", "button", "input", "html", "body", "main", "script", "style", "svg", "form"})


def find(page: Page, stated: RawBlog) -> Group | None:
    """The elements with the names of at least half of the posts, each the one that says most; None if there are fewer.

    It finds the first two posts of a story too, which are too few to be known by their likeness.
    """
    pages = (RawPost(url=(url or "").partition("?")[0]) for url in (page.url, stated.url))
    page_keys = set[str]().union(*map(match.native_keys, pages))
    named = match.unique((n, match.native_keys(post) - page_keys) for n, post in enumerate(stated.posts))
    best: dict[int, tuple[int, etree._Element]] = {}
    for element, keys in _named(page.root):
        for n in {named[key] for key in keys if key in named}:
            size = len(text(element))
            if size > best.get(n, (_LEAST, element))[0]:
                best[n] = size, element
    found = {element for _, element in best.values()}
    outermost = [element for element in found if found.isdisjoint(element.iterancestors())]
    if not outermost or 2 * len(outermost) < len(stated.posts):
        return None
    order = {element: n for n, element in enumerate(page.root.iter())}
    return Group(tuple(sorted(outermost, key=order.__getitem__)), frozenset())


def _named(root: etree._Element) -> Iterator[tuple[etree._Element, frozenset[str]]]:
    for element in root.iter(etree.Element):
        for name, value in element.attrib.items():
            if infer.ID_ATTRIBUTE.match(str(name)) and 2 < len(value) <= 200 and element.tag not in _NO_POSTS:
                yield element, match.keys_of(str(value))

"""The tree of a post's markup to paragraphs: wrappers undone, loose text wrapped, pictures real, empties gone."""

import re
from functools import partial

from lxml import etree
from lxml.etree import _Element

from feedgen_liveblog.clean import embeds, furniture, images
from feedgen_liveblog.clean.trees import build, cut
from feedgen_liveblog.model import Image

_PAGE_TAGS = re.compile(r"</?(?:html|head|body|frameset)(?=[\s/>])[^<>]*>|<!doctype[^<>]*>", re.IGNORECASE)
_BLOCKS = {
    "p", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "table", "thead", "tbody", "tfoot",
    "tr", "td", "th", "caption", "figure", "figcaption", "pre", "hr",
}  # fmt: skip
_WRAPPERS = {
    "body", "div", "section", "article", "aside", "header", "footer", "main", "address", "details", "summary", "center",
    "hgroup", "noscript", "fieldset", "legend", "form", "nav", "dir",
}  # fmt: skip
_RENAMED = {"h1": "h2", "strike": "s", "tt": "code", "image": "img", "amp-img": "img"}
_STAND_EMPTY = {"br", "hr", "img", "td", "th", "body"}
_Parser = partial(etree.HTMLParser, huge_tree=True, remove_comments=True, remove_pis=True)


def shaped(html: str, base: str) -> tuple[str, tuple[Image, ...]]:
    """The markup, still to be sanitised, and the pictures in it."""
    root = etree.fromstring("<body>" + _PAGE_TAGS.sub("", html), _Parser())
    body = root if root is None else root.find("body")
    if body is None:
        return "", ()
    furniture.remove(body)
    found = _pictures(body, base)
    embeds.replace(body, base)
    _paragraphs(body)
    parts = [body.text or "", *(etree.tostring(child, encoding="unicode", method="html") for child in body)]
    return "".join(parts), found


def _pictures(body: _Element, base: str) -> tuple[Image, ...]:
    """Give every image element its real source, or take it out; what is in <noscript> only where it is needed."""
    found: dict[str, Image] = {}
    for element in list(body.iter("img", "amp-img", "image", "video", "amp-video")):
        if element.getparent() is None:
            continue
        if element.tag in ("video", "amp-video"):
            continue
        url = images.source(element, base)
        if url is None or (url in found and any(True for _ in element.iterancestors("noscript"))):
            emoji = (element.get("alt") or "") if furniture.names_emoji(element.get("class") or "") else ""
            element.tail = emoji + (element.tail or "")
            cut(element)
            continue
        alt = images.words(element)
        size = images.size(element)
        element.clear(keep_tail=True)
        element.tag = "img"
        for name, value in {"src": url, "alt": alt, **size}.items():
            element.set(name, value)
        found.setdefault(url, Image(url=url, alt=alt))
    return tuple(found.values())


def _paragraphs(body: _Element) -> None:
    """From the leaves up: take out what is empty, make wrappers of inline content paragraphs, wrap loose text."""
    blocks: set[_Element] = set()
    elements = list(body.iter("*"))
    for element in reversed(elements):
        element.tag = tag = _RENAMED.get(element.tag, element.tag)
        if len(element) == 0 and tag not in _STAND_EMPTY and not (element.text and element.text.strip()):
            cut(element)
        elif tag in _BLOCKS:
            blocks.add(element)
        elif any(child in blocks for child in element):
            blocks.add(element)
            if tag in _WRAPPERS or "-" in tag:
                _wrap_loose(element, blocks)
        elif tag in _WRAPPERS or "-" in tag:
            if _may_be_paragraph(element):
                element.tag = "p"
                blocks.add(element)
            elif tag != "body":
                element.tag = "span"
                element.tail = " " + (element.tail or "")
    if body not in blocks:
        _wrap_loose(body, blocks)


def _may_be_paragraph(element: _Element) -> bool:
    parent = element.getparent()
    if parent is None or element.tag == "body":
        return False
    alone = (
        len(parent) == 1
        and not (parent.text and parent.text.strip())
        and not (element.tail and element.tail.strip())
    )
    return (
        parent.tag in _WRAPPERS
        or "-" in parent.tag
        or parent.tag in ("blockquote", "figure")
        or (parent.tag in ("li", "td", "dd") and not alone)
    )


def _wrap_loose(element: _Element, blocks: set[_Element]) -> None:
    """Text and inline elements between blocks become paragraphs."""
    run: _Element | None = None
    if element.text and element.text.strip():
        run = build("p", element.text)
        element.insert(0, run)
    element.text = None
    for child in element[1:] if run is not None else element[:]:
        if child in blocks:
            run = None
            if child.tail and child.tail.strip():
                run = build("p", child.tail)
                child.tail = None
                child.addnext(run)
            continue
        if run is None:
            run = build("p")
            child.addprevious(run)
        run.append(child)

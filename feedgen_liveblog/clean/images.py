"""The pictures of a post: each image element with its real source and its words, or gone."""

import re
from collections.abc import Mapping

from lxml.etree import _Element

from feedgen_liveblog.clean.links import address
from feedgen_liveblog.clean.safe import unquoted
from feedgen_liveblog.clean.sources import is_picture, source
from feedgen_liveblog.clean.trees import cut, sweep
from feedgen_liveblog.clean.words import line
from feedgen_liveblog.model import Image

_Attributes = _Element | Mapping[str, str]
_FAMILIAR = {"src", "alt", "width", "height", "class", "id", "title", "loading", "decoding", "sizes"}
_EMOJI = {"emoji", "wp-smiley", "twemoji"}


def restore(body: _Element, base: str) -> tuple[Image, ...]:
    """Give every image of a tree its real source, take out those without; returns the pictures, each once."""
    found: dict[str, Image] = {}
    captions: dict[_Element, str] = {}
    for element in list(body.iter("img", "amp-img", "image")):
        url, parent = None if _is_emoji(element) else source(element, base), element.getparent()
        if url is None or (url in found and parent is not None and parent.tag != "a"):
            if _is_emoji(element):
                element.tail = line(element.get("alt") or "") + (element.tail or "")
            cut(element)
            continue
        alt = line(element.get("alt") or "")
        kept = written(Image(url=url, alt=alt), element)
        for child in list(element):
            element.remove(child)
        element.attrib.clear()
        for name, value in kept.items():
            element.set(name, value)
        found.setdefault(url, Image(url=url, alt=alt or _caption(element, captions)))
    sweep(body)
    return tuple(found.values())


def plain(attributes: Mapping[str, str], base: str) -> Image | None:
    """The picture of an `img` that is what it seems, not lazy nor a tracker; None where that is unsure."""
    url, alt = address(attributes.get("src"), base), line(attributes.get("alt", ""))
    if not url or not alt or not is_picture(url) or not _FAMILIAR.issuperset(attributes):
        return None
    if _is_emoji(attributes) or (not _size(attributes) and ("width" in attributes or "height" in attributes)):
        return None
    return Image(url=url, alt=alt)


def written(image: Image, attributes: _Attributes) -> dict[str, str]:
    """The attributes that the element of a picture shall have; its text cannot end them."""
    return {"src": image.url, "alt": unquoted(image.alt), **_size(attributes)}


def _size(image: _Attributes) -> dict[str, str]:
    """Width and height, where both are sizes and not a ratio."""
    size = {name: (image.get(name) or "").removesuffix("px") for name in ("width", "height")}
    return (
        size
        if all(re.fullmatch(r"[1-9]\d{1,3}", value) and int(value) >= 32 for value in size.values())
        else {}
    )


def _is_emoji(image: _Attributes) -> bool:
    return not _EMOJI.isdisjoint((image.get("class") or "").split())


def _caption(image: _Element, known: dict[_Element, str]) -> str:
    figure = next(image.iterancestors("figure"), None)
    if figure is None:
        return ""
    if figure not in known:
        caption = next(figure.iter("figcaption"), None)
        known[figure] = "" if caption is None else line(" ".join(map(str, caption.itertext())))
    return known[figure]

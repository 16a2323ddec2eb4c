"""The pictures of a post: each image element with its real source and its words, or gone."""

from collections.abc import Iterable, Mapping
from itertools import islice

from lxml.etree import _Element

from feedgen_liveblog.clean.safe import unquoted
from feedgen_liveblog.clean.sources import Attributes, source
from feedgen_liveblog.clean.trees import cut, sweep
from feedgen_liveblog.clean.words import line
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.model import Image

_SOURCES = 20  # of a `picture` are looked at
_SIDE = expression(r"[1-9]\d{1,3}")
_EMOJI = {"emoji", "wp-smiley", "twemoji"}


def restore(body: _Element, base: str) -> tuple[Image, ...]:
    """Give every image of a tree its real source, take out those without; returns the pictures, each once."""
    found: dict[str, Image] = {}
    captions: dict[_Element, str] = {}
    for element in list(body.iter("img", "amp-img", "image")):
        parent = element.getparent()
        beside = (
            islice(parent.iter("source"), _SOURCES) if parent is not None and parent.tag == "picture" else ()
        )
        url = None if _is_emoji(element) else source(element, base, beside=beside)
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


def shown(attributes: Mapping[str, str], base: str, *, beside: Iterable[Mapping[str, str]]) -> Image | None:
    """The picture of an image tag, with the words that it has itself; None where it is not to be shown as one."""
    url = None if _is_emoji(attributes) else source(attributes, base, beside=beside)
    return Image(url=url, alt=line(attributes.get("alt", ""))) if url else None


def written(image: Image, attributes: Attributes) -> dict[str, str]:
    """The attributes that the element of a picture shall have; its text cannot end them."""
    return {"src": image.url, "alt": unquoted(image.alt), **_size(attributes)}


def _size(image: Attributes) -> dict[str, str]:
    """Width and height, where both are sizes and not a ratio."""
    size = {name: (image.get(name) or "").removesuffix("px") for name in ("width", "height")}
    return size if all(_SIDE.fullmatch(value) and int(value) >= 32 for value in size.values()) else {}


def _is_emoji(image: Attributes) -> bool:
    return not _EMOJI.isdisjoint((image.get("class") or "").split())


def _caption(image: _Element, known: dict[_Element, str]) -> str:
    figure = next(image.iterancestors("figure"), None)
    if figure is None:
        return ""
    if figure not in known:
        caption = next(figure.iter("figcaption"), None)
        known[figure] = "" if caption is None else line(" ".join(map(str, caption.itertext())))
    return known[figure]

"""What selectors find in an element, and what is read of elements: their text, their markup."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import Any

from lxml import etree
from parsel.csstranslator import HTMLTranslator

from feedgen_liveblog.errors import ConfigError
from feedgen_liveblog.expressions import expression

_XPATH_START = expression(
    r"\.{0,2}/|\(|\.{1,2}$|(?:ancestor|descendant|following|preceding|self|child|parent)[\w-]*::"
)
_TRANSLATOR = HTMLTranslator()
_NAMESPACES = {"re": "http://exslt.org/regular-expressions"}  # re:test(), as in parsel
_STRING = etree.XPath("string()", smart_strings=False)
_PLACE = r'\.//([a-z][a-z0-9-]*+)\[@class="([^"]*+)"\]'
_PLACES = expression(rf"{_PLACE}(?:\|{_PLACE})*+")
_EACH_PLACE = expression(_PLACE)
_ATTRIBUTE = expression(rf"(?:\.|({_PLACE}))/@([a-z][a-z-]*+)")

Finder = Callable[[etree._Element], Any]


def find(selector: str, element: etree._Element) -> list[Any]:
    """What a selector finds below an element: elements, or strings where it names an attribute or text.

    Raises ConfigError naming the selector if it is neither CSS nor XPath.
    """
    try:
        found = _finder(selector)(element)
    except (etree.XPathError, SyntaxError, ValueError) as error:
        raise ConfigError(f"the selector {selector!r} is not valid CSS or XPath ({error})") from error
    return found if isinstance(found, list) else [found]


@lru_cache(maxsize=512)
def _finder(selector: str) -> Finder:
    """What finds it: XPath, but for the plain places that are looked up in each post, where a walk is quicker."""
    if _PLACES.fullmatch(selector):
        return _at_places(frozenset(_EACH_PLACE.findall(selector)))
    if attribute := _ATTRIBUTE.fullmatch(selector):
        return _attribute(attribute[1], attribute[4])
    xpath = (
        selector
        if _XPATH_START.match(selector)
        else _TRANSLATOR.css_to_xpath(selector, prefix="descendant-or-self::")
    )
    return etree.XPath(xpath, smart_strings=False, namespaces=_NAMESPACES)


def _at_places(places: frozenset[tuple[str, str]]) -> Finder:
    tags = {tag for tag, _ in places}

    def found(element: etree._Element) -> list[etree._Element]:
        inner = element.iter(*tags)
        return [each for each in inner if (each.tag, each.get("class")) in places and each is not element]

    return found


def _attribute(place: str | None, name: str) -> Finder:
    at = _finder(place) if place else lambda element: [element]

    def found(element: etree._Element) -> list[str]:
        return [value for each in at(element) if (value := each.get(name)) is not None]

    return found


def text(element: etree._Element) -> str:
    """An element's text with white space folded."""
    whole = str(_STRING(element)) if len(element) else element.text or ""
    return " ".join(whole.split())


def extent(words: str) -> int:
    """How much a text says, in letters: one of Chinese, Japanese or Korean counts for two."""
    return len(words) if words.isascii() else sum(1 + (letter >= "\u2e80") for letter in words)


def body_of(elements: Iterable[etree._Element], skip: Iterable[etree._Element], *, whole: bool) -> str:
    """The markup of elements (`whole`: with their own tags) less the elements to skip."""
    skipped = set(skip)
    # Only branches that lead to something skipped are walked here; all others are written by libxml2.
    broken = {ancestor for element in skipped for ancestor in element.iterancestors()}
    render = _outer if whole else _inner
    return "".join(render(element, skipped, broken) for element in elements)


def _outer(element: etree._Element, skip: set[etree._Element], broken: set[etree._Element]) -> str:
    if element in skip or not isinstance(element.tag, str):
        return ""
    if element not in broken:
        return _written(element)
    attributes = "".join(f' {name!s}="{_escaped(str(value))}"' for name, value in element.attrib.items())
    return f"<{element.tag}{attributes}>{_inner(element, skip, broken)}</{element.tag}>"


def _inner(element: etree._Element, skip: set[etree._Element], broken: set[etree._Element]) -> str:
    parts = [_escaped(element.text or "")]
    for child in element:
        whole = child not in broken and child not in skip and isinstance(child.tag, str)
        parts.append(_written(child, tail=True) if whole else _outer(child, skip, broken))
        if not whole and child.tail:
            parts.append(_escaped(child.tail))
    return "".join(parts)


def _written(element: etree._Element, *, tail: bool = False) -> str:
    return str(etree.tostring(element, encoding="unicode", method="html", with_tail=tail))


def _escaped(value: str) -> str:
    return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")

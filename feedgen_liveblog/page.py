"""A page as fetched or read from a file, with the views of it that parsers share, each made once."""

import json
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal

from lxml import etree
from parsel import Selector

from feedgen_liveblog.errors import NotALiveBlog
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.web import bounds
from feedgen_liveblog.web.limits import Limits

Kind = Literal["html", "json", "xml", "text"]
# libxml2 takes them into the names of elements and attributes, by which nobody can then ask for them.
_UNNAMEABLE = expression("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r")


class Page:
    """The final URL, decoded text and kind of a document; views of it are cached properties.

    Raises NotALiveBlog from a view where the document is not what it says it is (JSON cut short), and
    FetchError where it holds more than `limits` allow.
    """

    def __init__(self, url: str, text: str, kind: Kind = "html", limits: Limits | None = None) -> None:
        self.url = url
        self.text = text
        self.kind = kind
        self.limits = limits or Limits()

    @cached_property
    def selector(self) -> Selector:
        """The document for CSS and XPath; `huge_tree`, so that a 10 MB text node survives."""
        bounds.check_size(self.text, self.kind, self.limits, self.url)
        data = _nameable(self.text)
        if self.kind == "xml":
            selector = Selector(body=data, type="xml")
        else:
            # As parsel does, but that its elements are lxml's plain ones: lxml.html asks Python for each one's class.
            parser = etree.HTMLParser(encoding="utf-8", huge_tree=True)
            root: etree._Element | None = etree.fromstring(data, parser)
            selector = Selector(root=etree.Element("html") if root is None else root, type="html")
        bounds.check_depth(selector.root, self.limits, self.url)
        # lxml makes a Python object of an element each time that nobody holds one: parsers pass by half a dozen times.
        self._held = list(selector.root.iter())
        return selector

    @property
    def root(self) -> Any:
        """The same document as an lxml element (whose stubs do not know what `xpath` finds). Do not change it."""
        return self.selector.root

    @cached_property
    def data(self) -> Any:
        """The parsed document, where the page is itself JSON."""
        bounds.check_size(self.text, "json", self.limits, self.url)
        try:
            # Norkon sends a byte-order mark; RFC 8259 lets a reader ignore it.
            return json.loads(self.text.removeprefix("\ufeff"), strict=False)
        except (ValueError, RecursionError) as error:
            if (lines := _json_lines(self.text)) is not None:
                return lines
            raise NotALiveBlog(f"the JSON document cannot be read ({error})", self.url) from error

    @cached_property
    def json_ld(self) -> tuple[Mapping[str, Any], ...]:
        """All JSON-LD nodes of the page, `@graph` and arrays unrolled; a broken block costs only itself."""
        from feedgen_liveblog import jsonld

        return jsonld.nodes(self.root) if self.kind == "html" else ()

    @cached_property
    def state(self) -> tuple[tuple[str, Any], ...]:
        """Data embedded in scripts (`__NEXT_DATA__` and its kind), as (name, value) pairs."""
        from feedgen_liveblog import pagestate

        return pagestate.extract(self.root) if self.kind == "html" else ()


def _nameable(text: str) -> bytes:
    """The text in UTF-8 less the characters that would end up in names; first a look at whether there are any, in C."""
    try:
        data = text.encode()
    except UnicodeEncodeError:  # half a character
        data = _CONTROLS
    if len(data) != len(data.translate(None, _CONTROLS)) or "\ufffe" in text or "\uffff" in text:
        data = _UNNAMEABLE.sub(lambda found: " " if found[0] == "\f" else "", text).encode()
    return data.strip() or b"<html/>"


def _json_lines(text: str) -> list[Any] | None:
    """A document of one JSON object a line (https://jsonlines.org) as a list; None for any other."""
    lines = [line for line in text.removeprefix("\ufeff").splitlines() if line.strip()]
    if len(lines) < 2 or not all(line.lstrip()[0] == "{" and line.rstrip()[-1] == "}" for line in lines):
        return None
    try:
        return [json.loads(line, strict=False) for line in lines]
    except (ValueError, RecursionError):
        return None

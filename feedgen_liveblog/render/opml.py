"""OPML 2.0 (opml.org/spec2.opml): a list of subscriptions that readers import."""

from collections.abc import Iterable, Mapping

from lxml import etree

from feedgen_liveblog.render.entry import scrubbed


def opml(title: str, outlines: Iterable[Mapping[str, str]]) -> bytes:
    """The list in UTF-8; an outline's attributes are at least a `text`, and for a feed `type` and `xmlUrl`."""
    root = etree.Element("opml", version="2.0")
    root.append(etree.Comment(" Made by feedgen-liveblog "))
    etree.SubElement(etree.SubElement(root, "head"), "title").text = scrubbed(title)
    body = etree.SubElement(root, "body")
    for outline in outlines:
        etree.SubElement(body, "outline", {name: scrubbed(value) for name, value in outline.items()})
    document: bytes = etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)
    return document

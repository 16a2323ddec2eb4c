"""AMP live lists (https://amp.dev/documentation/components/amp-live-list/): each item has a lasting id and times."""

from dataclasses import replace

from feedgen_liveblog.model import Getter, RawBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers import dom, infer
from feedgen_liveblog.parsers.groups import Group


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The items of a page's live lists; an item with `data-tombstone` is a post the source deleted."""
    if page.kind != "html" or "data-sort-time" not in page.text:
        return None
    boxes = (
        box
        for live in page.root.iter("amp-live-list")
        for box in live.iter("*")
        if box.get("items") is not None
    )
    items = [item for box in boxes for item in box if item.get("id") and item.get("data-sort-time")]
    gone = [item for item in items if item.get("data-tombstone") is not None]
    # Advertisements have slots of their own in the list.
    alive = tuple(
        item
        for item in items
        if item.get("data-tombstone") is None
        and (any(map(str.strip, item.itertext())) or item.find(".//img") is not None)
    )
    if not alive:
        return None
    found = infer.selectors(Group(alive, frozenset()))
    found = replace(
        found,
        id="./@id",
        time=found.time or "./@data-sort-time",
        updated=found.updated or "./@data-update-time",
    )
    return RawBlog(
        format="amp-live-list",
        posts=tuple(dom.labelled(alive, found)),
        confidence=0.95,
        deleted=tuple(str(item.get("id")) for item in gone),
    )

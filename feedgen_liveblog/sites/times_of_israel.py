"""The Times of Israel: one page a day, each entry also on a page of its own."""

from dataclasses import replace

from feedgen_liveblog.model import Getter, RawBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers import dom, infer
from feedgen_liveblog.parsers.elements import find
from feedgen_liveblog.parsers.groups import Group

MATCH = r"^https?://(?:www\.)?timesofisrael\.com/liveblog-"


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The entries of the day's list, their parts found as in any page."""
    entries = tuple(find("div[id^='liveblog-'] > [id]", page.root)) if page.kind == "html" else ()
    if not entries:
        return None
    found = replace(
        infer.selectors(Group(entries, frozenset())), url=".//a[contains(@href, '/liveblog_entry/')]/@href"
    )
    posts = tuple(dom.labelled(entries, found))
    return RawBlog(format="times_of_israel", posts=posts, confidence=0.95, zone="Asia/Jerusalem")

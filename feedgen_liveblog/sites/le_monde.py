"""Le Monde: posts, questions and answers, with clocks only; a label says when it is over."""

from dataclasses import replace

from feedgen_liveblog.model import Getter, RawBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers.elements import find
from feedgen_liveblog.parsers.selectors import Selectors, parser

MATCH = r"^https?://(?:www\.|amp\.)?lemonde\.fr/[\w-]+/live/"
_POSTS = Selectors(
    post="section.post__live-container",
    time=".info-content .date",
    title=".post__live-container--title",
    html=".content--live",
    tag=".flag-live__border__label",
    tz="Europe/Paris",
)


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The posts of the page, and whether its label is off."""
    blog = parser(_POSTS, name="le_monde")(page, get)
    return blog and replace(blog, closed=bool(find(".label__live--off", page.root)))

"""24liveblog: an event's news, read from the data host that its script uses."""

from typing import Any

from feedgen_liveblog.errors import LiveblogError
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.jsonpick import epoch, flag, items, pick, text
from feedgen_liveblog.model import Getter, RawBlog, RawPost
from feedgen_liveblog.page import Page
from feedgen_liveblog.providers import embed, paging

NAME = "24liveblog"
_EVENT = "https://data.24liveplus.com/v1/retrieve_server/x/event"
_FRAME = expression(r"//v\.24liveblog\.com/iframe/?\?(?:.*&)?id=(\d+)")


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The event that a page embeds, newest post first."""
    if not embed.mentions(page, "LB24_LIVE_CONTENT", "24liveblog.com"):
        return None
    event = _embedded(page)
    if event is None:
        return None

    def page_after(nid: str) -> str:
        return f"{_EVENT}/{event}/news/?inverted_order=1&last_nid={nid}&limit=100"

    def read(data: Any) -> paging.Answer | None:
        news = items(pick(data, "data", "news"))
        if news is None:
            return None
        # The service sends fewer than it was asked for, so a short page is not the last: an empty one is.
        nid = text(pick(news, -1, "nid"))
        return paging.answer(news, _post, next=page_after(nid) if nid else None)

    walk = paging.walk(page, get, page_after(""), read, name=NAME)
    about, notes = _about(f"{_EVENT}/{event}/", get)
    closed = flag(pick(about, "closed"))
    return RawBlog(
        format="24liveblog",
        posts=walk.posts,
        confidence=1.0,
        namespace=f"24liveblog/{event}",
        closed=closed,
        coverage_end=epoch(pick(about, "last_updated")) if closed else None,
        complete=walk.complete,
        notes=walk.notes + notes,
    )


def _embedded(page: Page) -> str | None:
    for event in page.root.xpath('//*[@id="LB24_LIVE_CONTENT"]/@data-eid'):
        if event.strip().isdigit():
            return str(event.strip())
    return next((frame[1] for url in embed.sources(page) if (frame := _FRAME.search(url))), None)


def _about(url: str, get: Getter) -> tuple[Any, tuple[str, ...]]:
    try:
        return pick(get(url).data, "data", "event"), ()
    except LiveblogError as error:
        return None, (f"whether the event is over could not be read ({error})",)


def _post(item: Any) -> RawPost | None:
    id, title, body = (text(pick(item, key)) for key in ("nid", "newstitle", "contents"))
    if id is None or not (title or body):
        return None
    return RawPost(id=id, published=epoch(pick(item, "created")), title=title, html=body)

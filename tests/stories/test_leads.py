"""Where publishers' pages lead on: closing notices, posts, series, sections and lists, each in its own markup."""

from datetime import UTC, date, datetime

import pytest

from feedgen_liveblog.model import LiveBlog, Post
from feedgen_liveblog.page import Page
from feedgen_liveblog.stories import leads
from feedgen_liveblog.stories.choice import Follow
from feedgen_liveblog.stories.leads import Kind

URL = "https://news.example/world/live/2024/nov/01/harbour-fire-live"
NEXT = "https://news.example/world/live/2024/nov/02/harbour-inquiry-live"


def page(body: str, url: str = URL, head: str = "") -> Page:
    """A page with this in its body."""
    return Page(url, f"<html><head>{head}</head><body>{body}</body></html>")


def blog(*bodies: str, url: str = URL) -> LiveBlog:
    """A live blog of these posts, newest first."""
    posts = tuple(
        Post(guid=f"{n}", html=html, published=datetime(2024, 11, 1, 20 - n, tzinfo=UTC))
        for n, html in enumerate(bodies)
    )
    return LiveBlog(id=url, title="Harbour fire live: crews return", url=url, posts=posts)


def found(one: Page, live: LiveBlog) -> list[tuple[Kind, str]]:
    """What a page leads to."""
    return [(lead.kind, lead.url) for lead in leads.linked(one, live)]


CLOSED = "This live blog is now closed."


@pytest.mark.parametrize(
    "notice",
    [
        f"<p class='standfirst'>{CLOSED} You can read today’s live blog <a href='{NEXT}'>here</a>.</p>",
        f"<div><p>{CLOSED}</p><p>Follow our new live blog <a href='{NEXT}'>here</a></p></div>",
        f"<p>Dieser Liveblog ist beendet. <a href='{NEXT}'>Hier geht es zum neuen Liveblog</a>.</p>",
        f"<p>Ce direct est terminé, retrouvez la suite dans <a href='{NEXT}'>notre nouveau direct</a>.</p>",
        f"<p>{CLOSED} Our coverage continues <a href='/world/live/2024/nov/02/harbour-inquiry-live'>here</a></p>",
    ],
)
def test_the_words_that_close_it_lead_on(notice: str):
    """A link in the sentence that closes a live blog, or right beside it, is the surest there is."""
    text = "<p>" + "Another matter. " * 60 + "</p>"
    assert found(page(f"<h1>Harbour fire</h1>{notice}{text}"), blog("<p>x</p>")) == [(Kind.NOTICE, NEXT)]


def test_the_newest_posts_lead_on():
    """Where posts come by script, only they have the link; older posts are of what was before."""
    closing = f"<p>We are closing this live blog now. Follow our new live blog <a href='{NEXT}'>here</a>.</p>"
    assert found(page(""), blog(closing, "<p>x</p>")) == [(Kind.NOTICE, NEXT)]
    assert found(page(""), blog("<p>1</p>", "<p>2</p>", "<p>3</p>", closing)) == []


def test_a_link_of_the_same_kind_and_a_later_day_needs_no_words():
    """As on Le Monde, whose closed pages begin with a link to the next."""
    home = "https://news.example/international/live/2024/11/01/en-direct-crue_6370000_3210.html"
    later = "https://news.example/international/live/2024/11/02/en-direct-decrue_6371111_3210.html"
    body = (
        f"<section class='post'><a class='post__live-container--link' href='{later}'>La suite</a></section>"
    )
    live = blog("<p>x</p>", url=home)
    assert found(page(body, home), live) == [(Kind.LINK, later)]
    earlier = body.replace("2024/11/02", "2024/10/31")
    assert found(page(earlier, home), live) == []
    article = body.replace("/live/", "/article/")
    assert found(page(article, home), live) == []


def test_menus_and_what_stands_beside_lead_nowhere():
    """'Follow our live blog here' in a menu or a footer is of any story."""
    link = f"<p>Follow our new live blog <a href='{NEXT}'>here</a></p>"
    for around in ("nav", "aside", "footer"):
        assert found(page(f"<{around}>{link}</{around}>"), blog("<p>x</p>")) == []


@pytest.mark.parametrize(
    "href", ["http://[", "javascript:alert(1)", "mailto:a@b.example", "data:,x", "", "//"]
)
def test_what_is_no_address_is_no_lead(href: str):
    """A page may hold anything."""
    notice = f"<p>This live blog is now closed. Follow our new live blog <a href='{href}'>here</a></p>"
    assert [url for _, url in found(page(notice), blog(notice)) if url not in (URL,)] == []


def test_a_series_has_a_latest():
    """The page's own series, not those in its menus; or what the user gives."""
    body = (
        "<nav><a href='/money/series/markets-live'>Markets</a></nav>"
        "<a href='/theguardian/series/corrections'>Corrections</a><a href='/world/series/harbour-live'>Harbour</a>"
    )
    urls = [lead.url for lead in leads.latest(page(body), blog("<p>x</p>"), Follow())]
    assert urls[0] == "https://news.example/world/series/harbour-live/latest"
    given = Follow(start="https://news.example/world/series/fires")
    assert (
        leads.latest(page(body), blog("<p>x</p>"), given)[0].url
        == "https://news.example/world/series/fires/latest"
    )


def test_the_lists_that_a_page_is_in():
    """Its topic, its breadcrumb and its section; the user's own instead of all."""
    crumbs = (
        '<script type="application/ld+json">{"@context":"https://schema.org","@type":"BreadcrumbList","itemListElement":['
        '{"@type":"ListItem","position":1,"item":{"@id":"https://news.example/world","name":"World"}},'
        '{"@type":"ListItem","position":2,"name":"Harbour fire","item":"https://news.example/world/harbour"}]}</script>'
    )
    body = "<a href='/topic/cheese'>Cheese</a><a href='/topic/harbour-fire'>Harbour fire</a>"
    one = page(body, head=crumbs)
    assert leads.lists(one, blog("<p>x</p>"), URL, Follow()) == [
        "https://news.example/topic/harbour-fire",
        "https://news.example/world/harbour",
        "https://news.example/world",
    ]
    assert leads.lists(one, blog("<p>x</p>"), URL, Follow(start="https://news.example/f")) == [
        "https://news.example/f"
    ]
    assert leads.lists(None, blog("<p>x</p>"), "https://news.example/live-1", Follow()) == []


def test_a_list_gives_what_looks_like_a_live_blog():
    """By its address, its words, or the user's pattern."""
    listing = page(
        f"<ul><li><a href='{NEXT}'>Harbour inquiry</a></li>"
        "<li><a href='/world/2024/nov/02/harbour-what-we-know'>What we know</a></li>"
        "<li><a href='/x/1234'>The harbour, hour by hour</a></li></ul>",
        "https://news.example/world",
    )
    assert [lead.url for lead in leads.listed(listing, Follow(), like=URL)] == [NEXT]
    assert len(leads.listed(listing, Follow(match="*hour by hour*"), like=URL)) == 2


def test_an_rss_feed_is_a_list():
    """The section's own feed."""
    rss = f"<rss><channel><item><title>Harbour inquiry</title><link>{NEXT}</link></item></channel></rss>"
    one = Page("https://news.example/world/rss", rss, "xml")
    assert [(lead.url, lead.title) for lead in leads.listed(one, Follow(), like=URL)] == [
        (NEXT, "Harbour inquiry")
    ]


def test_other_days():
    """The address of today's, where only the day differs."""
    there = leads.dated(
        "https://news.example/liveblog-march-9-2026/", today=date(2026, 3, 10), near=date(2026, 3, 9)
    )
    assert there[0] == leads.Lead(url="https://news.example/liveblog-march-10-2026/", kind=Kind.DATED)

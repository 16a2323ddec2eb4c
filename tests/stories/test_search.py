"""What a search may do: so many requests, no page that robots.txt forbids, no other site, and what it says of it."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.extract import Reading
from feedgen_liveblog.page import Page
from feedgen_liveblog.stories.choice import Follow
from feedgen_liveblog.stories.search import BUDGET, Search, told
from tests.stories.test_decide import CLOSED, KNOWN, NEXT, NOW, URL


class Site:
    """A Getter: addresses to what is there, or to where they redirect; the requests that were made."""

    known: frozenset[str] = frozenset()

    def __init__(self, there: Mapping[str, str], moved: Mapping[str, str] | None = None) -> None:
        self.there, self.moved = there, moved or {}
        self.asked: list[str] = []

    def __call__(self, url: str, *, headers: Mapping[str, str] | None = None) -> Page:
        self.asked.append(url)
        final = self.moved.get(url, url)
        if final not in self.there:
            raise FetchError("HTTP 404 Not Found", url, status=404)
        return Page(final, self.there[final], "text" if final.endswith(".txt") else "html")


def live_blog(title: str) -> str:
    """A page with a few posts of today."""
    names = ("Aas", "Quill", "Dorn", "Melby", "Norhaven", "Sandholm", "Wickstrand")
    posts = "".join(
        f'<article class="post" id="p{n}"><time datetime="2024-11-02T{9 - n:02}:30:00Z">x</time><h2>Number {n}</h2>'
        f"<div class='body'><p>They say that {names[n]} met {names[(n + 2) % 7]} at the quay there.</p></div></article>"
        for n in range(7)
    )
    head = f"<head><title>{title}</title></head>"
    return f"<html>{head}<body class='live'><h1>{title}</h1><div>{posts}</div></body></html>"


def search(site: Site, body: str, follow: Follow | None = None) -> tuple[str | None, list[str]]:
    """Where a search leads, and what it says of all that it looked at."""
    one = Search(
        get=site, known=KNOWN, follow=follow or Follow(), sign=CLOSED, how=Reading(max_pages=1), now=NOW
    )
    chosen = one.run(Page(URL, f"<html><body>{body}</body></html>"))
    return chosen and chosen.url, [told(each) for each in one.seen]


LINK = f"<p>This live blog is now closed. Follow our new live blog <a href='{NEXT}'>here</a>.</p>"
PAGE = live_blog("Harbour fire live: inquiry opens")


def test_the_publisher_s_own_link_costs_two_requests():
    """robots.txt, and the page."""
    site = Site({NEXT: PAGE})
    chosen, seen = search(site, LINK)
    assert chosen == NEXT
    assert site.asked == ["https://news.example/robots.txt", NEXT]
    assert seen == [f"{NEXT}: {seen[0].partition(': ')[2]}"]


def test_a_search_ends():
    """However many links a page has that look like the next live blog."""
    links = "".join(
        f"<p>Follow our new live blog <a href='https://news.example/world/live/2024/nov/02/a-{n}'>here</a></p>"
        for n in range(100)
    )
    site = Site({})
    assert search(site, links + "<a href='/world/series/harbour'>Harbour</a>")[0] is None
    assert len(site.asked) <= BUDGET


@pytest.mark.parametrize("rule", ["/", "/world/live/2024/nov/02/"])
def test_robots_txt_is_obeyed(rule: str):
    """What it forbids is not asked for, whoever links to it."""
    site = Site({NEXT: PAGE, "https://news.example/robots.txt": f"User-agent: *\nDisallow: {rule}\n"})
    chosen, seen = search(site, LINK)
    assert chosen is None
    assert NEXT not in site.asked
    assert f"not followed: {NEXT}: robots.txt does not allow it" in seen


def test_another_site_is_not_even_asked():
    """Not by a link, nor from a list; a redirect that leads there ends there."""
    other = NEXT.replace("news.example", "evil.example")
    chosen, seen = search(site := Site({other: PAGE}), LINK.replace(NEXT, other))
    assert chosen is None
    assert not [url for url in site.asked if "evil" in url]
    assert f"not followed: {other}: on another site" in seen
    chosen, seen = search(Site({other: PAGE}, {NEXT: other}), LINK)
    assert chosen is None
    assert f"not followed: {other}: on another site" in seen


def test_one_that_is_more_like_it_is_waited_for():
    """It was opened a minute ago and has no posts yet; the other live blog of the story has had some for an hour."""
    twin = "https://news.example/world/live/2024/nov/02/harbour-fire-inquest-live"
    rows = (f"<li><a href='{url}'>Harbour fire live</a></li>" for url in (NEXT, twin))
    listing = f"<html><body><ul>{''.join(rows)}</ul></body></html>"
    empty = (
        "<html><head><title>Harbour fire live: inquiry opens</title></head><body><h1>Soon</h1></body></html>"
    )
    there = {twin: live_blog("Harbour fire inquest live"), "https://news.example/world": listing, NEXT: empty}
    chosen, seen = search(Site(there), "")
    assert chosen is None
    assert (
        f"not followed: {twin}: {NEXT} is more like it, and may be about to begin"
        in seen[-1].partition(";")[0]
    )
    assert search(Site(there | {NEXT: PAGE}), "")[0] == NEXT


def test_the_user_s_list_may_lead_to_the_newest_itself():
    """An address that redirects to the live blog of the day; robots.txt is not asked about the user's own."""
    start = "https://news.example/harbour/now"
    site = Site({NEXT: PAGE}, {start: NEXT})
    assert search(site, "", Follow(start=start))[0] == NEXT
    assert site.asked[0] == "https://news.example/harbour/now" or "robots" in site.asked[0]


def test_a_list_on_another_host_of_the_user_s():
    """`from` names a site that the story may go on on."""
    start, there = (
        "https://live.example/harbour",
        "https://live.example/world/live/2024/nov/02/harbour-fire-vote-live",
    )
    listing = f"<html><body><ul><li><a href='{there}'>Harbour fire live: vote</a></li></ul></body></html>"
    one = Search(
        get=Site({start: listing, there: PAGE}),
        known=replace(KNOWN, homes=(URL, start)),
        follow=Follow(start=start),
        sign=CLOSED,
        how=Reading(max_pages=1),
        now=NOW,
    )
    chosen = one.run(None)
    assert chosen and chosen.url == there

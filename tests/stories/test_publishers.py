"""From one day to the next on publishers' own pages: the golden ones, and the same a day later."""

import re
import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta

import pytest

from feedgen_liveblog import dates
from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.extract import Reading, extract
from feedgen_liveblog.page import Page
from feedgen_liveblog.stories import signs
from feedgen_liveblog.stories.choice import Follow
from feedgen_liveblog.stories.decide import Known
from feedgen_liveblog.stories.search import Search
from feedgen_liveblog.web.decode import decode
from tests.golden import ROOT

_DAYS = (
    ("2026-03-14", "2026-03-15"),
    ("/2026/03/14/", "/2026/03/15/"),
    ("/2026/3/14/", "/2026/3/15/"),
    ("/2026/mar/14/", "/2026/mar/15/"),
    ("March 14, 2026", "March 15, 2026"),
    ("march-14-2026", "march-15-2026"),
    ("-03-14-26", "-03-15-26"),
)
_MILLISECONDS = re.compile(r"\b17\d{11}\b")


def tomorrow(text: str) -> str:
    """A page or an address a day later."""
    for old, new in _DAYS:
        text = text.replace(old, new)
    return _MILLISECONDS.sub(lambda found: str(int(found[0]) + 86_400_000), text)


class Site:
    """A publisher's site: today's golden page, that of tomorrow, and what else is `there`; `asked` are requests."""

    known: frozenset[str] = frozenset()

    def __init__(self, name: str, changes: Mapping[str, str]) -> None:
        self.folder = ROOT / "sites" / name
        self.case = tomllib.loads((self.folder / "case.toml").read_text())
        self.url: str = self.case["url"].partition("?")[0]
        self.asked: list[str] = []
        self.there: dict[str, tuple[str, str]] = {}
        for address, file in {self.url: "page.html", **self.case.get("answers", {})}.items():
            text = decode((self.folder / file).read_bytes(), where=file)[0]
            self.there[tomorrow(address)] = (tomorrow(address), tomorrow(text))
            for old, new in changes.items():
                text = text.replace(old, new)
            self.there[address] = (address, text)

    def __call__(self, url: str, *, headers: Mapping[str, str] | None = None) -> Page:
        self.asked.append(url)
        if url not in self.there:
            raise FetchError("HTTP 404 Not Found", url, status=404)
        final, text = self.there[url]
        return Page(final, text, "json" if text.lstrip().startswith("{") else "html")

    def successor(self, hours: float = 36, *, closed: bool = False) -> str:
        """Where a feed of today's live blog goes on, so many hours after its page was saved."""
        how = Reading(tz=dates.zone(self.case["tz"]) if "tz" in self.case else None, max_pages=1)
        now = datetime.fromisoformat(self.case["now"])
        page = self(self.url)
        live = extract(page, self, now=now, how=how)
        sign = signs.over(live, now=now + timedelta(hours=hours))
        assert sign
        assert sign.certain is closed
        known = Known(
            url=self.url,
            live=live,
            homes=(self.url,),
            past=((live.title, self.url),),
            been=(self.url, live.url),
        )
        search = Search(
            get=self, known=known, follow=Follow(), sign=sign, how=how, now=now + timedelta(hours=hours)
        )
        chosen = search.run(page)
        assert chosen, search.seen
        return f"{chosen.url} ({chosen.lead.kind.name})"


@pytest.mark.parametrize("name", ["cnn", "times_of_israel", "nyt", "aljazeera"])
def test_the_day_in_the_address(name: str):
    """CNN, the Times of Israel, the New York Times, Al Jazeera: nothing but the day differs."""
    site = Site(name, {})
    assert site.successor() == f"{tomorrow(site.url)} (DATED)"
    assert len(site.asked) <= 14


def test_the_guardian_s_series():
    """A dead live blog's series tag redirects to the newest, whose slug is another."""
    series = '<a href="/uk-news/series/port-alder-storm">Port Alder storm</a><div id="liveblog-body">'
    site = Site("guardian", {'<div id="liveblog-body">': series, "LiveBlogDesign": "DeadBlogDesign"})
    there = "https://www.theguardian.com/uk-news/live/2026/mar/15/port-alder-storm-mole-breaks-live"
    for address, (final, text) in list(site.there.items()):
        if "/mar/15/" in address:
            moved = re.sub(r"(/mar/15/)[\w-]+", r"\1port-alder-storm-mole-breaks-live", final)
            site.there[moved] = (moved, text)
            del site.there[address]
    site.there["https://www.theguardian.com/uk-news/series/port-alder-storm/latest"] = site.there[there]
    assert site.successor(closed=True) == f"{there} (LATEST)"


def test_le_monde_s_link():
    """A label says that it is over, and the first post begins with a link to the next."""
    there = "https://www.lemonde.fr/planete/live/2026/03/15/en-direct-crue-de-la-vairelle-la-decrue_6662345_3244.html"
    first = '<section class="post post__live-container">'
    link = f'{first}<a class="post__live-container--link" href="{there}">La suite</a>'
    site = Site("le_monde", {})
    _, today = site.there[site.url]
    site.there[site.url] = (site.url, today.replace(first, link, 1))
    site.there[there] = (there, site.there.pop(tomorrow(site.url))[1].replace(tomorrow(site.url), there))
    assert site.successor(closed=True) == f"{there} (LINK)"

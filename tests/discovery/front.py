"""A news site on 127.0.0.1 with a front page in the structure of real ones, feeds, sitemaps and robots.txt."""

import gzip
import json
from collections.abc import Iterator
from contextlib import contextmanager

from tests.raw_server import RawServer, reply, serve

_ARTICLE = (
    "<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1>{text}</body></html>"
)
_PROSE = (
    "<p>The council met for two hours on Tuesday and voted for the new pier, which is to open in spring.</p>"
)


def live(title: str, *, day: int = 5, closed: bool = False, posts: int = 6) -> bytes:
    """A live blog's page, its newest post at 10 past the day's last hour of it."""
    items = "".join(
        f'<article class="live-post" id="post-{day}-{n}"><time datetime="2026-01-{day:02}T{12 + n:02}:10:00Z"></time>'
        f'<h2>Report {n} of the day</h2><div class="body"><p>The crew of boat {n} waves to those on the quay, and '
        f"the harbour master counts the ferries.</p></div></article>"
        for n in reversed(range(posts))
    )
    end = "<p class='standfirst'>This live blog is now closed.</p>" if closed else ""
    return (
        f'<!doctype html><html lang="en"><head><title>{title}</title></head><body><h1>{title}</h1>{end}'
        f'<div class="live-blog">{items}</div></body></html>'
    ).encode()


def article(title: str) -> bytes:
    """An ordinary article."""
    return _ARTICLE.format(title=title, text=_PROSE * 6).encode()


FRONT = """<!doctype html><html lang="en"><head><title>The Harbour Post</title>
<link rel="alternate" type="application/rss+xml" href="/feed.rss">
<link rel="alternate" type="application/rss+xml" href="https://elsewhere.example/feed.rss"></head><body>
<nav><a href="/">Home</a><a href="/live-tv">Live TV</a>
<a href="/sport/live-scores">Live scores</a><a href="#top">Top</a></nav>
<main>
<section class="fc-container"><ul>
 <li class="fc-item"><div class="fc-item__container"><div class="fc-item__header"><h3>
  <a href="/world/live/2026/jan/05/storm?utm_source=front">
   <span class="fc-item__kicker">Live</span> Storm Gyda: ferries stay in port</a></h3></div>
   <a class="u-faux-block-link__overlay" href="/world/live/2026/jan/05/storm" tabindex="-1">Storm Gyda</a>
   <a href="/world/live/2026/jan/05/storm?page=with:block-6#block-6">Harbour closed</a></div></li>
 <li class="fc-item"><h3><a href="/world/2026/jan/05/pier">Council votes for the pier</a></h3></li>
</ul></section>
<section><div class="card"><span class="badge badge--live">LIVE</span>
  <a href="/politics/budget-day-1234"><h2>Budget day in the town hall</h2></a></div>
 <div class="card"><a href="/politics/looks-2026"><h2>A look back at the year</h2></a></div></section>
<section><a href="/news/live-music-returns"><h3>Live music returns to the quay</h3></a>
 <a href="/news/live/not-a-blog"><h3>LIVE: what only looks like one</h3></a>
 <a href="/private/live/secret"><h3>Live: behind robots.txt</h3></a>
 <a href="https://other.example/live/else"><h3>Live: on another site</h3></a></section>
</main><script id="__NEXT_DATA__" type="application/json">DATA</script></body></html>"""

_DATA = {
    "props": {
        "items": [
            {
                "headline": "Regatta: second day",
                "url": "/sport/c1-regatta",
                "type": "urn:bbc:tipo:type:live",
                "n": n,
            }
            for n in range(3)
        ]
    }
}

RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Harbour Post</title><link>/</link>
<item><title>Court case as it happened</title><link>BASE/law/court-case</link>
<pubDate>Sun, 04 Jan 2026 20:00:00 GMT</pubDate></item>
<item><title>A recipe for fish soup</title><link>BASE/food/soup</link></item></channel></rss>"""

SITEMAPS = """<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>BASE/sitemap-2020.xml</loc><lastmod>2020-01-01</lastmod></sitemap>
<sitemap><loc>BASE/sitemap-news.xml.gz</loc><lastmod>2026-01-05</lastmod></sitemap></sitemapindex>"""

NEWS = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>BASE/science/eclipse-7</loc><news:news><news:publication_date>2026-01-05T09:00:00Z</news:publication_date>
<news:title>Eclipse live updates: when and where to look</news:title></news:news></url>
<url><loc>BASE/food/soup</loc></url></urlset>"""


@contextmanager
def site() -> Iterator[RawServer]:
    """The site: five live blogs, one of them only behind robots.txt, and what only looks like some."""
    xml = {"content_type": "application/xml"}
    with serve({}) as server:

        def text(template: str) -> bytes:
            return template.replace("BASE", server.url).encode()

        server.routes |= {
            "/": reply(FRONT.replace("DATA", json.dumps(_DATA)).encode()),
            "/robots.txt": reply(text("User-agent: *\nDisallow: /private/\nSitemap: BASE/sitemaps.xml\n")),
            "/feed.rss": reply(text(RSS), **xml),
            "/sitemaps.xml": reply(text(SITEMAPS), **xml),
            "/sitemap-news.xml.gz": reply(gzip.compress(text(NEWS)), content_type="application/gzip"),
            "/sitemap-2020.xml": reply(text(NEWS).replace(b"eclipse-7", b"eclipse-1"), **xml),
            "/world/live/2026/jan/05/storm": reply(live("Storm Gyda: live updates")),
            "/politics/budget-day-1234": reply(live("Budget day live")),
            "/sport/c1-regatta": reply(live("Regatta live", day=4)),
            "/law/court-case": reply(live("Court case – as it happened", day=4, closed=True)),
            "/science/eclipse-7": reply(live("Eclipse live")),
            "/private/live/secret": reply(live("Secret live")),
            "/news/live/not-a-blog": reply(article("What only looks like one")),
        }
        yield server

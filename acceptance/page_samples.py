"""Blogs that are hard to show well, in our own words: the pages that acceptance/page.py holds to the rules."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from feedgen_liveblog.clean import clean
from feedgen_liveblog.model import About, Image, LiveBlog, Post
from feedgen_liveblog.render import FeedLinks, Row, htmlpage, indexpage

BASE = "https://news.example/live/harbour-fire"
START = datetime(2025, 3, 12, 21, 40, tzinfo=UTC)
LINKS = FeedLinks(
    feeds=(("atom", "a.xml"), ("rss", "a.rss"), ("json", "a.json")),
    index="index.html",
    prev_archive="a/archive-0001.xml",
    fetched=START,
)
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft" * 4
TEXT = (
    "The crews have been on the quay since before dawn, and the wind has gone round to the land. "
    "Nobody who was near the store is missing, the harbour office says. "
)
BODIES = (
    f"<p>{TEXT}</p><p>{LONG}</p><p>https://news.example/{'a-very-long-address/' * 12}</p>",
    "<h2>What is known</h2><p>Little.</p><h4>Where</h4><p>The north quay.</p><h3>Who</h3><p>Nobody knows.</p>",
    "<table><caption>Ships that wait</caption><tr><th>Ship</th><th></th>"
    + "".join(f"<th>Tide {n}</th>" for n in range(14))
    + "</tr>"
    + "".join(
        f"<tr><td>Anna Lind {n}</td>" + "".join(f"<td>{n}{m}:15 hours</td>" for m in range(15)) + "</tr>"
        for n in range(5)
    )
    + "</table>",
    '<figure><img src="/tug.jpg" width="1200" height="675" alt="A tug throws water"><figcaption>The tug.'
    '</figcaption></figure><figure><img src="/mast.jpg" alt="A mast"><figcaption>A mast, of unknown size.'
    "</figcaption></figure>",
    '<p>Score: <img src="/flag.png" alt="Harbour"> 2, <img src="/flag2.png" alt="Town"> 1</p>'
    f"<blockquote><p>{TEXT}</p><p>The harbour master</p></blockquote><hr><ul><li>One</li><li>Two<ul><li>Below"
    f"</li></ul></li></ul><ol start='7'><li>Seven</li></ol><pre>{'wide code ' * 40}</pre>"
    "<dl><dt>Quay</dt><dd>Where ships lie</dd></dl><p><code>x</code> <mark>marked</mark> <sup>1</sup></p>",
    '<iframe src="https://www.youtube.com/embed/abcdefghijk"></iframe><blockquote class="twitter-tweet"><p>The ferry '
    'turns back</p><a href="https://twitter.com/harbour/status/123456789"></a></blockquote>'
    '<p><a href="/more"><img src="/small.jpg" alt=""></a></p>',
    "",
)
MARKS = (
    (),
    ("key event",),
    ("pinned", "Weather", "Ferries"),
    (),
    ("breaking", "key event"),
    (),
    ("summary",),
)


def posts(count: int, *, gap: timedelta = timedelta(minutes=47)) -> tuple[Post, ...]:
    """So many posts, newest first: of each kind in turn, every third without a headline."""
    bodies = [clean(body, base=BASE) for body in BODIES]
    return tuple(
        Post(
            guid=f"tag:news.example,2025:live/{n}",
            url=f"{BASE}#post-{n}",
            title="" if n % 3 == 2 else f"The quay at hour {n}: crews go on",
            html=bodies[n % len(bodies)].html,
            published=START - n * gap,
            updated=START - n * gap + timedelta(hours=5 * (n % 2)),
            authors=("Mara Quill", "Piet Aald") if n % 2 else (),
            images=bodies[n % len(bodies)].images
            or (
                (Image(url="https://news.example/only.jpg", alt="Smoke over the quay"),) if n % 7 == 6 else ()
            ),
            tags=MARKS[n % len(MARKS)],
            source=("Harbour fire, the first day", BASE) if n % 5 == 4 else None,
        )
        for n in range(count)
    )


def blog(*, count: int = 14, **fields: object) -> LiveBlog:
    """An English blog of such posts."""
    made = LiveBlog(
        id="tag:news.example,2025:live",
        title="Fire in the north harbour: live",
        url=BASE,
        posts=posts(count),
        summary="The harbour is closed to all ships.",
        language="en-GB",
        zone="Europe/London",
    )
    return replace(made, **fields)  # type: ignore[arg-type]


def arabic() -> LiveBlog:
    """From right to left, with Latin names and figures in it."""
    texts = (
        (
            "حريق في الميناء",
            "<p>تعمل فرق الإطفاء منذ الفجر على الرصيف الشمالي، وقال مكتب الميناء إن 12 سفينة تنتظر.</p>",
        ),
        (
            "",
            "<p>Anna Lind: عادت العبارة إلى الميناء في الساعة 15:30.</p><ul><li>الرصيف</li><li>المخزن</li></ul>",
        ),
    )
    made = tuple(
        replace(post, title=title, html=html, authors=("منى",), images=())
        for post, (title, html) in zip(posts(6), texts * 3, strict=True)
    )
    title, summary = "حريق الميناء: تغطية مباشرة", "الميناء مغلق أمام جميع السفن."
    return blog(title=title, summary=summary, posts=made, language="ar", zone="Asia/Beirut")


def pages() -> Iterator[tuple[str, bytes]]:
    """All by name."""
    yield "awkward", htmlpage(blog(), links=LINKS)
    yield "arabic", htmlpage(arabic(), links=LINKS)
    yield "unknown-language", htmlpage(replace(arabic(), language=None), links=LINKS)
    yield "german-closed", htmlpage(blog(language="de-CH", zone="Europe/Zurich", closed=True), links=LINKS)
    yield (
        "no-headlines",
        htmlpage(blog(posts=tuple(replace(post, title="") for post in posts(14)), zone="+05:30")),
    )
    yield "empty", htmlpage(blog(posts=(), summary="", title=""))
    yield "long", htmlpage(blog(count=400), links=LINKS)
    yield "very-long", htmlpage(blog(count=10_000), links=LINKS)
    about = About(title="Fire in the north harbour", url=BASE, posts=14, newest="Crews go on", last=START)
    rows = [
        Row(about=about, page="a.html", feeds=LINKS.feeds),
        Row(about=replace(about, title=LONG, newest=LONG, language="de"), feeds=LINKS.feeds, failing=True),
        Row(
            about=replace(about, title="حريق الميناء", newest="عادت العبارة", language="ar", closed=True),
            over=True,
        ),
    ]
    yield "all-blogs", indexpage(rows, url="https://feeds.example/index.html", opml_url="feeds.opml")
    yield "no-blogs", indexpage([])

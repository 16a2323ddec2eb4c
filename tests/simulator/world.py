"""The simulated live blog: what its editors do, and the page that shows it, in one of several layouts."""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape
from zoneinfo import ZoneInfo

PAGE_SIZE = 20
PATH = "/news/live/harbour-story"
LAYOUTS = ("dom", "json-ld", "both", "amp", "clock", "relative", "bare")
WORDS = [
    "harbour",
    "storm",
    "crews",
    "ferry",
    "council",
    "warning",
    "tide",
    "lifeboat",
    "bridge",
    "traffic",
    "minister",
    "statement",
    "evening",
    "repair",
    "school",
    "residents",
    "power",
    "line",
    "forecast",
    "wind",
    "coast",
    "village",
    "road",
    "open",
    "closed",
    "update",
    "morning",
    "shelter",
    "volunteers",
]


@dataclass(slots=True)
class Post:
    """A post as the newsroom has it. `text` changes with each edit; `deleted` is for good, or until it returns."""

    id: str
    published: datetime
    title: str
    text: str
    updated: datetime
    deleted: bool = False
    versions: int = 1
    revived: bool = False


@dataclass(slots=True)
class World:
    """The newsroom. `layout` is how its page looks, `paged` whether older pages can be had.

    `states_edits`: the page gives each post's time of modification. `rising`: the oldest post is on top. A post
    that is `pinned` is on top of the first page, and in its place too if that is there.
    """

    rng: random.Random
    now: datetime
    layout: str = "dom"
    paged: bool = False
    states_edits: bool = True
    rising: bool = False
    pinned: Post | None = None
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("Europe/London"))
    posts: list[Post] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)

    def pass_time(self) -> None:
        """Lets some time go by, and with it what happens in a newsroom."""
        self.now += timedelta(seconds=self.rng.choice((20, 60, 60, 120, 300, 600, 1800, 7200)))
        events = {
            self._post: 0.55,
            self._burst: 0.05,
            self._insert: 0.08,
            self._edit: 0.3,
            self._delete: 0.08,
            self._return: 0.05,
            self._flood: 0.02 if self.paged else 0,
            self._pin: 0.04,
        }
        for happen, chance in events.items():
            if self.rng.random() < chance:
                happen()
                name = happen.__name__.strip("_")
                self.counts[name] = self.counts.get(name, 0) + 1

    def open(self) -> None:
        """The first posts: coverage begins before anybody looks."""
        for minutes in range(30, 0, -6):
            self._add(self.now.replace(microsecond=0) - timedelta(minutes=minutes))

    def visible(self) -> list[Post]:
        """All posts that are not deleted, newest first."""
        return sorted(
            (post for post in self.posts if not post.deleted), key=lambda post: post.published, reverse=True
        )

    def first_page(self) -> list[Post]:
        """The posts of the page itself."""
        return self.visible()[:PAGE_SIZE]

    def _add(self, published: datetime) -> None:
        if self.layout == "clock":
            published = published.replace(second=0)
        number = len(self.posts)
        self.posts.append(
            Post(
                id=f"{self.rng.getrandbits(64):016x}",
                published=published,
                title=f"Number {number}: {self._words(4)}",
                text="",
                updated=published,
            )
        )
        self._write(self.posts[-1])

    def _write(self, post: Post) -> None:
        """Gives a post a new text, by which a reader can tell which post it is, and which of its texts."""
        post.text = f"{self._words(14).capitalize()} (post {post.id}, text {post.versions})."

    def arrive(self) -> None:
        """One post, now."""
        self._add(self.now.replace(microsecond=0))

    def _post(self) -> None:
        for _ in range(self.rng.choice((1, 1, 1, 2, 3))):
            self._add(self.now.replace(microsecond=0) - timedelta(seconds=self.rng.randrange(0, 15)))

    def _burst(self) -> None:
        for _ in range(self.rng.randrange(4, 9)):
            self._add(self.now.replace(microsecond=0))

    def _flood(self) -> None:
        """More than a page at once: what is on the second page, and on the third, has never been on the first."""
        for _ in range(self.rng.randrange(22, 50)):
            self._add(self.now.replace(microsecond=0) - timedelta(seconds=self.rng.randrange(0, 20)))

    def _pin(self) -> None:
        """Pins a post to the top, or takes the pin off."""
        shown = self.visible()[:30]
        self.pinned = self.rng.choice(shown) if shown and not self.pinned else None

    def _insert(self) -> None:
        """A post that comes late, with a time between those of others."""
        shown = self.first_page()
        if len(shown) > 3 and self.layout != "clock":
            later, earlier = shown[1].published, shown[3].published
            self._add((earlier + (later - earlier) / 2).replace(microsecond=0))

    def _edit(self) -> None:
        shown = [post for post in self.visible()[: PAGE_SIZE + 10] if post.updated < self.now]
        if shown:
            post = self.rng.choice(shown)
            post.versions += 1
            self._write(post)
            post.updated = max(self.now.replace(microsecond=0), post.updated + timedelta(seconds=1))

    def _delete(self) -> None:
        shown = self.first_page()
        if len(shown) > 6:
            self.rng.choice(shown[1:-2]).deleted = True

    def _return(self) -> None:
        shown = self.first_page()
        gone = [
            post for post in self.posts if post.deleted and shown and post.published > shown[-1].published
        ]
        if gone:
            post = self.rng.choice(gone)
            post.deleted, post.revived = False, True

    def _words(self, count: int) -> str:
        return " ".join(self.rng.choice(WORDS) for _ in range(count))

    def on_page(self, number: int) -> list[Post]:
        """The posts of a page, the newest first."""
        return self.visible()[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]

    def page(self, number: int = 1, only: list[Post] | None = None) -> str:
        """A page of the blog as a browser gets it; advertisements and the like differ each time.

        With `only` it shows these posts, as a broken server does that has not got them all.
        """
        start = (number - 1) * PAGE_SIZE
        shown = self.on_page(number) if only is None else only
        older = self.paged and len(self.visible()) > start + PAGE_SIZE
        link = f'<a class="older" rel="next" href="{PATH}?page={number + 1}">Older posts</a>' if older else ""
        parts = {"json-ld": self._json_ld, "both": self._both, "amp": self._amp}
        body = parts.get(self.layout, self._dom)(shown)
        noise = f'<aside class="ad" id="ad-{self.rng.random()}"><p>Buy {self._words(3)}</p></aside>'
        day = shown[0].published.astimezone(self.zone) if shown else self.now
        head = (
            "<title>Harbour story: live updates</title>"
            f'<meta property="article:modified_time" content="{day.isoformat()}">'
        )
        title = "<h1>Harbour story: live updates</h1>"
        return self._html(head, f"{title}{body}{noise}<nav>{link}</nav>")

    def empty_page(self) -> str:
        """The template without its posts."""
        return self._html("<title>Harbour story</title>", '<div class="live-blog"></div>')

    def _html(self, head: str, body: str) -> str:
        return f'<!doctype html><html lang="en"><head>{head}</head><body class="live">{body}</body></html>'

    def _dom(self, posts: list[Post]) -> str:
        articles = [self._article(post) for post in (reversed(posts) if self.rising else posts)]
        if (
            self.pinned
            and not self.pinned.deleted
            and posts == self.first_page()
            and self.layout in ("dom", "both")
        ):
            articles.insert(0, self._article(self.pinned))
        return f'<div class="live-blog" id="live">{"".join(articles)}</div>'

    def _article(self, post: Post) -> str:
        shown = post.published.astimezone(self.zone)
        stated = f' datetime="{shown.isoformat()}"' if self.layout not in ("clock", "relative") else ""
        clock = self._ago(post) if self.layout == "relative" else f"{shown:%H:%M}"
        changed = (
            f'<time class="updated" datetime="{post.updated.isoformat()}">updated</time>'
            if self._tells(post)
            else ""
        )
        space = " " * self.rng.randrange(1, 4)
        name = "" if self.layout == "bare" else f' id="post-{post.id}"'
        classes = self.rng.choice(
            ('class="live-post" data-kind="text"', 'data-kind="text" class="live-post"')
        )
        link = f"https://news.example/more/{post.id}?utm_source={self.rng.random()}"
        signature = f"Expires={self.now.timestamp():.0f}&Signature={self.rng.getrandbits(40):x}"
        picture = f"https://img.example/{post.id}.jpg?{signature}"
        return (
            f"<article{space}{classes}{name}>"
            f'<header><time class="published"{stated}>{clock}</time>{changed}</header>'
            f'<h2>{escape(post.title)}</h2><div class="post-body">{space}<p>{escape(post.text)}</p>'
            f'<img src="{picture}" alt="The harbour"><p><a href="{link}">More on this</a></p></div></article>'
        )

    def _ago(self, post: Post) -> str:
        minutes = int((self.now - post.published).total_seconds() // 60)
        if minutes < 60:
            return f"{minutes} min ago" if minutes else "just now"
        return f"{minutes // 60} h ago" if minutes < 1440 else f"{minutes // 1440} d ago"

    def _tells(self, post: Post) -> bool:
        return self.states_edits and post.updated > post.published

    def _json_ld(self, posts: list[Post]) -> str:
        updates = [
            {
                "@type": "BlogPosting",
                "@id": f"https://news.example{PATH}#post-{post.id}",
                "url": f"https://news.example{PATH}#post-{post.id}",
                "headline": post.title,
                "datePublished": post.published.isoformat(),
                **({"dateModified": post.updated.isoformat()} if self._tells(post) else {}),
                "articleBody": post.text,
            }
            for post in posts
        ]
        data = {
            "@context": "https://schema.org",
            "@type": "LiveBlogPosting",
            "@id": f"https://news.example{PATH}",
            "headline": "Harbour story: live updates",
            "dateModified": self.now.isoformat(),
            "liveBlogUpdate": updates,
        }
        return f'<script type="application/ld+json">{json.dumps(data)}</script>'

    def _both(self, posts: list[Post]) -> str:
        return self._json_ld(posts) + self._dom(posts)

    def _amp(self, posts: list[Post]) -> str:
        def item(post: Post) -> str:
            sorts, changed = round(post.published.timestamp()), round(post.updated.timestamp())
            times = f'data-sort-time="{sorts}" data-update-time="{changed}"'
            return (
                f'<div id="post-{post.id}" {times}><h2>{escape(post.title)}</h2>'
                f"<p>{escape(post.text)}</p></div>"
            )

        gone = [post for post in self.posts if post.deleted][-10:]
        stones = "".join(
            f'<div id="post-{post.id}" data-sort-time="{post.published.timestamp():.0f}" data-tombstone></div>'
            for post in gone
        )
        return (
            '<amp-live-list id="list" data-poll-interval="15000" data-max-items-per-page="20"><div update></div>'
            f"<div items>{''.join(map(item, posts))}{stones}</div></amp-live-list>"
        )


def worlds(rng: random.Random) -> Iterator[World]:
    """Worlds of all kinds; about half of them go through a night, some through a change of the clocks."""
    starts = (
        datetime(2024, 3, 30, 22, 40, tzinfo=UTC),
        datetime(2024, 10, 26, 20, 5, tzinfo=UTC),
        datetime(2024, 7, 4, 9, 0, tzinfo=UTC),
    )
    while True:
        world = World(
            rng=random.Random(rng.random()),
            now=rng.choice(starts),
            layout=rng.choice(LAYOUTS),
            paged=rng.random() < 0.4,
            states_edits=rng.random() < 0.5,
            rising=rng.random() < 0.15,
        )
        world.open()
        yield world

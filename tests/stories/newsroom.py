"""A publisher in simulated time: a story over four days, with all that can lead a follower astray."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from html import escape

START = datetime(2024, 10, 31, 8, 0, tzinfo=UTC)  # over the end of a month, and of summer time
DAY = timedelta(days=1)
ARTICLE = "/harbour/what-we-know-about-the-harbour-fire-live"
KINDS = ("notice", "latest", "section", "rss", "from", "dated", "counted")
"""How the publisher leads from one day's live blog to the next, each alone."""

_PEOPLE = (
    "Captain Aas",
    "Mayor Quill",
    "Inspector Dorn",
    "Melby",
    "Norhaven",
    "Sandholm",
    "Wickstrand",
    "Tor Brandt",
)
_OTHERS = (
    "Conductor Reis",
    "Lady Amberly",
    "the Brassworks",
    "Kestrel Hall",
    "Ida Monk",
    "Little Orme",
    "Pell Street",
)
_VERBS = ("tells", "meets", "calls", "thanks", "warns", "answers", "leaves", "joins")


@dataclass(slots=True, kw_only=True)
class Post:
    """A post: `token` is in its text and tells it from all others, wherever it is shown."""

    token: str
    at: datetime
    title: str
    text: str


@dataclass(slots=True, kw_only=True)
class Blog:
    """One live blog: shown from `opens`, with a sign and perhaps a link from `closes` on until `reopens`."""

    path: str
    title: str
    opens: datetime
    closes: datetime
    posts: list[Post] = field(default_factory=list)
    copied: list[Post] = field(default_factory=list)
    reopens: datetime | None = None

    def shown(self, now: datetime) -> list[Post]:
        """Its posts, newest first; those that it took over from the day before are its oldest."""
        return sorted(
            (*self.copied, *(post for post in self.posts if post.at <= now)), key=lambda post: post.at
        )[::-1]

    def is_closed(self, now: datetime) -> bool:
        """Whether it says so."""
        return self.closes <= now and not (self.reopens and self.reopens <= now)


class Newsroom:
    """The publisher's site; `kind` is how it leads on. `elsewhere` is another site that it links to."""

    def __init__(self, kind: str, elsewhere: str) -> None:
        self.kind, self.elsewhere, self.now = kind, elsewhere, START
        self.asked: list[str] = []
        self.days = [self._day(number) for number in (0, 1, 3)]  # there is none on the third day
        first, second, last = self.days
        late = [
            self._post(f"late{n}", START + timedelta(hours=26, minutes=17 * n), _PEOPLE) for n in range(3)
        ]
        first.reopens, first.posts = late[0].at, first.posts + late
        second.copied = [first.posts[-5], first.posts[-4]]
        second.copied[1].title = ""
        # Beside the second day, and all through the third, when the story has none.
        self.rival = self._other(
            second.opens + DAY / 6, "harbour-fire-inquiry", "Harbour fire inquiry live", "rival", _PEOPLE
        )
        for n, post in enumerate(self.rival.posts):
            post.at = self.rival.opens + timedelta(hours=5 * n)
        # Opened with the last day's, and going on when that is over.
        self.twin = self._other(
            last.opens, "harbour-fire-inquest", "Harbour fire inquest live", "twin", _PEOPLE
        )
        for n, post in enumerate(self.twin.posts):
            post.at = self.twin.opens + timedelta(minutes=90 * n)
        self.festival = self._other(
            START + DAY, "harbour-festival", "Harbour festival live", "festival", _OTHERS
        )
        self.museum = self._other(
            START + 2 * DAY, "harbour-fire-museum", "Harbour fire museum live", "museum", _OTHERS
        )
        self.blogs = [*self.days, self.rival, self.twin, self.festival, self.museum]

    def _day(self, number: int) -> Blog:
        opens = START + number * DAY
        made = [self._post(f"day{number}-{n}", opens + timedelta(minutes=50 * n), _PEOPLE) for n in range(14)]
        headline = ("crews fight blaze", "ferry returns", "", "inquiry called")[number]
        return Blog(
            path=self._path(
                opens,
                f"harbour-fire-live{'' if self.kind == 'dated' else '-' + headline.replace(' ', '-')}",
                number,
            ),
            title=f"Harbour fire live: {headline}",
            opens=opens,
            closes=opens + timedelta(hours=13),
            posts=made,
        )

    def _other(self, opens: datetime, slug: str, title: str, token: str, people: tuple[str, ...]) -> Blog:
        made = [self._post(f"{token}-{n}", opens + timedelta(minutes=45 * n), people) for n in range(12)]
        return Blog(
            path=self._path(opens, f"{slug}-live", None),
            title=title,
            opens=opens,
            closes=opens + 5 * DAY,
            posts=made,
        )

    def _path(self, opens: datetime, slug: str, number: int | None) -> str:
        if self.kind == "dated":
            return f"/harbour/live/{opens:%Y}/{opens:%b}/{opens:%d}/{slug}".lower()
        if self.kind == "counted":
            # There is one each day that there is one: the fourth day's is the third.
            day = "" if number is None else f"-day-{min(number, 2) + 41}"
            return f"/harbour/live/harbour-fire{day}" if number is not None else f"/harbour/live/{slug}"
        return f"/harbour/live/{slug}-{abs(hash_of(slug + str(opens))) % 10**8}"

    def _post(self, token: str, at: datetime, people: tuple[str, ...]) -> Post:
        n = hash_of(token)
        one, two, three = (people[(n + by) % len(people)] for by in (0, 3, 5))
        verb = _VERBS[n % len(_VERBS)]
        text = f"At the quay {one} {verb} {two} about it, and later {three} as well. This is {token}."
        return Post(token=token, at=at, title=f"Now {one} {verb} {two}", text=text)

    def get(self, path: str, default: bytes) -> object:
        """The answer to a path, as RawServer's `routes` give it."""
        from tests.raw_server import redirect, reply

        def answer(headers: dict[str, str]) -> bytes:
            self.asked.append(path)
            if path == "/harbour/series/fire/latest" and self.kind == "latest":
                return redirect(self._running().path)
            body, kind = self.document(path)
            return reply(body.encode(), content_type=f"{kind}; charset=utf-8") if body else default

        return answer

    def _running(self) -> Blog:
        return max((day for day in self.days if day.opens <= self.now), key=lambda day: day.opens)

    def document(self, path: str) -> tuple[str, str]:
        """What lies at a path now, and its type; '' where nothing does."""
        for blog in self.blogs:
            if path == blog.path and blog.opens <= self.now:
                return self._page(blog), "text/html"
        if path == ARTICLE:
            return self._article(), "text/html"
        if path == "/robots.txt":
            return "User-agent: *\nDisallow: /private/\n", "text/plain"
        if path in ("/harbour", "/harbour/fire") and self.kind in ("section", "rss", "from"):
            return self._section(path), "text/html"
        if path == "/harbour/rss" and self.kind == "rss":
            return self._rss(), "application/rss+xml"
        return "", ""

    def _page(self, blog: Blog) -> str:
        shown = blog.shown(self.now)
        closed = blog.is_closed(self.now)
        notice = '<p class="status">This live blog is now closed.</p>' if closed else ""
        following = next((day for day in self.days if blog in self.days and day.opens > blog.opens), None)
        if closed and self.kind == "notice":
            there = following.path if following and following.opens <= self.now else "/harbour/live/"
            link = f'<a href="{there}">follow our new live blog here</a>'
            notice = f'<p class="standfirst">This live blog is now closed. You can {link}.</p>'
        # An agency's page that a wrong follower would take for the next, and the publisher's own other pages.
        agency = f"{self.elsewhere}/harbour/live/harbour-fire-live-next"
        links = (
            f'<p>Our live coverage continues <a href="{agency}">here</a>.</p>'
            f'<ul><li><a href="{ARTICLE}">What we know about the harbour fire</a></li>'
            f'<li><a href="{self.festival.path}">Follow the harbour festival live blog here</a></li></ul>'
        )
        series = (
            '<a class="series" href="/harbour/series/fire">Harbour fire</a>' if self.kind == "latest" else ""
        )
        section = '<nav><a href="/harbour">Harbour</a></nav>'
        articles = "".join(map(self._shown, shown))
        return (
            f'<!doctype html><html lang="en"><head><title>{blog.title}</title></head><body>{section}'
            f"<h1>{blog.title}</h1>{series}{notice}"
            f'<div class="live-blog">{articles}</div>{links}</body></html>'
        )

    def _shown(self, post: Post) -> str:
        title = f"<h2>{escape(post.title)}</h2>" if post.title else ""
        time = f'<time datetime="{post.at.isoformat()}">{post.at:%H:%M}</time>'
        return (
            f'<article class="live-post" id="post-{hash_of(post.token)}">{time}'
            f'{title}<div class="post-body"><p>{escape(post.text)}</p></div></article>'
        )

    def _article(self) -> str:
        text = "".join(f"<p>{post.text}</p>" for post in self.days[0].posts[:5])
        return (
            '<!doctype html><html lang="en"><head><title>Harbour fire live: what we know</title></head><body>'
            f"<article><h1>Harbour fire live: what we know</h1>{text}</article></body></html>"
        )

    def _listed(self) -> Iterator[tuple[str, str]]:
        yield ARTICLE, "Harbour fire live: what we know"
        yield f"{self.elsewhere}/harbour/live/harbour-fire-live-next", "Harbour fire live: the agency"
        for blog in sorted(self.blogs, key=lambda blog: blog.opens, reverse=True):
            if blog.opens <= self.now:
                yield blog.path, blog.title

    def _section(self, path: str) -> str:
        feed = (
            '<link rel="alternate" type="application/rss+xml" href="/harbour/rss">'
            if self.kind == "rss"
            else ""
        )
        rows = (
            ""
            if self.kind == "rss"
            else "".join(f'<li><a href="{url}"><h3>{title}</h3></a></li>' for url, title in self._listed())
        )
        return f"<!doctype html><html><head><title>Harbour</title>{feed}</head><body><ul>{rows}</ul></body></html>"

    def _rss(self) -> str:
        items = "".join(
            f"<item><title>{title}</title><link>{url}</link></item>" for url, title in self._listed()
        )
        return (
            f'<?xml version="1.0"?><rss version="2.0"><channel><title>Harbour</title>{items}</channel></rss>'
        )


def hash_of(text: str) -> int:
    """A number that is the same in every run."""
    import zlib

    return zlib.crc32(text.encode())

"""Posts without names whose time the page tells as '5 min ago', and later by the hour: each is one entry."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from obstore.store import MemoryStore

from feedgen_liveblog.config import Blog
from feedgen_liveblog.extract import extract
from feedgen_liveblog.history import keeping
from feedgen_liveblog.history.looking import Look
from feedgen_liveblog.history.window import Window
from feedgen_liveblog.page import Page
from feedgen_liveblog.source import Offline
from feedgen_liveblog.store import Store
from feedgen_liveblog.store_object import ObjectStore

ATOM = "{http://www.w3.org/2005/Atom}"
URL = "https://harbour.example/live/fog"
BLOG = Blog(name="fog", url=URL, files={"atom": "fog.xml"}, window=Window(posts=100, hours=0))
DAY = datetime(2026, 3, 14, tzinfo=UTC)
SHOWN = 6  # posts on the page

Told = tuple[float, str]
"""Hour of the day, and headline."""


def told(hour: float, now: datetime) -> str:
    """A time as the page tells it: in words in the first six hours."""
    age = now - (DAY + timedelta(hours=hour))
    if age < timedelta(hours=1):
        return f"{age // timedelta(minutes=1)} min ago"
    if age < timedelta(hours=6):
        return f"{age // timedelta(hours=1)} hours ago"
    return f"{now - age:%B %d, %Y %I:%M %p}"


def page(posts: Iterable[Told], now: datetime) -> Page:
    """The newest posts of those that there are by then."""
    there = sorted((post for post in posts if DAY + timedelta(hours=post[0]) <= now), reverse=True)[:SHOWN]
    items = "".join(
        f'<div class="live-post"><time class="t">{told(hour, now)}</time><h2>{headline}</h2>'
        f"<p>{headline}: this is said at {hour:.2f} by the harbour master, in so many words.</p></div>"
        for hour, headline in there
    )
    return Page(URL, f"<title>Fog live</title><h1>Fog live updates</h1><div class='feed'>{items}</div>")


def look(store: Store, posts: Iterable[Told], hour: float) -> None:
    now = DAY + timedelta(hours=hour)
    keeping.settle(BLOG, store, Look(blog=extract(page(posts, now), Offline(), now=now)), now=now)


def entries(store: Store) -> list[tuple[str, str, str]]:
    """Title, id and published time of each entry in the feed, newest first."""
    stored = store.read("fog.xml")
    assert stored
    root = etree.fromstring(stored.data)
    names = ("title", "id", "published")
    return [
        (*(entry.findtext(f"{ATOM}{name}") or "" for name in names),) for entry in root.iter(f"{ATOM}entry")
    ]


def titles(store: Store) -> list[str]:
    """The headlines in the feed, newest first."""
    return [title for title, _, _ in entries(store)]


EARLY = [(0.2, "Calm sea"), (0.6, "Ferry leaves"), (0.8, "Watch at midnight")]
MORNING = [
    (6.2, "Calm sea"),
    (9.9, "Fog comes"),
    (10.9, "Watch doubled"),
    (11.7, "Ferry waits"),
    (13.1, "Fog lifts"),
]


@pytest.fixture
def store() -> Store:
    return ObjectStore(MemoryStore(), "memory://")


def test_when_the_hour_is_told_the_post_is_no_other(store: Store):
    """Each look tells the times in other words; each post is one entry, published when it was first seen to be."""
    first: dict[str, list[str]] = {}
    for hour in (12, 12.5, 13.2, 16, 18.3, 23):
        look(store, MORNING, hour)
        for title, *rest in entries(store):
            assert first.setdefault(title, rest) == rest
    assert titles(store) == [headline for _, headline in reversed(MORNING)]


def test_a_second_post_of_one_headline_is_another(store: Store):
    """Though the page shows the first no more; and it is the same at all later looks."""
    posts = [*EARLY, (1, "Fog comes"), *((2 + n / 10, f"News {n}") for n in range(SHOWN)), (9, "Fog comes")]
    for hour in (1.2, 3, 9.1, 9.6, 11, 14, 20):
        look(store, posts, hour)
    assert titles(store) == [headline for _, headline in reversed(posts)]


def test_both_of_one_headline_on_one_page(store: Store):
    """The ordinals that tell them apart are not moved by the first one's leaving."""
    later = ((7 + n / 10, f"News {n}") for n in range(5))
    posts = [*EARLY, (1, "Fog comes"), (4, "A storm"), (5, "Fog comes"), *later]
    for hour in (1.2, 4.5, 5.5, 7.6, 8, 12, 20):
        look(store, posts, hour)
    assert titles(store) == [headline for _, headline in reversed(posts)]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    gaps=st.lists(st.floats(0.1, 3.0), min_size=3, max_size=14),
    words=st.lists(
        st.sampled_from(["Fog comes", "Calm sea", "Ferry waits", "Watch doubled"]), min_size=14, max_size=14
    ),
    data=st.data(),
)
def test_any_story_is_told_once(gaps: list[float], words: list[str], data: st.DataObject):
    """Nothing lost, nothing doubled, as long as one headline does not come twice within the blur of '2 hours ago'."""
    posts, hour, last = [], 0.0, dict[str, float]()
    for number, (gap, word) in enumerate(zip(gaps, words, strict=False)):
        hour += gap
        headline = word if hour - last.get(word, -9.0) > 3 else f"{word} {number}"
        last[word] = hour
        posts.append((round(hour, 2), headline))
    store = ObjectStore(MemoryStore(), "memory://")
    at = 0.0
    while at < hour + 8:
        due = [post for post in posts if at < post[0]]
        # A look comes at the latest when as many posts are new as a page shows.
        latest = due[min(len(due), SHOWN - 3) - 1][0] if due else at + 4
        at = max(at + 0.2, data.draw(st.floats(at + 0.2, max(latest, at + 0.3))))
        if sum(post[0] <= at for post in posts) >= 3:
            look(store, posts, at)
    assert sorted(titles(store)) == sorted(headline for _, headline in posts)


def test_clocks_of_no_day_are_the_same_posts_tomorrow(store: Store):
    """A page that tells no day is read as of today, each day anew: its posts are not of another day for that."""
    items = "".join(
        f'<div class="live-post"><span class="t">{clock}</span><p>{text}</p></div>'
        for clock, text in [
            ("21:54", "Rovers win, and climb to the third place of the table."),
            ("21:31", "A cross from the left, and the substitute heads it in."),
            ("20:52", "We lack the last pass, says the coach of the visitors."),
            ("20:05", "Kick-off. The ground is full, and the pitch is heavy."),
        ]
    )
    told = Page(URL, f"<title>Rovers live</title><h1>Rovers live</h1><div>{items}</div>")
    seen = []
    for days in (0, 1, 2, 5):
        now = DAY + timedelta(days=days, hours=23)
        keeping.settle(BLOG, store, Look(blog=extract(told, Offline(), now=now)), now=now)
        seen.append(entries(store))
    assert len(seen[0]) == 4
    assert all(later == seen[0] for later in seen)

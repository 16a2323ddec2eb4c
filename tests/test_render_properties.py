"""Whatever text is in a blog, its feeds are valid, the same each time, and give back what went in."""

import json
from datetime import UTC, datetime

import feedparser
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from feedgen_liveblog.model import Image, LiveBlog, Post
from feedgen_liveblog.render import FeedLinks, atom, jsonfeed, rss, title_of
from feedgen_liveblog.render.entry import scrubbed
from tests.validity import check_atom, check_json, check_rss

# C1 control characters are legal in XML, but readers take them for Windows-1252.
C1 = "".join(map(chr, range(0x7F, 0xA0)))
ANY = st.text(st.characters(exclude_categories=(), exclude_characters=C1), max_size=30)
SOME = ANY.filter(lambda text: scrubbed(text) != "")
NAMES = st.lists(SOME, max_size=3).map(tuple)
URLS = st.builds(
    "https://example.org/{}?q={}#x".format, st.integers(0), st.sampled_from(["é", "a&b=c", "%20", "'\"", "<"])
)
TIMES = st.datetimes(datetime(1970, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
IMAGES = st.lists(st.builds(Image, url=URLS, alt=ANY), max_size=2).map(tuple)
# Bodies are safe HTML by the model's promise: text in tags, whatever the text.
BODIES = ANY.map(lambda text: f"<p>{text.replace('&', '&amp;').replace('<', '&lt;')}</p>") | st.just("")
POSTS = st.builds(
    Post,
    guid=st.uuids().map("urn:uuid:{}".format),
    url=st.none() | URLS,
    title=ANY,
    html=BODIES,
    published=TIMES,
    updated=st.none() | TIMES,
    authors=NAMES,
    images=IMAGES,
    tags=NAMES,
    source=st.none() | st.tuples(SOME, URLS),
)
BLOGS = st.builds(
    LiveBlog,
    id=st.just("tag:example.org,2024:live"),
    title=ANY,
    url=URLS,
    posts=st.lists(POSTS, max_size=4, unique_by=lambda post: post.guid).map(tuple),
    summary=ANY,
    language=st.none() | st.sampled_from(["en", "de_CH", "zh-Hans-CN"]) | ANY,
    authors=NAMES,
    image=st.none() | URLS,
    closed=st.booleans(),
)
LINKS = st.builds(
    FeedLinks,
    hub=st.none() | URLS,
    prev_archive=st.none() | URLS,
    current=st.none() | URLS,
    archive=st.booleans(),
    deleted=st.lists(st.tuples(URLS, TIMES), max_size=2).map(tuple),
)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@quick
@given(BLOGS, st.none() | URLS, st.none() | LINKS)
def test_any_blog_makes_valid_feeds(blog: LiveBlog, feed_url: str | None, links: FeedLinks | None) -> None:
    """Every format is valid, whatever text is in the fields, and is the same bytes when made again."""
    for render, check in ((atom, check_atom), (rss, check_rss), (jsonfeed, check_json)):
        document = render(blog, feed_url=feed_url, links=links)
        check(document)
        assert render(blog, feed_url=feed_url, links=links) == document


@quick
@given(BLOGS)
def test_a_reader_gets_back_what_went_in(blog: LiveBlog) -> None:
    """Ids, titles and times come out of a feed reader as they went into the feed, in the same order."""
    expected = [
        (post.guid, title_of(scrubbed(post)), post.published.utctimetuple()[:6]) for post in blog.posts
    ]
    for render in (atom, rss):
        got = [(e.id, e.title, tuple(e.published_parsed[:6])) for e in feedparser.parse(render(blog)).entries]
        assert [(a[0], a[2]) for a in got] == [(a[0], a[2]) for a in expected]
        for (_, title, _), (_, right, _) in zip(got, expected, strict=True):
            # feedparser takes what looks like HTML in RSS for HTML: there is no way to say that it is none.
            assert title in (right, repaired(right)) or (render is rss and set(right) & {"<", "&"})
    items = json.loads(jsonfeed(blog))["items"]
    assert [(item["id"], item["title"]) for item in items] == [(guid, title) for guid, title, _ in expected]


def repaired(text: str) -> str:
    """The text as feedparser mends what it takes for UTF-8 that was read as Latin-1."""
    try:
        return text.encode("latin-1").decode()
    except UnicodeError:
        return text

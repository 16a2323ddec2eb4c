"""What a GUID promises: one post, one id, whatever else changes."""

import html
import re
import string
from datetime import UTC, datetime, timedelta, timezone
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedgen_liveblog import ids

BLOG = "https://www.example.org/world/live/2024/nov/02/storm-latest"
NOON = datetime(2024, 11, 2, 12, tzinfo=UTC)

words = st.text(string.ascii_lowercase + string.digits, min_size=1, max_size=12)
names = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=30)
moments = st.integers(1_100_000_000, 2_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC))
tracking = st.lists(
    st.tuples(
        st.sampled_from(
            ["utm_source", "UTM_Campaign", "fbclid", "gclid", "at_medium", "cmpid", "ns_mchannel", "xtor"]
        )
        | st.sampled_from(["mc_cid", "igshid", "ref", "CMP", "smid", "ocid", "__twitter_impression", "amp"]),
        words,
    ),
    max_size=4,
)


@st.composite
def addresses(draw: st.DrawFn) -> str:
    """A blog's address in a way that somebody may link to it."""
    query = "&".join(f"{name}={value}" for name, value in draw(tracking))
    fragment = draw(st.sampled_from(["", "#liveblog", "#comments"]))
    return (
        draw(st.sampled_from(["http://", "https://"]))
        + draw(st.sampled_from(["www.", "", "m.", "mobile.", "amp.", "www.m."]))
        + draw(st.sampled_from(["example.org", "EXAMPLE.org", "example.org:443"]))
        + draw(st.sampled_from(["", "/amp"]))
        + "/world/live/2024/nov/02/storm-latest"
        + draw(st.sampled_from(["", "/", "/amp", "/amp/", ".amp", ".amp.html"]))
        + (f"?{query}" if query else "")
        + fragment
    )


@given(addresses())
def test_copies_of_an_address_are_one(address: str) -> None:
    """Tracking, mobile and AMP copies, http and a slash at the end do not change a feed's or a post's id."""
    assert ids.canonical(address) == ids.canonical(BLOG)
    assert ids.feed_id(address) == ids.feed_id(BLOG)
    assert ids.guid(address, anchor="p1") == ids.guid(BLOG, anchor="p1")
    assert ids.guid(address, published=NOON, title="x") == ids.guid(BLOG, published=NOON, title="x")


@pytest.mark.parametrize(
    "address",
    [
        "https://www-example-org.cdn.ampproject.org/c/s/www.example.org/world/live/2024/nov/02/storm-latest",
        "https://www.google.com/amp/s/amp.example.org/world/live/2024/nov/02/storm-latest",
    ],
)
def test_amp_caches_are_seen_through(address: str) -> None:
    """A page in an AMP cache is the page it is a copy of."""
    assert ids.canonical(address) == ids.canonical(BLOG)


@pytest.mark.parametrize("host", ["evilgoogle.com", "google.com.evil.example", "evilampproject.org"])
def test_a_host_that_is_like_an_amp_cache_is_none(host: str):
    """Nobody can pass his page off as another's by a host of a similar name."""
    assert host in ids.canonical(f"https://{host}/amp/s/www.example.org/live/storm")


@given(st.lists(words, min_size=1, max_size=3), st.lists(words, min_size=1, max_size=3))
def test_different_pages_stay_different(one: list[str], other: list[str]) -> None:
    """Nothing but the copies of a page is taken for it."""
    a, b = (ids.canonical("https://example.org/" + "/".join(path)) for path in (one, other))
    assert (a == b) == ([p for p in one if p != "amp"] == [p for p in other if p != "amp"])


@pytest.mark.parametrize(
    "query",
    [
        "page=with:block-1",
        "post=asset:1",
        "update=77",
        "entry=5",
        "post-id=9",
        "p=12",
        "id=3",
        "liveTextStreamId=AB",
    ],
)
def test_parameters_that_name_something_stay(query: str) -> None:
    """A parameter that names a post or a page is part of its address."""
    assert ids.canonical(f"{BLOG}?{query}&utm_source=x").endswith(query)


@given(names)
def test_an_id_is_an_iri(name: str) -> None:
    """GUIDs are IRIs that Atom and RSS allow, whatever characters a native id or a headline has."""
    for guid in (
        ids.guid(BLOG, id=name),
        ids.guid(BLOG, namespace="norkon/tenant/12", id=name),
        ids.guid(BLOG, anchor=name),
        ids.guid(BLOG, url=f"?post={name}"),
        ids.guid(BLOG, published=NOON, title=name),
        ids.guid(BLOG, text_hint=name),
        ids.guid(f"https://{name}/", id="1"),
    ):
        assert re.fullmatch(r"tag:feedgen-liveblog,2020:[A-Za-z0-9\-._~:@!$()*,;/?=&#%]+", guid)
        assert guid.count("#") <= 1
        assert urlsplit(guid).scheme == "tag"


@given(st.lists(names.filter(lambda name: name.strip() == name), unique=True, max_size=20))
def test_distinct_native_ids_stay_distinct(natives: list[str]) -> None:
    """Two native ids, or two anchors, never make one GUID."""
    natives = [name for name in natives if not name.startswith(("http://", "https://"))]
    assert len({ids.guid(BLOG, id=name) for name in natives}) == len(natives)
    assert len({ids.guid(BLOG, namespace="n/1", id=name) for name in natives}) == len(natives)


@given(addresses(), addresses(), words)
def test_a_namespace_frees_an_id_from_its_page(one: str, other: str, native: str) -> None:
    """An embed that moves from page to page keeps its posts' ids; the page is not in them."""
    a = ids.guid(one, namespace="tickaroo/42", id=native)
    assert a == ids.guid(f"https://elsewhere.example/{other}", namespace="tickaroo/42", id=native)
    assert "example" not in a
    assert a != ids.guid(one, namespace="tickaroo/43", id=native)


@given(moments, words, words, words)
def test_the_body_is_no_part_of_a_dated_post(published: datetime, title: str, text: str, edited: str) -> None:
    """An edited body changes no GUID, with a headline or without."""
    assert ids.guid(BLOG, published=published, title=title, text_hint=text) == ids.guid(
        BLOG, published=published, title=title, text_hint=edited
    )
    assert ids.guid(BLOG, published=published, text_hint=text) == ids.guid(
        BLOG, published=published, text_hint=edited
    )


@given(moments, st.integers(-12, 12), words)
def test_the_zone_a_time_is_written_in_does_not_matter(published: datetime, hours: int, title: str) -> None:
    """The moment counts, not the offset that it is written with, nor typographic trifles of the headline."""
    elsewhere = published.astimezone(timezone(timedelta(hours=hours)))
    assert ids.guid(BLOG, published=elsewhere, title=f"  {title.upper()} – “a”!") == ids.guid(
        BLOG, published=published, title=f'{title} - "A"'
    )


@given(st.lists(st.tuples(moments, words), unique=True, min_size=1, max_size=20))
def test_time_and_headline_tell_posts_apart(posts: list[tuple[datetime, str]]) -> None:
    """Different second or different headline: different GUID."""
    assert len({ids.guid(BLOG, published=published, title=title) for published, title in posts}) == len(posts)


@given(
    st.lists(st.sampled_from("abc"), max_size=12), st.lists(st.sampled_from("abc"), max_size=4), st.booleans()
)
def test_newer_posts_leave_the_ids_of_older_ones_alone(
    old: list[str], new: list[str], newest_first: bool
) -> None:
    """Posts of one minute and headline are told apart, and stay so when more of them arrive."""
    made = [ids.guid(BLOG, published=NOON, title=title) for title in old]
    more = [ids.guid(BLOG, published=NOON, title=title) for title in new]
    both = [*more, *made] if newest_first else [*made, *more]
    before, after = (ids.distinct(guids, newest_first=newest_first) for guids in (made, both))
    assert len(set(after)) == len(after)
    assert (after[len(more) :] if newest_first else after[: len(made)]) == before


def test_copies_of_a_native_id_stay_equal() -> None:
    """A pinned copy of a post has the post's GUID, so that it can be seen to be one."""
    guid = ids.guid(BLOG, id="p1")
    assert ids.distinct([guid, guid]) == [guid, guid]


@pytest.mark.parametrize(
    ("minute", "other"),
    [("95'", "94'"), ("90+3'", "90+4'"), ("45.+2", "45."), ("28.", "27."), ("28. min", "29. min")],
)
def test_a_match_minute_stands_in_for_an_unknown_time(minute: str, other: str) -> None:
    """A ticker that shows only match minutes has stable ids, whatever its texts become."""
    guid = ids.guid(BLOG, minute=minute, text_hint="a shot")
    assert guid == ids.guid(BLOG, minute=f" {minute} ", text_hint="a shot, saved")
    assert guid != ids.guid(BLOG, minute=other, text_hint="a shot")


@pytest.mark.parametrize("text", ["4m ago", "12.50 BST", "now", "vor 5 Minuten", "5 min", ""])
def test_a_time_that_moves_on_is_no_identity(text: str) -> None:
    """What a saved page says of 'ago' changes with every fetch and so is not in an id."""
    assert ids.guid(BLOG, minute=text, title="x") == ids.guid(BLOG, title="x")


@pytest.mark.parametrize(
    ("url", "same_as"),
    [
        ("#block-1", {"anchor": "block-1"}),
        (f"{BLOG}#block-1", {"anchor": "block-1"}),
        (f"{BLOG}?page=with:block-1#block-1", {"anchor": "block-1"}),
        (f"{BLOG}?page=2#block-1", {"anchor": "block-1"}),
        (f"{BLOG}/amp?utm_source=x#block-1", {"anchor": "block-1"}),
        (f"{BLOG}?post=asset%3A1#post", {"url": f"{BLOG}?post=asset:1"}),
        (f"{BLOG}?postid=12#liveblog-body", {"url": f"{BLOG}?postid=12"}),
        ("/card/77", {"url": "https://example.org/card/77/"}),
        (BLOG, {}),
        (f"{BLOG}?page=3", {}),
        (f"{BLOG}#liveblog-body", {}),
        ("mailto:desk@example.org", {}),
    ],
)
def test_a_permalink_is_as_good_as_what_is_its_own(url: str, same_as: dict[str, str]) -> None:
    """The post's part of a permalink is its id; the page's address, repeated on every post, is none."""
    assert ids.guid(BLOG, url=url, published=NOON) == ids.guid(BLOG, **same_as, published=NOON)  # type: ignore[arg-type]


def test_posts_of_one_page_by_their_parameter_differ() -> None:
    """`?post=`, `?update=` and their kind tell posts apart."""
    queries = ["post=asset:1", "post=asset:2", "update=1", "entry=1", "page=with:block-1", "post-id=1"]
    assert len({ids.guid(BLOG, url=f"{BLOG}?{query}", published=NOON) for query in queries}) == len(queries)


def test_an_id_that_is_an_address_is_a_permalink() -> None:
    """An `@id` that is the post's address names the same post as that address in `url`."""
    assert (
        ids.guid(BLOG, id=f"{BLOG}#post-1")
        == ids.guid(BLOG, url="#post-1")
        == ids.guid(BLOG, anchor="post-1")
    )


def test_ids_are_these_forever() -> None:
    """The very strings: a release that changes one would show every reader every post again."""
    assert ids.feed_id(f"{BLOG}?page=with:block-1#block-1") == (
        "tag:feedgen-liveblog,2020:example.org/world/live/2024/nov/02/storm-latest"
    )
    assert ids.guid(BLOG, anchor="block-1").endswith(
        ":example.org/world/live/2024/nov/02/storm-latest#block-1"
    )
    assert ids.guid(BLOG, namespace="norkon/sky/12", id="5") == "tag:feedgen-liveblog,2020:norkon/sky/12/5"
    assert ids.guid("https://example.org/a", published=NOON, title="Storm nears") == (
        "tag:feedgen-liveblog,2020:example.org/a#~20241102T120000Z-8d5a4d608b01"
    )
    assert ids.guid("file:///page.txt", id="7") == "tag:feedgen-liveblog,2020:/page.txt#7"


@pytest.mark.parametrize("address", ["http://[", "http://example.org:port/", "", "not an address", "\ud800"])
def test_what_is_no_address_still_has_an_id(address: str) -> None:
    """A wrong address is somebody else's to refuse; it never raises here."""
    assert ids.guid(address, id="1") == ids.guid(address, id="1")


def test_no_id_becomes_markup() -> None:
    """Parameters named as character references are spelt so that no reader takes them for one."""
    for name in ("lt;script", "ltscript", "LTx", "amp;lt;b", "ampltb", "quot;"):
        made = ids.guid("https://news.example/live", url=f"https://news.example/p?a=1&{name}=2")
        assert html.unescape(html.unescape(made)) == made
    assert ids.canonical("https://news.example/p?amp=1&b=2&gt=3") == "https://news.example/p?b=2&gt=3"


@pytest.mark.parametrize(
    "host", ["evilgoogle.com", "google.com.evil.example", "xampproject.org", "sites.google.com"]
)
def test_who_only_looks_like_a_cache_is_none(host: str) -> None:
    """Nobody's page passes for another's by an address that looks like a cache's copy of it."""
    own = ids.canonical("https://news.example/live")
    assert ids.canonical(f"https://{host}/amp/s/news.example/live") != own
    assert ids.canonical("https://www.google.com/amp/s/news.example/live") == own
    assert ids.canonical("https://news-example.cdn.ampproject.org/c/s/news.example/live") == own

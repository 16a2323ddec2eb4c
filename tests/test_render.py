"""What each format says of a live blog, and that it says it by the rules."""

import locale
import threading
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import feedparser
import pytest
import time_machine
from lxml import etree

from feedgen_liveblog import __version__
from feedgen_liveblog.model import Image, LiveBlog, Post
from feedgen_liveblog.render import FeedLinks, atom, jsonfeed, rss
from tests.validity import ATOM, CONTENT, MEDIA, check_atom, check_json, check_rss

FORMATS = [(atom, check_atom), (rss, check_rss), (jsonfeed, check_json)]
each_format = pytest.mark.parametrize(("render", "check"), FORMATS, ids=["atom", "rss", "json"])

SELF = "https://feeds.example.org/harbour"
TIME = datetime(2024, 11, 2, 16, 20, 27, 654321, tzinfo=UTC)
DC = "{http://purl.org/dc/elements/1.1/}"

POSTS = (
    Post(
        guid="tag:example.org,2024:live/3",
        url="https://example.org/live?a=1&b=2#post-3",
        title="Crane 3 & its “crew” are safe",
        html="<p>All <b>six</b> are ashore.</p>",
        published=TIME,
        updated=TIME + timedelta(minutes=5),
        authors=("Mara Quill", "Piet Aal"),
        images=(Image(url="https://example.org/crane.JPG?w=640&q=75", alt="The crane"),),
        tags=("Key event", "Breaking"),
    ),
    Post(
        guid="tag:example.org,2024:live/2",
        html="<p>The wind has turned. It now blows from the sea.</p>",
        published=TIME - timedelta(hours=1),
        source=("Harbour fire, Friday", "https://example.org/friday"),
    ),
    Post(
        guid="tag:example.org,2024:live/1",
        published=TIME - timedelta(hours=2),
        images=(Image(url="https://example.org/smoke", alt='Smoke over "Pier 2"'),),
    ),
)
BLOG = LiveBlog(
    id="tag:example.org,2024:live",
    title="Harbour fire: live",
    url="https://example.org/live",
    posts=POSTS,
    summary="The latest from the harbour & the fire.",
    language="en_GB",
    authors=("Mara Quill",),
    image="https://example.org/lead.jpg",
)
LINKS = FeedLinks(
    hub="https://hub.example.org/",
    prev_archive="https://feeds.example.org/harbour/archive-0001.xml",
    next_archive="https://feeds.example.org/harbour/archive-0003.xml",
    current="https://feeds.example.org/harbour.xml",
    archive=True,
    deleted=(("tag:example.org,2024:live/0", TIME),),
)


@each_format
def test_valid(render, check) -> None:
    """Each format is valid, with and without all that may be left out."""
    check(render(BLOG, feed_url=SELF, links=LINKS))
    check(render(BLOG))
    check(render(LiveBlog(id="tag:example.org,2024:x", title="", url="https://www.example.org/x")))


@each_format
def test_same_blog_same_bytes(render, check) -> None:
    """Nothing in a feed comes from the clock."""
    with time_machine.travel(0):
        then = render(BLOG, feed_url=SELF, links=LINKS)
    with time_machine.travel(2_000_000_000):
        assert render(BLOG, feed_url=SELF, links=LINKS) == then
        nothing = render(LiveBlog(id="tag:example.org,2024:x", title="X", url="https://example.org/x"))
    assert render(LiveBlog(id="tag:example.org,2024:x", title="X", url="https://example.org/x")) == nothing


@each_format
def test_same_titles_in_all_formats(render, check) -> None:
    """A post has one title, be it its headline or made from its words."""
    titles = [entry.title for entry in feedparser.parse(render(BLOG)).entries]
    if render is jsonfeed:
        titles = [item["title"] for item in check(render(BLOG))["items"]]
    assert titles == ["Crane 3 & its “crew” are safe", "The wind has turned.", 'Smoke over "Pier 2"']


def test_atom_feed_fields() -> None:
    """The Atom feed says whose it is, where it lives, when it changed and who made it."""
    root = check_atom(atom(BLOG, feed_url=SELF))
    assert {
        name: root.findtext(ATOM + name)
        for name in ("id", "title", "subtitle", "updated", "logo", "generator")
    } == {
        "id": BLOG.id,
        "title": BLOG.title,
        "subtitle": BLOG.summary,
        "updated": "2024-11-02T16:25:27+00:00",
        "logo": BLOG.image,
        "generator": "feedgen-liveblog",
    }
    assert root.find(f"{ATOM}generator").get("version") == __version__
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en-GB"
    assert [dict(link.attrib) for link in root.findall(f"{ATOM}link")] == [
        {"href": BLOG.url, "rel": "alternate", "type": "text/html"},
        {"href": SELF, "rel": "self", "type": "application/atom+xml"},
    ]
    assert [name.text for name in root.findall(f"{ATOM}author/{ATOM}name")] == ["Mara Quill"]


def test_atom_entry_fields() -> None:
    """An Atom entry has the post's id, times to the second, authors, labels, permalink, picture and body."""
    entry, second, third = check_atom(atom(BLOG)).findall(f"{ATOM}entry")
    assert {name: entry.findtext(ATOM + name) for name in ("id", "published", "updated", "content")} == {
        "id": "tag:example.org,2024:live/3",
        "published": "2024-11-02T16:20:27+00:00",
        "updated": "2024-11-02T16:25:27+00:00",
        "content": "<p>All <b>six</b> are ashore.</p>"
        '<p><img src="https://example.org/crane.JPG?w=640&amp;q=75" alt="The crane"></p>',
    }
    assert [e.tag for e in entry][2:4] == [f"{ATOM}published", f"{ATOM}updated"], (
        "simple readers show the first"
    )
    assert [name.text for name in entry.findall(f"{ATOM}author/{ATOM}name")] == ["Mara Quill", "Piet Aal"]
    assert [tag.get("term") for tag in entry.findall(f"{ATOM}category")] == ["Key event", "Breaking"]
    assert [dict(link.attrib) for link in entry.findall(f"{ATOM}link")] == [
        {"rel": "alternate", "type": "text/html", "href": "https://example.org/live?a=1&b=2#post-3"},
        {"rel": "enclosure", "href": "https://example.org/crane.JPG?w=640&q=75", "type": "image/jpeg"},
    ]
    assert second.findtext(f"{ATOM}updated") == second.findtext(f"{ATOM}published")
    source = second.find(f"{ATOM}source")
    assert [source.findtext(ATOM + name) for name in ("id", "title", "updated")] == [
        "tag:feedgen-liveblog,2020:example.org/friday",
        "Harbour fire, Friday",
        second.findtext(f"{ATOM}updated"),
    ]
    assert second.findall(f"{ATOM}link")[-1].get("rel") == "via"
    assert third.findall(f"{ATOM}link")[1].get("type") is None, "an unknown media type is not made up"


def test_rss_fields() -> None:
    """RSS has the same in its own words: no permalink guid, no made-up e-mail, the whole body."""
    (channel,) = check_rss(rss(BLOG, feed_url=SELF))
    assert channel.findtext("link") == BLOG.url
    assert channel.findtext("description") == BLOG.summary
    assert channel.findtext("lastBuildDate") == "Sat, 02 Nov 2024 16:25:27 +0000"
    assert channel.findtext("language") == "en-GB"
    (link,) = channel.findall(f"{ATOM}link")
    assert dict(link.attrib) == {"href": SELF, "rel": "self", "type": "application/rss+xml"}
    item, second, _ = channel.findall("item")
    assert item.findtext("pubDate") == "Sat, 02 Nov 2024 16:20:27 +0000"
    assert item.findtext(f"{ATOM}updated") == "2024-11-02T16:25:27+00:00"
    assert second.find(f"{ATOM}updated") is None
    assert [creator.text for creator in item.findall(f"{DC}creator")] == ["Mara Quill", "Piet Aal"]
    assert item.findtext("description") == "All six are ashore."
    assert item.findtext(f"{CONTENT}encoded").startswith("<p>All <b>six</b> are ashore.</p>")
    assert item.find(f"{MEDIA}content").get("url") == "https://example.org/crane.JPG?w=640&q=75"
    assert [tag.text for tag in item.findall("category")] == ["Key event", "Breaking"]
    assert second.find("source").get("url") == "https://example.org/friday"


def test_rss_is_asked_for_less_often_once_closed() -> None:
    """`ttl` tells readers to leave a finished blog in peace."""
    ttls = [
        int(
            check_rss(rss(LiveBlog(id="tag:e.org,2024:x", title="X", url="https://e.org", closed=c)))[
                0
            ].findtext("ttl")
        )
        for c in (False, True)
    ]
    assert ttls[0] < ttls[1]


def test_json_fields() -> None:
    """JSON Feed has the same again, and says nothing it does not know."""
    feed = check_json(jsonfeed(BLOG, feed_url=SELF, links=LINKS))
    assert feed["hubs"] == [{"type": "WebSub", "url": "https://hub.example.org/"}]
    assert (feed["language"], feed["feed_url"]) == ("en-GB", SELF)
    item, second, _ = feed["items"]
    assert item["date_published"] == "2024-11-02T16:20:27+00:00"
    assert item["date_modified"] == "2024-11-02T16:25:27+00:00"
    assert item["authors"] == [{"name": "Mara Quill"}, {"name": "Piet Aal"}]
    assert item["tags"] == ["Key event", "Breaking"]
    assert item["image"] == "https://example.org/crane.JPG?w=640&q=75"
    assert second["url"] == "https://example.org/friday", "a post without a permalink leads to its live blog"
    assert second["_source"] == {"title": "Harbour fire, Friday", "url": "https://example.org/friday"}
    assert not {"authors", "tags", "image"} & set(second)


@each_format
def test_a_post_with_only_a_picture_shows_it(render, check) -> None:
    """A picture that the body lacks is put into it, with its description."""
    assert b"https://example.org/smoke" in render(BLOG)
    shown = feedparser.parse(atom(BLOG)).entries[2].content[0].value
    assert 'src="https://example.org/smoke"' in shown
    assert (
        'alt="Smoke over ”Pier 2”"' in shown
    )  # no quote ends the attribute in a reader that unescapes twice


def test_a_body_with_pictures_gets_none_twice() -> None:
    """Where the body shows pictures, it shows its own and no other copies of them."""
    post = Post(
        guid="tag:e.org,2024:1",
        html='<p><img src="https://e.org/a.jpg?w=1"></p>',
        published=TIME,
        images=(Image(url="https://e.org/a.jpg"),),
    )
    entry = check_atom(
        atom(LiveBlog(id="tag:e.org,2024:b", title="B", url="https://e.org/b", posts=(post,)))
    )[-1]
    assert entry.findtext(f"{ATOM}content") == post.html


def test_an_empty_post_shows_its_title() -> None:
    """A post with nothing in it makes an entry that says so much."""
    post = Post(guid="tag:e.org,2024:1", published=TIME)
    blog = LiveBlog(id="tag:e.org,2024:b", title="B", url="https://e.org/b", posts=(post,))
    assert check_atom(atom(blog))[-1].findtext(f"{ATOM}content") == "<p>Post at 16:20 UTC</p>"


def test_archives_and_hub_are_linked() -> None:
    """RFC 5005's links and mark and WebSub's hub are in Atom; the links and the hub in RSS as well."""
    root = check_atom(atom(BLOG, feed_url=SELF, links=LINKS))
    rels = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert rels["hub"] == LINKS.hub
    assert (rels["prev-archive"], rels["next-archive"], rels["current"]) == (
        LINKS.prev_archive,
        LINKS.next_archive,
        LINKS.current,
    )
    assert root.find("{http://purl.org/syndication/history/1.0}archive") is not None
    assert check_atom(atom(BLOG)).find("{http://purl.org/syndication/history/1.0}archive") is None
    (channel,) = check_rss(rss(BLOG, feed_url=SELF, links=LINKS))
    assert {link.get("rel") for link in channel.findall(f"{ATOM}link")} == {
        "self",
        "hub",
        "prev-archive",
        "next-archive",
        "current",
    }


def test_deleted_posts_leave_a_tombstone() -> None:
    """RFC 6721: an Atom reader is told which entry is gone, and when that was noticed."""
    root = check_atom(atom(BLOG, links=LINKS))
    (tombstone,) = root.findall("{http://purl.org/atompub/tombstones/1.0}deleted-entry")
    assert dict(tombstone.attrib) == {
        "ref": "tag:example.org,2024:live/0",
        "when": "2024-11-02T16:20:27+00:00",
    }
    assert b"live/0" not in rss(BLOG, links=LINKS) + jsonfeed(BLOG, links=LINKS)


def test_updated_is_never_before_published() -> None:
    """A source's wrong modification time does not make an entry older than itself."""
    post = Post(guid="tag:e.org,2024:1", title="T", published=TIME, updated=TIME - timedelta(days=1))
    blog = LiveBlog(id="tag:e.org,2024:b", title="B", url="https://e.org/b", posts=(post,))
    assert check_atom(atom(blog))[-1].findtext(f"{ATOM}updated") == "2024-11-02T16:20:27+00:00"


def test_a_post_without_a_time_gets_none() -> None:
    """No time is made up: `published` is left out, and `updated`, which Atom needs, is the blog's newest."""
    posts = (
        Post(guid="tag:e.org,2024:2", title="T", published=TIME),
        Post(guid="tag:e.org,2024:1", title="S"),
    )
    blog = LiveBlog(id="tag:e.org,2024:b", title="B", url="https://e.org/b", posts=posts)
    entry = check_atom(atom(blog))[-1]
    assert entry.find(f"{ATOM}published") is None
    assert entry.findtext(f"{ATOM}updated") == "2024-11-02T16:20:27+00:00"
    assert "date_published" not in check_json(jsonfeed(blog))["items"][1]
    assert check_rss(rss(blog))[0].findall("item")[1].find("pubDate") is None


@each_format
def test_illegal_characters_are_left_out(render, check) -> None:
    """A control character or half a surrogate pair costs itself, not the feed."""
    post = Post(
        guid="tag:e.org,2024:1",
        title="a\x00b\ud800c\ufffe",
        html="<p>x\x08y</p>",
        published=TIME,
        tags=("\x01t",),
    )
    blog = LiveBlog(id="tag:e.org,2024:b", title="B\x08", url="https://e.org/b", posts=(post,))
    spaced = Post(guid="tag:e.org,2024:2", title="form\x0cfeed", published=TIME)
    document = render(replace(blog, posts=(post, spaced)))
    check(document)
    assert b"form feed" in document
    assert b"form feed" in render(replace(blog, posts=(spaced,)))
    assert b"abc" in document
    assert b"xy" in document


def test_threads_leave_the_locale_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Feeds made by several threads at once leave the process's locale as it was."""
    before = locale.setlocale(locale.LC_ALL)
    real = locale.setlocale

    def slow(*args: object) -> str:
        time.sleep(
            0.001
        )  # so that another thread gets its turn between reading the locale and setting it back
        return real(*args)

    monkeypatch.setattr(locale, "setlocale", slow)
    threads = [threading.Thread(target=rss, args=(BLOG,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert real(locale.LC_ALL) == before


def test_other_zones_are_the_same_instant() -> None:
    """A time in another zone is written as the instant it is."""
    there = TIME.astimezone(timezone(timedelta(hours=5, minutes=30)))
    posts = (Post(guid="tag:e.org,2024:1", title="T", published=there),)
    blog = LiveBlog(id="tag:e.org,2024:b", title="B", url="https://e.org/b", posts=posts)
    for document in (atom(blog), rss(blog)):
        assert feedparser.parse(document).entries[0].published_parsed[:6] == (2024, 11, 2, 16, 20, 27)


def test_schema_refuses_what_is_wrong() -> None:
    """The schema that the tests rely on does find faults."""
    document = atom(BLOG, links=LINKS)
    for good, bad in (
        (b"<updated>2024-11-02T", b"<updated>2024-11-02 "),
        (b'type="html"', b'type="CDATA"'),
        (b"<title>", b"<titel>"),
        (b' xml:lang="en-GB"', b' xml:lang="en_GB"'),
    ):
        assert good in document
        with pytest.raises((AssertionError, etree.XMLSyntaxError)):
            check_atom(document.replace(good, bad))


@each_format
def test_a_path_on_this_machine_is_not_published(render, check) -> None:
    """A saved page without an address of its own gives a valid feed that does not tell where it lay."""
    blog = LiveBlog(id="tag:example.org,2024:x", title="X", url="file:///home/mara/x.txt", posts=POSTS[1:])
    document = render(blog)
    check(document)
    assert b"/home/mara" not in document


def test_a_feed_has_an_author_whatever_the_page_says() -> None:
    """RFC 4287 wants an author: the blog's, else its site, else who wrote the posts."""
    post = Post(guid="tag:e.org,2024:1", title="T", published=TIME, authors=("Piet Aal",))

    def authors(url: str, **fields: object) -> list[str]:
        blog = LiveBlog(id="tag:e.org,2024:b", title="B", url=url, **fields)
        return [e.text for e in check_atom(atom(blog)).findall(f"{ATOM}author/{ATOM}name")]

    assert authors("https://www.example.org/b", posts=(post,), authors=("Mara Quill",)) == ["Mara Quill"]
    assert authors("https://www.example.org/b", posts=(post,)) == ["example.org"]
    assert authors("file:///b.txt", posts=(post,)) == ["Piet Aal"]
    assert authors("file:///b.txt") == ["Unknown"]

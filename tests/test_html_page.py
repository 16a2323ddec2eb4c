"""The readable page: what it shows and links, that it is valid and safe, and the same for the same blog."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from lxml import etree

from feedgen_liveblog.clean import clean
from feedgen_liveblog.extract import Reading, extract
from feedgen_liveblog.model import Image, LiveBlog, Post
from feedgen_liveblog.render import FeedLinks, htmlpage
from feedgen_liveblog.source import Offline, read_source
from tests.test_render import BLOG, POSTS, SELF, TIME
from tests.test_render_properties import BLOGS, LINKS, URLS
from tests.validity import check_html

ROOT = Path(__file__).parent.parent
GOLDEN = Path(__file__).parent / "page" / "harbour.html"
AROUND = FeedLinks(
    feeds=(("atom", "harbour.xml"), ("rss", "harbour.rss"), ("json", "harbour.json")),
    index="index.html",
    prev_archive="harbour/archive-0002.xml",
    fetched=TIME,
)
# Markup that nests without regard to the rules; cleaning mends some of it, and the page has to do with the rest.
_TAGS = st.sampled_from(
    [
        "p", "h1", "h2", "h3", "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "table", "thead", "tbody",
        "tr", "td", "th", "caption", "figure", "figcaption", "pre", "div", "section", "a", "strong", "em", "span",
        "q", "sub", "details", "summary", "nav", "button", "iframe",
    ]
)  # fmt: skip
_LEAVES = st.sampled_from(
    [
        "words", " ", "<br>", "<hr>", '<img src="/a.jpg">', '<img src="/b.jpg" alt="B" width="640" height="360">',
        '<a href="/x" id="x">link</a>', '<td rowspan="3" colspan="2">cell</td>', '<th></th>', "&lt;script&gt;",
    ]
)  # fmt: skip
MARKUP = st.recursive(
    _LEAVES,
    lambda inner: st.builds(
        lambda tag, parts: f"<{tag}>{''.join(parts)}</{tag}>", _TAGS, st.lists(inner, max_size=4)
    ),
    max_leaves=25,
)
quick = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def page(blog: LiveBlog = BLOG, **known: object) -> etree._Element:
    """The page of a blog, found valid."""
    return check_html(htmlpage(blog, **known))


def body(html: str, title: str = "Headline") -> etree._Element:
    """The body of a post in the page that it is on."""
    post = Post(guid="urn:x", title=title, html=clean(html, base="https://e.org/").html, published=TIME)
    return page(replace(BLOG, posts=(post,))).xpath("//div[@class='body']")[0]


def words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_the_example_to_the_byte(update: bool) -> None:
    """The page of the bundled example is as it was, its style aside; the file changes only by --update."""
    source = read_source(str(ROOT / "examples" / "harbour-live.html"), url=None)
    blog = extract(source, Offline(), now=TIME, how=Reading())
    made = htmlpage(blog, feed_url=SELF, links=AROUND)
    check_html(made)
    made = re.sub(rb"(?s)(<style>).*(</style>)|(sha256-)[^']+", rb"\1\3...\2", made)
    if update:
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_bytes(made)
    assert made == GOLDEN.read_bytes()


@quick
@given(
    BLOGS, st.none() | URLS, st.none() | LINKS, st.sampled_from([None, "Europe/Berlin", "-03:30", "Nowhere"])
)
def test_any_blog_makes_a_valid_page(
    blog: LiveBlog, url: str | None, links: FeedLinks | None, zone: str | None
) -> None:
    """Whatever text is in the fields: valid, without a script, and the same bytes when made again."""
    blog = replace(blog, zone=zone)
    document = htmlpage(blog, feed_url=url, links=links)
    check_html(document)
    assert htmlpage(blog, feed_url=url, links=links) == document


@quick
@given(MARKUP)
@example("<figure><figcaption><hr></figcaption><figcaption>words</figcaption></figure>")
@example("<h2><hr></h2>")
def test_any_body_makes_a_valid_page(html: str) -> None:
    """Whatever shape a body has, and however it nests, the page round it stays valid and keeps its outline."""
    body(html)


def test_what_the_page_says_of_the_blog() -> None:
    """Title, summary, count, last time, where it is from, where to subscribe, when there was news, what is older."""
    root = page(feed_url=SELF, links=AROUND)
    header, footer = root.find("body/header"), root.find("body/footer")
    assert root.findtext("head/title") == header.findtext("h1") == BLOG.title
    assert [words(p) for p in header.findall("p")] == [
        "Live · All live blogs",
        BLOG.summary,
        "3 posts, the last on Saturday 2 November 2024, 16:20 · Original at example.org",
        "Subscribe · Atom · RSS · JSON Feed",
    ]
    assert header.xpath(".//a/@href") == [
        "index.html", BLOG.url, "harbour.xml", "harbour.rss", "harbour.json",
    ]  # fmt: skip
    assert [(e.get("type"), e.get("href")) for e in root.findall("head/link[@rel='alternate']")] == [
        ("application/atom+xml", "harbour.xml"),
        ("application/rss+xml", "harbour.rss"),
        ("application/feed+json", "harbour.json"),
    ]
    assert "All times are UTC." in words(footer)
    assert "The last news was fetched on Saturday 2 November 2024, 16:20." in words(footer)
    assert footer.xpath(".//a[@rel='prev']/@href") == ["harbour/archive-0002.xml"]
    closed = page(replace(BLOG, closed=True))
    assert words(closed.find("body/header/p")) == "Closed"
    assert "fetched" not in words(closed.find("body/footer"))


def test_what_the_page_says_of_a_post() -> None:
    """Time, marks, headline, authors, body, edit, and the way to the original and to the post itself."""
    first, second, third = page().iter("article")
    (anchor,) = first.xpath("p/a/@href")
    assert anchor == f"#{first.get('id')}"
    assert words(first.find("p")) == "16:20Key eventBreaking"
    assert (first.findtext("h3"), words(first.find("p[@class='by']"))) == (
        POSTS[0].title,
        "Mara Quill, Piet Aal",
    )
    assert words(first.find("footer")) == "Updated 16:25 · Original post"
    assert first.xpath("footer//a/@href") == [POSTS[0].url]
    (heading,) = second.iter("h3")
    assert words(heading) == "15:20", "no headline is made up: the text that it would be of is right below"
    assert words(second.find("footer")) == "From Harbour fire, Friday"
    assert third.xpath(".//img/@src") == ["https://example.org/smoke"]


def test_permalinks_stay() -> None:
    """A link to a post is made of its GUID alone, so it holds when posts come, go or are edited."""
    ids = page().xpath("//article/@id")
    assert ids[0] == "p678e04f71959"
    edited = replace(POSTS[1], html="<p>Other.</p>", title="New", published=TIME - timedelta(days=3))
    assert page(replace(BLOG, posts=(edited,))).xpath("//article/@id") == [ids[1]]


def test_days_and_hours_are_the_newsrooms() -> None:
    """In the blog's zone, across its change of the clocks; days, and hours of each, are linked from a list."""
    times = [datetime(2024, 10, 27, hour, minute, tzinfo=UTC) for hour, minute in ((1, 30), (0, 30))]
    times.append(datetime(2024, 10, 26, 21, 30, tzinfo=UTC))
    posts = tuple(Post(guid=f"urn:{n}", html="<p>x</p>", published=time) for n, time in enumerate(times))
    root = page(replace(BLOG, posts=posts, zone="Europe/Berlin"))
    assert [words(h2) for h2 in root.iter("h2")] == ["Sunday 27 October 2024", "Saturday 26 October 2024"]
    assert [words(p) for p in root.xpath("//h3[@class='when']")] == ["02:30", "02:30", "23:30"]
    assert root.xpath("//nav//a/@href") == ["#t2024-10-27T02", "#t2024-10-26T23"]
    assert root.xpath("//nav/details/@open") == ["open"]
    assert "All times are Europe/Berlin." in words(root.find("body/footer"))
    assert root.xpath("//article//time/@datetime")[0] == "2024-10-27T01:30:00+00:00"


def test_key_events_first_on_wish() -> None:
    """A folded list leads to the key events, and a box hides all else; a blog without any has neither."""
    root = page()
    assert [words(e) for e in root.find(".//details[@class='events']")] == [
        "Key events (1)",
        f"16:20 {POSTS[0].title}",
    ]
    assert root.xpath("//article[@class='key']/h3/text()") == [POSTS[0].title]
    assert root.xpath("//input/@id") == ["only"]
    assert not page(replace(BLOG, posts=POSTS[1:])).xpath("//input|//details[@class='events']")


@pytest.mark.parametrize(
    ("language", "lang", "way", "ours"),
    [
        ("en-GB", "en-GB", None, None),
        ("de_CH", "de-CH", None, "en"),
        ("ar", "ar", "rtl", "en"),
        ("az-Arab", "az-Arab", "rtl", "en"),
        ("ur-Latn", "ur-Latn", None, "en"),
        (None, "und", None, "en"),
        ("english", "und", None, "en"),
    ],
)
def test_the_language_and_its_direction(
    language: str | None, lang: str, way: str | None, ours: str | None
) -> None:
    """Text runs as its script does, and is not read out as another language; our own words are said to be English."""
    root = page(replace(BLOG, language=language))
    assert (root.get("lang"), root.get("dir"), root.find(".//h2").get("lang")) == (lang, way, ours)


def test_headings_in_bodies_go_below_the_posts_own() -> None:
    """The outline is page, day, post, and what a post has below."""
    assert [e.tag for e in body("<h4>a</h4><h6>b</h6><h2>c</h2><h1>d</h1>").iter("h3", "h4", "h5", "h6")] == [
        "h4", "h5", "h4", "h4",
    ]  # fmt: skip
    assert [e.tag for e in body("<h1>a</h1><h3>b</h3>", title="").iter("h3", "h4", "h5")] == ["h4", "h5"]


def test_pictures_leave_room_for_themselves() -> None:
    """A size that is known is kept; those that stand in a line of text are told apart, for they may be small."""
    kept, plain, small = body(
        '<figure><img src="https://e.org/a.jpg" width="640" height="360" alt="A"></figure>'
        '<p><img src="https://e.org/b.jpg" alt="B"></p><p>Text <img src="https://e.org/c.jpg" alt="C"></p>'
    ).iter("img")
    assert (kept.get("width"), kept.get("height"), kept.get("class")) == ("640", "360", None)
    assert (plain.get("class"), small.get("class")) == (None, "small")


def test_links_and_tables_can_be_used_by_all() -> None:
    """A link of a picture has a name, a wide table can be scrolled by the keyboard, an empty head is none."""
    found = body(
        '<p><a href="/x"><img src="https://e.org/a.jpg" alt=""></a></p>'
        '<table><tr><th></th><th>A</th></tr><tr><td rowspan="9">1</td><td colspan="0">2</td></tr></table>'
    )
    assert found.xpath(".//a/img/@alt") == ["Picture"]
    assert found.xpath(".//div[@tabindex='0']/@aria-label") == ["Table"]
    assert [e.tag for e in found.iter("td", "th")] == ["td", "th", "td", "td"]
    assert not found.xpath(".//@rowspan|.//@colspan")


def test_an_empty_blog_and_a_very_long_one() -> None:
    """A page without posts says so; one of very many leaves out of sight what is out of sight."""
    root = page(replace(BLOG, posts=()))
    assert words(root.find(".//main")) == "There are no posts yet."
    assert root.find(".//nav") is None
    many = tuple(
        Post(guid=f"urn:{n}", html="<p>x</p>", published=TIME - timedelta(minutes=n)) for n in range(300)
    )
    assert page(replace(BLOG, posts=many)).find(".//main").get("class") == "long"


def test_text_is_text() -> None:
    """What looks like markup in a title, name, tag, description or address is shown, not obeyed."""
    nasty = "</style><script>alert(1)</script>\" onload='x' <!--"
    post = Post(
        guid=nasty,
        title=nasty,
        published=TIME,
        authors=(nasty,),
        tags=(nasty, "Key event"),
        images=(Image(url="https://e.org/a.jpg", alt=nasty),),
        source=(nasty, "javascript:alert(1)"),
        url="javascript:alert(1)",
    )
    document = htmlpage(replace(BLOG, title=nasty, summary=nasty, posts=(post,), authors=(nasty,)))
    root = check_html(document)
    assert b"<script" not in document and b"javascript:" not in document
    assert root.findtext(".//h1") == root.findtext(".//h3") == nasty

"""Strict checks of feeds by their specifications; each raises AssertionError at the first broken rule."""

import base64
import hashlib
import json
import re
from email.utils import parsedate_to_datetime
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import html5lib
import lxml.html
from lxml import etree

ATOM = "{http://www.w3.org/2005/Atom}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}"
MEDIA = "{http://search.yahoo.com/mrss/}"
SCHEMA = etree.RelaxNG(etree.parse(Path(__file__).parent / "schema" / "atom.rng"))

RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
RFC822 = re.compile(
    r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} "
    r"\d\d:\d\d:\d\d [+-]\d{4}"
)
ARCHIVE = ("prev-archive", "next-archive", "current")
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")


def check_atom(document: bytes) -> etree._Element:
    """RFC 4287: the schema of appendix B, what it cannot say, and the W3C validator's rules of thumb."""
    root = _xml(document)
    assert SCHEMA.validate(root), SCHEMA.error_log
    assert root.findall(f"{ATOM}author") or all(e.findall(f"{ATOM}author") for e in root.iter(f"{ATOM}entry"))
    # Where nobody has said where the feed is fetched, the documents of its archive are beside it.
    beside = () if any(e.get("rel") == "self" for e in _links(root)) else ARCHIVE
    for node in (root, *root.iter(f"{ATOM}entry")):
        assert _iri(node.findtext(f"{ATOM}id")), node.findtext(f"{ATOM}id")
        assert node.findtext(f"{ATOM}title").strip()
        alternates = [
            (e.get("type"), e.get("hreflang"))
            for e in _links(node)
            if e.get("rel", "alternate") == "alternate"
        ]
        assert len(alternates) == len(set(alternates)), "one alternate link per type and language"
        assert all(
            _absolute(e.get("href")) or (e.get("rel") in beside and node is root) for e in _links(node)
        )
    ids = [e.findtext(f"{ATOM}id") for e in root.iter(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))
    for entry in root.iter(f"{ATOM}entry"):
        assert entry.find(f"{ATOM}content").get("type") == "html"
        _body(entry.findtext(f"{ATOM}content"))
        published, updated = entry.findtext(f"{ATOM}published"), entry.findtext(f"{ATOM}updated")
        assert published is None or updated >= published  # all are UTC, so that their text sorts
    _readable(document, "atom10", len(ids))
    return root


def check_rss(document: bytes) -> etree._Element:
    """RSS 2.0 and the RSS Advisory Board's best practices."""
    root = _xml(document)
    assert (root.tag, root.get("version")) == ("rss", "2.0")
    (channel,) = root
    for name in ("title", "link", "description", "lastBuildDate", "generator", "ttl"):
        assert len(channel.findall(name)) == 1, name
        assert channel.findtext(name).strip(), name
    assert RFC822.fullmatch(channel.findtext("lastBuildDate"))
    assert int(channel.findtext("ttl")) > 0
    assert channel.find("language") is None or LANGUAGE.fullmatch(channel.findtext("language"))
    assert len([e for e in channel.findall(f"{ATOM}link") if e.get("rel") == "self"]) <= 1
    items = channel.findall("item")
    guids = [item.findtext("guid") for item in items]
    assert len(guids) == len(set(guids))
    for item in items:
        assert [e.get("isPermaLink") for e in item.findall("guid")] == ["false"]
        assert _iri(item.findtext("guid"))
        assert item.findtext("title").strip()
        assert item.findtext("description").strip()
        assert item.find("author") is None, "an author must be an e-mail address"
        assert item.find("link") is None or _absolute(item.findtext("link"))
        assert item.find("pubDate") is None or RFC822.fullmatch(item.findtext("pubDate"))
        assert item.find("pubDate") is None or parsedate_to_datetime(item.findtext("pubDate"))
        assert all(_absolute(e.get("url")) and e.get("medium") for e in item.findall(f"{MEDIA}content"))
        _body(item.findtext(f"{CONTENT}encoded"))
        _body(item.findtext("description"))
    _readable(document, "rss20", len(items))
    return root


FEED_FIELDS = {
    "version": str, "title": str, "home_page_url": "url", "feed_url": "url", "description": str,
    "user_comment": str, "next_url": "url", "icon": "url", "favicon": "url", "authors": "authors",
    "language": "language", "expired": bool, "hubs": list, "items": list,
}  # fmt: skip
ITEM_FIELDS = {
    "id": str, "url": "url", "external_url": "url", "title": str, "content_html": str, "content_text": str,
    "summary": str, "image": "url", "banner_image": "url", "date_published": "time", "date_modified": "time",
    "authors": "authors", "tags": "tags", "language": "language", "attachments": list,
}  # fmt: skip


def check_json(document: bytes) -> dict:
    """JSON Feed 1.1: every field by its type, none that the specification does not know."""
    feed = json.loads(document.decode("utf-8"))
    _fields(feed, FEED_FIELDS, required={"version", "title", "items"})
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    for hub in feed.get("hubs", ()):
        assert set(hub) == {"type", "url"} and _absolute(hub["url"])
    for item in feed["items"]:
        _fields(item, ITEM_FIELDS, required={"id"})
        assert item["id"]
        assert item.get("content_html") or item.get("content_text")
        _body(item.get("content_html", ""))
    ids = [item["id"] for item in feed["items"]]
    assert len(ids) == len(set(ids))
    return feed


def check_html(document: bytes) -> etree._Element:
    """HTML: a strict parser's, one outline, names that are there once, and nothing that acts or that asks outside."""
    text = document.decode("utf-8")
    assert text.startswith("<!DOCTYPE html>\n")
    parser = html5lib.HTMLParser(
        strict=True, tree=html5lib.getTreeBuilder("lxml"), namespaceHTMLElements=False
    )
    root = parser.parse(text).getroot()
    assert root.get("lang") and len(root.xpath("//title[normalize-space()]")) == 1
    (policy,) = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    (style,) = root.xpath("//style")
    assert base64.b64encode(hashlib.sha256(style.text.encode()).digest()).decode() in policy
    assert "default-src 'none'" in policy and "unsafe" not in policy and "url(" not in style.text
    assert not root.xpath("//script|//iframe|//object|//embed|//form|//base|//@style")
    assert not [name for e in root.iter() for name in e.attrib if name.startswith("on")]
    ids = root.xpath("//@id")
    assert len(ids) == len(set(ids))
    for url in root.xpath("//a/@href"):
        assert re.match(r"(https?://|mailto:|#|[^:]+$)", url), url
        assert url == "#" or not url.startswith("#") or url[1:] in ids, f"leads nowhere: {url}"
    for link in root.xpath("//main//a[starts-with(@href, 'http')]"):
        assert link.get("rel") == "noopener noreferrer nofollow external"
    for image in root.iter("img"):
        assert re.match(r"https?://", image.get("src"))
        assert image.get("loading") == "lazy" and image.get("alt") is not None
    assert root.xpath("//link/@rel") == [
        "icon", *["canonical"] * len(root.xpath("//link[@rel='canonical']")),
        *["alternate"] * len(root.xpath("//link[@rel='alternate']")),
    ]  # fmt: skip
    levels = [int(e.tag[1]) for e in root.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1 and levels.count(1) == 1
    assert all(b <= a + 1 for a, b in pairwise(levels)), levels
    for time in root.iter("time"):
        assert RFC3339.fullmatch(time.get("datetime"))
    return root


def _fields(value: dict, known: dict, required: set[str]) -> None:
    assert isinstance(value, dict) and required <= set(value), required - set(value)
    for name, field in value.items():
        assert name in known or name.startswith("_"), f"no such field: {name}"
        match known.get(name):
            case "url":
                assert _absolute(field), field
            case "time":
                assert RFC3339.fullmatch(field), field
            case "language":
                assert LANGUAGE.fullmatch(field), field
            case "tags":
                assert isinstance(field, list) and all(isinstance(tag, str) and tag for tag in field)
            case "authors":
                assert isinstance(field, list) and field
                for author in field:
                    assert set(author) and set(author) <= {"name", "url", "avatar"}
                    assert all(isinstance(text, str) and text for text in author.values())
            case kind if isinstance(kind, type):
                assert isinstance(field, kind), name


def _xml(document: bytes) -> etree._Element:
    assert document.startswith(b"<?xml version='1.0' encoding='UTF-8'?>")
    return etree.fromstring(document, etree.XMLParser(resolve_entities=False, huge_tree=True))


def _readable(document: bytes, version: str, count: int) -> None:
    parsed = feedparser.parse(document)
    assert not parsed.bozo, parsed.bozo_exception
    assert (parsed.version, len(parsed.entries)) == (version, count)
    assert all(entry.id and entry.title for entry in parsed.entries)


def _links(node: etree._Element) -> list[etree._Element]:
    return node.findall(f"{ATOM}link")


def _iri(text: str) -> bool:
    return re.fullmatch(r"[A-Za-z][A-Za-z0-9+.-]*:\S+", text) is not None


def _absolute(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme in ("http", "https") and bool(parts.netloc) and " " not in url


def _body(html: str) -> None:
    """Nothing that runs, and no address that would mean another thing in a reader."""
    if not html or html.isspace():
        return
    root = lxml.html.fragment_fromstring(html, create_parent="div")
    assert not root.xpath("//script|//style|//form|//@onclick|//@onerror"), html
    for name in ("src", "href"):
        for url in root.xpath(f"//@{name}"):
            assert re.match(r"(https?:|mailto:|#|data:image/)", url), url

"""The ways by which a vector gets from a page into a feed: markup, metadata, page data, services, text."""

import html
import json
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from feedgen_liveblog.errors import FetchError, NotALiveBlog
from feedgen_liveblog.extract import extract
from feedgen_liveblog.model import Getter, LiveBlog
from feedgen_liveblog.page import Kind, Page
from feedgen_liveblog.source import Offline
from tests.hostile_feeds import NOW
from tests.providers.plays.arena import Arena
from tests.providers.plays.automattic import Automattic
from tests.providers.plays.easy_liveblogs import EasyLiveblogs
from tests.providers.plays.norkon import Norkon
from tests.providers.plays.play import Play, Said, Story
from tests.providers.plays.superdesk import Superdesk
from tests.providers.plays.tickaroo import Tickaroo
from tests.providers.plays.twentyfourliveblog import TwentyFourLiveBlog

_URL = "https://news.example/live/day"
_WORDS = "The harbour gates were opened shortly before the tide turned this morning."
_FERRY = "Two ferries have left the northern quay with all passengers on board."
_CRANE = "Engineers say that the crane will be back in service before noon."
_NIGHT = "The mayor thanked the crews who worked through the whole of the night."
_HURT = "Nobody was hurt, says the harbour master, and the pier can be used again."
_TUG = "A tug is on its way from the south to help the freighter off the sand."


class Way(NamedTuple):
    """A page, and what its further addresses answer."""

    page: Page
    get: Getter

    def read(self) -> LiveBlog | None:
        """The live blog as the program reads it; None where it refuses the page."""
        try:
            return extract(self.page, self.get, now=NOW)
        except (NotALiveBlog, FetchError):
            return None


class _Service:
    """The Getter of a played service."""

    known: frozenset[str] = frozenset()

    def __init__(self, play: Play) -> None:
        self._play = play

    def __call__(self, url: str, *, headers: Mapping[str, str] | None = None) -> Page:
        value = self._play.answer(url)
        if value is None:
            raise FetchError("HTTP 404 Not Found", url, status=404)
        return Page(url, value) if isinstance(value, str) else Page(url, json.dumps(value), "json")


def _page(text: str, kind: Kind = "html") -> Way:
    return Way(Page(_URL, text, kind), Offline())


def _document(body: str, head: str = "") -> Way:
    return _page(
        f"<!DOCTYPE html><html lang=en><head><title>Live</title>{head}</head><body>{body}</body></html>"
    )


def _apart(vector: str) -> tuple[str, str, str]:
    """The vector in three values no two alike: what all posts share is taken for the page's and dropped."""
    return vector, f"{vector} 31", f"32 {vector}"


def _bodies(vector: str) -> tuple[str, str, str]:
    """Bodies with the vector as it is, as markup, and encoded."""
    return f"{_WORDS} {vector}", f"<p>{_FERRY}</p>{vector}", f"{_CRANE} {html.escape(vector)}"


def _json_ld(vector: str) -> Way:
    return _document(f"<p>{_WORDS}</p>", _script("application/ld+json", _live_blog_posting(vector)))


def _live_blog_posting(vector: str) -> dict[str, Any]:
    person = {"@type": "Person", "name": vector, "url": vector}
    picture = {"@type": "ImageObject", "url": vector, "caption": vector}
    return {
        "@type": "LiveBlogPosting",
        "headline": vector,
        "description": vector,
        "inLanguage": vector,
        "url": vector,
        "author": person,
        "image": picture,
        "coverageEndTime": vector,
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "@id": value if number == 30 else f"#post-{number}",
                "url": value,
                "headline": value,
                "articleBody": body,
                "datePublished": f"2026-03-14T11:{number}:00Z",
                "dateModified": value,
                "author": [person, value],
                "image": [picture, value],
                "keywords": [value],
            }
            for number, value, body in zip((30, 31, 32), _apart(vector), _bodies(vector), strict=True)
        ],
    }


def _markup(vector: str) -> Way:
    quoted = html.escape(vector)
    posts = (
        f'<article class="post" id="post-{minute}"><time datetime="2026-03-14T11:{minute}:00Z">11:{minute}</time>'
        f'<h3>{title} {minute}</h3><a class="permalink" href="{quoted}{minute}" title="{quoted}">Link</a>'
        f'<span class="author" rel="author">{title}</span><p>{_WORDS} {minute} {words}</p>'
        f'<figure><img src="https://cdn.example/{minute}.jpg?{quoted}" data-src="{quoted}" alt="{quoted}">'
        f'<figcaption>{title}</figcaption></figure><a rel="tag" href="/t">{title}</a></article>'
        for minute, title, words in (
            (34, "Crane", ""),
            (33, quoted, quoted),
            (32, "Ferry", vector),
            (31, "Gate", ""),
        )
    )  # the raw one near the end: it may swallow what comes after it
    return _document(f'<main id="{quoted}">{"".join(posts)}</main>')


def _microdata(vector: str) -> Way:
    quoted = html.escape(vector)
    posts = "".join(
        f'<div itemprop="liveBlogUpdate" itemscope itemtype="https://schema.org/BlogPosting" id="p{minute}">'
        f'<meta itemprop="datePublished" content="2026-03-14T11:{minute}:00Z">'
        f'<h3 itemprop="headline">{quoted} {minute}</h3>'
        f'<a itemprop="url" href="{quoted}">Link</a><span itemprop="author">{quoted}</span>'
        f'<img itemprop="image" src="{quoted}"><div itemprop="articleBody">{_WORDS} {words}</div></div>'
        for minute, words in ((32, quoted), (31, vector))
    )
    return _document(f'<div itemscope itemtype="https://schema.org/LiveBlogPosting">{posts}</div>')


def _amp(vector: str) -> Way:
    quoted = html.escape(vector)
    posts = "".join(
        f'<div id="post-{minute}" data-sort-time="17734{minute}000"><h3>{quoted} {minute}</h3>'
        f'<time datetime="2026-03-14T11:{minute}:00Z"></time><p>{_WORDS} {words}</p>'
        f'<amp-img src="{quoted}" alt="{quoted}" width="600" height="400"></amp-img></div>'
        for minute, words in ((32, quoted), (31, vector))
    )
    return _document(f'<amp-live-list id="{quoted}"><div items>{posts}</div></amp-live-list>')


def _records(vector: str) -> list[dict[str, Any]]:
    return [
        {
            "id": value if number == 30 else number,
            "date": f"2026-03-14T11:{number}:00Z",
            "title": value,
            "body": body,
            "author": {"name": value},
            "url": value,
            "image": {"url": value, "alt": value},
            "tags": [value],
        }
        for number, value, body in zip((30, 31, 32), _apart(vector), _bodies(vector), strict=True)
    ]


def _state(vector: str) -> Way:
    value = {"props": {"title": vector, "description": vector, "posts": _records(vector)}}
    return _document(f"<p>{_WORDS}</p>", _script("application/json", value, id="__NEXT_DATA__"))


def _assigned(vector: str) -> Way:
    return _document(f"<script>window.__STATE__ = {json.dumps({'posts': _records(vector)})};</script>")


def _data(vector: str) -> Way:
    return _page(json.dumps({"title": vector, "posts": _records(vector)}), "json")


def _xml(vector: str) -> Way:
    posts = "".join(
        f"<post id='{number}'><date>2026-03-14T11:{number}:00Z</date><title>{html.escape(value)}</title>"
        f"<author>{html.escape(value)}</author>"
        f"<body>{html.escape(body) if number % 2 else f'<![CDATA[{body}]]>'}</body></post>"
        for number, value, body in zip((30, 31, 32), _apart(vector), _bodies(vector), strict=True)
    )
    return _page(f"<?xml version='1.0'?><liveblog><posts>{posts}</posts></liveblog>", "xml")


def _text(vector: str) -> Way:
    told = (_WORDS, _FERRY, _CRANE, _NIGHT, _HURT, _TUG)
    folded = " ".join(vector.split())
    blocks = (
        f"{11 - n // 3}:{45 - n % 3 * 15}\n\n{told[n]} {folded}\n\n{told[n - 5]} {told[n - 4]}\n\n{vector} {n}"
        for n in range(6)
    )
    return _page("Harbour live: all updates of the storm\n\n" + "\n\n".join(blocks), "text")


def _clocks(vector: str) -> Way:
    quoted = html.escape(vector)
    posts = (
        f"<p><strong>11:{minute} {quoted}</strong></p><p>{_WORDS}</p><p>{words}</p>"
        for minute, words in ((45, _WORDS), (30, quoted), (20, _WORDS), (15, vector))
    )
    return _document(f"<article>{''.join(posts)}</article>")


def _script(kind: str, value: Any, id: str = "") -> str:
    """As a careful publisher writes it, who lets no value end the script."""
    text = json.dumps(value).replace("</", "<\\/").replace("<!--", "<\\u0021--")
    return f'<script id="{id}" type="{kind}">{text}</script>'


def _raw_json_ld(vector: str) -> Way:
    return _document(f"<script type='application/ld+json'>{json.dumps(_live_blog_posting(vector))}</script>")


def _service(kind: Callable[[Story], Play]) -> Callable[[str], Way]:
    def way(vector: str) -> Way:
        values = zip((3, 2, 1), _apart(vector), _bodies(vector), strict=True)
        said = [
            Said(id=1000 + n, minute=n, title=value, html=body, author=value) for n, value, body in values
        ]
        play = kind(Story(said))
        return Way(Page(play.url, play.page()), _Service(play))

    return way


_SERVICES = (Arena, Automattic, EasyLiveblogs, Norkon, Superdesk, Tickaroo, TwentyFourLiveBlog)
WAYS: dict[str, Callable[[str], Way]] = {
    "JSON-LD": _json_ld,
    "JSON-LD, unescaped": _raw_json_ld,
    "elements": _markup,
    "microdata": _microdata,
    "AMP": _amp,
    "page data": _state,
    "script variable": _assigned,
    "JSON document": _data,
    "XML document": _xml,
    "text": _text,
    "clock headings": _clocks,
    **{f"service: {kind.name}": _service(kind) for kind in _SERVICES},
}


def blogs(vector: str) -> Iterator[tuple[str, LiveBlog | None]]:
    """The live blog that each way makes of a vector, or None where the page is refused."""
    for name, way in WAYS.items():
        yield name, way(vector).read()

"""A made-up live-blog page of N posts in the markup that the Independent's has: what the benchmark reads."""

import json
import random
from datetime import UTC, datetime, timedelta
from html import escape
from typing import Any

URL = "https://www.harbour-gazette.example/news/north-harbour-fire-live-b4711.html"
STATIC = "https://static.harbour-gazette.example"
FIRST = datetime(2025, 3, 12, 7, 18, 5, tzinfo=UTC)
TITLE = "North Harbour fire live: Crews hold the line at the grain store"

_TEXT = """
the a of and to on by with from quay harbour ferry crane tide watchman engine smoke barley warehouse rope loft
pier north south wind water crew bridge firefighters fire tug chief said told asked closed burned turned
sailed waited nobody everybody before after until again under over beyond morning
"""
WORDS = _TEXT.split()
AUTHORS = ("Mara Quill", "Piet Aalders", "Lotte Brandt")
ORGANISATION = {
    "@type": "Organization",
    "@context": "https://schema.org",
    "name": "Harbour Gazette",
    "url": "https://www.harbour-gazette.example",
    "logo": {"@type": "ImageObject", "url": f"{STATIC}/img/logo.png", "width": 504, "height": 60},
}


def page(posts: int, *, seed: int = 1) -> str:
    """The page's HTML, newest post first; the same for the same arguments."""
    dice = random.Random(seed)
    made = [_post(number, dice) for number in range(posts, 0, -1)]
    items = []
    for place, post in enumerate(made):
        items.append(_item(post))
        if place % 8 == 3:
            items.append(_advertisement(post))
    return _PAGE.format(
        title=escape(TITLE),
        url=URL,
        json_ld=json.dumps(_json_ld(made), ensure_ascii=False).replace("</", "<\\/"),
        items="".join(items),
        style="".join(f".sc-{n:x}{{margin:{n % 9}px;padding:0 {n % 7}px}}" for n in range(800)),
        script="".join(f"window.slots.push(['unit-{n}',{n * 37 % 1000}]);" for n in range(400)),
    )


def _post(number: int, dice: random.Random) -> dict[str, Any]:
    published = FIRST + timedelta(seconds=number * 97)
    return {
        "number": 1_288_000 + number,
        "published": published,
        # As on the real page: JSON-LD has when the post was made in the CMS, the page when it was shown.
        "created": published - timedelta(seconds=dice.randrange(20, 200)),
        "title": _sentence(dice, 7, 12)[:-1],
        "author": dice.choice(AUTHORS),
        "paragraphs": [
            " ".join(_sentence(dice, 10, 22) for _ in range(dice.randrange(1, 4)))
            for _ in range(dice.randrange(3, 6))
        ],
        "caption": _sentence(dice, 8, 14)[:-1],
    }


def _sentence(dice: random.Random, least: int, most: int) -> str:
    return " ".join(dice.choices(WORDS, k=dice.randrange(least, most))).capitalize() + "."


def _json_ld(posts: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "@context": "http://schema.org",
        "@type": "LiveBlogPosting",
        "url": URL,
        "headline": TITLE,
        "description": "<p>A fire on the north quay has burned since before dawn.</p>",
        "datePublished": _iso(FIRST),
        "dateModified": _iso(posts[0]["published"]) if posts else _iso(FIRST),
        "coverageStartTime": _iso(FIRST),
        "publisher": ORGANISATION,
        "author": {"@type": "Person", "name": AUTHORS[0]},
        "liveBlogUpdate": [
            {
                "@type": "BlogPosting",
                "headline": post["title"],
                "url": f"{URL}/#liveblogPost{post['number']}",
                "datePublished": _iso(post["created"]),
                "dateModified": _iso(post["created"]),
                "mainEntityOfPage": URL,
                "author": {"@type": "Person", "name": post["author"]},
                "articleBody": "\n".join(post["paragraphs"]),
                "publisher": ORGANISATION,
                "image": {
                    "@type": "ImageObject",
                    "url": f"{STATIC}/lead.jpg",
                    "width": "1280",
                    "height": "853",
                },
            }
            for post in posts
        ],
    }


def _iso(time: datetime) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _item(post: dict[str, Any]) -> str:
    ident, created = f"post-{post['number']}", int(post["created"].timestamp()) * 1000
    shown = int(post["published"].timestamp())
    paragraphs = [
        f'<div class="sc-nar43b-0 bfgUNg"><p>{escape(text)}</p></div>' for text in post["paragraphs"]
    ]
    link = f'<a href="/news/harbour-{post["number"]}-b4602.html">as we reported earlier</a>'
    paragraphs[-1] = paragraphs[-1].replace("</p>", f" {link}</p>")
    return _ITEM.format(
        ident=ident,
        created=created,
        iso=_iso(post["published"]),
        shown=shown,
        title=escape(post["title"]),
        paragraphs="".join(paragraphs),
        image=f"{STATIC}/2025/03/12/{post['number']}.jpg",
        caption=escape(post["caption"]),
        author=post["author"],
        date=f"{post['published']:%d %B %Y %H:%M}",
    )


def _advertisement(post: dict[str, Any]) -> str:
    return (
        f'<div class="sc-199vr1k-0 cJbFqI mobile-only" data-sort-time="{int(post["created"].timestamp())}" '
        f'id="ad-{post["number"]}"><div content="Advertisement" class="sc-199vr1k-1 hMMFIe">'
        '<div data-mpu="true" data-is-video="false" data-tile-name="blog_mpu_1"></div></div></div>'
    )


_ITEM = (
    '<div data-sort-time="{created}" data-update-time="{created}" id="{ident}" class="sc-nbhw5o-0 ctVMcx">'
    '<a href="#{ident}" class="sc-nbhw5o-1 gJWtud"><amp-timeago layout="fixed-height" height="20" '
    'datetime="{iso}" locale="en" class="i-amphtml-layout-fixed-height" style="height:20px;" '
    'i-amphtml-layout="fixed-height">{shown}</amp-timeago></a><div class="sc-nbhw5o-2 dXHukn">'
    '<h3 class="sc-nbhw5o-7 biLMeI">{title}</h3>{paragraphs}'
    '<figure class="sc-482ou5-0 kxcXjT image align-none"><div class="sc-482ou5-3 kYbiEF">'
    '<amp-img src="{image}" srcset="{image}?quality=75&amp;width=640&amp;auto=webp 640w" alt="{caption}" '
    'height="683" width="1024" layout="responsive"></amp-img></div>'
    '<figcaption class="sc-124m7nc-0 dtOQNJ caption">{caption} <div class="sc-482ou5-1 jSaVyv copyright">'
    '(Harbour Gazette)</div></figcaption></figure></div><div class="sc-nbhw5o-3 fKnHUp">'
    '<div class="sc-nbhw5o-4 fMyNwz"><span class="sc-nbhw5o-5 iRoLzu">{author}</span>'
    '<span class="sc-nbhw5o-6 bcWdMj">{date}</span></div></div></div>'
)

_PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} | Harbour Gazette</title>
<link rel="canonical" href="{url}"><meta property="og:site_name" content="Harbour Gazette">
<meta property="og:title" content="{title}"><meta property="og:type" content="article">
<style>{style}</style><script>window.slots=[];{script}</script>
<script type="application/ld+json">{json_ld}</script></head><body>
<header><nav><ul><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main><article><h1>{title}</h1><p class="standfirst">A fire has burned on the quay since before dawn.</p>
<div class="related"><h3>Recommended</h3><ul><li class="related-item"><a href="/news/bridge-b4602.html">
Why the swing bridge is always the last to hear</a></li></ul></div>
<aside class="js-key-points"><h2>Key points</h2><ul><li>The grain store is out of danger</li></ul></aside>
<amp-live-list id="north-harbour-fire" data-max-items-per-page="10">
<button update on="tap:north-harbour-fire.update">Show latest update</button>
<div items>{items}</div></amp-live-list></article>
<nav class="topics"><h3>More about</h3><a href="/topic/harbour">Harbour</a></nav></main>
<footer><p>© 2025 Harbour Gazette. All rights reserved.</p></footer></body></html>
"""

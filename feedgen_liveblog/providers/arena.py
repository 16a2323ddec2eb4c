"""Arena: a live blog of a site's, read from its cached JSON."""

from typing import Any
from urllib.parse import parse_qs, quote

from feedgen_liveblog import urls
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.jsonpick import epoch, items, mapping, pick, text
from feedgen_liveblog.model import Getter, RawBlog, RawPost
from feedgen_liveblog.page import Page
from feedgen_liveblog.providers import embed, paging

NAME = "Arena"
_HOSTS = {"eu": "https://cached-api.eu.arena.im", "": "https://cached-api.arena.im"}
_FRAME = expression(r"\.arena\.im/embed/([\w.-]+)/([\w.-]+)")


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The live blog that a page embeds, newest post first."""
    if not embed.mentions(page, "arena-liveblog", "arena-live", "arena.im"):
        return None
    found = _embedded(page)
    if found is None:
        return None
    site, slug = found
    host = _HOSTS["eu" if ".eu.arena.im/" in page.text else ""]
    event: dict[str, Any] = {}

    def read(data: Any) -> paging.Answer | None:
        event.update(mapping(pick(data, "eventInfo")))
        posts = items(pick(data, "posts"))
        return None if posts is None else paging.answer(posts, _post)

    url = f"{host}/v1/liveblog/{quote(site)}/{quote(slug)}"
    walk = paging.walk(page, get, url, read, name=NAME)
    # Nobody says how many posts the cached answer holds, so it is not called complete.
    return RawBlog(
        format="arena",
        posts=walk.posts,
        confidence=1.0,
        namespace=f"arena/{site}/{slug}",
        title=text(event.get("name")),
        summary=text(event.get("description")),
        published=epoch(event.get("createdAt")),
        updated=epoch(event.get("modifiedAt")),
        notes=walk.notes,
    )


def _embedded(page: Page) -> tuple[str, str] | None:
    """Site and slug: attributes of the element, or parameters of the script or frame."""
    for element in page.root.xpath('//*[@id="arena-live" or contains(@class, "arena-liveblog")]'):
        site, slug = element.get("data-publisher"), element.get("data-event")
        if site and slug:
            return site, slug
    for url in embed.sources(page):
        if "arena.im/" not in url:
            continue
        if frame := _FRAME.search(url):
            return frame[1], frame[2]
        query = parse_qs(urls.split(url).query)
        if "arenalib.js" in url and "p" in query and "e" in query:
            return query["p"][0], query["e"][0]
    return None


def _post(item: Any) -> RawPost | None:
    message = pick(item, "message")
    title, body = text(pick(message, "title")), text(pick(message, "text"))
    if not (title or body):
        return None
    author = text(pick(item, "sender", "displayName"))
    return RawPost(
        id=next((id for key in ("_id", "key", "id") if (id := text(pick(item, key)))), None),
        published=epoch(pick(item, "createdAt")),
        updated=epoch(pick(item, "updatedAt")),
        title=title,
        html=body,
        authors=(author,) if author else (),
    )

"""Norkon Live Center: a channel of a tenant's, read from its CDN's BulletinFeed."""

import re
from typing import Any

from feedgen_liveblog import urls
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.jsonpick import epoch, flag, items, mapping, number, pick, text
from feedgen_liveblog.model import Getter, RawBlog, RawPost
from feedgen_liveblog.page import Page
from feedgen_liveblog.providers import embed, paging

NAME = "Norkon Live Center"
_FEED = "https://livecentercdn.norkon.net/BulletinFeed"
_FRAME = expression(r"/frame/([\w.-]+)/(\d+)(?:[/?#]|$)")
_TENANT = expression(r"norkon\.net/(?:frame|BulletinFeed|LiveCenter/Extension(?:Js|Css))/([\w.-]+)")
_CONTENT = expression(r"setJsonContent\(\s*['\"]([\w.-]+)['\"]\s*,\s*['\"]?(\d+)")
_START = expression(r"NcPosts\.start\(\s*\{(.{0,2000}?)\}\s*\)", re.S)
_TENANT_KEY = expression(r"\btenantKey['\"]?\s*:\s*['\"]([\w.-]+)")
_CHANNEL_ID = expression(r"\bchannelId['\"]?\s*:\s*['\"]?(\d+)")
# Sky's pages name the channel only.
_TENANTS = {"skysports.com": "sky-sports-prod"}


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The channel that a page embeds, newest post first."""
    if not embed.mentions(page, "norkon", "NcPosts.start", "live-center-embed", "setJsonContent"):
        return None
    found = _embedded(page)
    if found is None:
        return None
    feed = f"{_FEED}/{'/'.join(found)}"

    def read(data: Any) -> paging.Answer | None:
        result = pick(data, "result")
        # The first answer and the older ones call the list differently.
        bulletins = items(pick(result, "addedOrChanged") or pick(result, "bulletins") or [])
        if not isinstance(result, dict) or bulletins is None:
            return None
        ids = [id for bulletin in bulletins if (id := number(pick(bulletin, "id"))) is not None]
        older = ids and flag(pick(result, "hasMore"))
        return paging.answer(bulletins, _post, next=f"{feed}/EarlierObj/{min(ids)}/" if older else None)

    walk = paging.walk(page, get, f"{feed}/Initial/", read, name=NAME)
    return RawBlog(
        format="norkon",
        posts=walk.posts,
        confidence=1.0,
        namespace="norkon/" + "/".join(found),
        complete=walk.complete,
        notes=walk.notes,
    )


def _embedded(page: Page) -> tuple[str, str] | None:
    """Tenant and channel, by whichever of the four ways the page embeds them."""
    for url in embed.sources(page):
        if "norkon" in url and (frame := _FRAME.search(url)):
            return frame[1], frame[2]
    for script in embed.scripts(page, "setJsonContent"):
        if content := _CONTENT.search(script):
            return content[1], content[2]
    for script in embed.scripts(page, "NcPosts.start"):
        for start in _START.findall(script):
            if (tenant := _TENANT_KEY.search(start)) and (channel := _CHANNEL_ID.search(start)):
                return tenant[1], channel[1]
    channels = page.root.xpath("//@data-norkon-channel-id")
    tenant_key = _tenant(page)
    if channels and tenant_key and (id := re.fullmatch(r"\s*(\d+)\s*", channels[0])):
        return tenant_key, id[1]
    return None


def _tenant(page: Page) -> str | None:
    if named := _TENANT.search(page.text) or _TENANT_KEY.search(page.text):
        return named[1]
    host = urls.split(page.url).hostname or ""
    return next((key for domain, key in _TENANTS.items() if f".{host}".endswith(f".{domain}")), None)


def _post(item: Any) -> RawPost | None:
    id = text(pick(item, "id"))
    content = mapping(pick(item, "content"))
    if id is None or not (text(item.get("title")) or text(content.get("html"))):
        return None
    author = text(item.get("authorName"))
    return RawPost(
        id=id,
        published=epoch(item.get("created")),
        updated=epoch(item.get("updated")),
        title=text(item.get("title")),
        html=text(content.get("html")),
        authors=(author,) if author else (),
    )

"""Al Jazeera (English, Arabic): the page lists the ids of all posts, its GraphQL gives each of them."""

from itertools import chain
from typing import Any
from urllib.parse import quote, urljoin

from feedgen_liveblog.errors import FetchError, NotALiveBlog
from feedgen_liveblog.jsonpick import epoch, items, mapping, pick, text
from feedgen_liveblog.lists.values import named
from feedgen_liveblog.model import Getter, RawBlog, RawPost
from feedgen_liveblog.page import Page

MATCH = r"^https?://(?:www\.)?aljazeera\.(?:com|net)/.*liveblog/"
_QUERY = "/graphql?wp-site={}&operationName=LiveBlogUpdateQuery&variables={}&extensions={{}}"
_VARIABLES = '{{"postID":{},"postType":"liveblog-update","preview":"","isAmp":false}}'
# A post gets corrected soon after it was written: the newest are read on each run.
_AGAIN = 5


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The posts down to those that are known; None where the page lists none, or none can be had."""
    state = chain.from_iterable(mapping(value).values() for _, value in page.state)
    listed = next((items(node["childrenMeta"]) for node in state if pick(node, "childrenMeta")), None) or []
    times = {id: epoch(pick(meta, "publishedTime")) for meta in listed if (id := text(pick(meta, "id")))}
    site = "aja" if "aljazeera.net" in page.url else "aje"
    posts: list[RawPost] = []
    notes: tuple[str, ...] = ()
    for number, id in enumerate(times):
        if number >= _AGAIN and id in get.known:
            break
        url = urljoin(page.url, _QUERY.format(site, quote(_VARIABLES.format(id))))
        try:
            update = pick(get(url, headers={"wp-site": site}).data, "data", "posts")
        except (FetchError, NotALiveBlog) as error:
            notes = (f"older posts left out: {error}",)
            break
        posts += [_post(id, update, times[id])] if text(pick(update, "content")) else []
    if not posts:
        return None
    return RawBlog(
        format="aljazeera",
        posts=tuple(posts),
        confidence=1.0,
        namespace=f"aljazeera/{site}",
        inventory=tuple(times),
        complete=not notes,
        notes=notes,
    )


def _post(id: str, update: Any, time: str | None) -> RawPost:
    changed = text(pick(update, "modified_gmt"))
    return RawPost(
        id=id,
        url=f"?update={id}",
        published=time or text(pick(update, "date")),
        updated=changed and f"{changed}Z",
        title=text(pick(update, "title")),
        html=text(pick(update, "content")),
        authors=named(pick(update, "author")),
    )

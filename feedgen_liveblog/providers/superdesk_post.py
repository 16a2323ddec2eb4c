"""One post of Superdesk Live Blog, from its API's JSON or as its themes show it."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

from feedgen_liveblog.jsonpick import flag, items, pick, text
from feedgen_liveblog.model import RawPost
from feedgen_liveblog.providers import embed

_IS_ITEM = 'contains(concat(" ", @class, " "), " lb-item ")'
_ITEMS = f".//*[{_IS_ITEM}][not(ancestor::*[{_IS_ITEM}])]"


def published(post: Any) -> bool:
    """Whether a post of the API is out: not deleted, submitted, a draft, or a comment under review."""
    return not flag(pick(post, "deleted")) and pick(post, "post_status") in (None, "open")


def from_json(post: Any) -> RawPost | None:
    """A post of the API, its parts one after the other; None if it has no id."""
    id = text(pick(post, "_id"))
    if id is None:
        return None
    parts = list(_parts(post))
    # The text of a part may close the element round it: each needs one of its own.
    body = "".join(f"<div>{markup}</div>" for part in parts if (markup := _markup(part)))
    people = [pick(part, "commenter") for part in parts]
    people += [pick(post, "original_creator", "display_name"), pick(post, "publisher", "display_name")]
    return RawPost(
        id=id,
        published=text(post.get("published_date")) or text(post.get("firstcreated")),
        updated=text(post.get("content_updated_date")) or text(post.get("_updated")),
        html=body or None,
        authors=tuple(name for person in people if (name := text(person)))[:1],
        tags=_tags(flag(post.get("sticky")), flag(post.get("lb_highlight")) or flag(post.get("highlight"))),
    )


def _parts(post: Any) -> Iterator[Any]:
    for group in items(pick(post, "groups")) or []:
        for ref in items(pick(group, "refs")) or []:
            if isinstance(part := pick(ref, "item"), Mapping):
                yield part


def _markup(part: Any) -> str | None:
    found = text(pick(part, "text")) or text(pick(part, "meta", "html"))
    url = text(pick(part, "meta", "original_url"))
    return found or (f'<a href="{escape(url)}">{escape(url)}</a>' if url else None)


def from_element(element: Any) -> RawPost:
    """A post as the themes write it: `article.lb-post[data-post-id]`."""

    def first(path: str) -> str | None:
        return next((value for found in element.xpath(path) if (value := str(found).strip())), None)

    author = first('.//*[contains(@class, "lb-author__name")]/text()')
    return RawPost(
        id=element.get("data-post-id"),
        # The time shown is wrong in some themes (months for minutes); the attribute is right.
        published=first('.//*[contains(@class, "lb-post-date")]/@data-js-timestamp'),
        updated=first('.//*[contains(@class, "lb-post-updated-time")]/@data-js-timestamp'),
        html="".join(map(embed.inner, element.xpath(_ITEMS))) or None,
        authors=(author,) if author else (),
        tags=_tags(
            element.get("data-post-sticky") == "true", "lb-post--highlighted" in (element.get("class") or "")
        ),
    )


def _tags(pinned: bool, highlighted: bool) -> tuple[str, ...]:
    return ("pinned",) * pinned + ("key event",) * highlighted

"""The readable page: a live blog as one HTML document, for people, without a script."""

import hashlib
from collections.abc import Iterator
from datetime import date

from lxml.etree import _Element

from feedgen_liveblog.model import LiveBlog
from feedgen_liveblog.render.entry import Entry, Head, entries, head, public, scrubbed
from feedgen_liveblog.render.html_body import REL, fitted
from feedgen_liveblog.render.html_document import FEEDS, Clock, E, day, document, host, ours, row
from feedgen_liveblog.render.links import NO_LINKS, FeedLinks
from feedgen_liveblog.render.title import visible

_MARKS = ("key event", "breaking", "pinned", "summary")
_KEY = "key event"
_LONG = 200  # posts, from which on those out of sight are not laid out

Days = dict[date, dict[int, list[Entry]]]


def htmlpage(blog: LiveBlog, *, feed_url: str | None = None, links: FeedLinks | None = None) -> bytes:
    """The blog as a page in UTF-8; `feed_url` is where people will open it.

    It says of the times of fetching only what does not change while the blog does not: when its last news was
    fetched.
    """
    blog, links = scrubbed(blog), links or NO_LINKS
    top, clock, posts = head(blog), Clock(blog.zone), list(entries(blog))
    words = ours(top.language)
    days: Days = {}
    for entry in posts:
        local = clock.local(entry.published or entry.updated)
        days.setdefault(local.date(), {}).setdefault(local.hour, []).append(entry)
    key = [entry for entry in posts if _KEY in _marks(entry)]
    feeds = [E.link(rel="alternate", type=FEEDS[f][1], title=FEEDS[f][0], href=url) for f, url in links.feeds]
    canonical = [E.link(rel="canonical", href=feed_url)] if feed_url else []
    main = E.main({"id": "posts"}, *_key_events(key, clock, words), *_days(days, clock, words))
    if len(posts) > _LONG:
        main.set("class", "long")
    if not posts:
        main.append(E.p(words, "There are no posts yet."))
    return document(
        top.title,
        top.language,
        (*canonical, *feeds),
        E.a(words | {"href": "#posts", "class": "skip"}, "Skip to the posts"),
        _masthead(blog, top, posts, clock, links, words),
        *_jumps(days, words),
        main,
        _colophon(top, clock, links, words),
        summary=top.summary,
    )


def fragment(guid: str) -> str:
    """The id of a post's element, and so what follows '#' in the post's permalink: the same for ever."""
    return "p" + hashlib.sha256(guid.encode(errors="replace")).hexdigest()[:12]


def _masthead(
    blog: LiveBlog, top: Head, posts: list[Entry], clock: Clock, links: FeedLinks, words: dict[str, str]
) -> _Element:
    state = [E.span({"class": "closed"}, "Closed") if blog.closed else E.span({"class": "live"}, "Live")]
    if links.index:
        state.append(E.a("All live blogs", href=links.index))
    facts = []
    if posts:
        count = len(posts)
        last = clock.moment(max(entry.published or entry.updated for entry in posts))
        facts.append(E.span(f"{count} post{'s' if count > 1 else ''}, the last on ", last))
    if top.url:
        facts.append(E.a(f"Original at {host(top.url)}", href=top.url, rel=REL))
    parts = [row(words | {"class": "state"}, state), E.h1(top.title)]
    if top.summary:
        parts.append(E.p({"class": "lead"}, top.summary))
    parts.append(row(words | {"class": "facts"}, facts))
    if links.feeds:
        feeds = (E.a(FEEDS[f][0], href=url, type=FEEDS[f][1]) for f, url in links.feeds)
        parts.append(row(words | {"class": "feeds"}, [E.span("Subscribe"), *feeds]))
    return E.header(*parts)


def _jumps(days: Days, words: dict[str, str]) -> Iterator[_Element]:
    """Links to each day and hour; only the newest day is unfolded."""
    if sum(map(len, days.values())) < 2:
        return
    nav = E.nav(words | {"aria-label": "Days and hours"})
    for number, (moment, hours) in enumerate(days.items()):
        links = (E.li(E.a(f"{hour:02}:00", href=f"#{_hour(moment, hour)}")) for hour in hours)
        fold = E.details(E.summary(day(moment)), E.ul(*links))
        if not number:
            fold.set("open", "open")
        nav.append(fold)
    yield nav


def _key_events(key: list[Entry], clock: Clock, words: dict[str, str]) -> Iterator[_Element]:
    """The key events as a list that leads to them, and a box that hides all else; both without a script."""
    if not key:
        return
    rows = (
        E.li(
            clock.time(entry.published or entry.updated),
            " ",
            E.a(entry.title, href=f"#{fragment(entry.post.guid)}"),
        )
        for entry in key
    )
    yield E.details({"class": "events"}, E.summary(words, f"Key events ({len(key)})"), E.ol(*rows))
    yield E.p(
        words | {"class": "only"},
        E.label(E.input(type="checkbox", id="only"), " Show key events only"),
    )


def _days(days: Days, clock: Clock, words: dict[str, str]) -> Iterator[_Element]:
    for moment, hours in days.items():
        section = E.section(E.h2(words, day(moment)))
        for hour, posts in hours.items():
            block = E.div(
                {"id": _hour(moment, hour), "class": "hour"}, *(_post(post, clock, words) for post in posts)
            )
            section.append(block)
        yield section


def _post(entry: Entry, clock: Clock, words: dict[str, str]) -> _Element:
    post, anchor, marks = entry.post, fragment(entry.post.guid), _marks(entry)
    title = visible(post.title)
    # The time stands for a headline that is not there: each post can be gone to by its heading.
    when = (E.p if title else E.h3)(
        {"class": "when"}, E.a(clock.time(entry.published or entry.updated), href=f"#{anchor}")
    )
    when.extend(E.span(words | {"class": "mark"}, mark.capitalize()) for mark in marks)
    article = E.article({"id": anchor}, when)
    if _KEY in marks:
        article.set("class", "key")
    if title:
        article.append(E.h3(title))
    if post.authors:
        article.append(E.p({"class": "by"}, ", ".join(post.authors)))
    article.append(fitted(entry.html, 3))
    article.extend(_footer(entry, clock, words))
    article.tail = "\n"
    return article


def _footer(entry: Entry, clock: Clock, words: dict[str, str]) -> Iterator[_Element]:
    post, parts = entry.post, []
    if entry.published and entry.updated > entry.published:
        same = clock.local(entry.updated).date() == clock.local(entry.published).date()
        parts.append(E.span("Updated ", clock.time(entry.updated) if same else clock.moment(entry.updated)))
    if post.url and public(post.url):
        parts.append(E.a("Original post", href=post.url, rel=REL))
    if post.source and public(post.source[1]):
        parts.append(E.span("From ", E.a(post.source[0] or post.source[1], href=post.source[1], rel=REL)))
    others = [tag for tag in post.tags if tag.casefold() not in _MARKS]
    if others:
        parts.append(E.span("Tags: " + ", ".join(others)))
    if parts:
        yield E.footer(row(words, parts))


def _colophon(top: Head, clock: Clock, links: FeedLinks, words: dict[str, str]) -> _Element:
    lines = []
    if links.prev_archive:
        lines.append(
            E.p(E.a("Older posts, as a feed", href=links.prev_archive, rel="prev", type=FEEDS["atom"][1]))
        )
    lines.append(E.p(f"All times are {clock.name}."))
    if links.fetched:
        said = ". A look that brings nothing new leaves this page as it is."
        lines.append(E.p("The last news was fetched on ", clock.moment(links.fetched), said))
    source = f"The texts and pictures are those of {host(top.url)}. " if top.url else ""
    lines.append(E.p(source + "Made by feedgen-liveblog. ", E.a("Back to the top", href="#")))
    return E.footer(words, *lines)


def _marks(entry: Entry) -> list[str]:
    tags = {tag.casefold() for tag in entry.post.tags}
    return [mark for mark in _MARKS if mark in tags]


def _hour(moment: date, hour: int) -> str:
    return f"t{moment.isoformat()}T{hour:02}"

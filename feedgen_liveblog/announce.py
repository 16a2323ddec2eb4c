"""WebSub: a blog's hub is told of each change of its feeds, so that readers have it at once (docs/push.md)."""

import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import quote

from feedgen_liveblog.config import Blog
from feedgen_liveblog.errors import LiveblogError
from feedgen_liveblog.fetch import AGENT, Limits, Run
from feedgen_liveblog.history.dues import Due
from feedgen_liveblog.history.publish import feed_files
from feedgen_liveblog.web.posting import post

log = logging.getLogger(__name__)

_PATIENCE = 10.0  # seconds for all that a hub is told in one poll, retries included
_POLLS = 5  # in a row in which a hub may fail, until a change is given up


class Announced(NamedTuple):
    """The feeds, by key, of which the hub was told; or why it was not."""

    feeds: tuple[str, ...] = ()
    failed: LiveblogError | None = None


def announce(
    blog: Blog, files: Mapping[str, str], last: Due | None, due: Due, *, limits: Limits, run: Run
) -> tuple[Announced | None, Due]:
    """Tells the blog's hub of those of its feeds that are not as they were when it was told last.

    `files` are their versions by key; `last` is what was written down at the last poll, and `due` what will be,
    which is returned with what was told: a kill before it is written costs a second telling, and none is lost.
    Raises nothing: a hub that fails is asked again at the next polls.
    """
    told, unheard = (last.told, last.unheard) if last else ({}, 0)
    versions = {key: files[key] for key in feed_files(blog).values() if key in files}
    news = tuple(key for key, version in versions.items() if told.get(key) != version)
    if not blog.hub or not blog.base_url or not news:
        return None, replace(due, told=told if blog.hub else {}, unheard=unheard)
    limits = replace(limits, deadline=min(limits.deadline, _PATIENCE / len(news)))
    try:
        for key in news:
            _tell(blog.hub, blog.base_url + quote(key), limits, run)
    except LiveblogError as error:
        given_up = unheard + 1 >= _POLLS
        log.warning("%s: the hub was not told%s: %s", blog.name, ", nor will be" if given_up else "", error)
        return Announced(failed=error), replace(due, told=versions if given_up else told, unheard=unheard + 1)
    log.info("%s: the hub was told of %s", blog.name, ", ".join(news))
    return Announced(feeds=news), replace(due, told=versions)


def _tell(hub: str, topic: str, limits: Limits, run: Run) -> None:
    """One ping. How a publisher pings is not in the standard: `hub.url` is what hubs agree on (PubSubHubbub
    0.4), some of them look at `hub.topic`."""
    form = {"hub.mode": "publish", "hub.url": topic, "hub.topic": topic}
    post(hub, form, headers={"User-Agent": AGENT}, limits=limits, run=run)

"""Which version of ours, and which settings, a state is of; and what the next one is to be."""

import hashlib
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from feedgen_liveblog import __version__
from feedgen_liveblog.clean import clean
from feedgen_liveblog.config import Blog
from feedgen_liveblog.history.memory import Memory
from feedgen_liveblog.history.state import State
from feedgen_liveblog.history.story import Story
from feedgen_liveblog.history.turning import Bearing
from feedgen_liveblog.model import Post

if TYPE_CHECKING:
    from feedgen_liveblog.history.looking import Look

VERSION = __version__


def reading_changed(blog: Blog, state: State) -> bool:
    """Whether pages are now read in another way than when the state was written."""
    return (state.version, state.reading) != (VERSION, _reading(blog))


def posts(state: State) -> tuple[object, ...]:
    """What the published files say."""
    memory = state.memory
    return memory.blog, memory.gone, memory.archive, state.notice


def shown(state: State) -> tuple[object, ...]:
    """All that the published files are made of."""
    return posts(state), state.version, state.output


def next_state(
    blog: Blog,
    look: "Look | None",
    before: State | None,
    memory: Memory,
    notice: Post | None,
    bearing: Bearing | None = None,
    *,
    now: datetime,
) -> State:
    """The state after a look. Validators alone are not worth a write: the last will do for the same posts."""
    state, bearing = before, bearing or Bearing(story=before.story if before else None)
    same_page = None if bearing.anew else before
    same = before is not None and before.memory.blog == memory.blog
    if look and not (before and (bearing.aside or _tells_nothing(look, before, memory, bearing.story))):
        state = State(
            source=blog.url,
            memory=memory,
            validators=look.validators,
            files=before.files if before else {},
            from_first=look.from_first or bool(same_page and same_page.from_first),
            ends=look.ends or bool(same_page and same_page.ends),
        )
    assert state is not None, "without a look there is a state"
    return replace(
        state,
        source=blog.url,
        memory=memory,
        notice=notice,
        story=bearing.story,
        fetched=before.fetched if before and same else now.replace(microsecond=0),
        version=VERSION,
        reading=_reading(blog),
        output=_digest(blog.title, blog.base_url, blog.hub, blog.window),
    )


def cleaned(memory: Memory) -> Memory:
    """The memory with its posts cleaned by this version of ours, which may know more that is not safe."""
    safe = (replace(post, html=clean(post.html, base=memory.blog.url).html) for post in memory.blog.posts)
    return replace(memory, blog=replace(memory.blog, posts=tuple(safe)))


def _tells_nothing(look: "Look", before: State, memory: Memory, story: Story | None) -> bool:
    return (
        before.memory == memory
        and before.story == story
        and before.from_first >= look.from_first
        and before.ends >= look.ends
    )


def _reading(blog: Blog) -> str:
    headers = sorted(blog.headers.items())
    return _digest(blog.url, blog.tz, blog.selectors, blog.max_pages, blog.generic, headers)


def _digest(*values: object) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]

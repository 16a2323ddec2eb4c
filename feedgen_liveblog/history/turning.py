"""How a look bears on a story: at the page the feed is on, at one it was on, or at one it turns to."""

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from feedgen_liveblog.config import Blog
from feedgen_liveblog.history.memory import Memory
from feedgen_liveblog.history.story import Story, same
from feedgen_liveblog.model import LiveBlog

if TYPE_CHECKING:
    from feedgen_liveblog.history.looking import Look
    from feedgen_liveblog.history.state import State


class Turn(NamedTuple):
    """A decision to go on: `base` is the address that the feed was on, `story` what it is from then on."""

    base: str
    story: Story


class Bearing(NamedTuple):
    """The story after a look; `anew` if it is of another page than the last, `aside` if of a former one."""

    story: Story | None = None
    anew: bool = False
    aside: bool = False


def bearing(blog: Blog, before: "State | None", look: "Look") -> Bearing | None:
    """What a look is to the state; None where another run has turned elsewhere in the meantime."""
    story = before.story if before and before.source == blog.url else None
    on = story.current.url if story else blog.url
    if turn := look.turn:
        if same(on, turn.story.current.url):
            return Bearing(story=story)
        return Bearing(story=turn.story, anew=True) if same(on, turn.base) else None
    if story is None:
        return Bearing(anew=bool(before and before.story))
    if same(look.url, on):
        return Bearing(story=story)
    if blog.follow and story.was_on(look.url):
        return Bearing(story=story, aside=True)
    # `follow` was taken out of the configuration, and the feed is on its own page again.
    return Bearing(anew=True)


def turned(memory: Memory) -> Memory:
    """The memory before a look at another page: what was shown on the last one is not missing on this one."""
    head = (memory.blog.title, memory.blog.url)
    posts = (post if post.source else replace(post, source=head) for post in memory.blog.posts)
    return replace(
        memory,
        blog=replace(memory.blog, posts=tuple(posts)),
        shown=(),
        missed={},
        doubts={},
        doubted=None,
        stale=0,
    )


def beside(memory: Memory, live: LiveBlog) -> LiveBlog:
    """A look at a former page: it may bring posts and edits, but the feed's head and what is missing are not its."""
    return replace(memory.blog, posts=live.posts, deleted=live.deleted, inventory=None, gaps=True)

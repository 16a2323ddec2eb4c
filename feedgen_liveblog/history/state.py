"""The state file: what one feed remembers, as JSON, read with suspicion."""

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from feedgen_liveblog import __version__
from feedgen_liveblog.errors import StoreError
from feedgen_liveblog.history.codec import Misfit, from_json, to_json
from feedgen_liveblog.history.memory import Memory
from feedgen_liveblog.history.story import Story
from feedgen_liveblog.model import Post
from feedgen_liveblog.web.caching import Validators

FORMAT = 3  # 2 knows of stories, 3 has a seal; what is of an earlier one is read as it is
_SEALED = re.compile(rb'\{"seal":"([0-9a-f]{16})",')


class Unusable(StoreError):
    """A state that cannot be trusted: cut short, edited by hand, from a newer version or another feed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """All that is kept of a feed besides its published files.

    `source` is the configured URL. `version`, `reading` and `output` say by which of our versions, and with
    which settings, pages were read and files written (digests). `validators` are those of every URL that the
    last believed page took, or none if one of them had none. `files` are the versions of the published files
    as we wrote them. `from_first`: the story has been read back to its first post. `ends`: its pages end with
    the tag that ends a page, so that one without it is cut short. `fetched` is when the posts last changed.
    `notice` is an entry of our own in the feed: that its source cannot be read. `story` is None as long as the
    feed is on its configured page.
    """

    source: str
    memory: Memory
    version: str = __version__
    reading: str = ""
    output: str = ""
    validators: Mapping[str, Validators] = field(default_factory=dict)
    files: Mapping[str, str] = field(default_factory=dict)
    from_first: bool = False
    ends: bool = False
    fetched: datetime | None = None
    notice: Post | None = None
    story: Story | None = None


def dump(state: State) -> bytes:
    """The state as a JSON document."""
    document = {"format": FORMAT, "version": state.version} | to_json(state)
    return sealed(json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace"))


def sealed(document: bytes) -> bytes:
    """A JSON object with a digest of itself as its first field: what was edited by hand is not taken for ours."""
    return b'{"seal":"%b",%b\n' % (_digest(document[1:]), document[1:])


def _digest(rest: bytes) -> bytes:
    return hashlib.sha256(rest).hexdigest()[:16].encode()


def _is_intact(data: bytes) -> bool:
    seal = _SEALED.match(data)
    return seal is not None and seal[1] == _digest(data[seal.end() :].rstrip())


def load(data: bytes, where: str) -> State:
    """The state in a JSON document; raises Unusable, saying why."""
    try:
        document = json.loads(data)
        if not isinstance(document, dict):
            raise Misfit("no JSON object")
        number = document.pop("format", None)
        if type(number) is int and number > FORMAT:
            raise Unusable(f"is of a newer version of feedgen-liveblog (format {number})", where)
        if type(number) is not int or not 1 <= number <= FORMAT:
            raise Misfit(f"no state of a feed (format {number!r:.20})")
        if (document.pop("seal", None) is not None or number > 2) and not _is_intact(data):
            raise Misfit("was changed by something else than this program")
        state = from_json(State, document)
        for post in (*state.memory.blog.posts, *state.memory.leaving):
            _check(post)
    except (ValueError, RecursionError) as error:
        raise Unusable(f"cannot be used: {error}", where) from error
    return state


def _check(post: Post) -> None:
    if not post.guid or post.published is None or post.updated is None:
        raise Misfit(f"a post without {'times' if post.guid else 'an id'}")

"""The state file: all of it comes back, and nothing that is not a state is taken for one."""

import json
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedgen_liveblog.history import state
from feedgen_liveblog.history.memory import Gone, Memory, Record
from feedgen_liveblog.history.story import Stop, Story
from feedgen_liveblog.model import Image, LiveBlog, Post
from feedgen_liveblog.web.caching import Validators
from tests.memory.blogs import URL, after, page, post

_TEXT = st.text(st.characters(codec="utf-8"), max_size=20)
_NAME = st.text(st.characters(codec="utf-8"), min_size=1, max_size=20)
_TIME = st.datetimes(datetime(1990, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
_POST = st.builds(
    Post,
    guid=_NAME,
    url=st.none() | _TEXT,
    title=_TEXT,
    html=_TEXT,
    published=_TIME,
    updated=_TIME,
    authors=st.lists(_TEXT, max_size=2).map(tuple),
    images=st.lists(st.builds(Image, url=_TEXT, alt=_TEXT), max_size=2).map(tuple),
    tags=st.lists(_TEXT, max_size=2).map(tuple),
    digest=_TEXT,
    source=st.none() | st.tuples(_TEXT, _TEXT),
)
_POSTS = st.lists(_POST, max_size=3).map(tuple)
_RECORD = st.builds(
    Record,
    published=_TIME,
    updated=_TIME,
    digest=_TEXT,
    earlier=st.lists(_TEXT, max_size=2).map(tuple),
    stated=st.none() | _TIME,
    gone=st.booleans(),
)
_MEMORY = st.builds(
    Memory,
    blog=st.builds(
        LiveBlog,
        id=_NAME,
        title=_TEXT,
        url=_TEXT,
        posts=_POSTS,
        closed=st.booleans(),
        coverage_end=st.none() | _TIME,
        confidence=st.floats(0, 1),
    ),
    records=st.dictionaries(_NAME, _RECORD, max_size=2),
    shown=st.lists(_NAME, max_size=3).map(tuple),
    missed=st.dictionaries(_NAME, st.integers(0, 2), max_size=2),
    doubts=st.dictionaries(_NAME, _TEXT, max_size=2),
    stale=st.integers(0, 4),
    gone=st.dictionaries(_NAME, st.builds(Gone, when=_TIME, record=_RECORD), max_size=2),
    leaving=_POSTS,
    archive=st.integers(0, 10_000),
)
_STATE = st.builds(
    state.State,
    source=_NAME,
    memory=_MEMORY,
    validators=st.dictionaries(_NAME, st.builds(Validators, etag=st.none() | _TEXT), max_size=2),
    files=st.dictionaries(_NAME, _TEXT, max_size=2),
    from_first=st.booleans(),
    notice=st.none() | _POST,
    story=st.none()
    | st.builds(
        Story,
        stops=st.lists(
            st.builds(Stop, url=_NAME, home=_TEXT, title=_TEXT, since=st.none() | _TIME, why=_TEXT),
            min_size=1,
        ).map(tuple),
        copies=st.dictionaries(_NAME, _TEXT, max_size=2),
    ),
)


def again(data: bytes) -> bytes:
    """A state that was edited, sealed anew: what is wrong in it is found by itself."""
    return state.sealed(b"{" + data.partition(b",")[2].rstrip())


GOOD = state.dump(state.State(source=URL, memory=after(page(1, 2, 3), page(post(1, "b"), 2, 3)).memory))


@settings(max_examples=60, deadline=None)
@given(_STATE)
def test_what_is_kept_comes_back(kept: state.State):
    """Every field, to the microsecond and the character; and the same bytes again."""
    data = state.dump(kept)

    assert state.load(data, "x") == kept
    assert state.dump(state.load(data, "x")) == data


def test_a_state_of_the_first_format_is_read():
    """What was written before feeds could follow a story, and had a seal, is as good as it was."""
    old = b"{" + GOOD.partition(b",")[2].replace(b'"format":3', b'"format":1')

    assert state.load(old, "x") == state.load(GOOD, "x")
    assert state.load(old, "x").story is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"<p>first", b"<script>alert(1)</script><p>first"),
        (b"Post 2", b"Post two"),
        (b'"seal":"', b'"seal":"0'),
        (b'"seal":"', b'"lock":"'),
        (b",", b", "),
    ],
)
def test_what_was_edited_by_hand_is_not_trusted(old: bytes, new: bytes):
    """A state goes into the feed as it is; what somebody else wrote into it does not."""
    assert old in GOOD
    with pytest.raises(state.Unusable, match="was changed by something else than this program"):
        state.load(GOOD.replace(old, new, 1), "x")


def test_line_ends_do_not_break_the_seal():
    """A file that went through git or an editor that ends lines in its own way is the same file."""
    assert state.load(GOOD.rstrip() + b"\r\n", "x") == state.load(GOOD, "x")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "cannot be used"),
        (GOOD[: len(GOOD) // 2], "cannot be used"),
        (b"[]", "no JSON object"),
        (b"{}", "no state of a feed"),
        (b"\xff\xfe\x00", "cannot be used"),
        (b"[" * 100_000, "cannot be used"),
        (again(GOOD.replace(b'"format":3', b'"format":4')), "newer version of feedgen-liveblog"),
        (again(GOOD.replace(b'"format":3', b'"format":"1"')), "no state of a feed"),
        (again(GOOD.replace(b'"format":3', b'"format":0')), "no state of a feed"),
        (again(GOOD.replace(b'"posts":[', b'"posts":[1,')), "dict expected, not 1"),
        (again(GOOD.replace(b'"stale"', b'"stole"').replace(b'"shown"', b'"shewn"')), "no Memory: 'shewn'"),
        (again(GOOD.replace(b'"published":"2024', b'"published":"20x4')), "no time: '20x4"),
        (again(GOOD.replace(b':00Z"', b':00"')), "a time without a zone"),
        (again(GOOD.replace(b'"published":"2024-11-02T10:03:00Z",', b"", 1)), "a post without times"),
        (again(GOOD.replace(b'"guid":"tag', b'"guid":null,"g":"tag')), "cannot be used"),
    ],
)
def test_what_is_no_state_is_refused_with_a_reason(data: bytes, why: str):
    """Cut short, edited by hand, of a newer version: one line says what is wrong, whatever the bytes are."""
    assert data != GOOD
    with pytest.raises(state.Unusable, match=f"^x: .*{why}"):
        state.load(data, "x")


@settings(max_examples=200, deadline=timedelta(seconds=5))
@given(st.data())
def test_no_change_of_a_state_makes_it_fatal(data: st.DataObject):
    """Any value in any place: it is a state or it is Unusable, and nothing else happens."""
    document = json.loads(GOOD)
    node = document
    while isinstance(node, (dict, list)) and node:
        keys = sorted(node) if isinstance(node, dict) else range(len(node))
        key = data.draw(st.sampled_from(list(keys)))
        if not isinstance(node[key], (dict, list)) or data.draw(st.integers(0, 3)) == 0:
            node[key] = data.draw(
                st.none() | st.integers() | st.text(max_size=5) | st.lists(st.integers(), max_size=2)
            )
            break
        node = node[key]
    with suppress(state.Unusable):
        state.load(again(json.dumps(document, separators=(",", ":")).encode()), "x")

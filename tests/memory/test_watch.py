"""`watch` at heart: what it polls when, one fetch of a blog at a time, and when it ends."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from obstore.store import MemoryStore

from feedgen_liveblog import watch
from feedgen_liveblog.config import Blog, Config
from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.history import dues
from feedgen_liveblog.history.dues import Due
from feedgen_liveblog.history.keeping import Change
from feedgen_liveblog.pipeline import Outcome
from feedgen_liveblog.store_object import ObjectStore
from feedgen_liveblog.watch import Status, Watch

BLOGS = tuple(Blog(name=name, url=f"https://x.example/{name}", files={}) for name in ("a", "b"))
Answer = Callable[[Blog, int], Outcome]


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Callable[[Answer], tuple[Watch, list[str]]]:
    """A watch whose polls are answered by a function of the blog and how often it was polled before."""

    def make(answer: Answer) -> tuple[Watch, list[str]]:
        polled: list[str] = []
        under_way = {blog.name: threading.Lock() for blog in BLOGS}

        def poll(blog: Blog, *_: object, **__: object) -> Outcome:
            assert under_way[blog.name].acquire(blocking=False), "two fetches of one blog at once"
            polled.append(blog.name)
            try:
                return answer(blog, polled.count(blog.name))
            finally:
                under_way[blog.name].release()

        monkeypatch.setattr(watch, "poll", poll)
        store = ObjectStore(MemoryStore(), "memory:/")
        return Watch(Config(output="", blogs=BLOGS), store, clock=lambda: datetime.now(UTC)), polled

    return make


def due(blog: Blog, seconds: float | None) -> Due:
    at = None if seconds is None else datetime.now(UTC) + timedelta(seconds=seconds)
    return Due(url=blog.url, at=at)


def test_it_polls_each_blog_when_it_is_due_and_ends_when_all_are_closed(watched):
    """Each blog at its own pace; a closed one is not asked again; when all are closed, the watch is over."""
    ends = {"a": 3, "b": 1}
    told: list[str] = []

    def answer(blog: Blog, count: int) -> Outcome:
        next_poll = None if count == ends[blog.name] else 0.01
        return Outcome(blog=blog, change=Change(new=count), due=due(blog, next_poll))

    keeper, polled = watched(answer)

    assert keeper.watch(lambda status: told.append(status.blog.name)) is True
    assert (polled.count("a"), polled.count("b")) == (3, 1)
    assert sorted(told) == sorted(polled)
    assert [(status.new, status.next) for status in keeper.blogs] == [(6, None), (1, None)]


def test_a_failure_is_shown_and_the_blog_asked_again(watched):
    """What went wrong stays in its status until the next poll."""

    def answer(blog: Blog, count: int) -> Outcome:
        if blog.name == "a" and count == 1:
            return Outcome(blog=blog, failed=FetchError("refused", blog.url), due=due(blog, 0.01))
        return Outcome(blog=blog, change=Change(), due=due(blog, None))

    keeper, polled = watched(answer)
    failures: list[Status] = []
    keeper.watch(
        lambda status: failures.append(replace(status)) if status.outcome and status.outcome.failed else None
    )

    assert polled.count("a") == 2
    assert [str(status.outcome.failed) for status in failures if status.outcome] == [
        "https://x.example/a: refused"
    ]


def test_stop_ends_it_though_a_poll_hangs(watched):
    """Ctrl-C need not wait for a server that does not answer."""
    hang = threading.Event()

    def answer(blog: Blog, count: int) -> Outcome:
        hang.wait(20)
        return Outcome(blog=blog, change=Change(), due=due(blog, None))

    keeper, _ = watched(answer)
    threading.Timer(0.2, keeper.stop).start()
    started = time.monotonic()

    assert keeper.watch(lambda status: None) is False
    assert time.monotonic() - started < 6
    hang.set()


def test_a_pause_that_a_server_asked_for_holds_after_a_restart(watched):
    """What an earlier run wrote down is when it begins."""
    keeper, _ = watched(lambda blog, count: Outcome(blog=blog))
    store = keeper._store
    later = datetime(2099, 1, 1, tzinfo=UTC)
    dues.write(BLOGS[0], store, Due(url=BLOGS[0].url, at=later))
    dues.write(BLOGS[1], store, Due(url="https://x.example/another", at=later))

    again = Watch(Config(output="", blogs=BLOGS), store, clock=lambda: datetime(2024, 1, 1, tzinfo=UTC))

    assert [status.next for status in again.blogs] == [later, datetime(2024, 1, 1, tzinfo=UTC)]

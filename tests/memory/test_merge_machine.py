"""merge against a newsroom, an archive and an unreliable cache that hypothesis drives as it likes."""

from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from feedgen_liveblog.history.memory import Memory, Record, record, settled, unknown
from feedgen_liveblog.history.window import Window, cut, documents
from feedgen_liveblog.merge import merge
from feedgen_liveblog.model import LiveBlog, Post
from tests.memory.blogs import START, page, post

PAGE = 8
WINDOW = Window(posts=12, hours=0)


class Newsroom(RuleBasedStateMachine):
    """Posts come, change and go; pages show the newest; merge must keep account of all that it was shown."""

    @initialize(stated=st.booleans(), dated=st.booleans())
    def open(self, stated: bool, dated: bool) -> None:
        self.stated, self.dated = stated, dated
        self.now = START + timedelta(hours=1)
        self.posts: dict[int, Post] = {}
        self.versions: dict[int, int] = {}
        self.deleted: set[int] = set()
        self.copies: list[LiveBlog] = []
        self.memory: Memory | None = None
        self.index: dict[str, Record] = {}
        self.archive: list[Post] = []
        self.published: dict[str, datetime] = {}
        self.shown: dict[str, str] = {}
        for _ in range(5):
            self.publish(0)
        self.fetch()

    @rule(seconds_ago=st.integers(0, 400))
    def publish(self, seconds_ago: int) -> None:
        """A post, perhaps with an earlier time than others that are there."""
        number = len(self.posts)
        self.now += timedelta(seconds=30)
        self.posts[number] = post(number, "text-0", at=self.now - timedelta(seconds=seconds_ago))
        self.versions[number] = 0

    @rule(data=st.data())
    def edit(self, data: st.DataObject) -> None:
        """Another text, and a time of modification if this newsroom gives one."""
        number = data.draw(st.sampled_from(sorted(self.posts)))
        self.now += timedelta(seconds=30)
        self.versions[number] += 1
        text = f"text-{self.versions[number]}"
        updated = self.now if self.stated else None
        self.posts[number] = replace(self.posts[number], html=f"<p>{text}</p>", digest=text, updated=updated)

    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        """A post goes, and may come back."""
        number = data.draw(st.sampled_from(sorted(self.posts)))
        self.deleted ^= {number}

    def visible(self) -> list[Post]:
        alive = [post for number, post in self.posts.items() if number not in self.deleted]
        return sorted(alive, key=lambda post: post.published or START, reverse=True)

    @rule()
    def fetch(self) -> None:
        """A good page."""
        shown = self.visible()[:PAGE]
        if not self.dated:
            shown = [replace(each, published=None) for each in shown]
        self.see(replace(page(), posts=tuple(shown)))
        self.copies.append(replace(page(), posts=tuple(shown)))
        for each in shown:
            self.shown[each.guid] = each.digest

    @rule()
    def fetch_further(self) -> None:
        """A good page, and the next one, on which nothing is new."""
        known = {each.guid for each in self.memory.blog.posts} if self.memory else set[str]()
        shown = self.visible()
        beyond = shown[PAGE : PAGE * 2]
        if not all(each.guid in known for each in beyond):
            return
        aside = frozenset(each.guid for each in beyond)
        self.see(replace(page(), posts=tuple(shown[: PAGE * 2]), aside=aside))
        assert self.memory
        texts = {each.guid: each.digest for each in self.memory.blog.posts}
        for each in shown[: PAGE * 2]:
            self.shown[each.guid] = each.digest
            assert texts.get(each.guid) in (each.digest, None) or self.memory.doubts or self.memory.stale

    @precondition(lambda self: self.copies)
    @rule(age=st.integers(1, 4))
    def fetch_old_copy(self, age: int) -> None:
        """A page from before."""
        self.see(self.copies[-min(age, len(self.copies))])

    def see(self, blog: LiveBlog) -> None:
        self.now += timedelta(seconds=30)
        asked = unknown(self.memory, blog) if self.memory else []
        archived = {each: self.index[each] for each in asked if each in self.index}
        before = self.memory
        merged = merge(before, blog, now=self.now, archived=archived)
        memory = cut(merged.memory, WINDOW)
        chunks = documents(memory, WINDOW)
        self.archive += [each for chunk in chunks for each in chunk]
        self.index |= {each.guid: memory.records.get(each.guid) or record(each) for each in memory.leaving}
        self.memory = settled(memory, archives=len(chunks), archived=len(self.index), gone=memory.gone)
        for each in self.memory.blog.posts:
            assert each.published
            assert self.published.setdefault(each.guid, each.published) == each.published
        times = {each.guid: each.updated for each in before.blog.posts} if before else {}
        for each in merged.memory.blog.posts:
            assert each.updated
            assert each.updated >= (times.get(each.guid) or each.updated)
            if (
                each.guid not in merged.edited
                and each.guid in times
                and each.guid not in (before.gone if before else {})
            ):
                assert each.updated == times[each.guid], "updated moves only with an edit"

    @invariant()
    def nothing_is_lost(self) -> None:
        """All that was shown in a good page is in the window, in the archive, or known to be deleted."""
        assert self.memory
        kept = {each.guid for each in (*self.memory.blog.posts, *self.archive)} | self.memory.gone.keys()
        assert self.shown.keys() <= kept

    @invariant()
    def nothing_is_doubled(self) -> None:
        """One entry in the window; in the archive again only with a newer text."""
        assert self.memory
        window = [each.guid for each in self.memory.blog.posts]
        assert len(window) == len(set(window))
        versions = [(each.guid, each.updated) for each in (*self.memory.blog.posts, *self.archive)]
        assert len(versions) == len(set(versions))

    @invariant()
    def the_window_is_bounded_and_in_order(self) -> None:
        """A quarter more than asked for at the most, newest first."""
        assert self.memory
        assert len(self.memory.blog.posts) < WINDOW.posts + WINDOW.slack
        times = [each.published for each in self.memory.blog.posts if each.published]
        assert times == sorted(times, reverse=True)

    def teardown(self) -> None:
        """Three good pages later, all that is on the page is in the feed as it is there."""
        if not hasattr(self, "posts"):
            return
        for _ in range(5):
            self.publish(0)
            self.fetch()
        assert self.memory
        now = {each.guid: each.digest for each in self.archive} | {
            each.guid: each.digest for each in self.memory.blog.posts
        }
        for each in self.visible()[:PAGE]:
            assert now[each.guid] == each.digest
        assert self.memory.gone.keys().isdisjoint(each.guid for each in self.visible()[:PAGE])


Newsroom.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestNewsroom = Newsroom.TestCase

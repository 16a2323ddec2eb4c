"""`index.html` and `feeds.opml`: what they say, when they are written, and that two runs at once lose nothing."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from feedgen_liveblog import config as configs
from feedgen_liveblog.cli import main
from feedgen_liveblog.config import Blog
from feedgen_liveblog.dispatch import dispatch
from feedgen_liveblog.history import dues, overview
from feedgen_liveblog.history.dues import Due
from feedgen_liveblog.model import About
from feedgen_liveblog.render import Row, indexpage, opml
from feedgen_liveblog.store import FileStore, Stored
from tests.memory.blogs import minute
from tests.memory.newsroom import Newsroom, newsroom
from tests.raw_server import reply
from tests.test_render_properties import ANY, TIMES, URLS
from tests.validity import check_html

NOW = datetime(2026, 3, 14, 12, 0, tzinfo=UTC)
TOP = 'base_url = "https://feeds.example"\nformats = ["atom", "json", "html"]\n'
Run = Callable[..., tuple[int, list[str]]]


@pytest.fixture
def room() -> Iterator[Newsroom]:
    """A newsroom on 127.0.0.1."""
    with newsroom() as room:
        yield room


@pytest.fixture
def run(room: Newsroom, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs two blogs of the newsroom, `a` and `b`; the status and what was said."""

    def command(*arguments: str, at: float = 30, top: str = TOP, more: str = "") -> tuple[int, list[str]]:
        blogs = "".join(
            f'[[blogs]]\nname = "{name}"\nurl = "{room.url}"\ntitle = "Blog {name}"\n' for name in "ab"
        )
        (tmp_path / "feeds.toml").write_text(
            f'output = "out"\n{top}\n[limits]\npause = 0\nretries = 0\ndeadline = 2\n{blogs}{more}'
        )
        status = main(["run", str(tmp_path / "feeds.toml"), "--now", minute(at).isoformat(), *arguments])
        said = capsys.readouterr()
        return status, [*said.out.splitlines(), *said.err.splitlines()]

    return command


def shown(out: Path) -> dict[str, str]:
    """The index by title of blog: what its entry says below."""
    root = check_html((out / "index.html").read_bytes())
    return {
        words(a.find("h3")): " | ".join(words(e) for e in a if e.tag != "h3") for a in root.iter("article")
    }


def words(element: etree._Element) -> str:
    return " ".join("".join(element.itertext()).split())


def subscriptions(out: Path) -> list[tuple[str | None, str | None]]:
    """The text and address of each outline of the OPML, found valid."""
    root = etree.fromstring((out / "feeds.opml").read_bytes())
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert [e.tag for e in root.iterchildren("*")] == ["head", "body"]
    assert root.findtext("head/title") == "Live blogs"
    assert all(e.get("type") == "rss" and e.get("htmlUrl") for e in root.iter("outline"))
    return [(e.get("text"), e.get("xmlUrl")) for e in root.iter("outline")]


def marks(out: Path) -> dict[str, tuple[bytes, int]]:
    """Both files: their bytes and when they were written."""
    files = (out / name for name in ("index.html", "feeds.opml"))
    return {file.name: (file.read_bytes(), file.stat().st_mtime_ns) for file in files}


def test_all_blogs_on_one_page_and_in_one_list(room: Newsroom, run: Run, tmp_path: Path) -> None:
    """Title, state, last post, count, newest headline, the page, the feeds and the source of each."""
    more = f'[[blogs]]\nname = "c"\nurl = "{room.server.url}/none"\n'
    run(more=more)
    out = tmp_path / "out"
    said = "| Update number 9 | 10 posts · Atom · JSON Feed · Original at 127.0.0.1"
    entries = shown(out)
    assert list(entries) == ["Blog a", "Blog b", "c"]
    assert entries["Blog a"].endswith(said) and entries["Blog b"].endswith(said)
    assert entries["c"] == "No posts yet | 0 posts · Original at 127.0.0.1"
    root = check_html((out / "index.html").read_bytes())
    assert root.xpath("//article/h3/a/@href") == ["a.html", "b.html", f"{room.server.url}/none"]
    assert root.xpath("//article[1]/footer//a/@href") == ["a.xml", "a.json", room.url]
    assert root.xpath("//header//a/@href") == ["feeds.opml"]
    assert subscriptions(out) == [
        ("Blog a", "https://feeds.example/a.xml"),
        ("Blog b", "https://feeds.example/b.xml"),
        ("c", "https://feeds.example/c.xml"),
    ]
    page = check_html((out / "a.html").read_bytes())
    assert page.xpath("//p[@class='state']/a/@href") == ["index.html"]


def test_unchanged_is_not_written_nor_read(
    room: Newsroom, run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where no blog has news both files are not even looked at; with --force they are, and stay as they are."""
    run()
    before = marks(tmp_path / "out")
    run("--force", at=31)
    assert marks(tmp_path / "out") == before
    monkeypatch.setattr(overview, "refresh", lambda *_: pytest.fail("the index was looked at"))
    run(at=30)
    run(at=120)
    assert marks(tmp_path / "out") == before


def test_what_other_blogs_have_stays_with_only(room: Newsroom, run: Run, tmp_path: Path) -> None:
    """A run of one blog brings its entry up to date and keeps all others."""
    run()
    room.shown = list(range(3, 15))
    run("--only", "b", "--force", at=40)
    entries = shown(tmp_path / "out")
    assert "Update number 14" in entries["Blog b"] and "Update number 9" in entries["Blog a"]
    assert list(entries) == ["Blog b", "Blog a"], "the newest post first"


def test_on_by_itself_where_there_is_a_page(run: Run, tmp_path: Path) -> None:
    """`index` is on if a blog has the format html; true and false say otherwise."""
    index = tmp_path / "out" / "index.html"
    run(top="")
    run(top='index = false\nformats = ["html"]', at=90)
    assert not index.exists()
    run("--force", top="index = true", at=91)
    assert shown(tmp_path / "out")["Blog a"].endswith("Atom · Original at 127.0.0.1")
    index.unlink()
    run("--force", top='formats = ["html"]', at=92)
    assert index.exists()


def test_without_base_url_there_is_no_opml(run: Run, tmp_path: Path) -> None:
    """An address that is not absolute means nothing to a reader; the page's links need none."""
    run(top='formats = ["atom", "html"]')
    assert not (tmp_path / "out" / "feeds.opml").exists()
    root = check_html((tmp_path / "out" / "index.html").read_bytes())
    assert not root.xpath("//header//a")


def test_a_file_of_somebody_else_is_left_alone(run: Run, tmp_path: Path) -> None:
    """A page that we did not write is not overwritten: an error says so, and the feeds are written."""
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "index.html").write_text("<h1>My own page</h1>")
    status, said = run()
    assert status == 1
    assert said[-1] == (
        "feedgen-liveblog: index.html: is not ours, and is left alone; move it away, or set index = false"
    )
    assert (tmp_path / "out" / "index.html").read_text() == "<h1>My own page</h1>"
    assert (tmp_path / "out" / "a.html").exists()


def test_what_is_over_and_what_fails(room: Newsroom, run: Run, tmp_path: Path) -> None:
    """After three failures in a row the page says so, and no longer when it is over; an ended blog is closed."""
    run()
    room.instead = reply(b"no", 500)
    for at in (40, 41):
        run("--only", "a", "--force", at=at)
    assert "Cannot" not in shown(tmp_path / "out")["Blog a"]
    run("--only", "a", "--force", at=42)
    assert "Cannot be read at present" in shown(tmp_path / "out")["Blog a"]
    room.instead = None
    run("--only", "a", "--force", at=43)
    assert "Cannot" not in shown(tmp_path / "out")["Blog a"]
    run("--only", "a", at=60 * 24 * 8)
    root = check_html((tmp_path / "out" / "index.html").read_bytes())
    assert [(words(s.find("h2")), words(s.find(".//h3"))) for s in root.iter("section")] == [
        ("Live", "Blog b"),
        ("Closed", "Blog a"),
    ]


def blogs(*names: str) -> tuple[Blog, ...]:
    made = "".join(f'[[blogs]]\nname = "{name}"\nurl = "https://e.org/{name}"\n' for name in names)
    return configs.parse(f'output = "out"\n{TOP}{made}', "feeds.toml", folder=Path()).index


def note(blog: Blog, posts: int) -> Due:
    about = About(title=f"Blog {blog.name}", url=blog.url, posts=posts, last=NOW)
    return Due(url=blog.url, at=NOW, about=about)


class Racing(FileStore):
    """A store in which another run comes between: it runs `meanwhile` once, after the index was read."""

    meanwhile: Callable[[], object] | None = None

    def read(self, key: str) -> Stored | None:
        found = super().read(key)
        if key == "feeds.opml" and self.meanwhile:
            meanwhile, self.meanwhile = self.meanwhile, None
            meanwhile()
        return found


@pytest.mark.parametrize("stale", [True, False])
def test_of_two_runs_at_once_none_is_lost(tmp_path: Path, stale: bool) -> None:
    """Whoever writes second has what the first wrote, though it read the notes before."""
    both, store = blogs("a", "b"), Racing(tmp_path)
    for blog in both:
        dues.write(blog, store, note(blog, 1))
    overview.refresh(both, store)
    dues.write(both[0], store, note(both[0], 2))
    known = {blog.name: dues.read(blog, store) for blog in both} if stale else None

    def other_run() -> None:
        dues.write(both[1], store, note(both[1], 7))
        overview.refresh(both, FileStore(tmp_path))

    store.meanwhile = other_run
    overview.refresh(both, store, known)

    entries = shown(tmp_path)
    assert "2 posts" in entries["Blog a"] and "7 posts" in entries["Blog b"]


def test_the_dispatcher_makes_it_of_what_it_reads(tmp_path: Path) -> None:
    """With a queue, no worker has all blogs: the dispatcher, which reads each note anyway, reads none twice."""
    some, asked = blogs("a", "b", "c"), Counter[str]()

    class Counting(FileStore):
        def read(self, key: str) -> Stored | None:
            asked[key] += 1
            return super().read(key)

    class Queue:
        def send_message_batch(self, **_: object) -> dict[str, object]:
            return {}

    for blog in some:
        dues.write(blog, FileStore(tmp_path), note(blog, 3))
    store = Counting(tmp_path)
    assert dispatch(some, store, Queue(), "q", now=NOW, tell=print, index=some) == (3, 0)
    assert {asked[f"{blog.name}.due.json"] for blog in some} == {1}
    assert len(shown(tmp_path)) == 3


ABOUTS = st.builds(
    About,
    title=ANY,
    url=URLS | ANY,
    posts=st.integers(0, 10**6),
    newest=ANY,
    last=st.none() | TIMES,
    language=st.none() | st.sampled_from(["en", "ar", "de-CH"]) | ANY,
    zone=st.none() | st.sampled_from(["Europe/Berlin", "+05:30"]),
)
ROWS = st.builds(
    Row,
    about=ABOUTS,
    page=st.none() | st.just("a.html"),
    feeds=st.sampled_from([(), (("atom", "a.xml"), ("rss", "a.rss"))]),
    over=st.booleans(),
    failing=st.booleans(),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(ROWS, max_size=5), st.none() | URLS)
def test_any_blogs_make_a_valid_index(rows: list[Row], url: str | None) -> None:
    """Whatever is said of a blog, the page is valid and safe, the same each time, and has every blog once."""
    document = indexpage(rows, url=url, opml_url=url)
    root = check_html(document)
    assert len(root.findall(".//article")) == len(rows)
    assert indexpage(rows, url=url, opml_url=url) == document
    shuffled = sorted(rows, key=lambda row: row.about.posts)
    assert len(check_html(indexpage(shuffled)).findall(".//article")) == len(rows)


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY, max_size=5))
def test_any_titles_make_well_formed_opml(titles: list[str]) -> None:
    """Whatever a title holds, the list stays XML, with an outline for each."""
    root = etree.fromstring(opml("Live blogs", [{"text": title} for title in titles]))
    assert len(root.findall("body/outline")) == len(titles)


def test_a_blog_without_a_feed_is_not_subscribed_to(tmp_path: Path) -> None:
    """A page alone is nothing for a reader; else the first of its formats is taken."""
    first, second = blogs("a", "b")
    pair = (
        replace(first, files={"html": "a.html"}),
        replace(second, files={"html": "b.html", "rss": "b.rss"}),
    )
    overview.refresh(pair, FileStore(tmp_path))
    assert subscriptions(tmp_path) == [("b", "https://feeds.example/b.rss")]

"""`discover`: finds the live blogs of a site by all its ways, politely, within a budget, and writes them down."""

import json
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from feedgen_liveblog import config
from feedgen_liveblog.cli import main
from feedgen_liveblog.discovery.likeness import likeness
from feedgen_liveblog.discovery.links import Link, links
from feedgen_liveblog.errors import LiveblogError
from feedgen_liveblog.page import Kind, Page
from tests.discovery.front import site
from tests.raw_server import RawServer, reply

BLOGS = {
    "/world/live/2026/jan/05/storm": ("Storm Gyda: live updates", "live"),
    "/politics/budget-day-1234": ("Budget day live", "live"),
    "/sport/c1-regatta": ("Regatta live", "live"),
    "/law/court-case": ("Court case – as it happened", "closed"),
    "/science/eclipse-7": ("Eclipse live", "live"),
}
Discover = Callable[..., tuple[int, str, str]]


@pytest.fixture
def server() -> Iterator[RawServer]:
    """The news site."""
    with site() as server:
        yield server


@pytest.fixture
def discover(capsys: pytest.CaptureFixture[str]) -> Discover:
    """Runs the command; its status, output and errors."""

    def command(*arguments: str) -> tuple[int, str, str]:
        status = main(["discover", *arguments, "--now", "2026-01-05T18:00:00Z", "--limit", "pause=0"])
        return status, *capsys.readouterr()

    return command


def test_it_finds_what_front_feeds_data_and_sitemaps_lead_to(server: RawServer, discover: Discover):
    """All live blogs of the site with title, state and last post, each once, and nothing that only looks like one."""
    status, out, _ = discover(server.url + "/", "--format", "json")

    found = {each["url"].removeprefix(server.url).partition("?")[0]: each for each in json.loads(out)}
    assert status == 0
    assert len(found) == len(json.loads(out))
    assert {path: (each["title"], each["state"]) for path, each in found.items()} == BLOGS
    assert found["/science/eclipse-7"]["last"] == "2026-01-05T17:10:00+00:00"
    assert found["/science/eclipse-7"]["posts"] == 6


def test_it_is_polite(server: RawServer, discover: Discover):
    """Each page once, nothing that robots.txt forbids, nothing on another site, no link that speaks against itself."""
    discover(server.url + "/")

    paths = [path.partition("?")[0] for path in server.paths()]
    assert len(paths) == len(set(paths))
    assert not {"/private/live/secret", "/live-tv", "/sport/live-scores", "/news/live-music-returns"} & set(
        paths
    )
    assert not {"/food/soup", "/world/2026/jan/05/pier", "/politics/looks-2026"} & set(paths)


def test_a_budget_is_kept_and_said(server: RawServer, discover: Discover):
    """No request over the budget; the likeliest links are tried first, and a note says what was left."""
    status, out, err = discover(server.url + "/", "--budget", "7")

    assert status == 0
    assert len(server.paths()) <= 7
    assert "Storm Gyda" in out
    assert "not tried" in err
    assert "--budget" in err


def test_a_program_gets_a_line_for_each(server: RawServer, discover: Discover):
    """Columns parted by tabs, whole addresses."""
    _, out, _ = discover(server.url + "/", "--live")

    rows = [line.split("\t") for line in out.splitlines()]
    assert {len(row) for row in rows} == {4}
    assert {row[0] for row in rows} == {"live"}
    assert [row[1] for row in rows] == ["2026-01-05 17:10"] * 3 + ["2026-01-04 17:10"]
    assert rows[-1][2:] == ["Regatta live", server.url + "/sport/c1-regatta"]


def test_opml_leads_to_pages_or_subscribes_through_a_server(server: RawServer, discover: Discover):
    """Without a server there are links; with one, feeds that any reader imports."""
    _, plain, _ = discover(server.url + "/", "--format", "opml")
    _, served, _ = discover(server.url + "/", "--format", "opml", "--serve", "http://127.0.0.1:8000/")

    outlines = etree.fromstring(plain.encode()).findall("body/outline")
    assert {each.get("type") for each in outlines} == {"link"}
    first = etree.fromstring(served.encode()).find("body/outline")
    assert first is not None
    assert first.get("type") == "rss"
    assert (first.get("xmlUrl") or "").startswith("http://127.0.0.1:8000/feed?url=http%3A%2F%2F127.0.0.1")


def test_toml_is_a_configuration_of_blogs(server: RawServer, discover: Discover):
    """Tables that `feeds.toml` takes as they are."""
    _, out, _ = discover(server.url + "/", "--format", "toml")

    tables = tomllib.loads(out)["blogs"]
    assert len(tables) == len(BLOGS)
    assert "storm-gyda-live-updates" in {table["name"] for table in tables}


def test_it_adds_what_is_new_to_a_configuration(server: RawServer, discover: Discover, tmp_path: Path):
    """The file stays as it is up to its end; names do not collide; a second time adds nothing."""
    file = tmp_path / "feeds.toml"
    before = (
        f'# mine\noutput = "out"\n\n[[blogs]]\nname = "eclipse-live"\nurl = "{server.url}/science/eclipse-3"\n'
        f'\n[[blogs]]\nname = "storm"\nurl = "{server.url}/world/live/2026/jan/05/storm"\n'
    )
    file.write_text(before)

    discover(server.url + "/", "--add", str(file))
    once = file.read_text()
    _, out, _ = discover(server.url + "/", "--add", str(file))

    names = [blog.name for blog in config.load(str(file)).blogs]
    assert once.startswith(before)
    assert len(names) == len(BLOGS) + 1
    assert "eclipse-live-2" in names
    assert file.read_text() == once
    assert "has them all" in out


def test_it_begins_a_configuration(server: RawServer, discover: Discover, tmp_path: Path):
    """A file that is not there yet becomes one that `run` takes."""
    discover(server.url + "/", "--add", str(tmp_path / "feeds.toml"))

    assert len(config.load(str(tmp_path / "feeds.toml")).blogs) == len(BLOGS)


def test_a_wrong_configuration_is_left_alone(server: RawServer, discover: Discover, tmp_path: Path):
    """What is not right is said, and nothing is written."""
    file = tmp_path / "feeds.toml"
    file.write_text("output = 3\n")

    status, _, err = discover(server.url + "/", "--add", str(file))

    assert status == 2
    assert "feeds.toml:1" in err
    assert file.read_text() == "output = 3\n"


def test_a_feed_or_sitemap_can_be_asked(server: RawServer, discover: Discover):
    """A sitemap index leads to its newest sitemaps, a feed to its items."""
    _, by_sitemap, _ = discover(server.url + "/sitemaps.xml")
    _, by_feed, _ = discover(server.url + "/feed.rss")

    assert "/science/eclipse-7" in by_sitemap
    assert "/law/court-case" in by_feed


def test_a_page_without_any_says_so(server: RawServer, discover: Discover):
    """One line, exit status 1."""
    server.routes["/empty"] = reply(
        b"<html><body><p>Nothing <a href='/food/soup'>but soup</a></p></body></html>"
    )
    server.routes["/robots.txt"] = reply(b"none", 404)

    status, out, err = discover(server.url + "/empty")

    assert (status, out) == (1, "")
    assert "no live blog found (0 of 0 links" in err


def test_a_saved_page_needs_its_address(discover: Discover, tmp_path: Path):
    """Its links lead from where it came from: without --url it is status 2."""
    (tmp_path / "front.html").write_text("<a href=/live/storm>Live: storm</a>")
    status, out, err = discover(str(tmp_path / "front.html"))
    assert (status, out) == (2, "")
    assert "needs --url" in err


def test_only_closed_ones_are_no_live_ones(server: RawServer, discover: Discover):
    """Whoever asks for what is live is told why there is nothing."""
    status, out, err = discover(server.url + "/feed.rss", "--live")

    assert (status, out) == (1, "")
    assert "all 1 live blogs found have closed" in err


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("https://a.example/world/live/2026/jan/05/x", "Storm reaches the coast"),
        ("https://a.example/news/liveticker-sturm-100.html", ""),
        ("https://a.example/2026/direct-tempete", "EN DIRECT - Tempête : les bateaux restent au port"),
        ("https://a.example/deportes/2026/partido", "Regata, en vivo: la segunda jornada"),
        ("https://a.example/x/1", "Sturm im Liveblog: Fähren bleiben im Hafen"),
        ("https://a.example/x/1", "Maltempo, la diretta: traghetti fermi"),
        ("https://a.example/x/1", "Budget day – as it happened"),
        ("https://a.example/x/1", "台風のライブ更新"),
        ("https://a.example/x/1", "Шторм: онлайн-трансляция"),
    ],
)
def test_live_blogs_look_like_some(url: str, title: str):
    """Addresses and headlines of many newsrooms."""
    assert likeness(Link(url=url, title=title)) > 0


@pytest.mark.parametrize(
    ("url", "title"),
    [
        ("https://a.example/food/soup", "A recipe for fish soup"),
        ("https://a.example/life/olive-harvest", "Olive harvest begins"),
        ("https://a.example/live-tv", "Watch live"),
        ("https://a.example/sport/live-scores", "Live scores"),
        ("https://a.example/news/delivery", "Delivery delayed"),
    ],
)
def test_other_links_do_not(url: str, title: str):
    """What only holds the letters, or shows something else that is live."""
    assert likeness(Link(url=url, title=title)) == 0


@pytest.mark.parametrize("kind", ["html", "xml", "json"])
@given(
    text=st.text()
    | st.from_regex(
        r"(<(a href=/live/x|a href=http://\[|li|item|url|loc|link|title|/a|/li)>|LIVE|[{}\[\]\":,])*"
    )
)
def test_any_document_has_its_links_or_is_refused(kind: Kind, text: str):
    """No page stops a search with anything but a word of ours."""
    try:
        found = links(Page("https://a.example/", text or " ", kind))
    except LiveblogError:
        return
    assert all(link.url.startswith(("http://", "https://")) and likeness(link) >= 0 for link in found)


def test_the_links_of_a_large_page_take_linear_time():
    """What stands beside a link is looked at only as far as a teaser goes."""
    crowd = "".join(f"<i><a href=/{n}>x</a></i>" for n in range(10_000))
    page = Page("https://a.example/", f"<body><div>{'<b></b>' * 20_000}{crowd}")
    assert len(links(page)) == 10_000

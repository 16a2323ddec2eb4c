"""feeds.toml: what it can say, and that every mistake is named with its line and the nearest right key."""

from pathlib import Path

import pytest

from feedgen_liveblog import config
from feedgen_liveblog.config import Blog
from feedgen_liveblog.errors import ConfigError
from feedgen_liveblog.history.window import Window

FULL = """\
output = "out"
base_url = "https://me.example/feeds"
formats = ["atom", "rss"]
interval = "2m"
unreadable_after = 5

[defaults]
tz = "Europe/Berlin"

[limits]
page_bytes = "10MB"

[[blogs]]
name = "storm"
url = "https://news.example/live/storm"

[[blogs]]  # another
name = "election-2024"
url = "https://other.example/live"
title = "Election night"
tz = "America/New_York"
formats = ["json", "atom"]
window = { posts = 200, hours = 12, bytes = "1MB" }
hub = "https://hub.example/"
interval = ["30s", "10m"]
max_pages = 5
headers = { "Accept-Language" = "en" }

[blogs.selectors]
post = "article.update"
time = "time::attr(datetime)"
"""


def parsed(text: str) -> config.Config:
    return config.parse(text, "feeds.toml", folder=Path("/conf"))


def test_all_that_it_can_say():
    """Top-level settings are defaults for all blogs; a blog's own go before them."""
    read = parsed(FULL)

    assert read.output == "/conf/out"
    assert read.limits and read.limits.page_bytes == 10_000_000
    storm, election = read.blogs
    assert storm == Blog(
        name="storm",
        url="https://news.example/live/storm",
        files={"atom": "storm.xml", "rss": "storm.rss"},
        base_url="https://me.example/feeds/",
        tz="Europe/Berlin",
        interval=(120.0, None),
        unreadable_after=5,
    )
    assert election.files == {"json": "election-2024.json", "atom": "election-2024.xml"}
    assert election.window == Window(posts=200, hours=12, bytes=1_000_000)
    assert (election.tz, election.title, election.interval) == (
        "America/New_York",
        "Election night",
        (30, 600),
    )
    assert election.selectors and election.selectors.time == "time::attr(datetime)"


def test_the_least_that_it_must_say():
    """An output and one blog with a name and a URL make an Atom feed."""
    (blog,) = parsed('output = "s3://bucket/x"\n[[blogs]]\nname = "a"\nurl = "http://x.example/"').blogs

    assert blog == Blog(name="a", url="http://x.example/", files={"atom": "a.xml"})


def test_a_number_is_a_window_of_so_many_posts():
    """`window = 30` is what it says: thirty posts, whatever their age."""
    (blog,) = parsed('output = "o"\n[[blogs]]\nname = "a"\nurl = "http://x.example/"\nwindow = 30').blogs

    assert blog.window == Window(posts=30, hours=0)


@pytest.mark.parametrize(
    ("right", "wrong", "error"),
    [
        ("output =", "outptu =", ":1: unknown key 'outptu'; did you mean 'output'?"),
        ("title =", "titel =", ":20: unknown key 'titel'; did you mean 'title'?"),
        ('post = "article.update"', 'pots = "x"', ":30: unknown key 'pots'; did you mean 'post'?"),
        (
            'tz = "Europe/Berlin"',
            'tz = "Europe/Berln"',
            ":8: tz: unknown time zone 'Europe/Berln'; did you mean Europe/Berlin",
        ),
        ("posts = 200", "post = 200", ":23: window: unknown key 'post'"),
        ("posts = 200", "posts = 0", ":23: window: 0 is not between 1 and 10000"),
        ('bytes = "1MB"', 'bytes = "1 parsec"', ":23: window: a size such as '2MB' is expected"),
        ('["json", "atom"]', '["jsno"]', ":22: formats: 'jsno' is not one of atom, rss, json"),
        (
            '["json", "atom"]',
            '"json"',
            ":22: formats: a list of some of atom, rss, json, html is expected, not a string",
        ),
        (
            'url = "https://other.example/live"',
            'url = "file:///etc/passwd"',
            ":19: url: a URL that begins with http",
        ),
        ('url = "https://other.example/live"', "", ":17: url is missing in this blog"),
        ('hub = "https://hub.example/"', "hub = 3", ":24: hub: a string is expected, not a number"),
        ('["30s", "10m"]', '["10m", "30s"]', ":25: interval: the longest is shorter than the shortest"),
        ('["30s", "10m"]', '"5 ms"', ":25: interval: a span of time such as 90, '5m' or '1h' is expected"),
        ('["30s", "10m"]', "1", ":25: interval: is not between 10 seconds and 7 days"),
        (
            "max_pages = 5",
            "max_pages = true",
            ":26: max_pages: a whole number is expected, not true or false",
        ),
        (
            '"Accept-Language" = "en"',
            '"Accept Language" = "en"',
            ":27: headers: 'Accept Language' is not the name",
        ),
        (
            '"Accept-Language" = "en"',
            '"A" = "x\\r\\nB: y"',
            ":27: headers: has a line break or control character",
        ),
        ("page_bytes", "page_byte", ":10: limits: no such limit: page_byte (did you mean page_bytes?)"),
        ("[[blogs]]\n", "[blogs]\n", ":17: not valid TOML"),
        ('"Election night"', '"Election night', ":20: not valid TOML"),
        ('output = "out"\n', "", ":1: output is missing"),
    ],
)
def test_a_mistake_is_named_with_its_line(right: str, wrong: str, error: str):
    """Whoever wrote it finds it at once."""
    assert right in FULL
    with pytest.raises(ConfigError) as caught:
        parsed(FULL.replace(right, wrong, 1))
    assert str(caught.value).startswith(f"feeds.toml{error}")


@pytest.mark.parametrize(
    "name",
    ["../up", "a/b", "a\\b", "/etc/passwd", "..", ".", ".hidden", "a..b", "a\x00b", "a\nb", "", " ", "a.",
     "a b",
     "／", "a／b", "a∕b", "․․", "a\u200db", "\u202egpj", "com1", "com¹", "LPT².x",
     "con", "NUL.x", "lpt1", "index", "feeds", "a.state", "a.due", "a.xml", "a.json", "x" * 101],
)  # fmt: skip
def test_a_name_cannot_lead_out_of_the_output_or_take_anothers_place(name: str):
    """Names become paths and keys."""
    escaped = name.replace("\\", "\\\\").replace("\x00", "\\u0000").replace("\n", "\\n")
    with pytest.raises(ConfigError, match=r"^feeds\.toml:3: name: "):
        parsed(f'output = "o"\n[[blogs]]\nname = "{escaped}"\nurl = "http://x.example/"')


@pytest.mark.parametrize(
    ("line", "why"),
    [
        (f'window = {{ bytes = "{"9" * 400}MB" }}', "window: a size"),
        (f'interval = "{"9" * 400}s"', "interval: a span of time"),
        (f"max_pages = {'9' * 5000}", "not valid TOML: exceeds the limit"),
        (f"max_pages = {'[' * 5000}", "not valid TOML: it nests too deep"),
        ("window = { hours = inf }", "window: a number of hours"),
        ("interval = nan", "interval: is not between"),
        ('tz = "../../../etc/passwd"', "tz: unknown time zone"),
        ('hub = "http://x.example:99999/"', "hub: Port out of range"),
        ('hub = "http://[::1"', "hub: Invalid IPv6"),
        ('headers = { A = "日本" }', "headers: A: a header can hold ASCII only"),
        ('follow = { match = "re:(" }', "follow: 're:(' is no regular expression"),
        (f'follow = {{ match = "re:{"(" * 500 + ")" * 500}" }}', "follow: "),
        (f'[limits]\npage_bytes = "{"9" * 400}"', "limits: limit page_bytes"),
        ("[limits]\ndeadline = inf", "limits: limit deadline"),
    ],
)
def test_absurd_values_are_refused_by_name(line: str, why: str):
    """No number is too large and no nesting too deep to be told in one line."""
    blog = '[[blogs]]\nname = "a"\nurl = "http://x.example/"\n'
    with pytest.raises(ConfigError) as caught:
        parsed(f'output = "o"\n{line}\n{blog}')
    assert why in str(caught.value) and "\n" not in str(caught.value)


def test_a_login_in_the_url_is_a_header():
    """The URL is written into states and shown in errors; what is in it for the server alone is not."""
    read = parsed('output = "o"\n[[blogs]]\nname = "a"\nurl = "https://ada:s%20cret@x.example/live"\n')

    (blog,) = read.blogs
    assert blog.url == "https://x.example/live"
    assert blog.headers == {"Authorization": "Basic YWRhOnMgY3JldA=="}


@pytest.mark.parametrize(("first", "second"), [("a", "a"), ("Storm", "storm"), ("é", "e\u0301"), ("ß", "SS")])
def test_two_names_are_two_on_every_file_system(first: str, second: str):
    """Capitals and composed letters are the same to some."""
    blog = '[[blogs]]\nname = "{}"\nurl = "http://x.example/"\n'
    with pytest.raises(ConfigError, match=r"^feeds\.toml:6: name: .* would overwrite"):
        parsed('output = "o"\n' + blog.format(first) + blog.format(second))


def test_a_file_that_is_not_there(tmp_path: Path):
    """One line, with the file's name."""
    with pytest.raises(ConfigError, match=r"none\.toml: no such file"):
        config.load(str(tmp_path / "none.toml"))
    (tmp_path / "latin.toml").write_bytes(b'title = "\xe9"')
    with pytest.raises(ConfigError, match=r"latin\.toml: cannot be read: .*utf-8"):
        config.load(str(tmp_path / "latin.toml"))
    with pytest.raises(ConfigError, match="cannot be read: is a directory"):
        config.load(str(tmp_path))

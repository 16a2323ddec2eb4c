"""Whatever a page holds, reading it ends soon, in bounded memory, with a live blog or with one clear line."""

import json
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from feedgen_liveblog.errors import FetchError, LiveblogError
from feedgen_liveblog.extract import extract
from feedgen_liveblog.fetch import Limits, Session
from feedgen_liveblog.model import LiveBlog
from feedgen_liveblog.page import Kind, Page
from feedgen_liveblog.source import Offline
from tests.raw_server import reply, serve

NOW = datetime(2026, 3, 14, 12, tzinfo=UTC)
URL = "https://harbour.example/live"


def read(text: str, kind: Kind = "html", **limits: int) -> LiveBlog:
    return extract(Page(URL, text, kind, Limits(**limits)), Offline(), now=NOW)  # type: ignore[arg-type]


def refusal(text: str, kind: Kind = "html", **limits: int) -> str:
    with pytest.raises(FetchError) as caught:
        read(text, kind, **limits)
    return str(caught.value).removeprefix(f"{URL}: ")


def reached(what: str, name: str, limit: int) -> str:
    hint = f"raise it: --limit {name}={2 * limit}, or [limits] in the configuration"
    return f"{what} than the limit {name} of {limit} allows ({hint})"


def document(*parts: str) -> str:
    return (
        f"<!DOCTYPE html><html lang=en><head><title>Live</title></head><body>{''.join(parts)}</body></html>"
    )


def moment(number: int) -> str:
    return (NOW - timedelta(minutes=number)).isoformat()


def post(number: int, inside: str = "", id: str = "") -> str:
    return (
        f'<article class="post" id="{id or f"post-{number}"}"><time datetime="{moment(number)}">now</time>'
        f"<h3>Crane {number} is back</h3><p>The crane number {number} works again. {inside}</p></article>"
    )


def posts(count: int = 12) -> str:
    return "".join(map(post, range(100, 100 + count)))


def json_ld(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return f'<script type="application/ld+json">{text}</script>'


def live_blog(updates: Iterable[object]) -> dict[str, object]:
    return {"@type": "LiveBlogPosting", "headline": "Live", "liveBlogUpdate": list(updates)}


def update(number: int) -> dict[str, str]:
    return {"@type": "BlogPosting", "articleBody": f"Crane {number}.", "datePublished": moment(number)}


def item(number: int) -> dict[str, object]:
    return {
        "id": number,
        "date": moment(number),
        "title": f"Crane {number}",
        "body": f"<p>Words of {number}.</p>",
    }


# --- the budgets of a page -------------------------------------------------------------------------------


def test_elements() -> None:
    """A page of too many elements is refused before it is parsed, as are JSON, XML and text."""
    said = reached("the page holds more elements", "page_elements", 50)
    assert refusal(document("<p>x" * 50), page_elements=50) == said
    assert refusal(json.dumps([{}] * 50), "json", page_elements=50) == said
    assert refusal("<ticker>" + "<post/>" * 50 + "</ticker>", "xml", page_elements=50) == said
    assert refusal("12:05 Words\n" * 60, "text", page_elements=50) == said


def test_end_tags_are_no_elements() -> None:
    """It is elements that are counted, not tags."""
    assert len(read(document(posts()), page_elements=12 * 4 + 5).posts) == 12


def test_depth() -> None:
    """A page that nests too deep is refused."""
    deep = document("<div>" * 300, posts())
    said = reached("the page's elements nest deeper", "page_depth", 256)
    assert refusal(deep) == said
    assert len(read(deep, page_depth=512).posts) == 12


@pytest.mark.parametrize(
    "attributes", [" ".join(f"a{n}=1" for n in range(300)), "".join(f'a{n}="<>"' for n in range(300))]
)
def test_attributes(attributes: str) -> None:
    """An element with too many attributes is refused: libxml2 compares each with all others."""
    error = refusal(document(f"<div {attributes}>", posts()))
    assert error.startswith(
        "an element of the page has more attributes than the limit page_attributes of 256 allows"
    )


@pytest.mark.parametrize(
    "around", ["<script>{}</script>", "<style>{}</style>", "<!-- {} -->", "<title>{}</title>"]
)
def test_what_only_looks_like_an_element(around: str) -> None:
    """Code that compares with `<`, and what is commented out, has no attributes."""
    code = "for(i=0;i<n;i++){" + 'a = "b"; ' * 999 + "}"
    assert len(read(document(around.format(code), posts())).posts) == 12


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (document(json_ld(live_blog(map(update, range(60))))), "html"),
        (document(posts(60)), "html"),
        (json.dumps([item(number) for number in range(60)]), "json"),
    ],
    ids=["JSON-LD", "elements", "JSON"],
)
def test_posts(text: str, kind: Kind) -> None:
    """A page of too many posts is refused, whichever format they are in."""
    error = refusal(text, kind, page_posts=50)
    assert error == reached("the page holds more posts", "page_posts", 50)
    assert len(read(text, kind, page_posts=60).posts) == 60


CHILD = """
import re, time
from datetime import UTC, datetime
from feedgen_liveblog.errors import LiveblogError
from feedgen_liveblog.extract import extract
from feedgen_liveblog.web.limits import Limits
from feedgen_liveblog.source import Offline, read_source
def peak():  # not getrusage's: that starts with what the parent had when it made this process
    return int(re.search(r"VmHWM:\\s+(\\d+)", open("/proc/self/status").read())[1]) * 1024
before = peak()
try:
    page = read_source("-", url="https://harbour.example/live", limits=Limits())
    print(len(extract(page, Offline(), now=datetime.now(UTC)).posts), end=" ")
except LiveblogError as error:
    print(error, end=" ")
print(time.process_time(), peak() - before)
"""


@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize(
    ("text", "limit"),
    [
        (document(json_ld(live_blog(map(update, range(100_000))))), "page_posts"),
        (document(json_ld(live_blog({} for _ in range(100_000)))), "page_posts"),
        (document("<i></i>" * 2_000_000), "page_elements"),
        (document("<div>" * 500_000), "page_elements"),
        (json.dumps([[]] * 2_000_000), "page_elements"),
        (document("<div " + " ".join(f"a{n}" for n in range(1_000_000))), "page_attributes"),
    ],
    ids=["JSON-LD of 100,000 posts", "100,000 empty posts", "elements", "depth", "JSON", "attributes"],
)
def test_memory_and_time_of_a_refusal(text: str, limit: str) -> None:
    """A page beyond a budget is refused within seconds and within twice the memory of the largest page."""
    command = [sys.executable, "-c", CHILD]
    output = subprocess.run(command, input=text.encode(), capture_output=True, check=True, timeout=60).stdout
    said, seconds, growth = output.decode().strip().rsplit(" ", 2)
    assert f"than the limit {limit} of" in said
    assert float(seconds) < 10
    assert int(growth) < 2 * Limits().page_bytes


def test_paging_that_never_ends() -> None:
    """Pages that lead on for ever are followed as far as allowed; what was read is kept, and it is said."""
    with serve({}) as server:

        def page(number: int) -> bytes:
            server.routes[f"/live?page={number + 1}"] = lambda sent: page(number + 1)
            older = f'<a rel="next" href="/live?page={number + 1}">Older posts</a>'
            return reply(document(*(post(20 * number + each) for each in range(20)), older).encode())

        server.routes["/live"] = lambda sent: page(1)
        with Session(Limits(pause=0)) as session:
            blog = extract(session.get(f"{server.url}/live"), session, now=NOW)
        read_pages = [path for path in server.paths() if path.startswith("/live")]
    assert len(read_pages) == len(set(read_pages)) == 50
    assert len(blog.posts) == 50 * 20
    assert any("--max-pages" in note for note in blog.notes)


# --- shapes that could take quadratic time, or break what reads them -------------------------------------

N = 20_000
DEEP = 480  # as deep as json.loads reads them on every Python
MICRODATA = (
    '<div itemscope itemtype="https://schema.org/LiveBlogPosting"><div itemprop=liveBlogUpdate itemscope'
    ' itemtype="https://schema.org/BlogPosting"><p itemprop=articleBody>x'
)
RDFA = (
    '<div vocab="https://schema.org/" typeof=LiveBlogPosting>'
    "<div property=liveBlogUpdate typeof=BlogPosting><p property=articleBody>x"
)
NEXT_DATA = '<script id="__NEXT_DATA__" type="application/json">'
ENTITIES = "".join(f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9))


def untitled(body: str) -> str:
    return f'<article id=x><time datetime="{moment(1)}"></time><p>{body}</p></article>'


def nested(key: str) -> str:
    """JSON-LD of a post one of whose values is as deep as can be."""
    return json.dumps(live_blog([update(1) | {key: 0}])).replace("0}", "[" * DEEP + "]" * DEEP + "}")


def items(count: int, **also: object) -> str:
    return json.dumps([item(number) | also for number in range(count)])


SHAPES: dict[str, tuple[Kind, Callable[[], str]]] = {
    "one long word": ("html", lambda: document(posts(), post(1, "a" * 50 * N))),
    "a long title": (
        "html",
        lambda: document(f"<h1>{'a ' * 20 * N}</h1>", posts(), post(1).replace("back", "b " * 20 * N)),
    ),
    "a long time": ("html", lambda: document(posts(), post(1).replace("now", "1:" * 5 * N))),
    "a long class": ("html", lambda: document(f'<div class="{"a" * 10 * N}">', posts())),
    "many classes": ("html", lambda: document(f'<div class="{"a " * 10 * N}">', posts())),
    "a long address": ("html", lambda: document(posts(), f'<iframe src="{"//" * 10 * N}"></iframe>')),
    "long frames": (
        "html",
        lambda: document(posts(), f'<iframe src="//liveblog/{"superdesk//" * 150}"></iframe>' * 200),
    ),
    "long links": ("html", lambda: document(posts(), post(1, f'<a href="http://{"a:" * 5 * N}">x</a>'))),
    "less-than signs": ("html", lambda: document(posts(), post(1, "<" * 5 * N))),
    "ampersands": ("html", lambda: document(posts(), post(1, "&" * 5 * N))),
    "spaces": ("html", lambda: document(posts(), post(1, " " * 20 * N))),
    "dots": ("html", lambda: document(posts(), untitled("." * 10 * N + "x"))),
    "stops": ("html", lambda: document(posts(), untitled("a. " * 5 * N))),
    "open comments": ("html", lambda: document(posts(), "<!--" * N)),
    "open scripts": ("html", lambda: document(posts(), "<script>" * N)),
    "open tags": ("html", lambda: document(posts(), "<a <b " * N)),
    "times without posts": (
        "html",
        lambda: document(*(f'<time datetime="{moment(n)}"></time>' for n in range(N))),
    ),
    "nested lists": ("html", lambda: document(*("<ul><li>12:05 x" for _ in range(100)), posts())),
    "lists beside lists": (
        "html",
        lambda: document(*("<ul>" + "<li>12:05 x</li>" * 100 + "</ul>" for _ in range(100))),
    ),
    "one id": ("html", lambda: document(*(post(n, id="same") for n in range(2000)))),
    "one post": ("html", lambda: document(post(1) * 2000)),
    "a class for each": (
        "html",
        lambda: document(*(post(n).replace("post", f"p{n}", 1) for n in range(1000))),
    ),
    "clock headings": (
        "html",
        lambda: document(*(f"<h3>{n % 24:02}.{n % 60:02} Uhr: x</h3><p>{n}" for n in range(2000))),
    ),
    "rows": ("html", lambda: document("<table>", *(f"<tr><td>{n % 90}'<td>Text {n}" for n in range(2000)))),
    "links on": (
        "html",
        lambda: document(
            posts(), *(f'<link rel=next href="?{n}"><a href="?page={n}">older' for n in range(N // 4))
        ),
    ),
    "dates of no kind": (
        "html",
        lambda: document(*(post(n).replace(moment(n), f"zz{n} qq 12") for n in range(500))),
    ),
    "microdata in microdata": ("html", lambda: document(MICRODATA * 80)),
    "RDFa in RDFa": ("html", lambda: document(RDFA * 80)),
    "pictures": (
        "html",
        lambda: document(
            posts(), post(1, f'<img srcset="{", ".join(f"/{w}.jpg {w}w" for w in range(60))}">' * 200)
        ),
    ),
    "many JSON-LD blocks": ("html", lambda: document(*[json_ld(live_blog([]))] * (N // 10))),
    "JSON-LD of closers": ("html", lambda: document(json_ld('{"a":"' + "-->" * 5 * N))),
    "JSON-LD of quotes": (
        "html",
        lambda: document(json_ld('{"@type":"LiveBlogPosting","a":"' + '\\"' * 10 * N)),
    ),
    "deep JSON-LD": ("html", lambda: document(json_ld("[" * 100_000))),
    "a deep headline": ("html", lambda: document(json_ld(nested("headline")))),
    "a deep author": ("html", lambda: document(json_ld(nested("author")))),
    "state of spaces": ("html", lambda: document(NEXT_DATA + '{"a":1' + " " * 10 * N + "x</script>")),
    "deep state": (
        "html",
        lambda: document(NEXT_DATA + '{"posts":[' * (DEEP // 2) + "]}" * (DEEP // 2) + "</script>"),
    ),
    "state of brackets": (
        "html",
        lambda: document("<script>window.__INITIAL_STATE__ = {" + "a:{" * N + "</script>"),
    ),
    "state of quotes": (
        "html",
        lambda: document("<script>window.__STATE__={a:" + "\\'" * 10 * N + "</script>"),
    ),
    "a function without a call": (
        "html",
        lambda: document("<script>window.__NUXT__=(function(a){return {}}" + " " * 10 * N + "x"),
    ),
    "objects in a script": (
        "html",
        lambda: document(
            "<script>const DATA = [" + '{id:1,time:"2026-03-14",text:"x"},' * 1000 + "</script>"
        ),
    ),
    "blank lines": ("text", lambda: "12:05\n" + "\n" * 2 * N + "x"),
    "one line": ("text", lambda: "12:05 " + "a " * 20 * N),
    "clocks": ("text", lambda: "12:" * 10 * N),
    "pluses": ("text", lambda: "+++ " * 5 * N),
    "bracket openings": ("text", lambda: "Live\n\n12:05\n\n" + "[" * 5 * N + "](\n\n12:04\n\nx"),
    "picture openings": ("text", lambda: "Live\n\n12:05\n\n" + "![](" * N + "\n\n12:04\n\nx"),
    "bold openings": ("text", lambda: "Live\n\n12:05\n\n" + "**a " * N + "\n\n12:04\n\nx"),
    "days": ("text", lambda: "Saturday, 14 March 2026\n\n" * 2000),
    "posts without end": (
        "text",
        lambda: "Live\n\n" + "".join(f"12:{n % 60:02}\n\nCrane {n}\n\nWords.\n\n" for n in range(1500)),
    ),
    "deep JSON": ("json", lambda: "[" * DEEP + "]" * DEEP),
    "a deep body": (
        "json",
        lambda: items(3, body=0).replace(
            '"body": 0', '"body": ' + '{"content":[' * (DEEP // 2) + "]}" * (DEEP // 2)
        ),
    ),
    "wide JSON": ("json", lambda: json.dumps({f"k{n}": n for n in range(2 * N)})),
    "large numbers": ("json", lambda: items(5, id=9, date=9).replace("9", "9" * 4000)),
    "too large numbers": ("json", lambda: '[{"id":' + "9" * 10_000 + "}]"),
    "no numbers": ("json", lambda: items(9, id=float("inf"), date=float("nan"))),
    "long kinds": ("json", lambda: items(3, type="element" * N)),
    "long paths": ("json", lambda: items(3, url="/" + "live" * 5 * N + "/x")),
    "lone surrogates": ("json", lambda: items(9, title="\ud800 \udfff", body="<p>\udc00\ud83d")),
    "entities of entities": (
        "xml",
        lambda: f'<!DOCTYPE t [<!ENTITY a "aaaaaaaaaa">{ENTITIES}]><t><post>&j;</post></t>',
    ),
    "a large entity": (
        "xml",
        lambda: f'<!DOCTYPE t [<!ENTITY a "{"a" * 10 * N}">]><t>{"<post>&a;</post>" * 1000}</t>',
    ),
    "unclosed XML": ("xml", lambda: "<a>" * N),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_hostile_shapes(shape: str) -> None:
    """No shape of page takes quadratic time, raises what is no error of ours or gives more than it held."""
    kind, make = SHAPES[shape]
    text = make()
    start = time.process_time()
    try:
        blog = read(text, kind)
    except LiveblogError as error:
        assert "\n" not in str(error)
    else:
        assert sum(len(each.html) for each in blog.posts) < 20 * len(text)
    assert time.process_time() - start < 2.5


@pytest.mark.parametrize("control", ["\x00", "\x01", "\x0b", "\f", "\x1f", "\ud800", "\uffff"])
def test_characters_that_no_document_may_hold(control: str) -> None:
    """In text, in the names of elements and attributes and in values they cost themselves only."""
    marks = f"<x{control}y class='a{control}b' c{control}d=1>{control}</x{control}y>"
    blog = read(document("".join(post(number, marks, f"po{control}st-{number}") for number in range(12))))
    assert len(blog.posts) == 12
    assert not re.search("[\x00-\x08\x0b-\x1f\ud800-\udfff\uffff]", str(blog))


@pytest.mark.parametrize("link", ["http://[::1", "//[x]/", "https://exa[mple.org/", "http://x:y/"])
def test_links_that_are_no_addresses(link: str) -> None:
    """A broken link of a post or to an older page is left out, and nothing else."""
    older = f'<a rel="next" href="{link}?page=2">Older</a>'
    inside = f'<a class="permalink" href="{link}">Link</a>'
    assert len(read(document(*(post(number, inside) for number in range(12)), older)).posts) == 12
    stated = live_blog({**update(number), "url": link, "@id": f"{link}{number}"} for number in range(12))
    assert len(read(document(posts(), json_ld(stated), older)).posts) >= 12


def test_what_is_said_commands_no_terminal() -> None:
    """A page's words in an error or a note are one line of visible characters."""
    error = FetchError("leads to\x1b]0;x\x07 \u202e\nnext", "https://x.example/\x1b[31m")
    assert str(error).isprintable() and "\x1b" not in str(error)
    blog = read(document(posts(), '<a rel="next" href="/live?page=2&#27;[31m">Older</a>'))
    assert blog.notes and not any("\x1b" in note for note in blog.notes)


def test_entities_read_no_files() -> None:
    """An XML page cannot have us read a file of ours into the feed."""
    secret = '<!DOCTYPE t [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
    items = "".join(
        f'<post id="{n}"><time>{moment(n)}</time><text>Crane {n} &a;</text></post>' for n in range(9)
    )
    try:
        blog = read(f"{secret}<t>{items}</t>", "xml")
    except LiveblogError:
        return
    assert not any("root:" in each.html + each.title for each in blog.posts)

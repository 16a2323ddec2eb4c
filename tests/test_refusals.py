"""What is said of a page that is no live blog: one line with what was looked for, what was seen, what to do."""

import pytest

from feedgen_liveblog.errors import NotALiveBlog
from feedgen_liveblog.page import Kind, Page
from feedgen_liveblog.recognise import recognise
from feedgen_liveblog.source import Offline
from feedgen_liveblog.web.refusal import refused

URL = "https://paper.example/harbour"
PROSE = "<p>The harbour master has closed the eastern gate because of the swell. Boats may use the western one.</p>"


def page(body: str, title: str = "Harbour") -> str:
    """A page with some words."""
    return (
        f"<!doctype html><html><head><title>{title}</title></head><body><h1>{title}</h1>{body}</body></html>"
    )


EMPTY = '<script type="application/ld+json">{"@type": "LiveBlogPosting", "liveBlogUpdate": []}</script>'
SCRIBBLE = "<script src='//embed.scribblelive.com/widgets/embed.js'></script>"
SHELL = "<div id=root></div><script src=/app.js></script>"
SIGN_IN = "<form><input name=mail><input type='password'></form>"
CHALLENGE = "<script>window._cf_chl_opt={}</script><p>Checking that the connection is secure</p>"

LINES: dict[str, tuple[str, Kind, str]] = {
    "not started": (page(EMPTY + PROSE), "html", "LiveBlogPosting without updates: not started yet?"),
    "a service": (
        page(PROSE + SCRIBBLE),
        "html",
        "posts are loaded by JavaScript from ScribbleLive, which is not supported",
    ),
    "a shell": (page(SHELL), "html", "the page has no text of its own: JavaScript loads its posts"),
    "a challenge": (page(CHALLENGE, "Just a moment..."), "html", "a challenge page (Cloudflare)"),
    "a wall": (page(PROSE * 2 + SIGN_IN), "html", "no live blog found, but a form to sign in"),
    "cookies": (page(PROSE * 2, "Cookies and you"), "html", "no live blog found, but a notice about cookies"),
    "an article": (page(PROSE * 9), "html", "no live blog found: it shows no time (looked for JSON-LD, "),
    "a date": (page("<time>14:05</time>" + PROSE * 9), "html", "no live blog found: one time is shown"),
    "a plan": (
        "Ports and Harbours 2025\n09:00 Welcome\n09:30 The quay\n10:30 Coffee",
        "text",
        "3 times are shown, but they head no posts of a live blog (looked for paragraphs",
    ),
    "data": (
        '{"name": "harbour"}',
        "json",
        "no list of things with a date and a text (looked for a list of posts",
    ),
}


@pytest.mark.parametrize("name", LINES)
def test_a_refusal_says_what_was_seen(name: str) -> None:
    """The line names what stood in the page's place, or what was looked for and how many times were seen."""
    text, kind, line = LINES[name]
    with pytest.raises(NotALiveBlog) as found:
        recognise(Page(URL, text, kind), Offline())
    said = str(found.value)
    assert said.startswith(f"{URL}: ")
    assert line in said
    assert "\n" not in said
    assert len(said) < 300


def test_a_blocked_fetch_says_so() -> None:
    """A server that sends a challenge in place of the page is named for what it does."""
    error = refused(URL, 403, {}, page(CHALLENGE, "Just a moment..."))
    assert str(error).startswith(f"{URL}: blocked: HTTP 403 with a challenge page (Cloudflare)")

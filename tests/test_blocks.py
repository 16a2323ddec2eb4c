"""Posts in a sequence of blocks: every shape of time line that newsrooms write, and what only looks like one."""

import re
import textwrap
from collections.abc import Callable, Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedgen_liveblog.model import RawBlog, RawPost
from feedgen_liveblog.page import Kind, Page
from feedgen_liveblog.parsers.blocks import reading
from tests.golden import Answers

CLOCKS = ("15:10", "14:32", "13:05", "12:48", "09:05")
TITLES = (
    "Ferry returns to the quay after engine trouble",
    "Harbour master closes the eastern gate",
    "Choir moves its concert into the fish hall",
    "First sailing boats cross the line",
    "Gates open for the harbour festival",
)
BODIES = (
    (
        "The ferry Aurora has turned back to the quay with a broken pump, the line said. All on board are safe.",
        "Engineers are on their way from the yard and hope to have her running by the evening.",
    ),
    ("The harbour master has closed the eastern gate because of the swell. Boats may use the western gate.",),
    (
        "Because of the wind the choir will sing in the fish hall and not on the pier. Tickets remain valid.",
        "“We would have sung on the roof if they had let us,” said its conductor with a laugh.",
    ),
    ("The first boats have crossed the line after two hours and ten minutes, and the crowd is loud.",),
    ("The gates are open and the first guests have come in. The organisers expect a full house.",),
)
AUTHORS = ("Nora Feld", "Nora Feld", "Jonas Weber", "Jonas Weber", "Jonas Weber")
HEAD = (
    "Home",
    "News",
    "Sport",
    "Harbour festival live: ferry turns back as wind picks up",
    "Boats, bands and herring: follow the day at the old harbour with our reporters on the quay.",
)
TAIL = ("Most read", "Ten walks along the coast", "Subscribe to our newsletter", "© 2025 The Harbour Times")

Shape = Callable[[int, str], Iterable[str]]


def read(text: str, kind: Kind = "text", url: str = "https://paper.example/festival") -> RawBlog | None:
    """The blog that the recogniser under test sees."""
    return reading.parse(Page(url, text, kind), Answers.__new__(Answers))


def flat(shape: Shape, *, head: Iterable[str] = HEAD, tail: Iterable[str] = TAIL) -> str:
    """A flattened page whose posts have one shape."""
    posts = [line for n, clock in enumerate(CLOCKS) for line in shape(n, clock)]
    return "\n".join([*head, *posts, *tail])


def markup(shape: Shape, *, title: str = "Harbour festival live", around: str = "{}") -> str:
    """A page of an article whose posts have one shape, with navigation, an aside and links around it."""
    posts = "".join(line for n, clock in enumerate(CLOCKS) for line in shape(n, clock))
    links = "".join(f"<li><a href='/{n}'>A walk along the coast, part {n}</a></li>" for n in range(8))
    return (
        f"<html><head><title>{title}</title></head><body><nav><a href='/'>15:00 Home</a></nav><main><article>"
        f"<h1>{title}</h1><p>Boats and bands at the old harbour.</p>{around.format(posts)}</article>"
        f"<section><h2>More</h2><ul>{links}</ul></section></main><footer>© The Harbour Times</footer></body></html>"
    )


def paragraphs(n: int) -> str:
    """The body of a post as paragraphs."""
    return "".join(f"<p>{text}</p>" for text in BODIES[n])


def plain(post: RawPost) -> str:
    """The text of a post's markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", post.html or "").split())


def dotted(clock: str) -> str:
    """15.10 for 15:10."""
    return clock.replace(":", ".")


def halved(clock: str) -> str:
    """3:10 pm for 15:10."""
    hour, minute = map(int, clock.split(":"))
    return f"{(hour - 1) % 12 + 1}:{minute:02} {'am' if hour < 12 else 'pm'}"


AGO = ("3 minutes ago", "25 minutes ago", "1 hour ago", "2 hours ago", "3 hours ago")
VOR = ("vor 3 Minuten", "vor 25 Minuten", "vor 1 Stunde", "vor 2 Stunden", "vor 3 Stunden")
BARE = ("5 Minuten", "25 Minuten", "1 Stunde", "2 Stunden", "3 Stunden")
MIXED = ("Just now", "25 minutes ago", "13:05", "12:48", "09:05")

TITLED: dict[str, Shape] = {
    "a clock alone": lambda n, clock: (clock, TITLES[n], *BODIES[n]),
    "Uhr alone": lambda n, clock: (f"{dotted(clock)} Uhr", TITLES[n], *BODIES[n]),
    "am and pm": lambda n, clock: (halved(clock), TITLES[n], *BODIES[n]),
    "am and pm with a zone": lambda n, clock: (f"{halved(clock)} EDT", TITLES[n], *BODIES[n]),
    "a French clock": lambda n, clock: (clock.replace(":", "h"), TITLES[n], *BODIES[n]),
    "a weekday": lambda n, clock: (f"Donnerstag, {dotted(clock)} Uhr", TITLES[n], *BODIES[n]),
    "date and time": lambda n, clock: (f"June 14, 2025 at {halved(clock)} ET", TITLES[n], *BODIES[n]),
    "date and time in figures": lambda n, clock: (f"14.06.2025, {clock} Uhr", TITLES[n], *BODIES[n]),
    "a label": lambda n, clock: (f"Published at {clock}", TITLES[n], *BODIES[n]),
    "seconds of a database": lambda n, _: (str(1749913800 - n * 3600), TITLES[n], *BODIES[n]),
    "time ago": lambda n, _: (AGO[n], TITLES[n], *BODIES[n]),
    "time ago in German": lambda n, _: (VOR[n], TITLES[n], *BODIES[n]),
    "time ago without ago": lambda n, _: (BARE[n], TITLES[n], *BODIES[n]),
    "time ago, further down the clock": lambda n, _: (MIXED[n], TITLES[n], *BODIES[n]),
    "both, glued": lambda n, clock: (f"{n + 1}h ago({clock} GMT)", TITLES[n], *BODIES[n]),
    "a bullet": lambda n, clock: (f"• {clock}", TITLES[n], *BODIES[n]),
    "a dash and the headline": lambda n, clock: (f"{clock} – {TITLES[n]}", *BODIES[n]),
    "a bar and the headline": lambda n, clock: (f"{clock} | {TITLES[n]}", *BODIES[n]),
    "a French colon": lambda n, clock: (f"{clock.replace(':', 'h')} : {TITLES[n]}", *BODIES[n]),
    "Uhr, colon, headline": lambda n, clock: (f"{dotted(clock)} Uhr: {TITLES[n]}", *BODIES[n]),
    "plus signs": lambda n, clock: (f"+++ {clock} {TITLES[n]} +++", *BODIES[n]),
    "plus signs, the time last": lambda n, clock: (f"+++ {TITLES[n]} ({clock} Uhr) +++", *BODIES[n]),
    "the time behind the headline": lambda n, clock: (f"{TITLES[n]}{clock}", *BODIES[n]),
    "the time below the headline": lambda n, clock: (TITLES[n], clock, *BODIES[n]),
    "a heading of Markdown": lambda n, clock: (f"## {clock} {TITLES[n]}", *BODIES[n]),
    "a heading and a slanted time": lambda n, clock: (f"### {TITLES[n]}", f"*{clock}*", *BODIES[n]),
    "links of Markdown": lambda n, clock: (
        f"## {clock} [{TITLES[n]}](https://paper.example/{n})",
        *BODIES[n],
    ),
    "buttons": lambda n, clock: (clock, "Share", TITLES[n], *BODIES[n], "Copy link"),
    "a note of the length": lambda n, clock: (TITLES[n], clock, "1 min read", *BODIES[n]),
    "a clock of Spain": lambda n, clock: (halved(clock).replace("m", ". m."), TITLES[n], *BODIES[n]),
    "a clock of Japan": lambda n, clock: (f"【{clock.replace(':', '時')}分】{TITLES[n]}", *BODIES[n]),
    "a clock and its zone in words": lambda n, clock: (f"{clock} بتوقيت غرينتش", TITLES[n], *BODIES[n]),
    "the time in two lines": lambda n, clock: (
        f"14 Jun 2025 - {clock}",
        f"({clock} GMT)",
        TITLES[n],
        *BODIES[n],
    ),
    "time ago above the clock": lambda n, clock: (AGO[n], f"{clock} BST", TITLES[n], *BODIES[n]),
    "plus signs above a clock in brackets": lambda n, clock: (
        f"+++ {TITLES[n]} +++",
        f"[{clock} Uhr] {BODIES[n][0]}",
        *BODIES[n][1:],
    ),
    "the agency signs": lambda n, clock: (
        f"{clock} – {TITLES[n]}",
        *BODIES[n][:-1],
        f"{BODIES[n][-1]} (dpa)",
    ),
    "the time twice": lambda n, clock: (
        f"{TITLES[n]}published at {clock} BST 14 June{clock} BST 14 June",
        *BODIES[n],
    ),
}
SIGNED: dict[str, Shape] = {
    "the author below the time": lambda n, clock: (clock, AUTHORS[n], TITLES[n], *BODIES[n]),
    "By": lambda n, clock: (clock, f"By {AUTHORS[n]}", TITLES[n], *BODIES[n]),
    "the author glued to the time": lambda n, clock: (clock + AUTHORS[n], TITLES[n], *BODIES[n]),
    "the author above the time": lambda n, clock: (AUTHORS[n], clock, TITLES[n], *BODIES[n]),
    "author and date below the headline": lambda n, clock: (
        TITLES[n],
        f"{AUTHORS[n]}, 14 June 2025 {clock}",
        *BODIES[n],
    ),
    "a byline closes": lambda n, clock: (TITLES[n], *BODIES[n], f"{AUTHORS[n]}14 June 2025 {clock}"),
    "a byline of two lines closes": lambda n, clock: (
        TITLES[n],
        *BODIES[n],
        AUTHORS[n],
        f"14 June 2025, {clock}",
    ),
}
SIGNED |= {
    "the author closes": lambda n, clock: (clock, TITLES[n], *BODIES[n], AUTHORS[n]),
}
UNTITLED: dict[str, Shape] = {
    "a clock alone": lambda n, clock: (clock, *BODIES[n]),
    "a dash": lambda n, clock: (f"{clock} - {BODIES[n][0]}", *BODIES[n][1:]),
    "brackets": lambda n, clock: (f"[{clock}] {BODIES[n][0]}", *BODIES[n][1:]),
    "a bullet": lambda n, clock: (f"• {clock} {BODIES[n][0]}", *BODIES[n][1:]),
    "a dotted clock": lambda n, clock: (f"{dotted(clock)} {BODIES[n][0]}", *BODIES[n][1:]),
    "p.m. and a zone": lambda n, clock: (
        f"{halved(clock).replace('m', '.m.')} ET {BODIES[n][0]}",
        *BODIES[n][1:],
    ),
    "bold in Markdown": lambda n, clock: (f"**{clock}** {BODIES[n][0]}", *BODIES[n][1:]),
}


@pytest.mark.parametrize("shape", TITLED.values(), ids=TITLED.keys())
def test_a_text_with_headlines(shape: Shape) -> None:
    """Each shape of time line gives the five posts, each with its headline and its own paragraphs only."""
    blog = read(flat(shape))
    assert blog is not None
    assert [post.title for post in blog.posts] == list(TITLES)
    assert [plain(post).removesuffix(" (dpa)") for post in blog.posts] == [" ".join(body) for body in BODIES]
    assert all(post.published for post in blog.posts)
    assert 0.5 <= blog.confidence <= 0.85


@pytest.mark.parametrize("shape", SIGNED.values(), ids=SIGNED.keys())
def test_a_text_with_authors(shape: Shape) -> None:
    """The author is taken from where pages put it, and is in no body."""
    blog = read(flat(shape))
    assert blog is not None
    assert [post.authors for post in blog.posts] == [(author,) for author in AUTHORS]
    assert [post.title for post in blog.posts] == list(TITLES)
    assert [plain(post) for post in blog.posts] == [" ".join(body) for body in BODIES]


@pytest.mark.parametrize("shape", UNTITLED.values(), ids=UNTITLED.keys())
def test_a_text_without_headlines(shape: Shape) -> None:
    """Where posts have no headline, none is made of their first sentence."""
    blog = read(flat(shape))
    assert blog is not None
    assert [post.title for post in blog.posts] == [None] * len(TITLES)
    assert [plain(post) for post in blog.posts] == [" ".join(body) for body in BODIES]


def test_captions_that_a_text_doubles() -> None:
    """A caption that stands twice, once with the agency, is shown once, as a caption; a credit makes one too."""
    captions = (
        "A gull sits on the closed gate",
        "A gull sits on the closed gate (Harbour Press)",
        "Photograph: HP/Getty",
    )
    blog = read(flat(lambda n, clock: (clock, TITLES[n], *BODIES[n], *(captions if n == 1 else ()))))
    assert blog and blog.posts[1].html
    assert blog.posts[1].html.splitlines()[-2:] == [
        "<figure><figcaption>A gull sits on the closed gate (Harbour Press)</figcaption></figure>",
        "<figure><figcaption>Photograph: HP/Getty</figcaption></figure>",
    ]


def test_lines_that_a_program_broke() -> None:
    """Paragraphs wrapped at a column and sentences broken at a link are whole again."""
    wrapped = "\n\n".join(
        textwrap.fill(line, 72)
        for line in flat(lambda n, clock: (f"{clock} - {' '.join(BODIES[n] * 3)}",)).splitlines()
    )
    blog = read(wrapped)
    assert blog and [plain(post) for post in blog.posts] == [" ".join(body * 3) for body in BODIES]
    broken = (
        "The ferry Aurora",
        "has turned back to the quay, says the line in a note of two lines to the",
        "press",
        ".",
    )
    blog = read(flat(lambda n, clock: (clock, TITLES[n], *(broken if n == 2 else BODIES[n]))))
    assert blog and blog.posts[2].html == f"<p>{' '.join(broken[:3])} .</p>".replace(" .<", ".<")


def test_title_and_summary_of_a_text() -> None:
    """The page's own headline and standfirst are found below its menu."""
    blog = read(flat(TITLED["a clock alone"]))
    assert blog is not None
    assert (blog.title, blog.summary) == HEAD[3:]


def test_day_headings_apply_to_the_posts_below() -> None:
    """A date heading is the day of the posts up to the next; a date over the first post alone is the page's."""
    days = {0: ("Samstag, 14. Juni",), 3: ("Freitag, 13. Juni",)}
    under = read(flat(lambda n, clock: (*days.get(n, ()), f"{dotted(clock)} Uhr: {TITLES[n]}", *BODIES[n])))
    alone = read(flat(TITLED["a clock alone"], head=(*HEAD, "Saturday 14 June 2025")))
    assert under and alone
    assert [post.day for post in under.posts] == ["Samstag, 14. Juni"] * 3 + ["Freitag, 13. Juni"] * 2
    assert [post.day for post in alone.posts] == [None] * 5
    assert alone.updated == "Saturday 14 June 2025"


def test_an_index_of_headlines_makes_no_posts() -> None:
    """Key events on top and related articles below repeat the look of the posts."""
    index = [line for clock, title in zip(CLOCKS, TITLES, strict=True) for line in (clock, title)]
    related = (
        "14:50",
        "Ten walks along the coast",
        "12:10",
        "How to smoke an eel",
        "08:15",
        "Herring, plain",
    )
    blog = read(flat(TITLED["a clock alone"], head=(*HEAD, "Key events", *index), tail=(*related, *TAIL)))
    assert blog is not None
    assert [plain(post) for post in blog.posts][:4] == [" ".join(body) for body in BODIES][:4]
    assert len(blog.posts) == 5


def test_a_pinned_copy_is_no_post() -> None:
    """A post shown on top and again in its place is one."""
    pinned = (CLOCKS[2], TITLES[2], *BODIES[2])
    blog = read(flat(TITLED["a clock alone"], head=(*HEAD, *pinned)))
    assert blog is not None
    assert [post.title for post in blog.posts] == list(TITLES)


HTML: dict[str, Shape] = {
    "headings with Uhr": lambda n, clock: (f"<h2>{dotted(clock)} Uhr: {TITLES[n]}</h2>", paragraphs(n)),
    "headings with a clock": lambda n, clock: (f"<h3>{clock} {TITLES[n]}</h3>", paragraphs(n)),
    "a heading below the time": lambda n, clock: (f"<h3>{clock}</h3><h4>{TITLES[n]}</h4>", paragraphs(n)),
    "a heading above the time": lambda n, clock: (f"<h3>{TITLES[n]}</h3><p>{clock}</p>", paragraphs(n)),
    "a bold line": lambda n, clock: (f"<p><b>{clock} - {TITLES[n]}</b></p>", paragraphs(n)),
    "a bold line and a break": lambda n, clock: (
        f"<p><b>+++ {clock} {TITLES[n]} +++</b><br>{BODIES[n][0]}</p>",
        *(f"<p>{text}</p>" for text in BODIES[n][1:]),
    ),
    "breaks only": lambda n, clock: (f"<br><br>{clock} Uhr: {TITLES[n]}<br>{'<br>'.join(BODIES[n])}",),
    "an anchor element": lambda n, clock: (
        f"<div id='p{n}'><div class='at'>{clock} Uhr</div><h2>{TITLES[n]}</h2></div>",
        paragraphs(n),
    ),
    "divs": lambda n, clock: (f"<div class='t'>{clock}</div><div class='h'>{TITLES[n]}</div>", paragraphs(n)),
    "a container, the time below": lambda n, clock: (
        f"<section><h3>{TITLES[n]}</h3>{paragraphs(n)}<p class='by'>{AUTHORS[n]}, {clock}</p></section>",
    ),
    "a definition list": lambda n, clock: (
        f"<dl><dt>{clock} – {TITLES[n]}</dt><dd>{' '.join(BODIES[n])}</dd></dl>",
    ),
}


@pytest.mark.parametrize("shape", HTML.values(), ids=HTML.keys())
def test_clock_headings_in_an_article(shape: Shape) -> None:
    """The siblings below a clock heading are the post, however the heading is marked up."""
    blog = read(markup(shape), "html")
    assert blog is not None
    assert [post.title for post in blog.posts] == list(TITLES)
    assert [plain(post) for post in blog.posts] == [" ".join(body) for body in BODIES]


def test_a_bold_clock_begins_a_paragraph() -> None:
    """`<p><strong>15.10</strong> text` begins a post; the time is not in its body, the markup of the rest is."""
    page = markup(
        lambda n, clock: (
            f"<p><strong>{dotted(clock)}</strong> See <a href='/{n}'>this</a>. {BODIES[n][0]}</p>",
        )
    )
    blog = read(page, "html")
    assert blog is not None
    assert [post.published for post in blog.posts] == [dotted(clock) for clock in CLOCKS]
    assert blog.posts[1].html == f'<p>See <a href="/1">this</a>. {BODIES[1][0]}</p>'


def test_anchors_and_machine_times() -> None:
    """A post's anchor is the id of its heading or of the empty element above; its time what the element states."""
    stated = markup(
        lambda n, clock: (
            f"<h3 id='u{n}'><time datetime='2025-06-14T{clock}:00Z'>{clock}</time></h3>",
            paragraphs(n),
        )
    )
    above = markup(lambda n, clock: (f"<a name='u{n}'></a><h3>{clock} Uhr: {TITLES[n]}</h3>", paragraphs(n)))
    for page in (stated, above):
        blog = read(page, "html")
        assert blog is not None
        assert [post.anchor for post in blog.posts] == [f"u{n}" for n in range(5)]
    blog = read(stated, "html")
    assert blog and blog.posts[0].published == "2025-06-14T15:10:00Z"


def test_a_table_keeps_its_shape() -> None:
    """A list or table within a post stays one, though its rows were looked at one by one."""
    inner = "<ul><li>One boat is in.</li><li>Two boats are out.</li></ul>"
    blog = read(markup(lambda n, clock: (f"<h2>{clock} Uhr: {TITLES[n]}</h2>", paragraphs(n), inner)), "html")
    assert blog and blog.posts[0].html and inner in blog.posts[0].html


@pytest.mark.parametrize("form", ["{}'", "{}'+2'", "{}. min", "{} min", "Min {}", "{}. perc", "{} min:"])
def test_minutes_of_play_are_times_where_there_are_no_others(form: str) -> None:
    """A ticker that counts the minutes of play is read; its posts have no time but are told apart by the minute."""
    played = (90, 71, 45, 12, 3)
    blog = read(flat(lambda n, _: (form.format(played[n]), *BODIES[n])))
    assert blog is not None
    assert [(post.published or "").strip(":") for post in blog.posts] == [
        form.format(n).strip(":") for n in played
    ]
    assert [plain(post) for post in blog.posts] == [" ".join(body) for body in BODIES]
    both = read(flat(lambda n, clock: (clock, f"{played[n]} min: {BODIES[n][0]}", *BODIES[n])))
    assert both is not None
    assert [post.published for post in both.posts] == list(CLOCKS)


REFUSED: dict[str, tuple[str, Kind]] = {
    "a chronology": (
        markup(lambda n, clock: (f"<h3>{clock}</h3>", paragraphs(-1 - n)), title="How the mole broke"),
        "html",
    ),
    "a wire column": (flat(lambda n, clock: (f"{clock} - {TITLES[n]}",)), "text"),
    "a programme": (flat(lambda n, clock: (f"{clock} – {clock[:2]}:59 {TITLES[n]}",)), "text"),
    "results": (flat(lambda n, clock: (f"{TITLES[n][:12]} 2:1 1:0 {clock}",)), "text"),
    "a recording": (flat(lambda n, _: (f"{n * 7}:{n * 9 % 60:02} - {BODIES[n][0]}",)), "text"),
    "minutes of a match that is over": (
        flat(lambda n, _: (f"{90 - n}'", *BODIES[n]), head=("Harbour Rovers win the cup",)),
        "text",
    ),
    "a recording with its text": (
        flat(lambda n, _: (f"00:0{n}:{n}5 Host: {BODIES[n][0]}",), head=("Live TV", "Episode 42")),
        "text",
    ),
    "a plan of round hours": (
        flat(lambda n, _: (f"{19 + n}:00", TITLES[n], *BODIES[n]), head=("Live TV",), tail=()),
        "text",
    ),
    "people talking": (
        flat(lambda n, _: (f"{AUTHORS[n]}  {2 + n}:0{n} PM", *BODIES[n]), head=("Latest", "Live")),
        "text",
    ),
    "comments": (flat(lambda n, clock: (AUTHORS[n], f"14 June 2025 {clock}", *BODIES[n], "Reply")), "text"),
    "a front page": (flat(lambda n, _: (TITLES[n], f"{n * n % 5 + 1} hours ago")), "text"),
    "an archive": (flat(lambda n, clock: (TITLES[n], "It is said so.", f"14 June 2025 {clock}")), "text"),
    "an article": (flat(lambda n, _: BODIES[n]), "text"),
    "cards of links": (
        markup(
            lambda n, clock: (f"<div><a href='/{n}'><h3>{TITLES[n]}</h3>{paragraphs(n)}</a>{clock}</div>",)
        ),
        "html",
    ),
    "an aside": (
        markup(lambda n, clock: (f"<p>{clock} {TITLES[n]}</p>",), around="<aside>{}</aside>"),
        "html",
    ),
    "nothing": ("", "text"),
}


@pytest.mark.parametrize(("page", "kind"), REFUSED.values(), ids=REFUSED.keys())
def test_what_only_looks_like_posts_is_refused(page: str, kind: Kind) -> None:
    """Times that head no posts give nothing, even on a page that calls itself live."""
    assert read(page, kind) is None


def test_a_chronology_becomes_a_blog_where_the_page_says_live() -> None:
    """The same headings on a page that calls itself live are posts: the words of the page decide."""
    assert read(markup(HTML["headings with a clock"], title="How the mole broke"), "html") is None
    assert read(markup(HTML["headings with a clock"], title="Storm: live updates"), "html") is not None


LINES = st.sampled_from(
    [*CLOCKS, "5m ago", "1749913800", *TITLES, *(text for body in BODIES for text in body), *TAIL, ""]
)


@given(st.lists(LINES, max_size=60))
def test_no_line_is_used_twice(lines: list[str]) -> None:
    """Whatever the order of lines, a post's lines are the page's, in order, and none is in two posts."""
    numbered = [f"On {n}: {text}" if len(text) > 60 else text for n, text in enumerate(lines)]
    blog = read("\n".join(["Live", *numbered]), url="https://paper.example/live/x")
    used = (
        [text for post in blog.posts for text in re.findall(r"<p>(.*?)</p>", post.html or "")] if blog else []
    )
    long = [text for text in used if len(text) > 60]
    assert len(long) == len(set(long))
    places = [numbered.index(text) for text in long]
    assert places == sorted(places)


@given(st.text(max_size=400), st.sampled_from(["text", "html"]))
def test_any_text_is_read_without_a_fault(text: str, kind: Kind) -> None:
    """No text makes the recogniser fail."""
    page = (
        f"<html><body><p>12:00</p>{text}<p>{text}</p></body></html>" if kind == "html" else f"12:00\n{text}"
    )
    read(page * 3, kind)


@pytest.mark.parametrize("tag", ["span", "b", "div", "p", "ul", "blockquote", "br", "table"])
def test_deep_markup_is_read_without_a_fault(tag: str) -> None:
    """Elements nested as deep as a page may nest cost no stack."""
    deep = f"<{tag}>" * 200 + "12:00 text" + f"</{tag}>" * 200
    read(markup(lambda n, clock: (f"<p>{clock} {BODIES[n][0]}</p>", deep if n == 2 else "")), "html")


def wrapped(text: str, width: int) -> str:
    """A text as lynx or html2text breaks it."""
    return "\n".join("\n".join(textwrap.wrap(line, width)) or "" for line in text.splitlines())


@pytest.mark.parametrize("width", [72, 80, 100, 120])
def test_a_text_broken_at_a_column_is_mended(width: int) -> None:
    """Paragraphs that a program broke are whole again, also where an address is longer than the column."""
    text = flat(lambda n, clock: ("", clock, "", f"## {TITLES[n]}", "", *"\n\n".join(BODIES[n]).split("\n")))
    blog = read(f"{wrapped(text, width)}\nhttps://paper.example/{'long-' * 40}\n")
    assert blog is not None
    assert [plain(post) for post in blog.posts] == [" ".join(body) for body in BODIES]


def test_links_as_lynx_numbers_them_are_no_text() -> None:
    """'[12]Harbour' and the list of addresses at the end belong to the program that made the text."""
    shape: Shape = lambda n, clock: (f"[{n + 20}]{clock}", f"[{n + 40}]{TITLES[n]}", *BODIES[n])  # noqa: E731
    links = [f"   {n}. https://paper.example/{n}" for n in range(1, 45)]
    blog = read(flat(shape, tail=["[60]Most read", "[61]Ten walks", "References", "", *links]))
    assert blog is not None
    assert [post.title for post in blog.posts] == list(TITLES)
    assert [plain(post) for post in blog.posts] == [" ".join(body) for body in BODIES]


def test_words_that_links_broke_off_are_joined() -> None:
    """A text with a line for each element has a sentence in pieces; it is one paragraph again."""
    pieces = (
        "The ferry",
        "Aurora",
        "has turned back to the",
        "quay",
        "with a broken pump and a cross captain on her bridge, the line said.",
    )
    blog = read(flat(lambda n, clock: (clock, TITLES[n], *pieces, *BODIES[n])))
    assert blog is not None
    assert all("quay with a broken pump" in plain(post) for post in blog.posts)


def test_the_date_of_a_card_is_no_heading() -> None:
    """An article that is recommended below a post has a date, which says nothing of the posts further down."""
    card = ("How the mole was built", "By Ada Crewe", "26 May 2025")
    blog = read(flat(lambda n, clock: (clock, TITLES[n], *BODIES[n], *(card if n == 1 else ()))))
    assert blog is not None
    assert {post.day for post in blog.posts} == {None}


def test_a_list_in_two_words_for_live_is_a_list() -> None:
    """Headline and a short sentence each is a list of articles, unless the page's title says that it is live."""
    shape: Shape = lambda n, clock: (clock, TITLES[n], "It is said so by all who were there on the quay.")  # noqa: E731
    assert read(flat(shape, head=("Latest news and updates",))) is None
    blog = read(flat(shape, head=("Harbour festival: live updates from the quay",)))
    assert blog is not None
    assert len(blog.posts) == len(CLOCKS)


def test_a_link_that_closes_each_post_heads_none() -> None:
    """The same short line at the end of all posts is not the headline of the next."""
    blog = read(flat(lambda n, clock: (clock, AUTHORS[n], *BODIES[n], "All about the harbour")))
    assert blog is not None
    assert [post.title for post in blog.posts] == [None] * len(CLOCKS)
    assert [post.authors for post in blog.posts] == [(author,) for author in AUTHORS]

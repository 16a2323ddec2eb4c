"""The decision for a hop: never another site, never backwards, never without evidence; and the words it weighs."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedgen_liveblog.model import LiveBlog, Post
from feedgen_liveblog.stories import addresses, words
from feedgen_liveblog.stories.choice import Follow
from feedgen_liveblog.stories.decide import Known, Weighed, best, weigh
from feedgen_liveblog.stories.leads import Kind, Lead
from feedgen_liveblog.stories.signs import Sign

NOW = datetime(2024, 11, 2, 12, 0, tzinfo=UTC)
URL = "https://news.example/world/live/2024/nov/01/harbour-fire-crews-return-live"
NAMES = ("Aas", "Quill", "Dorn", "Melby", "Norhaven", "Sandholm", "Wickstrand")
OTHERS = ("Reis", "Amberly", "Brassworks", "Kestrel", "Monk", "Orme", "Pell")
CLOSED = Sign(why="its page says that it is closed")


def live(url: str, title: str, newest: datetime, names: tuple[str, ...] = NAMES) -> LiveBlog:
    """A live blog of twelve posts, one each half hour, that speak of some people."""
    posts = tuple(
        Post(
            guid=f"{url}#{n}",
            html=f"<p>They say that {names[n % 7]} met {names[(n + 2) % 7]} there.</p>",
            published=newest - timedelta(minutes=30 * n),
        )
        for n in range(12)
    )
    return LiveBlog(id=url, title=title, url=url, posts=posts, recognised="dom")


KNOWN = Known(
    url=URL,
    live=live(URL, "Harbour fire live: crews return", NOW - timedelta(hours=14)),
    homes=(URL,),
    past=(("Harbour fire live: crews return", URL),),
    been=(URL,),
)
NEXT = "https://news.example/world/live/2024/nov/02/harbour-fire-inquiry-opens-live"


def weighed(
    url: str = NEXT,
    title: str = "Harbour fire live: inquiry opens",
    *,
    kind: Kind = Kind.LISTED,
    newest: datetime = NOW,
    names: tuple[str, ...] = NAMES,
    follow: Follow | None = None,
    sign: Sign = CLOSED,
    known: Known = KNOWN,
) -> Weighed:
    """What is made of a lead."""
    found = live(url, title, newest, names)
    return weigh(Lead(url=url, kind=kind), url, found, known, follow or Follow(), sign, now=NOW)


_DAYS = st.dates(datetime(2024, 9, 1).date(), datetime(2025, 2, 1).date())  # noqa: DTZ001
_HOSTS = st.sampled_from(
    ["news.example", "www.news.example", "m.news.example", "evil.example", "news.example.evil.example"]
)


@given(_HOSTS, _DAYS, st.integers(-200, 48), st.sampled_from(Kind), st.booleans())
def test_no_hop_leads_to_another_site_or_back(
    host: str, day: datetime, hours: int, kind: Kind, matched: bool
):
    """Whatever else speaks for it, and whatever the user's pattern fits."""
    url = f"https://{host}/world/live/{day:%Y}/{day:%b}/{day:%d}/harbour-fire-inquiry-live".lower()
    newest = NOW + timedelta(hours=hours)

    one = weighed(url, kind=kind, newest=newest, follow=Follow(match="*harbour*") if matched else None)

    if not one.refused:
        assert addresses.same_site(url, URL)
        assert addresses.day(url) >= addresses.day(URL)  # type: ignore[operator]
        assert NOW - timedelta(hours=16) < newest <= NOW + timedelta(hours=1)
        assert one.points >= 5


@given(st.sampled_from(Kind), st.booleans())
def test_no_hop_is_made_on_one_kind_of_evidence_alone(kind: Kind, certain: bool):
    """Another story's live blog, made in another way at another kind of address, is none of this story."""
    found = replace(
        live("https://news.example/sport/x-y-z", "Regatta results", NOW, OTHERS), recognised="json-ld"
    )
    sign = Sign(why="quiet", certain=certain)

    one = weigh(Lead(url=found.url, kind=kind), found.url, found, KNOWN, Follow(), sign, now=NOW)

    assert one.refused


def test_the_story_s_next_live_blog_is_followed():
    """Each way to it is evidence enough with what else is seen."""
    for kind in Kind:
        assert not weighed(kind=kind).refused, kind


@pytest.mark.parametrize("kind", [Kind.LISTED, Kind.LINK])
@pytest.mark.parametrize(
    ("slug", "title"),
    [
        ("harbour-festival-crowds-gather-live", "Harbour festival live: crowds gather"),
        ("harbour-fire-museum-opens-live", "Harbour fire museum live: doors open"),
        ("storm-reaches-coast-live", "Storm reaches coast live: trains stop"),
    ],
)
def test_another_story_s_live_blog_is_not(kind: Kind, slug: str, title: str):
    """Though its address is like the story's, and it has a word or two in common."""
    url = f"https://news.example/world/live/2024/nov/02/{slug}"
    assert "too little speaks for it" in weighed(url, title, kind=kind, names=OTHERS).refused


def test_a_mere_silence_asks_for_more():
    """A live blog that has not said that it is over is left only for one that is like it in all."""
    part = {
        "url": "https://news.example/world/live/2024/nov/02/ukraine-live",
        "title": "Harbour blaze live: rain",
    }
    assert not weighed(**part).refused  # type: ignore[arg-type]
    assert weighed(**part, sign=Sign(why="quiet", certain=False)).refused  # type: ignore[arg-type]
    assert not weighed(sign=Sign(why="quiet", certain=False)).refused


def test_the_user_s_word():
    """What does not fit his pattern, or is refused, is not followed; what fits needs less to speak for it."""
    assert weighed(follow=Follow(match="*inquiry*")).points == weighed().points + 2
    assert weighed(follow=Follow(match="*regatta*")).refused == "does not fit '*regatta*'"
    assert weighed(follow=Follow(refuse=("*/live/2024/nov/02/*",))).refused == "refused in the configuration"
    other = ("https://news.example/politics/live/2024/nov/02/late-sitting", "Late sitting")
    assert weighed(*other, names=OTHERS).refused
    assert not weighed(
        *other, names=OTHERS, follow=Follow(start="https://news.example/politics", match="*late*")
    ).refused


def test_where_the_story_has_been_is_no_next():
    """Nor is the live blog itself under another of its addresses."""
    known = replace(KNOWN, been=(URL, NEXT))
    assert weighed(NEXT + "?utm_source=x", known=known).refused == "the story has been there"


def test_one_that_ran_beside_it_is_no_next():
    """A live blog of the same story that has run for days goes on when this one is over: it is not its successor."""
    both = "https://news.example/world/live/2024/nov/02/harbour-fire-inquiry-live"
    assert not weighed(both, "Harbour fire live: the inquiry").refused
    beside = weighed(
        both,
        "Harbour fire live: the inquiry",
        known=replace(KNOWN, live=live(URL, "", NOW - timedelta(hours=1))),
    )
    assert "ran beside it" in beside.reasons
    assert beside.refused


def test_of_two_at_once_the_one_that_is_like_it_is_chosen():
    """And of two days the earlier, so that none is left out."""
    rival = weighed(
        "https://news.example/world/live/2024/nov/02/harbour-fire-inquiry-live", "Harbour fire inquiry live"
    )
    later = weighed(
        "https://news.example/world/live/2024/nov/03/harbour-fire-vote-live", "Harbour fire live: vote"
    )
    right = weighed()
    for order in ([rival, later, right], [right, rival, later], [later, right, rival]):
        assert best(order) is right
    assert best([replace(right, refused="for a test")]) is None


@pytest.mark.parametrize(
    ("title", "other", "alike"),
    [
        ("Harbour fire live: crews return", "Harbour fire live: inquiry opens", True),
        (
            "En direct, crue de la Vairelle : deux ponts coupés",
            "En direct, crue de la Vairelle : la décrue",
            True,
        ),
        (
            "Liveticker Hafenbrand Norhaven: Fähren stehen",
            "Hafenbrand Norhaven im Liveticker: Hafen offen",
            True,
        ),
        ("港の火災 ライブ：消防隊が戻る", "港の火災 ライブ：調査が始まる", True),
        ("Harbour fire live: crews return", "Harbour festival live: crowds gather", False),
        ("Harbour live: fire", "Harbour live: festival", False),
        ("Live updates", "Live updates", False),
    ],
)
def test_titles_of_one_story_are_alike(title: str, other: str, alike: bool):
    """By the piece that names the story, whatever the headline beside it says."""
    found = words.resemblance([(title, "https://x.example/1")], (other, "https://x.example/2"))
    assert (found >= 0.7) is alike


def test_what_all_days_had_in_common_is_the_story_s_name():
    """Though no two of its titles are alike."""
    past = [("Crews fight harbour blaze in Norhaven", ""), ("Norhaven counts its boats after blaze", "")]
    assert words.resemblance(past, ("Blaze: Norhaven asks why", "")) >= 0.7


def test_names_tell_stories_apart():
    """The same people and places are spoken of from day to day; where there are none, nothing is said."""
    one, other = live(URL, "", NOW), live(NEXT, "", NOW, OTHERS)
    assert words.shared_names(one.posts, one.posts) == 1
    assert words.shared_names(one.posts, other.posts) == 0
    assert words.shared_names([Post(guid="x", html="<p>no names</p>")], one.posts) is None

"""What the names of a list, of what is round it and of its fields say: posts, articles, comments, a menu."""

import re
from collections.abc import Sequence

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.lists import fieldnames
from feedgen_liveblog.lists.columns import Column
from feedgen_liveblog.lists.fieldnames import vocabulary

_SURE_NAMES = vocabulary("""
    liveblog liveblogs live liveblogupdate liveblogupdates liveupdates liveposts livefeed livetext
    livetextstream ticker liveticker commentary commentaries commentarylist minutebyminute directo direct
    diretta livestream
""")
_LIKELY_NAMES = vocabulary("""
    posts post updates update entries entry bulletins timeline feed messages events event blocks stream
    notes
    newsticker eintrage eintraege beitrage beitraege billets entradas blogposts report
""")
_OTHER_NAMES = vocabulary("""
    related recommended recommendations mostread mostviewed popular trending latestnews headlines articles
    teasers navigation nav menu header footer sidebar breadcrumbs widgets notifications ads offers
    products
    jobs reviews discussion newsletters videos galleries podcasts episodes fixtures schedule standings
    mehrzumthema
""")
_HOPELESS = vocabulary("""
    keyevents keymoments keypoints highlights pinned pinnedpost pinnedposts images renditions crops srcset
    tags categories authors breadcrumb menu navigation
""")
# A copy of the posts for search engines, often cut.
_METADATA = vocabulary("linkeddata schema schemaorg jsonld ldjson structureddata seo seodata")
_COMMENTS = vocabulary("comments comment replies reply kommentare commentaires comentarios discussion")
_PLAY_FIELDS = vocabulary("""
    over overs overnumber overactual ball ballnumber ballnbr inning innings inningnumber period quarter
    half
    periodname ishome homescore awayscore matchminute matchtime matchclock gameclock gameminute eventteam eventtime
""")
_ARTICLE_FIELDS = vocabulary("""
    section sectionname channel kicker readingtime readtime wordcount premium ispremium paywall ispaid
    sponsored commentcount commentscount numberofcomments isopinion
""")
# Reporters have these too.
_SOCIAL_FIELDS = vocabulary("likes likecount upvotes votes username avatar")
_READER_FIELDS = vocabulary("""
    dislikes downvotes replies replycount isreply inreplyto parentid rating stars
    reviewbody verified reads quotecount trustlevel postnumber ups downs karma depth
    favoritecount retweetcount totalreplycount viewerrating canrate
""")
_SPANS = vocabulary("end enddate endtime endsat enddatetime endat ends duration onset effective")
_SURE = expression(r"live(?:blog|ticker)(?:items|entries|entrys|posts|updates|elements|eintraege)")
LIVE = expression(
    r"live[ _-]?(?:blog|ticker|text|coverage|feed|story|post)|[^a-z]lives?[^a-z]|ticker|minute-by", re.I
)


def hopeless(path: Sequence[str]) -> bool:
    """Whether a list's name says that it repeats posts or holds something that no post is."""
    return not _HOPELESS.isdisjoint(_names(path)[-2:])


def hinted(path: Sequence[str]) -> float:
    """What the names on the way to a list say for it: from 0 to 0.25."""
    names = _names(path)
    if not _SURE_NAMES.isdisjoint(names[-2:]) or is_sure(path):
        return 0.25
    near = 0.15 if not _LIKELY_NAMES.isdisjoint(names[-2:]) else 0.0
    return near + (0.1 if any(name in _SURE_NAMES or LIVE.search(f" {name} ") for name in names) else 0.0)


def is_sure(path: Sequence[str]) -> bool:
    """Whether a list is called a live blog's items: one of 'live blogs' may be of their pages."""
    return any(map(_SURE.fullmatch, _names(path)[-2:]))


def _names(path: Sequence[str]) -> list[str]:
    return ["".join(fieldnames.words(key)) for key in path if key]


def keys_of(columns: Sequence[Column]) -> frozenset[str]:
    """The folded names of the fields that are the records' own."""
    return frozenset(
        "".join(fieldnames.words(col.path[-1])) for col in columns if not fieldnames.foreign(col.path)
    )


def is_play(columns: Sequence[Column]) -> bool:
    """Whether the fields tell the course of a match."""
    return not _PLAY_FIELDS.isdisjoint(keys_of(columns))


def against(path: Sequence[str], columns: Sequence[Column], *, play: bool, titled: bool) -> float:
    """What names say against posts, from 0 down.

    `play`: the list tells the course of a match; `titled`: the records have headlines, as comments have not.
    """
    names, keys = _names(path), keys_of(columns)
    social = len(keys & _SOCIAL_FIELDS) * (0.05 if titled else 0.15)
    rating = -0.1 * min(3, len(keys & _ARTICLE_FIELDS))
    rating -= min(0.6, social + 0.15 * len(keys & _READER_FIELDS))
    rating -= 0.35 * (not _OTHER_NAMES.isdisjoint(names[-3:])) + 0.3 * (not _METADATA.isdisjoint(names))
    # What lasts from one time to another is an event or a broadcast.
    rating -= 0.4 * (not _SPANS.isdisjoint(keys) and not play)
    return rating - 0.6 * (not _COMMENTS.isdisjoint(names[-2:]) and not play)

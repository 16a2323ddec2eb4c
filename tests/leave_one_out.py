"""Leave one publisher out: what the open formats read of each publisher's golden pages without its site.

Prints a table: `python -m tests.leave_one_out`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from feedgen_liveblog import clean
from feedgen_liveblog.errors import LiveblogError
from feedgen_liveblog.model import LiveBlog, Post
from tests.golden import Case, cases

# Their posts are not in the page, or only the newest are: what brings the others is the site's knowledge.
_NEEDED = {
    "sites/aljazeera": "the page has two of the posts, and their text is had by id",
    "sites/bbc": "older posts are had by the site's own query",
    "sites/dw": "the posts are had from the site's API",
    "sites/guardian": "the posts are had from the site's JSON",
    "sites/svt": "the posts are had from the site's database",
    "sites/bbc_world": "its second page has but one post",
    "sites/times_of_israel": "each headline leads to a page of its own, as in a list of articles",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One golden page: of its `posts`, as read with the site, how many were `found` without, with what right."""

    case: str
    posts: int
    found: int = 0
    extra: int = 0
    time: int = 0
    title: int = 0
    by: str
    needs_its_site: str = ""


def publishers() -> list[Case]:
    """The golden pages of publishers."""
    return [case for case in cases() if case.folder.parent.name == "sites"]


def row(case: Case) -> Row:
    """What is read of a page without its site, beside what is read with it."""
    expected = case.read()
    needed = _NEEDED.get(str(case), "")
    blank = Row(case=str(case), posts=len(expected.posts), by="refused", needs_its_site=needed)
    try:
        got = replace(case, settings={**case.settings, "generic": True}).read()
    except LiveblogError:
        return blank
    pairs = _pairs(expected.posts, got)
    return replace(
        blank,
        found=len(pairs),
        extra=len(got.posts) - len(pairs),
        time=sum(one.published == other.published for one, other in pairs),
        title=sum(one.title == other.title for one, other in pairs),
        by=got.recognised,
    )


def _pairs(posts: Sequence[Post], got: LiveBlog) -> list[tuple[Post, Post]]:
    """Posts that begin with the same words, else have the same headline."""
    free = list(got.posts)
    pairs = []
    for post in posts:
        same = next((other for other in free if _start(other) == _start(post)), None)
        same = same or next((other for other in free if post.title and other.title == post.title), None)
        if same:
            free.remove(same)
            pairs.append((post, same))
    return pairs


def _start(post: Post) -> str:
    return "".join(clean.plain(post.html).split())[:40]


def main() -> None:
    """Prints the table."""
    print(
        f"{'page':28} {'posts':>5} {'found':>5} {'extra':>5} {'time':>5} {'title':>5}  read without its site by"
    )
    for one in map(row, publishers()):
        why = f" ({one.needs_its_site})" if one.needs_its_site else ""
        figures = "".join(f" {figure:5}" for figure in (one.posts, one.found, one.extra, one.time, one.title))
        print(f"{one.case.removeprefix('sites/'):28}{figures}  {one.by}{why}")


if __name__ == "__main__":
    main()

"""Whether a link leads from a page to another story: what teasers do, and posts' own addresses do not."""

from feedgen_liveblog import urls
from feedgen_liveblog.expressions import expression

# An article's address has a date, a number or words in it; a section's is one word.
_OF_ARTICLE = expression(r"\d|-")


def leads_elsewhere(href: str | None, page_url: str) -> bool:
    """Whether the link of a page leads to one that is neither this nor, where this is an article, below it."""
    path = urls.split(urls.join(page_url, href or "")).path.rstrip("/")
    own = urls.split(page_url).path.rstrip("/")
    if not path or path == own:
        return False
    return not (_OF_ARTICLE.search(own) and path.startswith(f"{own}/"))

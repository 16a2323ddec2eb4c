"""Posts in the data that a page carries for its own scripts: `__NEXT_DATA__`, Nuxt, Apollo, `const DATA`."""

from dataclasses import replace

from feedgen_liveblog.model import Getter, RawBlog
from feedgen_liveblog.page import Page


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The posts in the page's embedded data, by a generic walk; None if no list in it looks like posts."""
    if page.kind != "html" or not page.state:
        return None
    from feedgen_liveblog.lists import walk as listwalk

    blog = listwalk.find(page.state, url=page.url, name="page state")
    # The page says these of itself in its head; the object next to the posts is often a widget.
    return blog and replace(blog, title=None, summary=None, url=None, language=None, published=None, older=())

"""schema.org LiveBlogPosting as RDFa Lite (https://www.w3.org/TR/rdfa-lite/)."""

from feedgen_liveblog.model import Getter, RawBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers.microdata import as_blog


def parse(page: Page, get: Getter) -> RawBlog | None:
    """The live blog of a page's RDFa."""
    if page.kind != "html" or "LiveBlogPosting" not in page.text or "typeof" not in page.text:
        return None
    roots = page.root.xpath("//*[contains(@typeof,'LiveBlogPosting')]")
    return as_blog(
        roots,
        "rdfa",
        lambda element: (
            element.get("property"),
            element.get("typeof"),
            element.get("resource") or element.get("about"),
        ),
    )

"""The New York Times: posts and reporter updates of a feed; the pinned summary shows no time, JSON-LD has it."""

from feedgen_liveblog.parsers.selectors import Selectors

MATCH = r"^https?://(?:www\.)?nytimes\.com/(?:[\w-]+/)?live/"
SELECTORS = Selectors(
    post="#live-feed-items [data-testid='live-blog-post'], #live-feed-items [data-testid='reporter-update']",
    url="./@data-url",
    time="time",
    title="h2",
    author="[data-testid='live-blog-byline'] p:first-child, [data-testid='live-blog-byline'] > span",
    # 'Pinned', and what is written for those who hear the page: 'Image', 'Credit...'
    drop=(
        ".//*[@data-testid='live-blog-byline' or @data-testid='share-tools' or @data-testid='copy-link']"
        " | .//span[.='Pinned' or .='Image' or .='Credit...']"
    ),
    tz="America/New_York",
)

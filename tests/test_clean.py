"""What a post's body becomes: its own words in plain blocks, without furniture; quickly where it is tidy."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feedgen_liveblog.clean import body, clean
from feedgen_liveblog.clean.tidy import tidied
from feedgen_liveblog.model import Image

BASE = "https://news.example/live/day?page=1"


def cleaned(html: str) -> str:
    """The HTML that a post's markup becomes."""
    return clean(html, base=BASE).html


@pytest.mark.parametrize(
    ("source", "expected"),
    {
        "paragraphs stay": ("<p>One.</p><p>Two.</p>", "<p>One.</p><p>Two.</p>"),
        "wrappers go": ("<div><section><p>One.</p></section></div>", "<p>One.</p>"),
        "bare text": ("Only words", "<p>Only words</p>"),
        "text beside blocks": ("<div>One<p>Two</p>three</div>", "<p>One</p><p>Two</p><p>three</p>"),
        "text in boxes": ("<div>One</div><div>Two <b>b</b></div>", "<p>One</p><p>Two <b>b</b></p>"),
        "breaks stay": ("One<br><br>two", "<p>One<br><br>two</p>"),
        "breaks at the ends go": ("<p><br>One<br></p><br><br>", "<p>One</p>"),
        "empty things go": ("<p></p><p>&nbsp;</p><p><b> </b></p><ul><li></li></ul><p>x</p>", "<p>x</p>"),
        "white space": ("<p>\n  One\n  two \n</p>\n\n<p>x</p>", "<p>One two</p><p>x</p>"),
        "preformatted": ("<pre>a\n  b</pre>", "<pre>a\n  b</pre>"),
        "a page's heading": ("<h1>Head</h1><p>x</p>", "<h2>Head</h2><p>x</p>"),
        "classes, ids, styles": ('<p class="a" id="b" style="color:red">x</p>', "<p>x</p>"),
        "spans and fonts": ('<p><span lang="en">a</span><font>b</font></p>', "<p>ab</p>"),
        "boxes in a line": ("<p><custom-tip>a</custom-tip> b</p>", "<p>a b</p>"),
        "lists": ("<ul>\n<li>a</li>\n<li><p>b</p></li></ul>", "<ul><li>a</li><li><p>b</p></li></ul>"),
        "an item on its own": ("<li><p>a</p></li>", "<p>a</p>"),
        "tables": (
            "<table><tr><td colspan=2>a</td></tr></table>",
            '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>',
        ),
        "a quote with its source": (
            "<blockquote><p>q</p>— A</blockquote>", "<blockquote><p>q</p><p>— A</p></blockquote>"
        ),
        "comments": ("<p>a<!-- b -->c</p>", "<p>ac</p>"),
        "a whole document": ("<html><head><title>t</title></head><body><p>a</p></body></html>b", "<p>a</p><p>b</p>"),
        "an upper-case page": ("<P>a<BR>b</P>", "<p>a<br>b</p>"),
        "arithmetic": ("<p>a < b && c > d</p>", "<p>a &lt; b &amp;&amp; c &gt; d</p>"),
        "hearts": ("<p>I &lt;3 R&amp;B</p>", "<p>I &lt;3 R&amp;B</p>"),
        "markup shown as text": ("<p>use &lt;b&gt; here</p>", "<p>use &lt; b&gt; here</p>"),
        "time elements": ('<p><time datetime="2024-01-01">then</time> x</p>', "<p>then x</p>"),
        "a link round blocks": (
            '<a href="/x"><h3>Title</h3><p>More</p></a>', '<p><a href="https://news.example/x">Title More</a></p>'
        ),
    }.values(),
)  # fmt: skip
def test_structure(source: str, expected: str) -> None:
    """Wrappers, attributes and emptiness go; words, emphasis, lists, tables and line breaks stay."""
    assert cleaned(source) == expected


@pytest.mark.parametrize(
    "box",
    [
        '<div class="ad-slot">Buy now</div>',
        '<div class="js-ad-slot dcr-x1">Buy now</div>',
        '<div id="div-gpt-ad-123">Buy now</div>',
        '<aside class="leaderBoardAd">Buy now</aside>',
        '<ins class="adsbygoogle"></ins>',
        '<div class="advertisement">Buy now</div>',
        '<div class="OUTBRAIN" data-src="x">More from the web</div>',
        '<div class="social-share"><a href="https://x.com/intent">Tweet</a> Email</div>',
        '<ul class="share-buttons"><li>Share</li></ul>',
        '<div class="related-articles"><h4>Related</h4><a href="/x">Other story</a></div>',
        '<section data-component="related-content">Other story</section>',
        '<div class="newsletter-signup"><form><input><button>Sign up</button></form>Get our mails</div>',
        '<div class="PagePromo"><a href="/x">Other story</a></div>',
        '<span class="comment-count">12</span>',
        '<p hidden>Loading</p>',
        '<p style="display: none">Loading</p>',
        '<span class="visually-hidden">Image caption</span>',
        '<p>Advertisement</p>',
        '<div><span>– Anzeige –</span></div>',
        '<p><small>Story continues below advertisement</small></p>',
        '<nav><a href="/">Home</a></nav>',
        '<div class="teaser-box recommendations"><a href="/x">Another story</a></div>',
        '<div class="story__teaser"><a href="/x"><span class="date">15.09.2024</span> <b>Other story</b></a></div>',
        '<a class="link" href="/x"><div class="teaser-info"><div>15.09.2024</div><span>Other story</span></div></a>',
        '<div class="consent-placeholder"><p>At this place you find content of X. I agree.</p></div>',
        '<img class="avatar" src="/u.jpg" width="40" height="40">',
        '<div role="navigation"><a href="/">Home</a></div>',
        '<button>Show more</button>',
        '<form><label>Mail</label><input></form>',
        '<svg><title>Icon</title><path d="M0"></path></svg>',
        '<script>var x = "<p>no</p>"</script>',
        '<style>p{}</style>',
        '<template><p>no</p></template>',
        '<object data="/x.swf">Get Flash</object>',
        '<amp-ad type="x">Buy</amp-ad>',
        '<noscript>Please enable JavaScript</noscript>',
    ],
)  # fmt: skip
def test_what_is_not_the_post_is_not_in_it(box: str) -> None:
    """Advertisements, share bars, related cards, boxes for newsletters and the hidden are in no body."""
    assert cleaned(f"<p>The harbour opened at noon.</p>{box}<p>Ships came.</p>") == (
        "<p>The harbour opened at noon.</p><p>Ships came.</p>"
    )


@pytest.mark.parametrize(
    "name",
    [
        "header", "shadow", "loading", "breadcrumb", "headline", "lead", "reader", "gradient", "adhesive", "add-on",
        "share-price", "shareholders", "social-security", "relatedness", "promotion-playoff", "live-post--has-ads",
        "no-ads", "with-share", "post__live-container--comment-blockquote", "paywall", "entry-content", "post",
        "sponsorship-scandal", "commentary", "ads2024winner", "teaser-text",
    ],
)  # fmt: skip
def test_ordinary_names_are_not_furniture(name: str) -> None:
    """A class that only contains the letters 'ad', or says 'share' of something else, costs no words."""
    assert cleaned(f'<div class="{name}">Words.</div><p>More.</p>') == "<p>Words.</p><p>More.</p>"


def test_what_holds_the_post_is_never_furniture() -> None:
    """A name can be wrong: an element with the only words, or with most of many, stays."""
    words = "The harbour opened at noon. " * 30
    assert "harbour" in cleaned(f'<div class="sponsored"><p>{words}</p></div><p>Ships came.</p>')
    assert cleaned('<article class="promo"><p>Short post.</p></article>') == "<p>Short post.</p>"
    assert cleaned('<div style="display:none"><p>Lazy post.</p></div>') == "<p>Lazy post.</p>"
    assert "Hi" in cleaned(
        '<p>x</p><div class="social"><blockquote class="twitter-tweet">Hi</blockquote></div>'
    )
    assert cleaned('<h2 id="ad-spending-falls">Ad spending falls</h2><p>x</p>').startswith("<h2>Ad spending")


_PIECES = (
    "words ", "and", " more ", "5 &lt; 6 ", "A&amp;B", "<br>", " ", "\n", "&nbsp;", "\xa0", "<b></b>", "<span></span>",
    "Advertisement", "<!-- c -->", '<span class="ad"></span>', "<script>x=1</script>",
    '<svg viewbox="0"><path d="M"></path> <g/></svg>', '<a href="javascript:x">no</a>',
)  # fmt: skip
_PICTURES = (
    '<img src="/a.jpg" alt="a">', '<img src="/b.jpg" alt="">', '<img src="/pixel.gif" alt="p">',
    '<img class="emoji" src="/e.png" alt="E">',
    '<img data-src="/c.jpg" src="/blank.gif" alt="c" srcset="/c1.jpg 300w, /c2.jpg 1000w">',
    '<amp-img src="/d.jpg" alt="d" width="16" height="9" layout="responsive"></amp-img>',
    '<picture><source srcset="/f.webp" type="image/webp"><img src="/f.jpg" alt="f"></picture>',
    '<picture>\n<source srcset="/g.jpg 1000w"> <img src="/h.jpg" alt="g"> </picture>',
)  # fmt: skip
_INLINE = st.recursive(
    st.sampled_from((*_PIECES, *_PICTURES)),
    lambda inner: st.builds(
        "{0[0]}{1}{0[1]}".format,
        st.sampled_from([("<b>", "</b>"), ("<em> ", "</em>"), ('<a href="/x">', "</a>"), ("<span>", "</span>")]),
        st.lists(inner, max_size=3).map("".join),
    ),
    max_leaves=6,
)  # fmt: skip
_RUN = st.lists(_INLINE, max_size=4).map("".join)
_LEAF = st.one_of(
    _RUN,
    st.builds(
        "{0[0]}{1}{0[1]}".format,
        st.sampled_from([("<p>", "</p>"), ('<p class="b">', "</p>"), ("<h2>", "</h2>"), ("<ul><li>", "</li></ul>")]),
        _RUN,
    ),
    st.builds("<ul><li>{}<div>{}</div>{}</li></ul>".format, _RUN, _RUN, _RUN),
    st.builds("<figure><div>{}</div><figcaption>{}</figcaption></figure>".format, _RUN, _RUN),
    st.builds(
        '<figure>{}<figcaption>{}<div class="c">{}</div></figcaption></figure>'.format,
        st.sampled_from(_PICTURES), _RUN, _RUN,
    ),
)  # fmt: skip
_BLOCK = st.recursive(
    _LEAF,
    lambda inner: st.builds(
        "{0[0]}{1}{0[1]}".format,
        st.sampled_from([("<div>", "</div>"), ("<blockquote>", "</blockquote>"), ("<!-- c -->", "\n")]),
        st.lists(inner, max_size=3).map("".join),
    ),
    max_leaves=6,
)  # fmt: skip
_SHOWS_NOTHING = re.compile(r"\s*(</?(?:p|h2|li|ul|blockquote|figure|figcaption|br)>)\s*")


@settings(deadline=None, max_examples=600)
@given(_BLOCK)
def test_the_quick_way_and_the_long_way_lead_to_the_same_place(html: str) -> None:
    """Of tidy markup both make the same, but for spaces next to blocks."""
    quick = tidied(html, BASE)
    if quick is not None:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(body, "tidied", lambda html, base: None)
            long = clean(html, base=BASE)
        assert _SHOWS_NOTHING.sub(r"\1", quick[0]) == _SHOWS_NOTHING.sub(r"\1", long.html)
        assert quick[1] == long.images


@pytest.mark.parametrize(
    "post",
    [
        "Loose words, <b>and</b> more.",
        "<div>Loose words<br>in two lines</div><p>and a paragraph</p>",
        '<blockquote><p>A tweet</p>&mdash; Somebody <a href="/t/1">at noon</a></blockquote>',
        '<figure><div class="box"><amp-img src="/i/1.jpg" alt="A pic" width="3" height="2" layout="responsive">'
        '<i-amphtml-sizer slot="i"></i-amphtml-sizer></amp-img></div><figcaption>Words <div class="copyright">'
        "(Agency)</div></figcaption></figure>",
        '<picture><source srcset="/i/1.webp 900w" type="image/webp"><img data-src="/i/1.jpg" alt="A pic"></picture>',
        '<p>Words.</p><p></p><span class="icon"></span><script async="" src="/widgets.js"></script>',
        '<p>Words <svg viewbox="0 0 1 1"><path d="M0"></path></svg></p>',
    ],
)  # fmt: skip
def test_what_publishers_write_takes_the_quick_way(post: str) -> None:
    """Loose words, pictures of every making, captions of parts and what shows nothing need no tree either."""
    assert tidied(post, BASE) is not None


def test_most_posts_take_the_quick_way() -> None:
    """Markup as publishers write it (classes, links, a figure) is tidy: it needs no tree and no sanitiser."""
    post = (
        '<div class="post-body dcr-1ab"><!-- -->\n<p class="dcr-x" data-key="1">Words <a href="/n/1" target="_blank" '
        'data-link-name="in body">here</a> and <strong>there</strong>, Q&amp;A.</p>\n<figure class="img"><img '
        'src="/i/1.jpg" alt="A pic" width="620" height="372" loading="lazy"><figcaption>cap</figcaption></figure></div>'
    )
    assert tidied(post, BASE) == (
        '<p>Words <a href="https://news.example/n/1">here</a> and <strong>there</strong>, Q&amp;A.</p><figure><img '
        'src="https://news.example/i/1.jpg" alt="A pic" width="620" height="372"><figcaption>cap</figcaption></figure>',
        (Image(url="https://news.example/i/1.jpg", alt="A pic"),),
    )

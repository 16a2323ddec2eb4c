"""What becomes of pictures and embeds in a post: real ones, as links or quotes that every reader shows."""

import pytest

from feedgen_liveblog.clean import Cleaned, address, clean
from feedgen_liveblog.model import Image

BASE = "https://news.example/live/day?page=1"


def cleaned(html: str) -> str:
    """The HTML that a post's markup becomes."""
    return clean(html, base=BASE).html


@pytest.mark.parametrize(
    ("source", "url", "alt"),
    {
        "a plain picture": ('<img src="/a.jpg" alt="A &amp; B">', "/a.jpg", "A & B"),
        "data-src": ('<img src="data:image/gif;base64,R0" data-src="/a.jpg">', "/a.jpg", ""),
        "an icon with words": ('<img src="/img/icons/goal.svg" alt="Goal">', "/img/icons/goal.svg", "Goal"),
        "a blurred preview": ('<img src="/tiny.jpg" data-src="/a.jpg">', "/a.jpg", ""),
        "data-original": ('<img src="/img/blank.gif" data-original="/a.jpg">', "/a.jpg", ""),
        "noscript": (
            '<img class="lazy" src="/spacer.gif"><noscript><img src="/a.jpg" alt="x"></noscript>', "/a.jpg", "x"
        ),
        "lazy and noscript": ('<img data-src="/a.jpg"><noscript><img src="/a.jpg"></noscript>', "/a.jpg", ""),
        "srcset by width": ('<img src="/s.jpg" srcset="/s.jpg 320w, /m.jpg 1024w, /l.jpg 2400w">', "/m.jpg", ""),
        "srcset, all small": ('<img src="/s.jpg" srcset="/s.jpg 320w, /m.jpg 640w">', "/m.jpg", ""),
        "srcset by density": ('<img src="/s.jpg" srcset="/s.jpg 1x,/m.jpg 2x">', "/m.jpg", ""),
        "srcset with commas": (
            '<img srcset="/w_400,h_300/a.jpg 400w, /w_1200,h_900/a.jpg 1200w">', "/w_1200,h_900/a.jpg", ""
        ),
        "data-srcset": ('<img src="data:," data-srcset="/m.jpg 1000w">', "/m.jpg", ""),
        "picture": (
            '<picture><source srcset="/m.jpg 1000w" type="image/jpeg"><img src="/s.jpg" alt="p"></picture>',
            "/m.jpg", "p"
        ),
        "picture with WebP": (
            '<picture><source srcset="/m.webp 1000w" type="image/webp"><img src="/s.jpg"></picture>', "/s.jpg", ""
        ),
        "picture, WebP only": (
            '<picture><source srcset="/m.webp 1000w" type="image/webp"><img></picture>', "/m.webp", ""
        ),
        "a template": ('<img data-src="https://i.example/{width}{hidpi}/a.jpg">', "https://i.example/1024/a.jpg", ""),
        "amp-img": (
            '<amp-img src="/a.jpg" width="16" height="9" layout="responsive" alt="x"></amp-img>', "/a.jpg", "x"
        ),
        "a caption": (
            '<figure><img src="/a.jpg"><figcaption>The <b>port</b></figcaption></figure>', "/a.jpg", "The port"
        ),
        "quotation marks": ("<p><img src='/a.jpg' alt='the \"port\"'></p>", "/a.jpg", 'the "port"'),
        "a video's still": ('<video src="/v.mp4" poster="/a.jpg" title="Sea"></video>', "/a.jpg", "Sea"),
    }.values(),
)  # fmt: skip
def test_pictures(source: str, url: str, alt: str) -> None:
    """Every way of loading a picture late becomes one real picture, at a sensible size, with its words."""
    result = clean(source, base=BASE)
    assert result.images == (Image(url=address(url, BASE) or "", alt=alt),)
    assert result.html.count("<img") == 1
    assert f'src="{result.images[0].url}"' in result.html


@pytest.mark.parametrize(
    "pixel",
    [
        '<img src="https://a.example/x.gif" width="1" height="1">',
        '<img src="https://a.example/x.gif" width=0>',
        '<img src="https://a.example/x.gif" style="width: 1px; height:1px">',
        '<img src="https://pixel.a.example/x.gif">',
        '<img src="https://a.example/pixel.gif?id=1">',
        '<img src="https://a.example/beacon?x">',
        '<img src="https://vg01.met.vgwort.de/na/0123" alt="">',
        '<img src="https://www.facebook.com/tr?id=1&ev=PageView">',
        '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">',
        '<img src="/static/placeholder.png">',
        '<img src="/img/icons/live/goal.svg" alt="">',
        '<img src="/img/ico_goal.png">',
        '<img src="https://secure.gravatar.com/avatar/4711?s=96" alt="Ada Crewe">',
        '<img src="/media/avatars/crewe.jpg" alt="">',
        '<img alt="nothing">',
        '<iframe src="https://www.googletagmanager.com/ns.html?id=1" height="0" width="0"></iframe>',
        '<amp-pixel src="https://a.example/p"></amp-pixel>',
    ],
)
def test_tracking_pixels_and_placeholders_go(pixel: str) -> None:
    """Nothing that only counts readers or holds a place is published."""
    assert clean(f"<p>Words.</p>{pixel}", base=BASE) == Cleaned(html="<p>Words.</p>")


def test_pictures_that_look_like_pixels_stay() -> None:
    """A name with 'pixel', 'clear' or 'grey' in it, and a real size, is a picture."""
    for name in (
        "pixel-9-phone.jpg",
        "clear-skies.jpg",
        "grey-wolf.png",
        "count-dracula.jpg",
        "tracking-the-storm.png",
    ):
        assert len(clean(f'<img src="/photos/{name}">', base=BASE).images) == 1


def test_emoji_drawn_as_pictures_are_characters_again() -> None:
    """A picture that stands for a character is that character."""
    assert (
        cleaned('<p>Goal <img class="emoji" alt="⚽" src="https://s.w.example/26bd.svg">!</p>')
        == "<p>Goal ⚽!</p>"
    )


def test_a_picture_shown_twice_is_one() -> None:
    """The same picture twice in a post is published once."""
    result = clean('<p><img src="/a.jpg" alt="a"></p><p><img src="/a.jpg" alt="a"> x</p>', base=BASE)
    assert (result.html.count("<img"), len(result.images)) == (1, 1)


@pytest.mark.parametrize(
    ("source", "expected"),
    {
        "YouTube": (
            '<iframe src="https://www.youtube.com/embed/abc_DEF-123?feature=oembed" title="The launch"></iframe>',
            '<p><a href="https://www.youtube.com/watch?v=abc_DEF-123">YouTube: The launch</a></p>',
        ),
        "a frame without a title": (
            '<iframe src="//charts.example/7/" title="iframe"></iframe>',
            '<p><a href="https://charts.example/7/">charts.example: https://charts.example/7/</a></p>',
        ),
        "a lazy frame": (
            '<iframe data-src="https://player.vimeo.com/video/42"></iframe>',
            '<p><a href="https://vimeo.com/42">Vimeo: https://vimeo.com/42</a></p>',
        ),
        "a tweet": (
            '<blockquote class="twitter-tweet"><p>Hi</p>— A (@a) <a href="https://twitter.com/a/status/1">May 1</a>'
            '</blockquote><script src="https://platform.twitter.com/widgets.js"></script>',
            '<blockquote><p>Hi</p><p>— A (@a) <a href="https://twitter.com/a/status/1">May 1</a></p></blockquote>',
        ),
        "a tweet in AMP": (
            '<amp-twitter data-tweetid="123"><p placeholder>Loading</p></amp-twitter>',
            '<p><a href="https://twitter.com/i/status/123">Tweet: https://twitter.com/i/status/123</a></p>',
        ),
        "a tweet that a script would fill in": (
            '<div class="embed" data-tweet-id="123"></div>',
            '<p><a href="https://twitter.com/i/status/123">Tweet: https://twitter.com/i/status/123</a></p>',
        ),
        "a video by its id": (
            '<lite-youtube videoid="abcdefghijk" playlabel="Fire at the quay"></lite-youtube>',
            '<p><a href="https://www.youtube.com/watch?v=abcdefghijk">YouTube: Fire at the quay</a></p>',
        ),
        "a tweet in a frame of its own": (
            '<iframe srcdoc="&lt;blockquote&gt;&lt;p&gt;Hi&lt;/p&gt;&lt;/blockquote&gt;"></iframe>',
            "<blockquote><p>Hi</p></blockquote>",
        ),
        "Instagram": (
            '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/XyZ/?utm=1"></blockquote>',
            '<blockquote><p><a href="https://www.instagram.com/p/XyZ/">Instagram: https://www.instagram.com/p/XyZ/</a></p></blockquote>',
        ),
        "TikTok": (
            '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@a/video/1"><section>Dance</section></blockquote>',
            '<blockquote><p>Dance</p><p><a href="https://www.tiktok.com/@a/video/1">TikTok: https://www.tiktok.com/@a/video/1</a></p></blockquote>',
        ),
        "Facebook": (
            '<div class="fb-post" data-href="https://www.facebook.com/a/posts/1"></div>',
            '<p><a href="https://www.facebook.com/a/posts/1">Facebook: https://www.facebook.com/a/posts/1</a></p>',
        ),
        "a video": (
            '<video poster="/p.jpg"><source src="/v.mp4"></video>',
            '<p><a href="https://news.example/v.mp4"><img src="https://news.example/p.jpg" alt="news.example"></a></p>',
        ),
        "a sound": (
            '<audio controls src="/a.mp3" title="Interview"></audio>',
            '<p><a href="https://news.example/a.mp3">news.example: Interview</a></p>',
        ),
        "oEmbed": (
            '<figure class="media"><oembed url="https://youtu.be/abcdef"></oembed></figure>',
            '<figure><p><a href="https://youtu.be/abcdef">YouTube: https://youtu.be/abcdef</a></p></figure>',
        ),
        "an ordinary quote with a source": (
            '<blockquote cite="https://other.example/x"><p>q</p></blockquote>',
            "<blockquote><p>q</p></blockquote>",
        ),
    }.values(),
)  # fmt: skip
def test_embeds(source: str, expected: str) -> None:
    """Tweets, videos and frames become a readable quote or a link that says where it leads."""
    assert cleaned(source) == expected

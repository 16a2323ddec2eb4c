"""Rich text in the formats of the usual editors, as HTML."""

from typing import Any

import pytest

from feedgen_liveblog.lists import pictures, richtext
from feedgen_liveblog.model import Image

TREES: dict[str, tuple[Any, str]] = {
    "paragraphs as strings": (["One & two.", "Three."], "<p>One &amp; two.</p><p>Three.</p>"),
    "prosemirror": (
        {
            "type": "doc",
            "content": [
                {
                    "type": "paragraph",
                    "content": [
                        {"type": "text", "text": "The "},
                        {"type": "text", "text": "gates", "marks": [{"type": "bold"}]},
                        {
                            "type": "text",
                            "text": " open",
                            "marks": [{"type": "link", "attrs": {"href": "https://quay.example/a"}}],
                        },
                    ],
                },
                {
                    "type": "bulletList",
                    "content": [
                        {
                            "type": "listItem",
                            "content": [
                                {"type": "paragraph", "content": [{"type": "text", "text": "at six"}]}
                            ],
                        }
                    ],
                },
            ],
        },
        '<p>The <strong>gates</strong><a href="https://quay.example/a"> open</a></p><ul><li>at six</li></ul>',
    ),
    "slate": (
        [
            {
                "type": "paragraph",
                "children": [
                    {"text": "Wind "},
                    {"text": "eases", "italic": True},
                    {"type": "link", "url": "/w", "children": [{"text": "."}]},
                ],
            },
            {"type": "heading-two", "children": [{"text": "Later"}]},
        ],
        '<p>Wind <em>eases</em><a href="/w">.</a></p><h3>Later</h3>',
    ),
    "portable text": (
        [
            {"_type": "block", "style": "h2", "children": [{"_type": "span", "text": "Now"}]},
            {
                "_type": "block",
                "style": "normal",
                "children": [{"_type": "span", "text": "Calm", "marks": ["strong"]}],
            },
            {
                "_type": "block",
                "style": "normal",
                "listItem": "bullet",
                "children": [{"_type": "span", "text": "one"}],
            },
            {
                "_type": "block",
                "style": "normal",
                "listItem": "bullet",
                "children": [{"_type": "span", "text": "two"}],
            },
        ],
        "<h3>Now</h3><p><strong>Calm</strong></p><ul><li>one</li><li>two</li></ul>",
    ),
    "contentful": (
        {
            "nodeType": "document",
            "content": [
                {
                    "nodeType": "paragraph",
                    "content": [
                        {"nodeType": "text", "value": "See ", "marks": []},
                        {
                            "nodeType": "hyperlink",
                            "data": {"uri": "https://quay.example/m"},
                            "content": [{"nodeType": "text", "value": "map", "marks": []}],
                        },
                    ],
                }
            ],
        },
        '<p>See <a href="https://quay.example/m">map</a></p>',
    ),
    "editorjs": (
        {
            "time": 1773478800000,
            "blocks": [
                {"type": "header", "data": {"text": "Ferries", "level": 2}},
                {"type": "paragraph", "data": {"text": "Two <b>left</b>."}},
                {"type": "list", "data": {"style": "unordered", "items": ["north", "south"]}},
                {
                    "type": "image",
                    "data": {"file": {"url": "https://quay.example/f.jpg"}, "caption": "A ferry"},
                },
                {"type": "embed", "data": {"source": "https://video.example/1"}},
            ],
        },
        "<h3>Ferries</h3><p>Two <b>left</b>.</p><ul><li>north</li><li>south</li></ul>"
        '<figure><img src="https://quay.example/f.jpg" alt="A ferry"><figcaption>A ferry</figcaption></figure>'
        '<p><a href="https://video.example/1">https://video.example/1</a></p>',
    ),
    "draft": (
        {
            "blocks": [
                {"text": "1 < 2", "type": "unstyled"},
                {"text": "so", "type": "blockquote"},
                {"text": "a", "type": "unordered-list-item"},
            ],
            "entityMap": {},
        },
        "<p>1 &lt; 2</p><blockquote>so</blockquote><ul><li>a</li></ul>",
    ),
    "models in blocks": (
        [
            {
                "type": "paragraph",
                "model": {
                    "text": "Read on",
                    "blocks": [
                        {"type": "fragment", "model": {"text": "Read ", "attributes": ["bold"]}},
                        {"type": "urlLink", "model": {"text": "on", "locator": "https://quay.example/o"}},
                    ],
                },
            }
        ],
        '<p><strong>Read </strong><a href="https://quay.example/o">on</a></p>',
    ),
    "elements with html": (
        [
            {"_type": "model.pageElements.TextBlockElement", "html": "<p>A first.</p>"},
            {
                "_type": "model.pageElements.TweetBlockElement",
                "html": "<blockquote>A second.</blockquote>",
                "url": "https://t.example/2",
            },
        ],
        "<p>A first.</p><blockquote>A second.</blockquote>",
    ),
    "content elements": (
        [
            {"type": "text", "content": "The <a href='/q'>quay</a>"},
            {"type": "list", "items": [{"type": "text", "content": "one"}]},
            {"type": "raw_html", "content": "<iframe src='https://v.example/1'></iframe>"},
            {"type": "oembed_response", "raw_oembed": {"html": "<blockquote>t</blockquote>"}},
        ],
        "<p>The <a href='/q'>quay</a></p><ul><li>one</li></ul>"
        "<iframe src='https://v.example/1'></iframe><blockquote>t</blockquote>",
    ),
    "groups of items": (
        [
            {"id": "root", "refs": [{"idRef": "main"}]},
            {
                "id": "main",
                "refs": [
                    {"item": {"item_type": "text", "text": "<p>Main.</p>"}},
                    {"item": {"item_type": "embed", "text": "<div>E</div>"}},
                ],
            },
        ],
        "<p>Main.</p><div>E</div>",
    ),
    "elements as objects": (
        [{"tag": "p", "children": ["Hi ", {"tag": "strong", "children": ["you"]}]}],
        "<p>Hi <strong>you</strong></p>",
    ),
    "lexical": (
        {
            "root": {
                "type": "root",
                "children": [{"type": "paragraph", "children": [{"type": "text", "text": "Lex"}]}],
            }
        },
        "<p>Lex</p>",
    ),
    "escaped markup": ("&lt;p&gt;Tide&lt;/p&gt;", "<p>Tide</p>"),
    "plain text": ("One < two.\n\nThree.", "<p>One &lt; two.</p><p>Three.</p>"),
    "nothing": ([{"id": 3, "flag": True}, None, 7], ""),
}


@pytest.mark.parametrize("name", TREES)
def test_each_editor_s_format_becomes_html(name: str) -> None:
    """Paragraphs, headings, lists, links, marks, pictures and embeds of each format are kept."""
    tree, markup = TREES[name]
    assert richtext.to_html(tree) == markup


def test_documents_without_end_come_to_one() -> None:
    """Blocks that hold themselves, or nest too deeply, are cut and not followed for ever."""
    block: dict[str, Any] = {"type": "paragraph", "text": "x"}
    block["children"] = [block, block, {"text": "y"}]
    assert len(richtext.to_html(block)) < 100_000
    deep: Any = "x"
    for _ in range(4000):
        deep = [deep]
    assert richtext.to_html(deep) == ""


@pytest.mark.parametrize(
    ("value", "urls"),
    [
        ("https://quay.example/a.jpg", ["https://quay.example/a.jpg"]),
        ("/photos/a.webp?w=3", ["/photos/a.webp?w=3"]),
        ("a caption", []),
        ({"url": "https://quay.example/img/7", "alt": "A quay"}, ["https://quay.example/img/7"]),
        (
            {
                "sizes": [{"src": f"https://quay.example/{w}.jpg", "width": w} for w in (200, 1400, 8000)],
                "icon": "https://quay.example/i.png",
            },
            ["https://quay.example/1400.jpg"],
        ),
        (
            [
                {"src": "https://quay.example/a.png"},
                {"src": "https://quay.example/a.png"},
                {"src": "//quay.example/b.png"},
            ],
            ["https://quay.example/a.png", "//quay.example/b.png"],
        ),
        (None, []),
    ],
)
def test_a_picture_is_taken_once_and_in_a_sensible_size(value: Any, urls: list[str]) -> None:
    """Of many renditions the widest that a reader's window needs; addresses that are no pictures are none."""
    assert [image.url for image in pictures.images(value)] == urls


def test_a_picture_s_words_come_along() -> None:
    """The alternative text, or else the caption, wherever the picture keeps it."""
    assert pictures.images(
        {"media": {"url": "https://quay.example/a.jpg"}, "data": {"caption": "Boats"}}
    ) == (Image(url="https://quay.example/a.jpg", alt="Boats"),)

"""What `find` finds by a walk is what XPath finds, in its order; text and markup of an element."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from feedgen_liveblog.errors import ConfigError
from feedgen_liveblog.parsers.elements import body_of, find, text

_TAGS = ("div", "span", "h3", "amp-timeago")
_CLASSES = (None, "", "a", "b c", "a|b", "x/@y")
_nodes = st.recursive(
    st.builds(list),
    lambda inner: st.lists(st.tuples(st.sampled_from(_TAGS), st.sampled_from(_CLASSES), inner), max_size=4),
    max_leaves=12,
)


def _tree(nodes, tag="div", name="a"):
    element = etree.Element(tag)
    if name is not None:
        element.set("class", name)
        element.set("datetime", f"of {name}")
    element.extend([_tree(inner, tag, name) for tag, name, inner in nodes])
    return element


_trees = st.builds(_tree, st.lists(st.tuples(st.sampled_from(_TAGS), st.sampled_from(_CLASSES), _nodes)))
_place = st.builds(
    './/{}[@class="{}"]'.format, st.sampled_from(_TAGS), st.sampled_from([name for name in _CLASSES if name])
)
_selectors = st.one_of(
    st.lists(_place, min_size=1, max_size=4).map("|".join),
    st.builds("{}/@{}".format, st.one_of(_place, st.just(".")), st.sampled_from(("class", "datetime", "id"))),
)


@given(tree=_trees, selector=_selectors)
def test_a_walk_finds_what_xpath_finds(tree, selector):
    assert find(selector, tree) == tree.xpath(selector)
    for child in tree:  # an element is looked up within itself, not in what follows it
        assert find(selector, child) == child.xpath(selector)


def test_what_is_neither_css_nor_xpath_is_named():
    with pytest.raises(ConfigError, match="'a\\[\\['"):
        find("a[[", html.fromstring("<p>"))


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<p> one\n two </p>", "one two"),
        ("<p></p>", ""),
        ("<p><!-- not shown -->three</p>", "three"),
        ("<p>four <b>five</b> six</p>", "four five six"),
    ],
)
def test_text_is_what_is_shown(markup, shown):
    assert text(html.fromstring(markup)) == shown


def test_the_body_is_all_but_what_is_skipped():
    post = html.fromstring(
        "<div>a &amp; b<h3>title</h3> c <p>d<br>e</p>f<!-- g --> h <div id='x&quot;'>i<em>j</em>k &lt;</div> l</div>"
    )
    body = body_of([post], [post.find("h3"), post.find(".//em")], whole=False)
    assert body == 'a &amp; b c <p>d<br>e</p>f h <div id="x&quot;">ik &lt;</div> l'

"""A post's safe HTML fitted into the readable page: its place in the outline, its pictures, links and tables."""

from lxml.etree import _Element

from feedgen_liveblog.clean.trees import build, parse, swap, text_length

REL = "noopener noreferrer nofollow external"
"""Of links that leave the page: they tell nobody where the reader came from."""

_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_INLINE = ("a", "b", "strong", "i", "em", "u", "span", "mark", "small")
_WIDEST = 1000  # columns, to HTML


def fitted(html: str, level: int) -> _Element:
    """The body as a tree whose headings go on from `level`, the number of the heading above it.

    Pictures load when they are scrolled to, links tell no one where the reader came from, wide tables scroll on
    their own. What is well-formed but invalid, an unnamed link or half a list of terms, is put right.
    """
    body = parse(html)
    body.tag = "div"
    body.set("class", "body")
    if "<" not in html:
        return body
    _headings(body, level)
    for link in list(body.iter("a")):
        _link(link)
    _images(body)
    for figure in body.iter("figure"):
        _caption(figure)
    for terms in list(body.iter("dl")):
        _terms(terms)
    for group in body.iter("table", "thead", "tbody", "tfoot"):
        _spans(group)
    for table in list(body.iter("table")):
        _table(table)
    return body


def _headings(body: _Element, above: int) -> None:
    """Each heading at most one level below the one before; one without words is none."""
    headings = []
    for heading in list(body.iter(*_HEADINGS)):
        if text_length(heading):
            headings.append((heading, int(str(heading.tag)[1])))
        else:
            heading.tag = "div"
    highest, level = min((number for _, number in headings), default=1), above
    for heading, number in headings:
        level = min(above + 1 + number - highest, level + 1, 6)
        heading.tag = f"h{level}"


def _link(link: _Element) -> None:
    if not text_length(link):
        images = list(link.iter("img"))
        if not images:
            link.tag = "span"
            link.attrib.clear()
            return
        if not any(image.get("alt") for image in images):
            images[0].set("alt", "Picture")
    if (link.get("href") or "").startswith("http"):
        link.set("rel", REL)


def _images(body: _Element) -> None:
    """Pictures wait until they are near. Those without a size that stand in a line of text are marked as small."""
    worded: dict[_Element, bool] = {}
    for image in body.iter("img"):
        image.set("loading", "lazy")
        image.set("decoding", "async")
        if image.get("alt") is None:
            image.set("alt", "")
        line = next((above for above in image.iterancestors() if above.tag not in _INLINE), body)
        if line not in worded:
            worded[line] = line.tag != "figure" and text_length(line) > 0
        if worded[line] and image.get("width") is None:
            image.set("class", "small")


def _caption(figure: _Element) -> None:
    """One caption, below: a figure may have no other."""
    captions = figure.findall("figcaption")
    for caption in captions[:-1]:
        caption.tag = "div"
    if captions and captions[-1].getnext() is not None:
        figure.append(captions[-1])


def _terms(terms: _Element) -> None:
    """A list that begins with a description or ends with a term is no list of terms."""
    tags = [str(child.tag) for child in terms]
    if tags and tags[0] == "dt" and tags[-1] == "dd":
        return
    for element in (terms, *terms):
        element.tag = "div"


def _table(table: _Element) -> None:
    """Heads of nothing are cells; and a table that is wider than the page scrolls, by the keyboard too."""
    bare = next(table.iter("td"), None) is None
    for head in list(table.iter("th")):
        if bare or not text_length(head):
            head.tag = "td"
    if next(table.iterancestors("table"), None) is None:
        frame = build(
            "div", attributes={"class": "wide", "role": "group", "aria-label": "Table", "tabindex": "0"}
        )
        swap(table, frame)
        frame.append(table)


def _spans(group: _Element) -> None:
    """No cell is wider than HTML allows, nor goes on below the last row."""
    rows = group.findall("tr")
    for number, row in enumerate(rows):
        most = {"colspan": _WIDEST, "rowspan": len(rows) - number}
        for cell in row:
            for name in most.keys() & cell.attrib.keys():
                value = str(cell.attrib.pop(name))
                if value.isdecimal() and (span := min(int(value), most[name])) > 1:
                    cell.set(name, str(span))

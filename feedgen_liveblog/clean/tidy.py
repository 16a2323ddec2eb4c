"""A quick way through for markup that is tidy already, as most posts are: read once, written anew.

Tidy is what the long way (a tree, `shape`, the sanitiser) would leave as it is, but for wrappers: text in
paragraphs, headings, list items and captions, or loose in a wrapper; every tag known and closed in order,
nothing empty, hidden, embedded or of the furniture. What is unsure is not tidy. The output is put together from
constant tags, attributes made by `address` and `line`, and text that holds no '<': nothing of a tag's source is
copied.
"""

from feedgen_liveblog.clean import furniture
from feedgen_liveblog.clean.safe import escape, harmless, legal, settled, unescape
from feedgen_liveblog.clean.tags import HOLDERS, TOKEN, UNWRAPPED, is_unseen, linked, pictured, read
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.model import Image

_BLANKS = expression(r"[ \t\n]{2,}|[\t\n]")
_SPACE_BETWEEN = expression(r">\s++<img")
_PART_OF = {"li": ("ul", "ol"), "figcaption": ("figure",)}
_MIXED = ("li", "figcaption")  # text blocks that may have blocks in them
_DEEPEST = 100
_LOOSE = "(loose)"  # a paragraph that has no tags in the source
# White space next to these shows nothing.
_EDGES = frozenset({"<br>", "<p>", "</p>", "<li>", "<figcaption>", *(f"<h{n}>" for n in range(2, 7))})


def tidied(html: str, base: str) -> tuple[str, tuple[Image, ...]] | None:
    """Safe HTML of markup in legal characters, and its pictures, each once; None where it is not tidy."""
    writer = _Writer()
    parts = TOKEN.split(html)
    for text, tag in zip(parts[::2], [*parts[1::2], ""], strict=True):
        if text and not (writer.blank(text) if text.isspace() else writer.text(text)):
            return None
        if tag and not writer.tag(tag, base):
            return None
    if not writer.ended() or len(writer.opened) > 1:
        return None
    return settled("".join(writer.out)), tuple(writer.found.values())


class _Writer:
    """What is written, and where in it we are. Its methods are false where the source is not tidy."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.found: dict[str, Image] = {}
        self.opened = [""]
        self.starts: list[int] = []  # where the open holders of blocks begin
        self.hollow = -1  # where the last one ended that holds nothing
        self.within = ""  # the text block that we are in,
        self.around = ""  # and the one that this is in
        self.fresh = self.broke = False  # whether nothing, or only a line break, came since the last tag

    def text(self, text: str) -> bool:
        if (not self.within and not self.loose()) or "<" in text:
            return False
        special = "&" in text or ">" in text
        before = self.out[-1]
        if not before.endswith(">") and (special or "&" in before):
            return False  # where nothing stands between them, two harmless texts may make a tag
        if special:
            text = harmless(legal(unescape(text)))
        if text.isspace() or furniture.is_label(text):
            return False
        if special:
            text = escape(text)
        if "\n" in text or "  " in text or "\t" in text:
            text = _BLANKS.sub(" ", text)
        self.out.append(text.lstrip(" ") if self.is_edge() else text)
        self.fresh = self.broke = False
        return True

    def blank(self, text: str) -> bool:
        if self.within:
            if not text.isascii():
                return False
            if not self.is_edge():
                self.out.append(" ")
        return True

    def is_edge(self) -> bool:
        """Whether white space shows nothing here."""
        last = self.out[-1]
        return last in _EDGES or last.endswith(" ")

    def strip(self) -> None:
        """Takes white space back that turns out to show nothing."""
        if self.out:
            self.out[-1] = self.out[-1].rstrip(" ")

    def tag(self, tag: str, base: str) -> bool:
        head = tag[:3]
        if head[1] == "/":
            return self.close(tag[2:-1])
        if len(self.opened) > _DEEPEST:
            return False
        if head in ("<im", "<pi", "<am"):
            return self.picture(tag, base)
        if is_unseen(tag):
            return True
        kind, name, written = linked(tag, base) if head == "<a " else read(tag)
        if kind == "inline":
            if (not self.within and not self.loose()) or (name == "a" and "a" in self.opened):
                return False
            self.opened.append(name)
            self.fresh = self.fresh or name not in UNWRAPPED
        elif kind == "text":
            inside = self.opened[-1] if self.ended() and not self.within else None
            if inside is None or (
                inside not in _PART_OF[name] if name in _PART_OF else inside in ("ul", "ol")
            ):
                return False
            self.within = name
            self.opened.append(name)
            self.fresh = True
        elif kind in ("wrapper", "holder"):
            return self.hold(kind, name, written)
        elif kind == "br":
            if self.fresh or not self.within:
                return False
            self.strip()
            self.broke = True
        else:
            return False
        if written:
            self.out.append(written)
        return True

    def hold(self, kind: str, name: str, written: str) -> bool:
        """Opens an element that holds blocks. In a list item or caption one without a meaning parts its words."""
        inside = self.opened[-1] if self.ended() else None
        if inside is None or inside in ("ul", "ol"):
            return False
        if self.within and (
            kind != "wrapper"
            or self.within not in _MIXED
            or inside != self.within
            or self.fresh
            or self.broke
        ):
            return False
        self.opened.append(name)
        if self.within:
            self.around = self.within
            self.paragraph()
        elif written:
            self.out.append(written)
        self.fresh = self.fresh or kind == "holder"
        self.starts.append(len(self.out))
        return True

    def close(self, name: str) -> bool:
        if self.opened[-1] == _LOOSE and not self.ended():
            return False
        is_empty = self.fresh and name == self.within
        if self.broke or (self.fresh and not is_empty and name not in UNWRAPPED) or self.opened.pop() != name:
            return False
        if is_empty:
            self.within = ""
            self.out.pop()
            self.hollow = len(self.out)
            return True
        if name == self.within:
            self.within = ""
            self.strip()
        elif name in HOLDERS and self.starts.pop() == len(self.out):
            self.hollow = len(self.out)
        if name not in UNWRAPPED:
            self.out.append(f"</{name}>")
        return True

    def loose(self) -> bool:
        """Begins a paragraph of what stands between blocks."""
        inside = self.opened[-1]
        if inside == "blockquote":
            if self.starts[-1] == len(self.out):
                return False  # it would be one paragraph by itself, if no block follows
        elif inside and inside not in UNWRAPPED:
            return False
        if self.hollow == len(self.out) and self.out and self.out[-1] == "</p>":
            return False  # the paragraph before goes on here
        self.paragraph()
        return True

    def paragraph(self) -> None:
        self.strip()
        self.out.append("<p>")
        self.opened.append(_LOOSE)
        self.within, self.fresh = _LOOSE, True

    def ended(self) -> bool:
        """Ends such a paragraph, if we are in one."""
        if self.within != _LOOSE:
            return True
        if self.fresh or self.broke or self.opened.pop() != _LOOSE:
            return False
        self.strip()
        self.out.append("</p>")
        self.within, self.around = self.around, ""
        return True

    def picture(self, tag: str, base: str) -> bool:
        if not self.within and self.opened[-1] != "figure" and not self.loose():
            return False
        shown = pictured(tag, base)
        # One without words of its own has those of its caption.
        if shown is None or shown[0].url in self.found or (not shown[0].alt and "figure" in self.opened):
            return False
        self.found[shown[0].url] = shown[0]
        if self.within and _SPACE_BETWEEN.search(tag) and not self.is_edge():
            self.out.append(" ")
        self.out.append(shown[1])
        if self.within and tag[-11:-10].isspace():  # before </picture>
            self.out.append(" ")
        self.fresh = self.broke = False
        return True

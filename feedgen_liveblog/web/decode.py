"""What a document's bytes are: refused as binary or empty, or its text and its kind."""

import re

from w3lib.encoding import read_bom

from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.page import Kind
from feedgen_liveblog.web.charset import text_of, utf16

_MAGIC = {
    b"%PDF-": "a PDF",
    b"PK\x03\x04": "a ZIP archive",
    b"\x89PNG": "an image",
    b"\xff\xd8\xff": "an image",
    b"GIF8": "an image",
    b"RIFF": "an image, sound or video",
    b"OggS": "sound or video",
    b"\x1aE\xdf\xa3": "a video",
    b"ID3": "sound",
    b"\x1f\x8b": "gzip data",
    b"\x28\xb5\x2f\xfd": "zstd data",
    b"BZh": "bzip2 data",
    b"\xfd7zXZ": "xz data",
    b"7z\xbc\xaf": "a 7z archive",
    b"\x7fELF": "a program",
    b"wOF": "a font",
    b"SQLite format 3\0": "a database",
}
_CONTROLS = bytes(each for each in range(0x20) if each not in b"\t\n\r\f\x1b")
_VISIBLE = expression(r"[^\s\0\ufeff]")
_TAG = expression(
    r"<(?:!doctype\s+html|/?(?:html|head|body|div|p|br|span|article|section|li|a|h[1-6])\b)", re.I
)
_MARKUP = expression(r"<[!?/a-z]", re.I)
_SAMPLE = 20_000
_APART = 400  # characters of text to a tag, at most
_XML = expression(r"<(?:\?xml|rss|feed|rdf:RDF|opml)\b", re.I)
_HTML_ROOT = expression(r"<!doctype\s+html|<html\b", re.I)


def decode(data: bytes, content_type: str | None = None, *, where: str = "") -> tuple[str, Kind]:
    """The text of a document and its kind.

    `content_type` is the HTTP header's value, if there was one; `where` is the URL or file, named in errors,
    whose ending is a hint. Raises FetchError for a binary or an empty document.
    """
    binary = _binary(data)
    if binary:
        raise FetchError(f"not a page but {binary}", where)
    text = text_of(data, content_type).replace("\0", "")
    if not _VISIBLE.search(text):
        raise FetchError("the document is empty", where)
    return text, kind_of(text, content_type, where)


def _binary(data: bytes) -> str | None:
    """What the data are, if they are no text."""
    for magic, name in _MAGIC.items():
        if data.startswith(magic):
            return name
    if data[4:8] == b"ftyp":
        return "an image or video"
    start = data[:4096]
    if read_bom(start)[0] or utf16(start):
        return None
    controls = len(start) - len(start.translate(None, _CONTROLS))
    return "binary data" if controls * 20 > len(start) and _VISIBLE.search(start.decode("latin-1")) else None


def kind_of(text: str, content_type: str | None = None, where: str = "") -> Kind:
    """What the text looks like first of all; the media type and the file's ending decide where that is open.

    Servers send JSON as text/html and HTML as text/plain; XHTML is HTML, whatever it is sent as.
    """
    start = text[:4000].lstrip("\ufeff \t\r\n\f")
    media = (content_type or "").partition(";")[0].strip().lower()
    ending = where.partition("?")[0].rpartition(".")[2].lower()
    brackets = start[:1] + text[-200:].rstrip(" \t\r\n\f;")[-1:]
    if start[:1] in ("{", "[") and (brackets in ("{}", "[]") or "json" in media or ending == "json"):
        return "json"
    if _HTML_ROOT.search(start):
        return "html"
    xml = _XML.match(start) or media.endswith(("/xml", "+xml")) or ending == "xml"
    if xml and start.startswith("<"):
        return "xml"
    return "html" if _MARKUP.match(start) or _is_tagged(text[:_SAMPLE]) else "text"


def _is_tagged(text: str) -> bool:
    """Whether a text is full of tags: a flattened page may have kept a few, of an embed or a caption."""
    return sum(1 for _ in _TAG.finditer(text)) * _APART >= len(text)

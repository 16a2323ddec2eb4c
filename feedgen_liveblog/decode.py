"""Bytes to text and kind of document: charsets that are declared, wrongly declared or not declared at all."""

import re

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, to_unicode

from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.page import Kind

# The charsets of the WHATWG Encoding Standard by Python's names. Python has more codecs; some are no charsets
# (unicode_escape) and some take quadratic time (punycode), and a page may name any.
_CHARSETS = re.compile(
    r"utf-8|utf-16(-[lb]e)?|cp125\d|cp866|cp874|cp932|cp949|iso8859-\d+|koi8-[ru]|mac-(roman|cyrillic)"
    r"|euc_jp|iso2022_jp|shift_jis\w*|gb18030|gbk|gb2312|big5\w*|euc_kr|ascii|utf-32(-[lb]e)?"
)
_HIGH = bytes(range(0x80))


def decode(data: bytes, content_type: str | None = None, *, where: str = "") -> tuple[str, Kind]:
    """The text of a document and what it is.

    `content_type` is the header's value, if there was one; `where` is the URL or file, named in errors; its
    ending is a hint. Raises FetchError for an empty or a binary document.
    """
    binary = _binary(data)
    if binary:
        raise FetchError(f"not a page but {binary}", where)
    text = _text(data, content_type).replace("\0", "")
    if not text.strip("\ufeff \t\r\n\f"):
        raise FetchError("the document is empty", where)
    return text, _kind(text, (content_type or "").partition(";")[0].strip().lower(), where)


_MAGIC = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a ZIP archive"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
    (b"BZh", "bzip2 data"),
    (b"\xfd7zXZ", "xz data"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x7fELF", "a program"),
    (b"OggS", "sound or video"),
    (b"ID3", "sound"),
    (b"wOF", "a font"),
    (b"SQLite format 3\0", "a database"),
)
_CONTROLS = bytes(c for c in range(0x20) if c not in b"\t\n\r\f\x1b")


def _binary(data: bytes) -> str | None:
    """What it is, if it is no text."""
    for magic, name in _MAGIC:
        if data.startswith(magic):
            return name
    if data.startswith(b"RIFF") and data[8:12] in (b"WEBP", b"WAVE", b"AVI "):
        return "an image, sound or video"
    if data[4:8] == b"ftyp":
        return "an image or video"
    start = data[:4096]
    if read_bom(start)[0] or _utf16(start):
        return None
    controls = len(start) - len(start.translate(None, _CONTROLS))
    return "binary data" if controls * 20 > len(start) else None


def _utf16(start: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of markup is zero."""
    half = len(start) // 2
    if half < 8:
        return None
    if start[1::2].count(0) * 2 > half > start[0::2].count(0) * 10:
        return "utf-16-le"
    if start[0::2].count(0) * 2 > half > start[1::2].count(0) * 10:
        return "utf-16-be"
    return None


def _text(data: bytes, content_type: str | None) -> str:
    """The text by the first charset that fits, as browsers do it, except that bytes which read well as UTF-8
    are UTF-8 whatever the header says: no text in another charset does so by chance."""
    marked, mark = read_bom(data)
    if marked and mark:
        return to_unicode(data[len(mark) :], marked)
    wide = _utf16(data[:4096])
    if wide:
        return to_unicode(data, wide)
    high = len(data.translate(None, _HIGH))
    declared = (http_content_type_encoding(content_type), html_body_declared_encoding(data))
    candidates = [
        each for each in declared if each and _CHARSETS.fullmatch(each) and not each.startswith("utf-")
    ]
    # Only ISO-2022-JP writes other letters in 7-bit bytes, by escape sequences.
    if "iso2022_jp" in candidates and b"\x1b" in data:
        return to_unicode(data, "iso2022_jp")
    for charset in ("utf-8", *candidates):
        text = to_unicode(data, charset)
        if text.count("\ufffd") * 20 <= high:
            return text
    return to_unicode(data, _detected(data) or "cp1252")


def _detected(data: bytes) -> str | None:
    """The likely charset of undeclared bytes, from a sample of the text outside markup."""
    from charset_normalizer import from_bytes  # 20 ms to import, and few pages need it

    sample = bytearray()
    for run in re.finditer(rb"[^<>\n]+", data):
        if not run[0].isascii():
            sample += run[0] + b"\n"
        if len(sample) > 20_000:
            break
    best = from_bytes(bytes(sample[:40_000])).best()
    return best.encoding if best else None


_TAG = re.compile(
    r"<(?:!doctype\s+html|/?(?:html|head|body|div|p|br|span|article|section|li|a|h[1-6])\b)", re.I
)
_XML = re.compile(r"<(?:\?xml\b|rss\b|feed\b|rdf:RDF\b|opml\b)", re.I)
_HTML_ROOT = re.compile(r"<!doctype\s+html|<html\b", re.I)


def _kind(text: str, media: str, where: str) -> Kind:
    """By what the text looks like first; media type and file ending decide the rest."""
    start = text[:4000].lstrip("\ufeff \t\r\n\f")
    end = text[-200:].rstrip("\0 \t\r\n\f;")
    hint = media + " " + where.partition("?")[0].lower()
    if start[:1] in ("{", "[") and (start[0] + end[-1:] in ("{}", "[]") or "json" in hint):
        return "json"
    if _XML.match(start) and not _HTML_ROOT.search(start):
        return "xml"
    if start.startswith("<") or _TAG.search(text, 0, 20_000):
        if start.startswith("<") and (("xml" in media and "xhtml" not in media) or hint.endswith(".xml")):
            return "html" if _HTML_ROOT.search(start) else "xml"
        return "html"
    return "text"

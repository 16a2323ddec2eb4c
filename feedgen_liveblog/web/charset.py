"""Bytes to text: charsets that are declared, declared wrongly, or not declared at all."""

import re

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, read_bom, to_unicode

from feedgen_liveblog.expressions import expression

# The charsets of the WHATWG Encoding Standard, by Python's names. Python has other codecs that a page may
# name, among them some that are no charsets (unicode_escape) and some that take quadratic time (punycode).
_CHARSETS = expression(
    r"cp125\d|cp866|cp874|cp932|cp949|iso8859-\d+|koi8-[ru]|mac-(roman|cyrillic)"
    r"|euc_jp|iso2022_jp|shift_jis\w*|gb18030|gbk|gb2312|big5\w*|euc_kr"
)
# What an undeclared page in a language may be in, after the standard's table of default encodings.
_CYRILLIC = ("cp1251", "koi8-r")
_BY_LANGUAGE: dict[bytes, tuple[str, ...]] = {
    b"ja": ("cp932", "euc_jp"),
    b"zh": ("gb18030", "big5"),
    b"ko": ("cp949",),
    **dict.fromkeys((b"ru", b"uk", b"be", b"bg", b"mk", b"sr", b"kk"), _CYRILLIC),
    **dict.fromkeys((b"pl", b"cs", b"sk", b"hu", b"sl", b"hr", b"bs", b"ro"), ("cp1250",)),
    **dict.fromkeys((b"lt", b"lv", b"et"), ("cp1257",)),
    **dict.fromkeys((b"ar", b"fa", b"ur"), ("cp1256",)),
    b"el": ("cp1253",),
    b"tr": ("cp1254",),
    b"he": ("cp1255",),
    b"vi": ("cp1258",),
    b"th": ("cp874",),
}
_OTHER_SCRIPTS = (
    "cp932",
    "euc_jp",
    "gb18030",
    "big5",
    "cp949",
    *_CYRILLIC,
    "cp1253",
    "cp1255",
    "cp1256",
    "cp874",
)
_LANGUAGE = re.compile(rb"<html\b[^>]{0,500}?\blang=[\"']?([a-z]{2})", re.I)
_HIRAGANA = expression("[ぁ-ゖ]")
_ASCII = bytes(range(0x80))


def text_of(data: bytes, content_type: str | None = None) -> str:
    """The text, by the first charset that fits.

    The order is a browser's: byte order mark, the header `content_type`, the document's own declaration,
    a guess; except that bytes which read well as UTF-8 are UTF-8 whatever is declared, for text in another
    charset does not do so by chance.
    """
    marked, mark = read_bom(data)
    if marked and mark:
        return to_unicode(data[len(mark) :], marked)
    wide = utf16(data[:4096])
    if wide:
        return to_unicode(data, wide)
    declared = (http_content_type_encoding(content_type), html_body_declared_encoding(data))
    candidates = [each for each in declared if each and _CHARSETS.fullmatch(each)]
    if "iso2022_jp" in candidates and b"\x1b" in data:  # the one that writes all letters in 7-bit bytes
        return to_unicode(data, "iso2022_jp")
    high = len(data.translate(None, _ASCII))
    # A page that says it is UTF-8 may have more broken letters before we doubt it.
    for charset, share in (("utf-8", 2 if "utf-8" in declared else 20), *((each, 20) for each in candidates)):
        text = to_unicode(data, charset)
        if text.count("\ufffd") * share <= high:
            return text
    return to_unicode(data, _guess(data))


def utf16(start: bytes) -> str | None:
    """UTF-16 without a byte order mark shows in markup by every other byte being zero."""
    half = len(start) // 2
    even, odd = start[0 : 2 * half : 2].count(0), start[1::2].count(0)
    if half < 8 or max(even, odd) * 2 < half or min(even, odd) * 10 > half:
        return None
    return "utf-16-le" if odd > even else "utf-16-be"


def _guess(data: bytes) -> str:
    """By the page's language, else by how much of its text is outside ASCII, else western."""
    sample, plain = _sample(data)
    language = _LANGUAGE.search(data, 0, 4096)
    charsets = _BY_LANGUAGE.get(language[1].lower(), ()) if language else ()
    if not charsets and len(sample.translate(None, _ASCII)) * 3 > len(sample) - plain:
        charsets = _OTHER_SCRIPTS
    if not charsets:
        return "cp1252"
    if "cp932" in charsets:
        for charset in ("cp932", "euc_jp"):  # hiragana is never there by chance
            if len(_HIRAGANA.findall(sample.decode(charset, "replace"))) * 8 > len(sample) / 2:
                return charset
    charset = charsets[0]
    if len(charsets) > 1 and charsets != _CYRILLIC:
        # A detector that knows scripts well, but takes French for Lithuanian: asked only for the former.
        from charset_normalizer import from_bytes

        best = from_bytes(sample, cp_isolation=list(charsets)).best()
        charset = best.encoding if best else charset
    if charset in ("cp1251", "koi8_r", "koi8-r"):  # the one has capitals where the other has small letters
        text = sample.decode("cp1251", "replace")
        return "koi8-r" if sum(map(str.isupper, text)) > sum(map(str.islower, text)) else "cp1251"
    if charset == "cp1250" and not re.search(rb"[\x80-\x9f]", sample):
        return "iso8859-2"  # Windows has letters and quotes there
    return charset


def _sample(data: bytes, most: int = 20_000) -> tuple[bytes, int]:
    """Text outside markup that has letters beyond ASCII, and how many of its bytes are space."""
    sample = bytearray()
    for run in re.finditer(rb"[^<>\n]{1,10000}", data):
        if not run[0].isascii():
            sample += run[0] + b"\n"
        if len(sample) > most:
            break
    return bytes(sample[:most]), sample[:most].count(b" ")

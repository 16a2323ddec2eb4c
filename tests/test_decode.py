"""Any document becomes the right text and kind, or is refused for what it is."""

import codecs
import time

import pytest

from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.web.decode import decode, kind_of

GERMAN = "Die Brücke ist eröffnet – „endlich“, sagt die Bürgermeisterin. Später mehr über Straßen."
FRENCH = "Le président arrive. « Où êtes-vous ? » crie un élève."
POLISH = "Pożar został ugaszony, straż zakończyła działania. Źle się działo."
RUSSIAN = "Прямая трансляция: мэр открыл мост, и первые машины уже проехали."
JAPANESE = "速報です。橋が開通しました。市長が現場で演説し、観客は大きな拍手を送りました。"
CHINESE = "直播：大桥今天上午重新开放，第一批车辆已经通过。"


def page(text: str, head: str = "", lang: str = "") -> str:
    language = f' lang="{lang}"' if lang else ""
    return (
        f"<!DOCTYPE html><html{language}><head>{head}<title>x</title></head><body><p>{text}</p></body></html>"
    )


@pytest.mark.parametrize(
    "charset", ["utf-8", "iso-8859-1", "windows-1252", "shift_jis", "euc-jp", "iso-2022-jp"]
)
def test_header_charset(charset: str) -> None:
    """The header's charset is what the bytes are read by."""
    text = {"s": JAPANESE, "e": JAPANESE}.get(charset[0], GERMAN)
    text = JAPANESE if charset == "iso-2022-jp" else text.translate({0x2013: "-", 0x201E: '"', 0x201C: '"'})
    assert decode(page(text).encode(charset), f"text/html; charset={charset}") == (page(text), "html")


@pytest.mark.parametrize(
    ("charset", "text"),
    [("windows-1251", RUSSIAN), ("koi8-r", RUSSIAN), ("gb2312", CHINESE), ("iso-8859-2", POLISH)],
)
def test_meta_charset(charset: str, text: str) -> None:
    """Without one in the header, the page's own declaration counts, in either of its forms."""
    for head in (
        f'<meta charset="{charset}">',
        f'<meta http-equiv=Content-Type content="text/html; charset={charset}">',
    ):
        assert text in decode(page(text, head).encode(charset), "text/html")[0]


@pytest.mark.parametrize("mark", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark(mark: str) -> None:
    """A byte order mark beats the header, and is not part of the text."""
    assert decode(page(GERMAN).encode(mark), "text/html; charset=iso-8859-1") == (page(GERMAN), "html")


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_mark(charset: str) -> None:
    """UTF-16 is seen by its zero bytes, and is not taken for binary."""
    assert decode(page(JAPANESE).encode(charset))[0] == page(JAPANESE)


@pytest.mark.parametrize(
    "header", ["iso-8859-1", "windows-1251", "shift_jis", "us-ascii", "nonsense", "utf-16"]
)
def test_utf_8_under_a_wrong_header(header: str) -> None:
    """What reads well as UTF-8 is UTF-8, whatever the header or the page says."""
    data = page(GERMAN + JAPANESE, '<meta charset="latin1">').encode()
    assert decode(data, f"text/html; charset={header}")[0] == data.decode()


def test_latin_1_under_a_utf_8_header() -> None:
    """A western page that is said to be UTF-8 and is not one keeps its umlauts."""
    assert FRENCH in decode(page(FRENCH).encode("cp1252"), "text/html; charset=utf-8")[0]


def test_a_few_broken_letters() -> None:
    """A UTF-8 page with a letter cut in two stays UTF-8: one mark of replacement, not a page of nonsense."""
    data = page(GERMAN * 9).encode() + b"\xc3 and \xe2\x80 end"
    text = decode(data, "text/html; charset=utf-8")[0]
    assert GERMAN in text
    assert text.count("\ufffd") == 2


@pytest.mark.parametrize(
    ("charset", "text", "lang"),
    [
        ("cp1252", GERMAN, ""),
        ("cp1252", FRENCH, "fr"),
        ("cp1252", "It’s over.", ""),
        ("cp932", JAPANESE, ""),
        ("cp932", JAPANESE, "ja"),
        ("euc_jp", JAPANESE, "ja"),
        ("cp1251", RUSSIAN, ""),
        ("koi8_r", RUSSIAN, "ru"),
        ("gb18030", CHINESE, ""),
        ("cp1250", POLISH, "pl"),
        ("iso8859_2", POLISH, "pl"),
    ],
)
def test_undeclared_charset(charset: str, text: str, lang: str) -> None:
    """Undeclared bytes are read by the page's language, else by their script, else as western."""
    assert text in decode(page(text, lang=lang).encode(charset))[0]


@pytest.mark.parametrize(
    "name", ["unicode_escape", "punycode", "utf-7", "rot13", "zlib", "idna", "undefined", "hex"]
)
def test_codecs_that_are_no_charsets(name: str) -> None:
    """A page cannot name one of Python's other codecs: to smuggle markup, to fail or to take for ever."""
    data = page("+ADw-script+AD4- \\u003cscript\\u003e" + "a-é" * 9, f'<meta charset="{name}">').encode(
        "cp1252"
    )
    text = decode(data, f"text/html; charset={name}")[0]
    assert "<script" not in text
    assert "a-é" in text


def test_decoding_is_linear() -> None:
    """A large page in a wrongly declared charset is read in a moment."""
    data = page(RUSSIAN * 20_000).encode("cp1251")
    start = time.perf_counter()
    assert RUSSIAN in decode(data, "text/html; charset=utf-8")[0]
    assert time.perf_counter() - start < 2


def test_nul_characters() -> None:
    """NUL characters are dropped: XML cannot hold them and parsers stop at them."""
    assert decode(b"<p>a\0b</p>" + b"<p>more</p>" * 9)[0].startswith("<p>ab</p>")


@pytest.mark.parametrize("data", [b"", b" \r\n\t", codecs.BOM_UTF8, b"\xff\xfe", b"\0\0\0"])
def test_empty(data: bytes) -> None:
    """A document with nothing to read in it is said to be empty."""
    with pytest.raises(FetchError, match=r"^page\.html: the document is empty$"):
        decode(data, where="page.html")


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"%PDF-1.7 ...", "a PDF"),
        (b"\x89PNG\r\n\x1a\n....", "an image"),
        (b"\xff\xd8\xff\xe0....", "an image"),
        (b"PK\x03\x04....", "a ZIP archive"),
        (b"\x1f\x8b\x08\0....", "gzip data"),
        (b"\0\0\0\x1cftypisom....", "an image or video"),
        (bytes(range(256)) * 9, "binary data"),
    ],
)
def test_binary(data: bytes, what: str) -> None:
    """What is no text is refused by name, whatever it says it is."""
    with pytest.raises(FetchError, match=f"not a page but {what}"):
        decode(data, "text/html", where="x")


@pytest.mark.parametrize(
    ("text", "media", "where", "kind"),
    [
        ('{"posts": []}', "text/html", "", "json"),
        ('[{"id": 1}]\n', None, "page.txt", "json"),
        ('{"posts": [{"id": 1', "application/json", "", "json"),
        ("[14:05] Goal!\n\n[14:01] Kick-off", "text/plain", "page.txt", "text"),
        ("<html><p>x", "application/json", "", "html"),
        ("<?xml version='1.0'?><!DOCTYPE html><html>", "application/xhtml+xml", "page.xml", "html"),
        ("<?xml version='1.0'?><rss/>", "text/html", "", "xml"),
        ("<ticker><post/></ticker>", "application/xml; charset=x", "", "xml"),
        ("<ticker><post/></ticker>", None, "saved/page.xml", "xml"),
        ("<article>x</article>", None, "", "html"),
        ("\ufeff\n<!-- note -->\n<!doctype HTML>", "text/plain", "", "html"),
        ("12:05 It is 5 < 6 and 7 > 3", None, "", "text"),
        ("Headline\n\n12:05 First\nText", "text/html", "", "text"),
        (f"14:05 {'The gate is open. ' * 40}<br>\n14:01 Kick-off", "text/plain", "x.txt", "text"),
        ("Intro <p>markup</p>", "text/plain", "x.txt", "html"),
    ],
)
def test_kind(text: str, media: str | None, where: str, kind: str) -> None:
    """The kind is what the document looks like; the media type and file ending help where that is open."""
    assert kind_of(text, media, where) == kind

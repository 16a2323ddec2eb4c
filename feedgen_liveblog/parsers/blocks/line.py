"""What a line of a page looks like by itself: prose, a headline, a person's name, page furniture."""

import re

from feedgen_liveblog.parsers.blocks.furniture import is_furniture
from feedgen_liveblog.parsers.blocks.phrases import one_of, words

_CLOSERS = "\"'”’»)]】」』›"
_STOPS = frozenset(".!?…。！？।؟۔")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_STOP_WITHIN = re.compile(r"[^\W\d_]{3}[”\"»’)]?\. +[“\"«‘(]?[^\W\d_]|[。！？].")
_SENTENCE_WITHIN = re.compile(r"[^\W\d_]{3}[”\"»’)]?[.!?] +[“\"«‘(]?[^\W\d_]|[。！？].")
_SAMPLE = 40  # words of a text that are looked at
_WORD = re.compile(r"[^\W_][\w'’.·-]*")
_NOT_IN_NAME = re.compile(r"[\d@#(){}\[\]“”\"!?…:;]|[.]$|^[—–-]|\s[—–-]\s")
_PARTICLES = words(
    "de del della di da dos du der den des van von vom zu zur ten ter la le les el al bin ibn af av y e i and und "
    "et og och en with in mit"
)
_WRITERS = """
by | von | par | por | di | da | door | av | af | przez | yazan | от | autor(in|a)? | author | auteur
autore | text | reporting by | posted by | written by | geschrieben von | verfasst von
"""
_REPLIES = """
reply | report | like | quote | zitieren | antworten?( auf .*)? | melden | répondre | signaler | responder | denunciar | rispondi | segnala
reageren | svara? | odpowiedz | zgłoś | ответить | пожаловаться | yanıtla | cevapla | 返信 | 回复 | 답글
"""
_REPLY = re.compile(rf"{one_of(_REPLIES)}(?: ?\(?\d+\)?)?", re.I)
_AGENCY = re.compile(
    r"\b(?:AP|AFP|EPA|PA|dpa|Reuters|REUTERS|reuters|Getty|ANSA|EFE|Keystone|[Ii]mago|ANP|NTB|TT|MTI|Shutterstock)\b"
)
_CREDIT = re.compile(
    r"\b(?:photograph|photo|foto|image|picture|pic|bild|crédit|credit|fotografía)(?: by)?\s*:\s*\S.{0,60}$|\([^()]{2,80}\)$",
    re.I,
)
_BY = re.compile(rf"^{one_of(_WRITERS)}(?:\s*:\s*|\s+)(?=(?-i:[A-ZÀ-ÞА-Я]))", re.I)
_MARKED = """
key (event|moment|update|post) | breaking( news)? | pinned( post)? | featured | important | highlight | goal | summary | (half|full)[ -]?time | kick[ -]?off
live | new | update | eilmeldung | eil | wichtig | angepinnt | essentiel | à retenir | urgent | importante
última hora | urgente | ultim'ora | belangrijk | viktigt? | bilder? | photo | video | analys[ei]s? | an[aá]lisis?
"""
_LABELS = re.compile(one_of(_MARKED), re.I)


def weight(text: str) -> int:
    """The length of a text as a reader sees it: a Chinese, Japanese or Korean sign is worth two letters."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text))


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does."""
    return text.rstrip(_CLOSERS)[-1:] in _STOPS


def is_prose(text: str) -> bool:
    """Whether this is a sentence or more, not a headline, a label, a link or a row of results."""
    size = weight(text)
    if size < 30 or not (
        size >= 130 or ends_sentence(text) or (size >= 60 and _SENTENCE_WITHIN.search(text))
    ):
        return False
    sample = text.split(maxsplit=_SAMPLE)[:_SAMPLE]
    return sum(not word[0].isupper() and not word[0].isdigit() for word in sample) > 0.3 * len(sample)


def is_headline(text: str, *, at_most: int = 200) -> bool:
    """Whether this can stand as a headline: some words, not two sentences, no full stop at the end."""
    size = weight(text)
    if not 6 <= size <= at_most or text[-1] in ".:;,。" or text[0] in "—–-(@|" or text[0].islower():
        return False
    return not is_credit(text) and not _STOP_WITHIN.search(text) and not is_furniture(text)


def is_name(text: str) -> bool:
    """Whether this can be one or a few persons' names: capitalised words, no digits, no sentence."""
    text = without_by(text)
    if not 4 <= len(text) <= 70 or _NOT_IN_NAME.search(text):
        return False
    found = _WORD.findall(text)
    capital = [word for word in found if word[0].isupper()]
    return (
        2 <= len(found) <= 9
        and len(capital) >= 2
        and all(word in capital or word in _PARTICLES for word in found)
        and not _LABELS.fullmatch(text)
        and not is_furniture(text)
    )


def without_by(text: str) -> str:
    """A byline without its 'By', 'Von', 'Par'."""
    return _BY.sub("", text)


def has_by(text: str) -> bool:
    """Whether a byline begins with 'By' or the like."""
    return bool(_BY.match(text))


def is_reply(text: str) -> bool:
    """Whether this is a button below a reader's comment."""
    return len(text) <= 30 and bool(_REPLY.fullmatch(text))


def is_credit(text: str) -> bool:
    """Whether this line ends as a picture's caption does: 'Photograph: Reuters', '(Getty)'."""
    if len(text) > 300 or not (found := _CREDIT.search(text)):
        return False
    before = text[: found.start()]
    if ends_sentence(before):
        return False
    return bool(_AGENCY.search(found[0])) or (found[0][0] != "(" and len(before) > 10)


def is_label(text: str) -> bool:
    """Whether this is a mark that an editor puts on a post: 'KEY EVENT', 'Eilmeldung'."""
    return len(text) <= 30 and bool(_LABELS.fullmatch(text.strip(" :•|-")))

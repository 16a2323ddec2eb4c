"""What a line of a page looks like by itself: prose, a headline, a person's name."""

import re
from functools import lru_cache

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.parsers.blocks import notes
from feedgen_liveblog.parsers.blocks.furniture import is_furniture
from feedgen_liveblog.parsers.blocks.phrases import one_of, words

_WIDE = expression(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_HAN = expression(r"[\u3400-\u9fff]")
_STOPLESS = expression(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")  # Thai, Lao, Burmese, Khmer
_STOP_WITHIN = expression(r"[^\W\d_]{3}[”\"»’)]?\. +[“\"«‘(]?[^\W\d_]|[。！？].")
_SENTENCE_WITHIN = expression(r"[^\W\d_]{3}[”\"»’)]?[.!?] +[“\"«‘(]?[^\W\d_]|[。！？].")
_FEW_WORDS = 4
_SAMPLE = 40  # words of a text that are looked at

_WORD = expression(r"[^\W_][\w'’.·-]*")
_NOT_IN_NAME = expression(r"[\d@#(){}\[\]“”\"!?…:;]|[.]$|^[—–-]|\s[—–-]\s")
_SON_OF = expression(r"(?:al|el|ben|bin|ibn|d|l|s|t)[-’'][A-ZÀ-Þ]")  # 'al-Ajrami', "d'Arco"
_PARTICLES = words(
    "de del della di da dos du der den des van von vom zu zur ten ter la le les el al bin ibn af av y e i and und et og"
    " och en with in mit"
)
_WRITERS = r"""
by | von | par | por | di | da | door | av | af | przez | yazan | от | autor(in|a)? | author
auteur | autore | text | reporting by | posted by | written by | geschrieben von | verfasst von
from (?=\S+['’]s )
"""
_BY = expression(rf"^{one_of(_WRITERS)}(?:\s*:\s*|\s+)(?=(?-i:[A-ZÀ-ÞА-Я]))", re.I)

_ROLES = """
reporter(in)? | correspondent | editor | journaliste? | writer | redakteur(in)? | korrespondent(in)?
redactora? | rédact(eur|rice) | periodista | giornalista | redatt(ore|rice) | redacteur
verslaggever | redaktør | jornalista
"""
_ROLE = expression(
    rf"(?:[\w&'’-]+ ){{0,4}}{one_of(_ROLES)}(?:,? (?:in|at|for) .{{2,30}})?|reporting from .{{2,40}}", re.I
)
_PLACE = expression(r",? (?:in|at|on|from|reporting from|aus|in|à|en|da|de) .*$")
_DESK = expression(  # who signs where no person does
    r"(?:(?:AFP|AP|PA|dpa|ANSA|EFE|Reuters|Agencies|Staff|Newsroom|Redaktion|Redaction|Redazione|Redacción|Rédaction)"
    r"(?:[ ,/]|and|und|et)*)+(?: staff| reporters?| writers?)?"
)
_GLUED_ROLE = expression(rf"(?<=[a-zà-ÿ])(?=[A-Z])(?:[\w&'’-]+ ){{0,4}}(?i:{one_of(_ROLES)})$")


def weight(text: str) -> int:
    """The length of a text as a reader sees it: a syllable of Japanese or Korean is two letters, a Han sign three."""
    return len(text) if text.isascii() else len(text) + len(_WIDE.findall(text)) + len(_HAN.findall(text))


@lru_cache(maxsize=8192)
def is_prose(text: str) -> bool:
    """Whether this is a sentence or more, not a headline, a label, a link or a row of results."""
    size = weight(text)
    if size < 30:
        return False
    if not (size >= 130 or notes.ends_sentence(text) or (size >= 60 and _SENTENCE_WITHIN.search(text))):
        return size >= 55 and bool(_STOPLESS.search(text))
    sample = text.split(maxsplit=_SAMPLE)[:_SAMPLE]
    # Japanese and Chinese have no spaces: one 'word' that begins with a figure tells nothing.
    return len(sample) < _FEW_WORDS or sum(
        word[0].isupper() or word[0].isdigit() for word in sample
    ) < 0.7 * len(sample)


def is_headline(text: str, *, at_most: int = 200) -> bool:
    """Whether this can stand as a headline: some words, not two sentences, no full stop at the end."""
    size = weight(text)
    if not 6 <= size <= at_most or text[-1] in ".:;,。" or text[0] in "—–-(@|" or text[0].islower():
        return False
    small = notes.is_credit(text) or notes.is_button(text) or is_furniture(text)
    return not small and not _STOP_WITHIN.search(text)


def is_name(text: str) -> bool:
    """Whether this can be one or a few persons' names: capitalised words, no digits, no sentence."""
    text = without_by(text)
    if not 4 <= len(text) <= 70 or _NOT_IN_NAME.search(text):
        return False
    found = _WORD.findall(text)
    capital = [word for word in found if word[0].isupper() or _SON_OF.match(word)]
    if not 2 <= len(capital) <= len(found) <= 9 or any(
        word not in capital and word not in _PARTICLES for word in found
    ):
        return False
    return not (notes.is_label(text) or notes.is_button(text) or is_role(text) or is_furniture(text))


def without_by(text: str) -> str:
    """A byline without its 'By', 'Von', 'Par', and a role glued to it: 'Lucy MarlowNews Reporter'."""
    return _GLUED_ROLE.sub("", _BY.sub("", text))


def signed(text: str) -> str | None:
    """The name in a byline: 'By Nora Feld', 'From CNN’s Nora Feld in Paris'; None if this is no such line."""
    if is_name(text) or (has_by(text) and _DESK.fullmatch(without_by(text))):
        return without_by(text)
    name = _PLACE.sub("", without_by(text))
    return name if has_by(text) and len(text) <= 100 and is_name(name) else None


def is_role(text: str) -> bool:
    """Whether this is what a person is: 'Political correspondent'."""
    return len(text) <= 60 and bool(_ROLE.fullmatch(text))


def has_by(text: str) -> bool:
    """Whether a byline begins with 'By' or the like."""
    return bool(_BY.match(text))

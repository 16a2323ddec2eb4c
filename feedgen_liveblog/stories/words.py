"""Whether two live blogs are of one story, by the words of their titles and addresses and the names in their posts."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from html import unescape
from itertools import product
from urllib.parse import unquote, urlsplit

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.model import Post

# Words of any live blog, of its days and of grammar: they tell no story from another.
_COMMON = frozenset(
    """
    live blog liveblog ticker liveticker update updates updated latest news breaking day days today tonight tomorrow
    yesterday happened minute coverage follow report reports recap rolling briefing tag heute aktuell aktuelle
    entwicklungen direct direct suivi jour directo diretta aggiornamenti minuto ultima hora oggi hoy ultime notizie vivo
    ao vivo dag vandaag part teil partie index html htm php article artikel story
    january february march april may june july august september october november december jan feb mar apr jun jul aug
    sep sept oct nov dec monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch donnerstag
    freitag samstag sonntag januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet
    août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre
    noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre novembre dicembre
    the and for with from after over into that this what who why how its are was will have has says said say amid
    der die das und den dem des ein eine mit von zum zur bei auf aus nach für ist sind wird
    les des une dans pour par sur avec est qui que aux
    los las del una para por con que más desde
    gli dei della delle degli per con che nel sul una
    het een van voor met aan bij uit naar
    """.split()  # noqa: SIM905
)
_WORD = expression(r"[^\W_]+(?:['’][^\W_]+)?")
_UNSPACED = expression(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_PIECE = expression(r"\s*[:：|｜–—•【】「」]\s*|\s-\s|,\s(?=en direct)", re.I)
_TAG = expression(r"<[^>]*>")
_BEGINS = expression(r"(?:[.!?:…]['\"”’»)\]]*|\A|\n)\s*['\"“‘«(\[]*$")
_TITLE, _MOST_PIECES = 500, 8  # letters of a title that are read, and parts of it
_NAMED = 24  # names that stand for a story
_ENOUGH = 6  # names without which nothing can be said
_LONGEST = 200_000


def resemblance(past: Sequence[tuple[str, str]], other: tuple[str, str]) -> float:
    """From 0 to 1, how much a live blog's title and address are like those of the story's so far.

    Each is a pair of title and address, the current one last. What all of them had in common is its name too.
    """
    title, url = past[-1]
    mine, theirs = words(title) | slug(url), words(other[0]) | slug(other[1])
    core = frozenset.intersection(*(words(each) | slug(address) for each, address in past))
    shared = len(mine & theirs)
    return max(
        likeness(past[-1], other),
        len(core & theirs) / len(core) if len(past) > 1 and len(core) > 1 else 0.0,
        shared / len(mine | theirs) if shared > 2 else 0.0,
        0.5 * bool(shared),
    )


def likeness(one: tuple[str, str], other: tuple[str, str]) -> float:
    """How much two titles and addresses are alike where they are most alike.

    Titles are compared piece by piece, for the name of a story stands beside a headline that changes: 'Harbour
    fire live: crews return'.
    """
    pieces = (_alike(a, b) for a, b in product(_pieces(one[0]), _pieces(other[0])))
    return max((*pieces, _alike(slug(one[1]), slug(other[1]))))


def _alike(one: frozenset[str], other: frozenset[str]) -> float:
    """How much of two sets is common; a single word is no story's name."""
    return len(one & other) / len(one | other) if min(len(one), len(other)) > 1 else 0.0


def words(text: str) -> frozenset[str]:
    """The words of a title that tell of its story; of scripts without spaces, pairs of letters."""
    return frozenset(_words(text))


def _words(text: str) -> Iterator[str]:
    folded = unicodedata.normalize("NFKC", unquote(text[:_TITLE])).casefold()
    for found in _WORD.findall(folded):
        if _UNSPACED.search(found):
            yield from (found[at : at + 2] for at in range(len(found) - 1))
        elif len(found) > 2 and not found.isdigit() and found not in _COMMON:
            yield found.partition("'")[0].partition("’")[0]


def slug(url: str) -> frozenset[str]:
    """The words of the part of an address that has most of them, the last one for preference."""
    parts = urlsplit(url).path.rsplit(".", 1)[0].split("/")[::-1]
    return max((words(part.replace("-", " ").replace("_", " ")) for part in parts), key=len)


def _pieces(title: str) -> list[frozenset[str]]:
    return [found for piece in _PIECE.split(title[:_TITLE], _MOST_PIECES) if (found := words(piece))]


def shared_names(posts: Iterable[Post], others: Iterable[Post]) -> float | None:
    """How many of the names in a live blog's posts are in another's: 0 to 1; None if there are too few.

    Names are words with a capital within a sentence, in more than one post; scripts without capitals have none.
    """
    count: Counter[str] = Counter()
    for post in posts:
        count.update(_names(_text(post)))
    names = [name for name, number in count.most_common(_NAMED) if number > 1]
    if len(names) < _ENOUGH:
        return None
    theirs = {name for post in others for name in _names(_text(post))}
    return sum(name in theirs for name in names) / len(names)


def _text(post: Post) -> str:
    return f"{post.title}\n{unescape(_TAG.sub(' ', post.html[:_LONGEST]))}"


def _names(text: str) -> set[str]:
    return {
        word[0].partition("'")[0].partition("’")[0]
        for word in _WORD.finditer(text)
        if _is_name(word[0]) and not _BEGINS.search(text[max(0, word.start() - 6) : word.start()])
    }


def _is_name(word: str) -> bool:
    return len(word) > 2 and word[0].isupper() and not word.isupper() and word.casefold() not in _COMMON

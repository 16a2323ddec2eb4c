"""What a field of somebody's JSON is by its name: 'blockFirstPublished' a first date, 'contenido' a body."""

import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from feedgen_liveblog.expressions import expression

Path = tuple[str, ...]


def vocabulary(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def _table(text: str) -> dict[str, float]:
    """Lines of a weight and the words that have it."""
    lines = (line.split() for line in text.strip().splitlines())
    return {word: float(weight) for weight, *found in lines for word in found}


_WORD = expression(r"[A-Z]?[^\W\d_A-Z]+|[A-Z]+(?![^\W\d_A-Z])|\d+")
# Keys that only say how a value is kept: {"title": {"rendered": …}}, {"createdAt": {"timestampValue": …}}.
_WRAPS = vocabulary("""
    rendered value string text html plain raw model models blocks block data fields attributes attrs node
    content contents default root children elements items
    t basic en de fr es it pt nl stringvalue timestampvalue integervalue
""")
# What hangs on a post but is not the post: its dates, names and ids are not the post's.
_FOREIGN = vocabulary("""
    author authors creator creators user users editor contributor contributors publisher person persons
    people
    player players team teams image images photo photos picture media video videos audio thumbnail avatar
    category categories tag tags section sections related parent embed gallery poll match game
    competition stats seo og twitter links location place config settings preferences permissions
    navigation
    ad ads comments replies owner profile leadimage mainimage autor auteur bild foto session badge
    sponsor product
""")
_DATES = _table("""
    5 published publish publication pubdate pub first publicado publicada publicacion publicacao publie
    5 publiee
    5 parution veroeffentlicht veroffentlicht veroffentlichung erschienen erscheinung pubblicato
    5 pubblicata pubblicazione
    5 gepubliceerd publicerad publisert publiceret
    4 created create creation inserted insert insertdate added posted post entry event sent crdate issued
    4 erstellt angelegt creado creada criado cree inserito aangemaakt skapad opprettet oprettet
    4 occurred wallclock entered started
    3 timestamp date time datetime datum fecha data hora ora heure zeit uhrzeit at when ts tid dato
    3 tidspunkt
    3 dt epoch unix clock tarih czas saat aika waktu giorno dia day millis ms время дата 时间 日時
    1.5 sort iso gmt utc stamp display
""")
_CHANGED = vocabulary("""
    updated update modified modification changed change edited lastmod last lastupdate revised latest upd
    mod
    geaendert geandert aktualisiert aktualisierung actualizado actualizada actualizacion atualizado
    atualizada modifie
    modificato aggiornato aggiornamento bijgewerkt uppdaterad oppdatert opdateret
""")
_NOT_A_DATE = vocabulary("""
    expiry expires expire expiration end ends ended until deleted archived birth birthday embargo deadline
    duration valid due dateline version kickoff reminder order next previous start starts begin begins
    beginn
    air airs airing broadcast departure arrival
""")
_BODIES = _table("""
    5 body html articlebody richtext bodyhtml content contents conteudo contenido contenu inhalt
    5 contenuto inhoud
    5 innhold innehall corpo cuerpo corps brodtext brodtekst tekst tresc icerik metin isi sisalto
    4 text texto texte testo message mensaje mensagem nachricht comment commentary kommentar commentaire
    4 comentario
    4 paragraph paragraphs elements blocks groups components copy story markup render
    4 rendered commtext
    4 txt emcontent note remark bericht meldung commentaries текст 内容 本文
    2 description descricao descripcion beschreibung descrizione desc detail details info information
    2 value
    2 update line narration post entry document synopsis
    1 summary teaser excerpt abstract intro lead standfirst caption smalldesc resumen resumo chapo
    1 vorspann deck
    1 trail blurb subtitle subheadline subtitulo
""")
_EMBEDS = vocabulary("embed oembed media video tweet social socialmedia instagram youtube")
_NOT_A_BODY = vocabulary("length count type format url id color class css style title headline lang")
# These are a body only as a whole key: 'post' may be one, 'post_status' is not.
_BODY_ALONE = vocabulary(
    "post entry update line value document info comment message note elements blocks groups"
)
_POOR_BODY = vocabulary("plain raw short preview amp stripped source")
_TITLES = _table("""
    5 headline title titel titre titulo titolo heading header uberschrift rubrik tittel otsikko tytul
    5 baslik
    4 head
    5 newstitle judul manchete schlagzeile overskrift headlines ueberschrift заголовок 标题 標題
    2 name subject
""")
_NOT_A_TITLE = vocabulary("""
    sub seo meta og page blog site section short social alt text image browser parent type team player
    url id key
    file class tab color length
""")
_LINKS = vocabulary("url link permalink href uri weburl shareurl canonical path lien enlace")
_NAMES = _table("""
    5 author authors byline bylines autor autores auteur auteurs autore autori verfasser writer reporter
    5 journalist redakteur forfatter forfattare skribent kirjoittaja yazar
    4 contributor contributors persons createdby creator by credit
    2 editor user username person people signature
""")
_NOT_A_NAME = vocabulary("""
    id ids url image avatar email time date at count type sort order group updated modified last edited
    filter
""")
_PICTURES = vocabulary("""
    image images picture pictures photo photos foto fotos bild bilder imagen imagenes immagine immagini
    img
    imageurl media leadimage mainimage thumbnail attachment attachments gallery photourl imagem
""")
_TAGS = vocabulary("tags tag labels label keywords categories category topics etiquetas schlagworte")
_IDS = vocabulary("id uid uuid guid urn identifier oid nid msid key")
_OF_A_POST = vocabulary("""
    post entry comment update event item block message msg news note bulletin content element story
    live ticker
    commentary unique object report line
""")
_MINUTES = vocabulary("minute min minuto spielminute minuut minutt elapsed matchtime gametime matchminute")


@lru_cache(maxsize=8192)
def words(name: str) -> tuple[str, ...]:
    """The words of a key in any casing, folded: 'Veröffentlicht_am' and 'blockFirstPublished'."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return tuple(word.casefold() for word in _WORD.findall(plain))


def _telling(path: Path) -> tuple[str, ...]:
    """The words of the innermost key that says what the value is, not only how it is kept."""
    for key in reversed(path):
        found = words(key)
        if len(found) > 1 or (found and found[0] not in _WRAPS):
            return found
    return words(path[-1])


def _best(found: tuple[str, ...], weights: dict[str, float]) -> float:
    return max(weights.get(word, 0.0) for word in (*found, "".join(found)))


def foreign(path: Path) -> bool:
    """Whether the field belongs to something that hangs on the post: its author, a picture, a team."""
    return any(word in _FOREIGN for key in path[:-1] for word in words(key))


UNIVERSAL = frozenset({"gmt", "utc"})
"""Words of a field whose times are of no place."""


def as_date(path: Path) -> float:
    """How surely the time when the post was made."""
    found = _telling(path)
    return _best(found, _DATES) - 0.2 * (len(path) - 1) if may_be_date(path) else 0.0


def is_change(path: Path) -> bool:
    """Whether the time of a change."""
    found = _telling(path)
    return not foreign(path) and any(word in _CHANGED for word in (*found, "".join(found)))


def as_body(path: Path) -> float:
    """How surely the text of the post; teasers, captions and embeds count less than bodies."""
    last = words(path[-1])
    if len(path) > 1 and last[-1:] in (("html",), ("code",)) and not _EMBEDS.isdisjoint(words(path[-2])):
        return 1.0
    titled = any(_best(words(key), _TITLES) >= 5 for key in path)
    if foreign(path) or titled or not _NOT_A_BODY.isdisjoint(last):
        return 0.0
    rated = [weight for key in path if (weight := _body_weight(words(key)))]
    return min(rated, default=0.0) - (not _POOR_BODY.isdisjoint(last)) + 0.5 * ("html" in last)


def _body_weight(found: tuple[str, ...]) -> float:
    told = found if len(found) == 1 else tuple(word for word in found if word not in _BODY_ALONE)
    return _best(told, _BODIES)


def as_title(path: Path) -> float:
    """How surely the headline of the post."""
    found = _telling(path)
    outer = {word for key in path[:-1] for word in words(key)}
    if (
        foreign(path)
        or not _NOT_A_TITLE.isdisjoint({*found, *outer})
        or any(as_author((key,)) for key in path[:-1])
    ):
        return 0.0
    return _best(found, _TITLES) - 0.2 * (len(path) - 1)


def may_be_date(path: Path) -> bool:
    """Whether nothing in the name speaks against the time of the post."""
    found = _telling(path)
    return not foreign(path) and not is_change(path) and _NOT_A_DATE.isdisjoint(found)


def as_link(path: Path) -> bool:
    """Whether the address of the post, or the part of it that names the post."""
    return not foreign(path) and not _LINKS.isdisjoint(words(path[-1]))


def as_slug(path: Path) -> bool:
    """Whether the name of a page of the record's own."""
    return len(path) <= 2 and words(path[-1])[-1:] == ("slug",) and not foreign(path)


def as_author(path: Path) -> float:
    """How surely the author: a name, an object with one, a list of these."""
    found = words(path[-1])
    of_a_picture = any(as_picture((key,)) for key in path[:-1])
    if of_a_picture or not _NOT_A_NAME.isdisjoint(found):
        return 0.0
    return _best(found, _NAMES) - 0.5 * (len(path) - 1)


def as_picture(path: Path) -> bool:
    """Whether a picture of the post, or a list of them."""
    found = words(path[-1])
    return not _PICTURES.isdisjoint({*found, "".join(found)})


def as_tags(path: Path) -> bool:
    """Whether tags or labels."""
    return len(path) == 1 and "".join(words(path[-1])) in _TAGS


def as_id(path: Path) -> float:
    """How surely the id of the post; 0 for the ids of others ('matchId', 'authorId')."""
    found = words(path[-1])
    if foreign(path) or not found or found[-1] not in _IDS:
        return 0.0
    own = 5.0 if len(found) == 1 else 4.0 if found[-2] in _OF_A_POST else 0.0
    return own - 3 * (found[-1] == "key") - 0.5 * (len(path) - 1)


def as_minute(path: Path) -> bool:
    """Whether the minute of a match."""
    found = words(path[-1])
    return not foreign(path) and not _MINUTES.isdisjoint({*found, "".join(found)})


def has_id(record: Mapping[str, object]) -> bool:
    """Whether a record names itself."""
    return any(as_id((key,)) >= 4 for key in record)

"""The small lines in and around a post: credits, labels, buttons, notes of an update, day headings."""

import re

from feedgen_liveblog import timeshape
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.parsers.blocks.block import Block
from feedgen_liveblog.parsers.blocks.phrases import one_of

_CLOSERS = "\"'”’»)]】」』›"
_STOPS = frozenset(".!?…。！？।؟۔")
_MARKED = """
key (event|moment|update|post) | breaking( news)? | pinned( post)? | featured | important
highlight | goal | (half|full)[ -]?time | kick[ -]?off | summary | live | new | update | eilmeldung
eil | wichtig | angepinnt | alert[ae]? | alarm | flash | dringend | essentiel | à retenir | urgent
importante | última hora | urgente | ultim'ora | belangrijk | viktigt? | bilder? | photo | video
analys[ei]s? | an[aá]lisis?
"""
_LABELS = expression(one_of(_MARKED), re.I)
_REPLIES = """
reply | report | like | quote | zitieren | antworten?( auf .*)? | melden | répondre | signaler
responder | denunciar | rispondi | segnala | reageren | svara? | odpowiedz | zgłoś | ответить
пожаловаться | yanıtla | cevapla | 返信 | 回复 | 답글
"""
_THREADS = r"""
(reader )?comments? | kommentare? | lesermeinungen | commentaires? | comentarios? | commenti | reacties? | kommentarer
komentarze | комментари[ия] | yorumlar | コメント | 评论 | 댓글
"""
_THREAD = expression(rf"(?:\d+ )?{one_of(_THREADS)}(?: ?\(?\d+\)?)?:?", re.I)
_REPLY = expression(rf"{one_of(_REPLIES)}(?:[ |·]+{one_of(_REPLIES)})*(?: ?\(?\d+\)?)?", re.I)
_BUTTONS = r"""
share( (page|this|on|via) .{1,20})? | (close )?share panel | close panel | about sharing
(article )?share tools | view more share options | copy (link|url).{0,12} | link copied
save( .{2,15})? | (share|teilen|partager) .{2,20} | teilen | link kopieren | partager | lien copié
copier le lien | compartir( .{2,20})? | copiar (enlace|link) | link copiado | condividi | copia link
compartilhar | partilhar | delen | kopieer link | dela | del | paylaş | поделиться | facebook
twitter | x | whatsapp | e-?mail | mail | linkedin | telegram | pinterest | reddit | messenger
bluesky | threads | print | drucken | imprimer | advertisement | anzeige | werbung | publicité
publicidad | pubblicità | publicidade | advertentie | annons | annonse | reklame | reklam | mainos
реклама | ad
(reading time|lesezeit|temps de lecture|tiempo de lectura|tempo di lettura|leestijd|lästid)\W{0,3}\d+ ?min.{0,9}
\d+[ -]?min(ute|uten|uti|utos)?s?[ .](read|lesezeit|de lecture|de lectura|di lettura|leestijd)
"""
_BUTTON = expression(rf"{one_of(_BUTTONS)}[!:.]?", re.I)
_AGENCY = expression(
    r"\b(?:AP|AFP|EPA|PA|dpa|Reuters|REUTERS|reuters|Getty|ANSA|EFE|Keystone|[Ii]mago|ANP|NTB|TT|MTI|Shutterstock)\b"
)
_CREDIT = expression(
    r"\b(?:photograph|photo|foto|image|picture|pic|bild|crédit|credit|fotografía)(?: by)?\s*:\s*\S.{0,60}$"
    r"|\([^()]{2,80}\)$",
    re.I,
)
_CAPTION = 120  # characters of a sentence below a picture
_SIGNED = expression(r"\([a-zà-ÿ]{3,10}(?:[/, -]+[a-zà-ÿ]{2,10}){0,3}\)")  # 'The gate is open again. (dpa)'
_UPDATES = r"""
updated? | modified | edited | amended | changed | aktualisier | geändert | bearbeitet | stand\b
mis à jour | modifié | actualizad | atualizad | modificad | aggiornat | bijgewerkt | gewijzigd
uppdatera | ändrad | oppdater | opdater | päivit | zaktualizowan | aktualizac | güncellen | обновлен
изменен | оновлен | ενημερ | 更新
"""
_LAST = "(?:last|letzte|zuletzt|dernière|última|ultimo|senast|sist|laatst) "
_UPDATED = expression(rf"(?:{_LAST})?{one_of(_UPDATES)}", re.I)


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does."""
    return text.rstrip(_CLOSERS)[-1:] in _STOPS


def is_reply(text: str) -> bool:
    """Whether this is a button below a reader's comment."""
    return len(text) <= 30 and bool(_REPLY.fullmatch(text))


def is_thread(text: str) -> bool:
    """Whether this is the heading of readers' comments: '5 comments', 'Kommentare (12)'."""
    return len(text) <= 30 and bool(_THREAD.fullmatch(text))


def is_button(text: str) -> bool:
    """Whether this is a button to share a post, or the sign above an advertisement."""
    return len(text) <= 40 and bool(_BUTTON.fullmatch(text))


def is_credit(text: str) -> bool:
    """Whether this line ends as a picture's caption does: 'Photograph: Reuters', '(Getty)'."""
    if len(text) > 300 or (text[-1:] != ")" and ":" not in text[-80:]) or not (found := _CREDIT.search(text)):
        return False
    before = text[: found.start()].rstrip()
    if ends_sentence(before) and (len(before) > _CAPTION or _SIGNED.fullmatch(found[0])):
        return False
    return bool(_AGENCY.search(found[0])) or (found[0][0] != "(" and len(before) > 10)


def is_label(text: str) -> bool:
    """Whether this is a mark that an editor puts on a post: 'KEY EVENT', 'Eilmeldung'."""
    return len(text) <= 30 and bool(_LABELS.fullmatch(text.strip(" :•|-")))


def is_update(text: str) -> bool:
    """Whether a line says when something was last changed: 'Updated at 12.36 BST'."""
    return len(text) <= 80 and bool(_UPDATED.match(text)) and timeshape.kind(text) is not None


def is_day(block: Block) -> bool:
    """Whether a block is a date heading."""
    return len(block.text) <= 60 and not block.caption and timeshape.kind(block.text) == "date"

"""Lines that are a page's and never a post's: 'Most read', 'Kommentare', 'Partager', in many languages."""

import re

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.parsers.blocks.phrases import one_of

# One pattern for a whole line each, between ' | '; those seen on pages, and their like in other languages.
_PATTERNS = r"""
must read | latest( articles?| news| stories| updates?)? | read (more|also|next)
more( stories| news| articles| videos| coverage)? | more (on|from) .{2,40} | related( .{3,30})?
most[ -](read|viewed|popular|shared|commented|watched)( .{2,20})? | don'?t miss
(\d+ )?(comments?|replies|reactions)( ?\(?\d+\)?)? | comments are closed
(join|start) the conversation | see also | quick links
(post|leave|write|add|view|show|see|read)( the| all| a| your)? (comments?|reply)
share( this)?( \w+)? | tags? | topics? | partners? | trending( .{2,20})?
top (stories|searches|news|trends|videos) | recommended( .{2,20})? | newsletters? | advertisement
get the app | sign up( .*)? | subscribe( .*)? | follow us( .*)? | (©|\(c\)|copyright\b).*
.*all rights reserved.* | reuse this content | load (more|older|previous)( .{2,20})?
(show|view|see) (more|all|older)( .{2,20})? | older( \w+)? | newer( \w+)? | back to top
(previous|next)( \w+)? | newest(newest)? | oldest(oldest)? | contact( us)? | about (us|the authors?)
print( this .*)? | points table | you (may|might)( also)? (like|be interested in)
editors?'?s?'? (picks?|choice) | (sponsored|promoted|popular)( .{2,20})?
(privacy|cookie) (policy|notice) | terms .{2,30} | in this (story|article)
this article is more than .*

mehr | mehr (zum thema|lesen|laden|anzeigen|aus .{2,30}|zu .{2,30}|von .{2,30})
(lesen|sehen) sie auch | lesetipps? | teilen
weitere (artikel|meldungen|themen|nachrichten|beiträge|informationen)( .{2,30})? | auch interessant
passend (dazu|zum .{4,20}) | (das )?(könnte|dürfte) (sie|dich|euch)( auch)? interessieren
meist(gelesen|kommentiert)( .{2,20})? | drucken | schlagwörter | (\d+ )?kommentare?( .{1,20})?
themen | anzeige | werbung | startseite | impressum | datenschutz(erklärung)? | nach oben
zur startseite | empfohlen(e .{2,30})? | empfehlungen.* | zum seitenanfang
über dieses thema berichtete.* | neueste (artikel|nachrichten)

(à )?(lire|voir) aussi.* | sur le même (sujet|thème)
(les )?(plus|articles les plus) (lus|commentés) | (\d+ )?commentaires? | partager( .{2,20})?
publicité | s'abonner | (en )?(voir|savoir|lire) plus | contenus? sponsorisés? | mentions légales
à la une | dans la même rubrique | réagir | nos newsletters | recommandations?
dernières (actualités|nouvelles)

lo más (leído|visto|comentado)( .*)? | (te|le) (puede|podría) interesar
también (te|le) (puede|podría) .* | (\d+ )?comentarios? | compartir( .{2,20})? | publicidad
suscríbete.* | más (noticias|información|leídas|leídos|sobre .{2,30}) | últimas noticias
(noticias|artículos|temas) relacionad[oa]s | ver más( .*)? | archivado en.* | etiquetas
aviso legal

leggi (anche|i commenti|tutto) | (i )?più letti | (\d+ )?commenti | condividi | pubblicità
potrebbe(ro)? interessarti | argomenti | raccomandati per te | altre notizie | articoli correlati
iscriviti.* | abbonati | video del giorno | © riproduzione riservata | leia (também|mais)
(as )?mais lidas | partilhar | compartilhar | publicidade | subscrever | tópicos | veja também
saiba mais

lees (ook|meer|verder) | meest gelezen | (\d+ )?reacties? | delen | deel dit artikel | advertentie
meer (nieuws|over .{2,30}) | les (også|mer) | læs (også|mere) | läs (även|mer|också)
mest (lest|läst|læst) | del | dela | annonser? | annonce | reklame? | lue (myös|lisää) | luetuimmat
jaa | mainos | kommentit | czytaj (też|także|więcej|również) | komentarze | udostępnij | reklama
najczęściej czytane | zobacz (też|także) | čtěte také | nejčtenější | sdílet | reklam | yorumlar
paylaş | ilgili haberler | çok okunanlar | читайте также | комментарии | поделиться | реклама
самое читаемое | по теме | читайте також | коментарі | διαβάστε (επίσης|ακόμη) | σχόλια | اقرأ أيضا
المزيد | شارك | التعليقات | 関連記事 | おすすめ | シェア | コメント | 相关(新闻|阅读) | 推荐阅读 | यह भी पढ़ें | और पढ़ें
आणखी वाचा | আরও পড়ুন | இதையும் படிங்க | อ่านเพิ่มเติม | ข่าวที่เกี่ยวข้อง | 分享 | 관련기사 | 공유 | 댓글
"""
_LINE = expression(rf"{one_of(_PATTERNS)}[\s:.…>»›→▸▾]*", re.I)


_COUNT = expression(
    r"[#№]?\d{3,}|[\d.,]+ ?[km]? ?(?:views?|likes?|shares?|vues|vistas|visualizações|aufrufe|просмотр\w*|перегляд\w*)",
    re.I,
)


def is_count(text: str) -> bool:
    """Whether a line counts its readers, or the posts, and no more: '12.8K views', '318'."""
    return bool(_COUNT.fullmatch(text))


def is_furniture(text: str) -> bool:
    """Whether this whole line is known page furniture."""
    return len(text) <= 80 and bool(_LINE.fullmatch(text))

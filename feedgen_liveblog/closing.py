"""The words by which a live blog says that it is over, and those by which it names where it goes on."""

import re
from itertools import islice
from typing import Any

from feedgen_liveblog.expressions import expression

_THING = r"(?:live[- ]?(?:blog|page|ticker|coverage|reporting|feed|report|briefing)|blog|briefing|coverage|reporting)"
# What a headline or a label of the page says (English ones seen in captures; others by their like).
_TITLES = r"""
    as\ it\ happened
  | (?:der|das)\ (?:tag|abend|spiel)\ im\ rückblick | zum\ nachlesen | nachlese
  | revivez | à\ revivre | fin\ du\ direct
  | rivivi | così\ in\ diretta
  | así\ (?:fue|lo\ contamos|te\ lo\ (?:hemos\ )?conta(?:mos|do)) | en\ diferido
  | foi\ assim | assim\ foi
  | zo\ ging\ het | teruglezen
  | så\ var\ det | slik\ var | sådan\ var | näin\ se\ eteni
  | tak\ było | jak\ (?:to\ bylo|proběhl[ao]?) | как\ это\ было
"""
# What it says in a sentence, above its posts or as its last.
_SENTENCES = rf"""
    (?:this|the|our|today['’]s)\ {_THING}\ (?:is|has|was)\ (?:now\ )?(?:been\ )?
        (?:closed|ended|over|finished|concluded|archived|come\ to\ an\ end)
  | live\ ?(?:blog|coverage|page)\ (?:is\ |has\ )?(?:now\ )?(?:closed|ended)
  | (?:we(?:['’]re|\ are|\ will\ be)|i['’]m)\ (?:now\ )?(?:closing|pausing|wrapping\ up|ending|shutting)\ (?:down\ )?
        (?:this|our|the|today['’]s)\ (?:live|blog|briefing|coverage)
  | that\ (?:concludes|ends)\ (?:our|this|today['’]s)\ (?:live|coverage|blog)

  | (?:der|dieser|dieses|das|unser)\ (?:live-?)?(?:blog|ticker)\ (?:ist|wurde|wird)
        \ (?:nun\ |jetzt\ |hiermit\ |damit\ )?(?:beendet|geschlossen)
  | (?:damit|hiermit)\ (?:beenden|schließen)\ wir\ (?:den|unseren|diesen|das|unser)\ (?:live-?)?(?:blog|ticker)

  | ce\ (?:live|direct|suivi)\ est\ (?:maintenant\ |désormais\ |à\ présent\ )?(?:terminé|clos|fermé|fini)
  | fin\ (?:de\ )?(?:ce|du|notre)\ (?:direct|live)

  | diretta\ (?:è\ |si\ è\ )?(?:conclusa|terminata|chiusa|finita) | chiude\ qui\ la\ (?:nostra\ )?diretta

  | (?:este|el|nuestro)\ (?:directo|minuto\ a\ minuto|en\ vivo)\ (?:ha\ )?(?:finalizado|terminado|concluido|cerrado)
  | (?:cerramos|finalizamos|damos\ por\ (?:cerrad[ao]|finalizad[ao]))\ (?:aquí\ )?(?:este|el|nuestr[ao])
        \ (?:directo|minuto|cobertura|narración)

  | (?:este|o|nosso)\ (?:direto|ao\ minuto|ao\ vivo|liveblog)\ (?:está\ |foi\ )?(?:encerrado|terminado|fechado|terminou)

  | (?:dit|het|ons|deze)\ (?:live-?)?(?:blog|verslag)\ (?:is|wordt)\ (?:nu\ )?(?:gesloten|afgelopen|beëindigd)
  | (?:wij?|we)\ sluiten\ (?:dit|het|ons)\ (?:live-?)?blog

  | (?:live)?(?:bloggen|rapporteringen|sändningen)\ (?:är|har)\ (?:nu\ )?(?:stängd|avslutad|avslutats)
  | (?:bloggen|dekningen|sendingen|dækningen)\ er\ (?:nå\ |nu\ )?(?:avsluttet|stengt|afsluttet|lukket|slutt?)
  | (?:seuranta|liveblogi)\ on\ (?:nyt\ )?(?:päättynyt|suljettu)

  | (?:relacja|transmisja)\ (?:na\ żywo\ )?(?:została\ |jest\ )?(?:zakończona|zakończyła\ się) | zakończyliśmy\ relację
  | (?:přenos|reportáž)\ (?:je\ |byl[ao]?\ )?(?:ukončen[ao]?|skončil[ao]?)
  | canlı\ (?:anlatım|yayın|blog)\ (?:sona\ erdi|bitti|tamamlandı)
  | (?:онлайн|трансляция|прямой\ эфир)\ (?:закрыт[ао]?|заверш[её]н[ао]?|окончен[ао]?)
  | (?:мы\ завершаем|ми\ завершуємо)\ (?:онлайн|трансляц) | (?:онлайн|трансляцію)\ (?:завершено|закрито)
  | ζωντανή\ (?:κάλυψη|ενημέρωση)\ (?:έχει\ )?(?:ολοκληρώθηκε|τελείωσε|ολοκληρωθεί)
  | (?:انتهت|اختتمت|أُغلقت)\ (?:هذه\ )?(?:التغطية|تغطيتنا) | نهاية\ التغطية
  | (?:ライブ(?:ブログ|配信)?|実況)は?(?:終了|締め切り) | (?:文字)?直播(?:已|到此)(?:经)?(?:结束|結束)
"""
# Where readers are sent on to: 'Follow our new live blog here', 'Our live coverage continues here'.
_ONWARD = rf"""
    (?:new|latest|next|current)\ (?:\w+\ )?{_THING}
  | (?:today|tomorrow|(?:mon|tues|wednes|thurs|fri|satur|sun)day)['’]s\ (?:[\w-]+\ ){{0,3}}{_THING}
  | {_THING}\ (?:is\ |now\ |has\ )*(?:continu(?:es|ing)|moved|resum(?:es|ing))
  | (?:continu\w+|follow\w*|read|find|join\ us|moved|head|switch\w*)\ (?:[\w'’]+\ ){{0,8}}
        (?:here|in\ (?:our|a|the)\ (?:new|latest))\b
  | (?:neue[nrs]?|aktuelle[nrs]?|nächste[nrs]?)\ (?:live-?)?(?:blog|ticker) | hier\ geht\ es | hier\ geht['’]s
  | (?:weiter|fortgesetzt)\b[^.]{{0,30}}\bhier\b
  | (?:nouveau|prochain)\ (?:direct|live|suivi)
  | (?:suivez|retrouvez|continue|se\ poursuit)\b[^.]{{0,60}}\b(?:ici|direct|live)\b
  | nuova\ diretta | (?:continua|prosegue|segui)\b[^.]{{0,40}}\b(?:qui|diretta)\b
  | nuevo\ (?:directo|minuto) | (?:sigue|siga|continúa|continuamos)\b[^.]{{0,50}}\b(?:aquí|directo|minuto)\b
  | novo\ (?:direto|ao\ minuto|liveblog) | (?:siga|continua|acompanhe)\b[^.]{{0,40}}\b(?:aqui|direto)\b
  | nieuwe?\ (?:live-?)?blog | (?:verder|lees|volg)\b[^.]{{0,30}}\bhier\b
  | nya?\ (?:live)?(?:rapportering|blogg) | (?:följ|fortsätter|følg|fortsetter|fortsætter)\b[^.]{{0,30}}\b(?:här|her)\b
  | now[aą]\ relacj | nov[ýá]\ (?:online|přenos|reportáž) | yeni\ canlı
  | нов(?:ый|ая|ом|ой|ую)\ (?:онлайн|трансляци) | продолжение\ (?:онлайна|трансляции)
  | التغطية\ (?:الجديدة|مستمرة) | 続きは | 新しいライブ | 最新直播
"""
_TITLE = expression(rf"\b(?:{_TITLES})\b", re.I | re.X)
_SENTENCE = expression(rf"(?:{_SENTENCES})", re.I | re.X)
_LEADS_ON = expression(rf"(?:{_ONWARD})", re.I | re.X)
_ELEMENTS = 20_000  # that are looked at
_SHORTEST, _LONGEST = 5, 300  # letters of a text that holds such a sentence
_END = 1_000  # such texts that are its top, and as many its end: what is between was not said last
_MOST = 20_000  # letters that are looked through: a headline may be a hostile page's megabyte
# A word of each sentence, or a part of it, for the expression is slow: what is over, which few texts name, and that
# it is.
_THINGS = (
    "live", "blog", "page", "ticker", "coverage", "report", "feed", "briefing", "direct", "suivi", "dirett",
    "diret", "minuto", "vivo", "cobertura", "narración", "verslag", "rapporter", "sändning",
    "dekning", "sending", "dækning", "seuranta", "relacj", "transmisj", "přenos", "reportáž", "canlı",
    "онлайн", "трансляц", "эфир", "κάλυψη", "ενημέρωση", "تغطي", "ライブ", "実況", "直播",
)  # fmt: skip
_HINTS = (
    "closed", "over", "finished", "concluded", "archived", "end", "closing", "pausing", "wrapping", "shutting",
    "concludes", "beendet", "geschlossen", "beenden",
    "schliessen", "terminé", "clos", "fermé", "fin", "conclusa", "terminata", "chiusa", "chiude",
    "terminado", "concluido", "cerra", "encerrado", "fechado", "terminou", "gesloten", "afgelopen",
    "beëindigd", "sluiten", "stängd", "avslut", "stengt", "afslut", "lukket", "slut", "päättyn",
    "suljettu", "zakończ", "ukončen", "skončil", "erdi", "bitti", "tamamlandı", "закры", "закрит",
    "заверш", "окончен", "ολοκληρ", "τελείωσε", "التغطية", "تغطيتنا", "終了", "締め切り", "结束", "結束",
)  # fmt: skip
_ASCII_THINGS, _ASCII_HINTS = (tuple(filter(str.isascii, words)) for words in (_THINGS, _HINTS))
_OTHERS = frozenset({"a", "nav", "aside", "script", "template"})
_TEXTS = ("p", "div", "span", "strong", "em", "b", "i", "h2", "h3", "h4", "li", "section")


def in_title(text: str) -> bool:
    """Whether a headline, label or standfirst says that the live blog is over."""
    return bool(_TITLE.search(text[:_MOST])) or in_text(text)


def in_text(text: str) -> bool:
    """Whether a sentence of the text says so."""
    folded = text[:_MOST].casefold()
    holds = folded.__contains__
    things, hints = (_ASCII_THINGS, _ASCII_HINTS) if folded.isascii() else (_THINGS, _HINTS)
    return any(map(holds, things)) and any(map(holds, hints)) and bool(_SENTENCE.search(text[:_MOST]))


def on_page(root: Any) -> bool:
    """Whether a page says so in a short text of its own, outside of links to others."""
    short = [
        element
        for element in islice(root.iter(*_TEXTS), _ELEMENTS)
        if element.text and _SHORTEST <= len(element.text) <= _LONGEST
    ]
    ends = short if len(short) <= 2 * _END else (*short[:_END], *short[-_END:])
    texts = [(element, element.text.casefold()) for element in ends]
    words = " ".join({word for _, text in texts for word in text.split()})
    things, hints = ([sign for sign in signs if sign in words] for signs in (_THINGS, _HINTS))
    return any(
        any(map(text.__contains__, things))
        and any(map(text.__contains__, hints))
        and _SENTENCE.search(element.text)
        and not any(up.tag in _OTHERS for up in element.iterancestors())
        for element, text in texts
    )


def leads_on(text: str) -> bool:
    """Whether a text sends its readers on to another live blog."""
    return bool(_LEADS_ON.search(text[:_MOST]))

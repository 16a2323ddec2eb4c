"""Whether a page calls itself live: in its address, title, headings, names of elements or words."""

import re

from feedgen_liveblog.parsers.blocks.phrases import one_of

# The words of newsrooms for live coverage. In an address or a line of a page's head one word is enough,
_HEAD = r"""
live[\w-]* | \w*ticker | newsblog | latest | updates? | recap | as it happen(s|ed)
minute[- ]by[- ]minute | blow-by-blow | aktuell\w* | entwicklungen | en direct | direct
minute par minute | en vivo | directo | minuto a minuto | última hora | diretta | minuto per minuto
ultime notizie | ultime ore | ao vivo | ao minuto | em direto | direkte | direkt | løpende | løbende
just nu | suora | hetki hetkeltä | na żywo | relacja | živě | on-?line | naživo | uživo | v živo
élő\w* | percről percre | în direct | en continu | suivez | aggiornamenti | atualizações
em atualização | minuta po minucie | canlı | anlık | son dakika | λεπτό προς λεπτό | developing
rolling | ζωντανά | на живо | уживо | онлайн | трансляция | хроника | наживо | langsung | trực tiếp
"""
_UNSPACED = """
最新 | تحديثات | تغطية | עדכונים | مباشر | لحظة بلحظة | زنده | لحظه به لحظه | लाइव | लाईव | লাইভ | ライブ
速報 | タイムライン | 实时 | 直播 | 即時 | 滚动 | 생중계 | 속보 | 실시간 | สด | חי | בזמן אמת
"""
# in the posts themselves only a phrase is,
_BODY = r"""
\blive[- ]?(blog|ticker|coverage|updates?|reporting|text|feed|stream) | follow (along|live)
minute[- ]by[- ]minute | en direct\b | minuto a minuto | minuto per minuto | in diretta\b
en vivo\b | ao vivo\b | live-?verslag | im live | прямом эфире | онлайн-трансляц
"""
# in the name of an element or an address a part is.
_NAME = "(?<![a-z])live(?!r) | (?-i:Live) | ticker | (?<![a-z])directo?(?![a-z]) | diretta | minuto"


_head = re.compile(rf"(?<![^\W_]){one_of(_HEAD)}(?![^\W_])|{one_of(_UNSPACED)}", re.I).search
_body = re.compile(one_of(_BODY), re.I).search
_set_apart = re.compile(r"^(?:live|en direct|direct|directo)\s?[:|!–—-]|[:|–—-]\s?(?:live|en direct|as it happened)!?$", re.I).search
_name = re.compile(one_of(_NAME), re.I).search


def head(text: str) -> bool:
    """Whether an address, title, heading or standfirst has a word for live coverage."""
    return bool(_head(text))


def title(text: str) -> bool:
    """Whether a title says for sure that the page is live, as a wire of all news does not: 'Gate breaks: live'."""
    return bool(_body(text) or _set_apart(text))


def is_label(text: str) -> bool:
    """Whether a line is a word for live coverage and no more: 'LIVE', '• Direct'."""
    found = _head(text)
    return found is not None and len(text) <= len(found[0]) + 2


def body(text: str) -> bool:
    """Whether running text speaks of live coverage."""
    return bool(_body(text))


def name(text: str) -> bool:
    """Whether an address, a class or an id has such a word as a part."""
    return bool(_name(text))

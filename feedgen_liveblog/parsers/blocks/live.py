"""Whether a page calls itself live: in its address, title, headings, names of elements or words."""

import re

from feedgen_liveblog.expressions import expression
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
速報 | タイムライン | 快讯 | 快訊 | 电报 | 電報 | 7[x×]24
实时 | 直播 | 即時 | 滚动 | 생중계 | 속보 | 실시간 | สด | חי | בזמן אמת
"""
# in the posts themselves only a phrase is,
_BODY = r"""
\blive[- ]?(blog|ticker|coverage|updates?|reporting|text|feed|stream) | follow (along|live)
minute[- ]by[- ]minute | en direct\b | minuto a minuto | minuto per minuto | in diretta\b
en vivo\b | ao vivo\b | live-?verslag | im live | прямом эфире | онлайн-трансляц
"""
# in a title one is enough that no list of articles has,
_TITLE = r"""
minute par minute | ao minuto\b | na żywo\b | \bživě\b | \bonline přenos | sledujeme on-?line | percről percre
hetki hetkeltä | canlı (anlatım|blog|yayın)\w* | \bcanlı$ | онлайн\b | трансляция | ζωντανά | λεπτό προς λεπτό
(live|direkte|direkt)(sändning|rapport|dekning|studio)\w* | følg (med )?(live|direkte) | live text | trực tiếp
\blangsung\b | relacja | în direct
"""
_UNSPACED_TITLE = """
تغطية (مباشرة|حية|مستمرة) | لحظة بلحظة | لحظه به لحظه | گزارش زنده | עדכונים שוטפים | लाइव
ライブ | 直播 | 实时 | 生중계 | 실시간
รายงานสด | ถ่ายทอดสด
"""
# in the name of an element or an address a part is.
_NAME = "(?<![a-z])live(?!r) | (?-i:Live) | ticker | (?<![a-z])directo?(?![a-z]) | diretta | minuto"


_head = expression(rf"(?<![^\W_]){one_of(_HEAD)}(?![^\W_])|{one_of(_UNSPACED)}", re.I)
_body = expression(one_of(_BODY), re.I)
_title = expression(
    rf"{one_of(_TITLE)}|{one_of(_UNSPACED_TITLE)}|(?-i:\bLIVE\b)"
    r"|^(?:live|direct|directo|live-?blog)\s?[:|!–—-]|[:,|–—-]\s?(?:live|latest|as it happened)!?$",
    re.I,
)
_name = expression(one_of(_NAME), re.I)


def head(text: str) -> bool:
    """Whether an address, title, heading or standfirst has a word for live coverage."""
    return bool(_head.search(text))


def title(text: str) -> bool:
    """Whether a title says for sure that the page is live, as a wire of all news does not: 'Gate breaks: live'."""
    return bool(_body.search(text) or _title.search(text))


def is_label(text: str) -> bool:
    """Whether a line is a word for live coverage and no more: 'LIVE', '• Direct'."""
    found = _head.search(text)
    return found is not None and len(text) <= len(found[0]) + 2


def body(text: str) -> bool:
    """Whether running text speaks of live coverage."""
    return bool(_body.search(text))


def name(text: str) -> bool:
    """Whether an address, a class or an id has such a word as a part."""
    return bool(_name.search(text))

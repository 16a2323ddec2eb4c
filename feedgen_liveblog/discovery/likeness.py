"""How much a link looks as if it led to a live blog, by its address, its words and the marks beside it."""

import re
from urllib.parse import unquote, urlsplit

from feedgen_liveblog.discovery.links import Link
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.parsers.blocks import live

# A part of a path that is one of these says it for sure; 'live' as a part of a longer word says little.
_SURE = expression(
    r"""(?<![^\W_])(?:
      live | live[-_]?blogs? | live[-_]?ticker | live[-_]?updates? | live[-_]?coverage | live[-_]?reporting
    | newsblog | news[-_]?ticker | liveticker\w* | minute[-_]by[-_]minute | as[-_]it[-_]happened | liveverslag
    | en[-_]direct | en[-_]vivo | en[-_]directo | minuto[-_]a[-_]minuto | ao[-_]vivo | ao[-_]minuto
    | (?:in[-_])?diretta | na[-_]zywo | relacja[-_]na[-_]zywo | on-?line[-_](?:prenos|reportaz) | canli[-_]\w+
    )(?![^\W_])""",
    re.X | re.I,
)
_NO_BLOG = expression(
    r"""(?<![^\W_])(?:
      live[-_ ]?streams?(?:ing)? | stream(?:ing)? | watch[-_ ](?:live|now)
    | live[-_ ]?(?:tv|radio|music|scores?|results?|chat)
    | videos? | podcasts? | audio | radio | tv | fixtures | tables | concerts? | tickets? | shop | newsletters?
    )(?![^\W_])""",
    re.X | re.I,
)
_LEAD = expression(r"^[^:|–—]{1,30}?(?=\s*[:|–—])")
STATED = 4


def likeness(link: Link) -> int:
    """From 0 (nothing speaks for a live blog) up; only what has points is worth a fetch."""
    path = unquote(urlsplit(link.url).path)
    if link.stated:
        return STATED
    points = 2 if _SURE.search(path) else live.name(path)
    points += 2 * (live.body(link.title) or _leads(link.title)) or live.head(link.title)
    points += 2 * link.marked
    if _NO_BLOG.search(path) or _NO_BLOG.search(link.title):
        points -= 3
    return max(0, points)


def _leads(title: str) -> bool:
    """Whether a title begins or ends with a label: 'LIVE: Storm reaches coast', 'Budget – live'."""
    first = _LEAD.match(title)
    last = re.split(r"\s*[:|–—]\s*|\s-\s", title)[-1]
    return bool(first and live.is_label(first[0].strip())) or (last != title and live.is_label(last.strip()))

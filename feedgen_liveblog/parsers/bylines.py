"""The name in a line at the head or foot of a post that may hold its time, a role or a place as well."""

from feedgen_liveblog import timeshape
from feedgen_liveblog.expressions import expression
from feedgen_liveblog.parsers.blocks import line

_LONGEST = 100
_APART = expression(r"\s*[·•|/,]\s*|\s+[–—-]+\s+|\s*\n\s*")
_DASHES = ("—", "–", "―")
_NOTHING = " :,;·•|/–—-"


def signer(text: str) -> str | None:
    """The name in 'Ada Crewe · 14:05', 'By Ada Crewe, political correspondent' or 'Ada Crewe:'; else None."""
    # Most headlines have one capital; a name has two, or a small 'by' before its one.
    if len(text) > _LONGEST or (text[:1].isupper() and sum(map(str.isupper, text)) < 2):
        return None
    bare = text.strip(_NOTHING)
    signs = text.lstrip()[:1] in _DASHES  # '— Ada Crewe, KJZZ'
    if found := timeshape.trailing(bare):
        bare = found[0]
    elif (led := timeshape.leading(bare)) and led.rest:
        bare = led.rest
    parts = [part.strip(_NOTHING) for part in _APART.split(bare) if part.strip(_NOTHING)]
    names = [part for part in parts if line.signed(part) and not timeshape.kind(part)]
    if not names:
        return None
    # 'Ada Crewe and Ben Holt, Leeds': what is no name must be known for what it is, or follow a 'By'.
    told = all(part in names or line.is_role(part) or timeshape.kind(part) for part in parts)
    return (
        line.signed(names[0]) if told or (parts[0] == names[0] and (signs or line.has_by(names[0]))) else None
    )

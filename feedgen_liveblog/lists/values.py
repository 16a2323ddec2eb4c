"""Values of somebody's JSON read for what they stand for: a time, a headline, names, visible text."""

from collections.abc import Mapping
from typing import Any

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.lists import richtext
from feedgen_liveblog.lists.fieldnames import Path, vocabulary, words

_TAG = expression(r"<[^>]*>")
_SPACES = expression(r"\s+")
_NET_DATE = expression(r"/Date\((\d+)(?:[+-]\d{4})?\)/")
_FRACTION = expression(r"(\d{9,13})\.\d+")
_NAME_KEYS = (
    "name",
    "fullName",
    "full_name",
    "displayName",
    "display_name",
    "displayname",
    "byline",
    "title",
    "label",
)
_FIRST_NAMES = vocabulary("firstname givenname forename vorname prenom nombre fornavn fornamn voornaam imie")
_LAST_NAMES = vocabulary("""
    lastname familyname surname nachname familienname nom apellido apellidos cognome sobrenome etternavn
    efternavn efternamn achternaam nazwisko
""")
_MAX_DEPTH = 5
_NO_NAME = expression(r"https?:|@|^[0-9a-f-]{12,}$|^\d+$|\{")


def at(record: Any, path: Path) -> Any:
    """The value at a path of keys, or None."""
    for key in path:
        record = record.get(key) if isinstance(record, dict) else None
    return record


def moment(value: Any) -> str | None:
    """A value as the text of a time: epochs that are numbers, and shapes only JSON has; None for others."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, (int, float)):
        value = str(int(value)) if abs(value) < 1e17 else ""
    if not isinstance(value, str):
        return None
    found = _NET_DATE.fullmatch(value) or _FRACTION.fullmatch(value)
    return found[1] if found else value


def plain(value: Any) -> str:
    """The visible text of a string or of rich text, roughly: for measuring."""
    text = value if isinstance(value, str) else richtext.to_html(value, most=300)
    return _SPACES.sub(" ", _TAG.sub(" ", text)).strip()


def headline(value: Any) -> str:
    """A headline as text; of rich text the first block, for subheads and bylines may follow."""
    return plain(
        value[0] if isinstance(value, list) and value else value if isinstance(value, (str, dict)) else ""
    )


def named(value: Any, depth: int = 0) -> tuple[str, ...]:
    """The names in a field of authors or tags: a string, an object with a name, or a list of these."""
    if isinstance(value, str):
        return (value,) if 1 < len(value.strip()) < 120 and not _NO_NAME.search(value) else ()
    if depth > _MAX_DEPTH:
        return ()
    if isinstance(value, list):
        return tuple(dict.fromkeys(name for item in value[:10] for name in named(item, depth + 1)))
    if not isinstance(value, dict):
        return ()
    for key in _NAME_KEYS:
        if isinstance(value.get(key), str) and (found := named(value[key])):
            return found
    if whole := _in_parts(value):
        return named(whole)
    inner = next(
        (value[key] for key in ("node", "attributes", "fields", "data", "nodes") if value.get(key)), None
    )
    return named(next(iter(value.values())) if inner is None and len(value) == 1 else inner, depth + 1)


def _in_parts(person: Mapping[str, Any]) -> str:
    """A name kept in two fields, first and last."""
    folded = {"".join(words(key)): part for key, part in person.items() if isinstance(part, str)}
    parts = (
        next((folded[key].strip() for key in names if folded.get(key, "").strip()), "")
        for names in (_FIRST_NAMES, _LAST_NAMES)
    )
    return " ".join(filter(None, parts))

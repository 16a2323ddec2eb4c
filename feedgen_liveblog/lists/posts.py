"""A record of somebody's JSON, once its fields are known, to a post."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from feedgen_liveblog.expressions import expression
from feedgen_liveblog.lists import fieldnames as names
from feedgen_liveblog.lists import pictures, richtext
from feedgen_liveblog.lists.columns import Record, columns, sample
from feedgen_liveblog.lists.fieldnames import Path
from feedgen_liveblog.lists.fields import Fields
from feedgen_liveblog.lists.values import at, headline, moment, named
from feedgen_liveblog.model import RawPost

_GONE = frozenset({"deleted", "isdeleted", "removed", "isremoved", "tombstone", "trashed", "istrashed"})
_UNSEEN = frozenset({"hidden", "ishidden", "draft", "isdraft", "unpublished", "isunpublished"})
_SEEN = frozenset({"published", "ispublished", "visible", "isvisible", "public", "ispublic"})
_STATUS = frozenset({"status", "poststatus", "entrystatus", "state", "visibility", "workflowstate"})
_NOT_OUT = frozenset(
    [
        "draft",
        "submitted",
        "hidden",
        "unpublished",
        "pending",
        "private",
        "rejected",
        "killed",
        "inactive",
        "scheduled",
    ]
)
_GONE_STATUS = frozenset({"deleted", "trash", "trashed", "removed"})
_TAGS = {"pinned": "pinned", "sticky": "pinned", "keyevent": "key event", "highlight": "key event"}
_TAGS |= {
    "keymoment": "key event",
    "lbhighlight": "key event",
    "breaking": "breaking",
    "breakingnews": "breaking",
}
_ISO_DATE = expression(r"\d{4}-\d\d-\d\d")
_NAIVE = expression(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?")


def posts(records: Sequence[Record], fields: Fields) -> tuple[list[RawPost], list[str]]:
    """The posts that readers may see, one per id, and the ids of those that the source says are deleted."""
    marks = _marks(records)
    found: dict[str, RawPost] = {}
    deleted: list[str] = []
    for number, record in enumerate(records):
        out, gone = _out_of_sight(record, marks)
        post_id = _string(at(record, fields.id)) if fields.id else None
        if gone and post_id:
            deleted.append(post_id)
        if out or gone:
            continue
        post = _post(record, fields, post_id)
        if fields.published and not fields.minute and not post.published:
            continue  # an advertisement or a newsletter box among the posts
        if post.html or post.text or post.title or post.images:
            found.setdefault(post_id or f"\0{number}", post)
    return list(found.values()), deleted


def _post(record: Record, fields: Fields, post_id: str | None) -> RawPost:
    published, day = _published(record, fields)
    markup, text = _body(record, fields.bodies)
    shown = (image for path in fields.pictures for image in pictures.images(at(record, path)))
    return RawPost(
        id=post_id,
        url=_string(at(record, fields.link)) if fields.link else None,
        published=published,
        updated=_time(record, fields.updated),
        day=day,
        title=(headline(at(record, fields.title)) or None) if fields.title else None,
        html=markup,
        text=text,
        authors=named(at(record, fields.author)) if fields.author else (),
        images=tuple({image.url: image for image in shown}.values()),
        tags=(*(named(at(record, fields.tags)) if fields.tags else ()), *_flags(record)),
    )


def _flags(record: Record) -> Iterator[str]:
    """What the record's switches say of the post."""
    inner = record.get("attributes")
    for key, value in (inner if isinstance(inner, dict) else record).items():
        if value is True and (tag := _TAGS.get("".join(names.words(key)).removeprefix("is"))):
            yield tag


def _published(record: Record, fields: Fields) -> tuple[str | None, str | None]:
    time = _time(record, fields.published)
    clock = _time(record, fields.clock)
    if not time or not clock:
        return time, None
    return (f"{time}T{clock}", None) if _ISO_DATE.fullmatch(time) and len(clock) in (5, 8) else (clock, time)


def _time(record: Record, path: Path | None) -> str | None:
    text = moment(at(record, path)) if path else None
    if not text or text == "0":
        return None
    # {"date": local, "date_gmt": UTC}: neither says its zone, but the second's name does.
    universal = path and not names.UNIVERSAL.isdisjoint(names.words(path[-1])) and _NAIVE.fullmatch(text)
    return f"{text}Z" if universal else text


def _body(record: Record, bodies: Iterable[Path]) -> tuple[str | None, str | None]:
    """(HTML, None) or (None, plain text) of the first of the fields that says something."""
    for path in bodies:
        value = at(record, path)
        markup = richtext.to_html(value) if isinstance(value, (list, dict)) else None
        if markup:
            return markup, None
        if isinstance(value, str) and value.strip():
            is_markup = richtext.MARKUP.search(value) or richtext.ESCAPED_MARKUP.search(value)
            return (richtext.from_string(value), None) if is_markup else (None, value)
    return None, None


def _string(value: Any) -> str | None:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    return str(int(value) if isinstance(value, float) and value.is_integer() else value).strip() or None


def _marks(records: Sequence[Record]) -> list[tuple[Path, str]]:
    """(path, word) of the fields that say whether a record is out; a state that all have says nothing."""
    found: list[tuple[Path, str]] = []
    for column in columns(sample(records)):
        word = "".join(names.words(column.path[-1]))
        if names.foreign(column.path) or isinstance(column.values[0], (dict, list)):
            continue
        switch = word in _UNSEEN | _SEEN and isinstance(column.values[0], bool)
        if switch or word in _GONE | _STATUS:
            found.append((column.path, word))
    every = [
        mark for mark in found if mark[1] not in _GONE and all(_hides(record, mark) for record in records)
    ]
    return [mark for mark in found if mark not in every]


def _hides(record: Record, mark: tuple[Path, str]) -> bool:
    path, word = mark
    value = at(record, path)
    if word in _STATUS:
        return isinstance(value, str) and value.casefold() in _NOT_OUT | _GONE_STATUS
    if word in _SEEN:
        return value is False
    return value is True or value == 1 or (isinstance(value, str) and value.casefold() in ("true", "1"))


def _out_of_sight(record: Record, marks: Sequence[tuple[Path, str]]) -> tuple[bool, bool]:
    """(not published, deleted)"""
    hiding = [mark for mark in marks if _hides(record, mark)]
    gone = any(
        word in _GONE or (word in _STATUS and str(at(record, path)).casefold() in _GONE_STATUS)
        for path, word in hiding
    )
    return bool(hiding), gone

"""What a reader has after following a feed's links: each post once, from the newest document that has it."""

import re
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from feedgen_liveblog.store import Store

ATOM = "{http://www.w3.org/2005/Atom}"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as a reader keeps it."""

    text: str
    published: datetime
    updated: datetime
    document: str


def entries(store: Store, key: str = "harbour.xml") -> dict[int, Entry]:
    """All entries by the number of their post; fails where one is twice with the same `updated`."""
    found: dict[int, Entry] = {}
    following: str | None = key
    while following:
        stored = store.read(following)
        assert stored, f"{following} is linked and not there"
        root = etree.fromstring(stored.data)
        for element in root.iter(f"{ATOM}entry"):
            number = int(element.findtext(f"{ATOM}id").rpartition("-")[2])
            entry = Entry(
                text=re.sub("<[^>]*>", "", element.findtext(f"{ATOM}content")),
                published=datetime.fromisoformat(element.findtext(f"{ATOM}published")),
                updated=datetime.fromisoformat(element.findtext(f"{ATOM}updated")),
                document=following,
            )
            if number in found:
                assert found[number].updated > entry.updated, f"post {number} is twice"
            else:
                found[number] = entry
        links = [
            link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == "prev-archive"
        ]
        name = key.partition(".")[0]
        following = f"{name}/{links[0].rpartition('/')[2]}" if links else None
    return found

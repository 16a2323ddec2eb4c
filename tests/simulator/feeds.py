"""What a reader finds by following the links of a feed, and whether every file of it is valid."""

import json
import re
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urljoin

from lxml import etree

from feedgen_liveblog.store import Store
from tests.validity import check_atom, check_json, check_rss

ATOM = "{http://www.w3.org/2005/Atom}"
HISTORY = "{http://purl.org/syndication/history/1.0}"
VERSION = re.compile(r"\(post (\w+), text (\d+)\)")
STONES = "{http://purl.org/atompub/tombstones/1.0}"


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of one document; `version` is the number that the world gives to each text of a post."""

    id: str
    published: datetime
    updated: datetime
    version: int
    document: str


@dataclass(slots=True)
class Reader:
    """Follows a feed from step to step; `problems` are what a strict reader would complain of."""

    store: Store
    name: str
    base_url: str | None
    formats: tuple[str, ...] = ("atom", "rss", "json")
    problems: list[str] = field(default_factory=list)
    _guids: dict[str, str] = field(default_factory=dict)
    _archives: dict[str, bytes] = field(default_factory=dict)
    _parsed: dict[str, list[Entry]] = field(default_factory=dict)
    _last: bytes = b""

    def entries(self) -> dict[str, Entry]:
        """Each post once, as the newest document has it, by the last part of its id."""
        found: dict[str, Entry] = {}
        key: str | None = f"{self.name}.xml"
        following = None
        while key:
            data = self._read(key)
            if data is None:
                if key != f"{self.name}.xml":
                    self.problems.append(f"{key} is linked and not there")
                break
            root = self._document(key, data)
            for entry in self._parsed[key]:
                later = found.get(entry.id)
                if later is None:
                    found[entry.id] = entry
                elif later.document == key or later.updated <= entry.updated:
                    self.problems.append(f"{entry.id} is twice: in {later.document} and {key}")
            if key.startswith(f"{self.name}/"):
                self._check_archive(root, key, following)
            following, key = key, self._key(root, "prev-archive", key)
        return found

    def deleted(self) -> set[str]:
        """The posts that the feed says were deleted."""
        data = self._read(f"{self.name}.xml")
        if not data:
            return set()
        stones = etree.fromstring(data).iter(f"{STONES}deleted-entry")
        posts = {guid: post for post, guid in self._guids.items()}
        return {posts[ref] for stone in stones if (ref := stone.get("ref")) in posts}

    def check_formats(self) -> None:
        """RSS and JSON Feed are valid and hold the same posts as Atom."""
        atom = self._read(f"{self.name}.xml")
        if atom is None or atom == self._last:
            return
        ids = [entry.findtext(f"{ATOM}id") for entry in etree.fromstring(atom).iter(f"{ATOM}entry")]
        rss = self._read(f"{self.name}.rss") if "rss" in self.formats else None
        feed = self._read(f"{self.name}.json") if "json" in self.formats else None
        if rss and ids != [item.findtext("guid") for item in self._checked(check_rss, rss).iter("item")]:
            self.problems.append("RSS has other posts than Atom")
        if feed and ids != [item["id"] for item in json.loads(feed)["items"]]:
            self.problems.append("JSON Feed has other posts than Atom")
        if feed:
            self._checked(check_json, feed)
        self._last = atom

    def _read(self, key: str) -> bytes | None:
        stored = self.store.read(key)
        return stored.data if stored else None

    def _document(self, key: str, data: bytes) -> etree._Element:
        root = etree.fromstring(data)
        if self._archives.get(key) == data:
            return root
        if key.startswith(f"{self.name}/") and key in self._archives:
            self.problems.append(f"{key} was written twice")
        self._checked(check_atom, data)
        self._archives[key] = data
        entries = (self._entry(entry, key) for entry in root.iter(f"{ATOM}entry"))
        self._parsed[key] = [entry for entry in entries if entry]
        return root

    def _entry(self, entry: etree._Element, key: str) -> Entry | None:
        guid, content = entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}content")
        text = VERSION.search(content)
        if text is None:
            self.problems.append(f"{guid} in {key} is no post's text: {content}")
            return None
        post, version = text.groups()
        if self._guids.setdefault(post, guid) != guid:
            self.problems.append(f"{post} is {guid} in {key}, and was {self._guids[post]}")
        return Entry(
            id=post,
            published=datetime.fromisoformat(entry.findtext(f"{ATOM}published")),
            updated=datetime.fromisoformat(entry.findtext(f"{ATOM}updated")),
            version=int(version),
            document=key,
        )

    def _checked(self, check: object, data: bytes) -> etree._Element:
        try:
            return check(data)  # type: ignore[operator]
        except AssertionError as error:
            self.problems.append(f"not valid: {error}")
            return etree.fromstring(data)

    def _check_archive(self, root: etree._Element, key: str, following: str | None) -> None:
        if root.find(f"{HISTORY}archive") is None:
            self.problems.append(f"{key} does not say that it is an archive")
        if self._key(root, "current", key) != f"{self.name}.xml":
            self.problems.append(f"{key} does not lead to the current feed")
        if (
            following
            and following.startswith(f"{self.name}/")
            and self._key(root, "next-archive", key) != following
        ):
            self.problems.append(f"{key} does not lead to {following}")

    def _key(self, root: etree._Element, rel: str, document: str) -> str | None:
        """What a link leads to, resolved as a reader does that fetched the document from somewhere."""
        place = self.base_url or "https://somewhere.example/feeds/"
        links = [link.get("href") for link in root.findall(f"{ATOM}link") if link.get("rel") == rel]
        return urljoin(place + document, links[0]).removeprefix(place) if links else None

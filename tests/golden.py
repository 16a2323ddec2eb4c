"""Golden cases: a folder with a page, `case.toml` and the posts that are expected of it."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from feedgen_liveblog import dates
from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.extract import Reading, extract
from feedgen_liveblog.model import LiveBlog
from feedgen_liveblog.page import Page
from feedgen_liveblog.parsers.selectors import Selectors
from feedgen_liveblog.web.decode import decode

ROOT = Path(__file__).parent / "golden"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A page (`page.*`), where it is from (`url`), when (`now`), and what the network answers (`[answers]`)."""

    folder: Path
    settings: Mapping[str, Any]

    def __str__(self) -> str:
        return str(self.folder.relative_to(ROOT))

    @property
    def expected(self) -> Path:
        return self.folder / "expected.json"

    def read(self) -> LiveBlog:
        """The live blog as the program reads it."""
        how = Reading(
            tz=dates.zone(self.settings["tz"]) if "tz" in self.settings else None,
            selectors=Selectors(**self.settings["selectors"]) if "selectors" in self.settings else None,
            generic=self.settings.get("generic", False),
        )
        answers = Answers(self.folder, self.settings.get("answers", {}))
        return extract(
            _page(next(self.folder.glob("page.*")), self.settings["url"]),
            answers,
            now=_now(self.settings),
            how=how,
        )


def cases() -> list[Case]:
    """All cases below the golden folder."""
    return [
        Case(folder=file.parent, settings=tomllib.loads(file.read_text()))
        for file in sorted(ROOT.rglob("case.toml"))
    ]


class Answers:
    """A Getter that answers from files; what it has no file for is 404."""

    known: frozenset[str] = frozenset()

    def __init__(self, folder: Path, files: Mapping[str, str]) -> None:
        self.folder, self.files = folder, files

    def __call__(self, url: str, *, headers: Mapping[str, str] | None = None) -> Page:
        if url not in self.files:
            raise FetchError("HTTP 404 Not Found", url, status=404)
        return _page(self.folder / self.files[url], url)


def _page(file: Path, url: str) -> Page:
    text, kind = decode(file.read_bytes(), where=str(file))
    return Page(url, text, kind)


def _now(settings: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(str(settings.get("now", "2026-06-01T12:00:00+00:00")))


def shape(blog: LiveBlog) -> str:
    """The blog as JSON to read in a diff: what is empty is left out."""
    posts = [
        _bare(
            guid=post.guid,
            url=post.url,
            title=post.title,
            published=post.published and post.published.isoformat(),
            updated=post.updated and post.updated.isoformat(),
            authors=post.authors,
            tags=post.tags,
            images=[_bare(url=image.url, alt=image.alt) for image in post.images],
            html=post.html,
        )
        for post in blog.posts
    ]
    whole = _bare(
        title=blog.title,
        url=blog.url,
        summary=blog.summary,
        language=blog.language,
        authors=blog.authors,
        closed=blog.closed,
        recognised=blog.recognised,
        deleted=sorted(blog.deleted),
        notes=blog.notes,
    )
    return json.dumps({**whole, "posts": posts}, ensure_ascii=False, indent=1) + "\n"


def _bare(**fields: Any) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value}

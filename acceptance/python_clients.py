"""The readers that are Python libraries, run in their own environment: python_clients.py NAME URL FOLDER.

Prints what the reader holds after one fetch, as JSON: items of [id, title, time].
"""

import calendar
import json
import sys
from datetime import datetime
from pathlib import Path


def feedparser(url: str, folder: Path) -> dict[str, object]:
    import feedparser

    parsed = feedparser.parse(url)
    if parsed.bozo:
        raise parsed.bozo_exception
    items = [(e.id, e.title, calendar.timegm(e.published_parsed)) for e in parsed.entries]
    return {"items": items}


def fastfeedparser(url: str, folder: Path) -> dict[str, object]:
    import fastfeedparser

    entries = fastfeedparser.parse(url).entries
    items = [(e.id, e.title, int(datetime.fromisoformat(e.published).timestamp())) for e in entries]
    return {"items": items}


def reader(url: str, folder: Path) -> dict[str, object]:
    from reader import make_reader

    library = make_reader(str(folder / "reader.sqlite"))
    library.add_feed(url, exist_ok=True)
    update = library.update_feed(url)
    items = [(e.id, e.title, int(e.published.timestamp())) for e in library.get_entries(feed=url)]
    return {"items": items, "new": update.new if update else 0, "edited": update.modified if update else 0}


CLIENTS = {"feedparser": feedparser, "fastfeedparser": fastfeedparser, "reader": reader}

if __name__ == "__main__":
    name, url, folder = sys.argv[1:]
    print(json.dumps(CLIENTS[name](url, Path(folder))))

"""Documents in the shapes of APIs and frameworks that are met in the wild, with words of our own."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

START = datetime(2026, 3, 14, 9, 0, tzinfo=UTC)
SENTENCES = (
    "The harbour gates were opened shortly before the tide turned this morning.",
    "Two ferries have left the northern quay with all passengers on board.",
    "Engineers say that the crane will be back in service before noon.",
    "The mayor thanked the crews who worked through the whole of the night.",
)


def text(n: int) -> str:
    return f"{SENTENCES[n % 4]} This is number {n}."


def when(n: int) -> datetime:
    return START + timedelta(minutes=7 * n)


def iso(n: int) -> str:
    return when(n).isoformat().replace("+00:00", "Z")


def epoch(n: int) -> int:
    return int(when(n).timestamp())


def some(record: Callable[[int], Any], count: int = 6) -> list[Any]:
    return [record(n) for n in range(count)]


# Each is a list of six posts in the shape of an API or framework that is met in the wild.
TICKERS: dict[str, Any] = {
    "bulletins": {
        "result": {
            "added": some(
                lambda n: {
                    "id": 90 + n,
                    "title": f"Headline of {n}",
                    "created": epoch(n),
                    "content": {"html": f"<p>{text(n)}</p>"},
                }
            )
        }
    },
    "entries of strings": {
        "entries": some(
            lambda n: {
                "id": str(n + 3),
                "render": f"<p>{text(n)}</p>",
                "entry_time": str(epoch(n)),
                "timestamp": str(epoch(n) + 99),
            }
        )
    },
    "two zones": some(
        lambda n: {
            "id": n + 3,
            "date": iso(n + 9)[:-1],
            "date_gmt": iso(n)[:-1],
            "content": {"rendered": f"<p>{text(n)}</p>"},
        }
    ),
    "typed values": {
        "documents": some(
            lambda n: {
                "fields": {"body": {"stringValue": text(n)}, "createdAt": {"timestampValue": iso(n)}},
                "updateTime": iso(n + 1),
            }
        )
    },
    "keyed by id": {f"-Nabcdefghijklmnop{n}": {"text": text(n), "ts": epoch(n) * 1000} for n in range(6)},
    "mongo": some(lambda n: {"_id": {"$oid": f"{n:024x}"}, "createdAt": {"$date": iso(n)}, "body": text(n)}),
    "json:api": {
        "data": some(
            lambda n: {
                "type": "post",
                "id": str(n),
                "attributes": {"body": f"<p>{text(n)}</p>", "created-at": iso(n)},
            }
        )
    },
    "edges": {
        "data": {
            "liveBlog": {
                "updates": {
                    "edges": some(
                        lambda n: {
                            "node": {
                                "id": f"q{n}",
                                "publishedAt": iso(n),
                                "body": [{"_type": "block", "children": [{"text": text(n)}]}],
                            }
                        }
                    )
                }
            }
        }
    },
    "two lists in modules": {
        "modules": [
            {
                "items": some(
                    lambda n: {"headline": f"Another story, {n}", "url": f"/n/{n}", "date": iso(n)}, 9
                )
            },
            {
                "items": some(
                    lambda n: {
                        "uid": f"m{n}",
                        "createdDate": iso(n),
                        "headline": f"Post {n}",
                        "text": f"<p>{text(n)}</p>",
                    }
                )
            },
        ]
    },
    "german": {
        "eintraege": some(
            lambda n: {
                "id": n,
                "datum": "14.03.2026",
                "uhrzeit": f"{9 + n:02}:15",
                "ueberschrift": f"Meldung {n} dazu",
                "inhalt": text(n),
            }
        )
    },
    "russian": {
        "записи": some(lambda n: {"id": n, "дата": iso(n), "заголовок": f"Запись {n}", "текст": text(n)})
    },
    "short keys": {"ticker": some(lambda n: {"i": n, "t": epoch(n), "m": f"<p>{text(n)}</p>"})},
    "net dates": {
        "Posts": some(lambda n: {"Id": n, "Created": f"/Date({epoch(n) * 1000})/", "Text": text(n)})
    },
    "one-liners": {
        "liveblog": {
            "contents": some(
                lambda n: {"msid": str(n), "title": text(n), "body": None, "timestamp": epoch(n)}
            )
        }
    },
    "escaped": {
        "items": some(lambda n: {"id": n, "pub_date": iso(n), "description": f"&lt;p&gt;{text(n)}&lt;/p&gt;"})
    },
    "json in json": {
        "state": json.dumps({"updates": some(lambda n: {"id": n, "date": iso(n), "text": text(n)})})
    },
    "balls": {
        "comments": some(
            lambda n: {
                "id": n,
                "overNumber": n / 10,
                "timestamp": iso(n),
                "commentTextItems": [{"html": f"<p>{text(n)}</p>"}],
            }
        )
    },
    "minutes": {
        "commentary": some(lambda n: {"sequence": n, "time": {"displayValue": f"{n + 1}'"}, "text": text(n)})
    },
    "posts with comments": {
        "posts": some(
            lambda n: {
                "id": n,
                "created": iso(n),
                "text": text(n),
                "comments": some(lambda m: {"id": m, "created": iso(m), "text": text(m)}, 8),
            }
        )
    },
    "several blogs": {
        "blogs": [
            {
                "title": f"Blog {b}",
                "posts": some(lambda n, b=b: {"id": f"{b}-{n}", "created_at": epoch(n), "body": text(n)}, 3),
            }
            for b in range(2)
        ]
    },
    "repeated posts": {
        "keyEvents": some(lambda n: {"id": n, "date": iso(n), "text": text(n)}, 3),
        "posts": some(lambda n: {"id": n % 6, "date": iso(n % 6), "text": text(n % 6)}, 8),
    },
    "advertisements between": {
        "posts": [
            item
            for n in range(6)
            for item in ({"id": n, "date": iso(n), "text": text(n)}, {"id": f"ad{n}", "slot": "x"})
        ]
    },
    "course of play": {
        "comments": some(
            lambda n: {"id": n, "periodName": "2ND", "time": 45 + n, "isHome": True, "text": text(n)}
        )
    },
    "pages below one live blog": {
        "items": some(
            lambda n: {
                "id": n,
                "date": iso(n),
                "url": f"https://mole.example/live/storm-tide/p{n}",
                "text": text(n),
            }
        )
    },
}


# What has times and texts too, and is no live blog.
OTHERS: dict[str, Any] = {
    "articles": some(
        lambda n: {
            "id": n,
            "date": iso(n * 90),
            "link": f"https://quay.example/story-{n}/",
            "title": f"Story {n} of it",
            "content": f"<p>{text(n) * 20}</p>",
        },
        9,
    ),
    "articles with slugs": {
        "posts": some(
            lambda n: {
                "slug": f"story-{n}",
                "title": f"Story {n} of it",
                "date": iso(n * 90),
                "content": text(n) * 9,
            },
            9,
        )
    },
    "cards": {
        "items": some(
            lambda n: {"id": n, "title": f"Story {n} of it", "description": text(n), "publishedAt": iso(n)}, 9
        )
    },
    "comments": {
        "comments": some(
            lambda n: {"id": n, "author": {"name": "x"}, "created_at": iso(n), "body": text(n), "likes": 1}, 9
        )
    },
    "a thread": {
        "posts": some(
            lambda n: {
                "id": n,
                "username": "x",
                "created_at": iso(n),
                "cooked": text(n),
                "reply_count": 0,
                "reads": 3,
                "post_number": n,
            },
            9,
        )
    },
    "a schedule": {
        "shows": some(
            lambda n: {
                "id": n,
                "startTime": iso(n),
                "endTime": iso(n + 1),
                "title": f"Show {n}",
                "description": text(n),
            },
            9,
        )
    },
    "results": {
        "matches": some(
            lambda n: {"id": n, "date": iso(n), "home": "Quay", "away": "Mole", "score": "1:0"}, 9
        )
    },
    "releases": some(
        lambda n: {
            "id": n,
            "published_at": iso(n * 900),
            "body": text(n),
            "html_url": f"https://quay.example/v/{n}",
        },
        9,
    ),
    "history": {
        "timeline": some(
            lambda n: {"date": f"19{10 + n}-05-01", "title": f"The year {n}", "text": text(n)}, 9
        )
    },
    "key events only": {"keyEvents": some(lambda n: {"id": n, "date": iso(n), "text": text(n)}, 4)},
    "prices": {"series": some(lambda n: {"date": iso(n), "value": n * 1.5}, 40)},
    "paragraphs": {
        "article": {
            "publishedAt": iso(0),
            "body": some(lambda n: {"type": "paragraph", "id": n, "text": text(n)}, 9),
        }
    },
    "corrections": {"article": {"updates": some(lambda n: {"date": iso(n * 90), "text": text(n)}, 2)}},
    "a feed": {
        "version": "https://jsonfeed.org/version/1.1",
        "items": some(lambda n: {"id": str(n), "date_published": iso(n), "content_html": text(n)}),
    },
    "nothing": {"a": [], "b": {}, "c": [1, "x", None, [[]]]},
    "a number": 7,
    "live blogs of the day": {
        "items": some(
            lambda n: {
                "id": n,
                "date": iso(n),
                "title": f"Match {n} is on",
                "url": f"https://mole.example/sport/live/2026/mar/14/match-{n}",
                "text": text(n),
            },
            9,
        )
    },
    "a transcript": {"segments": some(lambda n: {"time": 3 * n, "text": text(n)}, 40)},
}

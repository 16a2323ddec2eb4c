"""Data as frameworks pack it: devalue, flight rows, Apollo caches."""

from typing import Any

from feedgen_liveblog.pagedata import dehydrated


def test_a_flat_array_is_revived() -> None:
    """Indexes become members; dates, maps, sets and reactive wrappers become what they hold."""
    flat: list[Any] = [
        ["ShallowReactive", 1],
        {"posts": 2, "at": 6, "none": -1, "map": 7, "set": 9, "bare": 10},
        [3, 3],
        {"text": 4, "live": 5},
        "The tide turns.",
        True,
        ["Date", "2026-03-14T09:00:00.000Z"],
        ["Map", 8, 4],
        "key",
        ["Set", 4, 5],
        ["null", "a", 4],
    ]
    value = dehydrated.revived(flat)
    assert value == {
        "posts": [{"text": "The tide turns.", "live": True}] * 2,
        "at": "2026-03-14T09:00:00.000Z",
        "none": None,
        "map": {"key": "The tide turns."},
        "set": ["The tide turns.", True],
        "bare": {"a": "The tide turns."},
    }
    assert value["posts"][0] is value["posts"][1]


def test_a_flat_array_may_be_nonsense() -> None:
    """Indexes that lead nowhere or round in a circle are None or shared, never an endless loop."""
    assert dehydrated.revived([]) is None
    assert dehydrated.revived([["Ref", 0]]) is None
    assert dehydrated.revived([{"a": 99, "b": "x", "c": -7}]) == {"a": None, "b": None, "c": None}
    circle = dehydrated.revived([{"self": 0}])
    assert circle["self"] is circle


def test_flight_rows_are_put_together() -> None:
    """Rows may be cut anywhere; long texts, counted in bytes, and references are put in place."""
    text = "Die Fähre läuft aus – mit Verspätung."
    rows = (
        f'1:I["chunk",[],"x"]\n2:{{"posts":[{{"body":"$3","at":"$D2026-03-14T09:00:00Z","by":"$undefined"}},"$$5"]}}\n'
        f'3:T{len(text.encode()):x},{text}4:["$","p",null,{{"children":"$L2"}}]\n5:{{broken\n6:"last"'
    )
    got = dehydrated.flight([rows[:40], rows[40:90], rows[90:]])
    posts = [{"body": text, "at": "2026-03-14T09:00:00Z", "by": None}, "$5"]
    assert got == {
        "2": {"posts": posts},
        "3": text,
        "4": ["$", "p", None, {"children": {"posts": posts}}],
        "5": None,
        "6": "last",
    }


def test_references_of_a_cache_are_resolved() -> None:
    """Old and new references of an Apollo cache lead to its objects, also in a cache further down."""
    cache = {
        "ROOT_QUERY": {"blog": {"__ref": "Blog:1"}},
        "Blog:1": {"posts": [{"__ref": "Post:1"}, {"type": "id", "id": "Post:2", "generated": False}]},
        "Post:1": {"text": "one", "blog": {"__ref": "Blog:1"}},
        "Post:2": {"text": "two", "by": {"__ref": "Author:9"}},
    }
    value = dehydrated.resolved({"props": {"apolloState": cache}})["props"]["apolloState"]
    first, second = value["ROOT_QUERY"]["blog"]["posts"]
    assert (first["text"], second["text"]) == ("one", "two")
    assert first["blog"]["posts"][0] is first
    assert second["by"] == {"__ref": "Author:9"}
    assert dehydrated.resolved([1]) == [1]

"""Values written in JavaScript."""

import base64
import json
from typing import Any

import pytest

from feedgen_liveblog.pagedata import jsvalue


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ('{"a": [1, 2]} ;', {"a": [1, 2]}),
        (
            "{a: 'it\"s', b: `two\nlines`, 'c-d': .5, 7: 0x10}",
            {"a": 'it"s', "b": "two\nlines", "c-d": 0.5, "7": 16},
        ),
        (
            "{a: true, b: false, c: null, d: [true, false]}",
            {"a": True, "b": False, "c": None, "d": [True, False]},
        ),
        (
            "{a: undefined, b: void 0, c: NaN, d: !0, e: !1}",
            {"a": None, "b": None, "c": None, "d": True, "e": False},
        ),
        (
            '{a: new Date("2026-03-14T09:00:00Z"), b: new Date(1773478800000)}',
            {"a": "2026-03-14T09:00:00Z", "b": 1773478800000},
        ),
        ("{a: [1,,2], b: 3, /* one */ c: 4, // two\n}", {"a": [1, None, 2], "b": 3, "c": 4}),
        (r"""{a: "\x41\u00e9\ud83d\ude00\'", b: 'a\/b'}""", {"a": "Aé😀'", "b": "a/b"}),
        ("[{a: '}'}, {b: \"]\"}]", [{"a": "}"}, {"b": "]"}]),
        (json.dumps(json.dumps({"a": [{"b": "c"}]})), {"a": [{"b": "c"}]}),
        ("'" + json.dumps({"a": "d'accord"}).replace("'", "\\'") + "'", {"a": "d'accord"}),
        ('"%7B%22a%22%3A1%7D"', {"a": 1}),
        (json.dumps(base64.b64encode(json.dumps({"text": "ü" * 50}).encode()).decode()), {"text": "ü" * 50}),
        (
            "(function(a,b){b.x=a;b.y=[a,!0];return {z:b,a:{a:a}}}(1,{}))",
            {"z": {"x": 1, "y": [1, True]}, "a": {"a": 1}},
        ),
        ('((a)=>{return {b:a}})("c")', {"b": "c"}),
    ],
)
def test_literals_strings_and_functions_of_arguments_are_read(source: str, value: Any) -> None:
    """What frameworks write into pages is read as JSON would be, to its end."""
    read, end = jsvalue.read(f"x={source}", 2)
    assert read == value
    assert len(source.rstrip(" ;")) + 2 - end in (0, 1)  # a bracket round a function may be left


@pytest.mark.parametrize(
    "source",
    [
        "",
        "x",
        "{",
        "[",
        '"',
        '"text"',
        "{return 1}",
        "(function(){return {a:1}})",
        "function(a){a.b()}",
        "[" * 4000,
    ],
)
def test_code_is_no_data(source: str) -> None:
    """Code, halves and what is nested without end are refused by one kind of error."""
    with pytest.raises(jsvalue.Unreadable):
        jsvalue.read(source, 0)


def test_arguments_are_shared_and_may_refer_to_themselves() -> None:
    """An object that is an argument is one object wherever it is named, even in itself."""
    value, _ = jsvalue.read("(function(a){a.b=a;return {c:a,d:a}}({}))", 0)
    assert value["c"] is value["d"] is value["c"]["b"]

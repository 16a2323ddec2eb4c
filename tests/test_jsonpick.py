"""Values out of other people's JSON: wrong types are absent, not errors."""

import math
from typing import Any

import pytest

from feedgen_liveblog import jsonpick

WRONG: list[Any] = [None, [], {}, True, "", "  ", math.nan, math.inf]


def test_a_path_leads_to_its_value_or_to_none() -> None:
    """Keys and indexes are followed as far as the value has them."""
    value = {"a": [{"b": 1}, {"b": 2}]}
    assert jsonpick.pick(value, "a", -1, "b") == 2
    assert jsonpick.pick(value) == value
    for path in (("b",), ("a", "b"), ("a", 2), ("a", -3), ("a", 0, "b", "c"), (0,)):
        assert jsonpick.pick(value, *path) is None


@pytest.mark.parametrize(
    ("value", "read"),
    [
        ("x", "x"),
        (" x ", " x "),
        (7, "7"),
        (7.0, "7"),
        (7.5, "7.5"),
        (0, "0"),
        (-1, "-1"),
        *((w, None) for w in WRONG),
    ],
)
def test_text_is_a_string_or_a_number(value: Any, read: str | None) -> None:
    """Ids and epochs are written both ways; nothing else is a text."""
    assert jsonpick.text(value) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (7, 7),
        ("7", 7),
        (" -7 ", -7),
        (7.9, 7),
        ("7.5", None),
        ("--7", None),
        ("²", None),
        ("9" * 30, None),
        *((w, None) for w in WRONG),
    ],
)
def test_number_is_a_whole_one(value: Any, read: int | None) -> None:
    """Also written as a string, as PHP does; a string of digits without end is none."""
    assert jsonpick.number(value) == read


@pytest.mark.parametrize(
    ("value", "read"),
    [
        (True, True),
        (1, True),
        ("1", True),
        ("true", True),
        (False, False),
        (0, False),
        ("false", False),
        (None, False),
        ([], False),
    ],
)
def test_flag_is_on_or_off(value: Any, read: bool) -> None:
    """What is no switch is off."""
    assert jsonpick.flag(value) is read


def test_a_list_is_also_an_object_of_objects() -> None:
    """PHP writes a list with gaps as an object; an error object is no list."""
    assert jsonpick.items([1, None]) == [1, None]
    assert jsonpick.items({"3": {"a": 1}, "5": {"b": 2}}) == [{"a": 1}, {"b": 2}]
    assert jsonpick.items({}) == []
    assert jsonpick.items({"code": "gone"}) is None
    assert jsonpick.items("ab") is None


def test_an_epoch_of_zero_is_never() -> None:
    """Zero and less stand for a time that was not set."""
    assert jsonpick.epoch("1750000000") == "1750000000"
    assert jsonpick.epoch(1750000000.0) == "1750000000"
    assert [jsonpick.epoch(value) for value in (0, -1, "0", None, "soon")] == [None] * 5


def test_an_object_is_itself_or_empty() -> None:
    """So that its keys can be asked for without looking."""
    assert jsonpick.mapping({"a": 1}) == {"a": 1}
    assert jsonpick.mapping([1]) == {}

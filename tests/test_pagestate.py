"""Data embedded in a page's scripts and attributes."""

import html
import json
from typing import Any

import lxml.html
import pytest

from feedgen_liveblog import pagestate

DATA = {
    "ticker": [
        {"id": n, "at": "2026-03-14T09:00:00Z", "text": "The gates are open, the tide has turned."}
        for n in range(4)
    ]
}
TEXT = json.dumps(DATA)


def extract(markup: str) -> tuple[tuple[str, Any], ...]:
    return pagestate.extract(lxml.html.document_fromstring(f"<html><body>{markup}</body></html>"))


@pytest.mark.parametrize(
    ("markup", "name"),
    [
        (f'<script id="__NEXT_DATA__" type="application/json">{TEXT}</script>', "__NEXT_DATA__"),
        (f'<script type="application/json" id="x"><!--{TEXT}--></script>', "x"),
        (f"<script>window.__INITIAL_STATE__ = {TEXT};</script>", "__INITIAL_STATE__"),
        (f"<script>window.__INITIAL_DATA__={json.dumps(TEXT)};</script>", "__INITIAL_DATA__"),
        (f"<script>window.__STATE__ = JSON.parse({json.dumps(TEXT)})</script>", "__STATE__"),
        (f"<script>/*<![CDATA[*/\nvar first = 1, posts = {TEXT};\n/*]]>*/</script>", "posts"),
        (f"<script>if(a==b){{}} Fusion.globalContent={TEXT};Fusion.x={{}};</script>", "Fusion.globalContent"),
        (f"<script>(function(){{ var el = document.body; const DATA = {TEXT}; }})();</script>", "DATA"),
        (f'<script>Ticker.init("#t", {TEXT});</script>', "Ticker.init"),
        (f'<div data-page="{html.escape(TEXT)}"></div>', "data-page"),
        (f'<div data-props="{html.escape(html.escape(TEXT))}"></div>', "data-props"),
    ],
)
def test_data_are_found_wherever_frameworks_put_them(markup: str, name: str) -> None:
    """Each way of embedding data gives the same value, under the name it has in the page."""
    assert extract(markup) == ((name, DATA),)


def test_what_is_broken_costs_only_itself() -> None:
    """Scripts that are cut short, or are code, do not hide the data next to them."""
    broken = f'<script type="application/json">{TEXT[:-3]}</script><script>var a = {TEXT[:-3]}</script>'
    code = (
        f"<script>var b = {{f: function() {{ return {{}} }}, g: x.y(1)}}; {'h();' * 60} c = {TEXT}</script>"
    )
    assert extract(broken + code) == (("c", DATA),)


def test_json_ld_and_small_scripts_are_left_to_others() -> None:
    """JSON-LD has its own parser, and what is too small for posts is not looked at."""
    assert (
        extract(
            f'<script type="application/ld+json">{TEXT}</script><script>var x = {{"a": [1, 2]}};</script>'
        )
        == ()
    )


def test_rows_of_react_are_one_value() -> None:
    """The chunks that `__next_f.push` hands over are put together."""
    rows = f"0:{TEXT}\n1:{{}}\n"
    chunks = "".join(
        f"<script>self.__next_f.push({json.dumps([1, part])})</script>" for part in (rows[:250], rows[250:])
    )
    assert extract(chunks) == (("__next_f", {"0": DATA, "1": {}}),)

"""A part of a page that is named alone."""

from hypothesis import given
from hypothesis import strategies as st

from feedgen_liveblog.clean import address

_BASES = st.sampled_from(
    ["https://a.example/x/y.html", "https://a.example", "http://a.example/?q=1#z", "https://a.example/p#old"]
)


@given(st.text(st.sampled_from("abcXYZ09-._~:/?@!$()*+,;="), min_size=1), _BASES)
def test_a_fragment_is_of_its_page(name: str, base: str):
    """It takes the place of another one, and nothing of it changes."""
    assert address(f"#{name}", base) == f"{base.partition('#')[0]}#{name}"


@given(st.text(st.sampled_from("ab%&#|<>\"'é;lt"), min_size=1), _BASES)
def test_a_fragment_is_as_safe_as_any_address(name: str, base: str):
    """What it holds cannot end an attribute, nor come to life when unescaped."""
    found = address(f"#{name}", base) or ""
    assert found.isascii()
    assert not any(char in found for char in "<>\"'|")
    assert "&lt" not in found

"""The median beside the standard library's."""

import statistics

from hypothesis import given
from hypothesis import strategies as st

from feedgen_liveblog.middle import median


@given(st.lists(st.integers(), min_size=1) | st.lists(st.floats(-1e9, 1e9), min_size=1))
def test_it_is_that_of_the_library(values: list[float]):
    """Of odd and of even counts."""
    assert median(values) == statistics.median(values)

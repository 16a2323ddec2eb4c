"""The golden cases: each page gives just the posts that a person reads in it."""

import pytest

from feedgen_liveblog.errors import LiveblogError
from tests.golden import Case, cases, shape


@pytest.mark.parametrize("case", cases(), ids=str)
def test_a_page_gives_its_posts(case: Case, update: bool) -> None:
    """The posts of each golden page, and nothing else, with the right ids, times, titles and bodies."""
    refused = case.settings.get("refused")
    if refused:
        with pytest.raises(LiveblogError, match=refused):
            case.read()
        return
    got = shape(case.read())
    if update:
        case.expected.write_text(got)
    assert case.expected.exists(), (
        "no expectation: look at the page, then run pytest --update and read the diff"
    )
    assert got == case.expected.read_text()


def test_there_are_golden_cases() -> None:
    """The walk finds the cases: an empty folder must not pass for a good one."""
    assert len(cases()) >= 10

"""The desk that most tests of the server share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.serving import desk as desks
from tests.serving.desk import Desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """A server without configuration, on this machine."""
    with desks.desk(tmp_path / "out") as made:
        yield made


@pytest.fixture
def configured(tmp_path: Path) -> Iterator[Desk]:
    """A server with one configured blog of forty posts, kept fresh; its feed holds the newest five."""
    with desks.desk(tmp_path / "out", blogs=True, posts=40) as made:
        yield made

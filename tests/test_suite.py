"""The suite keeps its own rules."""

import socket

import pytest


@pytest.mark.parametrize("address", ["192.0.2.1", "10.1.2.3", "169.254.169.254"])
def test_no_test_can_reach_beyond_this_machine(address: str) -> None:
    """A connection to any address but loopback is stopped before it is made, and fails the test that tried."""
    with socket.socket() as one, pytest.raises(AssertionError, match="would have connected"):
        one.connect((address, 9))


def test_loopback_is_open() -> None:
    """Servers on 127.0.0.1 are what the tests talk to."""
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as one:
        one.connect(server.getsockname())

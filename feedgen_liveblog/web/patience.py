"""A request made again, a few times and after a pause, where what went wrong may have passed."""

import itertools
import time
from collections.abc import Callable
from typing import TypeVar

from feedgen_liveblog.web.limits import Limits
from feedgen_liveblog.web.refusal import Passing
from feedgen_liveblog.web.transport import Clock

_SHORT_WAIT = 5.0  # seconds we wait within a fetch; a longer Retry-After is for the next run
T = TypeVar("T")


def patiently(call: Callable[[], T], limits: Limits, clock: Clock) -> T:
    """What the call returns; its last Passing error where the retries or the time of the fetch are used up."""
    clock.start(limits.deadline)
    for attempt in itertools.count():
        try:
            return call()
        except Passing as error:
            wait = max(error.retry_after or 0.0, 0.25 * 2**attempt)
            if attempt >= limits.retries or wait > min(_SHORT_WAIT, clock.left):
                raise
            time.sleep(wait)
    raise AssertionError("the loop above ends by return or raise")

"""A form sent to an address of the user's own, such as a hub: within the limits and guarded as a fetch is."""

from collections.abc import Mapping
from contextlib import closing

from feedgen_liveblog.web import origins
from feedgen_liveblog.web.guard import Guard, Resolver, system_resolver
from feedgen_liveblog.web.limits import Limits, Run
from feedgen_liveblog.web.patience import patiently
from feedgen_liveblog.web.refusal import refused
from feedgen_liveblog.web.wire import Wire


def post(
    url: str,
    form: Mapping[str, str],
    *,
    headers: Mapping[str, str],
    limits: Limits,
    run: Run,
    resolve: Resolver = system_resolver,
) -> None:
    """Sends the form; a user name and password in the URL go with it, to its own origin only.

    The URL may be anywhere, as it is the user's own; what it redirects to must be public or on the same host, and
    is sent the form too. What is answered besides the status is not read. Raises FetchError, UsageError.
    """
    start, guard = origins.users(url), Guard(resolve)
    guard.own(origins.host(start))

    def follow() -> None:
        target = start
        for hop in range(limits.redirects + 1):
            guard.open = hop == 0
            mine = origins.may_have(target, origins.origin(start))
            sent = {**headers, **(origins.login(url) if mine else {})}
            with closing(wire.open(target, sent, form)) as response:
                further = wire.redirect(target, response)
                if further is None:
                    if not 200 <= response.status_code < 300:
                        status = response.status_code
                        raise refused(target, status, response.headers, wire.start(target, response))
                    return
            target = further
        raise limits.reached("redirects", "more redirects", start)

    with closing(Wire(limits, run, guard)) as wire:
        patiently(follow, limits, wire.clock)

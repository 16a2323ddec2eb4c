"""Why a page could not be had, in one line: HTTP statuses and failed connections."""

import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from http.client import HTTPException, IncompleteRead, RemoteDisconnected

from requests.exceptions import ProxyError

from feedgen_liveblog.errors import FetchError
from feedgen_liveblog.web.challenge import challenge

_DAY = 86_400.0
_MAY_PASS = frozenset({502, 503, 504})
_PHRASES = {status.value: status.phrase for status in HTTPStatus}


class Passing(FetchError):
    """A failure that may well have passed in a moment."""


def refused(url: str, status: int, headers: Mapping[str, str], text: str) -> FetchError:
    """The error for an HTTP response that brings no page; `text` is the start of what it brought."""
    wait = retry_after(headers)
    service = challenge(status, headers, text)
    if service:
        by = "" if service == "unknown" else f" ({service})"
        line = f"blocked: HTTP {status} with a challenge page{by}; it is not got round"
        return FetchError(line, url, status=status, retry_after=wait)
    line = f"HTTP {status} {_PHRASES.get(status, '')}".strip() + (
        f", come back in {wait:.0f} s" if wait else ""
    )
    kind = Passing if status in _MAY_PASS or (status == 429 and wait is not None) else FetchError
    return kind(line, url, status=status, retry_after=wait)


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the server asks us to wait, a day at most (RFC 9110, 10.2.3: seconds or a date)."""
    text = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"[0-9]{1,12}", text):
        return min(float(text), _DAY)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return min(max(seconds, 0.0), _DAY)


def failed(url: str, error: BaseException) -> FetchError:
    """The error for a connection that could not be made or did not last."""
    line, passing = _why(error)
    by = "the proxy: " if isinstance(error, ProxyError) else ""
    return (Passing if passing else FetchError)(by + line, url)


def timed_out(error: BaseException) -> bool:
    """Whether it failed because nothing came."""
    return any(isinstance(cause, TimeoutError) for cause in _causes(error))


def _why(error: BaseException) -> tuple[str, bool]:
    """One line, and whether it may well have passed in a moment."""
    for cause in _causes(error):
        match cause:
            case socket.gaierror(errno=socket.EAI_AGAIN):
                return "the host's name cannot be resolved just now", True
            case socket.gaierror():
                return "no such host", False
            case ssl.SSLCertVerificationError():
                return f"TLS: the certificate is not good ({cause.verify_message.rstrip('.')})", False
            case ssl.SSLError():
                return f"TLS: no secure connection ({cause.reason or cause})", False
            case ConnectionRefusedError():
                return "connection refused", True
            case IncompleteRead():
                return "the body is cut off before its end", True
            case ConnectionError() | RemoteDisconnected():
                return "the connection broke off", True
            case HTTPException():
                return "the answer is not HTTP", False
            case OSError(strerror=str(reason)):
                return f"cannot connect: {reason}", True
    return f"cannot be fetched: {error}", False


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        error = error.__cause__ or error.__context__

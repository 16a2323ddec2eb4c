"""Why a page could not be had, in one line: failed connections, HTTP statuses, challenge pages."""

import re
import socket
import ssl
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus

from urllib3.exceptions import IncompleteRead, ProtocolError

_DAY = 86_400.0

# What the challenge pages of the services that block robots say of themselves, in a header or in the page.
_HEADERS = (
    ("cf-mitigated", "challenge", "Cloudflare"),
    ("x-datadome", "", "DataDome"),
    ("x-dd-b", "", "DataDome"),
    ("x-amzn-waf-action", "", "AWS WAF"),
    ("x-px-block", "", "PerimeterX"),
)
_MARKS = (
    (
        re.compile(r"<title>\s*Just a moment|cf-chl-|cf_chl_opt|Attention Required! \| Cloudflare", re.I),
        "Cloudflare",
    ),
    (re.compile(r"(?:geo\.)?captcha-delivery\.com", re.I), "DataDome"),
    (re.compile(r"errors\.edgesuite\.net|sec-if-cpt-container|/_sec/cp_challenge", re.I), "Akamai"),
    (re.compile(r"px-captcha|_pxAppId|captcha\.px-c(?:dn|loud)\.net", re.I), "PerimeterX"),
    (re.compile(r"_Incapsula_Resource|Request unsuccessful\. Incapsula", re.I), "Imperva"),
    (re.compile(r"awsWafCookieDomainList|\.awswaf\.com/", re.I), "AWS WAF"),
    (re.compile(r"<title>[^<]{0,60}(?:captcha|are you (?:a )?(?:human|robot)|access denied)", re.I), ""),
)
# These never stand in a page that is shown to readers, so they count even with status 200.
_CERTAIN = re.compile(
    r"<title>\s*Just a moment\.\.\.\s*</title>|<iframe[^>]+_Incapsula_Resource|sec-if-cpt-container"
    r"|<title>[^<]{0,40}</title>.{0,2000}px-captcha|window\.gokuProps",
    re.I | re.S,
)


def challenge(status: int, headers: Mapping[str, str], text: str) -> str | None:
    """The service whose challenge page this is ('' if unknown), or None for a page that is none."""
    for name, value, service in _HEADERS:
        if value in headers.get(name, "-" if not value else "").lower() and name in headers and status != 200:
            return service
    start = text[:50_000]
    if status == 200 and not (len(text) < 50_000 and _CERTAIN.search(start)):
        return None
    return next((service for mark, service in _MARKS if mark.search(start)), None)


def status_line(status: int, headers: Mapping[str, str], text: str) -> str:
    """One line for an HTTP status that brings no page."""
    service = challenge(status, headers, text)
    if service is not None:
        by = f" ({service})" if service else ""
        return f"blocked: HTTP {status} with a challenge page{by}, which is not for us to get round"
    try:
        phrase = " " + HTTPStatus(status).phrase
    except ValueError:
        phrase = ""
    wait = retry_after(headers)
    return f"HTTP {status}{phrase}" + (f", asks to come back in {wait:.0f} s" if wait else "")


def retry_after(headers: Mapping[str, str]) -> float | None:
    """Seconds that the server asks us to wait (Retry-After, RFC 9110 10.2.3: seconds or a date)."""
    text = headers.get("Retry-After", "").strip()
    if re.fullmatch(r"[0-9]{1,9}", text):
        return min(float(text), _DAY)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    seconds = (moment.replace(tzinfo=moment.tzinfo or UTC) - datetime.now(UTC)).total_seconds()
    return min(max(seconds, 0.0), _DAY)


def failure(error: BaseException) -> tuple[str, bool]:
    """One line for a failed connection, and whether it may well have passed in a moment."""
    for cause in _causes(error):
        match cause:
            case socket.gaierror():
                return "no such host: its name has no address", cause.errno == socket.EAI_AGAIN
            case ssl.SSLCertVerificationError():
                return f"TLS: the certificate is not good ({cause.verify_message})", False
            case ssl.SSLError():
                return f"TLS: no secure connection ({cause.reason or cause})", False
            case ConnectionRefusedError():
                return "connection refused", True
            case TimeoutError():
                return "no answer in time", False
            case IncompleteRead():
                return "the body is cut off before its end", True
            case ConnectionError():
                return "the connection broke off", True
            case OSError() if cause.strerror and not isinstance(cause, type(error)):
                return f"cannot connect: {cause.strerror}", True
    if any(isinstance(cause, ProtocolError) for cause in _causes(error)):
        return "the connection broke off", True
    return f"cannot be fetched: {error}", False


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        yield error
        inner = getattr(error, "reason", None)
        error = error.__cause__ or error.__context__ or (inner if isinstance(inner, BaseException) else None)

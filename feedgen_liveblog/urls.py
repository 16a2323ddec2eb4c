"""Addresses of a page taken apart and put together: what is no address has no parts, and is no error."""

from urllib import parse

NOTHING = parse.SplitResult("", "", "", "", "")


def split(url: str) -> parse.SplitResult:
    """The parts of an address; all empty where the standard library refuses it (`http://[::1`)."""
    try:
        return parse.urlsplit(url)
    except ValueError:
        return NOTHING


def without_login(url: str) -> str:
    """The address without a user name and password: what may be written down and shown."""
    parts = split(url)
    if "@" not in parts.netloc:
        return url
    return parse.urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2]))


def join(base: str, url: str) -> str:
    """The address that a link on the page `base` leads to; empty where it leads nowhere."""
    try:
        return parse.urljoin(base, url)
    except ValueError:
        return ""

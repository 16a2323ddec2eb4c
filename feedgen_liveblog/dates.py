"""Time texts to aware UTC datetimes or None: the one door to reading times."""

from feedgen_liveblog.moments import read, read_day
from feedgen_liveblog.timeline import read_all
from feedgen_liveblog.zones import zone

__all__ = ["read", "read_all", "read_day", "zone"]

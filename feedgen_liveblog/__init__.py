"""Any live blog as an RSS/Atom feed in which each post is an entry with its own GUID and timestamp."""

__version__ = "0.1.0"

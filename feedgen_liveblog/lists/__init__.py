"""The walk through any JSON or XML for lists of posts, behind `parsers.state` and `parsers.document`."""

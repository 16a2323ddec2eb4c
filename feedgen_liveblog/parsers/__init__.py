"""Open formats of live blogs, one module each: each has `parse(page, get) -> RawBlog | None`."""

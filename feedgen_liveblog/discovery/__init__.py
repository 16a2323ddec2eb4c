"""Live blogs found from a front, section or search page, its feeds and its sitemaps."""

"""The inside of reading times. The ways in are `timeshape`, what looks like a time, and `dates`, which it is.

A text goes through `scan` (known shapes, else `tokens`, by the meanings in `words`) to `parts`; `moments`
makes of these a moment in its zone, and `timeline` sets the moments of a page right by each other.
"""

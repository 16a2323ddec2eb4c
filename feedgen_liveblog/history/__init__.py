"""What a feed remembers and how it is kept, behind `merge` and `pipeline`."""

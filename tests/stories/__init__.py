"""A feed that follows its story from one day's live blog to the next."""

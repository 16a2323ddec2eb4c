"""One feed for a story that goes on from one day's live blog to the next."""

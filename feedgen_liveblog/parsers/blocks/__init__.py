"""Posts in a sequence of blocks, each begun by a time: flattened text, article bodies with clock headings."""

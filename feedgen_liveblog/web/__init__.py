"""How pages come over the network, behind `fetch` and `source`: decoding, limits, the guard, manners."""

"""A live blog in simulated time that misbehaves, and the real command line that has to keep up with it."""

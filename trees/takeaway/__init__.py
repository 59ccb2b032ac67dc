"""A tree that leaves the house in one file, and the code that comes back from it."""

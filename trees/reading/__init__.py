"""A tree file into a tree: strictly, every mistake with its line."""

"""What must hold in a tree that has the right form, one idea per module."""

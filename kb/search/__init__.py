"""Finding things again: one analyzer, one query language, two engines behind one port."""

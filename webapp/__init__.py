"""Everything that speaks HTTP or to a terminal."""

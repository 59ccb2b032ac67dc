"""Decision trees: pure logic, no database, no web."""

"""Markdown articles: pure logic, no database, no web."""

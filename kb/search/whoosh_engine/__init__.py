"""The default engine: Whoosh's files, our own table of contents and scoring."""

from kb.search.whoosh_engine.engine import WhooshEngine

__all__ = ["WhooshEngine"]

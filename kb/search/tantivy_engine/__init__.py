"""The engine for large archives; importing it needs the optional extra."""

from kb.search.tantivy_engine.engine import TantivyEngine

__all__ = ["TantivyEngine"]

"""Files into the store: read, put into threads, joined with what is there, made into cases."""

from kb.importing.batches import ImportReport, import_paths, refresh

__all__ = ["ImportReport", "import_paths", "refresh"]

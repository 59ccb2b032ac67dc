"""Opens views of the Whoosh index; what is worked out of a segment is kept for the next view."""

from collections.abc import Mapping
from pathlib import Path
from threading import Lock

from kb.search.whoosh_engine.reading import SegmentReader
from kb.search.whoosh_engine.segment import Segment
from kb.search.whoosh_engine.state import Contents
from kb.search.whoosh_engine.tables import Tables
from kb.search.whoosh_engine.view import View
from kb.search.whoosh_engine.writing import HEAD, TEXT


class Opener:
    """Files belong to one thread, tables to all; segments never change."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tables: dict[str, Tables] = {}
        self._lock = Lock()

    def open(self, contents: Contents) -> View:
        """A view for the calling thread.

        Raises:
            FileNotFoundError: these contents are no longer the present ones.
        """
        averages = _averages(contents)
        segments, base = list[Segment](), 0
        for part in contents.parts:
            reader = SegmentReader(self._folder, part)
            segments.append(Segment(reader, self._tables_of(part.name, reader, averages), base))
            base += part.rows
        self._forget({part.name for part in contents.parts})
        return View(contents.generation, segments, sum(part.live for part in contents.parts))

    def _tables_of(self, name: str, reader: SegmentReader, averages: Mapping[str, float]) -> Tables:
        with self._lock:
            found = self._tables.get(name)
        if found is None or not found.fits(averages):
            found = Tables(reader, averages)
        with self._lock:
            self._tables[name] = found
        return found

    def _forget(self, names: set[str]) -> None:
        with self._lock:
            self._tables = {name: kept for name, kept in self._tables.items() if name in names}


def _averages(contents: Contents) -> dict[str, float]:
    rows = sum(part.rows for part in contents.parts) or 1
    return {
        field: sum(part.lengths[field] for part in contents.parts) / rows for field in (HEAD, TEXT)
    }

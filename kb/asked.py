"""A journal of what people search for, so that no search ever waits for the database.

A line is appended for every search of a few words; secrets and personal data are replaced before.
Whoever shows the list of what found nothing brings the journal into the store first.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from time import time_ns

from kb.redaction import redact
from kb.search.query import parse
from kb.store import Store

NAME = "asked.jsonl"
LONGEST = 120
"""Characters of a search that is kept; longer ones are pasted text."""
DUE = 4_000
"""Bytes from which the journal is worth the trouble of a write."""
LARGEST = 2_000_000
"""Bytes of the journal; when it is fuller, nothing is added until it was brought in."""


class Asked:
    """The journal of one data folder."""

    def __init__(self, data: Path) -> None:
        self._path = data / NAME

    def note(self, query: str, hits: int) -> None:
        """Add a search and the number of its hits."""
        text = " ".join(query.split())
        if not text or len(text) > LONGEST or parse(query).pasted or self._is_full():
            return
        line = json.dumps([redact(text).text, hits], ensure_ascii=False)
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("a", encoding="utf-8", errors="replace") as file:
            file.write(f"{line}\n")

    def is_due(self) -> bool:
        """Whether enough was noted to be brought in before somebody wants to see it."""
        return self._size() > DUE

    def bring_in(self, store: Store) -> None:
        """Put what was noted into the store.

        The store lets in one process at a time, so nothing is counted twice; what an earlier one had
        to leave behind is taken along.
        """
        if not any(self._parts()):
            return
        with store.transaction():
            if self._path.exists():
                self._path.rename(self._path.with_suffix(f".{time_ns()}"))
            parts = list(self._parts())
            store.searches.note(line for part in parts for line in _read(part))
            for part in parts:
                part.unlink()

    def _parts(self) -> Iterator[Path]:
        """The journal, and what was on its way into the store."""
        return self._path.parent.glob(f"{self._path.stem}.*")

    def _size(self) -> int:
        return self._path.stat().st_size if self._path.exists() else 0

    def _is_full(self) -> bool:
        return self._size() > LARGEST


def _read(path: Path) -> Iterator[tuple[str, int]]:
    """The whole lines; one that was cut off when the machine stopped is passed over."""
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            query, hits = json.loads(line)
        except ValueError:
            continue
        yield str(query), int(hits)

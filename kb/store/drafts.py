"""Drafts: texts that people are writing, beside the versions that everybody uses.

A draft is open from its first saving until it is closed, by publishing it or by throwing it away. All its
versions are kept.
"""

from datetime import datetime

from kb.errors import StaleDraftError
from kb.store.connection import Connection, Row, Value, storable_text
from kb.store.documents import Documents, Version, content_hash
from kb.store.values import Clock, from_time, now

_LATEST = "n = (select max(n) from drafts b where b.kind = a.kind and b.id = a.id)"


class Drafts:
    """The drafts of trees and articles; `item` is the id of the document."""

    def __init__(self, connection: Connection, documents: Documents, clock: Clock = now) -> None:
        self._connection = connection
        self._documents = documents
        self._clock = clock

    def current(self, kind: str, item: str) -> Version | None:
        """The open draft as it was saved last, or None."""
        versions = self._select(
            f"kind = :kind and id = :id and {_LATEST}", {"kind": kind, "id": item}
        )
        return versions[0] if versions else None

    def base(self, kind: str, item: str) -> str:
        """Hash of the text that a writer begins with now: the draft's, else the published one's."""
        begun = self.current(kind, item) or self._documents.current(kind, item)
        return begun.hash if begun is not None else ""

    def versions(self, kind: str, item: str) -> list[Version]:
        """The versions of the open draft, the newest first."""
        opened = (
            "n > (select coalesce(max(n), 0) from drafts b"
            " where b.kind = a.kind and b.id = a.id and b.hash is null)"
        )
        return self._select(f"kind = :kind and id = :id and {opened}", {"kind": kind, "id": item})

    def history(self, kind: str, item: str) -> list[Version]:
        """All versions of all drafts, also of those that were closed, the newest first."""
        return self._select("kind = :kind and id = :id", {"kind": kind, "id": item})

    def all_current(self, kind: str) -> list[Version]:
        """All open drafts of that kind, by id."""
        return self._select(f"kind = :kind and {_LATEST}", {"kind": kind})

    def save(  # noqa: PLR0913 - what is saved, by whom, over what
        self, kind: str, item: str, text: str, author: str, *, base: str, note: str = ""
    ) -> Version:
        """Keep a text as the draft.

        Args:
            kind: `tree` or `article`.
            item: id of the document.
            text: what was written.
            author: who wrote it.
            base: hash of the text that the author began with, as `base` gave it.
            note: what the author says of it, may be empty.

        Raises:
            StaleDraftError: somebody else has saved since; nothing is written.
        """
        text = storable_text(text)
        with self._connection.transaction():
            if base != self.base(kind, item):
                raise StaleDraftError(
                    f"{item} was saved by somebody else: compare, then save again"
                )
            version = Version(kind, item, content_hash(text), text, author, self._clock(), note)
            if version.hash != base:
                self._documents.keep_text(version)
                self._append(kind, item, version.hash, author, note)
        return version

    def close(self, kind: str, item: str, author: str, note: str = "") -> None:
        """End the draft; its versions stay."""
        with self._connection.transaction():
            if self.current(kind, item) is not None:
                self._append(kind, item, None, author, note)

    def _append(self, kind: str, item: str, digest: str | None, author: str, note: str) -> None:
        row: dict[str, Value] = {"kind": kind, "id": item, "hash": digest, "author": author}
        self._connection.execute(
            "insert into drafts (kind, id, n, hash, author, saved_at, note)"
            " select :kind, :id, coalesce(max(n), 0) + 1, :hash, :author, :saved_at, :note"
            " from drafts where kind = :kind and id = :id",
            row | {"saved_at": from_time(self._clock()), "note": note},
        )

    def _select(self, condition: str, params: dict[str, str]) -> list[Version]:
        rows = self._connection.rows(
            "select kind, id, hash, text, author, saved_at, note"
            " from drafts a join document_texts using (hash)"
            f" where {condition} order by kind, id, n desc",
            params,
        )
        return [_version(row) for row in rows]


def _version(row: Row) -> Version:
    return Version(**{**row, "saved_at": datetime.fromisoformat(row["saved_at"])})

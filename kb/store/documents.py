"""Trees and articles: every saved text is kept under the hash of its content (decision 7)."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from kb.store.changes import Changes
from kb.store.connection import Connection, Value, storable_text
from kb.store.values import Clock, from_time, now


@dataclass(frozen=True, slots=True)
class Version:
    """One saving of a document.

    Attributes:
        kind: `tree` or `article`.
        hash: SHA-256 of the text in UTF-8, as 64 hexadecimal digits.
        author: name of the user who saved it.
        saved_at: in UTC.
        note: what the author says of the change, may be empty.
    """

    kind: str
    id: str
    hash: str
    text: str
    author: str
    saved_at: datetime
    note: str


def content_hash(text: str) -> str:
    """The name of a text: SHA-256 of its UTF-8, in hexadecimal digits."""
    return sha256(text.encode()).hexdigest()


class Documents:
    """Trees and articles as people saved them; `item` is the id of one."""

    def __init__(self, connection: Connection, changes: Changes, clock: Clock = now) -> None:
        self._connection = connection
        self._changes = changes
        self._clock = clock

    def save(self, kind: str, item: str, text: str, author: str, note: str = "") -> Version:
        """Keep a text as the current version; saving the current text again changes nothing.

        Returns:
            The version that is current now.
        """
        text = storable_text(text)
        with self._connection.transaction():
            current = self.current(kind, item)
            if current is not None and current.text == text:
                return current
            version = Version(kind, item, content_hash(text), text, author, self._clock(), note)
            self._append(version)
            self._changes.append(kind, item)
        return version

    def current(self, kind: str, item: str) -> Version | None:
        """The version that was saved last, or None for an unknown document."""
        versions = self._select("kind = :kind and id = :id", {"kind": kind, "id": item}, limit=1)
        return versions[0] if versions else None

    def get(self, kind: str, item: str, digest: str) -> Version | None:
        """The latest version that has this content hash, or None."""
        params = {"kind": kind, "id": item, "hash": digest}
        versions = self._select("kind = :kind and id = :id and hash = :hash", params, limit=1)
        return versions[0] if versions else None

    def history(self, kind: str, item: str) -> list[Version]:
        """All versions, the newest first."""
        return self._select("kind = :kind and id = :id", {"kind": kind, "id": item})

    def ids(self, kind: str) -> list[str]:
        """The ids of all documents of that kind, in order."""
        rows = self._connection.rows(
            "select distinct id from documents where kind = :kind order by id", {"kind": kind}
        )
        return [row["id"] for row in rows]

    def all_current(self, kind: str) -> list[Version]:
        """The current version of every document of that kind, by id, in one round."""
        latest = "n = (select max(n) from documents b where b.kind = a.kind and b.id = a.id)"
        return self._select(f"kind = :kind and {latest}", {"kind": kind})

    def keep_text(self, version: Version) -> None:
        """Keep a version's text under its hash, once."""
        self._connection.execute(
            "insert into document_texts (hash, text) values (:hash, :text)"
            " on conflict (hash) do nothing",
            {"hash": version.hash, "text": version.text},
        )

    def _append(self, version: Version) -> None:
        key: dict[str, Value] = {"kind": version.kind, "id": version.id}
        self.keep_text(version)
        self._connection.execute(
            "insert into documents (kind, id, n, hash, author, saved_at, note)"
            " select :kind, :id, coalesce(max(n), 0) + 1, :hash, :author, :saved_at, :note"
            " from documents where kind = :kind and id = :id",
            key
            | {
                "hash": version.hash,
                "author": version.author,
                "saved_at": from_time(version.saved_at),
                "note": version.note,
            },
        )

    def _select(
        self, condition: str, params: dict[str, str], limit: int = 1_000_000
    ) -> list[Version]:
        rows = self._connection.rows(
            "select kind, id, hash, text, author, saved_at, note"
            " from documents a join document_texts using (hash)"
            f" where {condition} order by kind, id, n desc limit :limit",
            {**params, "limit": limit},
        )
        return [
            Version(**{**row, "saved_at": datetime.fromisoformat(row["saved_at"])}) for row in rows
        ]

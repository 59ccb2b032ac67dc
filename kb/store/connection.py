"""The SQLite adapter: opens the database, runs SQL, says in plain words what went wrong.

The SQL of the other modules is the subset that PostgreSQL shares, with `:name` parameters. What differs
between databases (locks, pragmas, errors, the style of parameters) stays in this file.
"""

import fcntl
import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from kb.errors import StoreError

Value = str | int | float | None
Params = Mapping[str, Value]
Row = dict[str, Any]

BUSY_SECONDS = 30.0
SMALLEST_DATABASE = 512
PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700

_REASONS = (
    ("SQLITE_BUSY", "is busy: another process has been writing for long; try again in a moment"),
    ("SQLITE_LOCKED", "is busy: another process has been writing for long; try again in a moment"),
    (
        "SQLITE_READONLY",
        "cannot be written: give this user write access to the file and its folder",
    ),
    ("SQLITE_CANTOPEN", "cannot be opened: give this user access to the file and its folder"),
    ("SQLITE_PERM", "cannot be opened: give this user access to the file and its folder"),
    (
        "SQLITE_NOTADB",
        "is not a database: run `casepath store restore` on the last good backup",
    ),
    ("SQLITE_CORRUPT", "is damaged: run `casepath store restore` on the last good backup"),
    ("SQLITE_FULL", "could not grow: free some disk space and try again"),
    (
        "SQLITE_IOERR",
        "could not be read or written: check the disk, then run `casepath store check`",
    ),
)


class Connection:
    """One open database, for the thread that opened it."""

    def __init__(self, database: Database, path: Path) -> None:
        self._database = database
        self.path = path

    @property
    def database(self) -> Database:
        """The sqlite-utils object, for migrations and checks."""
        return self._database

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Everything inside is written, or nothing; may be nested.

        The lock for writing is taken at the start. A transaction that begins by reading and asks for the
        lock later would be refused at once when another process wrote in between, without any waiting.
        """
        if self._database.conn.in_transaction:
            with self._database.atomic():
                yield
            return
        self.execute("begin immediate")
        try:
            yield
            self.execute("commit")
        finally:
            self._database.rollback()  # does nothing after the commit

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Several reads inside see one state of the database."""
        if self._database.conn.in_transaction:
            yield
            return
        self.execute("begin")
        try:
            yield
        finally:
            self._database.rollback()

    def execute(self, sql: str, params: Params | None = None) -> int:
        """Run a statement; returns the number of rows it changed."""
        with explained(self.path):
            return self._database.execute(sql, storable(params or {})).rowcount

    def insert(self, table: str, rows: Sequence[Params]) -> None:
        """Add rows to a table; all have the same columns. A misspelt table is an error."""
        if not rows:
            return
        names = list(rows[0])
        sql = f"insert into {table} ({', '.join(names)}) values (:{', :'.join(names)})"
        with explained(self.path):
            self._database.conn.executemany(sql, [storable(row) for row in rows])

    def rows(self, sql: str, params: Params | None = None) -> list[Row]:
        """All rows of a query, as dictionaries by column name."""
        with explained(self.path):
            cursor = self._database.execute(sql, storable(params or {}))
            names = [column[0] for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor]

    def row(self, sql: str, params: Params | None = None) -> Row | None:
        """The first row of a query, or None."""
        return next(iter(self.rows(sql, params)), None)

    def value(self, sql: str, params: Params | None = None) -> Any:
        """The first column of the first row, or None."""
        row = self.row(sql, params)
        return None if row is None else next(iter(row.values()))

    def close(self) -> None:
        """Close the database; the connection cannot be used any more."""
        self._database.close()


def connect(path: Path) -> Connection:
    """Open the database file, made with its folder where it is missing, private to this user.

    Raises:
        StoreError: the file or its folder cannot be used; the message says what to do.
    """
    try:
        _make_private(path)
        with explained(path):
            _refuse_scraps(path)
            raw = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
            database = Database(raw, execute_plugins=False)
            _log_ahead(database, path.parent)
            database.execute("pragma synchronous = full")
            database.execute("pragma foreign_keys = on")
    except OSError as error:
        reason = (error.strerror or "unusable").lower()
        raise StoreError(
            f"{path} cannot be used ({reason}): choose another folder with --data or CASEPATH_DATA,"
            " or give this user access to it"
        ) from error
    return Connection(database, path)


def _make_private(path: Path) -> None:
    if not path.parent.is_dir():
        path.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    os.close(os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE))
    if path.stat().st_mode & 0o077:
        path.chmod(PRIVATE_FILE)


def _refuse_scraps(path: Path) -> None:
    """SQLite writes over a file that is shorter than its smallest page; whatever that was, it is kept."""
    if 0 < path.stat().st_size < SMALLEST_DATABASE:
        scrap = sqlite3.DatabaseError("too short")
        scrap.sqlite_errorname = "SQLITE_NOTADB"
        raise scrap


def _log_ahead(database: Database, folder: Path) -> None:
    """Let readers go on while one process writes; the file remembers it.

    SQLite does not wait for its lock at this one change, so processes that start together take turns.
    """
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        if database.journal_mode != "wal":
            database.execute("pragma journal_mode = wal")
    finally:
        os.close(handle)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn what the driver raises about the file, the disk or a lock into one line that says what to do."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        name = getattr(error, "sqlite_errorname", "")
        for prefix, reason in _REASONS:
            if name.startswith(prefix):
                raise StoreError(f"{path} {reason}") from error
        raise


def storable(params: Params) -> dict[str, Value]:
    """Parameters without the two things that not every database can keep in a text.

    A lone surrogate and a NUL become U+FFFD, so that one stray byte in a mail never stops a write.
    """
    return {
        name: storable_text(value) if isinstance(value, str) else value
        for name, value in params.items()
    }


def storable_text(text: str) -> str:
    """The text as the database will give it back."""
    try:
        text.encode()
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.replace("\x00", "\ufffd")

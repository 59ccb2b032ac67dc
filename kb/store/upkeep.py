"""Looking after the database file: finding damage, copying it while it is in use."""

import os
import sqlite3
from contextlib import closing
from functools import cache
from importlib.resources import files
from pathlib import Path

from kb.errors import StoreError
from kb.store.changes import Changes
from kb.store.connection import PRIVATE_FILE, Connection, connect, explained
from kb.store.documents import content_hash
from kb.store.migrations import migrate

ENOUGH_DAMAGE = 20
COUNTED = (
    "cases",
    "messages",
    "facts",
    "steps",
    "documents",
    "walks",
    "users",
    "findings",
    "changes",
)


def damage(connection: Connection) -> list[str]:
    """What is broken in the file, its references, or what the rows say of each other; one line each."""
    try:
        pages = connection.rows(f"pragma integrity_check({ENOUGH_DAMAGE})")
    except StoreError as error:  # too damaged to be looked through
        return [str(error)]
    broken = [str(row["integrity_check"]) for row in pages if row["integrity_check"] != "ok"]
    if broken:  # nothing else can be trusted, or even read
        return [f"the file is damaged: {line}" for line in broken]
    found = [
        f"table {row['table']}: a row refers to a missing one of {row['parent']}"
        for row in connection.rows("pragma foreign_key_check")
    ]
    for query in _unsound():
        found += [str(row["problem"]) for row in connection.rows(query)]
    found += [
        f"the text kept under {row['hash']} was altered"
        for row in connection.rows("select hash, text from document_texts")
        if content_hash(row["text"]) != row["hash"]
    ]
    return found


@cache
def _unsound() -> tuple[str, ...]:
    queries = (files("kb.store") / "unsound.sql").read_text("utf-8").split(";")
    return tuple(query for query in queries if query.strip())


def counts(connection: Connection) -> dict[str, int]:
    """Rows of the main tables, by table."""
    return {table: int(connection.value(f"select count(*) from {table}")) for table in COUNTED}


def copy(connection: Connection, target: Path) -> None:
    """Write a consistent copy of the database, in one private file, while others go on writing."""
    os.close(os.open(target, os.O_RDWR | os.O_CREAT | os.O_EXCL, PRIVATE_FILE))
    with explained(target), closing(sqlite3.connect(target)) as copied:
        connection.database.conn.backup(copied)
        copied.execute("pragma journal_mode = delete")


def prepare(path: Path) -> list[str]:
    """Make a copy ready to replace a store: its tables of this version, its feed with a new name.

    Returns:
        What is broken in it; it is fit for use only when there is nothing.
    """
    with closing(connect(path)) as connection:
        migrate(connection)
        found = damage(connection)
        if not found:
            Changes(connection).renew()
            connection.execute("delete from sign_in_links")
        return found


def replace(path: Path, copied: Path) -> None:
    """Put a prepared copy in the place of the database, in one step, also while others have it open."""
    with closing(connect(path)) as connection, closing(connect(copied)) as source, explained(path):
        source.database.conn.backup(connection.database.conn)

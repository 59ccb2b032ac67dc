"""The steps by which the tables came to be, one SQL file each, applied once and in order."""

from collections.abc import Callable
from functools import cache
from importlib.resources import files

from sqlite_utils import Database, Migrations

from kb.errors import StoreError
from kb.store.connection import Connection, explained

SET = "casepath"


def migrate(connection: Connection) -> tuple[str, ...]:
    """Bring the tables up to this version; returns the names of the steps that were applied.

    Raises:
        StoreError: the database belongs to another program or to a newer Casepath.
    """
    with explained(connection.path):
        with connection.snapshot():
            _refuse_strangers(connection)
        if not _pending(connection):
            return ()
        with connection.transaction():  # two processes may start at once: the second finds all done
            pending = _pending(connection)
            _steps().apply(connection.database)
            return pending


def applied(connection: Connection) -> tuple[str, ...]:
    """The steps that this database has gone through, oldest first."""
    return tuple(step.name for step in _steps().applied(connection.database))


def _pending(connection: Connection) -> tuple[str, ...]:
    return tuple(step.name for step in _steps().pending(connection.database))


def _refuse_strangers(connection: Connection) -> None:
    done = applied(connection)
    known = set(_sources())
    newer = [name for name in done if name not in known]
    if newer:
        raise StoreError(
            f"{connection.path} was written by a newer Casepath (step {newer[-1]}):"
            " update Casepath, or choose another folder with --data"
        )
    if not done and connection.database.table_names():
        raise StoreError(
            f"{connection.path} belongs to another program: choose another folder with --data"
        )


@cache
def _sources() -> dict[str, str]:
    folder = files("kb.store") / "schema"
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".sql"))
    return {name.removesuffix(".sql"): (folder / name).read_text("utf-8") for name in names}


@cache
def _steps() -> Migrations:
    steps = Migrations(SET)
    for name, sql in _sources().items():
        steps(name=name)(_step(sql))
    return steps


def _step(sql: str) -> Callable[[Database], None]:
    def step(database: Database) -> None:
        database.executescript(sql)

    return step

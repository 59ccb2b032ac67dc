"""The store: one object that leads to everything the archive keeps."""

from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from kb.store.cases import Cases
from kb.store.changes import Changes
from kb.store.connection import Connection, connect
from kb.store.counts import Counts
from kb.store.documents import Documents
from kb.store.drafts import Drafts
from kb.store.findings import Findings
from kb.store.migrations import migrate
from kb.store.proposals import Proposals
from kb.store.searches import Searches
from kb.store.settings import StoreSettings
from kb.store.take_aways import TakeAways
from kb.store.users import Users
from kb.store.values import Clock, now
from kb.store.walks import Walks

DATABASE = "casepath.db"


class Store:
    """Everything the archive keeps; belongs to the thread that opened it."""

    def __init__(self, connection: Connection, clock: Clock = now) -> None:
        self.connection = connection
        self.changes = Changes(connection, clock)
        self.cases = Cases(connection, self.changes, clock)
        self.documents = Documents(connection, self.changes, clock)
        self.drafts = Drafts(connection, self.documents, clock)
        self.proposals = Proposals(connection, clock)
        self.walks = Walks(connection, clock)
        self.take_aways = TakeAways(connection, clock)
        self.users = Users(connection, clock)
        self.findings = Findings(connection, clock)
        self.settings = StoreSettings(connection)
        self.searches = Searches(connection, clock)
        self.counts = Counts(connection)

    @property
    def path(self) -> Path:
        """The file of the database."""
        return self.connection.path

    def transaction(self) -> AbstractContextManager[None]:
        """Everything written inside is kept, or, after an exception, nothing; may be nested."""
        return self.connection.transaction()

    def close(self) -> None:
        """Close the database; the store cannot be used any more."""
        self.connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_store(folder: Path, clock: Clock = now) -> Store:
    """Open the archive in a data folder; what is missing is made, older tables are brought up to date.

    Args:
        folder: the data folder; the database in it is `casepath.db`.
        clock: tells the time in UTC.

    Raises:
        StoreError: the database cannot be used; the message says what to do.
    """
    connection = connect(folder / DATABASE)
    opened = False
    try:
        migrate(connection)
        opened = True
    finally:
        if not opened:
            connection.close()
    return Store(connection, clock)

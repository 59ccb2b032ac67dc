"""Composition root: the only place that names adapters and joins the packages."""

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from kb.asked import Asked
from kb.indexing import Index
from kb.redaction import Redactor
from kb.search.port import Engine
from kb.search.whoosh_engine import WhooshEngine
from kb.store import Store, open_store
from webapp.catalogues import ArticleCatalogue, TreeCatalogue
from webapp.errors import InvalidSettingError
from webapp.settings import Settings
from webapp.shipping import ship


@dataclass(frozen=True)
class Services:
    """What pages and commands work with; made once per process from the settings."""

    settings: Settings

    def open_store(self) -> Store:
        """The store, with the shipped trees and articles in it; for the calling thread only."""
        store = open_store(self.settings.data)
        ship(store)
        return store

    @cached_property
    def redactor(self) -> Redactor:
        """Removes secrets and finds personal data; the team's own addresses are never private."""
        with open_store(self.settings.data) as store:
            key = store.settings.secret("pseudonym_key").encode()
        return Redactor(self.settings.own, key)

    @cached_property
    def index(self) -> Index:
        """The search index of this process; it follows the store by itself."""
        folder = self.settings.data / "index"
        return Index(folder, open_engine(self.settings.engine, folder))

    @cached_property
    def asked(self) -> Asked:
        """The journal of what people search for."""
        return Asked(self.settings.data)

    def trees(self, store: Store) -> TreeCatalogue:
        """The trees as they stand in the store."""
        return TreeCatalogue(store.documents)

    def articles(self, store: Store) -> ArticleCatalogue:
        """The articles as they stand in the store."""
        return ArticleCatalogue(store.documents)


def open_engine(name: str, folder: Path) -> Engine:
    """The search engine of that name over its own part of the folder.

    Raises:
        InvalidSettingError: it is the optional one, and not installed.
    """
    if name == "whoosh":
        return WhooshEngine(folder / name)
    try:
        from kb.search.tantivy_engine import TantivyEngine
    except ModuleNotFoundError as error:
        raise InvalidSettingError(
            "CASEPATH_SEARCH_ENGINE is tantivy, which is not installed:"
            " run pip install 'casepath[fast]', or use whoosh"
        ) from error
    return TantivyEngine(folder / name)

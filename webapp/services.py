"""Composition root: the only place that names adapters and joins the packages."""

from dataclasses import dataclass
from functools import cached_property

from kb.indexing import Index
from kb.redaction import Redactor
from kb.store import Store, open_store
from webapp.catalogues import ArticleCatalogue, TreeCatalogue
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
        return Redactor()

    @cached_property
    def index(self) -> Index:
        """The search index of this process; it follows the store by itself."""
        return Index(self.settings.data / "index", self.settings.engine)

    def trees(self, store: Store) -> TreeCatalogue:
        """The trees as they stand in the store."""
        return TreeCatalogue(store.documents)

    def articles(self, store: Store) -> ArticleCatalogue:
        """The articles as they stand in the store."""
        return ArticleCatalogue(store.documents)

"""Trees and articles as the store holds them, parsed once per content hash."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import articles.files
import trees.files
from articles.errors import UnknownArticleError
from articles.model import Article
from kb.store import Documents, Version
from trees.errors import UnknownTreeError
from trees.model import Subtree, Tree


@lru_cache(maxsize=512)
def _tree(_hash: str, name: str, text: str) -> Tree:
    return trees.files.load(text, f"{name}.yaml")


@lru_cache(maxsize=2048)
def _article(_hash: str, name: str, text: str) -> Article:
    return articles.files.load(text, f"{name}.md")


@dataclass(frozen=True, slots=True)
class TreeCatalogue:
    """Trees by id, in their current or in an earlier version."""

    documents: Documents

    def version(self, tree_id: str) -> Version:
        """The current version.

        Raises:
            UnknownTreeError: no such tree.
        """
        version = self.documents.current("tree", tree_id)
        if version is None:
            raise UnknownTreeError(f"There is no tree {tree_id!r}; see the list of trees")
        return version

    def get(self, tree_id: str) -> Tree:
        """The current tree.

        Raises:
            UnknownTreeError: no such tree.
        """
        return parse_tree(self.version(tree_id))

    def all(self) -> dict[str, Tree]:
        """Every current tree by id."""
        return {each.id: parse_tree(each) for each in self.documents.all_current("tree")}

    def titles(self, language: str) -> dict[str, str]:
        """The title of every current tree by id."""
        return {name: tree.title.say(language) for name, tree in self.all().items()}

    def versions(self, tree_id: str) -> dict[str, str]:
        """Content hashes of a tree and of every tree it walks through, by id."""
        found: dict[str, str] = {}
        waiting = [tree_id]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found[name] = self.version(name).hash
                waiting.extend(
                    node.tree for node in self.get(name).nodes.values() if isinstance(node, Subtree)
                )
        return found

    def at(self, versions: Mapping[str, str]) -> dict[str, Tree]:
        """The trees of a walk, in the versions that it began with.

        Raises:
            UnknownTreeError: the store does not hold one of the versions.
        """
        return {name: parse_tree(self._saved(name, digest)) for name, digest in versions.items()}

    def _saved(self, tree_id: str, digest: str) -> Version:
        version = self.documents.get("tree", tree_id, digest)
        if version is None:
            raise UnknownTreeError(f"Tree {tree_id!r} has no version {digest[:12]}")
        return version


@dataclass(frozen=True, slots=True)
class ArticleCatalogue:
    """Articles by id, in their current version."""

    documents: Documents

    def version(self, article_id: str) -> Version:
        """The current version.

        Raises:
            UnknownArticleError: no such article.
        """
        version = self.documents.current("article", article_id)
        if version is None:
            raise UnknownArticleError(
                f"There is no article {article_id!r}; see the list of articles"
            )
        return version

    def get(self, article_id: str) -> Article:
        """The current article.

        Raises:
            UnknownArticleError: no such article.
        """
        return parse_article(self.version(article_id))

    def all(self) -> dict[str, Article]:
        """Every current article by id."""
        return {each.id: parse_article(each) for each in self.documents.all_current("article")}


def parse_tree(version: Version) -> Tree:
    """The tree in a saved version."""
    return _tree(version.hash, version.id, version.text)


def parse_article(version: Version) -> Article:
    """The article in a saved version."""
    return _article(version.hash, version.id, version.text)

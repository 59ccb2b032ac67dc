"""What can go wrong with an article; every error says in one line what to do about it."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from articles.findings import Finding


class ArticleError(Exception):
    """Anything an article refuses."""


class InvalidArticleError(ArticleError):
    """An article file that breaks the format; carries all findings of the file at once."""

    def __init__(self, findings: Iterable["Finding"]) -> None:
        self.findings = tuple(findings)
        first = self.findings[0]
        more = f" (and {len(self.findings) - 1} more)" if len(self.findings) > 1 else ""
        super().__init__(f"{first.file}:{first.line}: {first.message}{more}")


class UnknownArticleError(ArticleError):
    """An article id that no folder holds."""


class TransitionError(ArticleError):
    """A state that cannot follow the present one."""


class InvalidRuleError(ArticleError):
    """A data file of this package (rules, categories) that is not as the code needs it."""

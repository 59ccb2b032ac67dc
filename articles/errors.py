"""What can go wrong with an article; every error says in one line what to do about it."""


class ArticleError(Exception):
    """Anything an article refuses."""


class UnknownArticleError(ArticleError):
    """An article id that no folder holds."""


class TransitionError(ArticleError):
    """A state that cannot follow the present one."""


class InvalidRuleError(ArticleError):
    """A data file of this package (rules, categories) that is not as the code needs it."""

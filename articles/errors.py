"""What can go wrong with an article; every error says in one line what to do about it."""


class ArticleError(Exception):
    """Anything an article refuses."""


class InvalidArticleError(ArticleError):
    """An article file that breaks the format; carries all findings of the file at once."""


class UnknownArticleError(ArticleError):
    """An article id that no folder holds."""


class TransitionError(ArticleError):
    """A state that cannot follow the present one."""

"""What can go wrong with a tree; every error says in one line what to do about it."""


class TreeError(Exception):
    """Anything a tree or a walk refuses."""


class InvalidTreeError(TreeError):
    """A tree file that breaks the format; carries all findings of the file at once."""


class UnknownTreeError(TreeError):
    """A tree id that no folder holds."""


class InvalidAnswerError(TreeError):
    """An answer that the current node does not offer."""

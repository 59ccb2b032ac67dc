"""What can go wrong with a tree; every error says in one line what to do about it."""


class TreeError(Exception):
    """Anything a tree or a walk refuses."""


class UnknownTreeError(TreeError):
    """A tree id that no folder holds."""


class InvalidAnswerError(TreeError):
    """An answer that the current node does not offer."""


class InvalidDataError(TreeError):
    """A data file beside the code (messages, commands that need rights) that fails its own rules."""

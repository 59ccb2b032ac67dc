"""What a code can be refused for, in every language: people type codes, and mistype them."""

from trees.errors import TreeError
from trees.messages import say


class InvalidCodeError(TreeError):
    """A code that was not typed as the file showed it, or is for other trees.

    Attributes:
        key: of the message in `messages.yaml`, with its values.
    """

    def __init__(self, key: str, **values: object) -> None:
        super().__init__(say(key, "en", **values))
        self.key = key
        self.values = values

    def told(self, language: str) -> str:
        """The message in a language."""
        return say(self.key, language, **self.values)

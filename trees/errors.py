"""What can go wrong with a tree; every error says in one line what to do about it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trees.findings import Finding


class TreeError(Exception):
    """Anything a tree or a walk refuses."""


class InvalidTreeError(TreeError):
    """A tree file that breaks the format; carries all findings of the file at once."""

    def __init__(self, findings: "Sequence[Finding]") -> None:
        self.findings = tuple(findings)
        first = self.findings[0]
        more = f" (and {len(self.findings) - 1} more)" if len(self.findings) > 1 else ""
        super().__init__(f"{first}{more}")


class UnknownTreeError(TreeError):
    """A tree id that no folder holds."""


class InvalidAnswerError(TreeError):
    """An answer that the current node does not offer."""


class InvalidDataError(TreeError):
    """A data file beside the code (messages, commands that need rights) that fails its own rules."""

"""What can go wrong in the archive; every error says in one line what to do about it."""


class KbError(Exception):
    """Anything the archive refuses or cannot do."""


class UnreadableFileError(KbError):
    """A file that no reader understands; the message is the reason shown under `failed`."""


class UnknownCaseError(KbError):
    """A case number that the store does not hold."""


class StoreError(KbError):
    """The database is missing, damaged, or from another version."""


class IndexDamagedError(KbError):
    """The search index cannot be used and has to be built again from the store."""


class IndexUnwritableError(KbError):
    """The folder of the search index is full, or may not be written."""


class InvalidRuleError(KbError):
    """A data file (redaction rules, codes, glossary) that fails its own examples."""


class UnknownWalkError(KbError):
    """A walk id that the store does not hold."""


class StaleWalkError(KbError):
    """A walk that moved on in another window since the page was shown."""


class StaleDraftError(KbError):
    """A draft that somebody else saved since its writer began."""


class UserError(KbError):
    """A user that is missing, disabled or there already."""

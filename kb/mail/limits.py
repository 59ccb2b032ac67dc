"""How much of a file is read; beyond it the file, or the part of it, is listed as failed."""

from dataclasses import dataclass

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes in bytes unless it says otherwise; mailboxes are streamed and may be of any size.

    Attributes:
        file: one file that is read whole: a mail with its attachments, an archive.
        message: one message of a mailbox; what goes beyond is cut.
        text: a thread saved as text.
        line: characters of one line of such a text.
        archive: all that comes out of one archive, and the archives within it.
        archive_files: how many files come out of one.
        archive_ratio: how many times larger than its packed form a file may be.
        archive_depth: archives within archives.
    """

    file: int = 128 * _MB
    message: int = 64 * _MB
    text: int = 32 * _MB
    line: int = 1_000_000
    archive: int = 1024 * _MB
    archive_files: int = 20_000
    archive_ratio: int = 200
    archive_depth: int = 3

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
        member: one file of an archive, however small that is.
        member_share: one file of an archive, as a multiple of the archive's size, if that is more.
        archive: all that comes out of one archive.
        archive_files: how many files come out of one.
        archive_ratio: how many times larger than its packed form a file may be.
        archive_depth: archives within archives.
        attachment: characters of an attached text that are kept; 0 keeps no texts.
    """

    file: int = 128 * _MB
    message: int = 64 * _MB
    text: int = 8 * _MB
    line: int = 1_000_000
    member: int = 32 * _MB
    member_share: int = 20
    archive: int = 1024 * _MB
    archive_files: int = 20_000
    archive_ratio: int = 100
    archive_depth: int = 3
    attachment: int = 0

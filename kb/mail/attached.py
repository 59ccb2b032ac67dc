"""What is kept of a file that came with a message; of a text its words, where that is asked for."""

import re
from hashlib import sha256
from pathlib import PurePosixPath
from typing import Final

from kb.cases import Attachment
from kb.mail.decoding import decode, is_binary
from kb.mail.markup import to_text

_LONGEST_NAME: Final = 255
_SAMPLE: Final = 65_536
_OCTETS_OF_A_CHARACTER: Final = 4
_MEDIA_TYPE: Final = re.compile(r"[a-z]{1,20}/[a-z0-9.+-]{1,80}")
_CUT: Final = "\n[…]"
_PAGES: Final = frozenset({".htm", ".html"})
_TEXTS: Final = _PAGES | {
    ".bat", ".cfg", ".cmd", ".conf", ".csv", ".eml", ".err", ".inf", ".ini", ".json", ".log", ".md",
    ".nfo", ".out", ".ps1", ".reg", ".sql", ".tsv", ".txt", ".vbs", ".xml", ".yaml", ".yml",
}  # fmt: skip


def attachment(name: str, data: bytes, media_type: str, most: int) -> Attachment:
    """What is kept of a file.

    Args:
        name: as the mail gives it; folders before it do not count.
        data: all of the file.
        media_type: as the mail gives it.
        most: characters of a text that are kept; 0 keeps no texts.
    """
    name = name.replace("\\", "/").rpartition("/")[2][:_LONGEST_NAME]
    kept = _text(name, data, media_type, most) if most else ""
    known = media_type if _MEDIA_TYPE.fullmatch(media_type) else ""
    return Attachment(name, len(data), known, sha256(data).hexdigest(), kept)


def _text(name: str, data: bytes, media_type: str, most: int) -> str:
    """The text of a file which says that it is one and looks like one; else nothing."""
    suffix = PurePosixPath(name.lower()).suffix
    if not (suffix in _TEXTS or media_type.startswith("text/")) or is_binary(data[:_SAMPLE]):
        return ""
    text = decode(data[: most * _OCTETS_OF_A_CHARACTER])
    if suffix in _PAGES or media_type == "text/html":
        text = to_text(text)
    whole = len(text) <= most and len(data) <= most * _OCTETS_OF_A_CHARACTER
    return text.strip() if whole else f"{text[:most].strip()}{_CUT}"

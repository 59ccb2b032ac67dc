"""Facts that are told by their shape alone: KB numbers, drivers, paths."""

import re
from collections.abc import Iterator

from kb.cases import FactKind
from kb.facts.found import Body, Found

_KB = re.compile(r"(?<![A-Za-z0-9])[kK][bB](?:\d{6,8}|[ :：\-]{1,2}\d{7})(?!\d)")
_DRIVER = re.compile(
    r"(?<![A-Za-z0-9_\-.])([A-Za-z0-9_][A-Za-z0-9_\-.]{0,59})[.,，．]sys(?![A-Za-z0-9_.]*[A-Za-z0-9_])",
    re.IGNORECASE,
)
_NOT_DRIVERS = frozenset({"pagefile", "hiberfil", "swapfile", "config", "io", "msdos"})
"""System files with the ending of a driver."""

_PLAIN = r"[^\\/:*?\"<>|\s,;，。；：、！？（）()【】《》“”‘’\x00-\x1f]"
_ASCII = r"[!#$%&'()+\-.0-9=@A-Z\[\]^_`a-z{}~*?]"
_FILE = (
    "xlsx?|docx?|pptx?|pdf|txt|log|zip|rar|7z|exe|msi|msu|dll|sys|ini|xml|csv|json|html?|jpg|png|bmp|evtx|etl|dmp|cab|reg"
    "|bat|cmd|ps1|vbs|inf|iso|wim|pst|ost|dat|bak|tmp|mdb|accdb|dwg|rdp|lnk|cer|pfx"
)
"""Endings of files; what stands before one may hold Chinese and blanks."""

_PATH = re.compile(
    r"(?<![A-Za-z0-9\\])"
    r"(?:[A-Za-z]:\\|\\\\[A-Za-z0-9_.\-$]{1,64}\\|%[A-Za-z0-9_()]{2,32}%\\|\\SystemRoot\\"
    r"|(?:HKEY_[A-Z_]{5,30}|HKLM|HKCU|HKCR|HKU)(?::)?\\)"
    rf"(?:{_PLAIN}{{1,80}}(?: (?:\(x86\)|{_PLAIN}{{1,40}})){{0,3}}\\){{0,24}}"
    rf"(?:{_PLAIN}{{1,80}}(?: {_PLAIN}{{1,40}}){{0,3}}\.(?:{_FILE})(?![A-Za-z0-9])|{_ASCII}{{0,120}})",
    re.IGNORECASE,
)
_TRAILING = ".,;:'`!?)]}"


def find_kb(body: Body) -> Iterator[Found]:
    """Numbers of Microsoft updates, as `KB` and digits."""
    for match in _KB.finditer(body.text):
        digits = "".join(char for char in match[0] if char.isdecimal())
        yield Found(FactKind.KB, f"KB{digits}", *match.span())


def find_drivers(body: Body) -> Iterator[Found]:
    """Driver files in lower case; a comma for the dot (`ntfs,sys`) is read as the dot."""
    for match in _DRIVER.finditer(body.text):
        stem = match[1].rpartition("\\")[2].lower()
        if stem not in _NOT_DRIVERS:
            yield Found(FactKind.DRIVER, f"{stem}.sys", *match.span())


def find_paths(body: Body) -> Iterator[Found]:
    r"""Paths of files, shares and the registry, exactly as written.

    A blank may stand in a folder's name where a backslash follows (`C:\Program Files\…`); Chinese may
    stand in a folder's name but ends the last one, because sentences go on there.
    """
    for match in _PATH.finditer(body.text):
        value = _trimmed(match[0])
        is_prompt = body.text.startswith(">", match.start() + len(value))
        if "\\" in value and not is_prompt and not value.endswith("\\\\"):
            yield Found(FactKind.PATH, value, match.start(), match.start() + len(value))


def _trimmed(text: str) -> str:
    while text and text[-1] in _TRAILING:
        if text[-1] in ")]}" and text.count("([{"[")]}".index(text[-1])]) >= text.count(text[-1]):
            break
        text = text[:-1]
    return text

"""Words of a mail as Markdown that shows them as they are, commands and paths as code."""

import re
from collections.abc import Sequence

from articles.cjk import PATTERN

IDEOGRAPH = re.compile(f"[{PATTERN}]")
ENDS = " ：:，,；;。.、\t"
WIDEST_TITLE = 96  # an ideograph counts as two
_PATH = re.compile(
    r"(?:[A-Za-z]:\\|\\\\|%[A-Za-z]{2,30}%\\|HK[A-Z]{1,10}\\)"
    r"(?:[^\s`，。；、）)“”<>|]|\x20(?=[^\s\\，。；]{1,40}\\)){1,200}"
)
_MARKS = re.compile(
    r"([`*<]|~(?=~~)|^-(?=--)|^[#>]|^[-+](?=\s)|(?<=^\d)[.)](?=\s)|(?<=^\d\d)[.)](?=\s))",
    re.MULTILINE,
)
_POWERSHELL = re.compile(r"[A-Z][a-z]+-[A-Z]")


def before(words: str, command: str) -> str | None:
    """What stands in front of a command that ends the words, also one in brackets; else None."""
    for ends in (ENDS, ENDS + ")）"):
        if words.rstrip(ends).endswith(command):
            return words.rstrip(ends).removesuffix(command).rstrip(ENDS + "(（")
    return None


def shortened(line: str) -> str:
    """A line that fits a title: an ideograph is two wide, and a word is not cut."""
    width = 0
    for place, sign in enumerate(line):
        width += 2 if IDEOGRAPH.match(sign) else 1
        if width > WIDEST_TITLE:
            cut = line[:place]
            space = cut.rfind(" ")
            whole = cut[:space] if space > place // 2 and not IDEOGRAPH.match(sign) else cut
            return whole.rstrip(ENDS)
    return line


def flat(text: str) -> str:
    return " ".join(text.split())


def escaped(text: str, code: Sequence[str] = ()) -> str:
    """Words as Markdown that shows them as they are; paths and what `code` names as code."""
    named = sorted(map(re.escape, code), key=len, reverse=True)
    pattern = re.compile("|".join([*named, _PATH.pattern]))
    pieces: list[str] = []
    end = 0
    for found in pattern.finditer(text):
        shown = found[0].rstrip(ENDS)
        pieces += [_MARKS.sub(r"\\\1", text[end : found.start()]), f"`{shown}`"]
        end = found.start() + len(shown)
    return "".join([*pieces, _MARKS.sub(r"\\\1", text[end:])])


def shell(command: str) -> str:
    return "powershell" if _POWERSHELL.match(command) or command.startswith("$") else "cmd"


def under(heading: str, text: str) -> str:
    return f"### {heading}\n\n{text}" if text else ""

"""People in the header lines of mails inside a text: 发件人, 收件人, From, To, Cc."""

import re
from collections.abc import Iterator
from typing import Final

from kb.redaction.fold import Folded
from kb.redaction.model import Span
from kb.redaction.names import any_name
from kb.redaction.people import display_names

_RULE: Final = "header"
_LONGEST: Final = 4000
_LINE: Final = re.compile(
    r"(?im)^[ \t>*]{0,12}(?:发[ \t]*件[ \t]*人|收[ \t]*件[ \t]*人|抄[ \t]*送|密[ \t]*送|寄件者|收件者|副本|from|to|cc|bcc|sent by|de|von|an|à)\**[ \t]*:\**[ \t]*"
)
_SENT: Final = re.compile(
    r"(?im)\A(?:[^\n]{0,4000}\n[ \t>*]*){1,4}[ \t>*]{0,12}(?:发送时间|发[ \t]*送|日[ \t]*期|收件人|收[ \t]*件|抄[ \t]*送|主[ \t]*题|寄件日期|邮件内容|sent|date|to|cc|subject|gesendet|an|betreff|envoyé|objet)\**[ \t]*:"
)
_ENTRY: Final = re.compile(r"[^;；\n]+")
_ADDRESS: Final = re.compile(r"[<(\[]?(?:mailto:)?[\w.+%'-]+@[\w.-]+[>)\]]?")
# `Novak, Anna`, where no third word says that these are two people.
_LAST_FIRST: Final = re.compile(
    r"(?<![^\s\"'])[^\W\d_][\w'’-]*,[ ][A-Z][\w'’-]*(?=[ ]*(?:[\"'(]|$))"
)
_CORE: Final = re.compile(
    r"[^\s\"'“”‘’?<>()（）\[\],，、*](?:[^\"“”‘’?<>()（）\[\]*]*[^\s\"'“”‘’?<>()（）\[\],，、*])?"
)


def in_headers(view: Folded) -> Iterator[Span]:
    """The display names of header lines, and accounts that stand for a name."""
    for line in _LINE.finditer(view.text):
        end = view.text.find("\n", line.end())
        end = min(end if end >= 0 else len(view.text), line.end() + _LONGEST)
        if _is_header(view.text, line.start()):
            yield from _entries(view.text, line.end(), end)


def _is_header(text: str, start: int) -> bool:
    """Another header line must stand close behind it or before it."""
    around = text[max(0, start - 300) : start]
    return bool(_SENT.match(text[start : start + 2 * _LONGEST]) or _LINE.search(around))


def _entries(text: str, start: int, end: int) -> Iterator[Span]:
    for entry in _ENTRY.finditer(text, start, end):
        shown = _ADDRESS.sub(lambda match: " " * len(match[0]), entry[0])
        core = _LAST_FIRST.search(shown) or _CORE.search(shown)
        if core is None or "/o=" in entry[0].lower() or not display_names(core[0]):
            continue
        place = any_name(text, entry.start() + core.start(), entry.start() + core.end())
        if place and place[1] - place[0] < 60:  # noqa: PLR2004 - a name, not a sentence
            yield Span("person", _RULE, *place)

"""A text taken apart into the messages that it holds: its own words and all that it quotes.

Known forms: header blocks, dividing lines such as `-----原始邮件-----`, attributions such as `On …
wrote:`, and lines marked by `>` at any depth, whether the reply stands above, below or between.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Final

from kb.mail.attributions import attribution_at
from kb.mail.headers import Block, block_at
from kb.mail.words import check, columns, fold, folded, section

_FILE: Final = "words.yaml"
_DASHES: Final = "#-_=*~—–─━＝－ \t　>:："
_LONGEST_MARKER: Final = 80
_FEWEST_DASHES: Final = 2
_DEEPEST: Final = 20
_RULE: Final = 5
# Lines are not broken before that width, and seldom at the end of a sentence.
_NARROWEST: Final = 50
_ENDS: Final = (*".!?:;。！？：；…",)
_WIDEST_GAP: Final = 2


@dataclass(frozen=True, slots=True)
class Part:
    """One message of a text: its header where it has one, its own lines, how deep it was quoted."""

    header: Block | None
    body: str
    depth: int = 0


@dataclass(slots=True)
class _Open:
    """A message whose lines are still being read; `quoted` holds what was marked by `>`."""

    header: Block | None
    lines: list[str] = field(default_factory=list)
    quoted: list[tuple[Block | None, list[str]]] = field(default_factory=list)
    awaited: bool = False


def split(text: str) -> tuple[Part, ...]:
    """The messages of a text, each quoted one behind the message that quotes it.

    The first is the text's own, even when it is empty; others without a header and without a word
    are left out.
    """
    lines = text.split("\n")
    first, *rest = _parts(None, lines, 0)
    return (first, *(part for part in rest if part.body or _is_block(part.header)))


def is_divider(line: str) -> bool:
    """Whether a line only says that a quotation follows."""
    return _is_divider(line, _markers())


def _parts(header: Block | None, lines: Sequence[str], depth: int) -> list[Part]:
    found: list[Part] = []
    skipped = _common_depth(lines)
    if skipped > 1:
        lines = [_unmarked(line, skipped - 1) for line in lines]
    for each in _level(header, lines, quotes=depth < _DEEPEST and (depth > 0 or _quotes(lines))):
        body, quotes = _body(each.lines), each.quoted
        if each.header and not body and quotes and quotes[0][0] is None:
            # Outlook Express marks the text below a header block, too.
            found.extend(_parts(each.header, quotes[0][1], depth + 1))
            quotes = quotes[1:]
        else:
            found.append(Part(each.header, body, depth))
        for attributed, quoted in quotes:
            found.extend(_parts(attributed, quoted, depth + 1))
    return found


def _level(header: Block | None, lines: Sequence[str], *, quotes: bool) -> list[_Open]:
    """The messages that follow each other at one depth."""
    messages, place = [_Open(header)], 0
    while place < len(lines):
        message = messages[-1]
        if quotes and _marked(lines[place]):
            place = _take_quoted(message, lines, place)
        elif block := _block(lines, place):
            messages.append(_Open(block, [block.first] if block.first else []))
            place = block.end
        elif block := attribution_at(lines, place):
            place = block.end
            _attribute(messages, block, lines, place, quotes=quotes)
        elif is_divider(lines[place]):
            place += 1
            if _needs_own_message(lines, place, quotes=quotes):
                messages.append(_Open(None))
        else:
            message.lines.append(lines[place])
            place += 1
    return messages


def _block(lines: Sequence[str], place: int) -> Block | None:
    return block_at(lines, place)


def _attribute(
    messages: list[_Open], block: Block, lines: Sequence[str], place: int, *, quotes: bool
) -> None:
    """Give the words behind an attribution to the person whom it names."""
    following = _next_word(lines, place)
    if quotes and following is not None and _marked(lines[following]):
        messages[-1].quoted.append((block, []))
        messages[-1].awaited = True
    else:
        messages.append(_Open(block))


def _take_quoted(message: _Open, lines: Sequence[str], place: int) -> int:
    """Move a run of marked lines into what the message quotes; the place behind the run."""
    if not message.quoted:
        message.quoted.append((None, []))
    quoted = message.quoted[-1][1]
    if quoted and not message.awaited:
        quoted.append("")
    message.awaited = False
    end, size = place, len(lines)
    while place < size:
        line = lines[place].lstrip(" ")
        place += 1
        if line[:1] == ">":
            quoted.extend([""] * (place - 1 - end))
            quoted.append(line[2:] if line[1:2] == " " else line[1:])
            end = place
        elif line and _is_rest(lines, place - 1):
            quoted.append(line)
            end = place
        elif line:
            break
    return end


def _is_rest(lines: Sequence[str], place: int) -> bool:
    """Whether a line is the rest of the marked one above it, which some program broke in two."""
    above, below = lines[place - 1], lines[place + 1 : place + 2]
    if not (_marked(above) and below and _marked(below[0]) and len(lines[place]) < len(above)):
        return False
    return columns(above) >= _NARROWEST and not above.rstrip().endswith(_ENDS)


def _needs_own_message(lines: Sequence[str], place: int, *, quotes: bool) -> bool:
    """Whether plain text without any header follows a dividing line."""
    following = _next_word(lines, place)
    if following is None or (quotes and _marked(lines[following])):
        return False
    return not (block_at(lines, following) or attribution_at(lines, following))


def _next_word(lines: Sequence[str], place: int) -> int | None:
    """The place of the next line that is not blank."""
    return next((each for each in range(place, len(lines)) if lines[each].strip()), None)


def _quotes(lines: Sequence[str]) -> bool:
    """Whether `>` marks quotations here: one single line may as well be a path in a menu."""
    marked, before = 0, ""
    for line in lines:
        if _marked(line):
            marked += 1
            if marked > 1 or before.endswith((":", "：")):
                return True
        before = line.rstrip() or before
    return False


def _marked(line: str) -> bool:
    return line.lstrip(" ")[:1] == ">"


def _unmarked(line: str, times: int) -> str:
    for _ in range(times):
        line = line.lstrip(" ")[1:]
        line = line[1:] if line[:1] == " " else line
    return line


def _common_depth(lines: Sequence[str]) -> int:
    """How many marks every line has that is not blank; levels without a word of their own."""
    least = _DEEPEST
    for line in lines:
        if line and not line.isspace():
            marks = line[: 2 * _DEEPEST].replace(" ", "")
            least = min(least, len(marks) - len(marks.lstrip(">")))
            if least <= 1:
                return least
    return least


def _is_block(header: Block | None) -> bool:
    return header is not None and bool(header.subject or header.to)


def _body(lines: Sequence[str]) -> str:
    """Lines as a text without blank lines around it, long gaps, and the rule that ended it."""
    kept: list[str] = []
    for line in lines:
        text = line.rstrip()
        if text or any(kept[-_WIDEST_GAP:]):
            kept.append(text)
    while kept and (not kept[-1] or _is_rule(kept[-1])):
        kept.pop()
    return "\n".join(kept)


def _is_rule(line: str) -> bool:
    return len(line) >= _RULE and not line.strip("-_=—─━ \t")


def _is_divider(line: str, markers: tuple[frozenset[str], frozenset[str]]) -> bool:
    if len(line) > _LONGEST_MARKER:
        return False
    bare, dashed = markers
    inner = fold(line.strip(_DASHES))
    if inner in bare:
        return True
    rim = len(line.strip()) - len(line.strip().lstrip(_DASHES))
    return rim >= _FEWEST_DASHES and inner in dashed


@cache
def _markers() -> tuple[frozenset[str], frozenset[str]]:
    data = section(_FILE, "markers")
    markers = folded(data["bare"]), folded(data["dashed"])
    for wanted in ("yes", "no"):
        for example in data["examples"][wanted]:
            check(f"{_FILE}, markers", example, _is_divider(example, markers), wanted == "yes")
    return markers

"""Commands in running text: the whole command line, and none of the words around it.

`commands.yaml` names the programs, their own words and how many operands they take.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from kb.cases import FactKind
from kb.facts.found import Body, Found
from kb.prose.data import read_yaml
from kb.prose.regexp import Pattern, any_of, compiled
from kb.prose.rules import compare

MAX_COMMAND = 500
"""Characters of one command line; what is longer is cut there."""

_TOKEN = re.compile(
    r"[ \t]{1,8}((?:\"[^\"\n]{0,260}\"|'[^'\n]{0,260}'|[!#-&*-~])"
    r"(?:\"[^\"\n]{0,260}\"|[!#-~]){0,260})"
)
_ARGUMENT = re.compile(r"[/\-+].|.*[\\/=:.*$%@_{}\[\]\d~]|[\"']")
_CONSOLE = re.compile(r"[a-z0-9_]{2,40}\.(?:msc|cpl)", re.IGNORECASE)
_RUNNABLE = re.compile(r"[a-z0-9_]{2,40}\.(?:exe|bat|cmd|ps1|vbs)", re.IGNORECASE)
_CMDLET = re.compile(r"([A-Za-z]{2,12})-([A-Za-z]{2,40})")
_DRIVE = re.compile(r"(?<![A-Za-z])[A-Za-z]:\Z")
_JOINS = frozenset({"|", "||", "&&", "&", ">", ">>", ";"})
_SINGLE = frozenset({"/", "-", "+", "="})
_ENDS = ".,;:!?)]}>\"'`"
_BEFORE = 16


@dataclass(frozen=True, slots=True)
class Head:
    """One program: its own plain words, and how many words of any kind it takes."""

    words: frozenset[str] = frozenset()
    operands: int = 0
    bare: bool = False
    needs_word: bool = False
    shell: bool = False
    switched: bool = False
    """Whether only a switch makes it a command."""
    lists: bool = False
    """Whether operands may be a list with commas, as those of cmdlets may."""


@dataclass(frozen=True, slots=True)
class Grammar:
    """What `commands.yaml` says."""

    heads: Mapping[str, Head]
    starts: Pattern
    prompts: Pattern
    run_before: Pattern
    stops: frozenset[str]
    verbs: frozenset[str]
    cmdlets: frozenset[str]


@cache
def grammar() -> Grammar:
    """Read `commands.yaml`.

    Raises:
        InvalidRuleError: an example of the file does not read as it says.
    """
    data = read_yaml(__package__, "commands.yaml")
    made = _grammar(data)
    compare(
        data["examples"],
        "commands",
        "kb/facts/commands.yaml",
        lambda text: [one.value for one in _find(Body(text), made)],
    )
    return made


def find_commands(body: Body) -> list[Found]:
    """Every command line of a body, exactly as written."""
    return _find(body, grammar())


def _grammar(data: dict[str, Any]) -> Grammar:
    heads = {str(entry["head"]): _head(entry) for entry in data["heads"]}
    names = [name for name in heads if "." not in name]
    shape = (
        r"[a-z0-9_]{2,40}\.(?:msc|cpl|exe|bat|cmd|ps1|vbs)|(?:"
        + "|".join(data["verbs"])
        + r")-[a-z]{2,40}"
    )
    return Grammar(
        heads,
        compiled(
            rf"\b(?:(?:{any_of(names)})(?:\.exe)?|{any_of(set(heads) - set(names))}|{shape})\b"
        ),
        compiled("(?:^|\n)[ \t]*(?:" + "|".join(data["prompts"]) + ")"),
        compiled(f"(?:{any_of(data['run_before'])})[\"“'‘`「<\\s:：,，]{{0,4}}$"),
        frozenset(data["stops"]),
        frozenset(data["verbs"]),
        frozenset(data["cmdlets"]),
    )


def _head(entry: dict[str, Any]) -> Head:
    words = frozenset(str(word).lower() for word in entry.get("words", ()))
    flags = {key: bool(entry.get(key)) for key in ("bare", "needs_word", "shell", "switched")}
    return Head(words, int(entry.get("operands", 0)), **flags)


def _find(body: Body, known: Grammar) -> list[Found]:
    found = list(_after_prompts(body.text, known))
    end = 0
    taken = [(one.start, one.end) for one in found]
    for match in known.starts.finditer(body.text):
        inside = any(start <= match.start() < stop for start, stop in taken)
        if match.start() >= end and not inside and _begins(body.text, match.start()):
            for one in _command(body.text, *match.span(), known):
                found.append(one)
                end = one.end
    return sorted(found, key=lambda one: one.start)


def _after_prompts(text: str, known: Grammar) -> Iterator[Found]:
    for match in known.prompts.finditer(text):
        stop = text.find("\n", match.end())
        line = text[match.end() : stop if stop >= 0 else len(text)][:MAX_COMMAND]
        value = line.strip()
        if value:
            start = match.end() + line.index(value[0])
            yield Found(FactKind.COMMAND, value, start, start + len(value))


def _begins(text: str, start: int) -> bool:
    return start == 0 or text[start - 1] not in "-\\/.@_%"


def _command(text: str, start: int, end: int, known: Grammar) -> Iterator[Found]:
    name = text[start:end].lower()
    head = _head_of(text[start:end], known)
    if head is None:
        return
    stop, plain = _arguments(text, end, head, known)
    stop = start + len(text[start:stop][:MAX_COMMAND].rstrip(_unmatched(text[start:stop])))
    has_arguments = stop > end and not (head.shell and plain)
    if has_arguments or (stop == end and _stands_alone(text, start, name, head, known)):
        yield Found(FactKind.COMMAND, text[start:stop], start, stop)


def _head_of(word: str, known: Grammar) -> Head | None:
    name = word.lower()
    if name in known.heads or name.removesuffix(".exe") in known.heads:
        return known.heads.get(name) or known.heads[name.removesuffix(".exe")]
    if _CONSOLE.fullmatch(word):
        return Head(bare=True)
    if _RUNNABLE.fullmatch(word):
        return Head(switched=True)
    match = _CMDLET.fullmatch(word)
    if match and (name in known.cmdlets or _is_pascal(match)):
        return Head(operands=1, bare=True, lists=True)
    return None


def _is_pascal(match: re.Match[str]) -> bool:
    return match[1][0].isupper() and match[2][0].isupper() and not match[2].isupper()


def _stands_alone(text: str, start: int, name: str, head: Head, known: Grammar) -> bool:
    if head.needs_word:
        return False
    if head.bare or (name.endswith(".exe") and not head.switched):
        return True
    before = text[max(0, start - _BEFORE) : start]
    return bool(known.run_before.search(before)) or before.endswith("`")


class _CommandLine:
    """A command line while its words are taken one by one."""

    def __init__(self, text: str, end: int, head: Head, known: Grammar) -> None:
        self.text = text
        self.end = end
        self.plain = True
        self._known = known
        self._begin(head)

    def _begin(self, head: Head) -> None:
        self._head = head
        self._operands = head.operands
        self._first = True
        self._after_switch = False

    def take(self) -> bool:
        """Take the next word; False where the command line has ended before it."""
        match = _TOKEN.match(self.text, self.end)
        if match is None or match[1] in _SINGLE or not self._goes_on(match[1]):
            return False
        if match[1] in _JOINS:
            return self._join(match.end())
        if not self._fits(match[1]):
            return False
        self._first = False
        self._after_switch = match[1][0] in "-/"
        self.end = match.end()
        return True

    def _goes_on(self, word: str) -> bool:
        """Whether the word before did not end a sentence; operands of cmdlets may be a list."""
        if not _closed(self.text, self.end):
            return True
        listed = self._head.lists and self.text[self.end - 1] == ","
        self._operands += listed
        return listed and word.rstrip(_ENDS).lower() not in self._known.stops

    def _join(self, end: int) -> bool:
        taken = _joined(self.text, end, self._known)
        if taken is None:
            return False
        self.end, self.plain = taken[0], False
        self._begin(taken[1])
        return True

    def _fits(self, word: str) -> bool:
        lower = word.rstrip(_ENDS).lower()
        if self._first and self._head.switched and word[0] not in "-/":
            return False
        if _ARGUMENT.match(word.rstrip(".,;:")):
            self.plain = False
            return True
        if lower in self._head.words:
            return True
        # A program with words of its own is called by one of them: "net stop", not "net gain".
        called = not (self._first and self._head.words and self._head.needs_word)
        if not called or lower in self._known.stops or not (self._operands or self._after_switch):
            return False
        self._operands -= not self._after_switch
        return True


def _arguments(text: str, end: int, head: Head, known: Grammar) -> tuple[int, bool]:
    """Where the command line ends, and whether it took nothing but plain words."""
    line = _CommandLine(text, end, head, known)
    while line.take():
        pass
    return line.end, line.plain


def _joined(text: str, end: int, known: Grammar) -> tuple[int, Head] | None:
    match = _TOKEN.match(text, end)
    if match is None:
        return None
    head = _head_of(match[1], known)
    return (
        (match.end(), head or Head(operands=1))
        if head or "\\" in match[1] or "." in match[1]
        else None
    )


def _closed(text: str, end: int) -> bool:
    # "…/scannow, then" and "…bits. Next": the sentence goes on after the command.
    return text[end - 1] in ".,;" and text[end - 2 : end - 1] != "\\"


def _unmatched(command: str) -> str:
    kept = "".join(char for char in "\"'" if command.count(char) % 2 == 0 and char in command)
    kept += ")" if command.count("(") == command.count(")") and "(" in command else ""
    kept += "}" if "{" in command else ""
    kept += "]" if "[" in command else ""
    kept += ":" if _DRIVE.search(command) else ""
    return "".join(char for char in _ENDS + " \t" if char not in kept and char != ">")

"""Rules as data: read the YAML files, put fragments in place, prove every example.

A rule file holds `fragments` (pieces of patterns, used as `{{name}}`) and `rules`. The named groups
of a pattern say which kinds of value it finds (`(?P<one_time_code>…)`; digits at the end of
a name only tell two groups of one kind apart). In the examples under `found`, guillemets stand around
every value that the rule has to find; under `clean` there is nothing for it to find.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any, Final

import re2
import yaml

from kb.errors import InvalidRuleError
from kb.redaction.checks import CHECKS, Check
from kb.redaction.fold import Folded
from kb.redaction.model import Span
from kb.redaction.words import words

_LIST: Final = re.compile(r"\{\{words ([a-z]+) ([a-z_]+)\}\}")
_MEMORY: Final = 32 << 20
_SHORT: Final = 1000
_KEYS: Final = {"id", "pattern", "check", "found", "clean", "why", "whole"}


@dataclass(frozen=True, slots=True)
class Group:
    """One named group of a pattern: its number, the kind of its value, the checks it must pass."""

    number: int
    kind: str
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern, and what makes it sure: the checks that the values of its groups must pass.

    `whole` says that a match which fails them is not tried again from its second character on.
    """

    id: str
    regexp: Any
    groups: tuple[Group, ...]
    whole: bool

    def spans(self, view: Folded) -> Iterator[tuple[Span, ...]]:
        """Every place where the pattern matches and all of its groups pass their checks."""
        position = 0
        while match := self.regexp.search(view.data, position):
            spans = self._checked(match, view)
            if spans:
                yield spans
                position = max(match.end(group.number) for group in self.groups)
            else:
                position = match.end() if self.whole else match.start() + 1

    def _checked(self, match: Any, view: Folded) -> tuple[Span, ...]:
        spans: list[Span] = []
        begin = match.start()
        for group in self.groups:
            first, last = match.span(group.number)
            if first < 0:
                continue
            if first == begin and _in_word(view.data, first):
                return ()
            place = _pass(group.checks, view.text, view.index(first), view.index(last))
            if place is None:
                return ()
            spans.append(Span(group.kind, self.id, *place))
        return tuple(spans)


def _in_word(data: bytes, offset: int) -> bool:
    """Whether a place is in the middle of a word, where a search that began anew can end up."""
    around = data[max(0, offset - 1) : offset + 1]
    return len(around) > 1 and around.isalnum()


def _pass(checks: tuple[Check, ...], text: str, start: int, end: int) -> tuple[int, int] | None:
    place: tuple[int, int] | None = (start, end)
    for check in checks:
        if place is None:
            return None
        place = check(text, *place)
    return place if place and place[0] < place[1] else None


def _options() -> Any:
    options = re2.Options()
    options.max_mem = _MEMORY
    options.log_errors = False
    return options


class RuleSet:
    """Rules that run together.

    On a short text (a name, a subject) one pass of all patterns tells which rules are worth running. On
    a long one each runs by itself, because the automaton of all patterns grows with what it reads.
    """

    def __init__(self, rules: tuple[Rule, ...]) -> None:
        self.rules = rules
        self._filter = re2.Set.SearchSet(_options())
        for rule in rules:
            self._filter.Add(rule.regexp.pattern)
        self._always = self._filter.Add("")
        self._filter.Compile()

    def spans(self, view: Folded) -> Iterator[Span]:
        """What the rules find, in the order of the rules; spans may overlap."""
        for rule in self._candidates(view.data):
            for spans in rule.spans(view):
                yield from spans

    def _candidates(self, data: bytes) -> Iterable[Rule]:
        if len(data) > _SHORT:
            return self.rules
        found = set(self._filter.Match(data))
        if self._always not in found:
            # The filter ran out of memory and says nothing: then every rule has to look for itself.
            return self.rules
        return (rule for n, rule in enumerate(self.rules) if n in found)


@cache
def load(*names: str) -> RuleSet:
    """The rules of the named files, in that order; `fragments` is always at hand.

    Raises:
        InvalidRuleError: a file is not in the format, or a rule fails one of its examples.
    """
    return RuleSet(tuple(chain.from_iterable(_file(name).rules for name in names)))


def fragment(name: str) -> str:
    """One of the shared pieces of patterns."""
    return _file("fragments").fragments[name]


@cache
def _file(name: str) -> "RuleFile":
    text = (resources.files("kb.redaction") / "rules" / f"{name}.yaml").read_text("utf-8")
    shared = {} if name == "fragments" else _file("fragments").fragments
    return parse(text, name, shared)


@dataclass(frozen=True, slots=True)
class RuleFile:
    """What one file holds."""

    fragments: Mapping[str, str]
    rules: tuple[Rule, ...]


def parse(text: str, name: str, fragments: Mapping[str, str]) -> RuleFile:
    """Read one rule file; `name` stands in the messages.

    Raises:
        InvalidRuleError: as for `load`.
    """
    try:
        document = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise InvalidRuleError(f"{name}.yaml is not YAML: {error}") from error
    if not isinstance(document, dict):
        raise InvalidRuleError(f"{name}.yaml must be a mapping with `fragments` or `rules`")
    pieces = dict(fragments)
    for key, piece in document.get("fragments", {}).items():
        pieces[key] = _filled(str(piece), pieces, name)
    entries = document.get("rules", [])
    return RuleFile(pieces, tuple(_rule(entry, pieces, name) for entry in entries))


def _filled(pattern: str, pieces: Mapping[str, str], place: str) -> str:
    pattern = _LIST.sub(lambda match: _alternatives(match[1], match[2]), pattern)
    for key, piece in pieces.items():
        pattern = pattern.replace("{{" + key + "}}", piece)
    if "{{" in pattern:
        missing = pattern.split("{{", 1)[1].split("}}", 1)[0]
        raise InvalidRuleError(f"{place}: there is no fragment {missing}")
    return pattern


def _alternatives(file: str, name: str) -> str:
    """The words of a list as one pattern, long ones first."""
    entries = sorted(words(file, name), key=lambda word: (-len(word), word))
    return f"(?:{'|'.join(map(re2.escape, entries))})"


def _rule(entry: Mapping[str, Any], pieces: Mapping[str, str], name: str) -> Rule:
    place = f"{name}.yaml, rule {entry.get('id', '(without id)')}"
    if unknown := entry.keys() - _KEYS:
        raise InvalidRuleError(f"{place}: unknown key {min(unknown)}")
    if missing := {"id", "pattern", "found", "clean"} - entry.keys():
        raise InvalidRuleError(f"{place}: {min(missing)} is missing")
    try:
        regexp = re2.compile(_filled(entry["pattern"], pieces, place), _options())
    except re2.error as error:
        raise InvalidRuleError(f"{place}: the pattern does not compile: {error}") from error
    groups = _groups(regexp.groupindex, entry.get("check", {}), place)
    rule = Rule(entry["id"], regexp, groups, bool(entry.get("whole", False)))
    _prove(rule, entry, place)
    return rule


def _groups(names: Mapping[str, int], checks: Mapping[str, str], place: str) -> tuple[Group, ...]:
    groups: list[Group] = []
    for name, number in sorted(names.items(), key=lambda item: item[1]):
        kind = name.rstrip("0123456789").replace("_", "-")
        wanted = checks.get(kind, "").split()
        if unknown := set(wanted) - CHECKS.keys():
            raise InvalidRuleError(f"{place}: there is no check {min(unknown)}")
        groups.append(Group(number, kind, tuple(CHECKS[check] for check in wanted)))
    if not groups:
        raise InvalidRuleError(f"{place}: the pattern needs a named group for its value")
    return tuple(groups)


def _prove(rule: Rule, entry: Mapping[str, Any], place: str) -> None:
    for marked in entry["found"]:
        text = marked.replace("«", "").replace("»", "")
        expected = [piece.split("»")[0] for piece in marked.split("«")[1:]]
        if not expected or _values(rule, text) != expected:
            raise InvalidRuleError(f"{place}: finds {_values(rule, text)} in {marked!r}")
    for text in entry["clean"]:
        if values := _values(rule, text):
            raise InvalidRuleError(f"{place}: must not find {values} in {text!r}")


def _values(rule: Rule, text: str) -> list[str]:
    view = Folded(text)
    spans = sorted((s for found in rule.spans(view) for s in found), key=lambda s: s.start)
    return [text[slice(*view.original(span.start, span.end))] for span in spans]

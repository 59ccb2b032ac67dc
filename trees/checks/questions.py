"""Answers of questions, and the patterns that read them from a pasted output."""

from collections.abc import Iterator, Mapping

from trees.findings import Finding
from trees.messages import said
from trees.model import (
    DECLINED,
    NOT_SOLVED,
    SOLVED,
    Action,
    Check,
    Choice,
    Diagnose,
    Likelihood,
    Question,
    Tree,
)
from trees.patterns import PatternError, compiled
from trees.reading.places import Path
from trees.reading.tree_file import TreeFile

Answers = Mapping[str, Choice] | Mapping[str, Likelihood]
_ACTION = (SOLVED, NOT_SOLVED, DECLINED)


def answers(file: TreeFile, tree: Tree) -> Iterator[Finding]:
    """`too-few-answers` and `duplicate-answer`."""
    for path, found in _questions(tree):
        if file.is_spoilt((*path, "answers")):
            continue
        if len(found) < 2:  # noqa: PLR2004 - a question is a choice
            yield file.finding((*path, "answers"), "too-few-answers", said("too-few-answers"))
        yield from _duplicates(file, path, found)


def _questions(tree: Tree) -> Iterator[tuple[Path, Answers]]:
    for node in tree.nodes.values():
        if isinstance(node, Question):
            yield ("nodes", node.id), node.answers
        if isinstance(node, Diagnose):
            for name, probe in node.questions.items():
                yield ("nodes", node.id, "questions", name), probe.answers


def _duplicates(file: TreeFile, path: Path, found: Answers) -> Iterator[Finding]:
    seen: dict[tuple[str, str], str] = {}
    for answer, choice in found.items():
        for language, words in choice.text.words.items():
            first = seen.setdefault((language, " ".join(words.split())), answer)
            if first != answer:
                message = said("duplicate-answer", answer=answer, first=first)
                yield file.finding((*path, "answers", answer), "duplicate-answer", message)
                break


def readings(file: TreeFile, tree: Tree) -> Iterator[Finding]:
    """`bad-pattern` and `unknown-answer`."""
    for path, check, known in _checks(tree):
        for n, reading in enumerate(check.read):
            place = (*path, "check", "read", str(n))
            yield from _pattern(file, (*place, "pattern"), reading.pattern)
            if reading.answer and known and reading.answer not in known:
                message = said("unknown-answer", answer=reading.answer, known=", ".join(known))
                yield file.finding((*place, "answer"), "unknown-answer", message)


def _pattern(file: TreeFile, path: Path, pattern: str) -> Iterator[Finding]:
    try:
        if pattern:
            compiled(pattern)
    except PatternError as error:
        yield file.finding(path, "bad-pattern", error.said)


def _checks(tree: Tree) -> Iterator[tuple[Path, Check, tuple[str, ...]]]:
    for node in tree.nodes.values():
        path = ("nodes", node.id)
        if isinstance(node, Question) and node.check:
            yield path, node.check, tuple(node.answers)
        if isinstance(node, Action) and node.check:
            yield path, node.check, _ACTION
        if isinstance(node, Diagnose):
            for name, fix in node.fixes.items():
                if fix.check:
                    yield (*path, "fixes", name), fix.check, _ACTION
            for name, probe in node.questions.items():
                if probe.check:
                    yield (*path, "questions", name), probe.check, tuple(probe.answers)

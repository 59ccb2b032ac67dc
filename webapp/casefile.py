"""A case as its page shows it: messages in pieces, facts in their places, what belongs to it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from markupsafe import Markup, escape

from articles.model import Article
from kb.cases import Attachment, Case, Fact, FactKind, Message
from kb.facts import Debugging, read_debugging
from kb.mail.signatures import folds
from trees.model import Tree
from webapp.formats import marked

QUOTATION = "quotation"
SHORTEST_QUOTATION = 3
"""Quoted lines in a row that are folded; fewer are what an answer refers to."""
MOST_RELATED = 5
Related = TypeVar("Related", Tree, Article)


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines of a message that are shown together; `fold` says why they are folded, or is empty."""

    fold: str
    html: Markup


def pieces(message: Message, facts: Iterable[Fact]) -> list[Piece]:
    """A message in pieces: its own words, and in between what may be folded.

    Every line that states a fact has the anchor `m<message>-l<line>`, and the fact is marked in it.
    """
    stated: dict[int, list[Fact]] = {}
    for fact in facts:
        if fact.message == message.n:
            stated.setdefault(fact.line, []).append(fact)
    lines = message.body.split("\n")
    kinds = _kinds(message.body, lines)
    found = []
    for kind, numbers in groupby(range(len(lines)), key=lambda at: kinds[at]):
        shown = [at for at in numbers if lines[at].strip()]
        if shown:
            span = range(shown[0], shown[-1] + 1)
            html = [_line(message.n, at + 1, lines[at], stated.get(at + 1, ())) for at in span]
            found.append(Piece(kind, Markup("\n").join(html)))
    return found


def anchor(case: Case, fact: Fact) -> str:
    """Where a fact stands on the page; one of an attached file leads to its message."""
    body = case.messages[fact.message - 1].body
    stands = 0 < fact.line <= body.count("\n") + 1
    return f"m{fact.message}-l{fact.line}" if stands else f"message-{fact.message}"


def facts_by_kind(case: Case) -> dict[FactKind, dict[str, Fact]]:
    """Each fact once, where it was first stated, in the order of kinds."""
    found: dict[FactKind, dict[str, Fact]] = {}
    for kind in FactKind:
        values = {fact.value: fact for fact in reversed(case.facts) if fact.kind == kind}
        if values:
            found[kind] = dict(reversed(values.items()))
    return found


def debugging(case: Case) -> list[tuple[int, Debugging]]:
    """Number of each message that shows a debugger's output, and what it says."""
    read = ((message.n, read_debugging(message.body)) for message in case.messages)
    return [(n, told) for n, told in read if told.bugchecks or told.modules]


def attachments(case: Case) -> list[tuple[int, Attachment]]:
    """Every attachment with the number of its message."""
    return [(message.n, one) for message in case.messages for one in message.attachments]


def related(case: Case, among: Mapping[str, Related], language: str = "") -> list[Related]:
    """Trees or articles that were learnt from a case or are about its codes, the former first.

    Articles in the reader's language come before others.
    """
    codes = set(case.codes)
    fitting = [one for one in among.values() if case.number in one.cases or codes & set(one.codes)]
    return sorted(
        fitting,
        key=lambda one: (case.number not in one.cases, getattr(one, "language", "") != language),
    )[:MOST_RELATED]


def _kinds(body: str, lines: Sequence[str]) -> list[str]:
    """For each line why it is folded, or an empty word."""
    kinds = [""] * len(lines)
    for quoted, run in groupby(range(len(lines)), key=lambda at: lines[at].startswith(">")):
        places = list(run)
        if quoted and len(places) >= SHORTEST_QUOTATION:
            kinds[places[0] : places[-1] + 1] = [QUOTATION] * len(places)
    for fold in folds(body):
        kinds[fold.first - 1 : fold.last] = [str(fold.kind)] * (fold.last - fold.first + 1)
    return kinds


def _line(message: int, number: int, text: str, facts: Sequence[Fact]) -> Markup:
    if not facts:
        return marked(text)
    html = Markup("").join(_pieces_of_line(text, facts))
    return Markup('<span class="line" id="m{}-l{}">{}</span>').format(message, number, html)


def _pieces_of_line(text: str, facts: Sequence[Fact]) -> Iterator[Markup]:
    last = 0
    for fact in sorted(facts, key=lambda one: (one.start, -one.end)):
        if last <= fact.start < fact.end <= len(text):
            yield marked(text[last : fact.start])
            yield Markup('<span class="fact">{}</span>').format(escape(text[fact.start : fact.end]))
            last = fact.end
    yield marked(text[last:])

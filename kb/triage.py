"""What to do with a pasted log, mail or dump output: codes explained, where to start, what is alike.

Nothing of the text is kept, and secrets in it are removed before anything else looks at it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kb.cases import Fact, FactKind, Message
from kb.codes import Explanation, explain
from kb.facts import find_facts
from kb.indexing import Index
from kb.pasting import Passage, passages
from kb.prose.lines import telling_lines
from kb.redaction import Redaction, Redactor
from kb.redaction.pseudonyms import MARK
from kb.search.documents import Kind
from kb.search.query import parse
from kb.search.results import Hit
from kb.store import Store
from kb.summary import summarise

HITS = 5
MOST_OF_A_KIND = 15
LEAST = 0.2
"""Share of the best hit's score that a hit must have to be worth a look."""
LONGEST_QUERY = 200
"""Characters of a line that is searched for; a longer one is read."""
SHORT = 1_500
"""Characters of a text that is asked for whole; of a longer one, what sums it up."""
MOST_LINES = 12
EXACT = (
    FactKind.CODE,
    FactKind.KB,
    FactKind.DRIVER,
    FactKind.THIRD_PARTY,
    FactKind.PRODUCT,
)
"""The facts by which others are found, the most telling first."""
_WHEN: Final = re.compile(r"\b\d{4}([-/.])\d{1,2}\1\d{1,2}\b|\b\d{1,2}:\d{2}(:\d{2})?([.,]\d+)?\b")
"""When a line was written, as logs say it: no other case is alike for that."""


@dataclass(frozen=True, slots=True)
class Triage:
    """The answer to a pasted text.

    Attributes:
        codes: every error code in it, explained.
        facts: codes, updates, builds, products and the like, each with its message and line.
        trees: to start with, the best first.
        cases: that were about the same.
        articles: likewise.
        read: what was read, without secrets; for showing only.
    """

    codes: tuple[Explanation, ...]
    facts: tuple[Fact, ...]
    trees: tuple[Hit, ...]
    cases: tuple[Hit, ...]
    articles: tuple[Hit, ...]
    read: tuple[Passage, ...]


def is_paste(text: str) -> bool:
    """Whether a text is to be read, not searched for: several lines, or a long one."""
    return len(text.strip()) > LONGEST_QUERY or parse(text).pasted


def triage(index: Index, store: Store, redactor: Redactor, data: bytes) -> Triage:
    """Reads what was pasted, or a file, and finds what helps.

    Raises:
        UnreadableFileError: there is no text in it.
    """
    read = _without_secrets(passages(data), redactor)
    messages = tuple(one.message for one in read)
    facts = _each_once(find_facts(messages))
    question = _question(messages, facts, redactor)
    return Triage(
        codes=tuple(explain(fact.value) for fact in facts if fact.kind is FactKind.CODE),
        facts=tuple(_placed(fact, read) for fact in facts),
        trees=_best(index, store, question, Kind.TREE),
        cases=_best(index, store, question, Kind.CASE),
        articles=_best(index, store, question, Kind.ARTICLE),
        read=read,
    )


def _without_secrets(read: Sequence[Passage], redactor: Redactor) -> tuple[Passage, ...]:
    """Bodies and subjects with marks in the place of secrets; every line stays where it is."""
    bodies = [one.message.body for one in read]
    done = redactor.secrets([*bodies, *(one.message.subject for one in read)])
    return tuple(
        replace(one, message=replace(one.message, body=_in_place(body, clean), subject=head.text))
        for one, body, clean, head in zip(
            read, bodies, done[: len(read)], done[len(read) :], strict=True
        )
    )


def _in_place(text: str, done: Redaction, mark: str = "") -> str:
    """A text with marks for findings; a mark has as many line breaks as what stood there."""
    pieces: list[str] = []
    last = 0
    for one in done.findings:
        breaks = "\n" * text.count("\n", one.start, one.end)
        pieces += [text[last : one.start], mark or one.replacement, breaks]
        last = one.end
    return "".join([*pieces, text[last:]])


def _each_once(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Each fact where it was stated first; of a kind the first ones."""
    first: dict[FactKind, dict[str, Fact]] = {}
    for fact in facts:
        known = first.setdefault(fact.kind, {})
        if len(known) < MOST_OF_A_KIND:
            known.setdefault(fact.value, fact)
    return tuple(fact for known in first.values() for fact in known.values())


def _placed(fact: Fact, read: Sequence[Passage]) -> Fact:
    lines = read[fact.message - 1].lines
    return replace(fact, line=lines[max(fact.line, 1) - 1] if lines else 1)


def _question(messages: Sequence[Message], facts: Sequence[Fact], redactor: Redactor) -> str:
    """What is searched for: exact facts, then what the text is about; whose it is tells nothing.

    A line break makes it pasted text, in which quotes and signs mean themselves.
    """
    exact = " ".join(fact.value for kind in EXACT for fact in facts if fact.kind is kind)
    about = "\n".join(_about(messages, facts))
    done = redactor.redact(about, people=[one.sender for one in messages if one.sender])
    told = MARK.sub(" ", _in_place(about, done, mark=" "))
    return f"{exact}\n{_WHEN.sub(' ', told)}"


def _about(messages: Sequence[Message], facts: Sequence[Fact]) -> Iterator[str]:
    yield messages[0].subject
    told = [line.text for one in messages for line in telling_lines(one.body, one.sender)]
    if sum(map(len, told)) <= SHORT:
        yield from told
        return
    summary = summarise(messages)
    yield from (summary.problem, summary.analysis)
    bodies = {one.n: one.body.split("\n") for one in messages}
    exact = [fact for fact in facts if fact.kind in {FactKind.CODE, FactKind.DRIVER}]
    yield from dict.fromkeys(bodies[one.message][one.line - 1] for one in exact[:MOST_LINES])


def _best(index: Index, store: Store, question: str, kind: Kind) -> tuple[Hit, ...]:
    if not question.strip():
        return ()
    hits = index.search(store, question, kind=kind, limit=HITS, facets=False).hits
    return tuple(hit for hit in hits if hit.score >= LEAST * hits[0].score)

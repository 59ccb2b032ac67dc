"""What to do with a pasted log, mail or dump output: codes explained, where to start, what is alike.

Nothing of the text is kept, and secrets in it are removed before anything else looks at it.
"""

from dataclasses import dataclass

from kb.cases import Fact, FactKind, Message
from kb.codes import Explanation, explain
from kb.facts import find_facts
from kb.indexing import Index
from kb.redaction import Redactor
from kb.search.documents import Kind
from kb.search.results import Hit
from kb.store import Store

LONGEST = 60_000
"""Characters that are read: two thirds from the beginning, the rest from the end."""
HITS = 5
MOST_FACTS = 60
LEAST = 0.2
"""Share of the best hit's score that a hit must have to be worth a look."""


@dataclass(frozen=True, slots=True)
class Triage:
    """The answer to a pasted text.

    Attributes:
        codes: every error code in it, explained.
        facts: codes, updates, builds, products and the like, each with its line.
        trees: to start with, the best first.
        cases: that were about the same.
        articles: likewise.
    """

    codes: tuple[Explanation, ...]
    facts: tuple[Fact, ...]
    trees: tuple[Hit, ...]
    cases: tuple[Hit, ...]
    articles: tuple[Hit, ...]


def triage(index: Index, store: Store, redactor: Redactor, text: str) -> Triage:
    """Reads a pasted text and finds what helps."""
    (redacted,) = redactor.secrets((_cut(text),))
    message = Message(1, None, "", (), (), "", redacted.text)
    facts = _each_once(find_facts((message,)))
    codes = tuple(explain(fact.value) for fact in facts if fact.kind is FactKind.CODE)
    question = _question(redacted.text, facts)
    return Triage(
        codes=codes,
        facts=facts[:MOST_FACTS],
        trees=_best(index, store, question, Kind.TREE),
        cases=_best(index, store, question, Kind.CASE),
        articles=_best(index, store, question, Kind.ARTICLE),
    )


def _best(index: Index, store: Store, question: str, kind: Kind) -> tuple[Hit, ...]:
    hits = index.search(store, question, kind=kind, limit=HITS, facets=False).hits
    return tuple(hit for hit in hits if hit.score >= LEAST * hits[0].score)


def _question(text: str, facts: tuple[Fact, ...]) -> str:
    """The text with its facts before it: they are what tells most, in whatever notation.

    A line break makes it pasted text, in which quotes and signs mean themselves.
    """
    return "\n".join((" ".join(fact.value for fact in facts[:MOST_FACTS]), text))


def _each_once(facts: tuple[Fact, ...]) -> tuple[Fact, ...]:
    first: dict[tuple[FactKind, str], Fact] = {}
    for fact in facts:
        first.setdefault((fact.kind, fact.value), fact)
    return tuple(first.values())


def _cut(text: str) -> str:
    if len(text) <= LONGEST:
        return text
    head = LONGEST * 2 // 3
    return f"{text[:head]}\n{text[head - LONGEST :]}"

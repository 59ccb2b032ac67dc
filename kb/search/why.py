"""Why a document was found: which of its words, where, and what they stand for."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from kb.search.analysis import Token
from kb.search.asking import Why
from kb.search.bm25 import idf
from kb.search.documents import Document
from kb.search.finding import Finder
from kb.search.folding import fold
from kb.search.glossary import Glossary
from kb.search.planning import Planned, planned
from kb.search.port import Reader
from kb.search.query import parse

MOST_REASONS = 12


@dataclass(frozen=True, slots=True)
class Reason:
    """One word of a document that was asked for.

    Attributes:
        word: as the document has it.
        why: whether it was typed, or is the name or a partner of a code, or from the glossary.
        of: what was typed, where that is something else.
        places: of `title`, `codes`, `summary`, `steps`, `body`, those that have it.
        share: of everything that was asked for, from 0 to 1.
    """

    word: str
    why: Why
    of: str
    places: tuple[str, ...]
    share: float


@dataclass(slots=True)
class _Mention:
    word: str
    terms: set[str] = field(default_factory=set)
    places: list[str] = field(default_factory=list)


def reasons(reader: Reader, glossary: Glossary, text: str, key: str) -> tuple[Reason, ...]:
    """The words by which a query finds a document, the most telling first."""
    place = reader.place(key)
    if place is None:
        return ()
    plan = planned(parse(text), reader, glossary)
    documents = reader.count()
    telling = {
        term: one.boost * idf(documents, reader.frequency(term)) for term, one in plan.asked.items()
    }
    mentions = _mentions(reader.document(place), Finder(telling))
    total = sum(telling.values()) or 1.0
    found = [_reason(one, plan, telling, total) for one in mentions]
    return tuple(sorted(found, key=lambda one: -one.share)[:MOST_REASONS])


def _mentions(document: Document, finder: Finder) -> Iterable[_Mention]:
    mentions: dict[str, _Mention] = {}
    for name, text in (
        ("title", f"{document.title}\n{document.also}"),
        ("codes", " ".join(document.codes)),
        ("summary", document.summary),
        ("steps", document.steps),
        ("body", document.body),
    ):
        for start, end, terms in _joined(finder.find(text)):
            word = text[start:end]
            one = mentions.setdefault(fold(word).lower(), _Mention(word))
            one.terms |= terms
            if name not in one.places:
                one.places.append(name)
    return mentions.values()


def _joined(found: list[Token]) -> list[tuple[int, int, set[str]]]:
    """Tokens that overlap or touch, together: the pairs of a Chinese word are one word."""
    joined: list[tuple[int, int, set[str]]] = []
    for token in found:
        if joined and token.start <= joined[-1][1]:
            start, end, terms = joined[-1]
            joined[-1] = (start, max(end, token.end), terms | {token.text})
        else:
            joined.append((token.start, token.end, {token.text}))
    return joined


def _reason(mention: _Mention, plan: Planned, telling: dict[str, float], total: float) -> Reason:
    strongest = plan.asked[max(mention.terms, key=lambda term: telling[term])]
    share = sum(telling[term] for term in mention.terms) / total
    return Reason(mention.word, strongest.why, strongest.of, tuple(mention.places), round(share, 3))

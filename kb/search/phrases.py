"""Whether the words of a phrase stand together; checked on the text, for the index has no places."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from kb.search.analysis import units
from kb.search.documents import FACETS, Document, facet_values
from kb.search.port import Found, Plan, Reader
from kb.search.query import Query

MOST_CHECKED = 300
"""Documents whose text is looked at; of more matches the best are, and the rest is only counted."""
_BETWEEN = "\x1f"


def checked(reader: Reader, query: Query, plan: Plan, found: Found) -> Found:
    """Leaves what has every quoted phrase and no excluded one."""
    required = tuple(_line(text) for text in query.phrases if is_phrase(text))
    excluded = tuple(_line(text) for text in query.excluded if is_phrase(text))
    if not (required or excluded):
        return found
    if found.total > len(found.candidates):
        found = reader.search(plan, MOST_CHECKED, facets=bool(found.facets))
    fitting = [
        (candidate, document)
        for candidate in found.candidates[:MOST_CHECKED]
        if _fits(document := reader.document(candidate.place), required, excluded)
    ]
    candidates = tuple(candidate for candidate, _ in fitting)
    if found.total > MOST_CHECKED:
        return replace(found, candidates=candidates)
    facets = _facets(document for _, document in fitting) if found.facets else {}
    return Found(candidates, len(candidates), facets)


def is_phrase(text: str) -> bool:
    """Whether a text has more than one word or pair, so that the order of them matters."""
    return len(units(text)) > 1


def _fits(document: Document, required: Iterable[str], excluded: Iterable[str]) -> bool:
    text = _line(document.text)
    return all(phrase in text for phrase in required) and not any(
        phrase in text for phrase in excluded
    )


def _line(text: str) -> str:
    return _BETWEEN.join(("", *units(text), ""))


def _facets(documents: Iterable[Document]) -> dict[str, dict[str, int]]:
    counts = {name: Counter[str]() for name in FACETS}
    for document in documents:
        for name, values in facet_values(document).items():
            counts[name].update(values)
    return {
        name: dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))
        for name, counted in counts.items()
    }

"""Whether the words of a phrase stand together; checked on the text, for the index has no places."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

import re2

from kb.search.analysis import ANY, GOES_ON, next_place, units
from kb.search.documents import FACETS, Document, facet_values
from kb.search.finding import Finder
from kb.search.folding import fold
from kb.search.port import Found, Plan, Reader
from kb.search.query import Query
from kb.search.words import letters_of

MOST_CHECKED = 300
"""Documents whose text is looked at; of more matches the best are, and the rest is only counted."""


class Phrase:
    """Words that must stand one after the other, with nothing but signs between them."""

    def __init__(self, said: tuple[str, ...]) -> None:
        self._units = said
        self._finder = Finder(said)
        # Few texts have even this, and those are looked at closely.
        self._about = re2.compile(f"(?i){f'[^{ANY}]*'.join(map(_about, said))}")

    def stands_in(self, folded: str) -> bool:
        """Whether a folded text has the phrase."""
        if not self._about.search(folded):
            return False
        ends = {(one.text, one.start): one.end for one in self._finder.find(folded)}
        starts = [place for unit, place in ends if unit == self._units[0]]
        return any(self._goes_on(folded, place, ends) for place in starts)

    def _goes_on(self, folded: str, place: int, ends: Mapping[tuple[str, int], int]) -> bool:
        for unit in self._units:
            end = ends.get((unit, next_place(folded, place)))
            if end is None:
                return False
            place = end
        return True


def checked(reader: Reader, query: Query, plan: Plan, found: Found) -> Found:
    """Leaves what has every quoted phrase and no excluded one."""
    required, excluded = _phrases(query.phrases), _phrases(query.excluded)
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


def _phrases(texts: Iterable[str]) -> list[Phrase]:
    return [Phrase(units(text)) for text in texts if is_phrase(text)]


def _about(unit: str) -> str:
    """A pattern for what may be the unit, and more; a code can be written in many ways."""
    letters = "" if unit.startswith("0x") else re2.escape(letters_of(unit))
    return f"{letters}[{GOES_ON}]*"


def _fits(document: Document, required: Iterable[Phrase], excluded: Iterable[Phrase]) -> bool:
    text = fold(document.text)
    return all(phrase.stands_in(text) for phrase in required) and not any(
        phrase.stands_in(text) for phrase in excluded
    )


def _facets(documents: Iterable[Document]) -> dict[str, dict[str, int]]:
    counts = {name: Counter[str]() for name in FACETS}
    for document in documents:
        for name, values in facet_values(document).items():
            counts[name].update(values)
    return {
        name: dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))
        for name, counted in counts.items()
    }

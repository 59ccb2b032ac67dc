"""Type-ahead: titles, codes, case numbers and past searches for what is being typed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from kb import codes
from kb.search.analysis import count_terms
from kb.search.documents import Document, Kind, key_of
from kb.search.folding import fold
from kb.search.port import AnyOf, Plan, Reader, Wanted

SHORTEST = 2
LONGEST = 60
"""Characters that are being typed; a longer text is not completed."""
BEGINNINGS = 40
"""Terms that the word that is being typed may become."""
LOOKED_AT = 40
MOST_OF_A_KIND = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line under the search box.

    Attributes:
        kind: `title`, `number`, `code` or `query`.
        url: page to go to, empty for a text to search for.
    """

    text: str
    kind: str
    url: str = ""


def suggest(
    reader: Reader, typed: str, past: Iterable[str] = (), limit: int = 8
) -> tuple[Suggestion, ...]:
    """Lines for what is being typed, the most exact first.

    Args:
        reader: view of the index.
        typed: so far.
        past: searches of the past that begin so.
        limit: lines at most.
    """
    folded = " ".join(fold(typed).lower().split())
    # One Chinese character says as much as two letters.
    if len(folded.encode()) < SHORTEST or len(folded) > LONGEST:
        return ()
    lines = [
        *islice(_numbers(reader, folded), MOST_OF_A_KIND),
        *islice(_codes(reader, folded), MOST_OF_A_KIND),
        *islice((Suggestion(text, "query") for text in past), MOST_OF_A_KIND),
        *_titles(reader, folded),
    ]
    return tuple(dict.fromkeys(lines))[:limit]


def _numbers(reader: Reader, folded: str) -> Iterator[Suggestion]:
    if " " not in folded and any(map(str.isdigit, folded)):
        for term in reader.expand(folded, BEGINNINGS):
            place = reader.place(key_of(Kind.CASE, term.upper()))
            if place is not None:
                card = reader.card(place)
                yield Suggestion(f"{card.id} {card.title}", "number", card.url)


def _codes(reader: Reader, folded: str) -> Iterator[Suggestion]:
    canonical = codes.canonical(folded)
    begun = canonical or folded
    if begun.startswith("0x"):
        for value in reader.values("code"):
            if value.startswith(begun):
                yield Suggestion(value, "code")


def _titles(reader: Reader, folded: str) -> Iterator[Suggestion]:
    words = folded.split()
    terms = count_terms(folded)
    begun = reader.expand(words[-1], BEGINNINGS)
    plan = Plan(
        wanted=tuple(Wanted(term) for term in terms),
        any_of=(AnyOf(begun, 1.0),) if begun else (),
    )
    found = reader.search(plan, LOOKED_AT, facets=False)
    cards = [reader.card(one.place) for one in found.candidates]
    fitting = [card for card in cards if all(word in _name(card) for word in words)]
    # What begins with the text as it was typed comes before what only has it.
    for card in sorted(fitting, key=lambda one: not _name(one).startswith(folded)):
        yield Suggestion(card.title, "title", card.url)


def _name(card: Document) -> str:
    return fold(f"{card.title} {card.also}").lower()

"""The search index of the portal: a script with the documents and the terms that lead to them."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kb.search.folding import traditional
from webapp.portal.tokens import index_terms

SATURATION = 1.2  # BM25's k1: the tenth occurrence of a word says little more than the third
SCALE = 10
LONGEST_TEXT = 20_000
EXCERPT = 360


@dataclass(frozen=True, slots=True)
class Entry:
    """One page that can be found.

    Attributes:
        path: of the page, from the root of the portal.
        label: what kind of page it is, in its language.
        fields: weight and text of everything that leads to it.
        excerpt: shown below the title.
    """

    path: str
    language: str
    label: str
    title: str
    excerpt: str
    fields: Sequence[tuple[float, str]]


def script(entries: Iterable[Entry]) -> str:
    """Return the index as a classic script: browsers load it from a folder, too, unlike JSON."""
    listed = list(entries)
    pages = [
        [each.path, each.language, each.label, each.title, each.excerpt[:EXCERPT]]
        for each in listed
    ]
    terms = _terms(listed)
    index = {"pages": pages, "terms": terms, "simplified": _simplified(terms)}
    data = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    # Nothing in the data can end the script or, in old engines, the line.
    safe = data.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.portalIndex={safe};\n"


def _terms(entries: Sequence[Entry]) -> Mapping[str, list[int]]:
    """Return for each term the pages that have it, each followed by the term's weight there."""
    terms: dict[str, list[int]] = {}
    for number, entry in enumerate(entries):
        for term, weight in _weights(entry).items():
            terms.setdefault(term, []).extend((number, max(1, round(SCALE * weight))))
    return dict(sorted(terms.items()))


def _simplified(terms: Iterable[str]) -> str:
    """Return pairs of a traditional character and its simplified form, for those that terms have."""
    used = {sign for term in terms for sign in term}
    return "".join(char + simple for char, simple in traditional().items() if simple in used)


def _weights(entry: Entry) -> Mapping[str, float]:
    weights: dict[str, float] = {}
    for boost, text in entry.fields:
        for term, times in Counter(index_terms(text[:LONGEST_TEXT])).items():
            gain = boost * times / (times + SATURATION)
            weights[term] = weights.get(term, 0.0) + gain
    return weights

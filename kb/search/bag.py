"""A document as a bag of weighted terms.

BM25F in its simple form (Robertson, Zaragoza, Taylor 2004, "Simple BM25 extension to multiple
weighted fields"): the term counts of the fields are added with whole-number weights, as if a title
were written three times; one length, one saturation. Both engines can keep such a bag.
"""

from collections import Counter

from kb.search.analysis import count_terms
from kb.search.documents import Document

WEIGHTS = {"title": 4, "codes": 4, "summary": 2, "steps": 1, "body": 1}
LONGEST_BODY = 400_000
"""Characters of a text that are indexed; a case has a few thousand."""


def bag_of(document: Document) -> Counter[str]:
    """Term -> weight of one document."""
    texts = {
        "title": f"{document.title}\n{document.also}\n{document.id}",
        "codes": " ".join(document.codes),
        "summary": document.summary,
        "steps": document.steps,
        "body": document.body[:LONGEST_BODY],
    }
    bag: Counter[str] = Counter()
    for name, text in texts.items():
        if text:
            _add(bag, count_terms(text), WEIGHTS[name])
    return bag


def _add(bag: Counter[str], terms: Counter[str], weight: int) -> None:
    if weight == 1:
        bag.update(terms)
        return
    for term, times in terms.items():
        bag[term] += times * weight

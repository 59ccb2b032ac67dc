"""BM25 (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework", formula 3.15)."""

from math import log

K1 = 1.2
B = 0.75


def idf(documents: int, frequency: int) -> float:
    """How telling a term is that `frequency` of `documents` have; never below 0."""
    return log(1 + (documents - frequency + 0.5) / (frequency + 0.5))


def norm(length: int, average: float) -> float:
    """What a document of that length adds to the denominator."""
    return K1 * (1 - B + B * length / (average or 1.0))

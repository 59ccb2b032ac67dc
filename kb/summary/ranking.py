"""TextRank: sentences that share telling words with many others tell most of a text.

Mihalcea, Tarau, "TextRank: bringing order into texts", EMNLP 2004: similarity of two sentences is the weight of
the terms they share over the logarithms of their lengths; scores are the stationary distribution of a random
walk over the graph of sentences (damping 0.85). Here the walk restarts with a preference (`favours`), as in topic-
sensitive PageRank.
"""

from collections.abc import Mapping, Sequence
from itertools import combinations
from math import log

import networkx as nx

from kb.prose.words import terms, weights

_DAMPING = 0.85
_ROUNDS = 30
_CLOSE = 1e-4


def rank(texts: Sequence[str], favours: Sequence[float]) -> tuple[float, ...]:
    """The score of each text, summing to 1; `favours` says how much each is preferred, all above 0.

    Time grows with the square of the number of texts: callers pass a few hundred at most.
    """
    if not texts:
        return ()
    graph = _graph(texts)
    total = sum(favours)
    start = {at: favour / total for at, favour in enumerate(favours)}
    scores = dict(start)
    for _ in range(_ROUNDS):
        following = _step(graph, scores, start)
        moved = sum(abs(following[at] - scores[at]) for at in start)
        scores = following
        if moved < _CLOSE:
            break
    return tuple(scores[at] for at in range(len(texts)))


def _graph(texts: Sequence[str]) -> "nx.Graph[int]":
    known = [terms(text) for text in texts]
    lengths = [log(2 + len(one)) for one in known]
    graph: nx.Graph[int] = nx.Graph()
    graph.add_nodes_from(range(len(texts)))
    for (first, second), shared in _shared(known).items():
        graph.add_edge(first, second, weight=shared / (lengths[first] + lengths[second]))
    return graph


def _shared(known: Sequence[frozenset[str]]) -> dict[tuple[int, int], float]:
    """The weight of the terms that two texts share, for all pairs that share any."""
    weight = weights(known)
    places: dict[str, list[int]] = {}
    for at, one in enumerate(known):
        for term in one:
            places.setdefault(term, []).append(at)
    shared: dict[tuple[int, int], float] = {}
    for term, holders in places.items():
        for pair in combinations(holders, 2):
            shared[pair] = shared.get(pair, 0.0) + weight[term]
    return shared


def _step(
    graph: "nx.Graph[int]", scores: Mapping[int, float], start: Mapping[int, float]
) -> dict[int, float]:
    degrees = dict(graph.degree(weight="weight"))
    lost = sum(score for at, score in scores.items() if not degrees[at])
    following = {at: ((1 - _DAMPING) + _DAMPING * lost) * share for at, share in start.items()}
    for at, neighbours in graph.adjacency():
        for other, edge in neighbours.items():
            following[other] += _DAMPING * scores[at] * edge["weight"] / degrees[at]
    return following

"""Random troubleshooting problems, of kinds that differ in what makes them hard."""

import math
import random
from collections.abc import Sequence
from itertools import permutations

from trees.learn import survival
from trees.planning.belief import FixModel, ProbeModel, Problem, Weights, normal


def shares(chance: random.Random, count: int, evenness: float = 1.0) -> Weights:
    """Dirichlet shares that add to 1."""
    return normal([chance.gammavariate(evenness, 1.0) + 1e-9 for _ in range(count)])


def between(chance: random.Random, low: float, high: float) -> float:
    """A cost, even on a logarithmic scale."""
    return math.exp(chance.uniform(math.log(low), math.log(high)))


def single(chance: random.Random, fixes: int) -> Problem:
    """One perfect fix per cause, no questions: p/c is optimal here."""
    return Problem(
        tuple(f"c{n}" for n in range(fixes)),
        shares(chance, fixes),
        tuple(
            FixModel(f"f{n}", between(chance, 1, 60), tuple(float(n == f) for f in range(fixes)))
            for n in range(fixes)
        ),
        (),
        between(chance, 20, 400),
    )


def mixed(chance: random.Random, fixes: int = 8, probes: int = 4) -> Problem:
    """Fixes that overlap and fail, sharp and vague questions, cheap and dear hand-overs."""
    fixes = chance.randint(2, fixes)
    probes = chance.randint(0, probes)
    causes = chance.randint(2, 9)
    kind = chance.choice(["sparse", "dense", "perfect"])
    return Problem(
        tuple(f"c{n}" for n in range(causes)),
        shares(chance, causes, chance.choice([0.7, 2.0])),
        tuple(
            FixModel(f"f{n}", between(chance, 2, 60), _repairs(chance, causes, kind))
            for n in range(fixes)
        ),
        tuple(_probe(chance, n, causes) for n in range(probes)),
        between(chance, 30, 1500),
    )


def large(chance: random.Random, fixes: int = 40, probes: int = 20) -> Problem:
    """As large as a tree may reasonably be."""
    causes = fixes
    return Problem(
        tuple(f"c{n}" for n in range(causes)),
        shares(chance, causes),
        tuple(
            FixModel(f"f{n}", between(chance, 2, 60), _repairs(chance, causes, "sparse"))
            for n in range(fixes)
        ),
        tuple(_probe(chance, n, causes) for n in range(probes)),
        between(chance, 300, 3000),
    )


def _repairs(chance: random.Random, causes: int, kind: str) -> Weights:
    found = [0.0] * causes
    if kind == "dense":
        return tuple(chance.random() if chance.random() < 0.6 else 0.0 for _ in found)
    for cause in chance.sample(range(causes), min(causes, chance.choice([1, 1, 1, 2, 3]))):
        found[cause] = 1.0 if kind == "perfect" else chance.uniform(0.4, 1.0)
    return tuple(found)


def _probe(chance: random.Random, n: int, causes: int) -> ProbeModel:
    answers = chance.choice([2, 2, 3])
    sharp = chance.choice([1.0, 0.9, 0.7, 0.0])
    rows = [_row(chance, answers, sharp) for _ in range(causes)]
    chances = tuple(tuple(row[s] for row in rows) for s in range(answers))
    return ProbeModel(
        f"q{n}", between(chance, 0.5, 15), tuple(f"a{s}" for s in range(answers)), chances
    )


def _row(chance: random.Random, answers: int, sharp: float) -> Weights:
    if not sharp:
        return shares(chance, answers, 0.5)
    row = [(1.0 - sharp) / (answers - 1)] * answers
    row[chance.randrange(answers)] = sharp
    return tuple(row)


def least_by_brute_force(problem: Problem) -> float:
    """Least cost over all orders of perfect fixes for one cause each, and all places to stop."""
    least = math.inf
    for order in permutations(range(len(problem.fixes))):
        spent, left = 0.0, 1.0
        for place in order:
            least = min(least, spent + problem.giving_up * left)
            spent += problem.fixes[place].cost * left
            left -= problem.prior[place]
        least = min(least, spent + problem.giving_up * max(left, 0.0))
    return least


Walk = list[tuple[int, bool]]


def learning_costs(chance: random.Random, walks: int, fixes: int = 5) -> dict[str, float]:
    """Cost above the best order, as a share, of orders learned in several ways.

    The author's order comes from weights that are the true ones times a log-normal error; walks
    follow it, and 15 % of those that go on leave before each step.
    """
    model = single(chance, fixes)
    guess = normal([share * math.exp(chance.gauss(0, 1)) for share in model.prior])
    order = by_rate(model, guess)
    seen = [_walk(chance, model, order) for _ in range(walks)]
    tried = [sum(step == fix for walk in seen for step, _ in walk) for fix in range(fixes)]
    solved = [sum(walk[-1:] == [(fix, True)] for walk in seen) for fix in range(fixes)]
    hazards = [(solved[fix] + 1) / (tried[fix] + 2) for fix in order]
    chances = dict(zip(order, survival(hazards), strict=True))
    learned = {
        "author": guess,
        "counts": [count + 1 for count in solved],
        "solved / attempted": [(k + 1) / (m + 2) for k, m in zip(solved, tried, strict=True)],
        "hazard x survival": [chances[fix] for fix in range(fixes)] if walks else guess,
    }
    least = _cost(model, by_rate(model, model.prior))
    return {
        name: _cost(model, by_rate(model, found)) / least - 1 for name, found in learned.items()
    }


def by_rate(model: Problem, chances: Sequence[float]) -> list[int]:
    """Places of the fixes by falling chance per minute."""
    return sorted(range(len(model.fixes)), key=lambda fix: -chances[fix] / model.fixes[fix].cost)


def _walk(chance: random.Random, model: Problem, order: Sequence[int]) -> Walk:
    cause = chance.choices(range(len(model.prior)), model.prior)[0]
    steps: Walk = []
    for fix in order:
        if chance.random() < 0.15 or (steps and steps[-1][1]):
            break
        steps.append((fix, fix == cause))
    return steps


def _cost(model: Problem, order: Sequence[int]) -> float:
    left, spent = 1.0, 0.0
    for fix in order:
        spent += model.fixes[fix].cost * left
        left -= model.prior[fix]
    return spent

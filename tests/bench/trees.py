"""How good and how quick the engine of trees is, its peers measured in the same run.

python -m tests.bench.trees [--json] [--models N]
"""

import argparse
import json
import random
import sys
from collections.abc import Callable, Iterator
from dataclasses import replace
from math import fsum
from pathlib import Path
from statistics import mean
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[2]))  # run as a file, too

from tests.trees.troubles import large, learning_costs, least_by_brute_force, mixed, single
from trees.draw import svg
from trees.files import library, load
from trees.plan import decide
from trees.planning.belief import Belief, Problem, believe, normal
from trees.planning.order import Planner, State
from trees.planning.solve import optimum
from trees.simulate import expected_cost, random_cost

Figures = dict[str, float]
# Name -> most that it may be.
TARGETS = {
    "order: largest difference to brute force, minutes": 1e-9,
    "plan: two steps ahead, mean %": 1.5,
    "plan: two steps ahead, worst %": 10.0,
    "learning: 50 walks, hazard x survival %": 3.0,
    "decision: 40 fixes and 20 questions, ms": 20.0,
    "belief: largest error of the sum": 1e-12,
}
Policy = Callable[[Planner, State], float]


def orders(models: int) -> Iterator[tuple[str, float]]:
    """Falling chance per minute against all orders of up to seven fixes."""
    chance = random.Random(11)
    worst = 0.0
    for _ in range(models):
        model = single(chance, chance.randint(1, 7))
        planner = Planner(model)
        found = planner.cost_of_order(planner.state())
        worst = max(worst, abs(found - least_by_brute_force(model)))
    yield "order: largest difference to brute force, minutes", worst


def plans(models: int) -> Iterator[tuple[str, float]]:
    """Policies over the exact optimum, on problems of up to 8 fixes and 4 questions."""
    chance = random.Random(12)
    over: dict[str, list[float]] = {}
    for _ in range(models):
        model = mixed(chance)
        least = optimum(model)
        assert least is not None
        for name, cost in _policies(model).items():
            over.setdefault(name, []).append(100 * (cost / least - 1))
    for name, found in over.items():
        yield f"plan: {name}, mean %", mean(found)
        yield f"plan: {name}, worst %", max(found)


def _policies(model: Problem) -> Figures:
    planner = Planner(model)
    start = planner.state()
    return {
        "random order": random_cost(planner),
        "most probable first": _probable_first(planner, start),
        "chance per minute": planner.cost_of_order(start),
        "ask everything first": _ask_first(planner, start),
        "ask while it pays": _ask_while_it_pays(planner, start),
        "two steps ahead": expected_cost(model),
    }


def _probable_first(planner: Planner, state: State) -> float:
    """The fix most likely to help now, whatever it costs, until all are done."""
    spent = 0.0
    while ready := planner.available(state):
        place = max(ready, key=lambda each: planner.gain(state.weights, each))
        spent += planner.cost(place, state.tried) * state.mass
        state = planner.failed(state, place)
    return spent + planner.giving_up * state.mass


def _ask_first(planner: Planner, state: State) -> float:
    if not state.probes or not state.mass:
        return planner.cost_of_order(state)
    probe = state.probes[0]
    asked = sum(_ask_first(planner, child) for child in planner.answered(state, probe))
    return planner.problem.probes[probe].cost * state.mass + asked


def _ask_while_it_pays(planner: Planner, state: State) -> float:
    """The question with the least ECO if that is below ECR, else the best fix."""
    order = planner.order(state)
    going_on = planner.remaining(order, state.mass)[0]
    eco = {
        probe: planner.problem.probes[probe].cost * state.mass
        + sum(planner.cost_of_order(child) for child in planner.answered(state, probe))
        for probe in state.probes
    }
    best = min(eco, key=eco.__getitem__, default=None)
    if best is not None and eco[best] < going_on - 1e-12:
        children = planner.answered(state, best)
        spent = planner.problem.probes[best].cost * state.mass
        return spent + sum(_ask_while_it_pays(planner, child) for child in children)
    if not order or going_on >= planner.giving_up * state.mass - 1e-12:
        return planner.giving_up * state.mass
    place = order[0].place
    return order[0].cost * state.mass + _ask_while_it_pays(planner, planner.failed(state, place))


def learning(models: int) -> Iterator[tuple[str, float]]:
    """Cost above the best order after some walks, 15 % of which leave before each step."""
    for walks in (0, 20, 50, 500):
        chance = random.Random(13)
        found = [learning_costs(chance, walks) for _ in range(models)]
        for name in found[0]:
            over = mean(each[name] for each in found)
            yield f"learning: {walks} walks, {name} %", 100 * over


def times() -> Iterator[tuple[str, float]]:
    """Milliseconds of single steps; the least of several runs."""
    models = [large(random.Random(seed)) for seed in range(5)]
    yield (
        "decision: 40 fixes and 20 questions, ms",
        max(_least(lambda m=m: decide(m)) for m in models),
    )
    small = mixed(random.Random(3))
    yield "decision: 8 fixes and 4 questions, ms", _least(lambda: decide(small))
    trees = [load(text, f"{name}.yaml") for name, text in library().items()]
    largest = max(trees, key=lambda tree: len(tree.nodes))
    yield f"drawing: {len(largest.nodes)} nodes, ms", _least(lambda: svg(largest, "zh"))
    hard = replace(large(random.Random(4), fixes=9, probes=6), giving_up=1_000)
    yield (
        "optimum: 9 causes, 9 fixes, 6 questions, s",
        _least(lambda: optimum(hard), runs=1) / 1_000,
    )


def _least(run: Callable[[], object], runs: int = 7) -> float:
    found = []
    for _ in range(runs):
        begin = perf_counter()
        run()
        found.append(perf_counter() - begin)
    return 1_000 * min(found)


def sums(models: int) -> Iterator[tuple[str, float]]:
    """How far shares are from adding to 1 after long runs of observations."""
    chance = random.Random(14)
    worst = 0.0
    for _ in range(models):
        model = mixed(chance)
        steps = [(fix.name, "not_solved") for fix in model.fixes]
        steps += [(probe.name, answer) for probe in model.probes for answer in probe.answers]
        belief: Belief = believe(model, chance.choices(steps, k=60))
        worst = max(worst, abs(fsum(belief.shares) - 1), abs(fsum(normal(belief.shares)) - 1))
    yield "belief: largest error of the sum", worst


def measure(models: int) -> Figures:
    """All figures; `models` scales the number of random problems."""
    parts = (orders(5 * models), plans(models), learning(2 * models), times(), sums(models))
    return {name: value for part in parts for name, value in part}


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.trees", description=__doc__)
    parser.add_argument("--models", type=int, default=200)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args(arguments)
    figures = measure(given.models)
    missed = [name for name, most in TARGETS.items() if figures[name] > most]
    if given.json:
        print(json.dumps(figures | {"missed": missed}, ensure_ascii=False))
    else:
        for name, value in figures.items():
            target = f"   (at most {TARGETS[name]:g})" if name in TARGETS else ""
            print(f"{name:<58}{value:>12.4g}{target}")
        for name in missed:
            print(f"missed: {name}")
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Orders of fixes: quick ways give what the plain definition gives."""

import random
from itertools import permutations

import pytest

from tests.trees.troubles import large, mixed
from trees.plan import Kind, asking, decide
from trees.planning.belief import FixModel, Problem
from trees.planning.greedy import Table, block_order, plain_order, rough_order
from trees.planning.order import Planner, State
from trees.planning.solve import optimum


def everything(problem: Problem) -> int:
    return (1 << len(problem.fixes)) - 1


def by_definition(problem: Problem) -> list[int]:
    """The fix with the highest chance per minute, again after each failure."""
    weights = list(problem.prior)
    left = list(range(len(problem.fixes)))
    order = []
    while left:
        gains = {
            fix: sum(w * r for w, r in zip(weights, problem.fixes[fix].repairs, strict=True))
            for fix in left
        }
        best = max(left, key=lambda fix: gains[fix] / problem.fixes[fix].cost)
        if gains[best] <= 1e-15:
            break
        order.append(best)
        left.remove(best)
        pairs = zip(weights, problem.fixes[best].repairs, strict=True)
        weights = [weight * (1 - chance) for weight, chance in pairs]
    return order


@pytest.mark.parametrize("seed", range(60))
def test_the_lazy_order_is_the_order_by_definition(seed: int) -> None:
    problem = mixed(random.Random(seed), probes=0)
    found = [step.place for step in plain_order(Table(problem), problem.prior, everything(problem))]
    expected = by_definition(problem)
    assert found == expected[: len(found)]


@pytest.mark.parametrize("seed", range(20))
def test_blocks_of_single_fixes_are_the_plain_order(seed: int) -> None:
    problem = mixed(random.Random(seed), probes=0)
    table = Table(problem)
    plain = plain_order(table, problem.prior, everything(problem))
    blocks = block_order(table, problem.prior, everything(problem), 0)
    assert [step.place for step in blocks[: len(plain)]] == [step.place for step in plain]


@pytest.mark.parametrize("seed", range(20))
def test_masses_and_gains_of_an_order_add_up(seed: int) -> None:
    problem = mixed(random.Random(seed), probes=0)
    order = plain_order(Table(problem), problem.prior, everything(problem))
    left = 1.0
    for step in order:
        assert step.mass == pytest.approx(left)
        left -= step.gain
    assert left >= -1e-12


@pytest.mark.parametrize("seed", range(20))
def test_a_rough_order_never_costs_less(seed: int) -> None:
    problem = mixed(random.Random(seed), probes=0)
    planner = Planner(problem)
    start = planner.state()
    assert planner.rough_cost(start) >= planner.cost_of_order(start) * 0.999 - 1e-9
    assert rough_order(Table(problem), problem.prior, 0) == []


@pytest.mark.parametrize("seed", range(30))
def test_what_must_come_before_comes_before(seed: int) -> None:
    chance = random.Random(seed)
    problem = mixed(chance, probes=0)
    fixes = tuple(
        FixModel(
            fix.name,
            fix.cost,
            fix.repairs,
            frozenset(other for other in range(place) if chance.random() < 0.3),
            chance.choice([-1, 0]),
        )
        for place, fix in enumerate(problem.fixes)
    )
    problem = Problem(problem.causes, problem.prior, fixes, (), problem.giving_up, (12.0,))
    done: set[int] = set()
    opened = False
    for step in block_order(Table(problem), problem.prior, everything(problem), 0):
        fix = fixes[step.place]
        assert fix.after <= done
        extra = 12.0 if fix.setup == 0 and not opened else 0.0
        assert step.cost == pytest.approx(fix.cost + extra)
        opened = opened or fix.setup == 0
        done.add(step.place)


@pytest.mark.parametrize("seed", range(15))
def test_nothing_is_below_the_bound_and_the_optimum_is_between(seed: int) -> None:
    problem = mixed(random.Random(seed), fixes=5, probes=2)
    planner = Planner(problem)
    start = planner.state()
    least = optimum(problem)
    assert least is not None
    assert planner.bound(start) - 1e-9 <= least <= planner.cost_of_order(start) + 1e-9


def naive(planner: Planner, state: State) -> float:
    """The optimum by trying everything."""
    mass = state.mass
    if mass <= 1e-15:
        return 0.0
    ways = [planner.giving_up * mass]
    ways += [
        planner.cost(fix, state.tried) * mass + naive(planner, planner.failed(state, fix))
        for fix in planner.available(state)
    ]
    for probe in state.probes:
        after = sum(naive(planner, child) for child in planner.answered(state, probe))
        ways.append(planner.problem.probes[probe].cost * mass + after)
    return min(ways)


@pytest.mark.parametrize("seed", range(12))
def test_the_quick_optimum_is_that_of_trying_everything(seed: int) -> None:
    problem = mixed(random.Random(100 + seed), fixes=4, probes=1)
    planner = Planner(problem)
    assert optimum(problem) == pytest.approx(naive(planner, planner.state()), abs=1e-9)


def test_stopping_is_judged_over_the_whole_order() -> None:
    fixes = tuple(FixModel(f"f{n}", 10, tuple(float(n == f) for f in range(3))) for n in range(3))
    problem = Problem(("a", "b", "c"), (0.4, 0.35, 0.25), fixes, (), 18)
    planner = Planner(problem)
    order = planner.order(planner.state())
    values = [
        value / step.mass for value, step in zip(planner.remaining(order, 1.0), order, strict=False)
    ]
    assert values == pytest.approx(
        [min(18, 10 + 0.6 * (10 + 0.25 / 0.6 * 10)), 10 + 0.25 / 0.6 * 10, 10]
    )


def test_every_order_of_two_that_wait_is_weighed() -> None:
    fixes = (
        FixModel("cheap", 1, (0.0, 0.1)),
        FixModel("door", 4, (0.0, 0.0)),
        FixModel("room", 4, (0.9, 0.0), after=frozenset({1})),
    )
    problem = Problem(("a", "b"), (0.8, 0.2), fixes, (), 300)
    planner = Planner(problem)
    found = [step.place for step in planner.order(planner.state())]
    costs = {}
    for order in permutations(range(3)):
        if order.index(1) < order.index(2):
            weights, left, spent = [0.8, 0.2], 1.0, 0.0
            for fix in order:
                spent += fixes[fix].cost * left
                weights = [w * (1 - r) for w, r in zip(weights, fixes[fix].repairs, strict=True)]
                left = sum(weights)
            costs[order] = spent + 300 * left
    assert tuple(found) == min(costs, key=costs.__getitem__)


@pytest.mark.parametrize("seed", range(4))
def test_large_problems_follow_the_rule_with_the_check_against_asking_later(seed: int) -> None:
    problem = large(random.Random(seed), fixes=24, probes=8)
    planner = Planner(problem)
    start = planner.state()
    best = decide(problem).best
    order = planner.order(start)
    going_on = planner.remaining(order, 1.0)[0]
    eco = {probe: asking(planner, start, probe) for probe in start.probes}
    asked = min(eco, key=eco.__getitem__)
    child = planner.failed(start, order[0].place)
    later = min(
        planner.cost_of_order(child), *(asking(planner, child, probe) for probe in child.probes)
    )
    ask_now = eco[asked] < going_on and eco[asked] <= order[0].cost + later + 1e-9
    assert (best.kind is Kind.QUESTION) is ask_now
    if ask_now:
        assert best.step == problem.probes[asked].name


def test_a_free_fix_is_tried_first() -> None:
    fixes = (FixModel("dear", 10, (1.0, 0.0)), FixModel("free", 0, (0.0, 1.0)))
    assert decide(Problem(("a", "b"), (0.9, 0.1), fixes, (), 100)).best.step == "free"

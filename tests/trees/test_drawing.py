"""The layout under the drawings: layers, crossings, places, routes."""

import random
from itertools import combinations, pairwise, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trees.drawing.crossings import count, neighbours, untangle
from trees.drawing.mesh import Line, Mesh, Role, mesh
from trees.drawing.places import apart_at_least, place
from trees.drawing.routes import routes

SIZE, WORDS = (100.0, 40.0), (30.0, 15.0)
_pairs = st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=24)


def made(count_: int, pairs: list[tuple[int, int]]) -> tuple[Mesh, list[Line]]:
    lines = [Line(a % count_, b % count_, WORDS) for a, b in pairs]
    return mesh([SIZE] * count_, lines, 0), lines


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 9), _pairs)
def test_every_link_joins_neighbouring_layers(count_: int, pairs: list[tuple[int, int]]) -> None:
    net, lines = made(count_, pairs)
    assert all(net.layer[lower] == net.layer[upper] + 1 for upper, lower in net.links)
    assert sorted(v for layer in net.layers for v in layer) == list(range(len(net.sizes)))
    assert all(v in net.layers[net.layer[v]] for v in range(len(net.sizes)))
    for line, chain, upward in zip(lines, net.chains, net.upward, strict=True):
        if line.source == line.target:
            assert chain == []
            continue
        ends = (chain[-1], chain[0]) if upward else (chain[0], chain[-1])
        assert ends == (line.source, line.target)
        roles = [net.roles[vertex] for vertex in chain[1:-1]]
        assert roles.count(Role.WORDS) == 1
        assert roles[-1 if upward else 0] is Role.WORDS


def test_the_start_is_on_top_and_nodes_stand_below_what_leads_to_them() -> None:
    net, _ = made(4, [(0, 1), (1, 2), (0, 2), (2, 3)])
    assert net.layer[:4] == [0, 2, 4, 6]


def test_a_way_back_is_turned_for_the_layout_alone() -> None:
    net, _ = made(3, [(0, 1), (1, 2), (2, 0)])
    assert net.upward == [False, False, True]
    assert net.layer[:3] == [0, 2, 4]


def crossings(net: Mesh) -> int:
    """Pairs of links that cross, counted one by one."""
    at = {vertex: n for layer in net.layers for n, vertex in enumerate(layer)}
    return sum(
        (at[a] - at[c]) * (at[b] - at[d]) < 0
        for (a, b), (c, d) in combinations(net.links, 2)
        if net.layer[a] == net.layer[c]
    )


@settings(max_examples=80, deadline=None)
@given(st.integers(1, 9), _pairs)
def test_crossings_are_counted_right_and_never_become_more(
    count_: int, pairs: list[tuple[int, int]]
) -> None:
    net, _ = made(count_, pairs)
    before = crossings(net)
    assert count(net.layers, neighbours(net)[1]) == before
    untangle(net)
    assert count(net.layers, neighbours(net)[1]) == crossings(net) <= before


@pytest.mark.parametrize("seed", range(5))
def test_two_layers_are_untangled_as_well_as_any_order_can(seed: int) -> None:
    chance = random.Random(seed)
    order = list(range(1, 6))
    chance.shuffle(order)
    net, _ = made(6, [(0, each) for each in order])
    untangle(net)
    assert crossings(net) == 0


def test_a_tree_has_no_crossings() -> None:
    net, _ = made(9, [(0, 1), (0, 2), (1, 3), (1, 4), (2, 5), (2, 6), (3, 7), (6, 8)])
    untangle(net)
    assert crossings(net) == 0


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.tuples(st.floats(-50, 50), st.floats(0.1, 9)), min_size=1, max_size=5),
    st.floats(0, 20),
)
def test_places_are_apart_and_as_near_as_can_be(
    wishes: list[tuple[float, float]], distance: float
) -> None:
    wanted, weights = [list(each) for each in zip(*wishes, strict=True)]
    apart = [distance] * (len(wanted) - 1)
    found = apart_at_least(wanted, weights, apart)
    assert all(b - a >= distance - 1e-6 for a, b in pairwise(found))

    def cost(places: list[float]) -> float:
        return sum(w * (x - y) ** 2 for x, y, w in zip(places, wanted, weights, strict=True))

    chance = random.Random(1)
    for _ in range(30):
        step = [chance.uniform(-2, 2) for _ in found]
        other = apart_at_least([x + s for x, s in zip(found, step, strict=True)], weights, apart)
        assert cost(found) <= cost(other) + 1e-6


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9), _pairs)
def test_nothing_on_a_layer_overlaps(count_: int, pairs: list[tuple[int, int]]) -> None:
    net, _ = made(count_, pairs)
    untangle(net)
    placed = place(net)
    for layer in net.layers:
        for left, right in pairwise(layer):
            need = (net.sizes[left][0] + net.sizes[right][0]) / 2
            assert placed.x[right] - placed.x[left] >= need - 1e-6
    assert all(top <= bottom for top, bottom in zip(placed.tops, placed.bottoms, strict=True))
    assert all(b < t for b, t in zip(placed.bottoms, placed.tops[1:], strict=False))


def test_a_chain_stands_straight() -> None:
    net, lines = made(4, [(0, 1), (1, 2), (2, 3)])
    untangle(net)
    placed = place(net)
    assert len({round(x, 3) for x in placed.x}) == 1
    assert all("C" not in route.path for route in routes(net, placed, lines))


def test_a_parent_stands_over_the_middle_of_its_children() -> None:
    net, _ = made(3, [(0, 1), (0, 2)])
    untangle(net)
    placed = place(net)
    assert placed.x[0] == pytest.approx((placed.x[1] + placed.x[2]) / 2, abs=1)


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 9), _pairs)
def test_routes_leave_and_arrive_at_their_boxes(count_: int, pairs: list[tuple[int, int]]) -> None:
    net, lines = made(count_, pairs)
    untangle(net)
    placed = place(net)
    for line, route, upward in zip(lines, routes(net, placed, lines), net.upward, strict=True):
        if line.source == line.target:
            assert (route.path, route.words) == ("", None)
            continue
        assert route.words is not None
        _, tip, _ = route.head.removeprefix("M").removesuffix("Z").split("L")
        x, y = (float(value) for value in tip.split(","))
        middle = placed.y(net.layer[line.target])
        assert abs(x - placed.x[line.target]) <= SIZE[0] / 2
        assert y == pytest.approx(middle + SIZE[1] / 2 if upward else middle - SIZE[1] / 2, abs=0.1)


def test_small_graphs_reach_the_fewest_crossings_of_any_order() -> None:
    net, _ = made(5, [(0, 1), (0, 2), (1, 3), (1, 4), (2, 3), (2, 4)])
    untangle(net)
    found = crossings(net)
    least = found
    for orders in permutations(net.layers[2]), permutations(net.layers[4]):
        for order in orders:
            trial = Mesh(
                net.sizes, net.roles, net.layer, [list(one) for one in net.layers], net.links
            )
            trial.layers[net.layer[order[0]]] = list(order)
            least = min(least, crossings(trial))
    assert found == least

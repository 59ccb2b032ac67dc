"""What finished walks teach about a `diagnose` node, and when it is enough to say so.

Walks are taken as positions, so that steps carry over between versions of a tree by their ids.
A fix's success rate as recorded is a hazard, success given that the earlier ones failed; what it
would cure by itself is that times the share of walks that the earlier ones left (Kaplan and Meier
1958), which also copes with walks that stop early.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from trees.learning.ranges import Share, share
from trees.model import DECLINED, HANDOVER, SOLVED, Diagnose
from trees.plan import Kind, decide_at
from trees.planning.belief import Belief, Problem, Weights, chances_of, normal, observe
from trees.planning.order import Planner, State
from trees.position import Position

LEAST_WALKS: Final = 30
# How many walks the author's weights count for.
AUTHOR: Final = 4.0
_ROUNDS: Final = 60
_NOTHING: Final = 1e-12
_RARE: Final = 0.005
LEAST_SAVING: Final = 0.5


@dataclass(frozen=True, slots=True)
class Session:
    """One way through a `diagnose` node: its steps in order, and the fix that cured, if one did."""

    steps: tuple[tuple[str, str], ...]
    cured_by: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """How a fix did.

    Attributes:
        hazard: share of the attempts that helped, `(solved + 1) / (tried + 2)`, with its range.
        chance: what the fix would cure as the first of all.
    """

    tried: int
    solved: int
    hazard: Share
    chance: float


@dataclass(frozen=True, slots=True)
class Proposal:
    """New weights for the causes of a node, for a person to accept or decline.

    Attributes:
        walks: how many were learned from.
        shares: cause -> its learned share with its range.
        weights: cause -> the weight to write into the tree.
        before: expected minutes by the present weights, if the learned shares are right.
        after: the same by the new weights.
    """

    walks: int
    shares: Mapping[str, Share]
    weights: Mapping[str, float]
    before: float
    after: float

    @property
    def saved(self) -> float:
        return self.before - self.after


def sessions(tree: str, node: str, positions: Iterable[Position]) -> tuple[Session, ...]:
    """All ways through a node in finished walks, also where its tree was walked as a subtree."""
    found = []
    for position in positions:
        by_place: dict[str, list[tuple[str, str]]] = {}
        for visit in position.path:
            if (
                visit.tree.tree == tree
                and visit.node.id == node
                and isinstance(visit.node, Diagnose)
            ):
                place = visit.key.removesuffix(f".{visit.step}") if visit.step else visit.key
                by_place.setdefault(place, []).append((visit.step or HANDOVER, visit.answer))
        found += [_session(steps) for steps in by_place.values()]
    return tuple(found)


def _session(steps: Sequence[tuple[str, str]]) -> Session:
    last, answer = steps[-1]
    return Session(tuple(steps), last if answer == SOLVED else "")


def rates(problem: Problem, learned_from: Sequence[Session]) -> dict[str, Rate]:
    """How each fix did, in the order in which they were mostly tried."""
    tried = {fix.name: 0 for fix in problem.fixes}
    solved = dict(tried)
    places: dict[str, list[int]] = {fix.name: [] for fix in problem.fixes}
    for session in learned_from:
        attempts = [pair for pair in session.steps if pair[0] in tried and pair[1] != DECLINED]
        for place, (step, answer) in enumerate(attempts):
            tried[step] += 1
            solved[step] += answer == SOLVED
            places[step].append(place)
    order = sorted(tried, key=lambda name: _mean(places[name]))
    hazards = {name: share(solved[name] + 1, tried[name] - solved[name] + 1) for name in order}
    chances = survival([hazards[name].value for name in order])
    return {
        name: Rate(tried[name], solved[name], hazards[name], chance)
        for name, chance in zip(order, chances, strict=True)
    }


def _mean(places: Sequence[int]) -> float:
    return sum(places) / len(places) if places else float("inf")


def survival(hazards: Sequence[float]) -> list[float]:
    """`p_i = h_i * product of (1 - h_j) over j before i`."""
    left, found = 1.0, []
    for hazard in hazards:
        found.append(left * hazard)
        left *= 1.0 - hazard
    return found


def learned_shares(problem: Problem, learned_from: Sequence[Session]) -> dict[str, Share]:
    """Shares of the causes, `(n_f + a * m_f) / (N + a)` with the author's weights as the prior.

    Which cause was at work is rarely recorded, so `n_f` are expected counts under the shares
    themselves, found by repetition (EM). Walks that stopped early count with what they showed.
    """
    patterns: dict[Weights, int] = {}
    for session in learned_from:
        likelihood = _likelihood(problem, session)
        patterns[likelihood] = patterns.get(likelihood, 0) + 1
    shares = problem.prior
    counts: Sequence[float] = [0.0] * len(shares)
    for _ in range(_ROUNDS):
        counts = _expected_counts(shares, patterns)
        shares = normal([n + AUTHOR * m for n, m in zip(counts, problem.prior, strict=True)])
    total = sum(counts) + AUTHOR
    hits = [max(value * total, _NOTHING) for value in shares]
    return {
        cause: share(hit, max(total - hit, _NOTHING))
        for cause, hit in zip(problem.causes, hits, strict=True)
    }


def _likelihood(problem: Problem, session: Session) -> Weights:
    """How likely what was seen is under each cause, up to a factor."""
    belief = Belief(tuple(1.0 / len(problem.causes) for _ in problem.causes))
    for step, answer in session.steps:
        chances = chances_of(problem, step, answer) or _cure(problem, step, answer)
        if chances:
            belief = observe(belief.shares, belief, chances)
    return belief.shares


def _cure(problem: Problem, step: str, answer: str) -> Weights | None:
    place = problem.places.get(step, len(problem.fixes))
    return problem.fixes[place].repairs if answer == SOLVED and place < len(problem.fixes) else None


def _expected_counts(shares: Weights, patterns: Mapping[Weights, int]) -> list[float]:
    counts = [0.0] * len(shares)
    for likelihood, many in patterns.items():
        joint = [a * b for a, b in zip(shares, likelihood, strict=True)]
        total = sum(joint)
        if total > 0.0:
            counts = [n + many * value / total for n, value in zip(counts, joint, strict=True)]
    return counts


def propose(
    problem: Problem, learned_from: Sequence[Session], least: int = LEAST_WALKS
) -> Proposal | None:
    """New weights, once there are enough walks and they save at least half a minute."""
    if len(learned_from) < least:
        return None
    shares = learned_shares(problem, learned_from)
    truth = replace(problem, prior=normal([found.value for found in shares.values()]))
    before = cost_under(problem, truth)
    after = cost_under(truth, truth)
    if before - after < LEAST_SAVING:
        return None
    weights = {cause: round(100 * found.value, 1) for cause, found in shares.items()}
    return Proposal(len(learned_from), shares, weights, before, after)


def cost_under(believed: Problem, truth: Problem) -> float:
    """Expected minutes of the plan for one problem where the causes have the shares of another.

    Ways that hardly any walk takes are weighed by the order of fixes alone, so that large nodes
    take seconds and not minutes.
    """
    planner = Planner(believed)
    return _follow(planner, planner.state(), Planner(truth).state())


def _follow(planner: Planner, state: State, truth: State) -> float:
    """Minutes times the true mass; `state` is what the plan believes."""
    if truth.mass <= _NOTHING:
        return 0.0
    if truth.mass < _RARE:
        return planner.cost_of_order(truth)
    shares = normal(state.weights)
    best = decide_at(planner, replace(state, weights=shares), Belief(shares)).best
    if best.kind is Kind.HANDOVER:
        return planner.giving_up * truth.mass
    place = planner.problem.places[best.step]
    if best.kind is Kind.FIX:
        spent = planner.cost(place, state.tried) * truth.mass
        return spent + _follow(planner, planner.failed(state, place), planner.failed(truth, place))
    probe = place - len(planner.problem.fixes)
    pairs = zip(planner.answered(state, probe), planner.answered(truth, probe), strict=True)
    spent = planner.problem.probes[probe].cost * truth.mass
    return spent + sum(_follow(planner, one, other) for one, other in pairs)

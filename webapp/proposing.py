"""What a page shows of a proposal: the step, the figures behind it, and what else could be done."""

from dataclasses import dataclass

from kb.store import Store
from trees.learning.traffic import Tried, traffic
from trees.model import Diagnose
from trees.plan import Option, decide
from trees.planning.belief import problem
from trees.planning.reasons import Reasons, reasons
from trees.position import Position
from webapp.services import Services
from webapp.walked import walked
from webapp.walking import Session

# Finished walks that stand beside a proposal as its record.
RECORDED = 300
# A share of fewer attempts would only mislead: until then the author's estimate stands first.
TELLING = 5


@dataclass(frozen=True, slots=True)
class Weighed:
    """A step that can be taken, with how it did in recorded walks where it was tried there."""

    option: Option
    record: Tried | None

    @property
    def is_recorded(self) -> bool:
        """Whether the record is long enough to stand for the estimate."""
        return self.record is not None and self.record.tried >= TELLING

    @property
    def percent(self) -> int:
        """Chance that it helps now: as recorded, or by the weights of the tree."""
        if self.record is not None and self.is_recorded:
            return round(100 * self.record.solved / self.record.tried)
        return round(100 * self.option.chance)


@dataclass(frozen=True, slots=True)
class Proposal:
    """The next step of a `diagnose`, what it was weighed against, and why."""

    best: Weighed
    others: tuple[Weighed, ...]
    reasons: Reasons


def propose(
    services: Services, store: Store, session: Session, language: str, taken: str = ""
) -> Proposal | None:
    """The proposal at the place of a walk; None where it is no `diagnose`.

    Args:
        services: where trees and walks come from.
        store: the same.
        session: the walk.
        language: of the reasons.
        taken: the step that comes first because somebody chose it, or stands at it.
    """
    node = session.position.node
    if not isinstance(node, Diagnose):
        return None
    done = session.position.answers_at(session.position.key)
    decision = decide(problem(node), done.items())
    record = _record(services, store, session.position, node)
    weighed = [Weighed(option, record.get(option.step)) for option in decision.options]
    first = next((each for each in weighed if taken and each.option.step == taken), weighed[0])
    others = tuple(each for each in weighed if each is not first)
    return Proposal(first, others, reasons(node, decision, language, record))


def _record(
    services: Services, store: Store, position: Position, node: Diagnose
) -> dict[str, Tried]:
    """Fix -> how it did in finished walks."""
    tree = position.tree
    finished = walked(services, store, through=tree.tree, state="finished", limit=RECORDED)
    seen = traffic(tree, (each.position for each in finished))
    return {
        name.removeprefix(f"{node.id}."): found
        for name, found in seen.remedies.items()
        if name.startswith(f"{node.id}.")
    }

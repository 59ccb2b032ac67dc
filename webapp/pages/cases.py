"""Cases: the list, and one case with its thread."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from kb.cases import Case, CaseStatus, Fact, FactKind
from kb.mail.signatures import FoldKind, folds
from kb.timeline import symptoms, timeline
from webapp.current import services, store

bp = Blueprint("cases", __name__, url_prefix="/cases")
PER_PAGE = 25
MOST_TREES = 4


@bp.get("/")
def index() -> ResponseReturnValue:
    """All cases, newest first, narrowed by what the address asks for."""
    wanted = {
        name: value
        for name in ("product", "code", "year", "status")
        if (value := request.args.get(name, ""))
    }
    cases = store().cases
    page = max(1, request.args.get("page", 1, type=int))
    total = cases.count(**wanted)
    return render_template(
        "cases/index.html",
        cases=cases.list(limit=PER_PAGE, offset=(page - 1) * PER_PAGE, **wanted),
        total=total,
        page=page,
        last=-(-total // PER_PAGE),
        wanted=wanted,
        statuses=list(CaseStatus),
    )


@bp.get("/<number>")
def show(number: str) -> ResponseReturnValue:
    """One case: summary, steps, facts, messages."""
    opened = store()
    case = opened.cases.get(number)
    trees = services().trees(opened).all().values()
    fitting = [tree for tree in trees if number in tree.cases or set(tree.codes) & set(case.codes)]
    return render_template(
        "cases/show.html",
        case=case,
        facts=facts_by_kind(case),
        events=timeline(case.messages),
        symptoms=symptoms(case.messages),
        pieces=pieces,
        trees=sorted(fitting, key=lambda tree: number not in tree.cases)[:MOST_TREES],
        walks=[walk for walk in opened.walks.list() if walk.case == number],
    )


def pieces(body: str) -> list[tuple[FoldKind | None, str]]:
    """A message in pieces: its own words, and in between what may be folded, with its kind."""
    lines = body.split("\n")
    found: list[tuple[FoldKind | None, str]] = []
    shown = 0
    for part in folds(body):
        found.append((None, "\n".join(lines[shown : part.first - 1])))
        found.append((part.kind, "\n".join(lines[part.first - 1 : part.last])))
        shown = part.last
    found.append((None, "\n".join(lines[shown:])))
    return [(kind, text.strip("\n")) for kind, text in found if text.strip()]


def facts_by_kind(case: Case) -> dict[FactKind, dict[str, Fact]]:
    """Each fact once, where it was first stated, in the order of kinds."""
    found: dict[FactKind, dict[str, Fact]] = {}
    for kind in FactKind:
        values = {fact.value: fact for fact in reversed(case.facts) if fact.kind == kind}
        if values:
            found[kind] = dict(reversed(values.items()))
    return found

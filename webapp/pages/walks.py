"""The wizard: one question or action per page."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from articles.model import Article
from kb.errors import StaleWalkError
from kb.store import Evidence, WalkAnswer
from trees.draw import svg
from trees.errors import InvalidAnswerError
from trees.handover.telling import answer_text, step_text
from trees.messages import say
from trees.model import COLLECTED, CONFIRMED, Collect
from trees.outputs import read_at
from trees.position import Answer
from trees.walk import choices
from webapp import collecting, walking
from webapp.collecting import Given
from webapp.current import services, store, user_name
from webapp.language import language
from webapp.proposing import propose
from webapp.walked import standing
from webapp.walking import LONGEST_STEP, Session, newer, resume

bp = Blueprint("walks", __name__, url_prefix="/walks")
PAGE = 30

bp.add_app_template_global(answer_text)
bp.add_app_template_global(step_text)
bp.add_app_template_global(say)


@bp.get("/")
def index() -> ResponseReturnValue:
    """Walks of mine, and the team's on request; running ones, finished ones, or all."""
    wanted = {key: value for key in ("whose", "state") if (value := request.args.get(key))}
    page = max(request.args.get("page", 1, type=int), 1)
    opened = store()
    owner = None if wanted.get("whose") == "all" else user_name()
    state = wanted.get("state")
    found = opened.walks.list(owner, state, limit=PAGE, offset=(page - 1) * PAGE)
    return render_template(
        "walks/index.html",
        walks=[(each, standing(services(), opened, each)) for each in found],
        wanted=wanted,
        page=page,
        last=-(-opened.walks.count(owner, state) // PAGE),
        trees=services().trees(opened).all(),
    )


@bp.post("/")
def start() -> ResponseReturnValue:
    """Begin a walk, for a case or without one."""
    tree_id = request.values.get("tree_id", "")
    case = request.values.get("case", "").strip()
    begun = walking.start(services(), store(), tree_id, user_name(), case)
    return redirect(url_for("walks.show", walk_id=begun.id))


@bp.get("/<walk_id>")
def show(walk_id: str) -> ResponseReturnValue:
    """The present question or action, or an earlier one; the hand-over once the walk has ended."""
    session = resume(services(), store(), walk_id, request.args.get("change", type=int))
    if session.position.outcome is not None:
        return redirect(url_for("handovers.show", walk_id=walk_id))
    return render_template(
        "walks/show.html",
        session=session,
        walk=session.walk,
        position=session.position,
        node=session.position.node,
        offered=choices(session.position),
        proposal=propose(services(), store(), session, language(), _step_taken(session)),
        read=request.args.get("read", ""),
        read_at=request.args.get("step", ""),
        evidence=_evidence_here(session),
        drawing=drawing(session),
        articles=_articles_here(session),
        newer=newer(services(), store(), session.walk),
        places=_places(session),
        people=[user.name for user in store().users.list() if not user.disabled],
    )


@bp.post("/<walk_id>/answer")
def answer(walk_id: str) -> ResponseReturnValue:
    """Go one step further, or give another answer to an earlier step."""
    session = resume(services(), store(), walk_id, request.form.get("place", type=int))
    if request.form.get("at", type=int) != len(session.walk.answers):
        flash(_("The walk has moved on in another window. This is where it stands."), "warning")
        return _to(walk_id)
    given = WalkAnswer(
        request.form.get("node", ""),
        request.form.get("answer", ""),
        request.form.get("note", ""),
        seconds=_seconds(),
    )
    return _answered(session, given)


def _answered(session: Session, given: WalkAnswer) -> ResponseReturnValue:
    walk_id = session.walk.id
    try:
        walking.answer(services(), store(), session, given)
    except InvalidAnswerError:
        flash(_("Choose one of the answers first."), "error")
        return _to(walk_id)
    except StaleWalkError:
        flash(_("The walk has moved on in another window. This is where it stands."), "warning")
        return _to(walk_id)
    if given.answer == CONFIRMED:
        return redirect(url_for("walks.show", walk_id=walk_id, step=given.node))
    return _to(walk_id)


def _seconds() -> int | None:
    """What the clock of the page has counted; None where it did not run."""
    counted = request.form.get("seconds", type=int)
    return counted if counted is not None and 0 <= counted <= LONGEST_STEP else None


@bp.post("/<walk_id>/read", endpoint="read")
def read_output(walk_id: str) -> ResponseReturnValue:
    """Read a pasted output into an answer; the person confirms it."""
    place = request.form.get("place", type=int)
    session = resume(services(), store(), walk_id, place)
    node = request.form.get("node", "")
    pasted = request.form.get("pasted", "")
    found = read_at(session.position, node, pasted) or Answer(node, "")
    kept = collecting.evidence_of(services(), found.node, collecting.OUTPUT, Given(text=pasted))
    if kept is None:
        flash(_("Paste the output first."), "error")
        return _to(walk_id)
    store().walks.add_evidence(walk_id, kept)
    if not found.answer:
        flash(
            _("The output was kept, but it does not decide. Choose the answer yourself."), "warning"
        )
    change = place if session.changing is not None else None
    read = found.answer or None
    return redirect(
        url_for("walks.show", walk_id=walk_id, read=read, step=found.node, change=change)
    )


@bp.post("/<walk_id>/collect")
def collect(walk_id: str) -> ResponseReturnValue:
    """Keep what was collected, or why it could not be had, and go on."""
    session = resume(services(), store(), walk_id, request.form.get("place", type=int))
    node = session.position.node
    if not isinstance(node, Collect):
        return _to(walk_id)
    given = {item.id: kept for item in node.items if (kept := _given(session, item.id)) is not None}
    for kept in given.values():
        store().walks.add_evidence(walk_id, kept)
    if collecting.missing(session, given):
        flash(_("Something is still missing: give it, or say why it cannot be had."), "error")
        return _to(walk_id)
    note = request.form.get("note", "")
    collected = WalkAnswer(session.position.key, COLLECTED, note, seconds=_seconds())
    return _answered(session, collected)


@bp.post("/<walk_id>/back")
def back(walk_id: str) -> ResponseReturnValue:
    """Take the last answer back."""
    store().walks.back(walk_id)
    return _to(walk_id)


def drawing(session: Session) -> str:
    """The tree that the walk is in, with the way so far."""
    tree = session.position.tree
    return svg(tree, language(), path=session.position.way(tree), styled=False)


def _to(walk_id: str) -> ResponseReturnValue:
    return redirect(url_for("walks.show", walk_id=walk_id))


def _step_taken(session: Session) -> str:
    """The step of a `diagnose` that somebody stands at: chosen, read, confirmed or changed."""
    changing = session.changing
    named = request.args.get("step") or session.position.confirmed
    key = named or (changing.node if changing is not None else "")
    return key.removeprefix(f"{session.position.key}.")


def _places(session: Session) -> list[int]:
    """Places of the answers that the path shows; a confirmation belongs to the answer after it."""
    answers = enumerate(session.walk.answers[: session.place])
    return [place for place, each in answers if each.answer != CONFIRMED]


def _articles_here(session: Session) -> list[Article]:
    """The articles on this step in the reader's language; others where there is none in it."""
    known = services().articles(store()).all()
    named = [known[name] for name in session.position.node.articles if name in known]
    return [each for each in named if each.language == language()] or named


def _evidence_here(session: Session) -> dict[str, list[str]]:
    """Item -> what was given for it at this place."""
    found: dict[str, list[str]] = {}
    for kept in session.walk.evidence:
        if kept.node == session.position.key or kept.node.startswith(f"{session.position.key}."):
            found.setdefault(kept.item, []).append(kept.text or kept.filename or kept.reason)
    return found


def _given(session: Session, item: str) -> Evidence | None:
    given = Given(
        text=request.form.get(f"text:{item}", ""),
        file=request.files.get(f"file:{item}"),
        reason=request.form.get(f"reason:{item}", ""),
    )
    return collecting.evidence_of(services(), session.position.key, item, given)

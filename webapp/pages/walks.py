"""The wizard: one question or action per page, and the hand-over at the end."""

from collections.abc import Iterator

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from articles.model import Article
from articles.render import html
from kb.errors import StaleWalkError
from kb.store import Evidence, WalkAnswer
from trees.belief import problem
from trees.draw import svg
from trees.errors import InvalidAnswerError, TreeError
from trees.model import COLLECTED, Action, Check, Collect, Diagnose, Question
from trees.plan import Decision, decide
from trees.position import Position
from trees.reasons import Reasons, reasons
from trees.telling import answer_text, step_text
from trees.traffic import traffic
from trees.walk import choices, read_output, walk
from webapp import walking
from webapp.current import services, store, user_name
from webapp.handover import written
from webapp.language import language
from webapp.walking import Given, Session, resume

bp = Blueprint("walks", __name__, url_prefix="/walks")
# Finished walks that stand beside a proposal as its record.
RECORDED = 300


bp.add_app_template_global(answer_text)
bp.add_app_template_global(step_text)


@bp.get("/")
def index() -> ResponseReturnValue:
    """Walks of mine, and the team's on request."""
    whose = request.args.get("whose", "mine")
    opened = store()
    return render_template(
        "walks/index.html",
        walks=opened.walks.list(owner=user_name() if whose == "mine" else None),
        whose=whose,
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
    """The present question or action; the hand-over once the walk has ended."""
    session = resume(services(), store(), walk_id)
    if session.position.outcome is not None:
        return redirect(url_for("walks.hand_over", walk_id=walk_id))
    decision = _decision(session)
    return render_template(
        "walks/show.html",
        session=session,
        walk=session.walk,
        position=session.position,
        node=session.position.node,
        offered=choices(session.position),
        decision=decision,
        reasons=_reasons(session, decision),
        read=request.args.get("read", ""),
        evidence=_evidence_here(session),
        drawing=drawing(session),
        articles=_articles_here(session),
    )


@bp.post("/<walk_id>/answer")
def answer(walk_id: str) -> ResponseReturnValue:
    """Go one step further."""
    session = resume(services(), store(), walk_id)
    if request.form.get("at", type=int) != len(session.walk.answers):
        flash(_("The walk has moved on in another window. This is where it stands."), "warning")
        return _to(walk_id)
    given = WalkAnswer(
        request.form.get("node", ""), request.form.get("answer", ""), request.form.get("note", "")
    )
    try:
        walking.answer(services(), store(), session, given)
    except InvalidAnswerError:
        flash(_("Choose one of the answers first."), "error")
    except StaleWalkError:
        flash(_("The walk has moved on in another window. This is where it stands."), "warning")
    return _to(walk_id)


@bp.post("/<walk_id>/read")
def read(walk_id: str) -> ResponseReturnValue:
    """Read a pasted output into an answer; the person confirms it."""
    session = resume(services(), store(), walk_id)
    place = request.form.get("node", "")
    pasted = request.form.get("pasted", "")
    check = _check_at(session, place)
    kept = walking.evidence_of(services(), place, walking.OUTPUT, Given(text=pasted))
    if kept is None:
        flash(_("Paste the output first."), "error")
        return _to(walk_id)
    store().walks.add_evidence(walk_id, kept)
    found = read_output(check, pasted) if check is not None else None
    if found is None:
        flash(
            _("The output was kept, but it does not decide. Choose the answer yourself."), "warning"
        )
    return redirect(url_for("walks.show", walk_id=walk_id, read=found))


@bp.post("/<walk_id>/collect")
def collect(walk_id: str) -> ResponseReturnValue:
    """Keep what was collected, or why it could not be had, and go on."""
    session = resume(services(), store(), walk_id)
    node = session.position.node
    if not isinstance(node, Collect):
        return _to(walk_id)
    given = {item.id: kept for item in node.items if (kept := _given(session, item.id)) is not None}
    for kept in given.values():
        store().walks.add_evidence(walk_id, kept)
    if walking.missing(session, given):
        flash(_("Something is still missing: give it, or say why it cannot be had."), "error")
        return _to(walk_id)
    note = request.form.get("note", "")
    walking.answer(services(), store(), session, WalkAnswer(session.position.key, COLLECTED, note))
    return _to(walk_id)


@bp.post("/<walk_id>/back")
def back(walk_id: str) -> ResponseReturnValue:
    """Take the last answer back."""
    store().walks.back(walk_id)
    return _to(walk_id)


@bp.get("/<walk_id>/hand-over")
def hand_over(walk_id: str) -> ResponseReturnValue:
    """The case summary that the walk has written; also of a walk that is still going on."""
    session = resume(services(), store(), walk_id)
    text = written(services(), store(), session, _language_asked())
    return render_template(
        "walks/hand_over.html",
        walk=session.walk,
        position=session.position,
        text=text,
        html=html(text),
        asked=_language_asked(),
        drawing=drawing(session),
    )


@bp.get("/<walk_id>/hand-over.md")
def download(walk_id: str) -> ResponseReturnValue:
    """The same as a Markdown file."""
    session = resume(services(), store(), walk_id)
    name = f"{session.walk.case or session.walk.tree}.md"
    return Response(
        written(services(), store(), session, _language_asked()),
        content_type="text/markdown; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@bp.post("/<walk_id>/case")
def link(walk_id: str) -> ResponseReturnValue:
    """Say which case the walk belongs to."""
    number = request.form.get("case", "").strip()
    if number and store().cases.find(number) is None:
        flash(_("There is no case %(number)s.", number=number), "error")
    else:
        store().walks.link(walk_id, number)
    return redirect(url_for("walks.hand_over", walk_id=walk_id))


def drawing(session: Session) -> str:
    """The tree that the walk is in, with the way so far."""
    tree = session.position.tree
    return svg(tree, language(), path=session.position.way(tree), styled=False)


def _to(walk_id: str) -> ResponseReturnValue:
    return redirect(url_for("walks.show", walk_id=walk_id))


def _language_asked() -> str:
    return request.args.get("language") or language()


def _decision(session: Session) -> Decision | None:
    node = session.position.node
    if not isinstance(node, Diagnose):
        return None
    done = session.position.answers_at(session.position.key)
    return decide(problem(node), done.items())


def _articles_here(session: Session) -> list[Article]:
    """The articles on this step in the reader's language; others where there is none in it."""
    known = services().articles(store()).all()
    named = [known[name] for name in session.position.node.articles if name in known]
    return [each for each in named if each.language == language()] or named


def _reasons(session: Session, decision: Decision | None) -> Reasons | None:
    """Why the step is proposed, with what finished walks tell of it."""
    node = session.position.node
    if decision is None or not isinstance(node, Diagnose):
        return None
    seen = traffic(session.position.tree, _finished())
    tried = {
        name.removeprefix(f"{node.id}."): found
        for name, found in seen.remedies.items()
        if name.startswith(f"{node.id}.")
    }
    return reasons(node, decision, language(), tried)


def _finished() -> Iterator[Position]:
    """The latest finished walks; one that its trees no longer play is passed over."""
    opened = store()
    catalogue = services().trees(opened)
    for found in opened.walks.list(state="finished", limit=RECORDED):
        try:
            yield walk(catalogue.at(found.versions), found.tree, found.answers)
        except TreeError:
            continue


def _evidence_here(session: Session) -> dict[str, list[str]]:
    """Item -> what was given for it at this place."""
    found: dict[str, list[str]] = {}
    for kept in session.walk.evidence:
        if kept.node == session.position.key or kept.node.startswith(f"{session.position.key}."):
            found.setdefault(kept.item, []).append(kept.text or kept.filename or kept.reason)
    return found


def _check_at(session: Session, place: str) -> Check | None:
    node = session.position.node
    if isinstance(node, Question | Action):
        return node.check
    step = place.removeprefix(f"{session.position.key}.")
    if isinstance(node, Diagnose):
        part = node.questions.get(step) or node.fixes.get(step)
        return part.check if part is not None else None
    return None


def _given(session: Session, item: str) -> Evidence | None:
    given = Given(
        text=request.form.get(f"text:{item}", ""),
        file=request.files.get(f"file:{item}"),
        reason=request.form.get(f"reason:{item}", ""),
    )
    return walking.evidence_of(services(), session.position.key, item, given)

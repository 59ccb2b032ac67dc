"""The first page: one box, what the person works on, and what to do with a pasted text."""

from collections import Counter

from flask import Blueprint, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from articles.model import State
from kb.mail.decoding import tidy
from kb.triage import is_paste, triage
from trees.model import Tree
from webapp.current import services, store, user_name
from webapp.language import language

bp = Blueprint("home", __name__)
RECENT = 6
OPEN_WALKS = 4
TREES = 6
WALKS_COUNTED = 200


@bp.get("/")
def index() -> ResponseReturnValue:
    """The box; my open walks, my searches, the latest cases, the trees in use."""
    opened = store()
    if services().asked.is_due():
        services().asked.bring_in(opened)
    trees = services().trees(opened).all()
    return render_template(
        "home/index.html",
        walks=opened.walks.list(owner=user_name(), state="open", limit=OPEN_WALKS),
        saved=opened.searches.saved(user_name()),
        cases=opened.cases.list(limit=RECENT),
        case_count=opened.cases.count(),
        trees=trees,
        favourites=_most_walked(trees),
        waiting=_waiting(),
    )


@bp.post("/")
def ask() -> ResponseReturnValue:
    """What was put into the box: a line is searched for, a pasted text is read and not kept."""
    text = tidy(request.form.get("q", "")).strip()
    if not is_paste(text):
        return redirect(url_for("search.results", q=text or None))
    opened = store()
    found = triage(services().index, opened, services().redactor, text.encode())
    titles = services().trees(opened).titles(language())
    outcomes = opened.cases.resolutions([hit.id for hit in found.cases])
    return render_template("home/triage.html", found=found, titles=titles, outcomes=outcomes)


@bp.get("/healthz")
def health() -> ResponseReturnValue:
    """Whether the site can reach its store; for supervisors."""
    return jsonify(status="ok", cases=store().cases.count())


def _most_walked(trees: dict[str, Tree]) -> list[Tree]:
    """The trees that the team walks most, then the others."""
    walked = Counter(walk.tree for walk in store().walks.list(limit=WALKS_COUNTED))
    return sorted(trees.values(), key=lambda tree: (-walked[tree.id], tree.id))[:TREES]


def _waiting() -> int:
    """Articles that wait for somebody else's review."""
    articles = services().articles(store()).all().values()
    return sum(one.state is State.REVIEW and one.author != user_name() for one in articles)

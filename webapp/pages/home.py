"""The first page: one box, what the person works on, and what to do with a pasted text."""

from collections import Counter

from flask import Blueprint, flash, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from articles.model import State
from kb.errors import UnreadableFileError
from kb.mail.decoding import tidy
from kb.pasting import read_ends
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
    """What was put into the box: a line is searched for; a pasted text or a file is read, not kept."""
    text = tidy(request.form.get("q", "")).strip()
    data = _file() or text.encode()
    if data == text.encode() and not is_paste(text):
        return redirect(url_for("search.results", q=text or None))
    opened = store()
    try:
        found = triage(services().index, opened, services().redactor, data)
    except UnreadableFileError:
        flash(
            _("There is no text in this file. Give a log, a mail, or what a tool prints."), "error"
        )
        return redirect(url_for("home.index"))
    titles = services().trees(opened).titles(language())
    outcomes = opened.cases.resolutions([hit.id for hit in found.cases])
    return render_template("home/triage.html", found=found, titles=titles, outcomes=outcomes)


@bp.get("/healthz")
def health() -> ResponseReturnValue:
    """Whether the site can reach its store; for supervisors."""
    return jsonify(status="ok", cases=store().cases.count())


def _file() -> bytes:
    """What is in the file that was chosen, if one was."""
    file = request.files.get("file")
    return read_ends(file.stream) if file is not None and file.filename else b""


def _most_walked(trees: dict[str, Tree]) -> list[Tree]:
    """The trees that the team walks most, then the others."""
    walked = Counter(walk.tree for walk in store().walks.list(limit=WALKS_COUNTED))
    return sorted(trees.values(), key=lambda tree: (-walked[tree.id], tree.id))[:TREES]


def _waiting() -> int:
    """Articles that wait for somebody else's review."""
    articles = services().articles(store()).all().values()
    return sum(one.state is State.REVIEW and one.author != user_name() for one in articles)

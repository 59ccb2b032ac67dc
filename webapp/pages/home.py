"""The first page: one box, and what the team worked on last."""

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from webapp.current import services, store

bp = Blueprint("home", __name__)
RECENT = 6


@bp.get("/")
def index() -> ResponseReturnValue:
    """The search box, recent cases, trees to start."""
    opened = store()
    return render_template(
        "home/index.html",
        cases=opened.cases.list(limit=RECENT),
        case_count=opened.cases.count(),
        trees=list(services().trees(opened).all().values()),
        article_count=len(opened.documents.ids("article")),
    )


@bp.get("/healthz")
def health() -> ResponseReturnValue:
    """Whether the site can reach its store; for supervisors."""
    return jsonify(status="ok", cases=store().cases.count())

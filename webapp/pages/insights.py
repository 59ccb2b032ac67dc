"""What the archive, the walks and the searches tell as figures; every share stands beside its counts."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from webapp.current import services, store

bp = Blueprint("insights", __name__, url_prefix="/insights")
ASKED = 12


@bp.get("/")
def index() -> ResponseReturnValue:
    """What people look for and do not find; cases and walks counted."""
    opened = store()
    services().asked.bring_in(opened)
    return render_template(
        "insights/index.html",
        total=opened.cases.count(),
        counts=opened.counts,
        walked=opened.counts.walks(),
        unanswered=opened.searches.unanswered(),
        asked=opened.searches.most_asked(ASKED),
        trees=services().trees(opened).all(),
    )


@bp.post("/done")
def done() -> ResponseReturnValue:
    """Take a search off the list of what found nothing; it comes back when it fails again."""
    store().searches.done(request.form.get("query", ""))
    return redirect(url_for("insights.index", _anchor="unanswered"))

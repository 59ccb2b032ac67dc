"""What the archive and the walks tell as figures; every share stands beside its counts."""

from collections import Counter

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from webapp.current import services, store

bp = Blueprint("insights", __name__, url_prefix="/insights")


@bp.get("/")
def index() -> ResponseReturnValue:
    """Cases by year, outcome, product and code; walks by tree and result."""
    opened = store()
    walks = opened.walks.list()
    return render_template(
        "insights/index.html",
        total=opened.cases.count(),
        counts=opened.counts,
        walks=walks,
        walked=Counter(walk.tree for walk in walks).most_common(),
        results=Counter(walk.result for walk in walks if walk.finished).most_common(),
        trees=services().trees(opened).all(),
    )
